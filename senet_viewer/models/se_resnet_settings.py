"""What determines an SE-ResNet: depth, stem, width, reduction, classes, and the form of others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal, get_args

from senet_viewer.errors import ViewerError

Stem = Literal["tutorial", "imagenet", "small"]
STEMS: tuple[Stem, ...] = get_args(Stem)
Block = Literal["basic", "bottleneck", "preactivation"]

BLOCKS_PER_STAGE: dict[int, tuple[int, int, int, int]] = {
    18: (2, 2, 2, 2),
    34: (3, 4, 6, 3),
    50: (3, 4, 6, 3),
    101: (3, 4, 23, 3),
    152: (3, 8, 36, 3),
}
FIRST_STAGE = 2
DEPTHS: tuple[int, ...] = tuple(BLOCKS_PER_STAGE)
FIRST_BOTTLENECK_DEPTH = 50


@dataclass(frozen=True)
class Form:
    """In what the code of others differs from the tutorial's.

    ``conv_bias``: all convolutions have biases, though norms follow; ``se_bias`` and ``head_bias``:
    the projections of the SE blocks and the classifier have them. ``relu_before_se``: the branch
    ends in a ReLU, which the SE block reads. ``stride_in_first``: a bottleneck's stride is its
    first convolution's. ``unpadded_pool``: the ImageNet stem's max-pool has no padding and rounds
    its size up.
    """

    conv_bias: bool = False
    se_bias: bool = True
    head_bias: bool = True
    relu_before_se: bool = False
    stride_in_first: bool = False
    unpadded_pool: bool = False


@dataclass(frozen=True)
class SEResNetSettings:
    """What determines the tensors of an SE-ResNet, and what it computes with them.

    ``stem`` is ``"tutorial"`` (3×3, stride 1, no pooling), ``"imagenet"`` (7×7, stride 2, then a
    3×3 max-pool of stride 2) or ``"small"`` (3×3, stride 2, no pooling: for 64×64 pictures).
    ``width`` is the channel count of the first stage before the bottleneck's expansion.
    ``blocks`` (a count a stage, of three or four stages or fewer) and ``block`` are those of the
    ``depth`` where they are left out. ``squeezed`` are the channels that the SE blocks of a stage
    squeeze to, where ``reduction`` does not say it.
    """

    EXPANSION: ClassVar[int] = 4

    depth: int = 50
    stem: Stem = "imagenet"
    classes: int = 1000
    reduction: int = 16
    width: int = 64
    blocks: tuple[int, ...] = ()
    block: Block | Literal[""] = ""
    squeezed: tuple[int, ...] = ()
    form: Form = field(default_factory=Form)

    def __post_init__(self) -> None:
        if self.depth not in BLOCKS_PER_STAGE and not self.blocks:
            known = ", ".join(map(str, DEPTHS))
            raise ViewerError(
                "model.unknown",
                f"There is no SE-ResNet-{self.depth}; choose one of {known}.",
                {"name": f"SE-ResNet-{self.depth}", "choices": known},
            )
        if self.stem not in STEMS:
            known = ", ".join(STEMS)
            raise ViewerError(
                "model.unknown",
                f"There is no stem named “{self.stem}”; choose one of {known}.",
                {"name": self.stem, "choices": known},
            )
        if min(self.classes, self.reduction) < 1 or self.reduction > self.width:
            raise ViewerError(
                "model.unknown",
                f"A network needs at least one class and a reduction from 1 to {self.width}.",
                {"name": f"SE-ResNet-{self.depth}", "choices": f"1 to {self.width}"},
            )

    @property
    def kind(self) -> Block:
        """Which block it is built of."""
        if self.block:
            return self.block
        return "bottleneck" if self.depth >= FIRST_BOTTLENECK_DEPTH else "basic"

    @property
    def block_counts(self) -> tuple[int, ...]:
        """How many blocks each stage has."""
        return self.blocks or BLOCKS_PER_STAGE[self.depth]

    def channels(self, stage: int) -> int:
        """Channels of a stage's SE blocks; ``stage`` counts from 0."""
        expansion = self.EXPANSION if self.kind == "bottleneck" else 1
        return (self.width << stage) * expansion

    def squeezed_channels(self, stage: int) -> int:
        """Channels that a stage's SE blocks squeeze to; ``stage`` counts from 0."""
        if self.squeezed:
            return self.squeezed[stage]
        return max(1, self.channels(stage) // self.reduction)
