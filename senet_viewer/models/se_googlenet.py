"""SE-GoogLeNet: GoogLeNet with an SE block behind each Inception module, and no shortcut.

The Inception modules are torchvision's, which is imported when the network is asked for. Its
weights for the plain network are taken over where they are on this machine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.models import catalogue, imagenet, libraries, on_disk
from senet_viewer.models.architectures import Weights
from senet_viewer.models.cards import Loaded, attach, make_card, numbered_labels
from senet_viewer.models.fit import Fit, compare
from senet_viewer.models.library_names import TORCHVISION, LibraryName
from senet_viewer.models.meta import build_on_meta
from senet_viewer.models.squeeze_excited import NEARLY_OPEN, SqueezeExcited, open_gates
from senet_viewer.models.tensorfile import read_tensors, shown
from senet_viewer.records import ModelCard, Preprocessing

KEY = catalogue.SE_GOOGLENET
TITLE = "SE-GoogLeNet"
PLAIN = LibraryName(TORCHVISION, "googlenet")
PLAIN_TITLE = "GoogLeNet"
UNTRAINED_NOTE = "untrained: random weights"
UNTRAINED_GATES_NOTE = (
    f"GoogLeNet with untrained SE blocks: every gate is {NEARLY_OPEN} for every picture, so that "
    "the answers are nearly GoogLeNet's."
)
CLASSES = 1000
REDUCTION = 16
SEED = 0
PROBLEMS_NAMED = 5
# Channels that each Inception module gives (Szegedy et al., arXiv 1409.4842, table 1).
INCEPTIONS: Mapping[str, int] = {
    "inception3a": 256,
    "inception3b": 480,
    "inception4a": 512,
    "inception4b": 512,
    "inception4c": 512,
    "inception4d": 528,
    "inception4e": 832,
    "inception5a": 832,
    "inception5b": 1024,
}
HEAD = "fc"
# torchvision names a file of weights by the beginning of its hash.
NAMED_BY_HASH = re.compile(r"-([0-9a-f]{8,})\.pth$")
# Pixels in -1..1, as the published weights want them. torchvision's network makes that of
# ImageNet's normalisation by itself (``transform_input``); here it is said openly instead.
PUBLISHED_MEAN = PUBLISHED_STD = (0.5, 0.5, 0.5)


def is_name(name: str) -> bool:
    """Whether ``name`` means this network: ``se_googlenet``."""
    return name.strip().lower().replace("-", "_") == KEY


def build(classes: int = CLASSES, reduction: int = REDUCTION) -> nn.Module:
    """An SE-GoogLeNet in evaluation mode: ``[N, 3, H, W]`` to logits ``[N, classes]``.

    Its random weights keep the size of the activations (He et al., arXiv 1502.01852). Raises
    ``ViewerError`` where torchvision cannot be imported.
    """
    model = _plain(classes)
    for name, channels in INCEPTIONS.items():
        setattr(model, name, SqueezeExcited(model.get_submodule(name), channels, reduction))
    return model.eval()


def build_without_tensors(classes: int = CLASSES, reduction: int = REDUCTION) -> nn.Module:
    """The network in evaluation mode, whose tensors hold no data."""
    return build_on_meta(lambda: build(classes, reduction))


def load() -> nn.Module:
    """The network with its card, on the CPU; nothing is downloaded.

    It has torchvision's weights of GoogLeNet if they are on this machine, else random ones, always
    the same. Raises ``ViewerError``, also where those weights are damaged.
    """
    weights = libraries.weights_of(PLAIN)
    path = on_disk.find(weights.place) if weights else None
    if weights is not None and path is not None:
        return _with_published(weights, path)
    model = _seeded()
    _attach(model, TITLE, UNTRAINED_NOTE, numbered_labels(CLASSES), Preprocessing())
    return model


def take_over(plain: Mapping[str, Tensor], path: Path = Path(PLAIN_TITLE)) -> nn.Module:
    """An SE-GoogLeNet with the tensors of a plain GoogLeNet, by torchvision's names.

    The SE blocks are untrained and nearly open (``open_gates``), so that the network answers nearly
    as the plain one does. Heads that serve training alone are left out. Raises ``ViewerError``
    (``checkpoint.other_network``) where the tensors, which are from ``path``, do not fit.
    """
    classes = plain[f"{HEAD}.weight"].shape[0] if f"{HEAD}.weight" in plain else CLASSES
    wanted = plain_without_tensors(classes).state_dict()
    fit = compare(wanted, plain)
    if not fit.is_whole:
        raise _other_network(path, fit)
    # Networks of torch before 0.4.1 did not count their batches.
    found = {
        name: plain[name].to(tensor.dtype).clone()
        if name in plain
        else torch.zeros((), dtype=tensor.dtype)
        for name, tensor in wanted.items()
    }
    return with_plain_tensors(found, classes)


def plain_without_tensors(classes: int = CLASSES) -> nn.Module:
    """The plain GoogLeNet in evaluation mode, whose tensors hold no data."""
    return build_on_meta(lambda: _plain(classes))


def with_plain_tensors(plain: Mapping[str, Tensor], classes: int) -> nn.Module:
    """An SE-GoogLeNet with all tensors of a plain one, and untrained SE blocks."""
    model = _seeded(classes)
    state = {in_transform(name): tensor for name, tensor in plain.items()}
    model.load_state_dict(state, strict=False, assign=True)
    for name in INCEPTIONS:
        block: Any = model.get_submodule(name)
        open_gates(block.SE)
    return model


def in_transform(name: str) -> str:
    """The name that a tensor of the plain network has in this one."""
    module, _, rest = name.partition(".")
    return f"{module}.transform.{rest}" if module in INCEPTIONS else name


def published_preprocessing(stated: Preprocessing) -> Preprocessing:
    """What torchvision states of its weights, with the normalisation that they are for."""
    return Preprocessing(
        stated.resize, stated.crop, stated.interpolation, PUBLISHED_MEAN, PUBLISHED_STD
    )


def _plain(classes: int) -> nn.Module:
    libraries.library(PLAIN.library)
    from torchvision.models import GoogLeNet

    model: nn.Module = GoogLeNet(classes, aux_logits=False, init_weights=False)
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            nn.init.kaiming_normal_(part.weight, nonlinearity="relu")
    return model.eval()


def _seeded(classes: int = CLASSES) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        return build(classes)


def _with_published(weights: Weights, path: Path) -> nn.Module:
    _require_whole(path)
    model = take_over(read_tensors(path).tensors, path)
    labels = imagenet.labels(weights.labels, CLASSES) or numbered_labels(CLASSES)
    way = published_preprocessing(weights.preprocessing)
    _attach(model, TITLE, UNTRAINED_GATES_NOTE, labels, way)
    return model


def _require_whole(path: Path) -> None:
    """Check a file against the hash in its name; raises ``ViewerError``."""
    expected = NAMED_BY_HASH.search(path.name)
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if expected and not found.startswith(expected[1]):
        raise ViewerError(
            "checkpoint.damaged",
            f"“{shown(path)}” is damaged or was changed; delete it, and {TITLE} opens with "
            "random weights.",
            {"file": shown(path)},
            detail=f"{path}: SHA-256 {found}, expected {expected[1]}…",
        )


def _other_network(path: Path, fit: Fit) -> ViewerError:
    name, first = shown(path), fit.problems[0]
    return ViewerError(
        "checkpoint.other_network",
        f"“{name}” is of another network: {fit.matched} of the {fit.expected} tensors of "
        f"torchvision’s GoogLeNet match, but {first}; choose weights of that network.",
        {
            "file": name,
            "nearest": PLAIN_TITLE,
            "matched": str(fit.matched),
            "expected": str(fit.expected),
            "first": first,
        },
        detail="; ".join(fit.problems[:PROBLEMS_NAMED]),
    )


def _attach(
    model: nn.Module, title: str, note: str, labels: tuple[str, ...], way: Preprocessing
) -> None:
    card = ModelCard(
        key=KEY,
        title=title,
        parameters=0,
        labels=labels,
        blocks=(),
        preprocessing=way,
        trained=False,
        shortcut=False,
        note=note,
    )
    attach(model, Loaded(make_card(model, card)))
