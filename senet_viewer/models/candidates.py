"""A network that a file's tensors may be of: what it needs, and how it is filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from senet_viewer.models.dialects import TUTORIAL, Dialect, Reading
from senet_viewer.models.fit import Fit, compare
from senet_viewer.models.guesses import CIFAR_CLASSES, guess_own
from senet_viewer.models.lending import InUse
from senet_viewer.models.se_resnet import SEResNet
from senet_viewer.models.se_resnet_settings import SEResNetSettings
from senet_viewer.records import Preprocessing

CIFAR_STAGES = 3
STRIDE_IS_TAKEN = (
    "Tensors do not tell the stride of a 3×3 stem: 1 is taken; "
    'a .json file beside the checkpoint may state {"stem": "small"}, which is 2.'
)
STRIDE_IS_LENT = (
    "Tensors do not tell the stride of a 3×3 stem: {stride} is taken, as in the network in use."
)

Tensors = Mapping[str, Tensor]
Convert = Callable[[str, Tensor], Tensor]
"""Gives the tensor of a name in the file, as what is wanted."""


@dataclass(frozen=True)
class Candidate:
    """A network that the tensors may be of, without them.

    ``title`` is what the network is, ``dialect`` whose names its tensors have. ``names`` maps those
    of its state dict to those in the file; ``head`` is what the classifier is called there, with
    ``classes`` outputs (None: unknown). ``linear_as_conv``: linear layers there are our 1×1
    convolutions. ``is_for_imagenet`` says that it is made for ImageNet, ``is_users`` that the
    user's code built it. ``rebuild`` makes the network with memory, where ``model`` is on ``meta``
    and has tensors that its state dict does not hold. ``preprocessing`` is taken where none is
    stated. ``also`` names other networks with the same tensors, ``remarks`` are sentences on the
    choice; ``note``, ``trained`` and ``shortcut`` are the card's (None: found by its structure).
    """

    title: str
    dialect: str
    model: nn.Module
    names: Mapping[str, str]
    preprocessing: Preprocessing
    head: str = ""
    classes: int | None = None
    linear_as_conv: bool = False
    is_for_imagenet: bool = False
    is_users: bool = False
    rebuild: Callable[[], nn.Module] | None = None
    also: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    note: str = ""
    trained: bool = True
    shortcut: bool | None = None

    def wanted(self) -> dict[str, Tensor]:
        """The tensors that it needs, by their names in the file."""
        return {self.names[name]: tensor for name, tensor in state_of(self.model).items()}

    def fit(self, given: Tensors) -> Fit:
        """How the tensors of a file fit it."""
        return compare(self.wanted(), given, linear_as_conv=self.linear_as_conv)

    def fill(self, convert: Convert) -> nn.Module:
        """The network with its tensors, in evaluation mode on the CPU."""
        state = {name: convert(self.names[name], t) for name, t in state_of(self.model).items()}
        model = self.model if self.rebuild is None else self.rebuild()
        model.load_state_dict(state, strict=False, assign=True)
        return model.eval()


def state_of(model: nn.Module) -> dict[str, Tensor]:
    """The tensors of a state dict, in which a module may keep other things too."""
    return {name: value for name, value in model.state_dict().items() if isinstance(value, Tensor)}


def shapes_of(tensors: Tensors) -> dict[str, tuple[int, ...]]:
    """The shapes of tensors by name."""
    return {name: tuple(tensor.shape) for name, tensor in tensors.items()}


def own_candidates(
    given: Tensors, dialects: Sequence[Dialect], stem: str = "", in_use: InUse | None = None
) -> Iterator[Candidate]:
    """Own networks in the form of the dialects whose names the tensors have.

    ``stem`` is what is stated of it elsewhere: the stride of a 3×3 stem tensors do not tell. Where
    nothing is stated, it is as in the network ``in_use``.
    """
    shapes = shapes_of(given)
    for dialect in dialects:
        reading = dialect.read(shapes)
        if reading is not None:
            yield of_reading(reading, stem, in_use)


def of_reading(reading: Reading, stem: str = "", in_use: InUse | None = None) -> Candidate:
    """The own network that a dialect read from the tensors; see ``own_candidates``."""
    settings, dialect = reading.settings, reading.dialect
    remarks: tuple[str, ...] = ()
    for_cifar = dialect.for_cifar or len(settings.block_counts) == CIFAR_STAGES
    if settings.stem == "tutorial" and not for_cifar and not stem:
        stem, remarks = _untold_stem(settings, in_use)
    if settings.stem == "tutorial" and stem == "small":
        settings = replace(settings, stem="small")
    model = _on_meta(settings)
    return Candidate(
        title=reading.title,
        dialect=dialect.title,
        model=model,
        names={name: reading.names.theirs(name) for name in model.state_dict()},
        preprocessing=guess_own(settings, for_cifar=for_cifar),
        head=reading.head,
        classes=settings.classes,
        linear_as_conv=dialect.projection_rank == 2,
        is_for_imagenet=settings.stem == "imagenet",
        remarks=remarks,
    )


def _untold_stem(settings: SEResNetSettings, in_use: InUse | None) -> tuple[str, tuple[str, ...]]:
    """The 3×3 stem where its stride is not stated, and how it was chosen.

    A network with another number of classes, and that of CIFAR's, is none of the same pictures.
    """
    lent = None if in_use is None else in_use.small_stem
    is_alike = in_use is not None and len(in_use.labels) == settings.classes
    if lent is None or (settings.classes in CIFAR_CLASSES and not is_alike):
        return "", (STRIDE_IS_TAKEN,)
    return lent, (STRIDE_IS_LENT.format(stride=2 if lent == "small" else 1),)


def of_settings(settings: SEResNetSettings) -> Candidate:
    """An own network under its own names."""
    shapes = {name: tuple(tensor.shape) for name, tensor in _on_meta(settings).state_dict().items()}
    reading = TUTORIAL.read(shapes)
    assert reading is not None
    return of_reading(reading)


def _on_meta(settings: SEResNetSettings) -> SEResNet:
    with torch.device("meta"):
        return SEResNet(settings)
