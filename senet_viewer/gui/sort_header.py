"""A table's heading that shows beside its words what rows are sorted by, and which way."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from senet_viewer.gui.theme import GRID

PADDING = 2 * GRID
"""Of the heading's words, as the style sheet has it."""


class SortHeader(QHeaderView):
    """The mark points up where the smallest comes first, and down where the largest does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        # The style sheet leaves out the style's own mark, which is a speck above the words.
        self.setObjectName("sorted")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def _side(self) -> float:
        """The width of the mark."""
        return 0.6 * self.fontMetrics().height()

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Room for the mark too, so that no column moves when it is sorted.

        Qt's own hint leaves room for the style's mark, which is not painted.
        """
        words = str(self.model().headerData(section, self.orientation()))
        wide = self.fontMetrics().horizontalAdvance(words) + 2 * PADDING + GRID + self._side()
        return QSize(round(wide), super().sectionSizeFromContents(section).height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section != self.sortIndicatorSection():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Text))
        painter.drawPolygon(self.mark(rect, section))
        painter.restore()

    def mark(self, rect: QRect, section: int) -> QPolygonF:
        """The mark in a heading that fills ``rect``: after words at the left, else before them."""
        model, role = self.model(), Qt.ItemDataRole
        words = str(model.headerData(section, self.orientation(), role.DisplayRole))
        side, wide = self._side(), self.fontMetrics().horizontalAdvance(words)
        aligned = model.headerData(section, self.orientation(), role.TextAlignmentRole)
        left = rect.left() + PADDING + wide + GRID
        if Qt.AlignmentFlag(int(aligned or 0)) & Qt.AlignmentFlag.AlignRight:
            left = rect.right() - PADDING - wide - GRID - round(side)
        middle, half = rect.center().y() + 0.5, side / 3
        tip = -half if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else half
        return QPolygonF(
            [
                QPointF(left, middle - tip),
                QPointF(left + side, middle - tip),
                QPointF(left + side / 2, middle + tip),
            ]
        )
