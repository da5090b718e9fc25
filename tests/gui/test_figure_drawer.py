"""The process that draws: its answers, its death, and its end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.figure_drawer import Drawn, FigureDrawer, FigureRequest
from senet_viewer.gui.figure_subjects import FigureSubjects, shown_subject, subjects_of
from senet_viewer.gui.pictures import image_of, png_of
from senet_viewer.gui.references import Compare
from senet_viewer.protocol import Picture
from senet_viewer.records import FitReport, ImageRef
from tests.gui.figure_desk import PATIENCE_MS, SMALL, FigureDesk, figure_desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[FigureDesk]:
    with figure_desk(tmp_path) as desk:
        yield desk


class Answers:
    """What a drawer said, by the requests' numbers."""

    def __init__(self, drawer: FigureDrawer) -> None:
        self.drawn: dict[int, Drawn] = {}
        self.failed: dict[int, ViewerError] = {}
        self.order: list[int] = []
        drawer.drawn.connect(self._keep_drawn)
        drawer.failed.connect(self._keep_failed)

    def _keep_drawn(self, number: int, drawn: Drawn) -> None:
        self.order.append(number)
        self.drawn[number] = drawn

    def _keep_failed(self, number: int, error: ViewerError) -> None:
        self.order.append(number)
        self.failed[number] = error

    def wait(self, qtbot: QtBot, count: int) -> None:
        qtbot.waitUntil(lambda: len(self.order) >= count, timeout=PATIENCE_MS)


def drawing_processes() -> list[psutil.Process]:
    """Those that this process started."""
    return [p for p in psutil.Process().children() if "--requests" in p.cmdline()]


def test_requests_are_drawn_in_their_order_by_one_process(desk: FigureDesk, qtbot: QtBot) -> None:
    subjects = subjects_of(desk.state, desk.keys)
    drawer = desk.exporter.drawer(subjects)
    answers = Answers(drawer)
    out = desk.out
    drawer.ask(FigureRequest(str(out / "b.svg"), SMALL, number=1))
    drawer.ask(FigureRequest(str(out / "low.svg"), replace(SMALL, height_mm=20)))
    drawer.ask(FigureRequest(str(out / "a.png"), SMALL, pixels=300))
    dropped = drawer.ask(FigureRequest(str(out / "dropped.svg"), SMALL))
    drawer.ask(FigureRequest(str(out / "made" / "c.svg"), SMALL, number=2, folders=True))
    drawer.forget(dropped)
    answers.wait(qtbot, 4)
    assert answers.order == [1, 2, 3, 5]
    assert desk.written() == ["a.png", "b.svg", "made/c.svg"]
    assert answers.failed[2].code == "export.too_low"
    assert answers.failed[2].params["height"] == "20"
    assert answers.drawn[3].width_mm == 60
    svg = (out / "b.svg").read_text(encoding="utf-8")
    assert "b.png" in svg
    assert "SE_2_1.ticks" in svg
    assert len(drawing_processes()) == 1
    folder = drawer.folder
    assert (folder / "inspections.npz").exists()
    with qtbot.waitSignal(drawer.closed, timeout=PATIENCE_MS):
        drawer.close()
    assert not folder.exists()


def test_a_picture_without_a_file_and_another_image_to_compare_with(
    desk: FigureDesk, qtbot: QtBot
) -> None:
    pixels = np.full((20, 30, 3), (250, 0, 0), np.uint8)
    pasted = Picture(ImageRef("pasted", "pasted"), png_of(image_of(pixels)))
    subject = shown_subject(desk.state)
    assert subject is not None
    desk.state.compare_with(Compare.IMAGE, image=desk.keys[1])
    compared = shown_subject(desk.state)
    assert compared is not None
    assert compared.reference_title == "b.png"
    one = replace(compared.inspections[0], image=pasted.image)
    drawer = desk.exporter.drawer(replace(compared, inspections=[one], pictures=(pasted,)))
    answers = Answers(drawer)
    drawer.ask(FigureRequest(str(desk.out / "p.png"), replace(SMALL, classes=False)))
    drawer.ask(FigureRequest(str(desk.out / "p.svg"), replace(SMALL, captions=True, depth=True)))
    answers.wait(qtbot, 2)
    with Image.open(desk.out / "p.png") as image:
        colours = np.asarray(image.convert("RGB")).reshape(-1, 3)
    assert (colours == (250, 0, 0)).all(axis=1).sum() > 500
    assert "reference: b.png" in (desk.out / "p.svg").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="a process has no signals there")
