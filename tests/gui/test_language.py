"""The window's language: whose it is, where it comes from, and that all of the window speaks it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from senet_viewer.cli.window_command import LANGUAGES
from senet_viewer.errors import ViewerError
from senet_viewer.gui.actions import plain_text
from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.language import ENGLISH, NAMES, SYSTEM, TRANSLATED, speak, spoken
from senet_viewer.gui.plots.rank_wording import ordinal
from senet_viewer.gui.plots.wording import channel_standing
from senet_viewer.gui.settings import Settings, save_settings
from senet_viewer.gui.words import error_text, hint_text
from senet_viewer.images import refusals
from tests.gui.making import gates
from tests.gui.viewing import show_a_picture

CHINESE = "zh_CN"
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[QObject]:
    owner = QObject()
    speak(CHINESE, owner)
    yield owner
    end(owner)


@pytest.fixture
def window(qapp: QApplication, home: Path) -> Iterator[Application]:
    qapp.setApplicationName("senet-viewer")
    made = Application(qapp, Start(language=CHINESE), "0.1")
    yield made
    made.close()
    made.window.close()
    made.window.deleteLater()
    end(made)


def end(owner: QObject) -> None:
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize(
    ("wanted", "system", "language"),
    [
        ("en", ["zh-Hans-CN"], "en"),
        ("zh_CN", ["en-US"], "zh_CN"),
        ("system", ["zh-Hans-CN", "zh-CN", "zh"], "zh_CN"),
        ("system", ["zh_CN"], "zh_CN"),
        ("system", ["en-GB", "zh-CN"], "en"),
        ("system", ["de-DE", "zh-CN", "en-US"], "zh_CN"),
        ("system", ["de-DE"], "en"),
        ("system", ["C"], "en"),
        ("system", [], "en"),
        ("klingon", ["zh-CN"], "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_systems_first_that_is_known(
    wanted: str, system: list[str], language: str
) -> None:
    assert spoken(wanted, system) == language


def test_start_and_settings_offer_the_same_languages() -> None:
    assert (SYSTEM, *NAMES) == LANGUAGES
    assert set(NAMES) == {ENGLISH, *TRANSLATED}
    assert Settings().language == SYSTEM


def test_a_language_ends_with_its_owner(qapp: QApplication) -> None:
    owner = QObject()
    speak(CHINESE, owner)
    assert QCoreApplication.translate("menus", "&Open …") == "打开(&O)…"
    end(owner)
    assert QCoreApplication.translate("menus", "&Open …") == "&Open …"


def test_without_its_file_a_language_leaves_all_in_english(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("senet_viewer.gui.language.resources_folder", lambda: tmp_path)
    owner = QObject()
    assert speak(CHINESE, owner) == ENGLISH
    assert QCoreApplication.translate("menus", "&Open …") == "&Open …"
    end(owner)


def test_qts_own_buttons_speak_it_too(chinese: QObject) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert HAN.search(buttons.button(QDialogButtonBox.StandardButton.Cancel).text())
    buttons.deleteLater()


def test_the_whole_menu_is_chinese(window: Application) -> None:
    texts = [action.text() for action in window.actions.by_name.values()]
    assert len(texts) > 50
    assert [text for text in texts if not HAN.search(text) and text != "Enter"] == []
    heads = [action.text() for action in window.window.menuBar().actions()]
    assert heads[0] == "文件(&F)"
    assert all(HAN.search(head) for head in heads)


def test_the_sheet_of_keys_does_without_the_letters_in_parentheses(chinese: QObject) -> None:
    assert plain_text("打开文件夹(&F)…") == "打开文件夹"
    assert plain_text("文件(&F)\tCtrl+O") == "文件"
    assert plain_text("Open &folder …") == "Open folder"
    assert plain_text("R&&D.pth") == "R&D.pth"


def test_captions_are_chinese(window: Application) -> None:
    show_a_picture(window, "a.jpg")
    assert window.answer.verified.text().startswith("✓ 门控值已核验")
    assert "个模块" in window.status.text.text()


def test_ranks_are_ordinals_in_chinese(chinese: QObject) -> None:
    assert [ordinal(rank) for rank in (1, 2, 3, 4, 11)] == [f"第 {n}" for n in (1, 2, 3, 4, 11)]
    values = gates(0, 8)
    second = int(values.argsort()[-2])
    assert channel_standing(values, None, second, "平均图像") == "由高到低第 2（共 8 个）"


def test_errors_are_told_by_their_code_with_their_parameters(chinese: QObject) -> None:
    assert error_text(refusals.empty("a.jpg")) == "“a.jpg”是空的；请获取另一份副本。"
    assert error_text(refusals.empty(refusals.IMAGE_DATA)).startswith("“图像数据”是空的")
    drawing = refusals.unsupported("{a}.svg", "an SVG drawing")
    assert error_text(drawing).startswith("“{a}.svg”是SVG 图形，不支持这种格式")


def test_an_error_that_lacks_a_parameter_or_a_translation_stays_english(chinese: QObject) -> None:
    for code in ("image.empty", "nobody.knows"):
        assert error_text(ViewerError(code, "Something is empty.")) == "Something is empty."


def test_hints_are_told_too_with_what_to_run(chinese: QObject) -> None:
    trust = "Only if you trust the file, run: python -c 'x: {1}'"
    script = ViewerError("checkpoint.script", "A program.", {"file": "a.pt"}, hint=trust)
    assert hint_text(script) == "仅当您信任该文件时，才运行：python -c 'x: {1}'"
    place = {"url": "https://a/b", "path": "/c"}
    download = ViewerError("download.cut", "Cut.", place, hint="Or get …")
    assert hint_text(download) == "也可以在别处获取 https://a/b，并放到 /c"
    assert hint_text(ViewerError("engine.no_model", "None.", hint="Wait.")) == "Wait."
    assert hint_text(ViewerError("engine.no_model", "None.")) == ""


def test_the_settings_speak_at_the_next_start(qapp: QApplication, home: Path) -> None:
    qapp.setApplicationName("senet-viewer")
    for wanted, said in (("zh_CN", "退出(&Q)"), ("en", "&Quit")):
        file = home / "config" / "senet-viewer" / "settings.json"
        save_settings(Settings(language=wanted), file)
        made = Application(qapp, Start(language=""), "0.1")
        assert made.settings_file == file
        assert made.actions["quit"].text() == said
        made.close()
        made.window.close()
        made.window.deleteLater()
        end(made)


@pytest.mark.slow
def test_a_screenshot_is_english_unless_a_language_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.setenv(name, "zh_CN.UTF-8")
    pictures = {}
    for options in ((), ("--language", "en"), ("--language", "zh_CN"), ("--language", "system")):
        file = tmp_path / "window.png"
        command = (sys.executable, "-m", "senet_viewer", "--screenshot", str(file), *options)
        done = subprocess.run(command, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr.decode()
        pictures[options[-1] if options else ""] = QImage(str(file))
    assert pictures[""] == pictures["en"]
    assert pictures["zh_CN"] == pictures["system"]
    assert pictures["zh_CN"] != pictures["en"]


def test_arrow_keys_are_named_as_they_look(window: Application) -> None:
    native = QKeySequence.SequenceFormat.NativeText
    assert window.actions["next"].shortcut().toString(native) == "→"
    assert QKeySequence("Alt+Left").toString(native) == "Alt+←"
    assert QKeySequence("Right").toString(QKeySequence.SequenceFormat.PortableText) == "Right"
