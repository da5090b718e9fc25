"""What goes into a store comes out of it: the list, the answers, the network, the view."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.plain import from_plain, to_plain
from senet_viewer.records import (
    BuildOptions,
    DeviceCard,
    FitReport,
    ImageRef,
    Inspection,
    ModelCard,
)
from senet_viewer.store.contents import NetworkRecord, StoredImage, answer_of
from senet_viewer.store.files import copy_in
from senet_viewer.store.reader import StoreReader
from senet_viewer.store.writer import StoreWriter
from tests.gui.making import CPU, card, profile
from tests.store.making import (
    NAMES,
    NETWORK,
    answer,
    fill,
    image,
    new_store,
    packed_as_in_version_1,
    project,
    reading,
)


def assert_same(one: Inspection | None, other: Inspection) -> None:
    assert one is not None
    for name in ("image", "model", "device", "preprocessing", "predictions", "width", "height"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.milliseconds == other.milliseconds
    assert one.verified == other.verified
    np.testing.assert_array_equal(one.seen, other.seen)
    for block, expected in zip(one.blocks, other.blocks, strict=True):
        assert (block.name, block.stage, block.index) == (
            expected.name,
            expected.stage,
            expected.index,
        )
        assert (block.module, block.error) == (expected.module, expected.error)
        np.testing.assert_array_equal(block.gates, expected.gates)


def test_every_answer_comes_back_exactly(tmp_path: Path) -> None:
    path = tmp_path / "s.senet"
    with new_store(path) as writer:
        answers = fill(writer)
        with reading(path) as reader:
            for one in answers:
                assert_same(reader.inspection(one.image, NETWORK.card), one)
            assert reader.inspection(ImageRef("none", "none"), NETWORK.card) is None
            assert reader.keys() == {one.image.key for one in answers}


def test_the_list_comes_back_in_order_of_arrival_with_its_answers(tmp_path: Path) -> None:
    path = tmp_path / "s.senet"
    failure = ViewerError("image.empty", "“d.jpg” is empty.", {"file": "d.jpg"}, detail="0 bytes")
    pasted = StoredImage(ImageRef("pasted:1", "pasted 1"), 9, np.arange(200, dtype=np.uint8))
    with new_store(path) as writer:
        answers = fill(writer)
        writer.apply(
            [
                lambda store: store.put_images([pasted, image("d.jpg", 4)]),
                lambda store: store.put_error(image("d.jpg", 4).image.key, failure),
                lambda store: store.put_same_as({"pasted:1": answers[0].image.key}),
            ]
        )
        with reading(path) as reader:
            contents = reader.contents()
    assert [one.image.name for one in contents.images] == [*NAMES, "d.jpg", "pasted 1"]
    for one, expected in zip(contents.images, answers, strict=False):
        assert one.answer is not None
        assert one.answer.predictions == expected.predictions
        np.testing.assert_array_equal(one.answer.means, answer_of(expected).means)
    error = contents.images[3].error
    assert error is not None
    assert (error.code, error.sentence, error.params, error.detail) == (
        failure.code,
        failure.sentence,
        failure.params,
        failure.detail,
    )
    last = contents.images[4]
    assert last.data is not None
    np.testing.assert_array_equal(last.data, pasted.data)
    assert last.same_as == answers[0].image.key


def test_labels_are_shared_with_the_networks_card(tmp_path: Path) -> None:
    path = tmp_path / "s.senet"
    with new_store(path) as writer:
        fill(writer)
        with reading(path) as reader:
            contents = reader.contents()
    assert contents.network is not None
    first = contents.images[0].answer
    assert first is not None
    assert first.predictions[0].label is contents.network.card.labels[0]


def test_the_network_comes_back_with_its_profile(tmp_path: Path) -> None:
    path = tmp_path / "s.senet"
    remarks = ("module. was seen through",)
    fit = FitReport("moskomule", 3, 4, ("fc.bias",), ("total_ops",), remarks, ("timm:a",))
    described = card("/weights/café.pth")
    object.__setattr__(described, "fit", fit)
    network = NetworkRecord(
        described,
        DeviceCard("cuda:0", "A card"),
        profile(),
        "auto",
        "bfloat16",
        BuildOptions("mine:net", "own"),
        "1234-5678",
        "ab12",
    )
    with new_store(path) as writer:
        writer.apply([lambda store: store.put_network(network)])
        with reading(path) as reader:
            back = reader.contents().network
    assert back is not None
    assert back.card == network.card
    assert (back.device, back.asked_device, back.precision) == (network.device, "auto", "bfloat16")
    assert (back.options, back.weights) == (network.options, "1234-5678")
    assert back.profile is not None
    assert network.profile is not None
    assert (back.profile.title, back.profile.images) == ("10,000 pictures", 10_000)
    for kind in ("mean", "spread", "class_mean", "class_spread"):
        kept, expected = getattr(back.profile, kind), getattr(network.profile, kind)
        assert kept.keys() == expected.keys()
        for block, values in expected.items():
            np.testing.assert_array_equal(kept[block], values)


def test_another_network_outdates_answers_and_errors(tmp_path: Path) -> None:
    path = tmp_path / "s.senet"
    other = NetworkRecord(card("other"), CPU)
    with new_store(path) as writer:
        fill(writer)
        failure = ViewerError("image.empty", "empty")
        writer.apply(
            [
                lambda store: store.put_error(image("a.jpg", 0).image.key, failure),
                lambda store: store.put_network(other),
            ]
        )
        with reading(path) as reader:
            contents = reader.contents()
    assert all(one.answer is None and one.error is None for one in contents.images)
    assert contents.network == other


@pytest.mark.skipif(os.name == "nt", reason="file names are bytes on POSIX")
def test_any_file_name_survives(tmp_path: Path) -> None:
    path = tmp_path / "s.senet"
    name = os.fsdecode(b"caf\xe9 \xf0\x9f\x90\x88.jpg")
    odd = StoredImage(ImageRef(f"/p/{name}", name, f"/p/{name}"), 0)
    failure = ViewerError("image.missing", "gone", {"file": name})
    with new_store(path) as writer:
        writer.apply(
            [
                lambda store: store.put_images([odd]),
                lambda store: store.put_error(odd.image.key, failure),
                lambda store: store.put_view({"current": odd.image.key}),
                lambda store: store.put_project(f"/p/{name}"),
            ]
        )
        with reading(path) as reader:
            contents = reader.contents()
    assert contents.images[0].image == odd.image
    assert contents.images[0].error is not None
    assert contents.images[0].error.params == {"file": name}
    assert contents.view == {"current": odd.image.key}
    assert contents.project == f"/p/{name}"


def test_what_is_taken_off_can_be_brought_back(tmp_path: Path) -> None:
    path = tmp_path / "s.senet"
    with new_store(path) as writer, reading(path) as reader:
        answers = fill(writer)
        key = answers[1].image.key
        writer.apply([lambda store: store.set_removed([key], removed=True)])
        assert [one.image.name for one in reader.contents().images] == ["a.jpg", "c.jpg"]
        writer.apply([lambda store: store.set_removed([key], removed=False)])
        assert [one.image.name for one in reader.contents().images] == list(NAMES)
        assert_same(reader.inspection(answers[1].image, NETWORK.card), answers[1])


def test_a_thumbnail_is_kept_until_its_image_goes(tmp_path: Path) -> None:
    path = tmp_path / "s.senet"
    with new_store(path) as writer, reading(path) as reader:
        key = fill(writer)[0].image.key
        writer.apply([lambda store: store.put_thumbnail(key, b"jpeg")])
        assert reader.thumbnail(key) == b"jpeg"
        assert reader.thumbnail("none") is None
        writer.apply([lambda store: store.set_removed([key], removed=True), StoreWriter.purge])
        assert reader.thumbnail(key) is None


def test_a_change_that_fails_undoes_the_others_of_its_batch(tmp_path: Path) -> None:
    path = tmp_path / "s.senet"

    def fail(_store: StoreWriter) -> None:
        raise ZeroDivisionError

    with new_store(path) as writer, reading(path) as reader:
        with pytest.raises(ZeroDivisionError):
            writer.apply([lambda store: store.put_images([image("a.jpg", 0)]), fail])
        assert reader.contents().images == ()
        writer.apply([lambda store: store.put_images([image("a.jpg", 0)])])
        assert len(reader.contents().images) == 1


def test_the_list_is_read_without_the_gates(tmp_path: Path) -> None:
    """Reading the list must not unpack gates: it works where they are damaged."""
    path = tmp_path / "s.senet"
    with new_store(path) as writer:
        fill(writer)
        writer._connection.execute("UPDATE results SET gates = x'00'")
        with reading(path) as reader:
            assert all(one.answer for one in reader.contents().images)
            with pytest.raises(ViewerError, match="damaged"):
                reader.inspection(image("a.jpg", 0).image, NETWORK.card)


def test_a_reader_sees_what_was_written_since(tmp_path: Path) -> None:
    path = tmp_path / "s.senet"
    with new_store(path) as writer, reading(path) as reader:
        fill(writer)
        later = answer("a.jpg", 17)
        writer.apply([lambda store: store.put_inspection(later)])
        assert_same(reader.inspection(later.image, NETWORK.card), later)
        assert isinstance(reader, StoreReader)


def test_a_record_may_lack_fields_and_hold_unknown_ones() -> None:
    plain = to_plain(card())
    del plain["note"]
    plain["colour"] = "blue"
    assert from_plain(ModelCard, plain) == card()
    plain["parameters"] = "many"
    with pytest.raises(TypeError):
        from_plain(ModelCard, plain)


def test_a_project_of_version_1_opens_with_all_its_pictures(tmp_path: Path) -> None:
    answers = project(tmp_path / "p.senet")
    connection = sqlite3.connect(tmp_path / "p.senet")
    with connection:
        connection.execute("PRAGMA user_version = 1")
        for one in answers:
            old = packed_as_in_version_1(one.seen)
            key = one.image.key.encode()
            connection.execute("UPDATE results SET seen = ? WHERE key = ?", (old, key))
    connection.close()
    assert copy_in(tmp_path / "p.senet", tmp_path / "copy.senet")
    connection = sqlite3.connect(tmp_path / "copy.senet")
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.close()
    with reading(tmp_path / "copy.senet") as reader:
        for one in answers:
            assert_same(reader.inspection(one.image, NETWORK.card), one)
