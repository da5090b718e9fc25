"""Every phrase of the plots about compared images: read-outs, remarks, captions, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from senet_viewer.gui.plots.teaching import tip
from senet_viewer.gui.plots.wording import number, ordinal, signed
from senet_viewer.records import Gates
from senet_viewer.similarity import Parting, similarity
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
    return text.format(channel=channel, values=", ".join(values))


def difference_line(gates: Gates, others: Sequence[OtherGates], channel: int) -> str:
    """The second line: differences, and where the first one stands among the channels."""
    first = others[0]
    place = standing(gates, first.gates, channel)
    difference = float(gates[channel] - first.gates[channel])
    if difference == 0:
        text = QCoreApplication.translate("plots", "{pair} {difference}")
    elif difference > 0:
        text = QCoreApplication.translate("plots", "{pair} {difference}, {rank} more open of {n}")
    else:
        text = QCoreApplication.translate("plots", "{pair} {difference}, {rank} more closed of {n}")
    return text.format(
        pair=pair(first.letter),
        difference=signed(difference),
        rank=ordinal(place.unusual_rank or 1),
        n=len(gates),
    )


def more_differences_line(gates: Gates, others: Sequence[OtherGates], channel: int) -> str:
    """Differences from the images after the first one."""
    return ", ".join(
        f"{pair(one.letter)} {signed(float(gates[channel] - one.gates[channel]))}"
        for one in others[1:]
    )


def pair(letter: str) -> str:
    """A difference by the letters of its two images."""
    return f"{SHOWN} − {letter}"


def reference_difference(gates: Gates, reference: Gates, channel: int) -> str:
    """A channel's difference from its reference, where bars show that."""
    text = QCoreApplication.translate("plots", "difference {difference}")
    return text.format(difference=signed(float(gates[channel] - reference[channel])))


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
    return text.format(
        low=signed(float(differences.min())),
        high=signed(float(differences.max())),
        mean=signed(float(differences.mean())),
    )


def bin_line(low: float, high: float, count: int, channels: int) -> str:
    """The read-out of one bin of a histogram of differences."""
    text = QCoreApplication.translate("plots", "differences {low} to {high}: {count} of {n}")
    return text.format(low=signed(low), high=signed(high), count=count, n=channels)


def alike_note(gates: Gates, others: Sequence[OtherGates]) -> str:
    """The remark at the right of a plot's title: how alike its gates are in the images."""
    alike = [similarity(gates, one.gates) for one in others]
    if number(min(alike)) == number(max(alike)):
        text = QCoreApplication.translate("plots", "similarity {value}")
        return text.format(value=number(alike[0]))
    text = QCoreApplication.translate("plots", "similarity {low} to {high}")
    return text.format(low=number(min(alike)), high=number(max(alike)))


def departure_note(gates: Gates, reference: Gates) -> str:
    """The remark at the right of a title whose bars are differences from a reference."""
    text = QCoreApplication.translate("plots", "mean |difference| {value}")
    return text.format(value=number(1 - similarity(gates, reference)))


def alike_words(gates: Gates, others: Sequence[OtherGates]) -> str:
    """A block's gates in the other images, for screen readers."""
    text = QCoreApplication.translate(
        "plots", "{letter}, {name}: mean {mean}, similarity to {shown} {value}"
    )
    return "; ".join(
        text.format(
            letter=one.letter,
            name=one.name,
            mean=number(float(one.gates.mean())),
            shown=SHOWN,
            value=number(similarity(gates, one.gates)),
        )
        for one in others
    )


def difference_words(gates: Gates, reference: Gates, name: str) -> str:
    """What the bars of a block are where they are differences, for screen readers."""
    text = QCoreApplication.translate(
        "plots", "bars: gate minus {name}, from {low} to {high}, mean size {mean}"
    )
    difference = gates - reference
    return text.format(
        name=name,
        low=signed(float(difference.min())),
        high=signed(float(difference.max())),
        mean=number(float(np.abs(difference).mean())),
    )


