"""Folds batch norms into the convolutions before them, where nothing else reads between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torch.overrides import TorchFunctionMode
from torch.utils.hooks import RemovableHandle

from senet_viewer.models.probe import CANNOT_RUN, blank_picture, shadow

# From quick to what networks with large kernels or windows need.
PROBE_PIXELS = (32, 96, 224)

# Questions about a tensor that read none of its values.
SHAPE_QUESTIONS = frozenset({"dim", "size", "__get__", "is_contiguous"})


def foldable_pairs(model: nn.Module) -> tuple[tuple[str, str], ...]:
    """Paths of the convolutions and batch norms that can be one.

    A probe pass finds convolutions that run once and whose output only a batch norm reads, which
    runs once too. Empty where the network runs on none of the ``PROBE_PIXELS``.
    """
    bare = shadow(model)
    for pixels in PROBE_PIXELS:
        watch = _Watch(bare)
        try:
            with torch.inference_mode(), watch:
                bare(blank_picture(model, pixels))
        except CANNOT_RUN:
            continue
        finally:
            watch.remove()
        return watch.pairs()
    return ()


def fold(model: nn.Module, pairs: tuple[tuple[str, str], ...]) -> None:
    """Replace each pair's convolution by the folded one and its batch norm by nothing, in place."""
    for conv_path, norm_path in pairs:
        conv, norm = model.get_submodule(conv_path), model.get_submodule(norm_path)
        if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            model.set_submodule(conv_path, fuse_conv_bn_eval(conv, norm))
            model.set_submodule(norm_path, nn.Identity())


class _Watch(TorchFunctionMode):
    """Notes what each convolution made, who read it, and how often each module ran."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self._readers: Counter[int] = Counter()
        self._runs: Counter[str] = Counter()
        self._made_by: dict[int, str] = {}
        self._pairs: list[tuple[str, str, int]] = []
        # Keeps every tensor alive, so that no id is given twice.
        self._alive: list[Tensor] = []
        self._handles: list[RemovableHandle] = []
        for path, module in model.named_modules():
            if type(module) is nn.Conv2d:
                self._handles.append(module.register_forward_hook(self._conv_hook(path)))
            elif type(module) is nn.BatchNorm2d and module.track_running_stats:
                self._handles.append(module.register_forward_pre_hook(self._norm_hook(path)))

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        if getattr(func, "__name__", "") not in SHAPE_QUESTIONS:
            read = _tensors((args, kwargs or {}))
            self._readers.update(map(id, read))
            self._alive.extend(read)
        return func(*args, **(kwargs or {}))

    def remove(self) -> None:
        """Remove the hooks."""
        for handle in self._handles:
            handle.remove()

    def pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (conv, norm)
            for conv, norm, made in self._pairs
            if self._readers[made] == 1 and self._runs[conv] == 1 and self._runs[norm] == 1
        )

    def _conv_hook(self, path: str) -> Callable[[nn.Module, tuple[Any, ...], Tensor], None]:
        def hook(_module: nn.Module, _inputs: tuple[Any, ...], output: Tensor) -> None:
            self._runs[path] += 1
            self._made_by[id(output)] = path
            self._alive.append(output)

        return hook

    def _norm_hook(self, path: str) -> Callable[[nn.Module, tuple[Any, ...]], None]:
        def hook(_module: nn.Module, inputs: tuple[Any, ...]) -> None:
            self._runs[path] += 1
            conv = self._made_by.get(id(inputs[0]))
            if conv is not None:
                self._pairs.append((conv, path, id(inputs[0])))

        return hook


def _tensors(value: Any) -> list[Tensor]:
    if isinstance(value, Tensor):
        return [value]
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple | list):
        return [tensor for item in value for tensor in _tensors(item)]
    return []
