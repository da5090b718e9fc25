"""What plots say, word for word."""

from __future__ import annotations

import numpy as np
import pytest

from senet_viewer.gui.plots import wording
from senet_viewer.records import Prediction
from senet_viewer.statistics import ChannelDifference, Order
from tests.gui.plots.networks import SE_18, card


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.62, "62 %"), (1.0, "100 %"), (0.005, "1 %"), (0.0049, "< 1 %"), (0.0, "< 1 %")],
)
def test_shares_are_whole_percent(share: float, text: str) -> None:
    assert wording.percent(share) == text


def test_the_smallest_share_that_is_shown_is_one_percent() -> None:
    assert wording.answer_line(Prediction("lynx", 4, 0.0051)) == "lynx, 1 %"


def test_differences_have_a_sign_and_a_real_minus() -> None:
    assert wording.signed(0.394) == "+0.39"
    assert wording.signed(-0.361) == "−0.36"


@pytest.mark.parametrize("small", [0.0, -0.0, 0.004, -0.004])
def test_what_rounds_to_zero_has_no_sign(small: float) -> None:
    assert wording.signed(small) == "0.00"
    assert wording.number(small) == "0.00"
    assert wording.value(-0.0) == "0"


def test_a_small_difference_has_as_many_decimals_as_it_takes_to_see_it() -> None:
    decimals = [wording.decimals_for(size) for size in (0.3, 0.006, -0.0006, 0.00006, 1e-9, 0)]
    assert decimals == [2, 2, 3, 4, 2, 2]
    assert wording.signed(-0.0006, 3) == "−0.001"
    assert wording.signed(0.00001, 3) == "0.000"


def test_a_clearly_different_channel_is_called_unusual() -> None:
    average = np.full(256, 0.42, np.float32)
    values = average.copy()
    values[131], values[52] = 0.81, 0.06
    assert wording.channel_values(values, average, 131, "average") == (
        "channel 131, gate 0.81, average 0.42"
    )
    assert wording.channel_standing(values, average, 131, "the average picture") == (
        "unusually open, 1st of 256"
    )
    assert wording.channel_standing(values, average, 52, "the average picture") == (
        "unusually closed, 1st of 256"
    )


def test_a_usual_channel_is_not() -> None:
    average = np.full(256, 0.42, np.float32)
    values = average.copy()
    values[7] = 0.45
    assert wording.channel_standing(values, average, 7, "the average picture") == (
        "0.03 above the average picture; the highest of 256"
    )


def test_a_channel_that_is_as_in_the_reference_is_neither_above_nor_below() -> None:
    average = np.array([0.42, 0.9], np.float32)
    for change in (0.0, 0.003, -0.003):
        values = average + np.array([change, 0], np.float32)
        assert wording.channel_standing(values, average, 0, "the average picture") == (
            "as open as the average picture; 2nd highest of 2"
        )


def test_without_a_reference_only_the_height_is_told() -> None:
    values = np.array([0.1, 0.9, 0.5], np.float32)
    assert wording.channel_values(values, None, 1, "average") == "channel 1, gate 0.90"
    assert wording.channel_standing(values, None, 2, "") == "2nd highest of 3"


def test_neighbours_in_one_column_are_told_together() -> None:
    values = np.array([0.2, 0.8, 0.5, 0.9], np.float32)
    assert wording.neighbours_lines(values, range(3)) == (
        "channels 0–2, gates 0.20 to 0.80",
        "mean 0.50; zoom in for single channels",
    )


def test_a_block_with_most_gates_wide_open_is_called_nearly_saturated() -> None:
    saturated = np.array([0.95] * 71 + [0.5] * 29, np.float32)
    assert wording.block_note(saturated) == "71 % wide open: nearly saturated"
    assert wording.block_note(np.full(8, 0.37, np.float32)) == "mean 0.37"


def test_a_stage_is_told_with_its_names_in_paper_and_code() -> None:
    blocks = tuple(one for one in card(SE_18).blocks if one.stage == 4)
    assert wording.stage_note(blocks, resnet=True) == (
        "conv4_x in the paper, layer3 in code · 8×8 · 256 channels, a gate each · 2 blocks"
    )


def test_names_that_a_network_lacks_and_an_unknown_size_are_left_out() -> None:
    blocks = card(((5, 96, 0, 1),)).blocks
    assert wording.stage_note(blocks, resnet=False) == "96 channels, a gate each · 1 block"


def test_different_channel_counts_are_a_range() -> None:
    blocks = (*card(((3, 24, 28, 1),)).blocks, *card(((3, 72, 14, 1),)).blocks)
    assert wording.stage_note(blocks, resnet=False) == (
        "28×28, 14×14 · 24–72 channels, a gate each · 2 blocks"
    )


def test_the_axis_says_what_its_order_means() -> None:
    assert wording.axis_caption(Order.CHANNEL) == "channel number (order has no meaning)"
    assert wording.axis_caption(Order.HIGHEST) == "channels, highest gate first"
    assert wording.axis_caption(Order.UNUSUAL) == "channels, most unusual first"


def test_an_unusual_channel_in_words() -> None:
    entry = ChannelDifference(52, 0.06, 0.42, -0.36)
    assert wording.unusual_line(entry) == "channel 52, gate 0.06, −0.36 from 0.42"


def test_the_foot_says_what_narrow_bars_show_while_there_are_some() -> None:
    caption = "tick: average over the pictures"
    plain = wording.foot_line(caption, ranges=False, differences=False, lacks_ticks=False)
    assert plain == caption
    narrow = wording.foot_line(caption, ranges=True, differences=False, lacks_ticks=True)
    assert narrow.startswith(f"{caption} · narrow bars: ticks appear on zooming in · darker: up to")
    signed_bars = wording.foot_line("", ranges=True, differences=True, lacks_ticks=False)
    assert "paler: to the lowest and the highest" in signed_bars
