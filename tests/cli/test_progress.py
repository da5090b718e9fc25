"""Progress shows itself on a terminal, and keeps still elsewhere."""

from __future__ import annotations

import io

import pytest

from senet_viewer.cli.progress import DownloadProgress, Progress
from senet_viewer.records import Transfer


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


def test_a_download_is_named_once_and_then_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("senet_viewer.cli.progress._RENEW_SECONDS", 0.0)
    progress = DownloadProgress()
    progress(Transfer("small.pth", 0, 0, 0.0))
    assert terminal.getvalue() == ""
    progress(Transfer("small.pth", 1_500_000, 9_000_000, 0.0))
    progress(Transfer("small.pth", 3_000_000, 9_000_000, 1_500_000.0))
    first, second = terminal.getvalue().split("\n")
    assert first == ("senet-viewer: Downloading “small.pth” (9.0 MB, of which 1.5 MB are there).")
    assert second.endswith("\x1b[K3.0 MB of 9.0 MB · 1.5 MB a second · 4 s left")
    progress.clear()
    assert terminal.getvalue().endswith("\r\x1b[K")
