"""The words and numbers of figures: captions of stages, blocks and references."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from senet_viewer.records import BlockGates, FitReport, Inspection, ModelCard
from senet_viewer.statistics import GateStatistics, Order, looks_untrained

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

BAR_CAPTION = "One bar = one channel’s gate (excitation weight)."
WITH_SHORTCUT = "0: the block adds nothing to the channel. 1: it passes unscaled."
WITHOUT_SHORTCUT = "0: the channel is shut off. 1: it passes unscaled."
WARNING = (
    "Compare one channel across pictures, not bars across channels: 0.2 on a strong channel "
    "can pass more than 0.9 on a weak one."
)
RANGES = (
    "Where channels are too many for a bar each, a column’s shades show the lowest, mean and "
    "highest of its channels."
)
BARE_MEANS = "The number beside a block’s name is its mean gate."
BARE_SIMILARITIES = "The numbers beside a block’s name are similarities to A."
MARKED_RANGES = (
    "Where channels are too many for a bar each, a column’s shades show the lowest, mean and "
    "highest of A’s channels, and a mark the mean of another image’s."
)
AXIS_CAPTIONS = {
    Order.CHANNEL: ("channel number (order has no meaning)", "channel number", "channel"),
    Order.HIGHEST: ("rank: highest gate first", "rank by height", "rank"),
    Order.UNUSUAL: ("rank: furthest from the reference first", "rank by distance", "rank"),
}
"""Longest first: where one does not fit, the next one is taken."""


def same_tensors(fit: FitReport | None) -> str:
    """Which other networks have the very tensors of a file, without a full stop; mostly nothing."""
    if fit is None or not fit.also:
        return ""
    verb = "has" if len(fit.also) == 1 else "have"
    return f"{', '.join(fit.also)} {verb} the same tensors and may compute something else"


def doubts(inspection: Inspection, card: ModelCard | None) -> str:
    """What makes the answers and gates doubtful, as sentences; mostly nothing."""
    found = []
    if inspection.preprocessing.guessed:
        found.append("Preprocessing guessed: if it is wrong, answers and gates are too.")
    missing = len(card.fit.missing) if card is not None and card.fit is not None else 0
    if missing:
        tensors = "1 tensor was" if missing == 1 else f"{missing:,} tensors were"
        found.append(f"{tensors} not in the file: these parts have random weights.")
    if card is not None and not card.trained:
        found.append("Untrained: its weights are random, so its answers mean nothing.")
    elif looks_untrained(inspection):
        found.append("All gates near 0.5: is this network trained?")
    return " ".join(found)


def percent(probability: float) -> str:
    """A probability as ``62 %``; what rounds to nothing is ``< 1 %``."""
    if not math.isfinite(probability):
        return "?"
    return "< 1 %" if probability < 0.005 else f"{round(probability * 100)} %"


def scientific(value: float) -> str:
    """A small number as ``6·10⁻⁸``; zero is ``0``."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    exponent = math.floor(math.log10(abs(value)))
    digits = round(value / 10**exponent)
    if abs(digits) == 10:
        digits, exponent = digits // 10, exponent + 1
    return f"{digits}·10{str(exponent).translate(_SUPERSCRIPTS)}"


def gates_caption(shortcut: bool, others: str = "") -> str:
    """What a bar is, and what 0 and 1 mean; ``others`` are letters of images that are marks."""
    meaning = WITH_SHORTCUT if shortcut else WITHOUT_SHORTCUT
    if not others:
        return f"{BAR_CAPTION} {meaning}"
    return (
        "One bar = one channel’s gate (excitation weight) for image A; a mark on it = the same "
        f"channel’s gate for {letters(others)}. {meaning}"
    )


def letters(others: str) -> str:
    """Images by their letters: B, B and C, or B to D."""
    if len(others) > 2:
        return f"{others[0]} to {others[-1]}"
    return " and ".join(others)


def similarity_caption(others: str) -> str:
    """What the lines of similarity over depth are."""
    pairs = "B" if len(others) == 1 else f"each of {letters(others)}"
    return f"1 − mean |gate difference| between A and {pairs}, early to late; 1: the same gates"


