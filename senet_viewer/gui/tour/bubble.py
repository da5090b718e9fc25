"""The tour's bubble, which explains and points, and the outline around what it points at."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.gui.tour.placing import Place, Side
from senet_viewer.gui.tour.scene import AROUND

MARGIN = 3 * GRID
"""Room around the bubble's ground, for its pointer."""
RADIUS = 10.0
LINES_WIDE, FEWEST_WIDE = 23, 15
"""The bubble's width in lines of text, and how narrow it becomes to leave room beside it."""
WIDEST = 0.48
"""The share of a window with large letters that it takes, where that is enough."""


@dataclass(frozen=True)
class BubbleContent:
    """What the bubble says: ``status`` tells what is waited for, or what has come of it.

    ``keys`` tells how the keyboard does what the text asks for. ``first`` and ``second`` are the
    buttons' texts; an empty one has no button. ``ready`` says whether the first can be pressed,
    ``leads_on`` whether it leads to the next step.
    """

    title: str
    text: str
    status: str
    place: str
    first: str
    second: str = ""
    ready: bool = True
    back: bool = True
    good: bool = False
    keys: str = ""
    leads_on: bool = False


class Outline(QWidget):
    """A line around a part of the window; it lets every event pass."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_around(self, target: QRect | None) -> None:
        """Stand around ``target``, a rectangle in the window; None hides the line."""
        if target is None:
            self.hide()
            return
        rect = target.adjusted(-AROUND, -AROUND, AROUND, AROUND) & self.window().rect()
        if rect != self.geometry():
            self.setGeometry(rect)
        if not self.isVisible():
            self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.theme.ring
        painter.setPen(QPen(QColor(self.theme.link), width))
        edge = width / 2 + 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 5, 5)


class Bubble(QWidget):
    """A card above the window's parts. Esc skips, Enter does what the first button does."""

    first_pressed = Signal()
    second_pressed = Signal()
    back_pressed = Signal()
    skip_pressed = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._content: BubbleContent | None = None
        self._side, self._tip = Side.NOWHERE, QPoint()
        self.title, self.text, self.keys = QLabel(self), QLabel(self), QLabel(self)
        self.status, self.place = QLabel(self), QLabel(self)
        for label in (self.title, self.text, self.keys, self.status):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.first, self.second = QPushButton(self), QPushButton(self)
        self.back = QPushButton(self.tr("Back"), self)
        self.skip = QPushButton(self.tr("Skip"), self)
        self.skip.setObjectName("link")
        self.skip.setToolTip(self.tr("End the tour (Esc); the help menu has it again"))
        self.skip.setAccessibleName(self.tr("Skip the tour"))
        self.first.clicked.connect(self.first_pressed)
        self.second.clicked.connect(self.second_pressed)
        self.back.clicked.connect(self.back_pressed)
        self.skip.clicked.connect(self.skip_pressed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._arrange()
        self.set_theme(theme)
        self.hide()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        for button in (self.back, self.second, self.first):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        inside = MARGIN + 3 * GRID
        layout.setContentsMargins(inside, inside, inside, inside)
        layout.setSpacing(2 * GRID)
        layout.addLayout(head)
        for part in (self.text, self.keys, self.status):
            layout.addWidget(part)
        layout.addLayout(buttons)
        for one, following in (
            (self.first, self.second),
            (self.second, self.back),
            (self.back, self.skip),
        ):
            self.setTabOrder(one, following)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.title.setFont(scaled(self.font(), 1.08, bold=True))
        for quiet in (self.place, self.keys):
            quiet.setFont(scaled(self.font(), 0.92))
            colour_text(quiet, theme.muted)
        self.first.setStyleSheet(
            f"QPushButton {{ background: {theme.accent}; color: {theme.accent_text}; }}"
            f"QPushButton:focus {{ border: 2px solid {theme.link}; padding: 4px 11px; }}"
            f"QPushButton:disabled {{ background: {theme.raised}; color: {theme.faint}; }}"
        )
        self._colour_status()
        self.update()

    def _colour_status(self) -> None:
        good = self._content is not None and self._content.good
        colour = self._theme.good if good else self._theme.muted
        colour_text(self.status, colour)

    def show_content(self, content: BubbleContent) -> bool:
        """Say something; whether it is something new."""
        if content == self._content:
            return False
        before, self._content = self._content, content
        self.title.setText(content.title)
        self.text.setText(content.text)
        self.text.setVisible(bool(content.text))
        for label, text in ((self.status, content.status), (self.keys, content.keys)):
            label.setText(text)
            label.setVisible(bool(text))
        self.place.setText(content.place)
        had = self.has_keys
        for button, text in ((self.first, content.first), (self.second, content.second)):
            button.setText(text)
            button.setVisible(bool(text))
        self.first.setEnabled(content.ready)
        self.back.setVisible(content.back)
        if had:
            self.take_keys()
        self._colour_status()
        self._speak(content, before)
        return True

    def _speak(self, content: BubbleContent, before: BubbleContent | None) -> None:
        """Screen readers hear a step when it comes, and after that what is new in it."""
        self.setAccessibleName(f"{content.title}, {content.place}")
        parts = (content.text, content.keys, content.status)
        self.setAccessibleDescription(" ".join(filter(None, parts)))
        same = before is not None and before.title == content.title
        words = content.status if same else " ".join((f"{content.title}.", *filter(None, parts)))
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    @property
    def leads_on(self) -> bool:
        """Whether the first button leads to the next step now."""
        return self._content is not None and self._content.leads_on

    @property
    def has_keys(self) -> bool:
        """Whether the keyboard is in the bubble."""
        holder: QWidget | None = self.window().focusWidget()
        return holder is not None and (holder is self or self.isAncestorOf(holder))

    def take_keys(self) -> None:
        """Give the keyboard to the first button, or to the bubble while that cannot be pressed."""
        holder = self.first if self.first.isEnabled() else self
        holder.setFocus(Qt.FocusReason.OtherFocusReason)

    def wanted_size(self, room: QSize) -> QSize:
        """As wide as texts read well, and as high as they need."""
        line = self.fontMetrics().height()
        width = max(FEWEST_WIDE * line, min(LINES_WIDE * line, int(WIDEST * room.width())))
        width = min(room.width(), width)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        width = max(width, layout.minimumSize().width())
        return QSize(width, layout.totalHeightForWidth(width))

    def put(self, place: Place) -> None:
        """Stand there, and point."""
        moved = (place.rect, place.side, place.tip) != (self.geometry(), self._side, self._tip)
        self._side, self._tip = place.side, place.tip
        if moved:
            self.setGeometry(place.rect)
            self.update()
        if not self.isVisible():
            self.show()
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.setPen(Qt.PenStyle.NoPen)
        shadow = QColor(0, 0, 0, 90 if theme.dark else 26)
        painter.setBrush(shadow)
        for spread in (1.0, 2.5, 4.0):
            painter.drawRoundedRect(
                ground.adjusted(-spread, -spread + 2, spread, spread + 2), RADIUS, RADIUS
            )
        painter.setPen(QPen(QColor(theme.link), theme.ring / 2 + 0.5))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(ground, RADIUS, RADIUS)
        self._paint_pointer(painter, ground)

    def _paint_pointer(self, painter: QPainter, ground: QRectF) -> None:
        """A small triangle on the side where the target is."""
        if self._side is Side.NOWHERE:
            return
        tip, half = QPointF(self._tip - self.pos()), 2.0 * GRID
        if self._side in (Side.RIGHT, Side.LEFT):
            y = max(ground.top() + 4 * GRID, min(tip.y(), ground.bottom() - 4 * GRID))
            edge = ground.left() if self._side is Side.RIGHT else ground.right()
            out = -MARGIN + 2 if self._side is Side.RIGHT else MARGIN - 2
            base = (QPointF(edge, y - half), QPointF(edge + out, y), QPointF(edge, y + half))
        else:
            x = max(ground.left() + 4 * GRID, min(tip.x(), ground.right() - 4 * GRID))
            edge = ground.top() if self._side is Side.BELOW else ground.bottom()
            out = -MARGIN + 2 if self._side is Side.BELOW else MARGIN - 2
            base = (QPointF(x - half, edge), QPointF(x, edge + out), QPointF(x + half, edge))
        pen = painter.pen()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.link))
        painter.drawPolygon(QPolygonF(base))
        painter.setPen(pen)

    def event(self, event: QEvent) -> bool:
        """Keeps Esc from the window's own uses of it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.FontChange:
            self.set_theme(self._theme)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.skip_pressed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            holder = self.window().focusWidget()
            button = holder if isinstance(holder, QPushButton) else self.first
            if button.isEnabled():
                button.click()
        else:
            super().keyPressEvent(event)
