"""Runs the tour: goes from step to step, follows the window, notices what the user does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

from senet_viewer.gui.references import Compare
from senet_viewer.gui.theme import GRID
from senet_viewer.gui.tour.bar_steps import ClickABar, HoverABar, NextPhoto
from senet_viewer.gui.tour.bubble import MARGIN, Bubble, BubbleContent, Outline
from senet_viewer.gui.tour.gate_steps import ReadTheDepth, TwoPhotos
from senet_viewer.gui.tour.next_key import NextKey
from senet_viewer.gui.tour.opening_steps import (
    AskForGiraffe,
    ChooseNetwork,
    ClickTheCat,
    OwnPhoto,
    ReadTheAnswer,
    ReadTheInset,
)
from senet_viewer.gui.tour.order_steps import HighestFirst, UnusualFirst
from senet_viewer.gui.tour.placing import place, stay
from senet_viewer.gui.tour.scene import Scene, Target
from senet_viewer.gui.tour.step import Step
from senet_viewer.gui.view_snapshot import Part, View, put_view, take_view

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application

FOLLOW_MS = 120
"""So often the bubble looks where its target is: columns, scrolling and text size move it."""
SETTLED_MS = 250
NEAR = 12
"""So many lines of text the bubble may be from its target and stay where it is."""

STEPS = (
    ClickTheCat,
    ReadTheAnswer,
    ReadTheInset,
    HoverABar,
    ClickABar,
    NextPhoto,
    ReadTheDepth,
    HighestFirst,
    UnusualFirst,
    TwoPhotos,
    AskForGiraffe,
    OwnPhoto,
)


class Tour(QObject):
    """At most one run at a time. ``finished`` says that it was taken to its end, not skipped."""

    finished = Signal()
    ended = Signal()

    def __init__(self, app: Application, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._steps: list[Step] = []
        self._at = 0
        self._pending = self._tried = False
        self._points = False
        self._before = View()
        self._key: NextKey | None = None
        self.bubble: Bubble | None = None
        self.outline: Outline | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(FOLLOW_MS)
        self._timer.timeout.connect(self.follow)
        state, reading = app.state, app.parts.reading
        for signal in (
            state.current_changed,
            state.shown_changed,
            state.model_changed,
            state.focus_changed,
            state.order_changed,
            state.reference_changed,
            state.marked_changed,
            state.selection_changed,
            state.images_reset,
            state.image_changed,
            reading.card_changed,
            app.parts.look.changed,
            app.networks.loading_changed,
        ):
            signal.connect(self.follow)
        app.appearance.theme_changed.connect(self._set_theme)

    @property
    def running(self) -> bool:
        """Whether a tour is on its way."""
        return bool(self._steps)

    @property
    def step(self) -> Step | None:
        """The step that is shown."""
        return self._steps[self._at] if self._steps else None

    @property
    def position(self) -> tuple[int, int]:
        """The number of the step that is shown, from 1, and how many there are."""
        return (self._at + 1 if self._steps else 0, len(self._steps))

    @Slot()
    def start(self) -> None:
        """Begin; a tour that is on its way gets the keyboard."""
        if self.bubble is not None:
            self.bubble.take_keys()
            return
        scene, self._before = Scene(self._app), take_view(self._app)
        kinds = (ChooseNetwork, *STEPS) if scene.other_network else STEPS
        self._steps = [kind(scene) for kind in kinds]
        theme, window = self._app.theme, self._app.window
        self.outline, self.bubble = Outline(theme, window), Bubble(theme, window)
        bubble = self.bubble
        bubble.first_pressed.connect(self.go_on)
        bubble.second_pressed.connect(self.go_on_anyway)
        bubble.back_pressed.connect(self.go_back)
        bubble.skip_pressed.connect(self.skip)
        window.installEventFilter(self)
        self._key = NextKey(window)
        self._key.pressed.connect(self.go_on)
        self._timer.start()
        self._begin(0)
        bubble.take_keys()

    @Slot()
    def skip(self) -> bool:
        """End the tour here; False where none is on its way."""
        if not self.running:
            return False
        self._end()
        self._app.status.say(self.tr("The tour is in the help menu, whenever you like."))
        return True

    def escape(self) -> bool:
        """Esc outside the bubble; whether it ended the tour.

        What says there that Esc closes it goes first: a card, a block that fills the panel.
        """
        if self._app.parts.reading.card is not None or self._app.gates.gates.filled_block:
            return False
        return self.skip()

    def _end(self) -> None:
        self._timer.stop()
        self._steps, self._at = [], 0
        self._app.window.removeEventFilter(self)
        had = self.bubble is not None and self.bubble.has_keys
        self._put_back()
        if self._key is not None:
            self._key.end()
        for part in (self.bubble, self.outline):
            if part is not None:
                part.hide()
                part.deleteLater()
        self.bubble = self.outline = self._key = None
        if had and self._app.state.items:
            self._app.images.list.setFocus()
        self.ended.emit()

    def _put_back(self) -> None:
        """What the steps chose for their own sake is as before; what the user chose stays."""
        before, parts = self._before, [Part.FILTER, Part.DIFFERENCES, Part.FILLED]
        is_tours = self._app.state.compare is Compare.AVERAGE
        if is_tours and before.compared.kind is not Compare.AVERAGE:
            parts.append(Part.COMPARED)
        put_view(self._app, before, tuple(parts))

    def _begin(self, at: int) -> None:
        self._at = at
        step = self._steps[at]
        had = self.bubble is not None and self.bubble.has_keys
        if not step.strayed():
            step.begin()
        self._pending, self._tried = not step.done(), False
        self._reveal(step)
        if had and self.bubble is not None and not self.bubble.has_keys:
            # A plot that fills the panel takes the keyboard.
            self.bubble.take_keys()
        # With new content columns get their heights a few turns later.
        QTimer.singleShot(SETTLED_MS, self, lambda: self._reveal(step))

    def _reveal(self, step: Step) -> None:
        """Scroll to what a step points at, while it is that step's turn."""
        if step is self.step:
            if not step.strayed():
                step.reveal()
            self.follow()

    @Slot()
    def go_on(self) -> None:
        """The first button: come back, do it for the user, or the next step."""
        step = self.step
        if step is None or step.waits():
            return
        if step.strayed():
            step.come_back()
            step.begin()
        elif not step.done():
            step.act()
            self._tried = True
        else:
            self._next()
            return
        self.follow()

    @Slot()
    def go_on_anyway(self) -> None:
        """The second button: the next step, whatever is on show."""
        if self.running:
            self._next()

    def _next(self) -> None:
        if self._at + 1 < len(self._steps):
            self._begin(self._at + 1)
        else:
            self._end()
            self.finished.emit()

    @Slot()
    def go_back(self) -> None:
        """The step before."""
        if self._at > 0:
            self._begin(self._at - 1)

    @Slot()
    def make_room(self) -> None:
        """The list of classes was opened, maybe because a step asked for it."""
        if isinstance(self.step, AskForGiraffe):
            self.step.make_room()
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Say what holds now, and stand where the target is now."""
        step, bubble, outline = self.step, self.bubble, self.outline
        if step is None or bubble is None or outline is None:
            return
        if step.moves_on and self._pending and step.done():
            self._next()
            return
        bubble.show_content(self._content(step))
        if self._key is not None:
            self._key.set_active(active=bubble.leads_on)
        target = None if step.strayed() else step.target()
        outline.show_around(None if target is None else target.rect)
        self._put(bubble, step, target)

    def _put(self, bubble: Bubble, step: Step, target: Target | None) -> None:
        """Stand beside the target, or stay: buttons that move away are hard to press."""
        window = self._app.window
        top = window.menuBar().geometry().bottom() if window.menuBar().isVisible() else 0
        room = window.rect().adjusted(GRID, top + GRID, -GRID, -GRID)
        size = bubble.wanted_size(room.size())
        rect = None if target is None else target.rect
        keep = (*(() if target is None else (target.keep,)), *step.scene.dialogs())
        # The bubble's own margin keeps its ground off the outline.
        room.adjust(-MARGIN, -MARGIN, MARGIN, MARGIN)
        found = None
        if bubble.isVisible() and self._points:
            # What the user has just done shall move nothing but what it is about.
            reach = None if self._pending and step.done() else NEAR * bubble.fontMetrics().height()
            found = stay(size, bubble.geometry(), rect, keep, room, reach)
        stacked = target is not None and target.stacked
        bubble.put(found or place(size, rect, keep, room, stacked=stacked))
        self._points = target is not None

    def _content(self, step: Step) -> BubbleContent:
        number, total = self.position
        where = self.tr("{n} of {total}").format(n=number, total=total)
        waits, strayed, done = step.waits(), step.strayed(), step.done()
        back = self._at > 0
        if strayed:
            first, second = self.tr("Bring it back"), self.tr("Go on")
            return BubbleContent(step.title(), strayed, "", where, first, second, back=back)
        if waits:
            first = self.tr("Next")
            return BubbleContent(
                step.title(), step.text(), waits, where, first, ready=False, back=back
            )
        if not done:
            # What cannot be done here, as with a damaged photo, holds nobody up.
            first = step.act_text()
            second = step.own_choice() or (self.tr("Go on") if self._tried else "")
            keys = step.keys()
            return BubbleContent(
                step.title(),
                step.text(),
                step.hint(),
                where,
                first,
                second,
                back=back,
                keys=self.tr("Keys: {keys}").format(keys=keys) if keys else "",
            )
        told = step.told()
        last = self._at + 1 == len(self._steps)
        first = self.tr("Finish") if last else self.tr("Next")
        status = f"✓ {told}" if told else ""
        return BubbleContent(
            step.title(),
            step.text(),
            status,
            where,
            first,
            back=back,
            good=bool(told),
            leads_on=True,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self.follow)
        return False

    @Slot(object)
    def _set_theme(self, _theme: object) -> None:
        theme = self._app.theme
        if self.bubble is not None:
            self.bubble.set_theme(theme)
        if self.outline is not None:
            self.outline.theme = theme
            self.outline.update()