def facts(inspection: Inspection) -> str:
    """The image's size, the preprocessing and the device, in one line."""
    parts = [f"{inspection.width}×{inspection.height} pixels"]
    parts.append(f"preprocessing: {inspection.preprocessing.describe()}")
    parts.append(f"computed on {inspection.device}")
    return " · ".join(parts)


def short_facts(inspection: Inspection) -> str:
    """The same without what only whoever repeats the computation needs."""
    done = inspection.preprocessing
    side = "both sides" if done.squash else "shorter side"
    return (
        f"{inspection.width}×{inspection.height} pixels · {side} to {done.resize}, "
        f"centre {done.crop}×{done.crop}"
    )


def proof(inspection: Inspection) -> str:
    """Whether input × gate was seen to equal each block's output; empty where not checked."""
    error = inspection.largest_error
    if error is None:
        return ""
    if inspection.verified and error == 0:
        return "gates verified, exact"
    if inspection.verified:
        return f"gates verified, largest error {scientific(error)}"
    return f"gates not confirmed: input × gate differs from the output by {scientific(error)}"


def block_notes(statistics: GateStatistics) -> list[str]:
    """The most telling number of a block, its mean or how saturated it is; longest first.

    The last one is the bare mean, which BARE_MEANS explains.
    """
    means = [f"mean {statistics.mean:.2f}", f"{statistics.mean:.2f}"]
    if not statistics.nearly_saturated:
        return means
    share = round(100 * statistics.wide_open / statistics.channels)
    return [f"{share} % wide open: nearly saturated", f"{share} % wide open", *means]


def similarity_notes(similarities: Sequence[float]) -> list[str]:
    """How alike other images are to the first one in a block; longest first.

    The last one is bare numbers, which BARE_SIMILARITIES explains.
    """
    least, most = (f"{value:.2f}" for value in (min(similarities), max(similarities)))
    numbers = least if least == most else f"{least}–{most}"
    return [f"similarity {numbers}", numbers]


def facts_together(inspections: Sequence[Inspection]) -> str:
    """The preprocessing, the device, and whether the gates were checked, in one line."""
    first = inspections[0]
    parts = [f"preprocessing: {first.preprocessing.describe()}", f"computed on {first.device}"]
    if all(one.verified for one in inspections):
        parts.append("gates verified")
    return " · ".join(parts)


def short_facts_together(inspections: Sequence[Inspection]) -> str:
    """The same without what only whoever repeats the computation needs."""
    first, _, more = short_facts(inspections[0]).partition(" · ")
    verified = " · gates verified" if all(one.verified for one in inspections) else ""
    return (more or first) + verified


def doubts_together(inspections: Sequence[Inspection], card: ModelCard | None) -> str:
    """What makes any of these doubtful, each said once."""
    found = [doubts(one, card) for one in inspections]
    found += [f"{text[:1].upper()}{text[1:]}." for text in _unconfirmed(inspections)]
    return " ".join(dict.fromkeys(text for text in found if text))


def _unconfirmed(inspections: Sequence[Inspection]) -> list[str]:
    return [proof(one) for one in inspections if one.verified is False]


def stage_captions(blocks: Sequence[BlockGates], card: ModelCard | None) -> list[str]:
    """Where a stage stands: its names, feature maps, channels and blocks; longest first.

    There are as many for every stage, and those at one place tell the same of each.
    """
    first, count = blocks[0], len(blocks)
    names, size = _names(first), _size(first.name, card)
    channels = ""
    if len({block.channels for block in blocks}) == 1:
        channels = f"{first.channels} channels"
    number = "1 block" if count == 1 else f"{count} blocks"
    each = f"{channels}, a gate each" if channels else ""
    variants = (
        (names, size, each, number),
        (names, size, channels, number),
        (names, size, channels),
        (size, each, number),
        (size, channels, number),
        (size, channels),
    )
    return [" · ".join(part for part in parts if part) for parts in variants]


def _names(block: BlockGates) -> str:
    # Only networks with ResNet's module names have the paper's stages.
    if re.match(rf"(.+\.)?layer{block.stage - 1}\.", block.module):
        return f"conv{block.stage}_x in the paper, layer{block.stage - 1} in code"
    return ""


def _size(name: str, card: ModelCard | None) -> str:
    for block in card.blocks if card else ():
        if block.name == name and block.height and block.width:
            return f"{block.height}×{block.width}"
    return ""
