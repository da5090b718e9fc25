"""What stands in the window before the first image: one sentence, sample photos, a drop target."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QIcon,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme

SMALLEST_SIDE, SAMPLE_SIDE = 64, 132
"""Of a sample photo, in pixels."""
FRAME = 8 * GRID
BESIDE_SAMPLE = 4 * GRID
NARROWEST = 480


class _Target(QWidget):
    """The page, with the dashed line around what can be dropped on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def minimumSizeHint(self) -> QSize:
        """Sentences wrap before the page is cut off; its height follows from its width."""
        return QSize(NARROWEST, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self.theme.line), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        edge = 5 * GRID
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 12, 12)


class EmptyState(QScrollArea):
    """Says what to do, in one sentence; a click on a sample photo opens them all.

    In a small window the photos shrink; below that the page scrolls.
    """

    sample_chosen = Signal(str)
    open_asked = Signal()
    tour_asked = Signal()

    def __init__(
        self, samples: Sequence[Path], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._page = _Target(theme)
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its buttons have the keyboard, and what has it is scrolled into view.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._samples = [(path, QImage(str(path))) for path in samples]
        self._buttons: list[QToolButton] = []
        self._side = SAMPLE_SIDE
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
        row = self._row = QHBoxLayout()
        row.setSpacing(4 * GRID)
        row.addStretch(1)
        for path, _image in self._samples:
            button = QToolButton(self._page)
            button.setObjectName("plain")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setText(path.stem)
            button.setAccessibleName(self.tr("Sample photo: {name}").format(name=path.stem))
            button.clicked.connect(lambda _=False, p=str(path): self.sample_chosen.emit(p))
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self._page)
        layout.setContentsMargins(FRAME, FRAME, FRAME, FRAME)
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
        self._page.theme = theme
        for label in (self.explanation, self.try_one):
            colour_text(label, theme.muted)
        self._show_samples()
        self._page.update()

    def _show_samples(self) -> None:
        for button, (_path, image) in zip(self._buttons, self._samples, strict=True):
            button.setIconSize(QSize(self._side, self._side))
            button.setIcon(QIcon(self._rounded(image)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Photos as large as is good, smaller ones in a small window."""
        count = max(1, len(self._buttons))
        around = self._row.spacing() + BESIDE_SAMPLE
        wide = (self.width() - 2 * FRAME) // count - around
        side = max(SMALLEST_SIDE, min(SAMPLE_SIDE, wide, self.window().height() // 5))
        if side != self._side:
            self._side = side
            self._show_samples()

    def _rounded(self, image: QImage) -> QPixmap:
        ratio = self.devicePixelRatioF()
        side = round(self._side * ratio)
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
