"""Weights files are read without free unpickling; what cannot be read is named in a sentence."""

from __future__ import annotations

import argparse
import datetime
import os
import pickle
import shlex
import types
from collections.abc import Callable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.tensorfile import read_tensors

WEIGHT = torch.arange(6.0).reshape(2, 3)


def refusal(path: Path) -> ViewerError:
    with pytest.raises(ViewerError) as error:
        read_tensors(path)
    assert f"“{path.name}”" in error.value.sentence
    return error.value


def saved(folder: Path, value: Any, name: str = "weights.pt", **options: Any) -> Path:
    path = folder / name
    torch.save(value, path, **options)
    return path


@pytest.mark.parametrize(
    "wrap",
    [
        lambda t: t,
        lambda t: {"state_dict": t, "epoch": 3},
        lambda t: {"model": t},
        lambda t: {"model": {"state_dict": t}},
        lambda t: {"epoch": 1, "optimizer": {"state": {}}, "net": t},
        lambda t: {f"module.{k}": v for k, v in t.items()},
        lambda t: {f"_orig_mod.module.{k}": v for k, v in t.items()},
        lambda t: {"state_dict": {f"model.{k}": v for k, v in t.items()}},
        lambda t: {**t, "total_ops": torch.zeros(1), "a.total_params": torch.zeros(1)},
    ],
    ids=["bare", "state_dict", "model", "nested", "net", "module.", "compiled", "both", "profiled"],
)
@pytest.mark.parametrize("as_zip", [True, False], ids=["zip", "legacy"])
def test_wrappers_are_seen_through(
    tmp_path: Path, wrap: Callable[[Any], Any], as_zip: bool
) -> None:
    tensors = {"a.weight": WEIGHT, "a.bias": WEIGHT[0]}
    path = saved(tmp_path, wrap(tensors), _use_new_zipfile_serialization=as_zip)
    read = read_tensors(path).tensors
    assert list(read) == ["a.weight", "a.bias"]
    assert torch.equal(read["a.weight"], WEIGHT)


def test_a_safetensors_file_with_its_metadata(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    save_file({"a": WEIGHT}, path, {"depth": "18", "labels": '["cat", "dog"]', "odd": "[1"})
    file = read_tensors(path)
    assert torch.equal(file.tensors["a"], WEIGHT)
    assert file.entries == {"depth": "18", "labels": ["cat", "dog"], "odd": "[1"}


def test_the_name_does_not_decide_the_format(tmp_path: Path) -> None:
    path = tmp_path / "weights.pth.tar"
    save_file({"a": WEIGHT}, path)
    assert list(read_tensors(path).tensors) == ["a"]


def test_harmless_values_beside_the_tensors_are_read(tmp_path: Path) -> None:
    beside = {
        "args": argparse.Namespace(lr=0.1, depth=18),
        "best": np.float64(76.1),
        "step": np.int64(7),
        "done": np.bool_(True),
        "curve": np.arange(3.0),
        "labels": ["cat", "dog"],
        "when": datetime.datetime(2024, 5, 1, 12, 30),
        "took": datetime.timedelta(hours=3),
        "config": types.SimpleNamespace(depth=18),
        "frozen": frozenset(["fc"]),
        "data": Path("/data/pictures"),
        "elsewhere": PureWindowsPath("D:/data"),
    }
    entries = read_tensors(saved(tmp_path, {"state_dict": {"a": WEIGHT}, **beside})).entries
    assert entries["args"].depth == 18
    assert entries["best"] == 76.1
    assert entries["labels"] == ["cat", "dog"]
    assert entries["when"].year == 2024
    assert entries["took"].seconds == 3 * 3600
    assert entries["config"].depth == 18
    assert entries["frozen"] == {"fc"}
    # A path in a file must not become one that touches the disk.
    assert type(entries["data"]) in (PurePosixPath, PureWindowsPath)
    assert str(entries["data"]) == str(PurePath("/data/pictures"))


@pytest.mark.filterwarnings("ignore:Detected pickle protocol")
def test_a_newer_pickle_than_torch_can_read_safely_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path, {"a": WEIGHT}, pickle_protocol=4)
    error = refusal(path)
    assert error.code == "checkpoint.protocol"
    assert "save it with torch.save as it is" in error.sentence
    assert "torch.load(sys.argv[1], weights_only=False)" in error.hint
    if os.name != "nt":
        assert error.hint.endswith(f" {shlex.quote(str(path))}")


def test_what_pickle_itself_wrote_is_refused_with_the_way_to_convert_it(tmp_path: Path) -> None:
    path = tmp_path / "weights.pkl"
    path.write_bytes(pickle.dumps({"a": WEIGHT}))
    error = refusal(path)
    assert error.code == "checkpoint.protocol"
    assert "pickle.load(f)" in error.hint


class Evil:
    """Runs a command when it is unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.target),)


@pytest.mark.parametrize("as_zip", [True, False], ids=["zip", "legacy"])
def test_a_file_that_needs_free_unpickling_is_refused_and_runs_nothing(
    tmp_path: Path, as_zip: bool
) -> None:
    path = saved(
        tmp_path,
        {"state_dict": {"a": WEIGHT}, "extra": Evil(tmp_path / "harm")},
        _use_new_zipfile_serialization=as_zip,
    )
    error = refusal(path)
    assert error.code == "checkpoint.pickle"
    assert "mkdir" in error.params["what"]
    assert not (tmp_path / "harm").exists()


def test_a_whole_network_is_told_from_its_weights(tmp_path: Path) -> None:
    error = refusal(saved(tmp_path, nn.Linear(2, 2)))
    assert error.code == "checkpoint.pickle"
    assert "torch.nn.modules.linear.Linear" in error.sentence
    assert "state_dict()" in error.sentence


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<!DOCTYPE html><html>not found</html>",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        bytes(100),
        b"\xff" * 100,
        b"PK\x03\x04 is no archive",
        b"\x80\x02garbage that is no pickle",
        (20).to_bytes(8, "little") + b"{this is no json at }",
    ],
)
def test_what_is_no_checkpoint_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.pt"
    path.write_bytes(content)
    assert refusal(path).code in {"checkpoint.not_one", "checkpoint.truncated"}


def test_what_is_taken_for_a_checkpoint_often_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    path.write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    assert "git lfs pull" in refusal(path).detail
    path.write_bytes(b"\n<html>")
    assert "web page" in refusal(path).detail


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
@pytest.mark.parametrize("kind", ["zip", "legacy", "safetensors"])
def test_a_file_that_is_cut_short_says_so(tmp_path: Path, kind: str, share: float) -> None:
    path = tmp_path / "weights.bin"
    tensors = {f"layer{i}.weight": torch.randn(40, 40) for i in range(8)}
    if kind == "safetensors":
        save_file(tensors, path)
    else:
        torch.save(tensors, path, _use_new_zipfile_serialization=kind == "zip")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refusal(path).code == "checkpoint.truncated"


def test_a_pickle_of_something_else_is_no_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    path.write_bytes(pickle.dumps([1, 2, 3], protocol=2))
    assert refusal(path).code == "checkpoint.not_one"
    saved(tmp_path, [WEIGHT])
    assert refusal(path).code == "checkpoint.not_one"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.pt").code == "checkpoint.missing"
    (tmp_path / "folder.pt").mkdir()
    assert refusal(tmp_path / "folder.pt").code == "checkpoint.not_one"


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.pt"))
    path.write_bytes(b"no checkpoint")
    with pytest.raises(ViewerError) as error:
        read_tensors(path)
    error.value.sentence.encode()
    error.value.params["file"].encode()
