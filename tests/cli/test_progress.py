"""Progress shows itself on a terminal, and keeps still elsewhere."""

from __future__ import annotations

import io

import pytest

from senet_viewer.cli.progress import Progress


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_one_line_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("senet_viewer.cli.progress._RENEW_SECONDS", 0.0)
    progress = Progress(3)
    progress.advance()
    assert terminal.getvalue().startswith("\r\x1b[K1 of 3 images · ")
    assert "\n" not in terminal.getvalue()
    progress.clear()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_file_sees_nothing_of_short_work(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(3)
    for _ in range(3):
        progress.advance()
    progress.clear()
    assert capsys.readouterr().err == ""


def test_a_single_image_has_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("senet_viewer.cli.progress._RENEW_SECONDS", 0.0)
    progress = Progress(1)
    progress.advance()
    assert terminal.getvalue() == ""
