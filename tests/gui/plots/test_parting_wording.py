"""What is said of the blocks in which compared images are apart, word for word."""

from __future__ import annotations

import pytest

from senet_viewer.gui.plots.parting_wording import (
    parting_sentence,
    partings_sentence,
    similarity_tip,
)
from senet_viewer.similarity import parting
from tests.gui.plots.networks import card

BLOCKS = card().blocks
DIFFERENCES = (0.0, 0.02, 0.04, 0.12, 0.1, 0.2, 0.05, 0.01)


class TestSentence:
    NAMES = tuple(block.name for block in BLOCKS)

    def sentence(
        self, noise: tuple[float, ...] | None, differences: tuple[float, ...] = DIFFERENCES
    ) -> str:
        alike = [1 - value for value in differences]
        return parting_sentence(self.NAMES, alike, parting(differences, noise))

    @pytest.mark.parametrize(
        ("differences", "where", "least"),
        [
            (
                (0.0, 0.01, 0.02, 0.15, 0.2, 0.3, 0.2, 0.15),
                "More alike up to SE_3_1, clearly apart from SE_3_2 on",
                "SE_4_2",
            ),
            (
                (0.2, 0.3, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2),
                "Clearly apart from the first block, SE_2_1, to the last",
                "SE_2_2",
            ),
            (
                (0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
                "Clearly apart up to SE_2_2, more alike from SE_3_1 on",
                "SE_2_1",
            ),
            (
                (0.1, 0.3, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1),
                "Clearly apart from SE_2_2 to SE_4_1, more alike before and after",
                "SE_2_2",
            ),
            (
                (0.1, 0.0, 0.2, 0.1, 0.3, 0.1, 0.2, 0.1),
                "Clearly apart in 3 of 8 blocks, first SE_3_1, last SE_5_1",
                "SE_4_1",
            ),
        ],
    )
    def test_says_in_which_blocks_two_images_are_apart(
        self, differences: tuple[float, ...], where: str, least: str
    ) -> None:
        assert self.sentence(None, differences) == f"{where}; least alike at {least} (0.70)"

    def test_says_that_two_images_are_apart_in_two_blocks_alone(self) -> None:
        assert self.sentence(None, (0.1, 0.0, 0.2, 0.1, 0.3, 0.1, 0.1, 0.1)) == (
            "Clearly apart at SE_3_1 and SE_4_1 alone; least alike at SE_4_1 (0.70)"
        )

    def test_says_that_two_images_are_apart_in_one_block_alone(self) -> None:
        assert self.sentence(None, (0.1, 0.0, 0.1, 0.1, 0.3, 0.1, 0.1, 0.1)) == (
            "Clearly apart at SE_4_1 alone (0.70); most alike at SE_2_2 (1.00)"
        )

    def test_says_that_a_slight_shift_does_as_much(self) -> None:
        assert self.sentence((0.3,) * 8) == (
            "Alike throughout, but for the noise of a slight shift or less than 0.01; least alike "
            "at SE_4_2 (0.80)"
        )

    def test_a_block_below_its_noise_is_not_the_least_alike(self) -> None:
        noise = (0.01, 0.5, *(0.01,) * 6)
        text = self.sentence(noise, (0.1, 0.4, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3))
        assert text == (
            "Clearly apart from SE_3_1 to SE_5_2; least alike beyond the noise at SE_5_2 (0.70); "
            "within the noise: SE_2_2"
        )

    def test_names_a_few_blocks_within_the_noise_beside_the_one_that_is_apart(self) -> None:
        noise = (0.01, *(0.5,) * 6, 0.01)
        text = self.sentence(noise, (0.0, 0.4, 0.3, 0.4, 0.3, 0.4, 0.4, 0.4))
        assert text == (
            "Clearly apart at SE_5_2 alone (0.60); most alike at SE_2_1 (1.00); within the noise: "
            "SE_2_2, SE_3_1, SE_3_2 …"
        )

    def test_tells_two_nearly_equal_similarities_apart(self) -> None:
        differences = (0.0102, 0.0099)
        alike = [1 - value for value in differences]
        assert parting_sentence(self.NAMES[:2], alike, parting(differences)) == (
            "Clearly apart at SE_2_1 alone (0.9898); most alike at SE_2_2 (0.9901)"
        )

    def test_what_differs_next_to_nothing_is_not_clearly_apart(self) -> None:
        differences = (0.0012, 0.0003)
        alike = [1 - value for value in differences]
        assert parting_sentence(self.NAMES[:2], alike, parting(differences)).endswith(
            "or less than 0.01; least alike at SE_2_1 (0.999)"
        )

    def several(self, *rows: tuple[float, ...], noise: tuple[float, ...] | None = None) -> str:
        partings = [parting(row, noise) for row in rows]
        return partings_sentence("BCDEF"[: len(rows)], self.NAMES, rows, partings)

    def test_tells_from_where_on_several_images_are_apart_early_to_late(self) -> None:
        late, early = (0.0,) * 7 + (0.3,), (0.4,) + (0.1,) * 7
        assert self.several(late, early, late, noise=(0.01,) * 8) == (
            "A is first clearly apart from C at SE_2_1, from B, D at SE_5_2; least alike: A–C at "
            "SE_2_1 (0.60)"
        )

    def test_tells_the_least_alike_of_several_images_beyond_the_noise(self) -> None:
        row = (0.4,) + (0.1,) * 6 + (0.3,)
        assert self.several(row, row, noise=(0.5,) + (0.01,) * 7) == (
            "A is first clearly apart from B, C at SE_5_2; least alike beyond the noise: A–B at "
            "SE_5_2 (0.70)"
        )

    def test_tells_which_of_several_images_are_alike_throughout(self) -> None:
        near, far = (0.02,) * 8, (0.0,) * 7 + (0.3,)
        assert self.several(near, far, noise=(0.05,) * 8) == (
            "A is first clearly apart from C at SE_5_2; alike throughout to B; least alike: A–C at "
            "SE_5_2 (0.70)"
        )
        assert self.several(near, near, noise=(0.05,) * 8).startswith(
            "A is alike throughout to B, C; least alike: A–B at SE_2_1"
        )

    def test_the_tooltip_tells_measure_rule_and_whose_noise(self) -> None:
        text = similarity_tip()
        assert "1 − mean of |gate − gate|" in text
        assert "at least half of the largest" in text
        assert "flip of A, the image on show" in text
