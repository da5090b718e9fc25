"""Numbers and errors as the window words them."""

from __future__ import annotations

import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.gui.references import Compare, Reference
from senet_viewer.gui.words import (
    error_text,
    percent,
    reference_caption,
    reference_phrase,
    reference_word,
    scientific,
    short_name,
    signed,
)
from tests.gui.making import gates


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.62, "62 %"), (1.0, "100 %"), (0.005, "1 %"), (0.004, "< 1 %"), (0.0, "< 1 %")],
)
def test_percent(probability: float, text: str) -> None:
    assert percent(probability) == text


@pytest.mark.parametrize(
    ("value", "text"), [(6.1e-8, "6·10⁻⁸"), (0.0, "0"), (9.99e-5, "1·10⁻⁴"), (0.3, "3·10⁻¹")]
)
def test_scientific(value: float, text: str) -> None:
    assert scientific(value) == text


def test_a_difference_has_a_sign_and_a_real_minus(qapp: object) -> None:
    assert signed(0.39) == "+0.39"
    assert signed(-0.36) == "−0.36"


def test_an_error_without_a_translation_keeps_its_english_sentence(qapp: object) -> None:
    error = ViewerError("image.empty", "“a.jpg” is empty.", {"file": "a.jpg"})
    assert error_text(error) == "“a.jpg” is empty."


def test_a_reference_is_named_in_a_phrase_and_in_the_caption(qapp: object) -> None:
    means = {"SE_2_1": gates(0, 8)}
    average = Reference(Compare.AVERAGE, means, images=10_000, profile_title="10,000 pictures")
    loaded = Reference(Compare.AVERAGE, means, images=25)
    image = Reference(Compare.IMAGE, means, subject="espresso.jpg")
    assert reference_phrase(average) == "the average picture"
    assert reference_caption(average) == "tick: average over the 10,000 pictures"
    assert reference_caption(loaded) == "tick: average over the 25 loaded pictures"
    assert reference_phrase(image) == "espresso.jpg"
    assert reference_caption(Reference(Compare.NOTHING)) == ""


def test_a_long_name_of_a_checkpoint_keeps_its_beginning_and_its_end() -> None:
    long = "se_resnet18_cosine_epoch_0100_best_ema.pth"
    assert short_name(long) == "se_resnet18_co…0_best_ema.pth"
    assert short_name("epoch_3.pth") == "epoch_3.pth"
    reference = Reference(Compare.NETWORK, subject=long)
    assert reference_phrase(reference) == reference_word(reference) == short_name(long)
