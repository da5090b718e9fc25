"""What stands in the window before the first image: one sentence, sample photos, a drop target."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme

SAMPLE_SIDE = 132


class EmptyState(QWidget):
    """Says what to do, in one sentence; a click on a sample photo opens them all."""

    sample_chosen = Signal(str)
    open_asked = Signal()
    tour_asked = Signal()

    def __init__(
        self, samples: Sequence[Path], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._samples = [(path, QImage(str(path))) for path in samples]
        self._buttons: list[QToolButton] = []
        self.sentence = QLabel(self.tr("Drop a photo here to see what the network sees in it."))
        self.sentence.setFont(scaled(self.font(), 1.5, bold=True))
        self.explanation = QLabel(
            self.tr(
                "You will see its classes, and every gate: how far the network opens each of its "
                "channels for this very picture."
            )
        )
        self.try_one = QLabel(self.tr("Or try one of these"))
        for label in (self.sentence, self.explanation, self.try_one):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        self.open_button = QPushButton(self.tr("Open files …"))
        self.open_button.clicked.connect(self.open_asked)
        self.tour = QPushButton(self.tr("Take the tour: 3 minutes"))
        self.tour.setObjectName("link")
        self.tour.clicked.connect(self.tour_asked)
        self._arrange()
        self.set_theme(theme)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4 * GRID)
        row.addStretch(1)
        for path, _image in self._samples:
            button = QToolButton(self)
            button.setObjectName("plain")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(SAMPLE_SIDE, SAMPLE_SIDE))
            button.setText(path.stem)
            button.setAccessibleName(self.tr("Sample photo: {name}").format(name=path.stem))
            button.clicked.connect(lambda _=False, p=str(path): self.sample_chosen.emit(p))
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8 * GRID, 8 * GRID, 8 * GRID, 8 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addStretch(2)
        layout.addWidget(self.sentence)
        layout.addWidget(self.explanation)
        layout.addSpacing(2 * GRID)
        layout.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(6 * GRID)
        layout.addWidget(self.try_one)
        layout.addLayout(row)
        layout.addSpacing(2 * GRID)
        layout.addWidget(self.tour, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def sample_button(self, path: str) -> QToolButton | None:
        """The button of a sample photo, None where there is no such sample."""
        buttons = zip(self._buttons, self._samples, strict=True)
        return next((button for button, (one, _image) in buttons if str(one) == path), None)

    def set_tour_taken(self, *, taken: bool) -> None:
        """Offer the tour to whom it is new, or once more."""
        again = self.tr("Take the tour again: 3 minutes")
        self.tour.setText(again if taken else self.tr("Take the tour: 3 minutes"))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for label in (self.explanation, self.try_one):
            label.setStyleSheet(f"color: {theme.muted}")
        for button, (_path, image) in zip(self._buttons, self._samples, strict=True):
            button.setIcon(QIcon(self._rounded(image)))
        self.update()

    def _rounded(self, image: QImage) -> QPixmap:
        ratio = self.devicePixelRatioF()
        side = round(SAMPLE_SIDE * ratio)
        square = image.scaled(
            side,
            side,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        left, top = (square.width() - side) // 2, (square.height() - side) // 2
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(0, 0, side, side), 8 * ratio, 8 * ratio)
        painter.setClipPath(path)
        painter.drawImage(0, 0, square.copy(left, top, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.line), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        edge = 5 * GRID
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 12, 12)
