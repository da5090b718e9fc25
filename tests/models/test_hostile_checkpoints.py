"""Damaged, strange and hostile checkpoints: refused in a sentence, or opened as what they are."""

from __future__ import annotations

import gzip
import os
import random
import shlex
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.cards import card_of
from senet_viewer.models.loading import load_model
from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings
from senet_viewer.models.tensorfile import read_tensors
from tests.models.making import lively, pictures

TINY = SEResNetSettings(18, "tutorial", classes=3, reduction=4, width=8)


def state() -> dict[str, Any]:
    torch.manual_seed(0)
    model = SEResNet(TINY)
    lively(model)
    return model.state_dict()


def saved(folder: Path, content: object, name: str = "mine.pth") -> Path:
    path = folder / name
    torch.save(content, path)
    return path


def loaded(path: Path) -> SEResNet:
    """The network of a checkpoint, which runs."""
    model = load_model(str(path), device="cpu")
    assert isinstance(model, SEResNet)
    with torch.inference_mode():
        assert model(pictures(1, 16)).shape == (1, 3)
    return model


def refusal(path: Path) -> ViewerError:
    """The error on opening; what it says can be printed, and is one line."""
    with pytest.raises(ViewerError) as error:
        load_model(str(path), device="cpu")
    for text in (error.value.sentence, error.value.detail, *error.value.params.values()):
        text.encode()
    assert "\n" not in error.value.sentence
    return error.value


class TestClaims:
    """Files that say they hold more than they do."""

    def test_a_tensor_that_repeats_one_number(self, tmp_path: Path) -> None:
        huge = torch.zeros(1).expand(1_000_000, 1_000_000)
        error = refusal(saved(tmp_path, {**state(), "linear.weight": huge}))
        assert error.code == "checkpoint.claims"

    def test_an_archive_that_unpacks_to_much_more(self, tmp_path: Path) -> None:
        path = saved(tmp_path, state())
        packed = tmp_path / "packed.pth"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
            for entry in old.namelist():
                new.writestr(entry, old.read(entry), zipfile.ZIP_DEFLATED)
            bomb = entry.partition("/")[0] + "/data/9999"
            new.writestr(bomb, bytes(200_000_000), zipfile.ZIP_DEFLATED)
        assert refusal(packed).code == "checkpoint.claims"

    def test_names_that_speak_of_thousands_of_blocks(self, tmp_path: Path) -> None:
        names = {f"layer1.{i}.conv1.weight": torch.zeros(1) for i in range(1, 2_000)}
        assert refusal(saved(tmp_path, {**state(), **names})).code == "checkpoint.other_network"

    def test_tied_tensors_are_no_claim(self, tmp_path: Path) -> None:
        tensors = state()
        shared = {f"again{i}.weight": tensors["linear.weight"] for i in range(3)}
        loaded(saved(tmp_path, {**tensors, **shared}))


class TestNumbers:
    """Tensors that are no float32."""

    @pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16, torch.float16])
    def test_other_floats_are_used_as_float32(self, tmp_path: Path, dtype: torch.dtype) -> None:
        tensors = {n: t.to(dtype) if t.is_floating_point() else t for n, t in state().items()}
        model = load_model(str(saved(tmp_path, tensors)), device="cpu")
        assert {p.dtype for p in model.parameters()} == {torch.float32}
        fit = card_of(model).fit
        assert fit is not None
        assert f"The tensors are {str(dtype)[6:]}; they are used as float32." in fit.remarks

    def test_numpy_arrays_are_tensors_too(self, tmp_path: Path) -> None:
        tensors = {name: tensor.numpy() for name, tensor in state().items()}
        loaded(saved(tmp_path, tensors))

    @pytest.mark.parametrize(
        ("change", "kind"),
        [
            (lambda t: t.to(torch.int8), "int8"),
            (lambda t: t.to(torch.complex64), "complex64"),
            (lambda t: t.bool(), "bool"),
            (lambda t: t.to_sparse(), "sparse float32"),
            (lambda t: torch.quantize_per_tensor(t, 0.1, 0, torch.qint8), "qint8"),
            (lambda t: t.to("meta"), "empty"),
        ],
        ids=["int8", "complex", "bool", "sparse", "quantised", "empty"],
    )
    @pytest.mark.filterwarnings("ignore")
    def test_what_is_no_weight_is_refused(
        self, tmp_path: Path, change: Callable[[Tensor], Tensor], kind: str
    ) -> None:
        tensors = state()
        tensors["layer1.0.conv1.weight"] = change(tensors["layer1.0.conv1.weight"])
        error = refusal(saved(tmp_path, tensors))
        assert error.code == "checkpoint.numbers"
        assert f"holds {kind} tensors in place of weights" in error.sentence
        assert "layer1.0.conv1.weight" in error.detail


