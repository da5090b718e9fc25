"""Projects: saved, opened without their network, with files that moved or are gone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.networks import Choice
from senet_viewer.gui.references import Compare
from senet_viewer.protocol import ModelLoaded
from senet_viewer.records import ImageRef
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, Order
from tests.gui.desk import PATIENCE_MS, Desk, desk
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.project_making import NAMES, assert_shown, fact, project_with_weights, set_fact


@pytest.fixture
def first(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "autosave") as made:
        yield made


@pytest.fixture
def second(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "autosave") as made:
        yield made


def test_a_project_is_opened_without_its_network(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network()
    answers = first.open(NAMES)
    first.state.store_error(picture("c.jpg").image.key, ViewerError("image.empty", "“c.jpg” is"))
    first.save(tmp_path / "p.senet", qtbot)
    second.open_project(tmp_path / "p.senet", qtbot)
    assert [item.name for item in second.state.items] == list(NAMES)
    assert not second.state.live
    for answer in answers[:2]:
        assert_shown(second, answer)
    assert second.state.departures() is not None
    second.state.compare_with(Compare.CLASS, index=2)
    assert second.state.reference.means["SE_2_1"] == pytest.approx(0.3)
    error = second.state.items[2].error
    assert error is not None
    assert error.code == "image.empty"
    assert second.networks.wanted.key == "bundled", "the network is asked for, beside that"


def test_the_projects_network_keeps_the_answers_when_it_comes(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network()
    answers = first.open(NAMES)
    first.save(tmp_path / "p.senet", qtbot)
    second.open_project(tmp_path / "p.senet", qtbot)
    second.load_network()
    assert second.state.live
    assert_shown(second, answers[1])
    second.settle(qtbot)
    assert not second.project.modified


def test_another_network_asks_anew_but_the_file_keeps_what_it_has(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network()
    first.open(NAMES)
    path = tmp_path / "p.senet"
    first.save(path, qtbot)
    before = path.read_bytes()
    second.open_project(path, qtbot)
    second.load_network("other")
    assert all(item.answer is None for item in second.state.items)
    assert second.project.modified
    second.settle(qtbot)
    assert path.read_bytes() == before


def test_what_was_shown_is_shown_again(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network()
    first.open(NAMES)
    first.state.select(picture("b.jpg").image.key)
    first.state.compare_with(Compare.IMAGE, image=picture("c.jpg").image.key)
    first.state.set_focus("SE_3_1")
    first.state.set_order(Order.UNUSUAL)
    first.save(tmp_path / "p.senet", qtbot)
    second.open_project(tmp_path / "p.senet", qtbot)
    state = second.state
    assert state.current == picture("b.jpg").image.key
    assert state.selected == (state.current,)
    assert state.reference.subject == "c.jpg"
    assert (state.focus, state.order) == ("SE_3_1", Order.UNUSUAL)


def test_name_and_unsaved_changes_are_told(first: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    project = first.project
    assert (project.name, project.modified) == ("", False)
    first.load_network()
    first.open(NAMES)
    assert project.modified
    first.save(tmp_path / "cats & dogs.senet", qtbot)
    assert (project.name, project.modified) == ("cats & dogs", False)
    first.state.select(picture("b.jpg").image.key)
    first.state.set_order(Order.HIGHEST)
    first.settle(qtbot)
    assert not project.modified, "looking around changes nothing"
    with qtbot.waitSignal(project.changed):
        first.state.remove([picture("a.jpg").image.key])
    assert project.modified


def test_what_comes_while_it_is_saved_counts_as_unsaved(
    first: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network()
    first.open(NAMES)
    with qtbot.waitSignal(first.project.saved, timeout=PATIENCE_MS):
        first.project.save(str(tmp_path / "p.senet"))
        first.open(["late.jpg"])
    assert first.project.modified


def test_pasted_pictures_are_inside(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    data = np.arange(500, dtype=np.uint8)
    first.session.open_data(data, "pasted 1")
    first.save(tmp_path / "p.senet", qtbot)
    second.open_project(tmp_path / "p.senet", qtbot)
    kept = second.state.items[0]
    assert kept.name == "pasted 1"
    assert not kept.missing
    assert kept.picture.data is not None
    np.testing.assert_array_equal(kept.picture.data, data)
    second.session.open_data(data, "pasted 2")
    assert [item.name for item in second.state.items] == ["pasted 1", "pasted 2"]


def make_photos(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number, name in enumerate(NAMES):
        pixels = np.full((60, 80, 3), 40 * number, np.uint8)
        Image.fromarray(pixels).save(folder / name)


def test_files_that_are_gone_are_told_and_their_results_shown(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    make_photos(tmp_path / "photos")
    first.load_network()
    answers = first.open(NAMES, tmp_path / "photos")
    item = first.state.items[0]
    with qtbot.waitSignal(first.documents.pictures.thumbnail_ready, timeout=PATIENCE_MS):
        first.documents.pictures.thumbnail(item.picture)
    first.save(tmp_path / "p.senet", qtbot)
    shutil.rmtree(tmp_path / "photos")
    second.open_project(tmp_path / "p.senet", qtbot)
    assert "project.missing_images" in second.errors
    assert all(one.missing for one in second.state.items)
    assert_shown(second, answers[0])
    pictures = second.documents.pictures
    for one, width in ((second.state.items[0], 80), (second.state.items[1], 64)):
        with qtbot.waitSignal(pictures.thumbnail_ready, timeout=PATIENCE_MS):
            assert pictures.thumbnail(one.picture) is None
        image = pictures.thumbnail(one.picture)
        assert image is not None
        assert image.width() == width, "its thumbnail, or else what the network saw"
    with qtbot.waitSignal(pictures.photo_ready, timeout=PATIENCE_MS):
        pictures.photo(second.state.items[0].picture)
    assert pictures.photo(second.state.items[0].picture) is not None


def test_photos_that_moved_with_their_project_are_found(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    make_photos(tmp_path / "study" / "photos")
    first.load_network()
    first.open(NAMES, tmp_path / "study" / "photos")
    first.save(tmp_path / "study" / "p.senet", qtbot)
    (tmp_path / "study").rename(tmp_path / "moved")
    second.open_project(tmp_path / "moved" / "p.senet", qtbot)
    assert not second.errors
    assert not any(item.missing for item in second.state.items)
    assert second.state.items[0].picture.image.path == str(tmp_path / "moved" / "photos" / "a.jpg")


def test_a_project_that_cannot_be_opened_leaves_all_as_it_is(
    first: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network()
    first.open(NAMES)
    first.settle(qtbot)
    bad = tmp_path / "bad.senet"
    bad.write_bytes(b"not a project")
    with qtbot.waitSignal(first.project.error, timeout=PATIENCE_MS):
        first.project.open(str(bad))
    assert first.errors == ["project.foreign"]
    assert len(first.state.items) == len(NAMES)
    assert len(first.stores()) == 1
    assert bad.read_bytes() == b"not a project"


def test_a_project_that_cannot_be_saved_is_told_and_stays_unsaved(
    first: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network()
    first.open(NAMES)
    with qtbot.waitSignal(first.project.error, timeout=PATIENCE_MS):
        first.project.save(str(tmp_path / "none" / "p.senet"))
    assert first.errors == ["project.no_folder"]
    assert first.project.modified
    assert first.project.path == ""
    first.save(tmp_path / "p.senet", qtbot)


def test_images_that_are_compared_are_compared_again(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network()
    first.open(NAMES)
    keys = [picture(name).image.key for name in ("c.jpg", "a.jpg")]
    first.state.choose(keys, keys[1])
    first.save(tmp_path / "p.senet", qtbot)
    second.open_project(tmp_path / "p.senet", qtbot)
    assert second.state.selected == tuple(keys)
    assert second.state.current == keys[1]
    assert [one.key for one in second.state.compared.images] == keys[:1]


@pytest.mark.parametrize("text", ["", "{", "[1]", "[" * 100_000, '["none"]', "{}"])
def test_a_selection_that_makes_no_sense_is_passed_over(
    first: Desk, tmp_path: Path, qtbot: QtBot, text: str
) -> None:
    first.load_network()
    first.open(NAMES)
    first.save(tmp_path / "p.senet", qtbot)
    view = json.loads(fact(tmp_path / "p.senet", "view"))
    set_fact(tmp_path / "p.senet", "view", json.dumps(view | {"selected": text}))
    first.open_project(tmp_path / "p.senet", qtbot)
    assert first.state.selected == (first.state.current,)


def test_a_network_that_is_not_there_is_told_and_new_pictures_wait(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network("/weights/gone.pth")
    answers = first.open(NAMES)
    first.save(tmp_path / "p.senet", qtbot)
    second.open_project(tmp_path / "p.senet", qtbot)
    assert second.networks.wanted.key == "/weights/gone.pth"
    second.networks.fail(second.networks._request, ViewerError("checkpoint.missing", "gone"))
    assert second.errors == ["project.missing_images", "project.no_network"]
    assert_shown(second, answers[2])
    told: list[ViewerError] = []
    second.session.error.connect(told.append)
    second.session.add([picture("new.jpg")])
    assert [error.code for error in told] == ["project.waiting"]
    assert not second.session.busy


def test_weights_that_changed_since_are_not_taken_for_the_same_network(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    weights = tmp_path / "mine.pth"
    weights.write_bytes(b"one")
    first.load_network(str(weights))
    answers = first.open(NAMES)
    first.save(tmp_path / "p.senet", qtbot)
    weights.write_bytes(b"trained further")
    second.open_project(tmp_path / "p.senet", qtbot)
    assert "project.other_weights" in second.errors
    assert not second.networks.loading
    assert_shown(second, answers[0])
    second.load_network(str(weights))
    assert second.state.items[0].answer is None


def test_weights_that_were_only_touched_are_the_same(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    project_with_weights(first, tmp_path, qtbot)
    os.utime(tmp_path / "mine.pth", (1, 1))
    second.open_project(tmp_path / "p.senet", qtbot)
    assert second.errors == ["project.missing_images"]
    assert second.networks.wanted.key == str(tmp_path / "mine.pth")


def test_weights_that_moved_with_their_project_are_found(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    answers = project_with_weights(first, tmp_path / "study", qtbot)
    (tmp_path / "study").rename(tmp_path / "moved")
    second.open_project(tmp_path / "moved" / "p.senet", qtbot)
    now = str(tmp_path / "moved" / "mine.pth")
    assert second.networks.wanted.key == now
    second.load_network(now)
    assert second.state.live
    assert_shown(second, answers[1])


def test_weights_that_moved_elsewhere_can_be_located(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    answers = project_with_weights(first, tmp_path, qtbot)
    now = tmp_path / "renamed.pth"
    shutil.copyfile(tmp_path / "mine.pth", now)
    (tmp_path / "mine.pth").unlink()
    (tmp_path / "other.pth").write_bytes(b"strange")
    second.networks.start(Choice())
    second.open_project(tmp_path / "p.senet", qtbot)
    assert second.errors == ["project.missing_images", "project.lost_network"]
    assert second.project.network.lost_file == str(tmp_path / "mine.pth")
    assert not second.networks.loading, "no other network may take the answers' place"
    assert_shown(second, answers[0])
    with qtbot.waitSignal(second.project.network.lost, timeout=PATIENCE_MS):
        second.project.network.locate(str(tmp_path / "other.pth"))
    assert second.errors[-1] == "project.wrong_network"
    assert not second.networks.loading
    with qtbot.waitSignal(second.networks.loading_changed, timeout=PATIENCE_MS):
        second.project.network.locate(str(now))
    assert second.networks.wanted.key == str(now)
    assert second.project.network.lost_file == ""
    assert second.project.modified
    second.state.set_model(replace(card(str(now)), title="of another name"), CPU, profile())
    assert second.state.live
    assert_shown(second, answers[0])
    second.save(tmp_path / "p.senet", qtbot)
    first.open_project(tmp_path / "p.senet", qtbot)
    assert first.networks.wanted.key == str(now)


def test_a_project_of_before_the_content_was_kept_takes_a_file_of_the_same_size(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    project_with_weights(first, tmp_path, qtbot)
    plain = json.loads(fact(tmp_path / "p.senet", "network"))
    assert plain.pop("content") == hashlib.sha256(b"weights").hexdigest()
    set_fact(tmp_path / "p.senet", "network", json.dumps(plain))
    (tmp_path / "mine.pth").rename(tmp_path / "renamed.pth")
    (tmp_path / "other.pth").write_bytes(b"longer than that")
    second.open_project(tmp_path / "p.senet", qtbot)
    with qtbot.waitSignal(second.project.network.lost, timeout=PATIENCE_MS):
        second.project.network.locate(str(tmp_path / "other.pth"))
    with qtbot.waitSignal(second.networks.loading_changed, timeout=PATIENCE_MS):
        second.project.network.locate(str(tmp_path / "renamed.pth"))


def test_another_network_ends_the_search(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    project_with_weights(first, tmp_path, qtbot)
    (tmp_path / "mine.pth").unlink()
    second.open_project(tmp_path / "p.senet", qtbot)
    second.networks.load(Choice())
    request = second.networks._request
    second.networks._model_loaded(ModelLoaded(request, card(), CPU, profile()))
    assert second.project.network.lost_file == ""


def test_without_a_profile_the_average_is_counted_again(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    names = [f"{number}.jpg" for number in range(PICTURES_FOR_AN_AVERAGE)]
    first.load_network(with_profile=False)
    first.open(names)
    means = first.state.reference.means
    assert means
    first.save(tmp_path / "p.senet", qtbot)
    second.open_project(tmp_path / "p.senet", qtbot)
    qtbot.waitUntil(lambda: bool(second.state.reference.means), timeout=PATIENCE_MS)
    for block, values in means.items():
        np.testing.assert_allclose(second.state.reference.means[block], values, atol=1e-6)


def test_a_project_without_a_network_takes_the_one_there_is(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.state.add([picture(name) for name in NAMES])
    first.save(tmp_path / "p.senet", qtbot)
    second.state.set_model(card(), CPU, None)
    second.open_project(tmp_path / "p.senet", qtbot)
    assert second.state.live
    assert second.session.busy, "they are inspected now"
    second.state.store_inspection(inspection("a.jpg"))
    assert second.state.inspection(picture("a.jpg").image.key) is not None
    second.settle(qtbot)
    assert isinstance(second.state.items[0].picture.image, ImageRef)
