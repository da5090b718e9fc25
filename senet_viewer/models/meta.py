"""Builds networks without memory for their tensors: on torch's device ``meta``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

# What layers make their tensors with.
_LAYERS_USE = frozenset({torch.empty, torch.zeros, torch.ones, torch.full, torch.rand, torch.randn})


def build_on_meta(build: Callable[[], nn.Module]) -> nn.Module:
    """What ``build`` makes, in evaluation mode, with all tensors on ``meta``.

    Where the code computes with tensors on its way (torchvision's RegNets do, for their widths),
    only those of the layers are made on ``meta``.
    """
    try:
        with torch.device("meta"):
            return build().eval()
    except NotImplementedError:
        with _LayersOnMeta():
            return build().eval().to("meta")


class _LayersOnMeta(TorchFunctionMode):
    """Makes on ``meta`` what layers allocate, and everything else where it is made anyway."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        given = dict(kwargs or {})
        if func in _LAYERS_USE and given.get("device") is None:
            given["device"] = "meta"
        return func(*args, **given)