class TestStructure:
    """What is around the tensors."""

    def test_dictionaries_for_each_part_are_joined(self, tmp_path: Path) -> None:
        parts: dict[str, dict[str, Tensor]] = {}
        for name, tensor in state().items():
            first, _, rest = name.partition(".")
            parts.setdefault(first, {})[rest] = tensor
        x = pictures(1, 32)
        with torch.inference_mode():
            expected = load_model(str(saved(tmp_path, state())), device="cpu")(x)
            assert torch.equal(load_model(str(saved(tmp_path, parts)), device="cpu")(x), expected)

    @pytest.mark.parametrize("key", ["model_ema", "ema", "state_dict_ema", "ema_state_dict"])
    def test_averaged_weights_are_taken_and_it_is_told(self, tmp_path: Path, key: str) -> None:
        averaged = {f"module.{name}": tensor + 1 for name, tensor in state().items()}
        model = load_model(str(saved(tmp_path, {"model": state(), key: averaged})), device="cpu")
        assert torch.equal(model.get_parameter("linear.bias"), state()["linear.bias"] + 1)
        fit = card_of(model).fit
        assert fit is not None
        assert fit.remarks[0] == (
            f"Taken are the averaged weights under “{key}”; the file also holds “model”."
        )

    def test_torchs_averaged_model(self, tmp_path: Path) -> None:
        averaged = torch.optim.swa_utils.AveragedModel(SEResNet(TINY))
        model = load_model(str(saved(tmp_path, averaged.state_dict())), device="cpu")
        fit = card_of(model).fit
        assert fit is not None
        assert "n_averaged" in fit.remarks[0]

    def test_tensors_beside_the_weights_do_not_hide_them(self, tmp_path: Path) -> None:
        content = {"epoch": torch.tensor(3), "loss": torch.tensor(0.1), "state_dict": state()}
        loaded(saved(tmp_path, content))

    def test_an_optimizers_tensors_are_not_taken(self, tmp_path: Path) -> None:
        model = SEResNet(TINY)
        optimizer = torch.optim.Adam(model.parameters())
        model(pictures(2, 16)).sum().backward()
        optimizer.step()
        content = {"net": model.state_dict(), "optimizer": optimizer.state_dict()}
        fit = card_of(load_model(str(saved(tmp_path, content)), device="cpu")).fit
        assert fit is not None
        assert fit.left_over == ()

    def test_a_lightning_checkpoint(self, tmp_path: Path) -> None:
        tensors = {f"model.{name}": tensor for name, tensor in state().items()}
        content = {
            "state_dict": {**tensors, "criterion.weight": torch.ones(3)},
            "hyper_parameters": {"lr": 0.1, "class_names": ["a", "b", "c"]},
            "pytorch-lightning_version": "2.0",
        }
        card = card_of(load_model(str(saved(tmp_path, content, "last.ckpt")), device="cpu"))
        assert card.labels == ("a", "b", "c")
        assert card.fit is not None
        assert card.fit.left_over == ("criterion.weight",)

    def test_a_dictionary_that_holds_itself(self, tmp_path: Path) -> None:
        content: dict[str, Any] = {"state_dict": state()}
        content["model"] = content
        loaded(saved(tmp_path, content))

    @pytest.mark.parametrize(
        "content",
        [[1, 2], [{"a": torch.zeros(2)}], (torch.zeros(2),), torch.zeros(3), 3, "text", None],
        ids=str,
    )
    def test_what_is_no_dictionary_is_no_checkpoint(self, tmp_path: Path, content: Any) -> None:
        assert refusal(saved(tmp_path, content)).code == "checkpoint.not_one"

    @pytest.mark.parametrize(
        "content",
        [
            {1: torch.zeros(2), 2: {3: torch.zeros(2)}},
            {"state_dict": [torch.zeros(2)]},
            {"a": {"b": {"c": {"d": {"e": {"f": torch.zeros(2)}}}}}},
            {"shadow": [torch.zeros(2)], "model": None},
        ],
    )
    def test_tensors_without_names_are_none(self, tmp_path: Path, content: Any) -> None:
        assert refusal(saved(tmp_path, content)).code == "checkpoint.no_tensors"

    @pytest.mark.parametrize("name", ["\udce9.weight", "a\nb\x1b[2J.weight", "", ".", "a..b", "…"])
    def test_names_that_cannot_be_printed_can_be_spoken_of(self, tmp_path: Path, name: str) -> None:
        path = saved(tmp_path, {**state(), f"layer1.{name}": torch.zeros(2)})
        assert refusal(path).code == "checkpoint.other_network"
        path = saved(tmp_path, {**state(), f"x{name}": torch.zeros(2)})
        card = card_of(load_model(str(path), device="cpu"))
        assert card.fit is not None
        " ".join((*card.fit.left_over, *card.fit.remarks)).encode()


