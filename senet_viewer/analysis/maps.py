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
    watch = _Watch(block, channel)
    with _watching(block, watch):
        try:
            inspector.run([prepared], should_stop=lambda: watch.is_complete or should_stop())
        except Stopped:
            if not watch.is_complete:
                raise
    return watch.maps()


def _block(inspector: Inspector, name: str, channel: int) -> SEBlock:
    for block in inspector.blocks:
        if block.name == name and 0 <= channel < block.channels:
            return block
    raise ViewerError(
        "channel.unknown",
        f"{inspector.card.title} has no channel {channel} in a block {name}.",
        {"name": inspector.card.title, "block": name, "channel": str(channel)},
    )


@contextmanager
def _watching(block: SEBlock, watch: _Watch) -> Iterator[None]:
    if block.gate is None or block.scaling:

        def at_scalings(blocks: Sequence[SEBlock], gates: Gates) -> _AtScaling:
            return _AtScaling(blocks, gates, watch)

        with watching([block], Gates(), at_scalings):
            yield
        return
    with removing() as handles:
        handles.append(block.module.register_forward_pre_hook(watch.before))
        handles.append(block.gate.register_forward_hook(watch.at_gate))
        handles.append(block.module.register_forward_hook(watch.after))
        yield


class _AtScaling(ScalingWatch):
    """Meets the block at its multiplication, where it is no module of its own."""

    def __init__(self, blocks: Sequence[SEBlock], gates: Gates, watch: _Watch) -> None:
        super().__init__(blocks, gates)
        self._watch = watch

    def at_block(self, _block: SEBlock, scaling: Scaling, multiply: Callable[[], Any]) -> Any:
        return self._watch.at_scaling(scaling, multiply)


class _Watch:
    """The hooks of one block: they keep one channel of the first image of a pass."""

    def __init__(self, block: SEBlock, channel: int) -> None:
        self._block, self._channel = block, channel
        self._before: NDArray[np.float32] | None = None
        self._after: NDArray[np.float32] | None = None
        self._gate = 0.0

    @property
    def is_complete(self) -> bool:
        return self._after is not None

    def before(self, _module: nn.Module, inputs: tuple[Any, ...]) -> None:
        # Copied here, since a block may scale its input in place.
        self._before, self._after = self._map_in(inputs[0]), None

    def at_gate(self, _module: nn.Module, _inputs: tuple[Any, ...], output: Any) -> None:
        self._gate = float(gate_values(self._block, output)[0, self._channel])

    def after(self, _module: nn.Module, _inputs: tuple[Any, ...], output: Tensor) -> None:
        self._after = self._map_in(output)

    def at_scaling(self, scaling: Scaling, multiply: Callable[[], Any]) -> Any:
        self._before = _copied(scaling.map_in(scaling.features, self._channel))
        self._gate = float(gate_values(self._block, scaling.gates())[0, self._channel])
        product = multiply()
        self._after = _copied(scaling.map_in(product, self._channel))
        return product

    def _map_in(self, features: Tensor) -> NDArray[np.float32]:
        return _copied(features.detach()[0, self._channel])

    def maps(self) -> ChannelMaps:
        """What was kept; to be asked when it is complete."""
        assert self._before is not None
        assert self._after is not None
        squeeze = float(self._before.mean(dtype=np.float64))
        return ChannelMaps(squeeze, self._gate, self._before, self._after)


def _copied(one: Tensor) -> NDArray[np.float32]:
    copied: NDArray[np.float32] = one.to(device="cpu", dtype=torch.float32, copy=True).numpy()
    return copied
