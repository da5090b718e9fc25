"""What the user looks at, as one value: taken from the window, compared, and put back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from senet_viewer.gui.networks import Choice
from senet_viewer.gui.reading import Channel
from senet_viewer.gui.references import Compare
from senet_viewer.statistics import ChannelFilter, Order

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application

Zooms = tuple[tuple[tuple[int, int], tuple[float, float]], ...]
"""The bars in view, from and to, by stage and number of channels."""


class Part(Enum):
    """The parts of a view, the most telling first: a step is named by its first one."""

    CURRENT = "current"
    SELECTED = "selected"
    COMPARED = "compared"
    FOCUS = "focus"
    ORDER = "order"
    FILTER = "chosen"
    DIFFERENCES = "differences"
    FILLED = "filled"
    CARD = "card"
    MARKED = "marked"
    ZOOMS = "zooms"


OF_ANY_NETWORK = frozenset({Part.CURRENT, Part.SELECTED, Part.ORDER, Part.FILTER, Part.DIFFERENCES})
"""What still means something when another network is there."""


@dataclass(frozen=True)
class ChosenReference:
    """The reference as it was chosen; ``network`` is the other one, where one is compared with."""

    kind: Compare = Compare.AVERAGE
    index: int = -1
    image: str = ""
    network: Choice | None = None


@dataclass(frozen=True)
class View:
    """What is looked at, and how."""

    current: str = ""
    selected: tuple[str, ...] = ()
    compared: ChosenReference = field(default_factory=ChosenReference)
    focus: str = ""
    order: Order = Order.CHANNEL
    chosen: ChannelFilter | None = None
    differences: bool = False
    filled: bool = False
    card: Channel | None = None
    marked: int | None = None
    zooms: Zooms = ()

    def changed(self, other: View) -> tuple[Part, ...]:
        """The parts in which two views differ."""
        return tuple(
            part for part in Part if getattr(self, part.value) != getattr(other, part.value)
        )

    def with_parts(self, other: View, parts: frozenset[Part] | tuple[Part, ...]) -> View:
        """This view with some parts of another one."""
        return dataclasses.replace(
            self, **{part.value: getattr(other, part.value) for part in parts}
        )


def take_view(app: Application) -> View:
    """The view of the window now."""
    state, reading, gates = app.state, app.parts.reading, app.gates.gates
    comparison = app.comparing.comparison
    network = comparison.choice if state.compare is Compare.NETWORK else None
    return View(
        state.current,
        state.selected,
        ChosenReference(state.compare, state.compare_class, state.compare_image, network),
        state.focus,
        state.order,
        reading.chosen,
        reading.differences_wanted,
        gates.filled_block is not None,
        reading.card,
        state.marked_channel,
        tuple(sorted(_zoomed(app))),
    )


def _zoomed(app: Application) -> Iterator[tuple[tuple[int, int], tuple[float, float]]]:
    """Zooms that show fewer bars than there are."""
    for (stage, channels), (first, last) in app.gates.gates.zooms.items():
        if (first, last) != (0, channels):
            yield (stage, channels), (first, last)


def put_view(app: Application, view: View, parts: tuple[Part, ...]) -> None:
    """Put some parts of a view back; what is no longer there is left out."""
    state = app.state
    if Part.COMPARED in parts:
        _compare(app, view.compared)
    if Part.SELECTED in parts or Part.CURRENT in parts:
        _choose(app, view)
    if Part.ORDER in parts:
        possible = view.order is not Order.UNUSUAL or bool(state.reference.means)
        state.set_order(view.order if possible else Order.CHANNEL)
    if Part.FOCUS in parts:
        state.set_focus(view.focus)
    _put_plots(app, view, parts)
    if Part.MARKED in parts or Part.FOCUS in parts:
        state.set_marked(view.marked)
    if Part.CARD in parts:
        _put_card(app, view)


def _choose(app: Application, view: View) -> None:
    state = app.state
    there = [key for key in view.selected if state.item(key)]
    known = view.current if state.item(view.current) else state.current
    state.choose(there, known if known or not there else there[0])
    if not state.current:
        # Nothing was on show when a search found nothing; it may find something by now.
        app.images.next()


def _put_plots(app: Application, view: View, parts: tuple[Part, ...]) -> None:
    reading, gates = app.parts.reading, app.gates.gates
    if Part.FILTER in parts:
        reading.set_filter(view.chosen)
    if Part.DIFFERENCES in parts:
        reading.set_differences_wanted(view.differences)
    if Part.FILLED in parts:
        gates.fill(view.focus if view.filled else None)
    if Part.ZOOMS in parts or Part.FILTER in parts:
        gates.set_zooms(dict(view.zooms))


def _put_card(app: Application, view: View) -> None:
    if view.card is None:
        app.parts.reading.close_card()
    else:
        app.parts.reading.open_card(view.card.block, view.card.number)


def _compare(app: Application, chosen: ChosenReference) -> None:
    state = app.state
    if chosen.network is not None:
        app.comparing.comparison.choose(chosen.network.key, chosen.network.options)
    elif chosen.kind is not Compare.IMAGE or state.item(chosen.image) is not None:
        state.compare_with(chosen.kind, index=chosen.index, image=chosen.image)
