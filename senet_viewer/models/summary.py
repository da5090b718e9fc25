"""Counts a network's parameters and multiply-adds, layer by layer, without running it on data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.blocks import SEBlock, find_blocks
from senet_viewer.models.probe import CANNOT_RUN, on_meta

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Layer:
    """One layer, in the order in which the layers run; ``block`` names the SE block it is in.

    A layer that runs again has its ``parameters`` counted the first time only.
    """

    path: str
    kind: str
    output_shape: tuple[int, ...]
    parameters: int
    multiply_adds: int
    block: str = ""


@dataclass(frozen=True)
class Summary:
    """What one forward pass takes; sizes are in bytes of the network's own number type.

    Multiply-adds are counted as torchinfo counts them: a convolution's weights and biases once for
    each output pixel, another layer's once for each image; pooling and activations are free, and
    so is a layer that holds others. ``output_bytes`` are those of the outputs of the layers with
    parameters, twice, for the pass and its gradients.
    """

    title: str
    input_size: tuple[int, ...]
    layers: tuple[Layer, ...]
    parameters: int
    trainable_parameters: int
    input_bytes: int
    output_bytes: int
    parameter_bytes: int

    @property
    def multiply_adds(self) -> int:
        return sum(layer.multiply_adds for layer in self.layers)

    @property
    def total_bytes(self) -> int:
        return self.input_bytes + self.output_bytes + self.parameter_bytes

    @property
    def blocks(self) -> tuple[str, ...]:
        """Names of the SE blocks, in the order in which they run."""
        return tuple(dict.fromkeys(layer.block for layer in self.layers if layer.block))

    @property
    def se_parameters(self) -> int:
        """Parameters inside the SE blocks."""
        return sum(layer.parameters for layer in self.layers if layer.block)

    @property
    def se_multiply_adds(self) -> int:
        """Multiply-adds inside the SE blocks."""
        return sum(layer.multiply_adds for layer in self.layers if layer.block)


def summarise(model: nn.Module, input_size: tuple[int, ...] = (1, 3, 224, 224)) -> Summary:
    """The summary of ``model`` for an input ``[N, C, H, W]``; the model may be on ``meta``.

    Raises ``ViewerError`` where the network does not run on that size.
    """
    bare = on_meta(model)
    layers: list[Layer] = []
    output_bytes = _watch(bare, layers)
    dtype = next((p.dtype for p in bare.parameters() if p.is_floating_point()), torch.float32)
    picture = torch.empty(input_size, device="meta", dtype=dtype)
    try:
        with torch.no_grad():
            bare(picture)
    except CANNOT_RUN as error:
        size = "×".join(map(str, input_size))
        name = type(model).__name__
        raise ViewerError(
            "summary.size",
            f"{name} does not run on an input of {size}; choose another size.",
            {"name": name, "size": size},
            detail=str(error),
        ) from error
    parameters = list(model.parameters())
    return Summary(
        title=type(model).__name__,
        input_size=input_size,
        layers=tuple(layers),
        parameters=sum(p.numel() for p in parameters),
        trainable_parameters=sum(p.numel() for p in parameters if p.requires_grad),
        input_bytes=picture.numel() * picture.element_size(),
        output_bytes=2 * sum(output_bytes),
        parameter_bytes=sum(p.numel() * p.element_size() for p in parameters),
    )


def _watch(bare: nn.Module, layers: list[Layer]) -> list[int]:
    """Let every layer append itself when it runs; gives the list of the outputs' bytes."""
    inside = _block_names(bare)
    counted: set[int] = set()
    output_bytes: list[int] = []

    def keep(path: str) -> Callable[[nn.Module, tuple[Any, ...], Any], None]:
        def hook(module: nn.Module, _inputs: tuple[Any, ...], output: Any) -> None:
            if not isinstance(output, Tensor):
                return
            own = sum(p.numel() for p in module.parameters(recurse=False))
            is_leaf = next(module.children(), None) is None
            if own and is_leaf:
                output_bytes.append(output.numel() * output.element_size())
            layers.append(
                Layer(
                    path=path,
                    kind=type(module).__name__,
                    output_shape=tuple(output.shape),
                    parameters=0 if id(module) in counted else own,
                    multiply_adds=_multiply_adds(module, own, output) if is_leaf else 0,
                    block=inside.get(path, ""),
                )
            )
            counted.add(id(module))

        return hook

    for path, module in bare.named_modules():
        is_leaf = next(module.children(), None) is None
        if path and (is_leaf or next(module.parameters(recurse=False), None) is not None):
            module.register_forward_hook(keep(path))
    return output_bytes


def _multiply_adds(module: nn.Module, parameters: int, output: Tensor) -> int:
    images, *rest = output.shape
    pixels = prod(rest[1:]) if "Conv" in type(module).__name__ else 1
    return images * pixels * parameters


def _block_names(model: nn.Module) -> Mapping[str, str]:
    """For the path of each module inside an SE block, that block's name; none without blocks."""
    try:
        blocks: tuple[SEBlock, ...] = find_blocks(model)
    except ViewerError:
        return {}
    return {
        f"{block.path}.{path}": block.name
        for block in blocks
        for path, _part in block.module.named_modules()
        if path
    }
