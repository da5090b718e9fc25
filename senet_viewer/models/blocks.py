"""The squeeze-and-excitation blocks of any network, found and named as in the paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.gate_probe import Seen, SeenGate, watch_copy, watch_network
from senet_viewer.models.probe import FeatureSize, blank_squares
from senet_viewer.models.se_resnet import SEResNet
from senet_viewer.models.stages import RESNET_STAGE, stages_by_path, stages_by_resolution
from senet_viewer.models.structure import FoundBlock, find_modules


@dataclass(frozen=True)
class MapSize:
    """Height and width of a map where the network sees ``pixels``×``pixels``; 0: none was seen."""

    pixels: int
    height: int
    width: int


@dataclass(frozen=True)
class SEBlock:
    """One squeeze-and-excitation block of a network.

    ``name`` is ``SE_stage_index`` as in the paper. ``module``, at ``path`` in the network, holds
    the whole block. Where ``scaling`` is 0, it takes a feature map and returns it scaled; where it
    does other things too, the ``scaling``-th multiplication of a map by its gates within it is
    meant, counted in each pass. The output of ``gate`` is the gate, ``[N, channels, 1, 1]`` or
    ``[N, channels]``; it is None where a function computes the gate, or a module that serves
    several blocks. ``layers`` are the paths of the modules that squeeze and excite. ``map_size`` is
    that of the map which it scales, where looking for the block has shown it.
    """

    name: str
    stage: int
    index: int
    path: str
    module: nn.Module
    gate: nn.Module | None
    channels: int
    scaling: int = 0
    layers: tuple[str, ...] = ()
    map_size: MapSize | None = None


def find_blocks(model: nn.Module, pixels: int = 224) -> tuple[SEBlock, ...]:
    """The SE blocks of ``model``, in the order in which they run.

    Modules that are SE blocks as a whole are found by their parts (``structure.py``). All others
    are found by watching a pass on an empty picture (``watching.py``); it has ``pixels``×``pixels``
    or, where the network does not take it, another common size. A module that runs several times
    in the pass is a block each time, since it computes other gates each time. Works for networks
    on any device, also on ``meta``. In networks with ``layer1`` … ``layer4`` the stage is that of
    the paper (``layer1`` is conv2_x); in others it is a feature resolution, counted so that the one
    that the network answers from is 5.
    Raises ``ViewerError`` where there is no block.
    """
    found = find_modules(model)
    stages = stages_by_path([block.path for block in found])
    fills_stages = stages is not None and _fills_stages(model, found)
    if stages is not None and fills_stages and isinstance(model, SEResNet):
        # Each of our own blocks runs once.
        return _named(model, found, stages)
    seen = watch_network(model, pixels)
    again = _running_again(found, seen)
    if stages is not None and fills_stages and not again:
        return _named(model, found, stages, _sizes(found, seen), seen.pixels)
    found, sizes = _join([block for block in found if block not in again], seen)
    if not found:
        raise _without_gates(model, seen)
    by_path = stages_by_path([block.path for block in found])
    return _named(
        model, found, by_path or stages_by_resolution(sizes, seen.last), sizes, seen.pixels
    )


def block_sizes(model: nn.Module, blocks: Sequence[SEBlock], pixels: int) -> dict[str, FeatureSize]:
    """By a block's name, height and width of the feature map that it scales, at a square input.

    Empty where the network does not run on that size.
    """
    known = [(b.name, b.map_size) for b in blocks if b.map_size and b.map_size.pixels == pixels]
    if known and len(known) == len(blocks):
        return {name: (size.height, size.width) for name, size in known if size.height}
    passes = (watch_copy(model, picture) for picture in blank_squares(model, pixels))
    seen = next((each for each in passes if not each.failure), Seen())
    sizes: dict[str, FeatureSize] = {}
    for gate in seen.gates:
        for block in blocks:
            if _is_it(block.path, block.scaling, gate):
                sizes.setdefault(block.name, gate.size)
    return sizes


def are_resnet_like(blocks: Sequence[SEBlock]) -> bool:
    """Whether all blocks stand in ``layer1`` … ``layer4``, at the end of residual branches."""
    return stages_by_path([block.path for block in blocks]) is not None


def _fills_stages(model: nn.Module, found: Sequence[FoundBlock]) -> bool:
    """Whether every residual block of ``layer1`` … ``layer4`` has an SE block among the found."""
    paths = [f"{block.path}." for block in found]
    return all(
        any(path.startswith(f"{name}.{child}.") for path in paths)
        for name, module in model.named_modules()
        if RESNET_STAGE.search(f"{name}.") and name.rpartition(".")[2].startswith("layer")
        for child, _module in module.named_children()
    )


def _is_it(path: str, scaling: int, gate: SeenGate) -> bool:
    """Whether the gate that was seen belongs to the block at ``path``."""
    if scaling:
        return gate.path == path and gate.scaling == scaling
    return gate.path == path or gate.path.startswith(f"{path}.")


def _running_again(found: Sequence[FoundBlock], seen: Seen) -> tuple[FoundBlock, ...]:
    """The blocks whose module ran several times in the pass, and scaled each time."""
    times = Counter(block for gate in seen.gates for block in found if _is_it(block.path, 0, gate))
    return tuple(block for block, count in times.items() if count > 1)


def _sizes(found: Sequence[FoundBlock], seen: Seen) -> list[FeatureSize | None]:
    """The sizes of the maps that the blocks scale, as far as the pass showed them."""
    return [
        next((gate.size for gate in seen.gates if _is_it(b.path, b.scaling, gate)), None)
        for b in found
    ]


def _join(
    found: Sequence[FoundBlock], seen: Seen
) -> tuple[tuple[FoundBlock, ...], list[FeatureSize | None]]:
    """The blocks found as modules, with those that only the pass showed, in the order of the pass.

    With them goes the size of the map that each scales; those that did not run come last.
    """
    joined: dict[FoundBlock, FeatureSize | None] = {}
    for gate in seen.gates:
        known = next((b for b in found if _is_it(b.path, b.scaling, gate)), None)
        joined.setdefault(known or _seen_block(gate), gate.size)
    for block in found:
        joined.setdefault(block, None)
    return tuple(joined), list(joined.values())


def _seen_block(gate: SeenGate) -> FoundBlock:
    is_whole = gate.is_whole and gate.gate != ""
    scaling = 0 if is_whole else gate.scaling
    return FoundBlock(gate.path, gate.gate, gate.channels, scaling, gate.layers)


def _named(
    model: nn.Module,
    found: Sequence[FoundBlock],
    stages: Sequence[int],
    sizes: Sequence[FeatureSize | None] = (),
    pixels: int = 0,
) -> tuple[SEBlock, ...]:
    """The blocks with their names; ``sizes`` are those of their maps at ``pixels``, 0: unknown."""
    counts: Counter[int] = Counter()
    blocks = []
    for block, stage, size in zip(found, stages, sizes or [None] * len(found), strict=True):
        counts[stage] += 1
        blocks.append(
            SEBlock(
                name=f"SE_{stage}_{counts[stage]}",
                stage=stage,
                index=counts[stage],
                path=block.path,
                module=model.get_submodule(block.path),
                gate=model.get_submodule(block.gate) if block.gate else None,
                channels=block.channels,
                scaling=block.scaling,
                layers=block.layers,
                map_size=MapSize(pixels, *(size or (0, 0))) if pixels else None,
            )
        )
    return tuple(blocks)


def _without_gates(model: nn.Module, seen: Seen) -> ViewerError:
    name = type(model).__name__
    watched = (
        f"a pass to watch was not possible ({seen.failure})"
        if seen.failure
        else "in a pass on an empty picture, for the same by whatever functions compute it"
    )
    return ViewerError(
        "model.no_gates",
        f"{name} has no squeeze-and-excitation gates to show; choose a network with SE blocks.",
        {"name": name},
        detail="Looked for the mean of every channel that becomes, by one or two 1×1 convolutions "
        "or linear layers, a gate in 0..1 (sigmoid or hard sigmoid) which multiplies its channel: "
        f"in modules made of such layers; {watched}.",
    )