class TestFiles:
    """What else has such endings."""

    def test_an_archive_of_something_else(self, tmp_path: Path) -> None:
        path = tmp_path / "photos.pt"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "no weights")
        assert refusal(path).code == "checkpoint.not_one"

    def test_packed_files_say_so(self, tmp_path: Path) -> None:
        weights = saved(tmp_path, state())
        packed = tmp_path / "mine.pth.gz"
        packed.write_bytes(gzip.compress(weights.read_bytes()))
        tar = tmp_path / "mine.tar"
        with tarfile.open(tar, "w") as archive:
            archive.add(weights, "mine.pth")
        for path in (packed, tar):
            assert "unpack it" in refusal(path).detail

    def test_kerass_format_says_so(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.bin"
        path.write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(600))
        assert "Keras" in refusal(path).detail

    @pytest.mark.filterwarnings("ignore")
    def test_a_program_is_refused_with_the_way_to_its_weights(self, tmp_path: Path) -> None:
        path = tmp_path / "script.pt"
        torch.jit.save(torch.jit.trace(nn.Linear(2, 2), torch.zeros(1, 2)), path)
        error = refusal(path)
        assert error.code == "checkpoint.script"
        assert "torch.jit.load(sys.argv[1]).state_dict()" in error.hint

    def test_a_whole_network_is_refused_with_the_way_to_its_weights(self, tmp_path: Path) -> None:
        error = refusal(saved(tmp_path, SEResNet(TINY), "whole network.pth"))
        assert error.code == "checkpoint.pickle"
        assert "torch.load(sys.argv[1], weights_only=False)" in error.hint
        assert "only if you trust the file" in error.hint

    @pytest.mark.skipif(os.name == "nt", reason="such names and this shell are not there")
    def test_the_way_to_its_weights_works_wherever_it_is_pasted(self, tmp_path: Path) -> None:
        folder = tmp_path / "a folder"
        folder.mkdir()
        network = {"model": SEResNet(TINY), "epoch": 3}
        error = refusal(saved(folder, network, 'a\'; touch $x "b"!.pth'))
        command = error.hint.partition("run: python ")[2]
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        subprocess.run(
            ["/bin/sh", "-c", f"{shlex.quote(sys.executable)} {command}"],
            cwd=elsewhere,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
            check=True,
            timeout=120,
        )
        assert [file.name for file in elsewhere.iterdir()] == ["weights.pt"]
        loaded(elsewhere / "weights.pt")

    @pytest.mark.skipif(os.name == "nt", reason="names are text there")
    def test_a_name_that_no_line_of_text_can_hold_is_left_to_the_user(self, tmp_path: Path) -> None:
        error = refusal(saved(tmp_path, SEResNet(TINY), "a\nb.pth"))
        assert error.hint.endswith('" FILE')

    @pytest.mark.skipif(os.name == "nt", reason="names are text there")
    def test_a_name_that_is_not_utf_8_opens(self, tmp_path: Path) -> None:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.pth"))
        with path.open("wb") as file:
            torch.save(state(), file)
        card = card_of(load_model(str(path), device="cpu"))
        assert card.title == "SE-ResNet-18 (caf\N{REPLACEMENT CHARACTER}.pth)"

    def test_bytes_turned_at_random_never_escape(self, tmp_path: Path) -> None:
        chance = random.Random(0)
        whole = saved(tmp_path, {"state_dict": {"a": torch.zeros(50, 50)}}).read_bytes()
        path = tmp_path / "turned.pth"
        for _ in range(60):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 40)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
            try:
                read_tensors(path)
            except ViewerError as error:
                error.sentence.encode()


def test_tensors_changed_at_random_are_refused_or_open_whole(tmp_path: Path) -> None:
    """Whatever opens has every tensor that it needs."""
    chance = random.Random(0)
    opened = 0
    codes: set[str] = set()
    for _ in range(40):
        tensors = state()
        for _ in range(chance.randint(1, 4)):
            name = chance.choice(list(tensors))
            match chance.randrange(5):
                case 0:
                    del tensors[name]
                case 1:
                    tensors[name] = tensors[name].flatten()[:1]
                case 2:
                    tensors[name] = torch.zeros(())
                case 3:
                    tensors[name] = torch.zeros(0, *tensors[name].shape[1:])
                case _:
                    tensors[f"other.{name}"] = tensors[name]
        path = saved(tmp_path, tensors)
        try:
            model = load_model(str(path), device="cpu")
        except ViewerError as error:
            codes.add(error.code)
            continue
        opened += 1
        fit = card_of(model).fit
        assert fit is not None
        assert fit.matched == fit.expected
        assert not [t for t in model.state_dict().values() if t.is_meta]
    assert 0 < opened < 40
    assert codes <= {"checkpoint.other_network", "checkpoint.no_classifier"}


def test_arrays_of_objects_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, {"a": np.array([object()], dtype=object)})
    assert refusal(path).code in {"checkpoint.pickle", "checkpoint.not_one"}
