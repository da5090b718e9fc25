"""Missing system packages are found by what the loader can open, and named in one line."""

from __future__ import annotations

import sys
from pathlib import Path

import linux_packages
import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux")


def test_a_machine_that_draws_offscreen_misses_nothing_for_it() -> None:
    assert linux_packages.missing_for_offscreen() == []


def test_a_library_that_cannot_be_loaded_is_named_by_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(linux_packages.OFFSCREEN, "libnowhere.so.7", "libnowhere7")
    monkeypatch.setitem(linux_packages.ON_SCREEN, "libnobody.so.1", "libnobody1")
    assert linux_packages.missing_for_offscreen() == ["libnowhere7"]
    assert "libnobody1" in linux_packages.missing_for_screen()


def test_the_virtual_screen_is_missed_where_no_program_of_that_name_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    assert linux_packages.missing_virtual_screen() == ["xvfb"]


@pytest.mark.parametrize(
    ("file", "missing"),
    [
        (None, ["fonts-wqy-microhei"]),
        ("DejaVuSans.ttf", ["fonts-wqy-microhei"]),
        ("wqy-microhei.txt", ["fonts-wqy-microhei"]),
        ("wqy-microhei.ttc", []),
        ("NotoSansCJK-Regular.ttc", []),
    ],
)
def test_a_font_with_chinese_is_missed_where_no_file_of_one_is(
    home: Path, monkeypatch: pytest.MonkeyPatch, file: str | None, missing: list[str]
) -> None:
    fonts = home / ".fonts" / "truetype"
    fonts.mkdir(parents=True)
    if file is not None:
        (fonts / file).touch()
    monkeypatch.setattr(linux_packages, "SYSTEM_FONTS", ())
    assert linux_packages.missing_chinese_font() == missing


def test_without_apt_get_nothing_is_installed_and_the_line_names_the_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    assert not linux_packages.can_install()
    line = linux_packages.line_to_paste(["libegl1", "libgl1"])
    assert line == "install with your package manager what Debian calls: libegl1 libgl1"
