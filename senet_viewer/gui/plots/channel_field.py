"""A small field that finds a channel by its number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from senet_viewer.gui.line_keys import LineKeys
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.plots.readout import ReadOut
from senet_viewer.gui.theme import GRID, LIGHT, Theme

_WANTED = re.compile(r"^\s*(?:(?:SE[_ ])?(\d+)[_.](\d+)[\s:,/]+)?(\d+)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class WantedChannel:
    """A channel as it was typed; ``block`` is empty where the focused one is meant."""

    block: str
    channel: int


def parse_channel(text: str) -> WantedChannel | None:
    """``131``, ``SE_5_1 131`` or ``5_1 131``; None for anything else."""
    found = _WANTED.match(text)
    if found is None:
        return None
    stage, index, channel = found.groups()
    return WantedChannel(f"SE_{stage}_{index}" if stage else "", int(channel))


class ChannelField(QLineEdit):
    """Asks for a channel while it is typed, and takes it with Enter.

    ``wanted`` carries a ``WantedChannel``, ``taken`` follows Enter, and ``left`` tells that the
    search is over: Escape, or the keyboard's focus went elsewhere.
    """

    wanted = Signal(object)
    taken = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("channelField")
        self.setClearButtonEnabled(False)
        self.setMaxLength(24)
        LineKeys(self)
        self._theme = LIGHT
        self._problem = ""
        self.textEdited.connect(self._ask)
        self.returnPressed.connect(self._take)
        self._name()

    def _name(self) -> None:
        self.setPlaceholderText(self.tr("channel"))
        self.setAccessibleName(self.tr("Find a channel"))
        self._tell()

    def _tell(self) -> None:
        tip = self._problem or self.tr(
            "Find a channel of the focused block by its number, or of another: SE_5_1 131 (Ctrl+G)"
        )
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)

    @property
    def problem(self) -> str:
        """Why what was typed cannot be found; empty where it can."""
        return self._problem

    def set_problem(self, sentence: str) -> None:
        """Say why there is no such channel; empty where there is."""
        if sentence == self._problem:
            return
        self._problem = sentence
        self._tell()
        self._colour()
        if sentence:
            ReadOut.of(self).show_beside(self, (sentence,), self.rect(), self._theme)
        else:
            ReadOut.dismiss(self)

    def set_hint(self, sentence: str) -> None:
        """Say what Enter does with the channel that was typed."""
        self.setAccessibleDescription(sentence)
        ReadOut.of(self).show_beside(self, (sentence,), self.rect(), self._theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colour()

    def _colour(self) -> None:
        colour = self._theme.error if self._problem else self._theme.text
        colour_text(self, colour)

    def fit(self, texts: tuple[str, ...]) -> None:
        """As wide as the longest of ``texts``."""
        metrics = QFontMetricsF(self.font())
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        self.setFixedWidth(int(widest) + 8 * GRID)

    @Slot(str)
    def _ask(self, text: str) -> None:
        wanted = parse_channel(text)
        if wanted is not None:
            self.wanted.emit(wanted)
        else:
            self.set_problem(self.tr("Type a channel's number.") if text.strip() else "")

    @Slot()
    def _take(self) -> None:
        self._ask(self.text())
        if self.text().strip() and not self._problem:
            self.taken.emit()

    def event(self, event: QEvent) -> bool:
        """Takes Escape from the window: here it ends the search."""
        is_offer = event.type() == QEvent.Type.ShortcutOverride
        if is_offer and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.set_problem("")
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.clear()
            self.set_problem("")
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
