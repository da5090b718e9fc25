"""The border of the command line: one sentence and an exit status, whatever happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from senet_viewer.cli import main
from senet_viewer.cli.log import log_folder
from senet_viewer.cli.main import COMMANDS, run


@pytest.fixture
def words(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> pytest.CaptureFixture[str]:
    """What is printed; the command ``break`` is there."""
    monkeypatch.setitem(COMMANDS, "break", "tests.cli.broken_command")
    return capfd


@pytest.mark.parametrize(
    ("end", "status", "sentence"),
    [
        ("viewer", 1, "senet-viewer: It broke. Mend it.\n"),
        ("usage", 2, "senet-viewer: That does not go together.\n"),
        ("interrupt", 130, "senet-viewer: Interrupted.\n"),
        (
            "memory",
            1,
            (
                "senet-viewer: There is not enough memory; try fewer or smaller pictures, "
                "or a smaller network.\n"
            ),
        ),
    ],
)
def test_each_end_has_its_sentence_and_status(
    words: pytest.CaptureFixture[str], end: str, status: int, sentence: str
) -> None:
    assert run(["break", end]) == status
    assert words.readouterr().err == sentence


def test_the_unexpected_goes_to_the_log_not_to_the_user(
    words: pytest.CaptureFixture[str],
) -> None:
    assert run(["break", "unexpected"]) == 1
    (line,) = words.readouterr().err.splitlines()
    assert "ZeroDivisionError" in line
    assert "secret" not in line
    logs = list(log_folder().iterdir())
    assert str(logs[0]) in line
    assert "secret detail" in logs[0].read_text(encoding="utf-8")


def test_the_unexpected_is_shown_where_asked(
    words: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(main.DEBUG, "1")
    assert run(["break", "unexpected"]) == 1
    assert "Traceback" in words.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["inspect"],
        ["inspect", "a.jpg", "--format", "xml"],
        ["inspect", "a.jpg", "--top", "0"],
        ["inspect", "a.jpg", "--precision", "int8"],
        ["figure", "a.jpg", "-o", "a.jpg"],
        ["summary"],
        ["models", "--unknown"],
        ["--size", "large"],
        ["--scale", "0"],
        ["--dark", "--light"],
    ],
)
def test_wrong_usage_is_one_sentence(
    capfd: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(arguments)
    assert caught.value.code == 2
    printed = capfd.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert "--help" in printed.err


def test_a_figure_needs_a_file(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["figure", "a.jpg"]) == 2
    assert capfd.readouterr().err.splitlines() == ["senet-viewer: Say with -o which file to write."]


def test_a_command_almost_right_is_suggested(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["inspekt", "cat.jpg"]) == 2
    assert "did you mean “senet-viewer inspect”?" in capfd.readouterr().err


def test_a_file_almost_named_like_a_command_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("inspekt").touch()
    main._suggest_command("inspekt")


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_names_every_option_once(capfd: pytest.CaptureFixture[str], name: str) -> None:
    with pytest.raises(SystemExit) as caught:
        run([*filter(None, [name]), "--help"])
    assert caught.value.code == 0
    printed = capfd.readouterr().out
    assert printed.startswith("usage: senet-viewer")
    assert all(len(line) <= 100 for line in printed.splitlines())


def test_help_names_every_command(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["--help"])
    printed = capfd.readouterr().out
    assert all(f"\n  {name} " in printed for name in COMMANDS)


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    from senet_viewer import __version__

    with pytest.raises(SystemExit) as caught:
        run(["--version"])
    assert caught.value.code == 0
    assert capfd.readouterr().out == f"senet-viewer {__version__}\n"
