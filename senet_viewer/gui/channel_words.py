"""What the channel card says in numbers and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from senet_viewer.errors import printable
from senet_viewer.gui.compared import ComparedImage
from senet_viewer.gui.plots.wording import number, ordinal, signed, value
from senet_viewer.gui.references import Reference
from senet_viewer.gui.words import reference_phrase, reference_word
from senet_viewer.records import BlockGates, ChannelMaps, Gates
from senet_viewer.statistics import standing


def translate(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("channelCard", text)


@dataclass(frozen=True)
class CardLine:
    """One line of numbers: what it is, its value, and a remark."""

    name: str
    value: str
    remark: str = ""


def card_lines(
    block: BlockGates,
    channel: int,
    maps: ChannelMaps | None,
    reference: Reference,
    noise: Gates | None,
    others: Sequence[ComparedImage] = (),
) -> tuple[CardLine, ...]:
    """Squeeze, gate and its ranks; the squeeze is still to come without ``maps``.

    ``others`` are compared images, the first of which is the reference.
    """
    gates = block.gates
    means = reference.means.get(block.name)
    if means is not None and len(means) != len(gates):
        means = None
    place = standing(gates, means, channel)
    squeeze = "…" if maps is None else value(maps.squeeze)
    highest = translate("{rank} highest of {n}")
    lines = [
        CardLine(translate("squeeze"), squeeze, translate("mean of the map before")),
        CardLine(
            translate("gate"),
            number(place.gate),
            highest.format(rank=ordinal(place.height_rank), n=len(gates)),
        ),
    ]
    if place.reference is not None and place.difference is not None:
        rank = _rank(place.difference, place.unusual_rank or 1, len(gates))
        if noise is not None and len(noise) == len(gates):
            limit = float(noise[channel])
            if abs(place.difference) <= limit:
                rank = translate("below the noise, {noise}").format(noise=number(limit))
        remark = translate("{difference} from {reference}; {rank}").format(
            difference=signed(place.difference),
            reference=reference_phrase(reference),
            rank=rank,
        )
        lines.append(CardLine(reference_word(reference), number(place.reference), remark))
    for one in others[1:]:
        gate = float(one.gates[block.name][channel])
        remark = translate("{difference} from {reference}").format(
            difference=signed(place.gate - gate),
            reference=f"{one.letter} ({printable(one.name)})",
        )
        lines.append(CardLine(one.letter, number(gate), remark))
    return tuple(lines)


def _rank(difference: float, rank: int, channels: int) -> str:
    text = translate("{rank} most opened of {n}")
    if difference < 0:
        text = translate("{rank} most closed of {n}")
    return text.format(rank=ordinal(rank), n=channels)


def card_warning(channel: int, channels: int, *, shortcut: bool) -> str:
    """What the card must not let anybody believe."""
    parts = [
        translate(
            "A gate says how much, never where: one number a picture, made from the squeezes of "
            "all {n} channels."
        ).format(n=channels)
    ]
    if shortcut:
        parts.append(
            translate(
                "Gate 0 silences what this block adds; the shortcut still carries the channel."
            )
        )
    else:
        parts.append(translate("Gate 0 shuts the channel off."))
    parts.append(
        translate(
            "Channel {channel} means nothing in another stage or a separately trained network."
        ).format(channel=channel)
    )
    return " ".join(parts)
