"""Undo and redo of what the user looks at, and of images taken off the list."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QCursor, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.references import Compare
from senet_viewer.gui.removals import Removal
from senet_viewer.gui.view_snapshot import OF_ANY_NETWORK, Part, View, put_view, take_view
from senet_viewer.records import BlockCard
from senet_viewer.statistics import Extreme, Order

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application

MOST_STEPS = 100
JOIN_SECONDS = 1.0
"""Changes of one kind that follow each other faster are one step."""
_JOINED = frozenset({Part.CURRENT, Part.SELECTED, Part.FOCUS, Part.MARKED, Part.ZOOMS, Part.FILTER})
"""What changes in runs, as by the arrow keys or the wheel."""


class Step(QUndoCommand):
    """From one view to the next, with the images that were taken off in between.

    It is made after the user did it, so that the first ``redo``, Qt's own on a push, does nothing.
    """

    def __init__(
        self,
        history: History,
        before: View,
        after: View,
        removals: tuple[Removal, ...] = (),
        at: float = 0.0,
    ) -> None:
        super().__init__()
        self._history, self._done = history, True
        self.before, self.after, self.removals = before, after, removals
        self.at = at or time.monotonic()
        self.setText(history.name(self.parts, removals))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the view that it changes."""
        return self.before.changed(self.after)

    @property
    def kind(self) -> Part | None:
        """What it is named by; None where images were taken off."""
        return None if self.removals or not self.parts else self.parts[0]

    def id(self) -> int:
        kind = self.kind
        return list(Part).index(kind) + 1 if kind in _JOINED else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Step) or other.at - self.at > JOIN_SECONDS:
            return False
        self.after, self.at = other.after, other.at
        self.setObsolete(self.before == self.after)
        return True

    def undo(self) -> None:
        self._history.go(self.before, self.parts, put_back=self.removals)

    def redo(self) -> None:
        if self._done:
            self._done = False
        else:
            self._history.go(self.after, self.parts, take_off=self.removals)


