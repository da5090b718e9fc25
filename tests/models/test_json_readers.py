"""JSON beside checkpoints and in them, damaged or made to do harm: refused by name, or left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from safetensors.torch import save_file

from senet_viewer.errors import ViewerError
from senet_viewer.models import bundled
from senet_viewer.models.json_texts import parse_json, read_json
from senet_viewer.models.loading import card_of, load_model
from senet_viewer.models.shipped_files import read_shipped
from tests.models.making import small_network

DEEP = "[" * 100_000
DEEP_OBJECT = '{"labels":' * 100_000
BROKEN = (DEEP, DEEP_OBJECT, "9" * 5000, "{", "", "\x00", '{"a": 1} more')


def weights(folder: Path, name: str = "mine.safetensors", **metadata: str) -> Path:
    path = folder / name
    save_file(small_network().state_dict(), path, metadata or None)
    return path


def refusal(path: Path) -> ViewerError:
    with pytest.raises(ViewerError) as error:
        load_model(str(path), "cpu")
    return error.value


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_json_is_one_kind_of_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_json(text)
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r".+"):
        read_json(tmp_path / "a.json")


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_damaged_json_beside_a_checkpoint_is_named(tmp_path: Path, text: str) -> None:
    path = weights(tmp_path)
    path.with_suffix(".json").write_text(text, encoding="utf-8")
    error = refusal(path)
    assert error.code == "checkpoint.companion"
    assert error.params == {"file": "mine.json"}


@pytest.mark.parametrize(
    "facts",
    [
        '{"preprocessing": {"crop": 1e999}}',
        '{"preprocessing": {"crop": NaN}}',
        '{"preprocessing": {"crop": ' + "9" * 4000 + "}}",
        '{"preprocessing": {"crop": 64, "std": [NaN, 1, 1]}}',
        '{"preprocessing": {"crop": 64, "mean": [Infinity, 1, 1]}}',
        '{"preprocessing": ' + "[" * 500 + "]" * 500 + "}",
        '{"temperature": NaN}',
        '{"temperature": Infinity}',
        '{"temperature": ' + "9" * 4000 + "}",
        '{"temperature": ' + "[" * 500 + "]" * 500 + "}",
        '{"labels": {"a": 1e999}}',
        '{"labels": {"a": NaN}}',
    ],
)
def test_numbers_that_are_none_are_refused_by_the_name_of_the_file(
    tmp_path: Path, facts: str
) -> None:
    path = weights(tmp_path)
    path.with_suffix(".json").write_text(facts, encoding="utf-8")
    error = refusal(path)
    assert error.params == {"file": "mine.json"}
    assert len(error.detail) < 1000


@pytest.mark.parametrize(
    "content",
    [
        *BROKEN,
        '{"pretrained_cfg": {"input_size": [3, 1e999, 1e999]}}',
        '{"pretrained_cfg": {"input_size": [3, 9000, 9000]}}',
        '{"pretrained_cfg": {"input_size": [3, 64, 64], "crop_pct": NaN}}',
        '{"pretrained_cfg": {"input_size": [3, 64, 64], "std": [0, 0, 0]}}',
        '{"pretrained_cfg": ' + DEEP + "}",
    ],
    ids=range(len(BROKEN) + 5),
)
def test_a_config_of_the_hub_that_is_not_understood_is_left_out(
    tmp_path: Path, content: str
) -> None:
    path = weights(tmp_path, "model.safetensors")
    (tmp_path / "config.json").write_text(content, encoding="utf-8")
    assert card_of(load_model(str(path), "cpu")).preprocessing.guessed


@pytest.mark.parametrize("text", [DEEP, DEEP_OBJECT, "[" + "9" * 5000 + "]", "[1e999]", "{"])
def test_metadata_that_is_no_json_stays_a_text(tmp_path: Path, text: str) -> None:
    path = weights(tmp_path, labels=text, preprocessing=text, anything=text)
    assert card_of(load_model(str(path), "cpu")).labels[0] == "class 0"


@pytest.mark.parametrize("text", [DEEP, '{"a": 1e999}', '["fox", 7]'], ids=range(3))
def test_a_file_of_labels_in_the_folder_that_is_none_is_left_out(tmp_path: Path, text: str) -> None:
    path = weights(tmp_path)
    (tmp_path / "class_to_idx.json").write_text(text, encoding="utf-8")
    assert card_of(load_model(str(path), "cpu")).labels[0] == "class 0"


def test_a_safetensors_header_nested_without_end_is_no_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "deep.safetensors"
    header = b'{"a":' * 50_000
    path.write_bytes(len(header).to_bytes(8, "little") + header)
    error = refusal(path)
    assert error.code == "checkpoint.not_one"
    assert error.params == {"file": "deep.safetensors"}


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_damaged_facts_of_the_bundled_network_are_named(bundle: Path, text: str) -> None:
    (bundle / bundled.FACTS).write_text(text, encoding="utf-8")
    with pytest.raises(ViewerError) as error:
        bundled.read_facts()
    assert error.value.code == "model.bundled_damaged"
    assert error.value.params == {"file": bundled.FACTS}


@pytest.mark.parametrize("header", [DEEP.encode(), b"[1, 2]", b'{"a": 1}', b"7"], ids=range(4))
def test_a_damaged_header_of_the_bundled_network_is_named(bundle: Path, header: bytes) -> None:
    (bundle / bundled.WEIGHTS).write_bytes(len(header).to_bytes(8, "little") + header)
    with pytest.raises(ViewerError) as error:
        bundled.read_facts()
    assert error.value.code == "model.bundled_damaged"


def test_a_data_file_of_the_program_nested_without_end_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list.json").write_text(DEEP, encoding="utf-8")
    monkeypatch.setattr("senet_viewer.models.shipped_files.resource", tmp_path.joinpath)

    def parse(text: str) -> Any:
        return parse_json(text)

    with pytest.raises(ViewerError) as error:
        read_shipped(".", "list.json", parse)
    assert error.value.code == "resources.damaged"


def test_a_good_file_is_read_with_and_without_a_mark(tmp_path: Path) -> None:
    facts = {"title": "mine", "labels": ["a"]}
    for encoding in ("utf-8", "utf-8-sig"):
        (tmp_path / "a.json").write_text(json.dumps(facts), encoding=encoding)
        assert read_json(tmp_path / "a.json") == facts
