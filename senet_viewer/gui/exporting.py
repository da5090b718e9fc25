"""Writes and copies what is shown: figures by a drawing process, data in a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage

from senet_viewer.errors import ViewerError
from senet_viewer.export.style import FigureStyle
from senet_viewer.export.tables import csv_chunks, write_csv, write_json, write_npz
from senet_viewer.gui.background import Background
from senet_viewer.gui.figure_batch import AskOther, FigureBatch, FigureJob
from senet_viewer.gui.figure_drawer import Drawn, FigureDrawer, FigureRequest
from senet_viewer.gui.figure_subjects import FigureSubjects, shown_subject
from senet_viewer.gui.state import State
from senet_viewer.gui.words import reference_phrase
from senet_viewer.records import Gates, Inspection


class Exporter(QObject):
    """Exports one file at a time for each call; ``done``, ``copied`` or ``failed`` follows."""

    done = Signal(str)
    copied = Signal(str)
    failed = Signal(object)

    def __init__(self, state: State, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state, self._background = state, background
        self._drawers: list[FigureDrawer] = []
        self.ask_other: AskOther | None = None

    def drawer(self, subjects: FigureSubjects) -> FigureDrawer:
        """A process that draws these; whoever asked for it closes it, or the end of the window."""
        drawer = FigureDrawer(subjects, self._background, self)
        self._drawers.append(drawer)
        drawer.closed.connect(partial(self._forget, drawer))
        return drawer

    def _forget(self, drawer: FigureDrawer) -> None:
        if drawer in self._drawers:
            self._drawers.remove(drawer)
            drawer.deleteLater()

    def batch(
        self, subjects: FigureSubjects, jobs: Sequence[FigureJob], parent: QObject
    ) -> FigureBatch:
        """The figures of many images, not started yet."""
        return FigureBatch(subjects, jobs, self._background, self.drawer, self.ask_other, parent)

    def export_figure(self, path: str, style: FigureStyle) -> None:
        """Draw what is shown into ``path`` (.png, .svg or .pdf): compared images together."""
        subject = shown_subject(self._state)
        if subject is not None:
            drawer = self.drawer(subject)
            request = FigureRequest(path, style, together=subject.together)
            self._draw_one(drawer, request, lambda drawn: self._written(drawer, drawn))

    def _written(self, drawer: FigureDrawer, drawn: Drawn) -> None:
        drawer.close()
        self.done.emit(drawn.path)

    def copy_figure(self, style: FigureStyle) -> None:
        """Put the figure of what is shown on the clipboard, as a picture."""
        subject = shown_subject(self._state)
        if subject is not None:
            drawer = self.drawer(subject)
            path = str(drawer.folder / "figure.png")
            request = FigureRequest(path, style, together=subject.together)
            self._draw_one(drawer, request, lambda drawn: self._load(drawer, drawn))

    def _draw_one(
        self,
        drawer: FigureDrawer,
        request: FigureRequest,
        then: Callable[[Drawn], None],
    ) -> None:
        drawer.drawn.connect(lambda _number, drawn: then(drawn))
        drawer.failed.connect(lambda _number, error: self._refused(drawer, error))
        drawer.ask(request)

    def _refused(self, drawer: FigureDrawer, error: ViewerError) -> None:
        drawer.close()
        self.failed.emit(error)

    def _load(self, drawer: FigureDrawer, drawn: Drawn) -> None:
        def keep(image: QImage) -> None:
            drawer.close()
            copy_picture(image)
            self.copied.emit(size_words(drawn))

        self._background.run(partial(QImage, drawn.path), keep, self.failed.emit)

    def copy_table(self) -> None:
        """Put the shown inspection's gates on the clipboard: text with tabs, and CSV.

        Those of the images compared with it follow.
        """
        shown = self._state.shown
        if shown is None:
            return
        every = [shown, *(one.inspection for one in self._state.compared.images)]
        means = dict(self._state.reference_for([one.image.key for one in every]).means)
        self._background.run(
            partial(_table, every, means or None), self._put_table, self.failed.emit
        )

    def _put_table(self, table: tuple[str, bytes, int]) -> None:
        text, values, count = table
        content = QMimeData()
        content.setText(text)
        content.setData("text/csv", values)
        QGuiApplication.clipboard().setMimeData(content)
        self.copied.emit(self.tr("{count} gates").format(count=f"{count:,}"))

    def export_data(self, path: str, inspections: Sequence[Inspection]) -> None:
        """Write the gates of ``inspections`` to ``path`` (.csv, .npz or .json)."""
        alone = [inspections[0].image.key] if len(inspections) == 1 else []
        reference = self._state.reference_for(alone)
        means = dict(reference.means)
        title = reference_phrase(reference)
        card = self._state.shown_card

        def work() -> None:
            suffix = Path(path).suffix.lower()
            if suffix == ".csv":
                write_csv(path, inspections, reference=means or None)
            elif suffix == ".json":
                write_json(path, inspections)
            else:
                write_npz(
                    path, inspections, references={title: means} if means else None, card=card
                )

        self._background.run(work, lambda _: self.done.emit(path), self.failed.emit)

    @Slot()
    def close(self) -> None:
        """End drawings under way; their targets keep what they had."""
        drawers = list(self._drawers)
        for drawer in drawers:
            drawer.close()
        for drawer in drawers:
            drawer.wait()


def _table(every: Sequence[Inspection], means: dict[str, Gates] | None) -> tuple[str, bytes, int]:
    tabs = b"".join(csv_chunks(every, reference=means, delimiter="\t")).decode("utf-8")
    values = b"".join(csv_chunks(every, reference=means))
    return tabs, values, sum(block.channels for one in every for block in one.blocks)


def copy_picture(image: QImage) -> None:
    """Put a picture on the clipboard."""
    QGuiApplication.clipboard().setImage(image)


def size_words(drawn: Drawn) -> str:
    """A figure's size on paper, such as ``178 × 142 mm``."""
    return f"{drawn.width_mm:.4g} × {drawn.height_mm:.4g} mm"
