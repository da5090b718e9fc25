"""What the channel card says in numbers and sentences."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

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
) -> tuple[CardLine, ...]:
    """Squeeze, gate and its ranks; the squeeze is still to come without ``maps``."""
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
        more = translate("{rank} most opened of {n}")
        less = translate("{rank} most closed of {n}")
        text = more if place.difference >= 0 else less
        rank = text.format(rank=ordinal(place.unusual_rank or 1), n=len(gates))
        known = noise is not None and len(noise) == len(gates)
        if known and noise is not None and abs(place.difference) <= float(noise[channel]):
            rank = translate("below the noise ({noise}): a one-pixel shift does as much").format(
                noise=number(float(noise[channel]))
            )
        lines += [
            CardLine(
                reference_word(reference), number(place.reference), reference_phrase(reference)
            ),
            CardLine(translate("difference"), signed(place.difference), rank),
        ]
    return tuple(lines)


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
