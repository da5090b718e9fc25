"""Where stages and plots stand, and which stages are open."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QSize

from senet_viewer.gui.plots.gates_layout import (
    Measures,
    arrange,
    columns_for,
    filled,
    stages_of,
    stages_that_fit,
)
from tests.gui.plots.networks import SE_18, SE_152, card

MEASURES = Measures(line=15, header=20, tail=20)
PANEL = QSize(830, 640)


def test_blocks_are_grouped_by_stage_early_to_late() -> None:
    stages = stages_of(card(SE_152).blocks)
    assert [(stage.number, len(stage.blocks)) for stage in stages] == [
        (2, 3),
        (3, 8),
        (4, 36),
        (5, 3),
    ]


@pytest.mark.parametrize(
    ("module", "resnet"),
    [("layer{}.{}.SE", True), ("backbone.layer{}.{}.SE", True), ("blocks.{}.{}.se", False)],
)
def test_only_a_resnet_has_the_names_of_its_stages(module: str, resnet: bool) -> None:
    assert all(stage.resnet is resnet for stage in stages_of(card(SE_18, module).blocks))


@pytest.mark.parametrize(("width", "columns"), [(240, 1), (600, 2), (830, 2), (1600, 2)])
def test_two_blocks_a_stage_stand_side_by_side_where_they_can(width: int, columns: int) -> None:
    assert columns_for(stages_of(card(SE_18).blocks), width, MEASURES) == columns


@pytest.mark.parametrize(("width", "columns"), [(180, 1), (420, 2), (830, 4), (3000, 4)])
def test_many_blocks_stand_up_to_four_a_row(width: int, columns: int) -> None:
    assert columns_for(stages_of(card(SE_152).blocks), width, MEASURES) == columns


def test_eight_blocks_are_all_open_and_fill_the_panel_without_overlap() -> None:
    stages = stages_of(card(SE_18).blocks)
    opened = stages_that_fit(stages, 4, {}, PANEL, MEASURES)
    assert opened == {2, 3, 4, 5}
    made = arrange(stages, opened, PANEL, MEASURES)
    assert len(made.slots) == 8
    assert made.height <= PANEL.height()
    places = [*made.slots.values(), *made.headers.values(), made.tail]
    assert not any(a.intersects(b) for a, b in itertools.combinations(places, 2))
    assert all(place.left() >= 0 and place.right() < PANEL.width() for place in places)


def test_of_fifty_blocks_the_focused_stage_is_open_and_the_others_fold() -> None:
    stages = stages_of(card(SE_152).blocks)
    assert stages_that_fit(stages, 4, {}, PANEL, MEASURES) == {4}


def test_near_stages_open_first_where_some_room_is_left() -> None:
    stages = stages_of(card(SE_152).blocks)
    assert stages_that_fit(stages, 2, {}, PANEL, MEASURES) == {2, 3, 5}


def test_the_user_decides_about_any_stage() -> None:
    stages = stages_of(card(SE_152).blocks)
    assert stages_that_fit(stages, 4, {4: False, 5: True}, PANEL, MEASURES) >= {5}
    assert 4 not in stages_that_fit(stages, 4, {4: False}, PANEL, MEASURES)


def test_a_filling_block_takes_the_whole_panel() -> None:
    made = filled("SE_4_2", PANEL, MEASURES)
    assert set(made.slots) == {"SE_4_2"}
    assert made.slots["SE_4_2"].height() > 0.9 * PANEL.height()
    assert made.height <= PANEL.height()
