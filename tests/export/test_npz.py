"""NPZ: nothing is lost, nothing is unpickled, and a damaged file is refused in one sentence."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.export.npz import OwnReferences
from senet_viewer.export.tables import SavedInspections, npz_into, read_npz, write_npz
from senet_viewer.records import BlockCard, FitReport, Inspection, ModelCard, Preprocessing
from senet_viewer.statistics import gates_by_block
from tests.export.making import card, inspection, picture, reference


def same(one: Any, other: Any) -> bool:
    """Whether two records are equal to the last bit."""
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if is_dataclass(one):
        return type(one) is type(other) and all(
            same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one)
        )
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where to write."""
    return tmp_path / "gates.npz"


def test_everything_comes_back(file: Path) -> None:
    one = inspection("a.jpg", path=os.fsdecode(b"/pictures/caf\xe9.jpg"))
    other = inspection("猫.jpg", seed=1)
    saved = SavedInspections(
        (one, other),
        {"the average": reference(one), "another": {"SE_2_1": one.blocks[0].gates}},
        {1: picture(30, 20)},
        card(one),
    )
    write_npz(
        file,
        saved.inspections,
        references=saved.references,
        photos=saved.photos,
        card=saved.card,
    )
    assert same(read_npz(file), saved)


def test_what_each_image_is_compared_with_comes_back(file: Path) -> None:
    images = [inspection(name) for name in ("a.jpg", "b.jpg", "c.jpg")]
    others = {number: gates_by_block(inspection("o", seed=90 + number)) for number in (0, 2)}
    write_npz(file, images, own=OwnReferences("the same image in old.pth", others))
    saved = read_npz(file)
    assert saved.own is not None
    assert saved.own.title == "the same image in old.pth"
    assert same(dict(saved.own.gates), others)
    write_npz(file, images)
    assert read_npz(file).own is None


def test_the_card_of_a_checkpoint_comes_back_whole(file: Path) -> None:
    mean, std = (0.1, 0.2, 0.3), (0.4, 0.5, 0.6)
    whole = ModelCard(
        key="/weights/café.pth",
        title="café.pth",
        parameters=123,
        labels=("tabby", "猫"),
        blocks=(BlockCard("SE_2_1", 2, 1, "layer1.0.se", 64, 56, 57),),
        preprocessing=Preprocessing(235, 225, "bicubic", mean, std, guessed=True, squash=True),
        trained=False,
        shortcut=False,
        note="A note.",
        fit=FitReport("timm", 3, 4, ("fc.bias",), ("total_ops",), ("a remark",), ("timm:a",)),
    )
    for record in (whole, whole.preprocessing, whole.fit):
        for one in fields(record):  # type: ignore[arg-type]  # the card above has a fit
            assert getattr(record, one.name) != one.default, f"{one.name} would not be tested"
    seen = replace(inspection(), preprocessing=whole.preprocessing)
    write_npz(file, [seen], card=whole)
    read = read_npz(file)
    assert same(read.card, whole)
    assert same(read.inspections[0], seen)


def test_a_card_of_a_newer_program_is_read_as_far_as_it_is_known(file: Path) -> None:
    one = inspection()
    write_npz(file, [one], card=card(one))
    with np.load(file) as arrays:
        kept = dict(arrays)
    metadata = json.loads(str(kept["metadata"]))
    metadata["card"]["colour"] = "red"
    del metadata["card"]["fit"]
    np.savez(file, **{**kept, "metadata": np.array(json.dumps(metadata))})
    assert same(read_npz(file).card, card(one))


@pytest.mark.parametrize("fit", [[], "timm", {"dialect": 3}, {"dialect": "timm", "also": ["a", 1]}])
def test_a_card_whose_records_are_none_is_damaged(file: Path, fit: object) -> None:
    one = inspection()
    write_npz(file, [one], card=card(one))
    with np.load(file) as arrays:
        kept = dict(arrays)
    metadata = json.loads(str(kept["metadata"]))
    metadata["card"]["fit"] = fit
    np.savez(file, **{**kept, "metadata": np.array(json.dumps(metadata))})
    assert code_of(file) == "import.damaged"


def test_what_was_not_checked_stays_so(file: Path) -> None:
    one = inspection(error=None)
    blocks = (replace(one.blocks[0], error=float("nan")), *one.blocks[1:])
    write_npz(file, [replace(one, blocks=blocks)])
    read = read_npz(file).inspections[0]
    assert np.isnan(read.blocks[0].error or 0.0)
    assert read.blocks[1].error is None


