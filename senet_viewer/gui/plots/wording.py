"""Every phrase of the plots, translatable: read-outs, captions and texts for screen readers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from senet_viewer.gui.plots.gates_layout import Stage
from senet_viewer.gui.plots.rank_wording import height_words, ordinal, size_words
from senet_viewer.records import BlockCard, Gates, Prediction
from senet_viewer.statistics import (
    SATURATED_SHARE,
    WIDE_OPEN,
    ChannelDifference,
    ChannelFilter,
    Extreme,
    Order,
    Standing,
    describe,
    parts_equals,
    standing,
)

UNUSUAL_DIFFERENCE = 0.05
"""A channel closer than this to its reference is not called unusual."""
MOST_DECIMALS = 5
UNUSUAL_SHARE = 0.05
"""The share of a block's channels, by rank in their direction, that is called unusual."""


def number(value: float) -> str:
    """A gate with two decimals and a real minus, which zero never has."""
    return f"{value:z.2f}".replace("-", "−")


def signed(value: float, decimals: int = 2) -> str:
    """A difference with its sign, such as ``+0.39`` or ``−0.36``; what rounds to 0 has none."""
    text = f"{value:+z.{decimals}f}".replace("-", "−")
    return text if text.strip("+0.") else text.lstrip("+")


def decimals_for(difference: float) -> int:
    """So many decimals, from two to five, that a difference of that size does not round to 0.

    Two where five are not enough.
    """
    size = abs(difference)
    return next((many for many in range(2, MOST_DECIMALS + 1) if round(size, many)), 2)


def value(number: float) -> str:
    """A number of any size with three digits and a real minus, such as ``0.842`` or ``−12.3``."""
    return f"{number:z.3g}".replace("-", "−")


def percent(share: float) -> str:
    """A share as ``62 %``; below half a percent ``< 1 %``."""
    return "< 1 %" if share < 0.005 else f"{int(100 * share + 0.5)} %"


def fill_in(text: str, *values: object) -> str:
    """``text`` with %1, %2 … replaced, the highest number first so that %1 does not hit %10."""
    for place in range(len(values), 0, -1):
        text = text.replace(f"%{place}", str(values[place - 1]))
    return text


def average() -> str:
    """What the reference is called where nobody says otherwise."""
    return QCoreApplication.translate("plots", "average")


def channel_values(gates: Gates, reference: Gates | None, channel: int, short: str) -> str:
    """The first line of a channel's read-out; ``short`` names the reference's value."""
    gate = number(float(gates[channel]))
    if reference is None:
        text = QCoreApplication.translate("plots", "channel %1, gate %2")
        return fill_in(text, channel, gate)
    text = QCoreApplication.translate("plots", "channel %1, gate %2, %3 %4")
    return fill_in(text, channel, gate, short, number(float(reference[channel])))


def channel_standing(gates: Gates, reference: Gates | None, channel: int, name: str) -> str:
    """The second line: where the channel stands among the others; ``name`` is the reference's."""
    place, channels = standing(gates, reference, channel), len(gates)
    if is_unusual(place, channels):
        if place.gate > (place.reference or 0.0):
            text = QCoreApplication.translate("plots", "unusually open, %1 of %2")
        else:
            text = QCoreApplication.translate("plots", "unusually closed, %1 of %2")
        return fill_in(text, ordinal(place.unusual_rank or 1), channels)
    height, difference = height_words(gates, place), place.difference
    if difference is None:
        return height
    if not round(difference, 2):
        text = QCoreApplication.translate("plots", "as open as %1; %2")
        return fill_in(text, name, height)
    if difference > 0:
        text = QCoreApplication.translate("plots", "%1 above %2; %3")
    else:
        text = QCoreApplication.translate("plots", "%1 below %2; %3")
    return fill_in(text, number(abs(difference)), name, height)


def is_unusual(place: Standing, channels: int) -> bool:
    """Whether a channel differs clearly, and is among the first in its direction."""
    if place.difference is None or place.unusual_rank is None:
        return False
    among_first = place.unusual_rank <= max(1, UNUSUAL_SHARE * channels)
    return among_first and abs(place.difference) >= UNUSUAL_DIFFERENCE


def neighbours_lines(gates: Gates, channels: range) -> tuple[str, str]:
    """The read-out of several neighbouring channels, in channel order, that share a column."""
    part = gates[channels.start : channels.stop]
    values = fill_in(
        QCoreApplication.translate("plots", "channels %1–%2, gates %3 to %4"),
        channels[0],
        channels[-1],
        number(float(part.min())),
        number(float(part.max())),
    )
    mean = QCoreApplication.translate("plots", "mean %1; zoom in for single channels")
    return values, fill_in(mean, number(float(part.mean())))


