"""Frozen records that all rooms share: images, predictions, gates, models and their profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from senet_viewer.errors import ViewerError, printable

Gates = NDArray[np.float32]
"""Gates of one block, shape ``[C]``, each value in 0..1."""

Pixels = NDArray[np.uint8]
"""An RGB picture, shape ``[H, W, 3]``."""


@dataclass(frozen=True)
class ImageRef:
    """An image as the user knows it.

    ``key`` is unique among the images that are open; ``name`` is shown; ``path`` is the file's
    absolute path as ``os.fsdecode`` gives it (any file name survives), empty for pasted images.
    """

    key: str
    name: str
    path: str = ""


@dataclass(frozen=True)
class Preprocessing:
    """How a picture becomes the network's input.

    The shorter side is resized to ``resize`` pixels (antialiased), the central ``crop``×``crop``
    pixels are cut out, scaled to 0..1, then normalised with ``mean`` and ``std`` per channel.
    ``guessed`` says that the network does not state its preprocessing. With ``squash`` both sides
    are resized to ``resize``, whatever the picture's shape.
    """

    resize: int = 256
    crop: int = 224
    interpolation: str = "bilinear"
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)
    guessed: bool = False
    squash: bool = False

    def same_pixels(self, other: Preprocessing) -> bool:
        """Whether both show a network the same pixels of a picture, before normalisation."""
        parts = [(p.resize, p.crop, p.interpolation, p.squash) for p in (self, other)]
        return parts[0] == parts[1]

    def describe(self) -> str:
        """One English phrase, such as ``resize 256, crop 224×224, bilinear, mean …``."""
        mean = " ".join(f"{value:g}" for value in self.mean)
        std = " ".join(f"{value:g}" for value in self.std)
        side = "both sides" if self.squash else "shorter side"
        text = (
            f"{side} to {self.resize}, centre {self.crop}×{self.crop}, "
            f"{self.interpolation}, mean {mean}, std {std}"
        )
        return text + (" (guessed)" if self.guessed else "")


@dataclass(frozen=True)
class Prediction:
    """One class with its probability (0..1) and its index among the network's classes."""

    label: str
    index: int
    probability: float


@dataclass(frozen=True)
class BlockCard:
    """One SE block: paper-style ``name`` (``SE_3_4``), its place, and the module's path.

    ``height`` and ``width`` are the feature map's at the network's input size (0: unknown).
    """

    name: str
    stage: int
    index: int
    module: str
    channels: int
    height: int = 0
    width: int = 0


@dataclass(frozen=True)
class BuildOptions:
    """How a network is built where its name or file alone does not say it.

    ``architecture`` is ``module:callable`` in the user's own environment, which builds the network
    that a checkpoint is loaded into. ``implementation`` is empty, or ``own`` for the own, faster
    code of a network that is also someone else's.
    """

    architecture: str = ""
    implementation: str = ""


@dataclass(frozen=True)
class FitReport:
    """How the tensors of a checkpoint fitted the network that they were loaded into.

    ``dialect`` names whose names and shapes they have, in a few words. ``matched`` of ``expected``
    tensors were taken over; ``missing`` ones the network needs, ``left_over`` ones it does not.
    ``remarks`` are sentences on what was seen through: wrappers, prefixes, foreign extras. ``also``
    names other networks with these very tensors, which may compute something else with them.
    """

    dialect: str
    matched: int
    expected: int
    missing: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelCard:
    """What is known of a network before it sees an image.

    ``key`` is what ``load_model`` takes; ``note`` is one honest sentence about its limits;
    ``shortcut`` says whether a shortcut carries the channels past each block; ``fit`` is there for
    a network from a checkpoint.
    """

    key: str
    title: str
    parameters: int
    labels: tuple[str, ...]
    blocks: tuple[BlockCard, ...]
    preprocessing: Preprocessing
    trained: bool = True
    shortcut: bool = True
    note: str = ""
    fit: FitReport | None = None

    @property
    def gates(self) -> int:
        """Number of gates over all blocks."""
        return sum(block.channels for block in self.blocks)


def shape_misfit(
    blocks: Sequence[BlockCard], others: Sequence[BlockCard], name: str
) -> ViewerError | None:
    """Why the gates of two networks cannot be compared block by block; None where they can.

    ``blocks`` are those of the network in use, ``others`` those of the network called ``name``.
    Names and channels must be the same; the first difference is told.
    """
    told = printable(name)
    if len(blocks) != len(others):
        here, there = str(len(blocks)), str(len(others))
        what = f"“{told}” has {there} SE blocks and the network in use has {here}"
        return _misfit("compare.blocks", what, {"name": told, "here": here, "there": there})
    for one, other in zip(blocks, others, strict=True):
        params = {"name": told, "here": one.name, "there": other.name}
        if one.name != other.name:
            what = f"“{told}” has a block {other.name} where the network in use has {one.name}"
            return _misfit("compare.names", what, params)
        if one.channels != other.channels:
            here, there = str(one.channels), str(other.channels)
            what = f"“{told}” has {there} channels in {one.name} and the network in use has {here}"
            params = {"name": told, "block": one.name, "here": here, "there": there}
            return _misfit("compare.channels", what, params)
    return None