class History(QObject):
    """Watches the window, and keeps the user's steps.

    What follows from the engine's answers is no step of the user, and neither is pointing with the
    mouse. ``changed`` tells that something else can be undone or redone.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self._app = app
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(MOST_STEPS)
        self._removed: list[Removal] = []
        self._held: set[str] = set()
        self._going = False
        self._pointed, self._cursor = False, QCursor.pos()
        self._expected: object = None
        self._view, self._card = take_view(app), app.state.shown_card
        self._network = _network(app)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self.note)
        self._watch()

    def _watch(self) -> None:
        app, state, reading = self._app, self._app.state, self._app.parts.reading
        for signal in (
            state.current_changed,
            state.selection_changed,
            state.focus_changed,
            state.order_changed,
            state.reference_changed,
            state.shown_changed,
            reading.filter_changed,
            reading.differences_changed,
            reading.card_changed,
            app.gates.gates.lookChanged,
        ):
            signal.connect(self._start)
        state.marked_changed.connect(self._marked)
        state.model_changed.connect(self._network_changed)
        app.documents.removals.removing.connect(self.note)
        app.documents.removals.removed.connect(self._images_removed)
        app.documents.project.restored.connect(self.clear)
        app.documents.project.saved.connect(self._saved)
        self.stack.indexChanged.connect(self._moved)

    @Slot()
    def _start(self) -> None:
        if not self._going:
            self._turn.start()

    @Slot()
    def _marked(self) -> None:
        """A bar that the mouse merely points at comes and goes without a step."""
        if self._going:
            return
        points = self._points()
        if points or (self._pointed and self._app.state.marked_channel is None):
            self._pointed = points
            marked = frozenset({Part.MARKED})
            self._view = self._view.with_parts(take_view(self._app), marked)
        else:
            self._turn.start()

    def _points(self) -> bool:
        """Whether the mouse is over what can be pointed at, and moved since the last mark."""
        before, self._cursor = self._cursor, QCursor.pos()
        parts: tuple[QWidget, ...] = (self._app.gates.gates, self._app.focus)
        return self._cursor != before and any(part.underMouse() for part in parts)

    @Slot(object)
    def _images_removed(self, removal: Removal) -> None:
        self._removed.append(removal)
        self._turn.start()

    @Slot()
    def note(self) -> None:
        """Make a step of what has changed since the last one, if the user did it."""
        self._turn.stop()
        removed, self._removed = tuple(self._removed), []
        before, now = self._view, take_view(self._app)
        followed = self._followed(before, now, removed=bool(removed))
        before = before.with_parts(now, followed)
        self._view, self._card = now, self._app.state.shown_card
        if removed or before.changed(now):
            self.stack.push(Step(self, before, now, removed))
            if removed:
                self._tell_removed(removed)
        self._let_go()

    def _followed(self, before: View, now: View, *, removed: bool) -> frozenset[Part]:
        """The parts that the program changed, not the user."""
        state, found = self._app.state, set()
        if self._card is not state.shown_card:
            found |= {Part.FOCUS, Part.MARKED, Part.CARD, Part.FILLED, Part.ZOOMS}
        vanished = not self._app.state.item(before.current) and not removed
        if not before.current or vanished:
            # The first image of a list shows itself, and one frame of a camera follows the other.
            found |= {Part.CURRENT, Part.SELECTED}
        alone = before.compared == now.compared
        if alone and not state.reference.means:
            if before.order is Order.UNUSUAL and now.order is Order.CHANNEL:
                found.add(Part.ORDER)
            if before.chosen and before.chosen.extreme is Extreme.UNUSUAL and now.chosen is None:
                found.add(Part.FILTER)
        if now.compared.kind is Compare.NETWORK and now.compared.network == self._expected:
            found.add(Part.COMPARED)
            self._expected = None
        return frozenset(found)

    def _tell_removed(self, removals: tuple[Removal, ...]) -> None:
        count = sum(len(removal.items) for removal in removals)
        key = self._app.actions["undo"].shortcut()
        way = key.toString(QKeySequence.SequenceFormat.NativeText) or self.tr("Undo")
        if count == 1:
            text = self.tr("One image is off the list; {keys} brings it back.").format(keys=way)
        else:
            text = self.tr("{n} images are off the list; {keys} brings them back.").format(
                n=count, keys=way
            )
        self.said.emit(text)

    @Slot()
    def undo(self) -> None:
        """Take the last step back."""
        self.note()
        self.stack.undo()

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        self.note()
        self.stack.redo()

    def go(
        self,
        view: View,
        parts: tuple[Part, ...],
        *,
        put_back: tuple[Removal, ...] = (),
        take_off: tuple[Removal, ...] = (),
    ) -> None:
        """Put images and these parts of a view as a step has them."""
        removals = self._app.documents.removals
        self._going = True
        for removal in reversed(put_back):
            removals.put_back(removal)
        for removal in take_off:
            removals.take_off(removal)
        if Part.COMPARED in parts:
            self._expected = view.compared.network
        put_view(self._app, view, parts)
        self._going = False
        self._turn.stop()
        self._view, self._card = take_view(self._app), self._app.state.shown_card

    @Slot()
    def clear(self) -> None:
        """Forget every step: another list is open."""
        self._turn.stop()
        self._removed.clear()
        self._view, self._card = take_view(self._app), self._app.state.shown_card
        self.stack.clear()
        self._let_go()

    @Slot()
    def _saved(self) -> None:
        """A saved project has let go of the answers of images that are off the list."""
        if self._removed or any(step.removals for step in self._steps()):
            self.clear()

    @Slot()
    def _network_changed(self) -> None:
        """Blocks and channels mean nothing in another network: such steps go, the others stay."""
        own = frozenset(Part) - OF_ANY_NETWORK
        self._view = self._view.with_parts(take_view(self._app), own)
        before, self._network = self._network, _network(self._app)
        if self._network == before:
            return
        steps = self._steps()[: self.stack.index()]
        kept = [(step.before, self._of_any_network(step), step.removals, step.at) for step in steps]
        self.stack.clear()
        for old, new, removals, at in kept:
            if removals or old.changed(new):
                self.stack.push(Step(self, old, new, removals, at))
        self._let_go()

    @staticmethod
    def _of_any_network(step: Step) -> View:
        parts = tuple(part for part in step.parts if part in OF_ANY_NETWORK)
        return step.before.with_parts(step.after, parts)

    def _steps(self) -> list[Step]:
        found = [self.stack.command(place) for place in range(self.stack.count())]
        return [step for step in found if isinstance(step, Step)]

    def _let_go(self) -> None:
        """Answers of images that no step can bring back any more are discarded."""
        removals = [removal for step in self._steps() for removal in step.removals]
        held = {item.key for removal in removals for item in removal.items}
        gone = {key for key in self._held - held if self._app.state.item(key) is None}
        if gone:
            self._app.state.results.discard(gone)
        self._held = held

    @Slot()
    def _moved(self) -> None:
        self.changed.emit()

    def name(self, parts: tuple[Part, ...], removals: tuple[Removal, ...]) -> str:
        """What a step is called in the menu."""
        if removals:
            return self.tr("taking off the list")
        if not parts:
            return ""
        names: dict[Part, Callable[[], str]] = {
            Part.CURRENT: lambda: self.tr("image"),
            Part.SELECTED: lambda: self.tr("selection"),
            Part.COMPARED: lambda: self.tr("reference"),
            Part.FOCUS: lambda: self.tr("focus block"),
            Part.ORDER: lambda: self.tr("order"),
            Part.FILTER: lambda: self.tr("channels shown"),
            Part.DIFFERENCES: lambda: self.tr("differences"),
            Part.FILLED: lambda: self.tr("filled panel"),
            Part.CARD: lambda: self.tr("channel card"),
            Part.MARKED: lambda: self.tr("marked channel"),
            Part.ZOOMS: lambda: self.tr("zoom"),
        }
        return names[parts[0]]()


def _network(app: Application) -> tuple[str, tuple[BlockCard, ...]]:
    """What tells a network from others here; empty before there is one."""
    card = app.state.card
    return (card.key, tuple(card.blocks)) if card is not None else ("", ())
