"""The window while networks are compared: its menu, its dialog, what it says of the other one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from senet_viewer.gui.app import Application
from senet_viewer.gui.comparison_view import networks_caption
from senet_viewer.gui.dialogs.architecture_dialog import ArchitectureDialog
from senet_viewer.gui.dialogs.network_dialog import NetworkDialog
from senet_viewer.gui.panels.other_network import same_class
from senet_viewer.gui.references import Compare
from senet_viewer.protocol import Downloading, Failed, Hello, ModelLoaded, OtherInspected
from senet_viewer.records import (
    BuildOptions,
    Inspection,
    ModelCard,
    Noise,
    Prediction,
    Preprocessing,
    Transfer,
)
from tests.gui.making import BLOCKS, CPU, card, inspection, picture, profile
from tests.gui.network_making import entry
from tests.gui.viewing import built_window

EPOCH = "/runs/epoch_3.pth"
GATES = sum(channels for *_, channels in BLOCKS)
NETWORKS = (
    replace(entry("bundled", "SE-ResNet-18", "Bundled"), blocks=len(BLOCKS)),
    replace(entry("two", "Of two blocks", "Others"), blocks=len(BLOCKS)),
    replace(entry("same", "Of the same gates", "Others"), blocks=len(BLOCKS), gates=GATES),
    replace(entry("wider", "Of more gates", "Others"), blocks=len(BLOCKS), gates=GATES + 1),
    entry("many", "Of many blocks", "Others"),
)


@pytest.fixture
def viewer(qapp: QApplication, home: Path) -> Iterator[Application]:
    """The window with the bundled network and one picture, as if the engine had answered."""
    with built_window(qapp) as made:
        made.engine.ready.emit(Hello({"torch": "2"}, (CPU,), NETWORKS))
        load(made, "bundled")
        made.state.add([picture("a.jpg")])
        made.state.store_inspection(inspection("a.jpg"))
        made.state.select(picture("a.jpg").image.key)
        made.window.show()
        yield made


def load(viewer: Application, key: str) -> None:
    viewer.network_commands.choose(key)
    viewer.engine.model_loaded.emit(
        ModelLoaded(viewer.networks._request, card(key), CPU, profile())
    )


def loaded(viewer: Application, other: ModelCard | None = None) -> None:
    """As if the engine had the other network ready."""
    request = viewer.comparing.comparison._load_request
    viewer.engine.other_loaded.emit(ModelLoaded(request, other or card(EPOCH), CPU))


def answered(viewer: Application, answer: Inspection) -> None:
    """As if the other network had answered."""
    asked = viewer.comparing.comparison._asked
    viewer.engine.other_inspected.emit(OtherInspected(asked, answer))


def texts(viewer: Application) -> list[str]:
    viewer.comparing.menu.aboutToShow.emit()
    return [one.text() for one in viewer.comparing.menu.actions() if not one.isSeparator()]


def test_the_menu_offers_what_was_used_but_not_what_is_in_use(viewer: Application) -> None:
    ways = [
        "&All networks to compare with …",
        "&Checkpoint file …",
        "&Next checkpoint of its folder",
        "&Previous checkpoint of its folder",
    ]
    assert texts(viewer) == ways
    load(viewer, EPOCH)
    assert texts(viewer) == ["SE-ResNet-18", *ways]
    load(viewer, "bundled")
    assert texts(viewer) == ["runs/epoch_3.pth", *ways]
    viewer.choices.compare.aboutToShow.emit()
    assert viewer.comparing.menu.menuAction() in viewer.choices.compare.actions()


def test_the_network_that_is_compared_with_is_named_marked_and_offered_again(
    viewer: Application,
) -> None:
    menu = viewer.comparing.menu
    viewer.comparing.comparison.choose(EPOCH)
    loaded(viewer)
    answered(viewer, inspection("a.jpg", 5))
    assert menu.title() == "another &network: epoch_3.pth"
    assert texts(viewer)[0] == "runs/epoch_3.pth"
    assert menu.actions()[0].isChecked()
    viewer.state.compare_with(Compare.AVERAGE)
    assert menu.title() == "another &network"
    assert texts(viewer)[0] == "runs/epoch_3.pth"
    assert not menu.actions()[0].isChecked()
    menu.actions()[0].trigger()
    assert viewer.comparing.comparison.wanted.key == EPOCH


def test_a_network_that_was_compared_with_is_offered_at_the_next_start(
    viewer: Application, qapp: QApplication
) -> None:
    viewer.comparing.comparison.choose(EPOCH, BuildOptions(architecture="mine:net"))
    loaded(viewer)
    answered(viewer, inspection("a.jpg", 5))
    viewer.close()
    with built_window(qapp) as again:
        assert texts(again)[0] == "runs/epoch_3.pth"
        again.state.set_model(card("bundled"), CPU, profile())
        again.comparing.menu.actions()[0].trigger()
        assert again.comparing.comparison.wanted.key == EPOCH
        assert again.comparing.comparison.wanted.options.architecture == "mine:net"


def test_selected_images_give_way_only_to_a_network_that_is_chosen(viewer: Application) -> None:
    viewer.state.add([picture("b.jpg")])
    viewer.state.store_inspection(inspection("b.jpg", 5))
    viewer.state.set_selected([picture(name).image.key for name in ("a.jpg", "b.jpg")])
    action = viewer.actions["compare_network"]
    action.trigger()
    viewer.choices.compare.triggered.emit(action)
    dialog = viewer.window.findChild(NetworkDialog)
    assert dialog is not None
    assert viewer.state.compared, "the dialog may still be left without a choice"
    dialog.chosen.emit("two", BuildOptions())
    dialog.reject()
    assert viewer.state.selected == (picture("a.jpg").image.key,)


def test_a_key_opens_the_dialog_with_the_networks_that_can_be_compared(
    viewer: Application,
) -> None:
    viewer.actions["compare_network"].trigger()
    (dialog,) = viewer.window.findChildren(NetworkDialog)
    assert dialog.tree_model.find("two").isValid()
    assert dialog.tree_model.find("same").isValid()
    assert not dialog.tree_model.find("wider").isValid()
    assert not dialog.tree_model.find("many").isValid()
    assert "2 SE blocks" in dialog.remark.text()
    QTest.keyClicks(dialog.search, "two")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert viewer.comparing.comparison.wanted.key == "two"
    assert viewer.networks.in_use.key == "bundled"


def test_a_checkpoint_is_chosen_by_its_file(
    viewer: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (EPOCH, ""))
    viewer.actions["compare_checkpoint"].trigger()
    assert viewer.comparing.comparison.wanted.key == EPOCH
    assert viewer.settings.last_folder == "/runs"


def test_loading_shows_how_far_it_is_and_can_be_stopped(viewer: Application) -> None:
    panel, comparison = viewer.comparing.panel, viewer.comparing.comparison
    assert not panel.isVisible()
    comparison.choose(EPOCH)
    assert panel.loading.text() == "Loading epoch_3.pth to compare with …"
    assert panel.progress.isVisible()
    transfer = Transfer("w.bin", 12_000_000, 98_000_000, 3.1e6)
    viewer.engine.downloading.emit(Downloading(comparison._load_request, transfer))
    assert panel.loading.text() == "Downloading epoch_3.pth to compare with …"
    assert "12 of 98 MB" in panel.progress.text.text()
    panel.progress.stop.click()
    assert not panel.isVisible()
    comparison.choose(EPOCH)
    viewer.escape()
    assert not comparison.loading


def test_the_other_networks_answer_stands_below_that_of_the_one_in_use(
    viewer: Application,
) -> None:
    panel = viewer.comparing.panel
    viewer.comparing.comparison.choose(EPOCH)
    loaded(viewer)
    other = replace(inspection("a.jpg", 5, best=2), preprocessing=Preprocessing(256, 224))
    answered(viewer, other)
    assert panel.title.toolTip() == "Answer of epoch_3.pth"
    assert panel.agreement.text() == "another first class"
    assert panel.bars.rows.model().rowCount() == 1
    assert "other pixels: shorter side to 256, centre 224×224" in panel.pixels.text()
    assert "started from the same weights" in panel.caution.text()
    assert viewer.toolbar.compare.text() == "epoch_3.pth"
    warning = "difference from epoch_3.pth. ⚠ It sees other pixels of the image"
    assert viewer.gates.depth_caption.text().startswith(warning)
    assert "learly apart" in viewer.gates.depth_caption.text()
    assert viewer.gates.depth_caption.styleSheet() == f"QWidget {{ color: {viewer.theme.error} }}"
    viewer.state.compare_with(Compare.AVERAGE)
    assert not panel.isVisible()


@pytest.mark.parametrize("untrained", ["the other one", "the one in use"])
def test_networks_that_no_training_joins_are_not_compared_channel_by_channel(
    viewer: Application, untrained: str
) -> None:
    in_use, other = card("bundled"), card(EPOCH)
    if untrained == "the other one":
        other = replace(other, trained=False)
    else:
        viewer.state.set_model(replace(in_use, trained=False), CPU, profile())
        viewer.state.store_inspection(inspection("a.jpg"))
    viewer.comparing.comparison.choose(EPOCH)
    loaded(viewer, other)
    answered(viewer, inspection("a.jpg", 5))
    caption = viewer.gates.depth_caption
    assert caption.text().startswith("difference from epoch_3.pth. ⚠ It tells nothing: ")
    assert "apart" not in caption.text()
    assert caption.styleSheet() == f"QWidget {{ color: {viewer.theme.error} }}"
    assert "no common meaning" in viewer.comparing.panel.caution.text()


def test_an_answer_that_cannot_be_held_against_the_first_one_leaves_no_empty_line(
    viewer: Application,
) -> None:
    panel = viewer.comparing.panel
    viewer.comparing.comparison.choose(EPOCH)
    loaded(viewer, replace(card(EPOCH), labels=("class 0", "class 1", "class 2")))
    answered(viewer, replace(inspection("a.jpg", 5), predictions=(Prediction("class 2", 2, 0.1),)))
    assert panel.title.isVisible()
    assert not panel.agreement.isVisible()
    assert panel.agreement.text() == ""


def test_the_same_answer_from_the_same_pixels_is_told_too(viewer: Application) -> None:
    panel = viewer.comparing.panel
    viewer.comparing.comparison.choose(EPOCH)
    loaded(viewer)
    answered(viewer, inspection("a.jpg", 5))
    assert panel.agreement.text() == "same first class"
    assert not panel.pixels.isVisible()
    assert "difference from epoch_3.pth. Clearly apart" in viewer.gates.depth_caption.text()


def test_a_network_that_sees_as_the_one_in_use_for_want_of_better_says_so(
    viewer: Application,
) -> None:
    panel = viewer.comparing.panel
    viewer.comparing.comparison.choose(EPOCH)
    loaded(viewer)
    other = inspection("a.jpg", 5)
    guessed = replace(other.preprocessing, guessed=True)
    answered(viewer, replace(other, preprocessing=guessed))
    assert panel.pixels.text() == (
        "It sees the same pixels as the network in use; nothing in its file says otherwise."
    )
    assert "⚠" not in viewer.gates.depth_caption.text()


def test_a_picture_without_the_other_networks_answer_says_why(viewer: Application) -> None:
    comparison = viewer.comparing.comparison
    comparison.choose(EPOCH)
    loaded(viewer)
    sentence = "“a.jpg” is gone; open it again from its new place."
    failed = Failed(comparison._asked, "image.missing", sentence, {"file": "a.jpg"})
    viewer.engine.question_failed.emit(failed)
    panel = viewer.comparing.panel
    assert panel.problem.isVisible()
    assert "a.jpg" in panel.problem.text()
    assert not panel.title.isVisible()
    assert "The other network has no gates" in viewer.gates.depth_caption.text()


def test_a_network_that_cannot_be_compared_is_told_in_one_sentence(viewer: Application) -> None:
    comparison = viewer.comparing.comparison
    comparison.choose("/runs/large.pth")
    sentence = "“large.pth” has 16 SE blocks and the network in use has 2."
    params = {"name": "large.pth", "here": "2", "there": "16"}
    request = comparison._load_request
    viewer.engine.other_failed.emit(Failed(request, "compare.blocks", sentence, params))
    assert "“large.pth” has 16 SE blocks" in viewer.notices.text.text()
    assert not viewer.comparing.panel.isVisible()


def test_code_can_be_named_for_a_checkpoint_that_needs_it(viewer: Application) -> None:
    comparison = viewer.comparing.comparison
    comparison.choose("/runs/own.pth")
    failed = Failed(comparison._load_request, "checkpoint.other_network", "It is another.", {})
    viewer.engine.other_failed.emit(failed)
    viewer.notices.offer_button.click()
    (dialog,) = viewer.window.findChildren(ArchitectureDialog)
    dialog.chosen.emit("mine:build")
    assert comparison.wanted.key == "/runs/own.pth"
    assert comparison.wanted.options.architecture == "mine:build"


def test_classes_without_names_are_told_by_their_number() -> None:
    named, numbered = Prediction("tabby", 1, 0.5), Prediction("class 1", 1, 0.5)
    few = card()
    many = replace(few, labels=tuple(f"class {n}" for n in range(1000)))
    assert same_class(named, replace(named, index=7), few, many)
    assert same_class(named, numbered, few, few)
    assert same_class(named, replace(numbered, label="class 2", index=2), few, few) is False
    assert same_class(named, numbered, few, many) is None, "as many classes are not the same ones"


def test_pixels_differ_by_size_crop_and_interpolation_alone() -> None:
    one = Preprocessing(72, 64)
    assert one.same_pixels(replace(one, mean=(0.5, 0.5, 0.5), guessed=True))
    for other in (replace(one, crop=60), replace(one, resize=64), replace(one, squash=True)):
        assert not one.same_pixels(other)
    assert not one.same_pixels(replace(one, interpolation="bicubic"))


def test_networks_are_apart_beyond_the_noise() -> None:
    one = inspection("a.jpg")
    caption = networks_caption("epoch_3.pth", one.blocks, [0.02, 0.3], None)
    assert caption == (
        "difference from epoch_3.pth. Clearly apart at SE_3_1 alone (0.70); most alike at SE_2_1 "
        "(0.98)"
    )
    noise = Noise(one.image, {}, {"SE_2_1": 0.4, "SE_3_1": 0.4})
    assert "Alike throughout, but for the noise" in networks_caption(
        "e", one.blocks, [0.02, 0.3], noise
    )
    assert "the same in every block" in networks_caption("e", one.blocks, [0.0, 0.0], noise)
