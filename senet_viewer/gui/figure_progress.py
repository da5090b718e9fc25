"""How far the figures of many pictures are, a way to stop, and those that failed."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.errors import printable
from senet_viewer.gui.figure_batch import FigureBatch
from senet_viewer.gui.theme import GRID
from senet_viewer.gui.words import error_text

_MOST_LINES = 1000


class FigureProgress(QWidget):
    """Follows one batch after the other; ``ended`` says in a sentence what became of it."""

    ended = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Figures drawn"))
        self.count = QLabel(self)
        self.stop = QPushButton(self.tr("S&top"), self)
        self.failures = QPlainTextEdit(self)
        self.failures.setReadOnly(True)
        self.failures.setAccessibleName(self.tr("Figures that failed, and why"))
        self.failures.setMaximumHeight(6 * self.fontMetrics().lineSpacing())
        self.failures.hide()
        self._row = QWidget(self)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * GRID)
        row.addWidget(self.bar, 1)
        row.addWidget(self.count)
        row.addWidget(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._row)
        layout.addWidget(self.failures)
        self._batch: FigureBatch | None = None
        self._stopped = False
        self.stop.clicked.connect(self.cancel)
        self.hide()

    @property
    def running(self) -> bool:
        return self._batch is not None

    def follow(self, batch: FigureBatch) -> None:
        """Start a batch and show how far it is."""
        self._batch, self._stopped = batch, False
        batch.progressed.connect(self._advance)
        batch.finished.connect(self._finish)
        self.failures.hide()
        self._row.show()
        self.show()
        self._advance(0, batch.total)
        batch.start()

    @Slot()
    def cancel(self) -> None:
        """Stop; what is written stays."""
        if self._batch is not None:
            self._stopped = True
            self._batch.cancel()

    @Slot(int, int)
    def _advance(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.count.setText(
            self.tr("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}")
        )

    @Slot()
    def _finish(self) -> None:
        batch, self._batch = self._batch, None
        if batch is None:
            return
        self._row.hide()
        failures = batch.failures
        lines = [f"{printable(one.name)}: {error_text(one.error)}" for one in failures]
        if len(lines) > _MOST_LINES:
            more = len(lines) - _MOST_LINES
            lines = [*lines[:_MOST_LINES], self.tr("… and {count} more").format(count=f"{more:,}")]
        self.failures.setPlainText("\n".join(lines))
        self.failures.setVisible(bool(failures))
        self.setVisible(bool(failures))
        batch.deleteLater()
        self.ended.emit(self._sentence(batch))

    def _sentence(self, batch: FigureBatch) -> str:
        written, total = f"{batch.written:,}", f"{batch.total:,}"
        if self._stopped:
            text = self.tr("Stopped: {written} of {total} figures are written.")
        elif batch.failures:
            text = self.tr("{written} of {total} figures are written; the others failed:")
        else:
            text = self.tr("{written} figures are written.")
        return text.format(written=written, total=total)
