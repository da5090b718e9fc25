"""Figures of many pictures: named by a pattern, counted, stopped, and failures listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.export.naming import FigureNames, Named
from senet_viewer.gui import figure_batch
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.figure_batch import FigureBatch, FigureJob, figure_jobs
from senet_viewer.gui.figure_drawer import FigureDrawer
from senet_viewer.gui.figure_subjects import FigureSubjects, subjects_of
from senet_viewer.gui.network_answers import NetworkAnswers
from senet_viewer.gui.references import Compare, Reference
from senet_viewer.protocol import Failed
from tests.gui.figure_desk import PATIENCE_MS, SMALL, FigureDesk, figure_desk
from tests.gui.making import inspection

NAMES = ("a.png", "b.png", "c.png", "d.png", "e.png")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[FigureDesk]:
    with figure_desk(tmp_path, *NAMES) as desk:
        yield desk


def jobs_for(desk: FigureDesk, pattern: str) -> list[FigureJob]:
    named = [Named(name, "tabby", "SE-ResNet-18") for name in NAMES]
    return figure_jobs(FigureNames(pattern, 5, str(desk.out)), named, SMALL, ("SE_2_1",))


def run(desk: FigureDesk, jobs: list[FigureJob], qtbot: QtBot) -> FigureBatch:
    batch = desk.exporter.batch(subjects_of(desk.state, desk.keys), jobs, desk)
    with qtbot.waitSignal(batch.finished, timeout=PATIENCE_MS):
        batch.start()
    return batch


def test_each_block_is_a_job_where_the_names_say_so() -> None:
    named = [Named("a.png", "tabby", "net"), Named("b.png", "tabby", "net")]
    names = FigureNames("{block}/{name}.svg", 2, "out")
    jobs = figure_jobs(names, named, SMALL, ("SE_2_1", "SE_3_1"))
    assert [Path(job.path) for job in jobs] == [
        Path("out/SE_2_1/a.svg"),
        Path("out/SE_3_1/a.svg"),
        Path("out/SE_2_1/b.svg"),
        Path("out/SE_3_1/b.svg"),
    ]
    assert [job.style.blocks for job in jobs] == [("SE_2_1",), ("SE_3_1",)] * 2
    assert [job.number for job in jobs] == [0, 0, 1, 1]
    assert all(job.folders for job in jobs)


def test_failures_are_listed_and_the_rest_goes_on(
    desk: FigureDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_batch, "IMAGES_AT_ONCE", 3)
    jobs = jobs_for(desk, "{index}-{name}.svg")
    (desk.out / "2-b.svg").mkdir()
    jobs[3] = replace(jobs[3], path=str(desk.pictures / "e.png"))
    before = (desk.pictures / "e.png").read_bytes()
    progress: list[tuple[int, int]] = []
    batch = desk.exporter.batch(subjects_of(desk.state, desk.keys), jobs, desk)
    batch.progressed.connect(lambda done, total: progress.append((done, total)))
    with qtbot.waitSignal(batch.finished, timeout=PATIENCE_MS):
        batch.start()
    assert desk.written() == ["1-a.svg", "3-c.svg", "5-e.svg"]
    assert [(one.name, one.error.code) for one in batch.failures] == [
        ("b.png", "export.is_folder"),
        ("d.png", "export.over_image"),
    ]
    assert progress == [(n, 5) for n in range(1, 6)]
    assert batch.written == 3
    assert (desk.pictures / "e.png").read_bytes() == before
    assert "e.png" in (desk.out / "5-e.svg").read_text(encoding="utf-8")


def test_an_inspection_that_is_gone_is_one_failure(desk: FigureDesk, qtbot: QtBot) -> None:
    subjects = subjects_of(desk.state, desk.keys)
    desk.state.results.discard([desk.keys[1]])
    batch = desk.exporter.batch(subjects, jobs_for(desk, "{name}.svg"), desk)
    with qtbot.waitSignal(batch.finished, timeout=PATIENCE_MS):
        batch.start()
    assert [one.name for one in batch.failures] == ["b.png"]
    assert desk.written() == ["a.svg", "c.svg", "d.svg", "e.svg"]
    assert "c.png" in (desk.out / "c.svg").read_text(encoding="utf-8")


def test_an_error_about_all_figures_ends_it(desk: FigureDesk, qtbot: QtBot) -> None:
    jobs = [
        replace(job, path=str(desk.out / "no such folder" / "f.svg"))
        for job in jobs_for(desk, "{name}.svg")
    ]
    batch = run(desk, jobs, qtbot)
    assert [one.error.code for one in batch.failures] == ["export.no_folder"]
    assert batch.written == 0


def test_stopping_keeps_what_is_written_and_nothing_unfinished(
    desk: FigureDesk, qtbot: QtBot
) -> None:
    jobs = [replace(job, style=replace(SMALL, dpi=600)) for job in jobs_for(desk, "{name}.png")]
    batch = desk.exporter.batch(subjects_of(desk.state, desk.keys), jobs, desk)
    with qtbot.waitSignal(batch.progressed, timeout=PATIENCE_MS):
        batch.start()
    with qtbot.waitSignal(batch.finished, timeout=PATIENCE_MS):
        batch.cancel()
    desk.exporter.close()
    assert 1 <= batch.written < 5
    assert batch.failures == []
    assert all(name.endswith(".png") for name in desk.written())


def beside(desk: FigureDesk, missing: str = "") -> EngineClient:
    """Another network is compared with, which has seen all images but ``missing``."""
    engine = EngineClient(desk)
    items = [item for item in desk.state.items if item.name != missing]
    known = {
        item.key: replace(inspection(item.name, seed=500 + place), image=item.picture.image)
        for place, item in enumerate(items)
    }
    desk.state.compare_with_network("", Reference(Compare.NETWORK, subject="epoch_3.pth"))
    desk.exporter.ask_other = lambda pictures, parent: NetworkAnswers(
        engine, 7, pictures, known, parent
    )
    return engine


def test_each_image_has_the_ticks_of_the_other_network_for_that_image(
    desk: FigureDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_batch, "ASKED_AT_ONCE", 3)
    beside(desk)
    parts: list[FigureSubjects] = []
    make = desk.exporter.drawer

    def noted(part: FigureSubjects) -> FigureDrawer:
        parts.append(part)
        return make(part)

    monkeypatch.setattr(desk.exporter, "drawer", noted)
    captioned = replace(SMALL, captions=True, width_mm=178)
    jobs = [replace(job, style=captioned) for job in jobs_for(desk, "{name}.svg")]
    batch = run(desk, jobs, qtbot)
    assert not batch.failures
    assert desk.written() == [f"{name[0]}.svg" for name in NAMES]
    for name in "abcde":
        text = (desk.out / f"{name}.svg").read_text(encoding="utf-8")
        assert "the same image in epoch_3.pth" in " ".join(re.findall(r">([^<]+)</text>", text))
    assert [len(part.own) for part in parts] == [3, 2]
    seen = [gates for part in parts for gates in part.own.values()]
    for place, gates in enumerate(seen):
        theirs = inspection(NAMES[place], seed=500 + place)
        for block in theirs.blocks:
            np.testing.assert_array_equal(gates[block.name], block.gates)


def test_an_image_that_the_other_network_cannot_see_is_a_failure(
    desk: FigureDesk, qtbot: QtBot
) -> None:
    engine = beside(desk, missing="b.png")
    jobs = jobs_for(desk, "{name}.svg")
    batch = desk.exporter.batch(subjects_of(desk.state, desk.keys), jobs, desk)
    batch.start()
    qtbot.waitUntil(lambda: bool(engine._book.questions), timeout=PATIENCE_MS)
    (question,) = engine._book.questions
    with qtbot.waitSignal(batch.finished, timeout=PATIENCE_MS):
        engine._receive(Failed(question.id, "engine.no_other", "There is no other network.", {}))
    assert [(one.name, one.error.code) for one in batch.failures] == [("b.png", "engine.no_other")]
    assert desk.written() == ["a.svg", "c.svg", "d.svg", "e.svg"]


def test_cancelling_asks_the_other_network_no_more(desk: FigureDesk, qtbot: QtBot) -> None:
    engine = beside(desk, missing="a.png")
    jobs = jobs_for(desk, "{name}.svg")
    batch = desk.exporter.batch(subjects_of(desk.state, desk.keys), jobs, desk)
    batch.start()
    qtbot.waitUntil(lambda: bool(engine._book.questions), timeout=PATIENCE_MS)
    batch.cancel()
    assert not engine._book.questions
    assert batch.ended
    assert not desk.written()
