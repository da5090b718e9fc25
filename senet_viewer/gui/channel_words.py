"""What the channel card says in numbers and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from senet_viewer.errors import printable
from senet_viewer.gui.compared import ComparedImage
from senet_viewer.gui.plots.rank_wording import change_words, height_words
from senet_viewer.gui.plots.wording import number, signed, value
from senet_viewer.gui.references import Reference
from senet_viewer.gui.words import reference_phrase, reference_word
from senet_viewer.records import BlockGates, ChannelMaps, Gates
from senet_viewer.statistics import Standing, standing


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
    lines = [
        CardLine(translate("squeeze"), squeeze, translate("mean of the map before")),
        CardLine(translate("gate"), number(place.gate), height_words(gates, place)),
    ]
    limit = None if noise is None or len(noise) != len(gates) else float(noise[channel])
    lines += _reference_line(place, reference, len(gates), limit)
    lines += [_other_line(place, one, block.name, channel) for one in others[1:]]
    return tuple(lines)


def _reference_line(
    place: Standing, reference: Reference, channels: int, noise: float | None
) -> tuple[CardLine, ...]:
    """The reference's gate and the difference from it; nothing without a reference."""
    if place.reference is None or place.difference is None:
        return ()
    remark = translate("{difference} from {reference}").format(
        difference=signed(place.difference), reference=reference_phrase(reference)
    )
    if place.unusual_rank is not None:
        rank = change_words(place.unusual_rank, channels, opened=place.difference > 0)
        if noise is not None and abs(place.difference) <= noise:
            rank = translate("below the noise, {noise}").format(noise=number(noise))
        remark = translate("{difference}; {rank}").format(difference=remark, rank=rank)
    return (CardLine(reference_word(reference), number(place.reference), remark),)


def _other_line(place: Standing, one: ComparedImage, block: str, channel: int) -> CardLine:
    """The same channel's gate in an image that is compared too."""
    gate = float(one.gates[block][channel])
    remark = translate("{difference} from {reference}").format(
        difference=signed(place.gate - gate),
        reference=f"{one.letter} ({printable(one.name)})",
    )
    return CardLine(one.letter, number(gate), remark)


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
