"""The built window: what it remembers, its keys and menus, its themes, its way to the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QStandardPaths, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.app import Application
from senet_viewer.gui.references import Compare
from senet_viewer.gui.sorting import SortBy, Sorting
from senet_viewer.gui.theme import DARK, LIGHT
from senet_viewer.statistics import Order
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.viewing import built_window
from tests.images.picture_server import PICTURE


@pytest.fixture
def viewer(qapp: QApplication, home: Path) -> Iterator[Application]:
    with built_window(qapp) as made:
        yield made


def menu_actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        yield action
        below = action.menu()
        if isinstance(below, QMenu):
            yield from menu_actions(below)


def test_what_was_chosen_is_there_again_at_the_next_start(
    viewer: Application, qapp: QApplication
) -> None:
    viewer.window.resize(790, 560)
    viewer.state.set_order(Order.HIGHEST)
    viewer.state.compare_with(Compare.NOTHING)
    viewer.images.set_sorting(Sorting(SortBy.NAME))
    viewer.images.sort_changed.emit(SortBy.NAME.value)
    viewer.appearance.choose("dark")
    viewer.close()
    with built_window(qapp) as again:
        assert again.window.size() == viewer.window.size()
        assert again.state.order is Order.HIGHEST
        assert again.state.compare is Compare.NOTHING
        assert again.images.model.sorting == Sorting(SortBy.NAME)
        assert again.theme is DARK


def test_settings_live_in_the_users_own_folder(viewer: Application, home: Path) -> None:
    config = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    assert viewer.settings_file.parent == Path(config)
    assert viewer.settings_file.is_relative_to(home)


def test_every_key_is_a_menu_entry_and_no_key_is_given_twice(viewer: Application) -> None:
    menus = [action.menu() for action in viewer.window.menuBar().actions()]
    in_menus = {
        action.text() for menu in menus if isinstance(menu, QMenu) for action in menu_actions(menu)
    }
    keys: list[str] = []
    for action in viewer.actions.by_name.values():
        assert action.text() in in_menus, action.text()
        keys += [key.toString() for key in action.shortcuts()]
    assert len(keys) == len(set(keys)), sorted(keys)
    assert "Right" in keys
    assert "Left" in keys


def test_a_theme_is_put_on_while_the_window_stands(viewer: Application) -> None:
    for name, theme in (("dark", DARK), ("light", LIGHT)):
        viewer.actions[name].trigger()
        assert viewer.theme is theme
        assert viewer.window.palette().window().color().name() == theme.panel


def test_the_empty_state_gives_way_to_the_columns_and_comes_back(viewer: Application) -> None:
    assert viewer.window.pages.currentWidget() is viewer.empty
    viewer.state.add([picture("a.jpg")])
    assert viewer.window.pages.currentWidget() is viewer.window.columns
    viewer.state.remove([picture("a.jpg").image.key])
    assert viewer.window.pages.currentWidget() is viewer.empty


def test_delete_takes_off_what_is_selected_and_undo_brings_it_back(
    viewer: Application, qtbot: QtBot
) -> None:
    state = viewer.state
    state.set_model(card(), CPU, profile())
    state.add([picture(name) for name in ("a.jpg", "b.jpg", "c.jpg")])
    state.select(picture("a.jpg").image.key)
    assert not viewer.actions["undo"].isEnabled()
    with qtbot.waitExposed(viewer.window):
        viewer.window.show()
    viewer.window.activateWindow()
    viewer.images.list.setFocus()
    qtbot.keyClick(viewer.images.list, Qt.Key.Key_Delete)
    assert [item.name for item in state.items] == ["b.jpg", "c.jpg"]
    viewer.actions["clear"].trigger()
    assert viewer.window.pages.currentWidget() is viewer.empty
    for names in (["b.jpg", "c.jpg"], ["a.jpg", "b.jpg", "c.jpg"]):
        QApplication.processEvents()
        assert viewer.actions["undo"].text() == "Und&o: taking off the list"
        viewer.actions["undo"].trigger()
        assert [item.name for item in state.items] == names
    assert not viewer.actions["undo"].isEnabled()


def drop(viewer: Application, mime: QMimeData) -> bool:
    """Let ``mime`` go over the window; whether it was taken."""
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(300, 300), copy, mime, buttons, none)
    QApplication.sendEvent(viewer.window, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(300, 300), copy, mime, buttons, none, QEvent.Type.Drop)
    QApplication.sendEvent(viewer.window, event)
    return event.isAccepted()


def test_a_picture_that_is_dragged_from_a_browser_is_opened_from_its_bytes(
    viewer: Application,
) -> None:
    mime = QMimeData()
    mime.setData("image/png", PICTURE)
    mime.setHtml("<img src='https://pictures.example/cat.png'>")
    assert drop(viewer, mime)
    assert [item.name for item in viewer.state.items] == ["pasted 1"]
    data = viewer.state.items[0].picture.data
    assert data is not None
    assert data.tobytes() == PICTURE


def test_a_link_that_is_dropped_or_pasted_never_leads_home(
    viewer: Application, qtbot: QtBot
) -> None:
    links = viewer.documents.links
    mime = QMimeData()
    mime.setHtml("<img src='http://127.0.0.1:9/cat.png'>")
    with qtbot.waitSignal(links.error):
        assert drop(viewer, mime)
    assert "File → Open link" in viewer.notices.text.text()
    viewer.notices.clear()
    QGuiApplication.clipboard().setText("http://localhost:9/cat.png")
    with qtbot.waitSignal(links.error):
        viewer.actions["paste"].trigger()
    assert "its own network" in viewer.notices.text.text()
    QGuiApplication.clipboard().setText("no link")
    viewer.actions["paste"].trigger()
    assert "no picture and no link" in viewer.status.text.text()
    mime = QMimeData()
    mime.setText("no link")
    assert not drop(viewer, mime)


def test_the_title_names_the_project_and_marks_unsaved_changes(
    viewer: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    state, window = viewer.state, viewer.window
    state.set_model(card(), CPU, profile())
    state.add([picture("a.jpg")])
    assert not window.isWindowModified(), "without a name there is nothing to mark"
    with qtbot.waitSignal(viewer.documents.project.saved):
        viewer.documents.project.save(str(tmp_path / "cats.senet"))
    state.select(picture("a.jpg").image.key)
    assert window.windowTitle() == "a.jpg · cats[*] · senet-viewer"
    assert not window.isWindowModified()
    state.add([picture("b.jpg")])
    assert window.isWindowModified()


def test_a_project_with_unsaved_changes_is_asked_about_before_it_goes(
    viewer: Application, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands, project = viewer.project_commands, viewer.documents.project
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Save]
    monkeypatch.setattr(commands, "_ask", lambda *_: answers.pop(0))
    viewer.state.add([picture("a.jpg")])
    assert commands.may_leave(lambda: None), "a list without a name is not asked about"
    with qtbot.waitSignal(project.saved):
        project.save(str(tmp_path / "cats.senet"))
    viewer.state.add([picture("b.jpg")])
    left: list[bool] = []
    assert not commands.may_leave(lambda: left.append(True))
    assert project.modified, "cancelled"
    with qtbot.waitSignal(project.saved):
        assert not commands.may_leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: left == [True])
    assert not project.modified


def test_what_was_opened_is_in_the_menu_and_goes_when_it_is_cleared(
    viewer: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "photos & more").mkdir()
    (tmp_path / "a.jpg").touch()
    recent = viewer.documents.recent
    viewer.commands.open_paths([str(tmp_path / "photos & more")])
    viewer.commands.open_paths([str(tmp_path / "a.jpg"), str(tmp_path / "gone.jpg")])
    viewer.commands.open_paths([str(tmp_path / "gone.jpg")])
    texts = [action.text() for action in recent.menu.actions()][:3]
    assert texts[0].startswith("gone.jpg · ")
    assert texts[1].startswith("a.jpg and 1 more · ")
    assert texts[2].startswith("photos && more · ")
    recent.menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: not recent.menu.actions()[0].isEnabled())
    assert recent.menu.actions()[1].isEnabled()
    with qtbot.waitSignal(recent.chosen) as chosen:
        recent.menu.actions()[1].trigger()
    assert chosen.args == [[str(tmp_path / "a.jpg"), str(tmp_path / "gone.jpg")]]
    assert viewer.settings.recent[0] == chosen.args[0]
    recent.menu.actions()[-1].trigger()
    assert viewer.settings.recent == []
    assert not recent.menu.isEnabled()


def test_the_window_says_what_it_shows(viewer: Application) -> None:
    state = viewer.state
    state.set_model(card(), CPU, profile())
    state.add([picture("a.jpg")])
    state.select(picture("a.jpg").image.key)
    state.store_inspection(inspection("a.jpg"))
    assert viewer.answer.verified.text() == "✓ gates verified, exact"
    exact = inspection("a.jpg")
    inexact = tuple(replace(block, error=6e-8) for block in exact.blocks)
    state.store_inspection(replace(exact, blocks=inexact))
    assert viewer.answer.verified.text() == "✓ gates verified, error 6·10⁻⁸"
    assert viewer.answer.caption.text().startswith("a.jpg · 640×480")
    assert viewer.focus.title.text() == f"{state.focus}: what is unusual here"
    assert "the average picture" in viewer.gates.depth_caption.text()
    assert "adds nothing" in viewer.gates.gates_caption.text()
    assert viewer.toolbar.model.text() == "SE-ResNet-18"
    assert viewer.window.windowTitle() == "a.jpg · senet-viewer"


def test_of_a_picture_that_failed_nothing_of_another_is_shown(viewer: Application) -> None:
    state = viewer.state
    state.set_model(card(), CPU, profile())
    state.add([picture("a.jpg"), picture("b.jpg")])
    state.select(picture("a.jpg").image.key)
    state.store_inspection(inspection("a.jpg"))
    assert not viewer.focus.isHidden()
    state.store_error(picture("b.jpg").image.key, ViewerError("image.empty", "“b.jpg” is empty."))
    state.select(picture("b.jpg").image.key)
    assert viewer.answer.problem.text() == "“b.jpg” is empty."
    assert viewer.focus.isHidden()
    assert viewer.gates.gates.isHidden()
    state.select(picture("a.jpg").image.key)
    assert not viewer.gates.gates.isHidden()
    assert viewer.answer.problem.isHidden()


def test_most_unusual_first_is_offered_only_with_a_reference(viewer: Application) -> None:
    viewer.state.set_model(card(), CPU, None)
    button = viewer.toolbar.orders[Order.UNUSUAL]
    assert not button.isEnabled()
    assert "Load 20 pictures" in button.toolTip()
    viewer.state.set_model(card(), CPU, profile())
    assert button.isEnabled()


def test_a_narrow_window_keeps_every_control(viewer: Application) -> None:
    viewer.window.show()
    for width in (1500, 790):
        viewer.window.resize(width, 560)
        QApplication.processEvents()
        toolbar = viewer.toolbar
        assert toolbar.export.geometry().right() <= toolbar.width(), width
        assert viewer.window.width() == width
    assert toolbar.orders[Order.UNUSUAL].text() == "unusual"


def test_an_unexpected_error_becomes_one_sentence_and_a_log_entry(viewer: Application) -> None:
    error = ZeroDivisionError("secret detail")
    sys.excepthook(ZeroDivisionError, error, None)
    assert "Something went wrong" in viewer.notices.text.text()
    assert "secret detail" not in viewer.notices.text.text()
    log = (viewer.log_folder / "senet-viewer.log").read_text(encoding="utf-8")
    assert "secret detail" in log


def test_closing_puts_the_exception_hook_back(viewer: Application) -> None:
    hook = sys.excepthook
    viewer.close()
    assert sys.excepthook is not hook
