"""Records of what a network's layers take, the tree that they form, and the sums over its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MEGABYTE = 1_000_000
OUTSIDE = 0
"""The stage of what stands outside the stages: the classifier behind the last one."""


@dataclass(frozen=True)
class Cost:
    """What a part of a network takes in one pass.

    ``parameters`` and ``multiply_adds`` are counts; ``output_bytes`` are those of the outputs of
    the layers with parameters, ``parameter_bytes`` those of the parameters.
    """

    parameters: int = 0
    multiply_adds: int = 0
    output_bytes: int = 0
    parameter_bytes: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.parameters + other.parameters,
            self.multiply_adds + other.multiply_adds,
            self.output_bytes + other.output_bytes,
            self.parameter_bytes + other.parameter_bytes,
        )

    @property
    def total_bytes(self) -> int:
        """Parameters, and the outputs twice: for the pass and for its gradients."""
        return self.parameter_bytes + 2 * self.output_bytes


@dataclass(frozen=True)
class Layer:
    """One module of a network: a layer that computes, or a container of others.

    ``path`` is its place, empty for the network itself, which has ``depth`` 0; ``kind`` is its
    class. ``own`` is what it takes by itself, without the layers inside; a parameter that several
    layers share is counted at the first. ``output_shape`` is that of its first run, empty where it
    did not run. ``block`` names the SE block that it is, or is in. ``stage`` is 1 to 5 as in the
    paper (1: its conv1), or 0 outside the stages and for what spans several.
    """

    path: str
    kind: str
    depth: int
    output_shape: tuple[int, ...]
    own: Cost = Cost()
    runs: int = 1
    block: str = ""
    stage: int = OUTSIDE

    @property
    def name(self) -> str:
        """The last part of the path; of the network itself its class."""
        return self.path.rpartition(".")[2] or self.kind

    @property
    def parameters(self) -> int:
        return self.own.parameters

    @property
    def multiply_adds(self) -> int:
        return self.own.multiply_adds


@dataclass(frozen=True)
class Summary:
    """What one forward pass takes; sizes are in bytes of the network's own number type.

    ``layers`` begins with the network itself; what a layer holds follows it, one deeper, in the
    order in which it runs. ``input_size`` is ``[N, C, H, W]``.

    Multiply-adds are counted as torchinfo counts them: a convolution's weights and biases once for
    each output pixel, a linear layer's once for each vector (torchinfo: once for each picture),
    another layer's once for each picture; pooling and activations are free. What the network
    computes outside its layers, in functions such as a matrix product, is not counted:
    ``uncounted_multiply_adds`` says how much that is. ``scaled_values`` is the number of values in
    the feature maps that the SE blocks take: each costs an addition (squeeze) and a multiplication
    (scale), which are not counted either.
    """

    title: str
    input_size: tuple[int, ...]
    layers: tuple[Layer, ...]
    trainable_parameters: int
    input_bytes: int
    scaled_values: int = 0
    uncounted_multiply_adds: int = 0

    @property
    def cost(self) -> Cost:
        """What the whole network takes."""
        return total(self.layers)

    @property
    def se_cost(self) -> Cost:
        """What the layers inside the SE blocks take."""
        return total(layer for layer in self.layers if layer.block)

    @property
    def parameters(self) -> int:
        return self.cost.parameters

    @property
    def multiply_adds(self) -> int:
        return self.cost.multiply_adds

    @property
    def output_bytes(self) -> int:
        """Outputs of the layers with parameters, twice: for the pass and for its gradients."""
        return 2 * self.cost.output_bytes

    @property
    def parameter_bytes(self) -> int:
        return self.cost.parameter_bytes

    @property
    def total_bytes(self) -> int:
        return self.input_bytes + self.cost.total_bytes

    @property
    def blocks(self) -> tuple[str, ...]:
        """Names of the SE blocks, in the order in which they run."""
        return tuple(dict.fromkeys(layer.block for layer in self.layers if layer.block))

    @property
    def se_parameters(self) -> int:
        """Parameters inside the SE blocks."""
        return self.se_cost.parameters

    @property
    def se_multiply_adds(self) -> int:
        """Multiply-adds inside the SE blocks."""
        return self.se_cost.multiply_adds


@dataclass(frozen=True)
class Branch:
    """A layer with those inside it; ``cost`` is what they take together."""

    layer: Layer
    children: tuple[Branch, ...]
    cost: Cost

    @property
    def ran(self) -> bool:
        """Whether any of it ran in the pass."""
        return self.layer.runs > 0 or any(child.ran for child in self.children)

    def walk(self, depth: int | None = None) -> Iterator[Branch]:
        """This and what is inside, down to ``depth`` (None: all), parents before children."""
        yield self
        if depth is None or self.layer.depth < depth:
            for child in self.children:
                yield from child.walk(depth)


def total(layers: Iterator[Layer] | tuple[Layer, ...]) -> Cost:
    """The sum of what layers take by themselves."""
    return sum((layer.own for layer in layers), Cost())


def tree(summary: Summary) -> Branch:
    """The layers as a tree; its root is the network itself."""
    return _branch(summary.layers, 0)


def _branch(layers: tuple[Layer, ...], place: int) -> Branch:
    root = layers[place]
    children: list[Branch] = []
    for following in range(place + 1, len(layers)):
        depth = layers[following].depth
        if depth <= root.depth:
            break
        if depth == root.depth + 1:
            children.append(_branch(layers, following))
    return Branch(root, tuple(children), sum((child.cost for child in children), root.own))


@dataclass(frozen=True)
class TimeRatio:
    """How many times as long one network's pass takes as another's, on one machine at one time.

    ``median`` is that of ``pairs`` of passes that took turns; half of the pairs lie from ``low`` to
    ``high``. ``seconds`` and ``other_seconds`` are the medians of the passes.
    """

    median: float
    low: float
    high: float
    pairs: int
    seconds: float
    other_seconds: float


def compare_stages(one: Summary, other: Summary) -> tuple[tuple[int, Cost, Cost], ...]:
    """Each stage that one of them has, with what it takes in both, in the order of the stages."""
    first, second = stage_costs(one), stage_costs(other)
    stages = sorted(first.keys() | second.keys(), key=_place)
    return tuple((stage, first.get(stage, Cost()), second.get(stage, Cost())) for stage in stages)


def stage_costs(summary: Summary) -> dict[int, Cost]:
    """What each stage takes, in order; what stands outside the stages comes last, as stage 0."""
    costs: dict[int, Cost] = {}
    for layer in summary.layers:
        costs[layer.stage] = costs.get(layer.stage, Cost()) + layer.own
    return {stage: costs[stage] for stage in sorted(costs, key=_place) if costs[stage] != Cost()}


def _place(stage: int) -> tuple[bool, int]:
    return (stage == OUTSIDE, stage)