def _misfit(code: str, what: str, params: Mapping[str, str]) -> ViewerError:
    return ViewerError(
        code,
        f"{what}, so that their gates cannot be compared; choose a network with the same blocks, "
        "such as another checkpoint of its training run.",
        params,
    )


@dataclass(frozen=True)
class BlockGates:
    """The gates of one block for one image.

    ``gates`` is float32 ``[C]``, each in 0..1. ``error`` is the largest absolute difference
    between input × gate and the block's scaled output, or None where it was not checked.
    """

    name: str
    stage: int
    index: int
    module: str
    gates: Gates
    error: float | None = None

    @property
    def channels(self) -> int:
        return int(self.gates.shape[0])


@dataclass(frozen=True)
class Inspection:
    """What one network says about one image.

    ``predictions`` are the best classes, most probable first. ``seen`` is the picture the network
    saw, ``[crop, crop, 3]`` uint8, before normalisation. ``width`` and ``height`` are the image's
    own, upright. ``milliseconds`` is the forward pass's share of this image.
    """

    image: ImageRef
    model: str
    device: str
    preprocessing: Preprocessing
    predictions: tuple[Prediction, ...]
    blocks: tuple[BlockGates, ...]
    seen: Pixels
    width: int
    height: int
    milliseconds: float
    tolerance: float = 1e-6

    def block(self, name: str) -> BlockGates:
        """The block of that name; raises ``KeyError`` with the names there are."""
        for block in self.blocks:
            if block.name == name:
                return block
        raise KeyError(f"{name}: the blocks are {', '.join(b.name for b in self.blocks)}")

    @cached_property
    def largest_error(self) -> float | None:
        """The largest proof error over all blocks, None where one was not checked."""
        errors = [block.error for block in self.blocks]
        if not errors or any(error is None for error in errors):
            return None
        return max(error for error in errors if error is not None)

    @property
    def verified(self) -> bool | None:
        """Whether input × gate equals the output of every block; None where not checked."""
        error = self.largest_error
        return None if error is None else error <= self.tolerance


@dataclass(frozen=True)
class Profile:
    """Statistics of a network's gates over many images.

    ``mean`` and ``spread`` (standard deviation) map a block's name to float32 ``[C]``.
    ``class_mean`` and ``class_spread`` map it to float32 ``[classes, C]``, or are empty.
    ``title`` names the images in a few words, such as "10,000 validation pictures".
    """

    title: str
    images: int
    mean: Mapping[str, Gates]
    spread: Mapping[str, Gates]
    class_mean: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    class_spread: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)


@dataclass(frozen=True)
class ChannelMaps:
    """One channel at one SE block, for one image, before and after its gate.

    ``before`` and ``after`` are float32 ``[H, W]``: the channel in the block's input and in its
    scaled output. ``squeeze`` is the mean of ``before``, ``gate`` is in 0..1 (equations 2 to 4 of
    arXiv 1709.01507).
    """

    squeeze: float
    gate: float
    before: NDArray[np.float32]
    after: NDArray[np.float32]


@dataclass(frozen=True)
class Noise:
    """How much one image's gates change while nothing changes that an eye would name.

    The image was shifted by one pixel of the network's input, each way, and mirrored. ``channels``
    maps a block's name to float32 ``[C]``, each channel's largest |change| of these; ``blocks``
    maps it to the largest mean |change| over its channels.
    """

    image: ImageRef
    channels: Mapping[str, Gates]
    blocks: Mapping[str, float]


@dataclass(frozen=True)
class DeviceCard:
    """A device a network can run on: ``key`` for torch (``cpu``, ``cuda:0``), ``title`` shown."""

    key: str
    title: str


@dataclass(frozen=True)
class CatalogueEntry:
    """A network that can be loaded: ``key`` for ``load_model``, and what to tell of it.

    ``parameters``, ``blocks`` and ``gates`` (0: unknown) are counts; ``input_size`` is the side of
    its input in pixels; ``source`` is who offers it (``timm``, ``torchvision``, empty for the own
    ones). ``weights`` is empty where there are none to be had (it opens with random weights), else
    the name of the file or repository they are in, with ``download_bytes`` (0: unknown) and
    ``licence``; ``on_disk`` says whether they are on this machine.
    """

    key: str
    title: str
    group: str
    parameters: int
    blocks: int
    note: str = ""
    input_size: int = 0
    source: str = ""
    licence: str = ""
    weights: str = ""
    download_bytes: int = 0
    on_disk: bool = True
    gates: int = 0


@dataclass(frozen=True)
class Transfer:
    """How far a download is: ``done`` of ``total`` bytes (0: unknown) of the file ``name``."""

    name: str
    done: int
    total: int
    bytes_per_second: float
