"""Counts, sizes and rates in few words."""

from __future__ import annotations

import pytest

from senet_viewer.gui import amounts
from senet_viewer.records import Transfer


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "–"), (999, "999"), (9408, "9.41 k"), (28_088_024, "28.1 M"), (4_089_184_256, "4.09 G")],
)
def test_counts_have_three_digits(count: int, words: str) -> None:
    assert amounts.short_count(count) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(12, "12 bytes"), (47_000_000, "47 MB"), (112_600_000, "113 MB"), (1_260_000_000, "1.3 GB")],
)
def test_sizes_are_decimal_as_file_managers_show_them(count: int, words: str) -> None:
    assert amounts.size(count) == words


def test_what_rounds_up_takes_the_larger_unit() -> None:
    assert amounts.short_count(999_950) == "1.00 M"
    assert amounts.size(999_800_000) == "1.0 GB"


def test_a_download_tells_bytes_rate_and_time() -> None:
    words = amounts.transfer_words(Transfer("w", 12_000_000, 98_000_000, 3_100_000.0))
    assert words == "12 of 98 MB · 3.1 MB/s · 28 s left"


def test_a_download_of_unknown_size_tells_what_is_there() -> None:
    assert amounts.transfer_words(Transfer("w", 12_000_000, 0, 0.0)) == "12 MB"


def test_the_last_seconds_of_a_download_are_not_counted_down() -> None:
    assert "left" not in amounts.transfer_words(Transfer("w", 97_000_000, 98_000_000, 3e6))


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 5, "0 %"), (2_530_992, 28_088_024, "9.01 %"), (1, 10_000_000, "< 0.001 %")],
)
def test_shares_have_three_digits_that_count(part: int, whole: int, words: str) -> None:
    assert amounts.share(part, whole) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(4, "4 s"), (89, "89 s"), (240, "4 min"), (7200, "2 h")]
)
def test_times_are_rounded_to_what_matters(seconds: float, words: str) -> None:
    assert amounts.duration(seconds) == words
