"""What a dialect is: whose names the tensors have, and the SE-ResNet that they are of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count, takewhile
from typing import Literal

from senet_viewer.models.se_resnet_settings import (
    BLOCKS_PER_STAGE,
    FIRST_BOTTLENECK_DEPTH,
    Block,
    Form,
    SEResNetSettings,
)

Shapes = Mapping[str, tuple[int, ...]]

SHORTCUTS = ("shortcut", "downsample")
HEADS = ("linear", "fc", "last_linear", "classifier", "head")
IN_BLOCK = re.compile(r"layer(\d+)\.(\d+)\.(.+)")
MOST_BLOCKS = 1000
"""Files that claim more are not taken for such a network."""
PROJECTIONS = ("SE.conv1", "SE.conv2")


@dataclass(frozen=True)
class Dialect:
    """The names under which others keep an SE-ResNet's tensors, and the form of their code.

    ``stem`` names its convolution and norm, ``stage`` is the beginning of a stage's name, ``parts``
    maps our names of a block's layers to theirs where they differ, ``squeeze`` and ``excite`` are
    the two projections within a block. ``projection_rank`` is 2 where these are linear layers, 4
    where they are 1×1 convolutions. ``shortcuts`` and ``heads`` are names any of which is taken.
    ``forms`` says by the kind of block in what its code differs from the tutorial's, where the
    tensors cannot tell; blocks with pre-activation are looked for where they are among them.
    ``for_cifar``: it is of a collection for pictures of 32×32 pixels.
    """

    title: str
    squeeze: str
    excite: str
    projection_rank: int
    stem: tuple[str, str] = ("conv1", "bn1")
    stage: str = "layer"
    parts: Mapping[str, str] = field(default_factory=dict)
    shortcuts: tuple[str, ...] = SHORTCUTS
    heads: tuple[str, ...] = HEADS
    forms: Mapping[Block, Form] = field(default_factory=dict)
    for_cifar: bool = False

    def read(self, shapes: Shapes) -> Reading | None:
        """What SE-ResNet the tensors are of; None where they are none of this dialect.

        Whether all of them fit is for the caller to find out.
        """
        stem = shapes.get(f"{self.stem[0]}.weight", ())
        squeeze = shapes.get(f"{self.stage}1.0.{self.squeeze}.weight", ())
        if len(stem) != 4 or len(squeeze) != self.projection_rank:
            return None
        names = _Names(self, self._head(shapes), self._shortcut(shapes))
        counts = self._block_counts(shapes)
        head = shapes.get(f"{names.head}.weight", ())
        if not all(counts) or sum(counts) > MOST_BLOCKS or not stem[0] or not squeeze[0]:
            return None
        settings = self._settings(shapes, names, counts)
        form = replace(
            self.forms.get(settings.kind, Form()),
            conv_bias=f"{self.stem[0]}.bias" in shapes,
            se_bias=f"{self.stage}1.0.{self.squeeze}.bias" in shapes,
            head_bias=not head or f"{names.head}.bias" in shapes,
        )
        return Reading(replace(settings, form=form), names)

    def _settings(self, shapes: Shapes, names: _Names, counts: tuple[int, ...]) -> SEResNetSettings:
        stem = shapes[f"{self.stem[0]}.weight"]
        squeeze = shapes[f"{self.stage}1.0.{self.squeeze}.weight"]
        head = shapes.get(f"{names.head}.weight", ())
        kind = self._kind(shapes)
        depth, blocks, block = _depth(counts, kind)
        width = stem[0]
        settings = SEResNetSettings(
            depth,
            "imagenet" if stem[2] == 7 else "tutorial",
            classes=max(1, head[0]) if len(head) == 2 else 1000,
            reduction=min(width, max(1, squeeze[1] // squeeze[0])),
            width=width,
            blocks=blocks,
            block=block,
        )
        firsts = [
            shapes.get(f"{self.stage}{stage + 1}.0.{self.squeeze}.weight") or (1,)
            for stage in range(len(counts))
        ]
        squeezed = tuple(max(1, first[0]) for first in firsts)
        by_reduction = tuple(settings.squeezed_channels(stage) for stage in range(len(counts)))
        return settings if squeezed == by_reduction else replace(settings, squeezed=squeezed)

    def _kind(self, shapes: Shapes) -> Block:
        third = self.parts.get("conv3", "conv3")
        if f"{self.stage}1.0.{third}.weight" in shapes:
            return "bottleneck"
        if "preactivation" not in self.forms:
            return "basic"
        norm, conv = (self.parts.get(part, part) for part in ("bn1", "conv1"))
        # Before the first convolution a norm has that one's input channels, after it its output's.
        before = shapes.get(f"{self.stage}2.0.{norm}.weight") or (0,)
        widening = shapes.get(f"{self.stage}2.0.{conv}.weight", ())
        is_before = len(widening) == 4 and before[0] == widening[1] != widening[0]
        return "preactivation" if is_before else "basic"

    def _shortcut(self, shapes: Shapes) -> str:
        firsts = [f"{self.stage}2.0.{name}.0.weight" for name in self.shortcuts]
        return next(
            (name for name, first in zip(self.shortcuts, firsts, strict=True) if first in shapes),
            self.shortcuts[0],
        )

    def _block_counts(self, shapes: Shapes) -> tuple[int, ...]:
        """Blocks a stage, from the first stage on, counted without a gap."""
        places = re.compile(rf"{re.escape(self.stage)}(\d+)\.(\d+)\.")
        found: defaultdict[int, set[int]] = defaultdict(set)
        for place in map(places.match, shapes):
            if place:
                found[int(place[1])].add(int(place[2]))
        stages = takewhile(lambda stage: found.get(stage), count(1))
        return tuple(next(i for i in count() if i not in found[stage]) for stage in stages)

    def _head(self, shapes: Shapes) -> str:
        """What the classifier is called: a known name, or the one linear layer there is."""
        for name in self.heads:
            if f"{name}.weight" in shapes:
                return name
        linear = [
            name.removesuffix(".weight")
            for name, shape in shapes.items()
            if len(shape) == 2
            and name.endswith(".weight")
            and not re.match(rf"{re.escape(self.stage)}\d", name)
        ]
        return linear[0] if len(linear) == 1 else self.heads[0]


@dataclass(frozen=True)
class _Names:
    """Translates our names of an SE-ResNet's tensors into a dialect's."""

    dialect: Dialect
    head: str
    shortcut: str

    def theirs(self, name: str) -> str:
        """The dialect's name of our tensor ``name``."""
        module, _, kind = name.rpartition(".")
        return f"{self._module(module)}.{kind}"

    def _module(self, module: str) -> str:
        whole = {"conv1": self.dialect.stem[0], "bn1": self.dialect.stem[1], "linear": self.head}
        if module in whole:
            return whole[module]
        place = IN_BLOCK.fullmatch(module)
        if place is None:
            return module
        stage, block, part = place.groups()
        return f"{self.dialect.stage}{stage}.{block}.{self._part(part)}"

    def _part(self, part: str) -> str:
        if part in PROJECTIONS:
            return (self.dialect.squeeze, self.dialect.excite)[PROJECTIONS.index(part)]
        if part.startswith("shortcut."):
            return f"{self.shortcut}.{part.removeprefix('shortcut.')}"
        return self.dialect.parts.get(part, part)


