"""Small networks and files that the tests of models and inspection start from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings

SMALL = SEResNetSettings(depth=18, stem="small", classes=7, reduction=4, width=8)
LABELS = ("fox", "owl", "newt", "bee", "carp", "hare", "mole")


@contextmanager
def one_thread() -> Iterator[None]:
    """Threads that wait for each other take many times longer on a machine that is busy."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def lively(model: nn.Module, seed: int = 0) -> nn.Module:
    """``model`` in evaluation mode, with batch norms and gates that do something."""
    generator = torch.Generator().manual_seed(seed)

    def uniform(tensor: Tensor, low: float, high: float) -> None:
        with torch.no_grad():
            tensor.copy_(torch.rand(tensor.shape, generator=generator) * (high - low) + low)

    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            uniform(module.weight, 0.5, 1.5)
            uniform(module.bias, -0.5, 0.5)
            assert module.running_mean is not None
            assert module.running_var is not None
            uniform(module.running_mean, -0.5, 0.5)
            uniform(module.running_var, 0.5, 2.0)
    return model.eval()


def small_network(settings: SEResNetSettings = SMALL, seed: int = 0) -> SEResNet:
    """An SE-ResNet-18 of width 8 for 64×64 pictures."""
    torch.manual_seed(seed)
    model = SEResNet(settings)
    lively(model, seed)
    return model


def pictures(count: int, pixels: int = 64, seed: int = 0) -> Tensor:
    """Random input, ``[count, 3, pixels, pixels]``."""
    return torch.randn(count, 3, pixels, pixels, generator=torch.Generator().manual_seed(seed))


def write_bundle(resources: Path, *, note: str = "Small.") -> Path:
    """The files of a bundled network with the layout of the real one; gives their folder."""
    (resources / "samples").mkdir(parents=True)
    folder = resources / "bundled_model"
    folder.mkdir()
    model = small_network()
    weights = folder / "model.safetensors"
    tensors = {
        name: tensor.half() if tensor.is_floating_point() else tensor
        for name, tensor in model.state_dict().items()
    }
    metadata = {
        "architecture": "se_resnet",
        "depth": "18",
        "stem": "small",
        "classes": "7",
        "reduction": "4",
        "width": "8",
    }
    save_file(tensors, weights, metadata)
    facts = {
        "title": "SE-ResNet-18, small",
        "labels": LABELS,
        "preprocessing": {
            "resize": 64,
            "crop": 64,
            "interpolation": "bilinear",
            "mean": [0.5, 0.5, 0.5],
            "std": [0.25, 0.25, 0.25],
        },
        "temperature": 2.0,
        "note": note,
        "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
    }
    (folder / "model.json").write_text(json.dumps(facts), encoding="utf-8")
    arrays: dict[str, Any] = {"title": np.array("12 pictures"), "images": np.array(12)}
    for name, channels in (("SE_2_1", 8), ("SE_5_2", 64)):
        for kind, shape in (
            ("mean", (channels,)),
            ("spread", (channels,)),
            ("class_mean", (7, channels)),
            ("class_spread", (7, channels)),
        ):
            arrays[f"{kind}/{name}"] = np.full(shape, 0.5, np.float16)
    np.savez_compressed(folder / "profile.npz", **arrays)
    return folder
