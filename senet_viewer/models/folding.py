"""Folds batch norms into the convolutions before them, where nothing else reads between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.multiprocessing.reductions import StorageWeakRef
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torch.utils.hooks import RemovableHandle

from senet_viewer.models.operations import memory_of, tensors_in
from senet_viewer.models.probe import CANNOT_RUN, blank_picture, shadow, sizes_to_try
from senet_viewer.models.sketching import Arguments, LightMode, Options, sketch, without_gradients

# What most networks take, and what they then take least time for.
PROBE_PIXELS = 32


def foldable_pairs(model: nn.Module) -> tuple[tuple[str, str], ...]:
    """Paths of the convolutions and batch norms that can be one.

    A probe pass finds convolutions that run once and whose output only a batch norm reads, which
    runs once too. Layers with hooks are left alone, since they do more, and so are derived classes,
    but for norms that hand on to an activation and are seen to do nothing else. Empty where the
    network runs on no picture of a common size.
    """
    plain = {path for path, module in model.named_modules() if _is_plain(module)}
    try:
        bare = shadow(model)
    except CANNOT_RUN:
        return ()
    for size in sizes_to_try(model, PROBE_PIXELS):
        watch = _Watch(bare, plain)
        try:
            with without_gradients(), watch:
                bare(blank_picture(model, size))
        except CANNOT_RUN:
            continue
        finally:
            watch.remove()
        return watch.pairs()
    return ()


def fold(model: nn.Module, pairs: tuple[tuple[str, str], ...]) -> None:
    """Replace each pair's convolution by the folded one, and its norm by what it does beside."""
    for conv_path, norm_path in pairs:
        conv, norm = model.get_submodule(conv_path), model.get_submodule(norm_path)
        rest = _rest_of(norm)
        if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d) and rest is not None:
            model.set_submodule(conv_path, fuse_conv_bn_eval(conv, norm))
            model.set_submodule(norm_path, rest)


def _is_plain(module: nn.Module) -> bool:
    """Whether the module does what torch's convolution or batch norm does, and no more."""
    has_hooks = bool(module._forward_hooks or module._forward_pre_hooks)
    if has_hooks or "forward" in module.__dict__:
        return False
    return type(module) is nn.Conv2d or _rest_of(module) is not None


def _rest_of(norm: nn.Module) -> nn.Module | None:
    """What a batch norm does beside normalising; None where it is not one, or cannot be split.

    Libraries have norms that hold their activation; whether these are norm and activation, one
    after the other, is seen by running both ways on some numbers.
    """
    if not isinstance(norm, nn.BatchNorm2d) or norm.running_mean is None:
        return None
    if type(norm) is nn.BatchNorm2d:
        return nn.Identity()
    if norm.running_mean.device.type == "meta" or next(norm.children(), None) is None:
        return None
    shape = (2, norm.num_features, 3, 2)
    numbers = 3 * torch.randn(shape, generator=torch.Generator().manual_seed(0))
    try:
        bare = shadow(norm)
        with torch.no_grad():
            numbers = numbers.to(norm.running_mean)
            whole = bare(numbers.clone())
            split = nn.Sequential(*bare.children())(nn.BatchNorm2d.forward(bare, numbers))  # type: ignore[arg-type]  # a norm's copy
            is_split = isinstance(whole, Tensor) and torch.equal(whole, split)
    except CANNOT_RUN:
        return None
    return nn.Sequential(*norm.children()) if is_split else None


class _Watch(LightMode):
    """Notes what each convolution made, what reads it, and how often each module ran."""

    def __init__(self, model: nn.Module, plain: set[str]) -> None:
        super().__init__()
        self._readers: Counter[int] = Counter()
        self._runs: Counter[str] = Counter()
        self._made_by: dict[int, str] = {}
        self._pairs: list[tuple[str, str, int]] = []
        # As long as they are kept, no other tensor gets the same number for its memory.
        self._keeps: list[StorageWeakRef] = []
        self._handles: list[RemovableHandle] = []
        for path, module in model.named_modules():
            if path in plain and type(module) is nn.Conv2d:
                self._handles.append(module.register_forward_hook(self._conv_hook(path)))
            elif path in plain:
                self._handles.append(module.register_forward_pre_hook(self._norm_hook(path)))

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: Arguments = (),
        kwargs: Options | None = None,
    ) -> Any:
        options = kwargs or {}
        read = (*args, *options.values())
        self._readers.update({memory_of(tensor) for _index, tensor in tensors_in(read)})
        return sketch(func, args, options)

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
            memory = memory_of(output)
            self._made_by[memory] = path
            self._keeps.append(StorageWeakRef(output.untyped_storage()))
            # What was read before had the number before.
            self._readers[memory] = 0

        return hook

    def _norm_hook(self, path: str) -> Callable[[nn.Module, tuple[Any, ...]], None]:
        def hook(_module: nn.Module, inputs: tuple[Any, ...]) -> None:
            self._runs[path] += 1
            memory = memory_of(inputs[0])
            conv = self._made_by.get(memory)
            if conv is not None:
                self._pairs.append((conv, path, memory))

        return hook
