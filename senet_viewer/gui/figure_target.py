"""Where figures go: of which pictures, in which format, under which names."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.naming import FIELDS, FigureNames, Named
from senet_viewer.export.style import FigureStyle
from senet_viewer.gui.background import Background
from senet_viewer.gui.figure_batch import FigureJob, figure_jobs
from senet_viewer.gui.style import even_list
from senet_viewer.gui.theme import GRID
from senet_viewer.gui.words import error_text

FORMATS = (".png", ".svg", ".pdf")
USUAL_PATTERN = "{name}-gates"


@dataclass(frozen=True)
class Scope:
    """Pictures to draw: how they are offered, their keys, and what may name their figures.

    ``together`` says that all of them stand on one figure, named after the first.
    """

    title: str
    keys: tuple[str, ...]
    named: tuple[Named, ...]
    together: bool = False


class FigureTarget(QWidget):
    """``changed`` follows every change; ``scopes`` are offered in their order, the first chosen."""

    changed = Signal()
    formats = FORMATS

    def __init__(
        self,
        scopes: Sequence[Scope],
        suffix: str,
        folder: str,
        pattern: str,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._names_wanted = 0
        self._scopes = tuple(scopes)
        self.used = False
        """Whether something was exported, so that the folder is worth remembering."""
        self.scope_box = QComboBox(self)
        self.scope_box.addItems([scope.title for scope in scopes])
        self.format_box = QComboBox(self)
        self.format_box.addItems(
            [
                self.tr("PNG, pixels"),
                self.tr("SVG, vectors, text stays text"),
                self.tr("PDF, vectors, with its fonts"),
            ]
        )
        self.format_box.setCurrentIndex(FORMATS.index(suffix) if suffix in FORMATS else 0)
        for box in (self.scope_box, self.format_box):
            even_list(box)
        self.folder = QLineEdit(folder or str(Path.home()), self)
        self.folder.setAccessibleName(self.tr("Folder"))
        self.choose = QPushButton(self.tr("Choose …"), self)
        self.pattern = QLineEdit(pattern or USUAL_PATTERN, self)
        self.pattern.setAccessibleName(self.tr("Names of the files"))
        fields = ", ".join(f"{{{field}}}" for field in FIELDS)
        self.pattern.setToolTip(
            self.tr(
                "Fields: {fields}. With {block} each block has a figure of its own; a “/” makes "
                "folders."
            ).format(fields=fields, block="{block}")
        )
        self.example = QLabel(self)
        self.example.setWordWrap(True)
        self._arrange()
        self.scope_box.currentIndexChanged.connect(self._change)
        self.format_box.currentIndexChanged.connect(self._change)
        self.folder.textChanged.connect(self._change)
        self.pattern.textChanged.connect(self._change)
        self.choose.clicked.connect(self._choose_folder)
        self._follow()

    def _arrange(self) -> None:
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(3 * GRID)
        self.form.setVerticalSpacing(2 * GRID)
        centre = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.form.setLabelAlignment(centre)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow(self.tr("&Of"), self.scope_box)
        self.form.addRow(self.tr("As"), self.format_box)
        self._folder_row = QWidget(self)
        row = QHBoxLayout(self._folder_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        self.form.addRow(self.tr("Folder"), self._folder_row)
        self.form.addRow(self.tr("&Names"), self.pattern)
        self.form.addRow("", self.example)

    def set_label_width(self, width: int) -> None:
        """Have the fields begin where those of another form do."""
        label = self.form.labelForField(self.scope_box)
        label.setMinimumWidth(width)

    @property
    def scope(self) -> Scope:
        """The pictures chosen."""
        return self._scopes[max(0, self.scope_box.currentIndex())]

    @property
    def many(self) -> bool:
        """Whether names come from a pattern and not from the user."""
        return len(self.scope.keys) > 1 and not self.scope.together

    @property
    def suffix(self) -> str:
        """The ending of the format chosen."""
        return FORMATS[max(0, self.format_box.currentIndex())]

    def set_suffix(self, suffix: str) -> None:
        """Choose a format by its ending."""
        self.format_box.setCurrentIndex(FORMATS.index(suffix))

    def suggested(self) -> str:
        """The path to offer for a figure of the one picture."""
        names = FigureNames(f"{USUAL_PATTERN}{self.suffix}", 1, self.folder.text())
        return names.name_for(self.scope.named[0], 1)

    def job_maker(self) -> Callable[[FigureStyle, Sequence[str]], list[FigureJob]]:
        """Makes all figures to draw from a style and its blocks' names, in any thread.

        It raises ``ViewerError`` for an unknown field.
        """
        pattern = self.pattern.text().strip().removesuffix(self.suffix) or USUAL_PATTERN
        return partial(_jobs, f"{pattern}{self.suffix}", self.folder.text(), self.scope.named)

    def show_names(self, style: FigureStyle, blocks: Sequence[str]) -> None:
        """Say how many files there will be, what the first is called, and how many exist."""
        self._names_wanted += 1
        if self.many:
            wanted = self._names_wanted
            work = partial(_jobs_and_existing, self.job_maker(), style, blocks)
            self._background.run(
                work, partial(self._show_found, wanted), partial(self._show_problem, wanted)
            )

    def _show_found(self, wanted: int, found: tuple[list[FigureJob], int]) -> None:
        if wanted != self._names_wanted:
            return
        jobs, existing = found
        text = self.tr("{count} files, the first: {name}").format(
            count=f"{len(jobs):,}", name=printable(Path(jobs[0].path).name)
        )
        if existing:
            text += "\n" + self.tr("{count} of them exist and will be replaced.").format(
                count=f"{existing:,}"
            )
        self.example.setText(text)

    def _show_problem(self, wanted: int, error: ViewerError) -> None:
        if wanted == self._names_wanted:
            self.example.setText(error_text(error))

    @Slot()
    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Folder"), self.folder.text())
        if path:
            self.folder.setText(path)

    @Slot()
    def _change(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        for field in (self._folder_row, self.pattern, self.example):
            self.form.setRowVisible(field, self.many)


def _jobs(
    pattern: str, folder: str, named: Sequence[Named], style: FigureStyle, blocks: Sequence[str]
) -> list[FigureJob]:
    return figure_jobs(FigureNames(pattern, len(named), folder), named, style, blocks)


def _jobs_and_existing(
    make: Callable[[FigureStyle, Sequence[str]], list[FigureJob]],
    style: FigureStyle,
    blocks: Sequence[str],
) -> tuple[list[FigureJob], int]:
    jobs = make(style, blocks)
    return jobs, sum(os.path.lexists(job.path) for job in jobs)