@dataclass(frozen=True)
class Reading:
    """A network that tensors may be of, and how they are called there."""

    settings: SEResNetSettings
    names: _Names

    @property
    def dialect(self) -> Dialect:
        return self.names.dialect

    @property
    def head(self) -> str:
        """What the classifier is called."""
        return self.names.head

    @property
    def title(self) -> str:
        """Such as ``SE-ResNet-50``; which code it is of is the dialect's title."""
        return title(self.settings)


def title(settings: SEResNetSettings) -> str:
    """Such as ``SE-ResNet-50``, ``SE-ResNet-20`` or ``SE-ResNet-18 with pre-activation``."""
    suffix = " with pre-activation" if settings.kind == "preactivation" else ""
    return f"SE-ResNet-{settings.depth}{suffix}"


def _depth(
    counts: tuple[int, ...], kind: Block
) -> tuple[int, tuple[int, ...], Block | Literal[""]]:
    """Depth, blocks and block as settings take them: what the depth implies is left empty."""
    is_bottleneck = kind == "bottleneck"
    for depth, blocks in BLOCKS_PER_STAGE.items():
        if counts == blocks and (depth >= FIRST_BOTTLENECK_DEPTH) == is_bottleneck:
            return depth, (), "" if kind != "preactivation" else kind
    # The papers count the convolutions on the way and the classifier.
    return (3 if is_bottleneck else 2) * sum(counts) + 2, counts, kind
