"""The network menu, what was used recently, and what the window asks about networks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.app import Application
from senet_viewer.gui.dialogs.architecture_dialog import ArchitectureDialog
from senet_viewer.gui.dialogs.network_dialog import NetworkDialog
from senet_viewer.gui.networks import Choice
from senet_viewer.gui.recent_networks import (
    KEPT,
    RecentNetwork,
    read_recent,
    with_newest,
    write_recent,
)
from senet_viewer.protocol import Hello, ModelLoaded
from senet_viewer.records import BuildOptions, Transfer
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.network_making import OWN, catalogue
from tests.gui.viewing import built_window

PLAIN = BuildOptions()
MISFIT = ViewerError(
    "checkpoint.other_network",
    "“mine.pth” is of another network: of the nearest, SE-ResNet-50, 3 of 384 tensors match, but "
    "“conv1.weight” is missing; name the code that builds it with --architecture module:callable.",
    {"file": "mine.pth"},
    detail="Compared with SE-ResNet-50",
)


@pytest.fixture
def viewer(qapp: QApplication, home: Path) -> Iterator[Application]:
    with built_window(qapp) as made:
        made.engine.ready.emit(Hello({"torch": "2"}, (CPU,), catalogue()))
        yield made


def load(viewer: Application, key: str, options: BuildOptions = PLAIN) -> None:
    """Let a network be chosen and be ready."""
    viewer.network_commands.choose(key, options)
    request = viewer.networks._request
    viewer.engine.model_loaded.emit(ModelLoaded(request, card(key), CPU, profile()))


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def action_of(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


def test_the_menu_is_short(viewer: Application) -> None:
    assert entries(viewer.choices.models) == [
        "SE-ResNet-18",
        OWN,
        "&All networks …",
        "&Open checkpoint …",
        "A&bout this network …",
        "&Summary …",
        "&Classes of this network …",
    ]
    below = action_of(viewer.choices.models, OWN).menu()
    assert isinstance(below, QMenu)
    assert entries(below) == ["SE-ResNet-50", "SE-ResNet-101"]


def test_what_was_used_is_offered_again_and_marked(viewer: Application) -> None:
    load(viewer, "timm:legacy_senet154.in1k")
    load(viewer, "/runs/mine.pth", BuildOptions("mynet:build"))
    recent = [one.key for one in viewer.network_commands.recent]
    assert recent == ["/runs/mine.pth", "timm:legacy_senet154.in1k"]
    checked = [a.text() for a in viewer.choices.models.actions() if a.isChecked()]
    assert checked == ["SE-ResNet-18"], "the card's title, since a file has none of its own"
    viewer.choices.model_chosen.disconnect()
    chosen: list[object] = []
    viewer.choices.model_chosen.connect(lambda key, options: chosen.append((key, options)))
    action_of(viewer.choices.models, "legacy_senet154").trigger()
    assert chosen == [("timm:legacy_senet154.in1k", PLAIN)]


def test_filling_the_menu_again_leaves_nothing_behind(viewer: Application) -> None:
    def menus() -> int:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(viewer.choices.models.findChildren(QMenu))

    before = menus()
    for _ in range(3):
        viewer.networks.set_catalogue(catalogue())
    assert menus() == before


def test_recent_networks_come_back_with_their_build_options(
    viewer: Application, qapp: QApplication
) -> None:
    load(viewer, "/runs/mine.pth", BuildOptions("mynet:build"))
    viewer.close()
    with built_window(qapp) as again:
        assert again.settings.model == "/runs/mine.pth"
        assert again.settings.architecture == "mynet:build"
        (recent,) = again.network_commands.recent
        assert recent.options == BuildOptions("mynet:build")


def test_a_recent_network_has_the_catalogues_title_of_today(viewer: Application) -> None:
    viewer.choices.set_recent([RecentNetwork("se_resnet50", "as it was once called")])
    assert "SE-ResNet-50" in entries(viewer.choices.models)
    assert "as it was once called" not in entries(viewer.choices.models)


def test_damaged_rows_of_recent_networks_are_left_out() -> None:
    rows: list[object] = [["a", "A", "", "own"], ["b"], "c", [1, 2, 3, 4], None]
    assert read_recent(rows) == (RecentNetwork("a", "A", BuildOptions("", "own")),)


def test_recent_networks_are_few_each_once_the_newest_first() -> None:
    networks: tuple[RecentNetwork, ...] = ()
    for number in (*range(9), 5):
        networks = with_newest(networks, RecentNetwork(f"n{number}", f"N{number}"))
    assert len(networks) == KEPT
    assert [one.key for one in networks][:3] == ["n5", "n8", "n7"]
    assert read_recent(write_recent(networks)) == networks
    assert with_newest(networks, RecentNetwork("bundled", "SE-ResNet-18")) == networks


def test_the_dialog_opens_with_its_key_and_loads_what_is_chosen(
    viewer: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    viewer.window.show()
    viewer.actions["networks"].trigger()
    (dialog,) = viewer.window.findChildren(NetworkDialog)
    viewer.actions["networks"].trigger()
    assert len(viewer.window.findChildren(NetworkDialog)) == 1
    dialog.search.setText("legacy_senet154")
    dialog.accept()
    assert viewer.networks.wanted.key == "timm:legacy_senet154.in1k"
    assert viewer.networks.loading
    viewer.actions["networks"].trigger()
    assert any(one.isVisible() for one in viewer.window.findChildren(NetworkDialog))


def test_offline_is_learnt_from_a_failure_and_forgotten_with_a_download(
    viewer: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    commands = viewer.network_commands
    assert not commands.offline
    viewer.networks.failed.emit(ViewerError("download.offline", "This machine is offline."))
    assert commands.offline
    viewer.networks.transfer = Transfer("w", 1, 2, 1.0)
    viewer.networks.transfer_changed.emit()
    assert not commands.offline
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert commands.offline


def test_a_checkpoint_among_dropped_files_becomes_the_network(
    viewer: Application, tmp_path: Path, samples: tuple[Path, ...], qtbot: QtBot
) -> None:
    weights = []
    for name in ("one.pth.tar", "two.bin"):
        weights.append(tmp_path / name)
        weights[-1].write_bytes(b"weights")
    viewer.commands.open_paths([str(samples[0]), *map(str, weights)])
    assert viewer.networks.wanted.key == str(weights[0])
    assert "two" not in viewer.networks.wanted.key
    assert "One network at a time" in viewer.status.text.text()
    qtbot.waitUntil(lambda: len(viewer.state.items) == 1)


def test_a_folder_that_is_named_like_a_checkpoint_is_a_folder(
    viewer: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "pictures.bin"
    folder.mkdir()
    viewer.commands.open_paths([str(folder)])
    assert not viewer.networks.loading
    qtbot.waitUntil(lambda: not viewer.session.opening)


def test_a_file_of_unknown_code_can_be_given_its_code(viewer: Application) -> None:
    viewer.window.show()
    load(viewer, "bundled")
    viewer.network_commands.choose("/runs/mine.pth")
    viewer.networks.failed.emit(MISFIT)
    assert viewer.notices.text.text().endswith("is missing; name the code that builds it.")
    assert viewer.notices.offer_button.text() == "Name its code …"
    viewer.notices.offer_button.click()
    assert viewer.notices.isHidden()
    (dialog,) = viewer.window.findChildren(ArchitectureDialog)
    dialog.field.setText("mynet build")
    assert not dialog.ok.isEnabled()
    dialog.field.setText("my.net:build")
    dialog.ok.click()
    assert viewer.networks.wanted.key == "/runs/mine.pth"
    assert viewer.networks.wanted.options == BuildOptions("my.net:build")


def test_a_failure_of_another_kind_offers_no_code(viewer: Application) -> None:
    viewer.networks.failed.emit(ViewerError("download.server_down", "The server is down."))
    assert viewer.notices.offer_button.isHidden()


def test_where_the_first_network_fails_the_bundled_one_is_taken(
    viewer: Application, qtbot: QtBot
) -> None:
    viewer.networks.load(Choice("gone"))
    viewer.networks.failed.emit(ViewerError("model.unknown", "There is no network “gone”."))
    qtbot.waitUntil(lambda: viewer.networks.wanted.key == "bundled")


def test_the_status_line_tells_of_a_download_and_the_toolbar_keeps_the_network(
    viewer: Application,
) -> None:
    load(viewer, "bundled")
    viewer.window.show()
    viewer.network_commands.choose("timm:legacy_senet154.in1k")
    assert viewer.status.text.text() == "Loading legacy_senet154 …"
    viewer.networks.transfer = Transfer("model.safetensors", 12_000_000, 98_000_000, 3.1e6)
    viewer.networks.transfer_changed.emit()
    group = viewer.status.download
    assert group.isVisible()
    assert group.text.text() == "12 of 98 MB · 3.1 MB/s · 28 s left"
    assert "model.safetensors" in group.toolTip()
    assert group.bar.value() == 122
    assert "SE-ResNet-18 stays in use" in viewer.status.text.text()
    assert viewer.toolbar.model.text() == "SE-ResNet-18"
    group.stop.click()
    assert not group.isVisible()
    assert not viewer.networks.loading
    assert viewer.status.text.text().startswith("Ready")


def test_escape_stops_a_download(viewer: Application) -> None:
    load(viewer, "bundled")
    viewer.network_commands.choose("timm:legacy_senet154.in1k")
    viewer.networks.transfer = Transfer("model.safetensors", 1, 0, 0.0)
    viewer.networks.transfer_changed.emit()
    viewer.escape()
    assert not viewer.networks.loading


def test_without_a_shortcut_the_caption_says_that_gate_0_shuts_off(viewer: Application) -> None:
    bare = replace(card(), shortcut=False)
    viewer.state.set_model(bare, CPU, profile())
    viewer.state.add([picture("a.jpg")])
    viewer.state.select(picture("a.jpg").image.key)
    viewer.state.store_inspection(inspection("a.jpg"))
    assert "the channel is shut off" in viewer.gates.gates_caption.text()
