"""About the network: how its file fits, what it is fed, which gates never move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.dialogs.architecture_dialog import ArchitectureDialog
from senet_viewer.gui.network_report import Subject, as_html, as_text, report
from senet_viewer.gui.theme import DARK, LIGHT
from senet_viewer.records import BlockGates, FitReport, Gates, Inspection, Preprocessing
from senet_viewer.statistics import StuckGates, stuck_gates
from tests.gui.making import CPU, card, inspection, picture
from tests.gui.viewing import built_window

FIT = FitReport(
    "pretrainedmodels",
    382,
    384,
    missing=("last_linear.weight", "last_linear.bias"),
    left_over=tuple(f"layer{n}.total_ops" for n in range(20)),
    remarks=("The prefix “module.” was seen through.",),
)


def subject(**changes: object) -> Subject:
    return replace(Subject(card(), CPU, "bundled"), **changes)  # type: ignore[arg-type]


def with_gates(name: str, *values: Gates) -> Inspection:
    """An inspection of one block for each of ``values``."""
    blocks = tuple(
        BlockGates(f"SE_2_{n}", 2, n, f"layer1.{n}.SE", gates, 0.0)
        for n, gates in enumerate(values, 1)
    )
    return replace(inspection(name), blocks=blocks)


def gates(*values: float) -> Gates:
    return np.array(values, np.float32)


def test_a_gate_is_dead_or_saturated_only_if_it_is_so_in_every_picture() -> None:
    first = with_gates("a", gates(0.01, 0.02, 0.97, 0.99, 0.5))
    second = with_gates("b", gates(0.04, 0.06, 0.99, 0.94, 0.5))
    (block,) = stuck_gates([first, second])
    assert block == StuckGates("SE_2_1", "layer1.1.SE", dead=(0,), saturated=(2,))


def test_one_picture_shows_no_dead_gate() -> None:
    assert stuck_gates([with_gates("a", gates(0.0, 1.0))]) == ()
    assert stuck_gates([]) == ()


def test_the_fit_names_what_is_missing_and_counts_what_is_long() -> None:
    text = as_text(report(subject(card=replace(card("/runs/a.pth"), fit=FIT))))
    assert "382 of 384 tensors" in text
    assert "2: last_linear.weight, last_linear.bias" in text
    assert "2 tensors are not in the file: these parts keep random weights." in text
    assert "20: layer0.total_ops" in text
    assert "and 8 more" in text
    assert "seen through" in text


def test_other_networks_with_the_same_tensors_are_told_once_and_in_the_windows_words() -> None:
    twins = replace(FIT, also=("timm:a", "timm:b"))
    text = as_text(report(subject(card=replace(card("/runs/a.pth"), fit=twins))))
    assert text.count("timm:a, timm:b") == 1
    assert "“Name its code …”" in text
    assert "--architecture" not in text
    assert "same tensors" not in as_text(report(subject(card=replace(card(), fit=FIT))))


def test_guessed_preprocessing_is_a_warning() -> None:
    guessed = replace(card(), preprocessing=Preprocessing(guessed=True))
    assert "Guessed:" in as_text(report(subject(card=guessed)))
    assert "Guessed:" not in as_text(report(subject()))
    assert "the central 64×64 pixels" in as_text(report(subject()))


def test_dead_gates_are_told_over_how_many_pictures_and_with_their_modules() -> None:
    stuck = (StuckGates("SE_2_1", "layer1.0.SE", (3,), ()), StuckGates("SE_3_1", "x", (), (1, 2)))
    text = as_text(report(subject(pictures=2, stuck=stuck)))
    assert "Over 2 pictures 1 of 24 gates are dead (always below 0.05) and 2 saturated" in text
    assert "SE_2_1  layer1.0.SE  3" in text
    assert "Load at least 2 pictures" in as_text(report(subject(pictures=1)))
    moving = as_text(report(subject(pictures=2, stuck=(StuckGates("SE_2_1", "x", (), ()),))))
    assert "Over 2 pictures none of the 24 gates is dead" in moving


def test_an_untrained_network_is_suspected() -> None:
    assert "is this network trained?" in as_text(report(subject(untrained=True)))
    assert "is this network trained?" not in as_text(report(subject()))


def test_without_a_shortcut_gate_0_shuts_the_channel_off() -> None:
    text = as_text(report(subject(card=replace(card(), shortcut=False))))
    assert "shuts a channel off" in text


def test_names_in_a_file_are_no_markup() -> None:
    fit = replace(FIT, missing=("<b>evil</b>",))
    page = as_html(report(subject(card=replace(card(), fit=fit))), LIGHT)
    assert "<b>evil" not in page
    assert "&lt;b&gt;evil" in page


@pytest.fixture
def viewer(qapp: QApplication, home: Path) -> Iterator[Application]:
    with built_window(qapp) as made:
        yield made


def inspect(viewer: Application, name: str, value: float) -> None:
    one = with_gates(name, gates(*[value] * 8), gates(*[0.5] * 16))
    blocks = tuple(
        replace(block, name=known.name, module=known.module)
        for block, known in zip(one.blocks, card().blocks, strict=True)
    )
    viewer.state.add([picture(name)])
    viewer.state.select(picture(name).image.key)
    viewer.state.store_inspection(replace(one, blocks=blocks))


def test_the_open_report_follows_the_pictures(viewer: Application, qtbot: QtBot) -> None:
    viewer.state.set_model(card(), CPU, None)
    inspect(viewer, "a.jpg", 0.01)
    viewer.window.show()
    viewer.status.about.click()
    dialog = viewer.reports.dialog
    assert dialog is not None
    assert "Load at least 2 pictures" in dialog.body.toPlainText()
    inspect(viewer, "b.jpg", 0.02)
    qtbot.waitUntil(lambda: "Over 2 pictures 8 of 24 gates" in dialog.body.toPlainText())
    dialog.copy()
    assert "SE_2_1" in QApplication.clipboard().text()
    dialog.close()
    assert viewer.reports.dialog is None


def test_open_dialogs_take_on_another_theme(viewer: Application) -> None:
    viewer.appearance.choose("light")
    viewer.state.set_model(card(), CPU, None)
    viewer.window.show()
    viewer.reports.show()
    viewer.summaries.show()
    report, summary = viewer.reports.dialog, viewer.summaries.dialog
    assert report is not None
    assert summary is not None
    assert LIGHT.muted in report.body.toHtml()
    viewer.appearance.choose("dark")
    assert LIGHT.muted not in report.body.toHtml()
    assert DARK.muted in report.body.toHtml()
    assert DARK.muted in summary.footnote.styleSheet()
    report.close()
    summary.close()


def test_a_file_that_is_in_use_can_be_given_its_code(viewer: Application, qtbot: QtBot) -> None:
    viewer.state.set_model(card(), CPU, None)
    viewer.window.show()
    viewer.reports.show()
    dialog = viewer.reports.dialog
    assert dialog is not None
    assert dialog.code_button.isHidden()
    viewer.state.set_model(replace(card("/runs/a.pth"), fit=FIT), CPU, None)
    qtbot.waitUntil(lambda: not dialog.code_button.isHidden())
    dialog.code_button.click()
    (asked,) = viewer.window.findChildren(ArchitectureDialog)
    asked.field.setText("timm:seresnet50")
    asked.ok.click()
    assert viewer.networks.wanted.options.architecture == "timm:seresnet50"
    dialog.close()


def test_the_status_line_says_in_short_that_other_networks_have_the_same_tensors(
    viewer: Application,
) -> None:
    twins = replace(FIT, also=("timm:a", "timm:b"))
    viewer.state.set_model(replace(card("/runs/a.pth"), fit=twins), CPU, None)
    assert viewer.status.text.text().endswith("taken for one of 3 networks with the same tensors")


def test_the_photo_says_how_it_is_seen_and_where_that_is_guessed(viewer: Application) -> None:
    viewer.state.set_model(card(), CPU, None)
    inspect(viewer, "a.jpg", 0.3)
    label = viewer.answer.preprocessing
    assert label.text() == "shorter side to 64, centre 64×64, bilinear"
    assert "0.485, 0.456, 0.406" in label.toolTip()
    guessed = replace(inspection("a.jpg"), preprocessing=Preprocessing(guessed=True))
    viewer.state.store_inspection(guessed)
    assert label.text().startswith("preprocessing guessed: shorter side to 256")
    assert "does not say how it was trained" in label.toolTip()
    assert LIGHT.error in label.styleSheet()
