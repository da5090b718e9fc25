"""Every phrase of the plots about compared images: read-outs, remarks, captions, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from senet_viewer.gui.plots.joining import joined, listed
from senet_viewer.gui.plots.rank_wording import alike_rank_words, change_words
from senet_viewer.gui.plots.wording import MOST_DECIMALS, decimals_for, number, signed
from senet_viewer.records import Gates
from senet_viewer.similarity import similarity
from senet_viewer.statistics import standing

SHOWN = "A"
"""What the image on show is called beside others."""


@dataclass(frozen=True)
class OtherGates:
    """One block's gates ``[C]`` in an image beside the one on show; its letter and its name."""

    letter: str
    name: str
    gates: Gates


def values_line(gates: Gates, others: Sequence[OtherGates], channel: int) -> str:
    """The first line of a channel's read-out: its gate in each image."""
    text = QCoreApplication.translate("plots", "channel {channel}: {values}")
    values = [f"{SHOWN} {number(float(gates[channel]))}"]
    values += [f"{one.letter} {number(float(one.gates[channel]))}" for one in others]
    return text.format(channel=channel, values=listed(values))


def difference_line(gates: Gates, others: Sequence[OtherGates], channel: int) -> str:
    """The second line: differences, and where the first one stands among the channels."""
    first = others[0]
    place = standing(gates, first.gates, channel)
    difference = float(gates[channel] - first.gates[channel])
    line = f"{pair(first.letter)} {signed(difference, decimals_for(difference))}"
    if place.unusual_rank is None:
        return line
    rank = change_words(place.unusual_rank, len(gates), opened=difference > 0)
    text = QCoreApplication.translate("plots", "{difference}, {rank}")
    return text.format(difference=line, rank=rank)


def more_differences_line(gates: Gates, others: Sequence[OtherGates], channel: int) -> str:
    """Differences from the images after the first one."""
    differences = [(one.letter, float(gates[channel] - one.gates[channel])) for one in others[1:]]
    return listed(
        f"{pair(letter)} {signed(value, decimals_for(value))}" for letter, value in differences
    )


def pair(letter: str) -> str:
    """A difference by the letters of its two images."""
    return f"{SHOWN} − {letter}"


def reference_difference(gates: Gates, reference: Gates, channel: int) -> str:
    """A channel's difference from its reference, where bars show that."""
    text = QCoreApplication.translate("plots", "difference {difference}")
    difference = float(gates[channel] - reference[channel])
    return text.format(difference=signed(difference, decimals_for(difference)))


def range_lines(
    gates: Gates, others: Sequence[OtherGates], channels: Sequence[int]
) -> tuple[str, ...]:
    """The read-out of several channels that share a pixel column, in each image."""
    chosen = np.asarray(channels, np.intp)
    title = QCoreApplication.translate("plots", "{n} channels; zoom in for single ones")
    text = QCoreApplication.translate("plots", "{letter}: {low} to {high}, mean {mean}")
    lines = [title.format(n=len(chosen))]
    for letter, values in ((SHOWN, gates), *((one.letter, one.gates) for one in others)):
        part = values[chosen]
        low, high = number(float(part.min())), number(float(part.max()))
        mean = number(float(part.mean()))
        lines.append(text.format(letter=letter, low=low, high=high, mean=mean))
    return tuple(lines)


def range_difference_line(differences: Gates) -> str:
    """Several channels' differences from the reference, or from the first other image."""
    text = QCoreApplication.translate("plots", "differences {low} to {high}, mean {mean}")
    decimals = decimals_for(float(np.abs(differences).max()))
    return text.format(
        low=signed(float(differences.min()), decimals),
        high=signed(float(differences.max()), decimals),
        mean=signed(float(differences.mean()), decimals),
    )


def bin_line(low: float, high: float, count: int, channels: int) -> str:
    """The read-out of one bin of a histogram of differences."""
    text = QCoreApplication.translate("plots", "differences {low} to {high}: {count} of {n}")
    return text.format(low=signed(low), high=signed(high), count=count, n=channels)