def places_lines(gates: Gates, places: range, channels: int) -> tuple[str, str]:
    """The read-out of several channels that share a column in another order than by number."""
    values = fill_in(
        QCoreApplication.translate("plots", "%1 to %2 of %3, gates %4 to %5"),
        ordinal(places[0] + 1),
        ordinal(places[-1] + 1),
        channels,
        number(float(gates.min())),
        number(float(gates.max())),
    )
    mean = QCoreApplication.translate("plots", "mean %1; zoom in for single channels")
    return values, fill_in(mean, number(float(gates.mean())))


def some_lines(gates: Gates) -> tuple[str, str]:
    """The read-out of several channels, left by a filter, that share a column."""
    values = fill_in(
        QCoreApplication.translate("plots", "%1 channels, gates %2 to %3"),
        len(gates),
        number(float(gates.min())),
        number(float(gates.max())),
    )
    mean = QCoreApplication.translate("plots", "mean %1; zoom in for single channels")
    return values, fill_in(mean, number(float(gates.mean())))


def below_noise() -> str:
    """What a hollow bar means."""
    return QCoreApplication.translate(
        "plots", "below the noise: a one-pixel shift or a flip of the picture does as much"
    )


def noise_line(noise: float) -> str:
    """What is said of a channel whose difference from the reference is below its noise."""
    text = QCoreApplication.translate(
        "plots", "below the noise: a one-pixel shift or a flip changes it by up to %1"
    )
    return fill_in(text, number(noise))


def block_noise_line(noise: float) -> str:
    """What is said of a block that departs from the reference by no more than its noise."""
    text = QCoreApplication.translate(
        "plots", "below the noise: a one-pixel shift or a flip changes it by up to %1"
    )
    return fill_in(text, f"{noise:.3f}")


def bin_line(bin_number: int, bins: int, count: int, channels: int) -> str:
    """The read-out of one bin of a histogram over 0..1."""
    text = QCoreApplication.translate("plots", "gates %1 to %2: %3 of %4")
    low, high = number(bin_number / bins), number((bin_number + 1) / bins)
    return fill_in(text, low, high, count, channels)


def filter_name(chosen: ChannelFilter | None) -> str:
    """A filter in a few words, such as ``10 highest``."""
    if chosen is None:
        return QCoreApplication.translate("plots", "all channels")
    texts = {
        Extreme.HIGHEST: QCoreApplication.translate("plots", "%1 highest"),
        Extreme.LOWEST: QCoreApplication.translate("plots", "%1 lowest"),
        Extreme.UNUSUAL: QCoreApplication.translate("plots", "%1 most unusual"),
    }
    return fill_in(texts[chosen.extreme], chosen.count)


def filter_note(gates: Gates, reference: Gates | None, chosen: ChannelFilter) -> str:
    """What a plot leaves out: ``10 highest of 256``, and whether as high ones are left out too."""
    text = QCoreApplication.translate("plots", "%1 of %2")
    if parts_equals(gates, reference, chosen):
        text = QCoreApplication.translate("plots", "%1 of %2, equal ones by number")
    return fill_in(text, filter_name(chosen), len(gates))


def pale_note(note: str) -> str:
    """A remark with what paler bars are; below marks all bars are somewhat pale."""
    return fill_in(QCoreApplication.translate("plots", "%1; paler: below the noise"), note)


def foot_line(caption: str, *, ranges: bool, differences: bool, lacks_ticks: bool) -> str:
    """The plots' last line: ``caption``, and what holds where bars are narrow."""
    parts = [caption] if caption else []
    if lacks_ticks:
        parts.append(QCoreApplication.translate("plots", "narrow bars: ticks appear on zooming in"))
    if ranges and differences:
        parts.append(
            QCoreApplication.translate(
                "plots",
                "darker: to the mean, paler: to the lowest and the highest of the channels that "
                "share a pixel column",
            )
        )
    elif ranges:
        parts.append(
            QCoreApplication.translate(
                "plots",
                "darker: up to the mean, paler: up to the highest of the channels that share a "
                "pixel column",
            )
        )
    return " · ".join(parts)


def block_note(gates: Gates) -> str:
    """The remark at the right of a plot's title: the mean, or that the block is saturated."""
    share = float((gates > WIDE_OPEN).mean())
    if share >= SATURATED_SHARE:
        text = QCoreApplication.translate("plots", "%1 % wide open: nearly saturated")
        return fill_in(text, f"{100 * share:.0f}")
    return fill_in(QCoreApplication.translate("plots", "mean %1"), number(float(gates.mean())))


def block_description(gates: Gates, reference: Gates | None, reference_name: str) -> str:
    """A block's gates in words, for screen readers."""
    statistics = describe(gates)
    text = fill_in(
        QCoreApplication.translate(
            "plots", "%1 gates, mean %2, from %3 to %4, nearly closed: %5, wide open: %6"
        ),
        statistics.channels,
        number(statistics.mean),
        number(statistics.lowest),
        number(statistics.highest),
        statistics.nearly_closed,
        statistics.wide_open,
    )
    if reference is None:
        return text
    mean = fill_in(
        QCoreApplication.translate("plots", "; %1: mean %2"),
        reference_name,
        number(float(reference.mean())),
    )
    return text + mean


