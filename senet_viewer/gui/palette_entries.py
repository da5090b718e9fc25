"""What the command palette offers: menu entries, images, blocks and channels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from senet_viewer.errors import printable
from senet_viewer.gui.actions import plain_text
from senet_viewer.gui.language import english_of
from senet_viewer.gui.palette_entry import Entry
from senet_viewer.gui.palette_matching import best_names, plain, score, words_of
from senet_viewer.gui.plots.channel_field import WantedChannel

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application

MOST = 60
"""So many entries are shown at most."""
MOST_IMAGES = 30
REMEMBERED = 8
"""So many of those used last stand on top while nothing is typed."""
_BEGINS, _INSIDE = 70.0, 45.0
_BLOCK = re.compile(r"\b(?:SE[_ ]?)?(\d+)[_.](\d+)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d+\b")
_SMALL_WORDS = frozenset({"channel", "ch", "of", "in"})
_ARROW = " ▸ "


class PaletteEntries(QObject):
    """Finds entries for what is typed; quick for ten thousand images."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self._app = app
        self._entries: tuple[Entry, ...] = ()
        self._names: list[str] | None = None
        state = app.state
        state.images_added.connect(self._forget_names)
        state.images_reset.connect(self._forget_names)

    @Slot()
    def _forget_names(self) -> None:
        self._names = None

    def renew(self) -> None:
        """Look at the menus and blocks as they are now."""
        self._entries = (*self._actions(), *self._blocks())
        self._image_names()

    def _image_names(self) -> list[str]:
        if self._names is None:
            self._names = [plain(item.name) for item in self._app.state.items]
        return self._names

    def find(self, text: str) -> list[Entry]:
        """What ``text`` names, the best first; what was used last where nothing is typed."""
        if not words_of(text):
            return self._used_last()
        scored = [
            (found, entry) for entry in self._entries if (found := _score(text, entry)) is not None
        ]
        scored += self._images(text)
        scored.sort(key=lambda pair: -pair[0])
        channel = self._channel(text)
        return [*([channel] if channel else []), *(entry for _, entry in scored)][:MOST]

    def named(self, name: str) -> Entry | None:
        """The entry of that name as it is now."""
        if name.startswith("image:"):
            item = self._app.state.item(name.removeprefix("image:"))
            return None if item is None else self._image(item.key, item.name)
        if name.startswith("channel:"):
            return self._channel(name.removeprefix("channel:"))
        self.renew()
        return next((entry for entry in self._entries if entry.name == name), None)

    def note(self, entry: Entry) -> None:
        """Remember that ``entry`` was used; images and channels are of the moment only."""
        if entry.name.startswith(("image:", "channel:", "block:")):
            return
        kept = [entry.name, *(name for name in self._used() if name != entry.name)]
        self._app.settings.commands = kept[:REMEMBERED]

    def _used(self) -> list[str]:
        """The names from the settings, which may be damaged."""
        kept: list[object] = list(self._app.settings.commands)
        return [name for name in kept if isinstance(name, str)]

    def _used_last(self) -> list[Entry]:
        known = {entry.name: entry for entry in self._entries}
        used = [known.pop(name) for name in self._used() if name in known]
        return used + [entry for entry in known.values() if not entry.name.startswith("block:")]

    def _actions(self) -> Iterator[Entry]:
        names = {id(action): name for name, action in self._app.actions.by_name.items()}
        for head in self._app.window.menuBar().actions():
            menu = head.menu()
            if isinstance(menu, QMenu) and head.isVisible():
                yield from self._walk(menu, plain_text(head.text()), names)

    def _walk(self, menu: QMenu, place: str, names: dict[int, str]) -> Iterator[Entry]:
        # Some menus are filled only when they open.
        menu.aboutToShow.emit()
        for action in menu.actions():
            below, title = action.menu(), plain_text(action.text())
            if isinstance(below, QMenu):
                if below.isEnabled():
                    yield from self._walk(below, f"{place}{_ARROW}{title}", names)
            elif title and not action.isSeparator() and action.isVisible():
                name = names.get(id(action), f"{place}{_ARROW}{title}")
                if name != "commands":
                    made = _entry(action, name, title, place)
                    yield replace(made, english=self._english(action, name))

    def _english(self, action: QAction, name: str) -> str:
        """Who knows a command by its English name finds it in another language, too."""
        # What a command does changes with its text; its row keeps the first one.
        written = (action.text(), self._app.actions.texts.get(name, ""))
        found = (english_of(text, self._app) for text in written)
        return next((plain_text(text) for text in found if text), "")

    def _blocks(self) -> Iterator[Entry]:
        state = self._app.state
        place = self.tr("Block")
        for block in state.shown.blocks if state.shown is not None else ():
            run = self._focus(block.name)
            checked = block.name == state.focus
            yield Entry(f"block:{block.name}", block.name, place, run, checked=checked)

    def _focus(self, block: str) -> Callable[[], None]:
        return lambda: self._app.state.set_focus(block)

    def _images(self, text: str) -> list[tuple[float, Entry]]:
        items, names = self._app.state.items, self._image_names()
        first = words_of(text)[0]
        return [
            (
                _BEGINS if names[place].startswith(first) else _INSIDE,
                self._image(items[place].key, items[place].name),
            )
            for place in best_names(text, names, MOST_IMAGES)
        ]

    def _image(self, key: str, name: str) -> Entry:
        return Entry(
            f"image:{key}",
            printable(name),
            self.tr("Image"),
            lambda: self._show_image(key),
            checked=key == self._app.state.current,
        )

    def _show_image(self, key: str) -> None:
        images = self._app.images
        if images.model.row(key) < 0:
            images.search.clear()
        self._app.state.select(key)

    def _channel(self, text: str) -> Entry | None:
        """``131``, ``SE_4_2 131``, "channel 131 of SE_4_2"; None for what there is not."""
        shown, text = self._app.state.shown, unicodedata.normalize("NFKC", text)
        found = _BLOCK.search(text)
        rest = _BLOCK.sub(" ", text, count=1)
        numbers = _NUMBER.findall(rest)
        allowed = _SMALL_WORDS | {self.tr("Channel").casefold()}
        others = set(_NUMBER.sub(" ", rest).casefold().split()) - allowed
        if shown is None or len(numbers) != 1 or others:
            return None
        number = int(numbers[0])
        block = f"SE_{found[1]}_{found[2]}" if found else ""
        block = block or self._app.state.focus
        if not any(one.name == block and number < one.channels for one in shown.blocks):
            return None
        title = self.tr("Channel {n} of {block}").format(n=number, block=block)
        return Entry(
            f"channel:{block} {number}",
            title,
            self.tr("Channel"),
            lambda: self._find_channel(WantedChannel(block, number)),
        )

    def _find_channel(self, wanted: WantedChannel) -> None:
        """As if it had been typed into the field that finds channels."""
        field = self._app.gates.field
        field.wanted.emit(wanted)
        field.taken.emit()


def _score(text: str, entry: Entry) -> float | None:
    """How well ``text`` names an entry, in the window's language or in English."""
    own = score(text, entry.title, entry.place)
    if own is not None or not entry.english:
        return own
    return score(text, entry.english)


def _entry(action: QAction, name: str, title: str, place: str) -> Entry:
    native = QKeySequence.SequenceFormat.NativeText
    own = ", ".join(key.toString(native) for key in action.shortcuts())
    beside = action.text().partition("\t")[2]
    tip = action.toolTip()
    reason = "" if action.isEnabled() or plain_text(tip) == title else tip
    return Entry(
        name,
        title,
        place,
        action.trigger,
        own or beside,
        action.isEnabled(),
        action.isCheckable() and action.isChecked(),
        reason,
    )
