"""CSV in long form and JSON: every gate, to the last bit, image by image."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from senet_viewer.export.tables import Failure, csv_chunks, json_chunks, write_csv, write_json
from senet_viewer.records import ImageRef, Inspection, Prediction
from tests.export.making import inspection, reference

UNDECODABLE = os.fsdecode(b"caf\xe9.jpg")


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"))))


def test_csv_has_a_row_a_gate(tmp_path: Path) -> None:
    one, other = inspection("a.jpg", path="/pictures/a.jpg"), inspection("b.jpg", seed=1)
    write_csv(tmp_path / "gates.csv", [one, other])
    rows = rows_of(tmp_path / "gates.csv")
    assert list(rows[0]) == ["image", "model", "block", "stage", "channel", "gate"]
    assert len(rows) == 2 * 1920
    assert rows[0]["image"] == "/pictures/a.jpg"
    assert rows[-1] | {"gate": ""} == {
        "image": "b.jpg",
        "model": "SE-ResNet",
        "block": "SE_5_2",
        "stage": "5",
        "channel": "511",
        "gate": "",
    }


def test_csv_gives_the_same_numbers_again(tmp_path: Path) -> None:
    one = inspection()
    write_csv(tmp_path / "gates.csv", [one])
    read = np.array([row["gate"] for row in rows_of(tmp_path / "gates.csv")], np.float32)
    assert np.array_equal(read, np.concatenate([block.gates for block in one.blocks]))


def test_csv_has_a_column_for_the_reference(tmp_path: Path) -> None:
    one = inspection()
    ticks = reference(one)
    del ticks["SE_5_2"]
    write_csv(tmp_path / "gates.csv", [one], reference=ticks)
    rows = rows_of(tmp_path / "gates.csv")
    assert np.float32(rows[1]["reference"]) == ticks["SE_2_1"][1]
    assert rows[-1]["reference"] == ""


def test_csv_leaves_failures_out(tmp_path: Path) -> None:
    write_csv(tmp_path / "gates.csv", [Failure("broken.jpg", "It is cut short."), inspection()])
    assert {row["image"] for row in rows_of(tmp_path / "gates.csv")} == {"cat.jpg"}


def test_csv_of_undecodable_names_is_utf_8(tmp_path: Path) -> None:
    write_csv(tmp_path / "gates.csv", [inspection(UNDECODABLE)])
    assert rows_of(tmp_path / "gates.csv")[0]["image"] == r"caf\udce9.jpg"


def test_json_has_the_documented_form(tmp_path: Path) -> None:
    one = inspection(error=None)
    write_json(tmp_path / "gates.json", [one, Failure("broken.jpg", "It is cut short.")])
    first, second = json.loads((tmp_path / "gates.json").read_text(encoding="utf-8"))
    assert list(first) == ["image", "model", "device", "preprocessing", "predictions", "blocks"]
    assert first["predictions"][0] == {
        "label": "tabby",
        "index": 32,
        "probability": 0.6200000047683716,
    }
    assert list(first["blocks"][0]) == ["name", "stage", "module", "channels", "gates"]
    assert [block["channels"] for block in first["blocks"]] == [
        64,
        64,
        128,
        128,
        256,
        256,
        512,
        512,
    ]
    assert second == {"image": "broken.jpg", "error": "It is cut short."}


def test_json_gives_the_same_numbers_again(tmp_path: Path) -> None:
    one = inspection()
    write_json(tmp_path / "gates.json", [one])
    (read,) = json.loads((tmp_path / "gates.json").read_text(encoding="utf-8"))
    for block, plain in zip(one.blocks, read["blocks"], strict=True):
        assert np.array_equal(np.array(plain["gates"], np.float32), block.gates)


def test_json_says_whether_the_gates_were_verified() -> None:
    (good, bad) = json.loads(b"".join(json_chunks([inspection(), inspection(error=0.5)])))
    assert good["verified"] == {"ok": True, "largest_error": 6e-8}
    assert bad["verified"] == {"ok": False, "largest_error": 0.5}


def test_json_keeps_any_file_name(tmp_path: Path) -> None:
    names = [UNDECODABLE, "猫.jpg", 'quote".jpg', "line\nbreak.jpg"]
    write_json(tmp_path / "gates.json", [Failure(name, "no") for name in names])
    read = json.loads((tmp_path / "gates.json").read_text(encoding="utf-8"))
    assert [entry["image"] for entry in read] == names


def test_json_of_a_broken_network_is_still_json() -> None:
    one = inspection()
    broken = replace(one.blocks[0], gates=np.full(64, np.nan, np.float32))
    one = replace(one, blocks=(broken,), predictions=(Prediction("x", 0, float("nan")),))
    (read,) = json.loads(b"".join(json_chunks([one])))
    assert read["predictions"][0]["probability"] is None
    assert set(read["blocks"][0]["gates"]) == {None}


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(b"".join(json_chunks([]))) == []


@pytest.mark.parametrize("chunks", [csv_chunks, json_chunks])
def test_each_image_is_written_before_the_next_is_asked_for(chunks: type) -> None:
    asked: list[int] = []

    def results() -> Iterator[Inspection]:
        for number in range(3):
            asked.append(number)
            yield inspection()

    written = iter(chunks(results()))
    next(written)
    next(written)
    assert asked == [0]


def test_images_are_named_as_the_caller_likes() -> None:
    def key(image: ImageRef) -> str:
        return image.key

    (read,) = json.loads(b"".join(json_chunks([inspection()], image_name=key)))
    assert read["image"] == "key of cat.jpg"
