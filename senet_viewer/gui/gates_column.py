"""The right column's parts and their places; what explains gives way where room is short."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.plots.channel_field import ChannelField
from senet_viewer.gui.plots.compared_legend import ComparedLegend
from senet_viewer.gui.plots.depth_legend import DepthLegend
from senet_viewer.gui.plots.depth_strip import DepthStrip
from senet_viewer.gui.plots.gates_view import GatesView
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.plots.value_switch import ValueSwitch
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme

NARROW = 48
"""In lines of text: a column that is less wide has no room for caption and controls in a row."""
NARROWEST = 30
"""In lines of text: a column that is less wide has no room for all controls in a row."""
FEW_PLOTS, ONE_PLOT, LEAST_PLOT = 9.0, 6.0, 4.5
"""In lines of text: plots less high than this are given room before captions, depth, controls."""


class GatesColumn(QWidget):
    """Legend, depth strip, heads and controls, plots, and the channel ``card`` below them.

    ``show_parts`` says what there is to be seen. In a low column captions are left out first, then
    the depth strip, the title, the controls, and at last, beside a card, the plots.
    """

    def __init__(self, filters: QMenu, card: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rightColumn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._wanted: set[QWidget] = set()
        self._is_stale = False
        self.legend = ComparedLegend(self)
        self.depth_title, self.depth_caption = self._heading()
        self.depth_strip = DepthStrip(self)
        self.depth_legend = DepthLegend(self)
        self.gates_title, self.gates_caption = self._heading()
        self.gates = GatesView(self)
        self.switch = ValueSwitch(self)
        self.filter, self.field = self._filter_button(filters), ChannelField(self)
        self.field.fit(("SE_5_1 0131",))
        self._card = card
        card.setParent(self)
        card.installEventFilter(self)
        self.untrained = QLabel(self)
        self.untrained.setFont(scaled(self.font(), 0.92, bold=True))
        self.waiting = QLabel(self)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting.setWordWrap(True)
        self._arrange()

    def _filter_button(self, filters: QMenu) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("plain")
        filters.setParent(self, filters.windowFlags())
        button.setMenu(filters)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _heading(self) -> tuple[QLabel, QLabel]:
        label, caption = QLabel(self), QLabel(self)
        label.setFont(scaled(self.font(), 1.08, bold=True))
        caption.setFont(scaled(self.font(), 0.92))
        caption.setWordWrap(True)
        return label, caption

    def _arrange(self) -> None:
        layout, head, foot = QVBoxLayout(self), QVBoxLayout(), QVBoxLayout()
        self._layout, self._foot = layout, foot
        layout.setContentsMargins(4 * GRID, 3 * GRID, 0, 0)
        layout.setSpacing(2 * GRID)
        for part in (head, foot):
            part.setSpacing(2 * GRID)
            # The plots' scroll bar has the margin to itself.
            part.setContentsMargins(0, 0, self.gates.bar_room, 0)
        head.addWidget(self.legend)
        self._depth_heads = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._depth_heads.setSpacing(GRID)
        self._depth_heads.addLayout(self._line(self.depth_title, self.depth_caption), 1)
        self._depth_heads.addWidget(self.depth_legend)
        head.addLayout(self._depth_heads)
        head.addWidget(self.depth_strip)
        few = QHBoxLayout()
        few.setSpacing(GRID)
        few.addStretch(1)
        few.addWidget(self.filter)
        few.addWidget(self.field)
        controls = self._controls = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        controls.setSpacing(GRID)
        controls.addStretch(1)
        controls.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignRight)
        controls.addLayout(few)
        self._heads = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._heads.setSpacing(GRID)
        self._heads.addLayout(self._line(self.gates_title, self.gates_caption), 1)
        self._heads.addLayout(controls)
        head.addLayout(self._heads)
        head.addWidget(self.untrained)
        foot.addWidget(self._card)
        layout.addLayout(head)
        layout.addWidget(self.gates, 1)
        layout.addLayout(foot)
        layout.addWidget(self.waiting, 1)

    @staticmethod
    def _line(title: QLabel, caption: QLabel) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(title)
        line.addWidget(caption, 1)
        return line

    def colour(self, theme: Theme) -> None:
        """Hand a theme to every part but the card."""
        for part in (self.depth_strip, self.depth_legend, self.gates, self.field, self.legend):
            part.set_theme(theme)
        for caption in (self.depth_caption, self.gates_caption, self.waiting):
            colour_text(caption, theme.muted)

    def show_parts(self, wanted: dict[QWidget, bool]) -> None:
        """Say which parts are to be seen; those that are not named stay as they are."""
        before = set(self._wanted)
        self._wanted |= {part for part, on in wanted.items() if on}
        self._wanted -= {part for part, on in wanted.items() if not on}
        for part, on in wanted.items():
            if not on:
                part.hide()
        # Other texts and sizes ask for a layout, which fits too.
        if self._wanted != before:
            self._fit()

    def _fit(self) -> None:
        """Show what there is room for."""
        self._turn()
        hidden: set[QWidget] = set()
        for plots, parts in self._giving_way():
            if self._height_without(hidden, plots) <= self.height():
                break
            hidden |= parts
        for part in self._wanted:
            part.setVisible(part not in hidden)
        # Without plots above it the card has the column to itself.
        alone = not self._card.isHidden() and (self.gates in hidden or self.gates.isHidden())
        self._layout.setStretchFactor(self._foot, int(alone))

    def _giving_way(self) -> tuple[tuple[float, set[QWidget]], ...]:
        """What is left out, in that order, where plots would get less than some lines of text."""
        depth: set[QWidget] = {self.depth_title, self.depth_strip}
        controls: set[QWidget] = {self.switch, self.filter, self.field}
        always: tuple[tuple[float, set[QWidget]], ...] = (
            (FEW_PLOTS, {self.gates_caption}),
            (FEW_PLOTS, {self.depth_caption, self.depth_legend}),
            (ONE_PLOT, depth),
        )
        if self._card.isHidden():
            return always
        return (
            *always,
            (LEAST_PLOT, {self.gates_title}),
            (LEAST_PLOT, controls),
            (LEAST_PLOT, {self.gates}),
        )

    def _height_without(self, hidden: set[QWidget], plots: float) -> float:
        """The height that all parts but the ``hidden`` ones take, with so many lines of plots."""
        wide = self.width() - 4 * GRID - self.gates.bar_room
        line = QFontMetrics(self.font()).height()
        shown = self._wanted - hidden
        switch = self._size(shown, self.switch)
        few = self._size(shown, self.filter, self.field)
        controls = _beside_or_below(self._controls, switch, few)
        heads = (
            self._heads_height(
                self._depth_heads,
                (self.depth_title, self.depth_caption),
                self._size(shown, self.depth_legend),
                shown,
            ),
            self._heads_height(
                self._heads, (self.gates_title, self.gates_caption), controls, shown
            ),
        )
        rows = [*heads, *(part.sizeHint().height() for part in self._rows() if part in shown)]
        if self.gates in shown:
            rows.append(round(plots * line))
        if not self._card.isHidden():
            rows.append(max(self._card.heightForWidth(wide), self._card.sizeHint().height()))
        return 3 * GRID + sum(row + 2 * GRID for row in rows if row)

    def _rows(self) -> tuple[QWidget, ...]:
        return self.legend, self.depth_strip, self.untrained

    @staticmethod
    def _size(shown: set[QWidget], *parts: QWidget) -> QSize:
        """What those of the parts that are shown take side by side."""
        hints = [part.sizeHint() for part in parts if part in shown]
        wide = sum(hint.width() + GRID for hint in hints)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def _heads_height(
        self, heads: QBoxLayout, texts: tuple[QLabel, QLabel], more: QSize, shown: set[QWidget]
    ) -> int:
        """The height of a title with its caption, and of what is beside or below it."""
        title, caption = texts
        wide = self.width() - 4 * GRID - self.gates.bar_room
        if heads.direction() is QBoxLayout.Direction.LeftToRight:
            wide -= more.width()
        height = title.sizeHint().height() if title in shown else 0
        if caption in shown:
            room = max(1, wide - title.sizeHint().width() - 2 * GRID)
            height = max(height, caption.heightForWidth(room))
        return _beside_or_below(heads, QSize(0, height), more).height()

    def minimumSizeHint(self) -> QSize:
        """Parts give way before the window grows."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Texts and their size change what there is room for."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
            if self._is_stale:
                self._is_stale = False
                self._layout.invalidate()
                self._layout.activate()
        return done

    def _turn(self) -> None:
        """In a narrow column what chooses channels stands below the caption."""
        lines = QBoxLayout.Direction
        room = self.width() / QFontMetrics(self.font()).height()
        for heads, needed in (
            (self._depth_heads, NARROW),
            (self._heads, NARROW),
            (self._controls, NARROWEST),
        ):
            heads.setDirection(lines.LeftToRight if room >= needed else lines.TopToBottom)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The plots keep their places when the card takes room from them."""
        kinds = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
        if watched is self._card and event.type() in kinds:
            shown = event.type() != QEvent.Type.Hide and not self._card.isHidden()
            self.gates.lend(self._card.height() + 2 * GRID if shown else 0)
            if event.type() != QEvent.Type.Resize:
                self._fit()
            # A card that changes its parts while it is laid out leaves what was laid out before it.
            self._is_stale = True
            urgent = Qt.EventPriority.HighEventPriority.value
            QApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest), urgent)
        return False


def _beside_or_below(layout: QBoxLayout, first: QSize, second: QSize) -> QSize:
    """What two parts take in the direction that a layout has now."""
    if layout.direction() is QBoxLayout.Direction.LeftToRight:
        return QSize(first.width() + second.width(), max(first.height(), second.height()))
    gap = GRID if first.height() and second.height() else 0
    return QSize(max(first.width(), second.width()), first.height() + gap + second.height())
