"""Before Qt starts, what would stop it is named in one sentence."""

from __future__ import annotations

import sys

import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.gui import display


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks for an X display")
def test_without_a_screen_the_commands_that_need_none_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ViewerError, match="senet-viewer inspect") as caught:
        display.check_display()
    assert caught.value.code == "display.missing"


def test_with_a_platform_of_the_users_choice_nothing_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    display.check_display()
