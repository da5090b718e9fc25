"""The list of images: order, search, selection, natural walking, "n of N", what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.gui.gate_statistics import GateStatistics
from senet_viewer.gui.image_list_model import SAME_AS_ROLE, STATISTIC_ROLE, statistic_text
from senet_viewer.gui.panels.image_panel import ImagePanel
from senet_viewer.gui.pictures import Pictures
from senet_viewer.gui.references import Compare
from senet_viewer.gui.sorting import SortBy, Sorting
from senet_viewer.gui.state import State
from senet_viewer.gui.tables import failure_rows
from senet_viewer.gui.theme import LIGHT
from senet_viewer.records import Gates, Inspection
from senet_viewer.statistics import departure
from tests.gui.making import CPU, card, inspection, picture, profile

NAMES = ("photo10.jpg", "photo2.jpg", "Photo1.jpg")


@pytest.fixture
def state(qapp: object) -> State:
    state = State()
    state.set_model(card(), CPU, profile())
    return state


@pytest.fixture
def panel(state: State, qtbot: QtBot) -> Iterator[ImagePanel]:
    background = Background(1)
    statistics = GateStatistics(state, background)
    panel = ImagePanel(state, Pictures(background), statistics, LIGHT)
    qtbot.addWidget(panel)
    state.add([picture(name) for name in NAMES])
    yield panel
    background.close()


def names(panel: ImagePanel) -> list[str]:
    model = panel.model
    return [model.index(row).data() for row in range(model.rowCount())]


def test_pictures_stand_in_order_of_arrival_or_in_natural_order(panel: ImagePanel) -> None:
    assert names(panel) == list(NAMES)
    panel.set_sorting(Sorting(SortBy.NAME))
    assert names(panel) == ["Photo1.jpg", "photo2.jpg", "photo10.jpg"]


def test_pictures_stand_by_class_or_certainty_once_they_have_one(
    panel: ImagePanel, state: State
) -> None:
    state.store_inspection(inspection("photo10.jpg", best=1, probability=0.3))
    state.store_inspection(inspection("photo2.jpg", best=0, probability=0.9))
    panel.set_sorting(Sorting(SortBy.CLASS))
    assert names(panel) == ["photo10.jpg", "photo2.jpg", "Photo1.jpg"]
    panel.set_sorting(Sorting(SortBy.CONFIDENCE))
    assert names(panel) == ["photo2.jpg", "photo10.jpg", "Photo1.jpg"]


def test_search_finds_names_and_classes(panel: ImagePanel, state: State) -> None:
    state.store_inspection(inspection("photo2.jpg", best=1))
    panel.search.setText("ESPRESSO")
    assert names(panel) == ["photo2.jpg"]
    panel.search.setText("photo1")
    assert names(panel) == ["photo10.jpg", "Photo1.jpg"]
    panel.search.clear()
    assert len(names(panel)) == len(NAMES)


def test_next_and_previous_walk_the_list_as_it_stands_and_stop_at_its_ends(
    panel: ImagePanel, state: State
) -> None:
    panel.set_sorting(Sorting(SortBy.NAME))
    walked = []
    for _ in range(4):
        panel.next()
        item = state.current_item
        assert item is not None
        walked.append(item.name)
    assert walked == ["Photo1.jpg", "photo2.jpg", "photo10.jpg", "photo10.jpg"]
    panel.previous()
    item = state.current_item
    assert item is not None
    assert item.name == "photo2.jpg"
    assert panel.count.text() == "2 of 3"


def test_a_failed_picture_says_why_to_a_screen_reader(panel: ImagePanel, state: State) -> None:
    state.store_error(
        picture("photo2.jpg").image.key, ViewerError("image.empty", "“photo2.jpg” is empty.")
    )
    spoken = panel.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "photo2.jpg: “photo2.jpg” is empty."


def test_a_picture_that_is_taken_off_gives_way_to_the_next(panel: ImagePanel, state: State) -> None:
    panel.removal_asked.connect(state.remove)
    panel.next()
    panel.remove_selected()
    assert names(panel) == ["photo2.jpg", "Photo1.jpg"]
    item = state.current_item
    assert item is not None
    assert item.name == "photo2.jpg"


def test_several_pictures_are_selected_and_the_one_on_show_stays(
    panel: ImagePanel, state: State, qtbot: QtBot
) -> None:
    panel.set_sorting(Sorting(SortBy.NAME))
    with qtbot.waitExposed(panel):
        panel.show()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    click(panel, qtbot, 2)
    assert selected(state) == ["photo10.jpg"]
    with qtbot.waitSignal(state.selection_changed):
        click(panel, qtbot, 0, control)
    assert selected(state) == ["photo10.jpg", "Photo1.jpg"]
    assert state.current == key("photo10.jpg")
    click(panel, qtbot, 0)
    click(panel, qtbot, 1, shift)
    assert selected(state) == ["Photo1.jpg", "photo2.jpg"]
    assert state.current == key("Photo1.jpg")


def test_what_is_shown_from_elsewhere_is_selected_alone(panel: ImagePanel, state: State) -> None:
    panel.list.selectAll()
    assert len(state.selected) == len(NAMES)
    state.remove([key("photo2.jpg")])
    state.select(key("Photo1.jpg"))
    assert selected(state) == ["Photo1.jpg"]


def click(
    panel: ImagePanel,
    qtbot: QtBot,
    row: int,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    place = panel.list.visualRect(panel.model.index(row)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def selected(state: State) -> list[str]:
    """The names of what is selected."""
    items = [state.item(key) for key in state.selected]
    return [item.name for item in items if item is not None]


def key(name: str) -> str:
    return picture(name).image.key


def test_the_list_can_be_reversed_and_what_has_no_answer_stays_last(
    panel: ImagePanel, state: State
) -> None:
    state.store_inspection(inspection("photo10.jpg", probability=0.3))
    state.store_inspection(inspection("photo2.jpg", probability=0.9))
    panel.set_sorting(Sorting(SortBy.CONFIDENCE, reverse=True))
    assert names(panel) == ["photo10.jpg", "photo2.jpg", "Photo1.jpg"]
    panel.set_sorting(Sorting(SortBy.ARRIVAL, reverse=True))
    assert names(panel) == ["Photo1.jpg", "photo2.jpg", "photo10.jpg"]


def test_pictures_stand_by_the_mean_gate_of_a_block(panel: ImagePanel, state: State) -> None:
    means = {}
    for seed, name in enumerate(NAMES):
        answer = inspection(name, seed)
        means[name] = float(answer.blocks[1].gates.mean())
        state.store_inspection(answer)
    panel.set_sorting(Sorting(SortBy.MEAN_GATE, "SE_3_1"))
    assert names(panel) == sorted(NAMES, key=lambda name: -means[name])
    first = panel.model.index(0).data(STATISTIC_ROLE)
    assert first == pytest.approx(max(means.values()), abs=1e-6)
    panel.set_sorting(Sorting(SortBy.MEAN_GATE, "SE_9_9"))
    assert names(panel) == list(NAMES), "a block that the network lacks"


def test_pictures_stand_by_how_far_a_block_is_from_the_reference(
    panel: ImagePanel, state: State, qtbot: QtBot
) -> None:
    answers = [inspection(name, seed) for seed, name in enumerate(NAMES)]
    for answer in answers[:2]:
        state.store_inspection(answer)
    panel.set_sorting(Sorting(SortBy.DEPARTURE, "SE_2_1"))
    state.store_inspection(answers[2])

    def expected(reference: dict[str, Gates]) -> list[str]:
        far = {a.image.name: departure(a.blocks[0].gates, reference["SE_2_1"]) for a in answers}
        return sorted(NAMES, key=lambda name: -far[name])

    qtbot.waitUntil(lambda: names(panel) == expected(dict(state.reference.means)))
    state.compare_with(Compare.IMAGE, image=key("photo10.jpg"))
    qtbot.waitUntil(lambda: names(panel) == expected(dict(state.reference.means)))
    assert names(panel)[-1] == "photo10.jpg", "it is nearest to itself"


def test_the_order_moves_with_the_answers_and_keeps_the_selection(
    panel: ImagePanel, state: State, qtbot: QtBot
) -> None:
    panel.set_sorting(Sorting(SortBy.CONFIDENCE))
    state.store_inspection(inspection("photo10.jpg", probability=0.5))
    state.select(key("photo10.jpg"))
    with qtbot.waitSignal(panel.model.rearranged):
        state.store_inspection(inspection("photo2.jpg", probability=0.8))
    assert names(panel)[:2] == ["photo2.jpg", "photo10.jpg"]
    assert panel.list.currentIndex().row() == 1
    assert selected(state) == ["photo10.jpg"]


def test_new_pictures_go_to_their_place(panel: ImagePanel, state: State) -> None:
    panel.set_sorting(Sorting(SortBy.NAME))
    panel.search.setText("photo")
    state.add([picture("photo3.jpg"), picture("other.jpg")])
    assert names(panel) == ["Photo1.jpg", "photo2.jpg", "photo3.jpg", "photo10.jpg"]


def test_ten_thousand_pictures_are_ordered_and_searched(state: State, panel: ImagePanel) -> None:
    many = [f"IMG_{number * 7919 % 10_000:05}.jpg" for number in range(10_000)]
    state.add([picture(name) for name in many])
    for sorting in (Sorting(SortBy.NAME), Sorting(SortBy.CLASS), Sorting(reverse=True)):
        panel.set_sorting(sorting)
    panel.set_sorting(Sorting(SortBy.NAME))
    assert names(panel)[:2] == ["IMG_00000.jpg", "IMG_00001.jpg"]
    panel.search.setText("0042")
    assert panel.model.rowCount() == sum("0042" in name.casefold() for name in many)


@pytest.mark.parametrize(
    ("by", "count", "text"),
    [
        (SortBy.SPREAD, lambda gates: gates.std(), "SE_3_1: spread"),
        (SortBy.WIDE_OPEN, lambda gates: (gates > 0.9).sum(), "SE_3_1: wide open"),
        (SortBy.NEARLY_CLOSED, lambda gates: (gates < 0.1).sum(), "SE_3_1: nearly closed"),
    ],
)
def test_pictures_stand_by_any_statistic_of_a_block_and_rows_tell_it(
    panel: ImagePanel,
    state: State,
    qtbot: QtBot,
    by: SortBy,
    count: Callable[[Gates], float],
    text: str,
) -> None:
    values = {}
    for seed, name in enumerate(NAMES):
        answer = stretched(inspection(name, seed))
        values[name] = float(count(answer.blocks[1].gates))
        state.store_inspection(answer)
    assert len(set(values.values())) == len(NAMES)
    panel.set_sorting(Sorting(by, "SE_3_1"))
    expected = sorted(NAMES, key=lambda name: -values[name])
    qtbot.waitUntil(lambda: names(panel) == expected)
    index = panel.model.index(0)
    value = index.data(STATISTIC_ROLE)
    assert value == pytest.approx(values[expected[0]], abs=1e-6)
    shown = statistic_text(value)
    assert ("." in shown) is (by is SortBy.SPREAD), "gates are counted"
    assert panel.sort_button.text() == text
    assert index.data(Qt.ItemDataRole.ToolTipRole).endswith(f"{text} {shown}")
    assert f"{text} {shown}" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    panel.search.setText(f"SE_3_1 >= {value}")
    assert expected[0] in names(panel)
    assert expected[-1] not in names(panel), "the search bounds what the list is sorted by"


def stretched(answer: Inspection) -> Inspection:
    """The same with gates from nearly closed to wide open."""
    for block in answer.blocks:
        object.__setattr__(block, "gates", ((block.gates - 0.2) / 0.6).astype(np.float32))
    return answer


def test_statistics_of_another_network_are_counted_anew(
    panel: ImagePanel, state: State, qtbot: QtBot
) -> None:
    state.store_inspection(inspection(NAMES[0], 1))
    panel.set_sorting(Sorting(SortBy.SPREAD, "SE_3_1"))

    def value() -> float | None:
        found: float | None = panel.model.index(0).data(STATISTIC_ROLE)
        return found

    qtbot.waitUntil(lambda: value() is not None)
    before = value()
    state.set_model(card("other"), CPU, None)
    assert value() is None
    state.store_inspection(inspection(NAMES[0], 2))
    assert value() not in (None, before)


def test_search_takes_bounds_of_certainty_and_of_a_blocks_mean(
    panel: ImagePanel, state: State
) -> None:
    means = {}
    for seed, (name, probability) in enumerate(zip(NAMES, (0.95, 0.5, 0.91), strict=True)):
        answer = inspection(name, seed, best=seed % 2, probability=probability)
        means[name] = float(answer.blocks[0].gates.mean())
        state.store_inspection(answer)
    panel.search.setText("> 90 %")
    assert names(panel) == ["photo10.jpg", "Photo1.jpg"]
    panel.search.setText("tabby <0,93")
    assert names(panel) == ["Photo1.jpg"]
    low, _, high = sorted(means, key=lambda name: means[name])
    panel.search.setText(f"se_2_1 > {means[low] + 1e-4:.4f}")
    assert low not in names(panel)
    assert high in names(panel)
    panel.search.setText("SE_2_1 >")
    assert len(names(panel)) == len(NAMES), "what is not typed to its end does not count yet"


def test_a_bound_leaves_out_what_has_no_answer(panel: ImagePanel, state: State) -> None:
    state.store_inspection(inspection(NAMES[0], probability=0.4))
    panel.search.setText("< 50")
    assert names(panel) == [NAMES[0]]


def test_the_menu_offers_the_blocks_of_the_network(panel: ImagePanel) -> None:
    menu = panel.sort_menu
    menu.menu.aboutToShow.emit()
    blocks = menu.blocks[SortBy.MEAN_GATE]
    blocks.aboutToShow.emit()
    chosen = [action for action in blocks.actions() if not action.isSeparator()]
    assert [action.text() for action in chosen] == ["SE_2_1", "SE_3_1"]
    chosen[1].trigger()
    assert panel.model.sorting == Sorting(SortBy.MEAN_GATE, "SE_3_1")
    assert panel.sort_button.text() == "SE_3_1: mean gate"


def test_distance_from_a_reference_is_offered_with_one(panel: ImagePanel, state: State) -> None:
    menu = panel.sort_menu
    menu.menu.aboutToShow.emit()
    assert menu.blocks[SortBy.DEPARTURE].isEnabled()
    state.compare_with(Compare.NOTHING)
    menu.menu.aboutToShow.emit()
    assert not menu.blocks[SortBy.DEPARTURE].isEnabled()


@pytest.mark.parametrize(
    "sorting",
    [
        Sorting(),
        Sorting(SortBy.NAME, reverse=True),
        Sorting(SortBy.MEAN_GATE, "SE_3_4"),
        Sorting(SortBy.DEPARTURE, "layer1:0", reverse=True),
    ],
)
def test_an_order_is_remembered_as_text(sorting: Sorting) -> None:
    assert Sorting.from_text(sorting.as_text()) == sorting


@pytest.mark.parametrize("text", ["", "-", "size", "mean", "name:SE_3_4", "mean:"])
def test_an_order_that_is_none_is_the_order_of_arrival(text: str) -> None:
    assert Sorting.from_text(text) == Sorting()


def test_how_many_failed_is_told(panel: ImagePanel, state: State, qtbot: QtBot) -> None:
    assert panel.failures.isHidden()
    for name in NAMES[:2]:
        state.store_error(key(name), ViewerError("image.empty", f"“{name}” is empty."))
    qtbot.waitUntil(lambda: panel.failures.text() == "2 files failed …")
    assert not panel.failures.isHidden()
    with qtbot.waitSignal(panel.failures_asked):
        panel.failures.click()
    state.remove([key(NAMES[0])])
    qtbot.waitUntil(lambda: panel.failures.text() == "1 file failed …")


def test_failures_are_rows_with_number_name_reason_and_path(state: State) -> None:
    state.add([picture(name) for name in NAMES])
    state.store_error(key("photo2.jpg"), ViewerError("image.empty", "“photo2.jpg” is empty."))
    assert failure_rows(state.items) == [
        (2, "photo2.jpg", "“photo2.jpg” is empty.", "/pictures/photo2.jpg")
    ]


def test_the_same_content_is_noted_beside_the_class(panel: ImagePanel, state: State) -> None:
    state.store_inspection(inspection("photo2.jpg"))
    state.set_notes({key("photo2.jpg"): key("photo10.jpg")})
    index = panel.model.index(1)
    assert index.data(SAME_AS_ROLE) == "photo10.jpg"
    assert "Same content as /pictures/photo10.jpg" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", same as photo10.jpg")
    state.remove([key("photo10.jpg")])
    assert panel.model.index(0).data(SAME_AS_ROLE) == "", "the first one is gone"


def test_a_click_below_the_last_image_keeps_what_is_on_show_selected(
    panel: ImagePanel, state: State, qtbot: QtBot
) -> None:
    panel.resize(240, 600)
    panel.show()
    panel.next()
    viewport = panel.list.viewport()
    qtbot.mouseClick(
        viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().bottomLeft() + QPoint(20, -10)
    )
    selected = panel.list.selectionModel().selectedIndexes()
    assert [panel.model.key(index.row()) for index in selected] == [state.current]


def test_an_image_is_on_show_again_once_the_search_that_lost_all_is_taken_back(
    panel: ImagePanel, state: State
) -> None:
    panel.removal_asked.connect(state.remove)
    panel.next()
    panel.search.setText("photo2")
    panel.next()
    panel.remove_selected()
    assert panel.model.rowCount() == 0
    assert not state.current
    panel.search.clear()
    assert state.current in [picture(name).image.key for name in NAMES]