def similar(value: float, decimals: int = 2) -> str:
    """A similarity, with more decimals where it would read as 1 and is less."""
    texts = (f"{value:.{many}f}" for many in range(decimals, MOST_DECIMALS + 1))
    return next((text for text in texts if float(text) < 1), f"{value:.{decimals}f}")


def alike_note(gates: Gates, others: Sequence[OtherGates]) -> str:
    """The remark at the right of a plot's title: how alike its gates are in the images."""
    alike = [similarity(gates, one.gates) for one in others]
    low, high = similar(min(alike)), similar(max(alike))
    if low == high:
        return QCoreApplication.translate("plots", "similarity {value}").format(value=low)
    if number(max(alike)) == number(1):
        return QCoreApplication.translate("plots", "similarity ≥ {value}").format(value=low)
    text = QCoreApplication.translate("plots", "similarity {low} to {high}")
    return text.format(low=low, high=high)


def departure_note(gates: Gates, reference: Gates) -> str:
    """The remark at the right of a title whose bars are differences from a reference."""
    text = QCoreApplication.translate("plots", "mean |difference| {value}")
    return text.format(value=number(1 - similarity(gates, reference)))


def alike_words(gates: Gates, others: Sequence[OtherGates]) -> str:
    """A block's gates in the other images, for screen readers."""
    text = QCoreApplication.translate(
        "plots", "{letter}, {name}: mean {mean}, similarity to {shown} {value}"
    )
    return joined(
        text.format(
            letter=one.letter,
            name=one.name,
            mean=number(float(one.gates.mean())),
            shown=SHOWN,
            value=similar(similarity(gates, one.gates)),
        )
        for one in others
    )


def difference_words(gates: Gates, reference: Gates, name: str) -> str:
    """What the bars of a block are where they are differences, for screen readers."""
    text = QCoreApplication.translate(
        "plots", "bars: gate minus {name}, from {low} to {high}, mean size {mean}"
    )
    difference = gates - reference
    decimals = decimals_for(float(np.abs(difference).max()))
    return text.format(
        name=name,
        low=signed(float(difference.min()), decimals),
        high=signed(float(difference.max()), decimals),
        mean=f"{np.abs(difference).mean():.{decimals}f}",
    )


def strip_line(
    name: str, pairs: Sequence[tuple[str, float]], ranks: Sequence[int], blocks: int
) -> str:
    """The read-out of one block over depth: its similarity in each pair, and the ranks of it."""
    text = QCoreApplication.translate("plots", "{letters} {value}, {rank}")
    lines = [
        text.format(letters=letters, value=similar(value, 3), rank=alike_rank_words(rank, blocks))
        for (letters, value), rank in zip(pairs, ranks, strict=True)
    ]
    return joined(
        [QCoreApplication.translate("plots", "{name}: similarity").format(name=name), *lines]
    )


def noise_floor(value: float) -> str:
    """How alike the image on show and itself are in a block, slightly shifted or flipped."""
    text = QCoreApplication.translate("plots", "{pair} shifted or flipped {value}")
    return text.format(pair=both(SHOWN), value=similar(value, 3))


def both(letter: str) -> str:
    """The image on show and another one, as a pair."""
    return f"{SHOWN}–{letter}"


def similarity_name() -> str:
    """The measure, named where it stands."""
    return QCoreApplication.translate("plots", "similarity = 1 − mean |gate difference|")


def differences_caption(letters: Sequence[str]) -> str:
    """What bars and marks are where they are differences between images."""
    if len(letters) == 1:
        text = QCoreApplication.translate(
            "plots", "bar: gate of {shown} minus gate of {other}; up: more open in {shown}"
        )
        return text.format(shown=SHOWN, other=letters[0])
    text = QCoreApplication.translate(
        "plots", "base {shown}; bar: {first}; marks: {others}; up: more open in {shown}"
    )
    others = listed(pair(letter) for letter in letters[1:])
    return text.format(shown=SHOWN, first=pair(letters[0]), others=others)


def overlay_caption(letters: Sequence[str]) -> str:
    """What bars and marks are where gates are overlaid."""
    text = QCoreApplication.translate("plots", "bar: gate in {shown}; marks: gates in {others}")
    return text.format(shown=SHOWN, others=listed(letters))