def test_a_killed_process_costs_one_figure_and_is_replaced(desk: FigureDesk, qtbot: QtBot) -> None:
    drawer = desk.exporter.drawer(subjects_of(desk.state, desk.keys))
    answers = Answers(drawer)
    drawer.ask(FigureRequest(str(desk.out / "a.svg"), SMALL))
    qtbot.waitUntil(lambda: bool(drawing_processes()), timeout=PATIENCE_MS)
    qtbot.wait(50)
    os.kill(drawing_processes()[0].pid, signal.SIGKILL)
    drawer.ask(FigureRequest(str(desk.out / "b.svg"), SMALL, number=1))
    answers.wait(qtbot, 2)
    assert answers.failed[1].code == "export.drawing_ended"
    assert answers.drawn[2].path == str(desk.out / "b.svg")
    os.kill(drawing_processes()[0].pid, signal.SIGKILL)
    drawer.ask(FigureRequest(str(desk.out / "c.svg"), SMALL, number=2))
    answers.wait(qtbot, 3)
    drawer.ask(FigureRequest(str(desk.out / "d.svg"), SMALL, number=2))
    answers.wait(qtbot, 4)
    assert 4 in answers.drawn


def test_an_error_that_would_come_again_is_not_to_be_tried_again(
    desk: FigureDesk, qtbot: QtBot
) -> None:
    class Damaged(FigureSubjects):
        def save(self, path: Path) -> None:
            path.write_bytes(b"no archive")

    drawer = desk.exporter.drawer(Damaged([], (), {}, "", None))
    answers = Answers(drawer)
    drawer.ask(FigureRequest(str(desk.out / "a.svg"), SMALL))
    answers.wait(qtbot, 1)
    error = answers.failed[1]
    assert error.code == "export.drawing_failed"
    assert "Log folder" in error.sentence
    assert "once more" not in error.sentence
    assert "no NPZ file" in error.detail


def test_the_card_of_a_checkpoint_reaches_the_drawing_process(
    desk: FigureDesk, qtbot: QtBot
) -> None:
    subject = shown_subject(desk.state)
    assert subject is not None
    assert subject.card is not None
    fit = FitReport("timm", 3, 4, ("fc.bias",), ("total_ops",), ("a remark",), ("timm:twin",))
    drawer = desk.exporter.drawer(replace(subject, card=replace(subject.card, fit=fit)))
    answers = Answers(drawer)
    drawer.ask(FigureRequest(str(desk.out / "a.svg"), replace(SMALL, captions=True)))
    answers.wait(qtbot, 1)
    assert answers.failed == {}
    assert "timm:twin has the same tensors" in (desk.out / "a.svg").read_text(encoding="utf-8")


def test_inspections_that_cannot_be_saved_fail_every_figure(desk: FigureDesk, qtbot: QtBot) -> None:
    none = FigureSubjects([], (), {}, "", None)
    drawer = desk.exporter.drawer(none)
    answers = Answers(drawer)
    drawer.ask(FigureRequest(str(desk.out / "a.svg"), SMALL))
    answers.wait(qtbot, 1)
    drawer.ask(FigureRequest(str(desk.out / "a.svg"), SMALL))
    answers.wait(qtbot, 2)
    assert [answers.failed[n].code for n in (1, 2)] == ["export.nothing"] * 2
    assert drawing_processes() == []


def test_closing_while_drawing_leaves_nothing_behind(desk: FigureDesk, qtbot: QtBot) -> None:
    drawers = [desk.exporter.drawer(subjects_of(desk.state, desk.keys)) for _ in range(2)]
    folders = [drawer.folder for drawer in drawers]
    for drawer in drawers:
        for number in range(40):
            drawer.ask(FigureRequest(str(desk.out / f"{number}.png"), replace(SMALL, dpi=600)))
    qtbot.waitUntil(lambda: bool(desk.written()), timeout=PATIENCE_MS)
    drawers[0].close()
    desk.exporter.close()
    assert not any(folder.exists() for folder in folders)
    assert drawing_processes() == []
    assert not [name for name in desk.written() if not name.endswith(".png")]
    assert len(desk.written()) < 40