def test_numpy_alone_reads_it(file: Path) -> None:
    one, other = inspection(), inspection("b.jpg", seed=1)
    write_npz(file, [one, other])
    with np.load(file, allow_pickle=False) as arrays:
        assert arrays["gates/SE_3_2"].shape == (2, 128)
        assert np.array_equal(arrays["gates/SE_3_2"][1], other.block("SE_3_2").gates)
        assert arrays["seen"].shape == (2, 8, 8, 3)
        metadata = json.loads(str(arrays["metadata"]))
    assert [image["name"] for image in metadata["images"]] == ["cat.jpg", "b.jpg"]


def test_images_are_taken_one_by_one() -> None:
    waiting = 0

    def results() -> Iterator[Inspection]:
        nonlocal waiting
        for number in range(40):
            waiting += 1
            yield inspection(seed=number)
            waiting -= 1

    data = io.BytesIO()
    npz_into(data, results())
    assert waiting == 0
    data.seek(0)
    with np.load(data, allow_pickle=False) as arrays:
        assert arrays["gates/SE_5_2"].shape == (40, 512)


def test_the_same_inspections_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.npz", "two.npz"):
        write_npz(tmp_path / name, [inspection()])
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def code_of(file: Path) -> str:
    """The code with which ``file`` is refused."""
    with pytest.raises(ViewerError) as caught:
        read_npz(file)
    assert file.name in caught.value.sentence
    return caught.value.code


def test_nothing_is_not_written(file: Path) -> None:
    with pytest.raises(ViewerError, match="nothing is written"):
        write_npz(file, [])
    assert list(file.parent.iterdir()) == []


def test_two_networks_do_not_share_a_file(file: Path) -> None:
    with pytest.raises(ViewerError) as caught:
        write_npz(file, [inspection(), inspection(plan=(1, 1, 1, 1))])
    assert caught.value.code == "export.mixed"
    assert not file.exists()


def test_a_missing_file_is_named(file: Path) -> None:
    assert code_of(file) == "import.missing"


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_file_cut_short_is_refused(file: Path, share: float) -> None:
    write_npz(file, [inspection()])
    data = file.read_bytes()
    file.write_bytes(data[: int(share * len(data))])
    assert code_of(file) == "import.damaged"


def test_damage_anywhere_is_refused_or_harmless(file: Path) -> None:
    write_npz(file, [inspection()])
    data = bytearray(file.read_bytes())
    refused = set()
    for place in np.random.default_rng(0).integers(0, len(data), 60):
        damaged = data.copy()
        damaged[place] ^= 0xFF
        file.write_bytes(damaged)
        try:
            read_npz(file)
        except ViewerError as error:
            refused.add(error.code)
    assert refused == {"import.damaged"}


def test_pickles_are_refused(file: Path) -> None:
    np.savez(file, metadata=np.array([{"format": "x"}], dtype=object))
    assert code_of(file) == "import.damaged"


@pytest.mark.parametrize("data", [b"no archive", b"\x93NUMPY\x01\x00", b""])
def test_other_files_are_refused(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    assert code_of(file) == "import.damaged"


def test_arrays_of_somebody_else_are_refused(file: Path) -> None:
    np.savez(file, metadata=np.array(json.dumps({"format": "other", "version": 1})))
    assert code_of(file) == "import.damaged"
    np.save(file.with_suffix(".npy"), np.zeros(3))
    assert code_of(file.with_suffix(".npy")) == "import.damaged"


@pytest.mark.parametrize("metadata", ["[" * 100_000, '{"format": 1e999}', "9" * 5000, "[1]"])
def test_damaged_metadata_are_refused_by_the_files_name(tmp_path: Path, metadata: str) -> None:
    path = tmp_path / "odd.npz"
    np.savez(path, metadata=np.array(metadata))
    with pytest.raises(ViewerError) as error:
        read_npz(path)
    assert error.value.code == "import.damaged"
    assert error.value.params == {"file": str(path)}


def test_a_newer_version_is_named(file: Path) -> None:
    write_npz(file, [inspection()])
    with np.load(file) as arrays:
        kept = dict(arrays)
    metadata = json.loads(str(kept["metadata"]))
    kept["metadata"] = np.array(json.dumps({**metadata, "version": 99}))
    np.savez(file, **kept)
    assert code_of(file) == "import.newer"


def test_it_is_an_ordinary_archive(file: Path) -> None:
    write_npz(file, [inspection()])
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert "metadata.npy" in archive.namelist()


@pytest.mark.parametrize("gone", [(0, 1), (1,), (0, 1, 2)])
def test_inspections_that_no_longer_have_the_networks_view_are_kept(
    file: Path, gone: tuple[int, ...]
) -> None:
    none = np.empty((0, 0, 3), np.uint8)
    given = [
        replace(one, seen=none) if number in gone else one
        for number, one in enumerate(inspection(f"{n}.jpg", seed=n) for n in range(3))
    ]
    write_npz(file, given)
    assert same(read_npz(file).inspections, tuple(given))
    with np.load(file) as arrays:
        assert len(arrays["seen"]) == 3
