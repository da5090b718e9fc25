"""One channel of an SE block in one image: its map before and after the gate, and its squeeze."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.capture import gate_values
from senet_viewer.inspection.hooks import removing
from senet_viewer.inspection.inspector import Inspector, Stopped, never
from senet_viewer.inspection.preprocess import PreparedImage
from senet_viewer.inspection.scalings import Gates, ScalingWatch, watching
from senet_viewer.models.blocks import SEBlock
from senet_viewer.models.squeezed import Scaling
from senet_viewer.records import ChannelMaps


def channel_maps(
    inspector: Inspector,
    prepared: PreparedImage,
    name: str,
    channel: int,
    should_stop: Callable[[], bool] = never,
) -> ChannelMaps:
    """The maps of ``channel`` (from 0) of the block ``name``, in one pass that ends behind it.

    Raises ``Stopped`` where ``should_stop()`` says so before, and ``ViewerError`` where the network
    has no such channel.
    """
    block = _block(inspector, name, channel)
    kept = _Kept(block, channel)
    watch = _at_multiplication if block.scaling or block.gate is None else _at_module
    with watch(inspector, kept):
        try:
            inspector.run([prepared], should_stop=lambda: kept.is_complete or should_stop())
        except Stopped:
            if not kept.is_complete:
                raise
    return kept.maps()


def _block(inspector: Inspector, name: str, channel: int) -> SEBlock:
    for block in inspector.blocks:
        if block.name == name and 0 <= channel < block.channels:
            return block
    raise ViewerError(
        "channel.unknown",
        f"{inspector.card.title} has no channel {channel} in a block {name}.",
        {"name": inspector.card.title, "block": name, "channel": str(channel)},
    )


class _Kept:
    """What is kept of one channel of one block, for the first image of a pass."""

    def __init__(self, block: SEBlock, channel: int) -> None:
        self.block, self.channel = block, channel
        self._before: NDArray[np.float32] | None = None
        self._after: NDArray[np.float32] | None = None
        self._gate = 0.0

    @property
    def is_complete(self) -> bool:
        return self._after is not None

    def keep_before(self, one: Tensor) -> None:
        """The channel's map ``[H, W]``; copied, since a block may scale its input in place."""
        self._before, self._after = _copied(one), None

    def keep_gate(self, gates: Tensor) -> None:
        """The gates of all channels, ``[N, C]``."""
        self._gate = float(gates[0, self.channel])

    def keep_after(self, one: Tensor) -> None:
        """The channel's map behind the gate ``[H, W]``."""
        self._after = _copied(one)

    def maps(self) -> ChannelMaps:
        """What was kept; to be asked when it is complete."""
        assert self._before is not None
        assert self._after is not None
        squeeze = float(self._before.mean(dtype=np.float64))
        return ChannelMaps(squeeze, self._gate, self._before, self._after)


def _copied(one: Tensor) -> NDArray[np.float32]:
    on_cpu = one.detach().to(device="cpu", dtype=torch.float32, copy=True)
    copied: NDArray[np.float32] = on_cpu.contiguous().numpy()
    return copied


@contextmanager
def _at_module(_inspector: Inspector, kept: _Kept) -> Iterator[None]:
    """Watches a module that is a block as a whole: its input, its gate, its output."""
    block, channel = kept.block, kept.channel

    def before(_module: nn.Module, inputs: tuple[Any, ...]) -> None:
        kept.keep_before(inputs[0][0, channel])

    def at_gate(_module: nn.Module, _inputs: tuple[Any, ...], output: Any) -> None:
        kept.keep_gate(gate_values(block, output))

    def after(_module: nn.Module, _inputs: tuple[Any, ...], output: Tensor) -> None:
        kept.keep_after(output[0, channel])

    with removing() as handles:
        handles.append(block.module.register_forward_pre_hook(before))
        if block.gate is not None:
            handles.append(block.gate.register_forward_hook(at_gate))
        handles.append(block.module.register_forward_hook(after))
        yield


@contextmanager
def _at_multiplication(inspector: Inspector, kept: _Kept) -> Iterator[None]:
    """Watches the multiplication itself, where a module does other things too."""
    gates = Gates()

    def begin(_module: nn.Module, _inputs: tuple[Any, ...]) -> None:
        gates.begin_pass()

    with removing() as handles:
        # A pass that is tried again, since the memory was full, is counted from its beginning.
        handles.append(inspector.network.register_forward_pre_hook(begin))
        with watching([kept.block], gates, lambda own, seen: _Multiplication(own, seen, kept)):
            yield


class _Multiplication(ScalingWatch):
    """Keeps both sides of the multiplication of a feature map by its gates."""

    def __init__(self, blocks: Sequence[SEBlock], gates: Gates, kept: _Kept) -> None:
        super().__init__(blocks, gates)
        self._kept = kept

    def at_block(self, block: SEBlock, scaling: Scaling, multiply: Callable[[], Any]) -> Any:
        kept = self._kept
        kept.keep_before(scaling.map_in(scaling.features, kept.channel))
        kept.keep_gate(gate_values(block, scaling.gates()))
        output = multiply()
        kept.keep_after(scaling.map_in(output, kept.channel))
        return output