def strip_line(
    name: str, pairs: Sequence[tuple[str, float]], ranks: Sequence[int], blocks: int
) -> str:
    """The read-out of one block over depth: its similarity in each pair, and the ranks of it."""
    text = QCoreApplication.translate("plots", "{letters} {value}, {rank} most alike of {n}")
    lines = [
        text.format(letters=letters, value=f"{value:.3f}", rank=ordinal(rank), n=blocks)
        for (letters, value), rank in zip(pairs, ranks, strict=True)
    ]
    return "; ".join(
        [QCoreApplication.translate("plots", "{name}: similarity").format(name=name), *lines]
    )


def noise_floor(value: float) -> str:
    """How alike a picture and its slight shift are in a block."""
    text = QCoreApplication.translate("plots", "a one-pixel shift or a flip alone: {value}")
    return text.format(value=f"{value:.3f}")


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two values with as many decimals as tell them apart, from two to five."""
    texts = [(f"{one:.{digits}f}", f"{other:.{digits}f}") for digits in range(2, 6)]
    return next((pair for pair in texts if pair[0] != pair[1]), texts[0])


def parting_sentence(names: Sequence[str], alike: Sequence[float], parting: Parting) -> str:
    """Where two images part ways, at a glance."""
    high, low = told_apart(alike[parting.most_alike], alike[parting.least_alike])
    ends = QCoreApplication.translate(
        "plots", "most alike at {most} ({high}), least alike at {least} ({low})"
    ).format(
        most=names[parting.most_alike],
        high=high,
        least=names[parting.least_alike],
        low=low,
    )
    if parting.parts_at is None:
        return QCoreApplication.translate(
            "plots", "They part ways nowhere beyond the noise of a slight shift: {ends}"
        ).format(ends=ends)
    text = QCoreApplication.translate("plots", "They part ways at {block}: {ends}")
    return text.format(block=names[parting.parts_at], ends=ends)


def same_sentence() -> str:
    """Two images with the same gates in every block."""
    return QCoreApplication.translate("plots", "Their gates are the same in every block")


def partings_sentence(
    letters: Sequence[str], names: Sequence[str], partings: Sequence[Parting]
) -> str:
    """Where the image on show and each of several others part ways."""
    at = QCoreApplication.translate("plots", "{letter} at {block}")
    nowhere = QCoreApplication.translate("plots", "{letter} nowhere beyond the noise")
    parts = [
        nowhere.format(letter=letter)
        if one.parts_at is None
        else at.format(letter=letter, block=names[one.parts_at])
        for letter, one in zip(letters, partings, strict=True)
    ]
    text = QCoreApplication.translate("plots", "{shown} parts ways with {others}")
    return text.format(shown=SHOWN, others=", ".join(parts))


def similarity_tip() -> str:
    """The measure's formula, and the rule by which images part."""
    return tip(
        QCoreApplication.translate(
            "plots",
            "Similarity of two images in a block = 1 − mean of |gate − gate| over its channels. 1: "
            "all gates are the same; 0: each is 0 in one image and 1 in the other.",
        ),
        QCoreApplication.translate(
            "plots",
            "They part ways at the first block whose difference is beyond the noise of a one-pixel "
            "shift or a flip, and at least half of the largest such difference. In the shaded band "
            "(and hollow) a difference is no larger than that noise.",
        ),
        QCoreApplication.translate(
            "plots",
            "A dip says that the gates differ there, not that the block matters more for the "
            "answer: only a test of the effect measures that.",
        ),
    )


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
    others = ", ".join(pair(letter) for letter in letters[1:])
    return text.format(shown=SHOWN, first=pair(letters[0]), others=others)


def overlay_caption(letters: Sequence[str]) -> str:
    """What bars and marks are where gates are overlaid."""
    text = QCoreApplication.translate("plots", "bar: gate in {shown}; marks: gates in {others}")
    return text.format(shown=SHOWN, others=", ".join(letters))