def axis_caption(order: Order, *, pale: bool = False) -> str:
    """What the horizontal axis of a bar plot counts, and what ``pale`` bars are."""
    if pale:
        texts = {
            Order.CHANNEL: QCoreApplication.translate(
                "plots", "channel number; paler: below the noise"
            ),
            Order.HIGHEST: QCoreApplication.translate(
                "plots", "channels, highest gate first; paler: below the noise"
            ),
            Order.UNUSUAL: QCoreApplication.translate(
                "plots", "channels, most unusual first; paler: below the noise"
            ),
        }
        return texts[order]
    if order is Order.HIGHEST:
        return QCoreApplication.translate("plots", "channels, highest gate first")
    if order is Order.UNUSUAL:
        return QCoreApplication.translate("plots", "channels, most unusual first")
    return QCoreApplication.translate("plots", "channel number (order has no meaning)")


def stage_texts(stage: Stage) -> tuple[str, str]:
    """The bold and the muted part of a stage's header."""
    return stage_title(stage.number), stage_note(stage.blocks, stage.resnet)


def stage_title(stage: int) -> str:
    """The bold part of a stage's header."""
    return fill_in(QCoreApplication.translate("plots", "Stage %1"), stage)


def stage_note(blocks: tuple[BlockCard, ...], resnet: bool) -> str:
    """The muted part of a stage's header: other names of it, resolution, channels, blocks."""
    card = blocks[0]
    parts: list[str] = []
    if resnet:
        names = QCoreApplication.translate("plots", "conv%1_x in the paper, layer%2 in code")
        parts.append(fill_in(names, card.stage, card.stage - 1))
    sizes = sorted({(block.height, block.width) for block in blocks}, reverse=True)
    if all(height > 0 and width > 0 for height, width in sizes):
        parts.append(", ".join(f"{height}×{width}" for height, width in sizes))
    counts = sorted({block.channels for block in blocks})
    shown = str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
    parts.append(fill_in(QCoreApplication.translate("plots", "%1 channels, a gate each"), shown))
    parts.append(_count_of_blocks(len(blocks)))
    return " · ".join(parts)


def _count_of_blocks(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("plots", "1 block")
    return fill_in(QCoreApplication.translate("plots", "%1 blocks"), count)


def departure_line(name: str, value: float, rank: int, blocks: int, reference: str) -> str:
    """The read-out of one bar of the depth strip."""
    text = QCoreApplication.translate("plots", "%1: %2 from %3, %4")
    return fill_in(text, name, f"{value:.3f}", reference, size_words(rank, blocks))


def mean_line(name: str, mean: float) -> str:
    """The same where there is no reference: a block's mean gate."""
    return fill_in(QCoreApplication.translate("plots", "%1: mean gate %2"), name, number(mean))


def answer_line(prediction: Prediction) -> str:
    """One answer in words."""
    return f"{prediction.label}, {percent(prediction.probability)}"


def channel_name(channel: int) -> str:
    """A channel by its number."""
    return fill_in(QCoreApplication.translate("plots", "channel %1"), channel)


def unusual_line(entry: ChannelDifference, *, below_noise: bool = False) -> str:
    """One unusual channel in words."""
    text = QCoreApplication.translate("plots", "channel %1, gate %2, %3 from %4")
    if below_noise:
        text = QCoreApplication.translate(
            "plots", "channel %1, gate %2, %3 from %4, below the noise"
        )
    return fill_in(
        text,
        entry.channel,
        number(entry.gate),
        signed(entry.difference, decimals_for(entry.difference)),
        number(entry.reference),
    )


def map_description(values: NDArray[np.float32]) -> str:
    """A map ``[H, W]`` in words, for screen readers; rows and columns count from 1."""
    row, column = np.unravel_index(int(values.argmax()), values.shape)
    text = QCoreApplication.translate(
        "plots", "%1×%2 cells, from %3 to %4, mean %5, largest in row %6, column %7"
    )
    return fill_in(
        text,
        values.shape[0],
        values.shape[1],
        value(float(values.min())),
        value(float(values.max())),
        value(float(values.mean())),
        int(row) + 1,
        int(column) + 1,
    )


def cell_lines(row: int, column: int, before: float, after: float) -> tuple[str, str]:
    """The read-out of a cell; ``row`` and ``column`` count from 0."""
    place = QCoreApplication.translate("plots", "row %1, column %2")
    values = QCoreApplication.translate("plots", "before %1, after %2")
    return fill_in(place, row + 1, column + 1), fill_in(values, value(before), value(after))
