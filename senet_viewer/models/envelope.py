"""Sees through what a checkpoint puts around its tensors: dictionaries, prefixes, counters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from senet_viewer.errors import printable

WRAPPERS = frozenset(
    {
        *("state_dict", "model_state_dict", "model_state", "model", "module", "net", "network"),
        *("weights", "params", "state_dict_ema", "ema_state_dict", "model_ema", "ema"),
        *("ema_model", "averaged_model", "teacher", "checkpoint"),
    }
)
PREFIXES = ("module.", "_orig_mod.", "model.", "net.", "network.")
"""What wrappers put before every name: DataParallel, torch.compile, and people's own classes."""

WITHIN = frozenset(
    {
        *("module", "_orig_mod", "model", "net", "network", "backbone", "encoder", "student"),
        *("teacher", "ema", "model_ema", "ema_model", "base", "base_model", "cnn", "classifier"),
    }
)
# What no network computes with: a profiler's counters, and how often weights were averaged.
COUNTERS = ("total_ops", "total_params", "n_averaged")
AVERAGED = re.compile(r"(?:^|_)ema(?:_|$)|^averaged_")
OPTIMIZER = re.compile(r"optim|sched|scaler")
DEEPEST = 4


@dataclass(frozen=True)
class Unwrapped:
    """Tensors by name without wrappers; ``remarks`` are sentences on what was seen through."""

    tensors: Mapping[str, Tensor]
    remarks: tuple[str, ...] = ()


def unwrap(loaded: Mapping[Any, Any]) -> Unwrapped:
    """The network's tensors in what ``torch.load`` gave, however it is wrapped.

    Where a checkpoint also holds weights averaged over the training (``model_ema``), these are
    taken: they are the ones that are meant for evaluation. Empty where there is no tensor.
    """
    places = [place for place in _places(loaded) if place.tensors]
    known = [place for place in places if all(key in WRAPPERS for key in place.keys)]
    other = [place for place in places if place not in known]
    best = _best(known)
    if best is None or sum(len(place.tensors) for place in other) > 2 * len(best.tensors):
        joined = {
            ".".join((*place.keys, name)): tensor
            for place in (other or known)
            for name, tensor in place.tensors.items()
        }
        return strip(joined)
    stripped = strip(best.tensors)
    return Unwrapped(stripped.tensors, (*_on_place(best, known), *stripped.remarks))


@dataclass(frozen=True)
class _Place:
    """A dictionary of tensors within a checkpoint, and the keys that lead there."""

    keys: tuple[str, ...]
    tensors: Mapping[str, Tensor]

    @property
    def title(self) -> str:
        return printable(".".join(self.keys))

    @property
    def is_averaged(self) -> bool:
        return any(AVERAGED.search(key) for key in self.keys)


def _places(loaded: Mapping[Any, Any], keys: tuple[str, ...] = ()) -> Iterator[_Place]:
    yield _Place(keys, dict(_named_tensors(loaded)))
    if len(keys) == DEEPEST:
        return
    for key, value in loaded.items():
        if isinstance(key, str) and isinstance(value, Mapping) and not OPTIMIZER.search(key):
            yield from _places(value, (*keys, key))


def _named_tensors(loaded: Mapping[Any, Any]) -> Iterator[tuple[str, Tensor]]:
    for name, value in loaded.items():
        if not isinstance(name, str):
            continue
        if isinstance(value, Tensor):
            yield name, value.detach()
        elif isinstance(value, np.ndarray) and value.dtype.kind in "fiu" and value.ndim > 0:
            yield name, torch.from_numpy(np.ascontiguousarray(value))


def _best(places: list[_Place]) -> _Place | None:
    if not places:
        return None
    best = max(places, key=lambda place: len(place.tensors))
    averaged = [p for p in places if p.is_averaged and 2 * len(p.tensors) >= len(best.tensors)]
    return averaged[0] if averaged else best


def _on_place(best: _Place, known: list[_Place]) -> Iterator[str]:
    if not best.keys:
        return
    if not best.is_averaged:
        yield f"The tensors stand under “{best.title}”."
        return
    others = [p for p in known if not p.is_averaged and 2 * len(p.tensors) >= len(best.tensors)]
    beside = f"; the file also holds “{others[0].title or 'others'}”" if others else ""
    yield f"Taken are the averaged weights under “{best.title}”{beside}."


def strip(tensors: Mapping[str, Tensor]) -> Unwrapped:
    """``tensors`` without counters, and without prefixes that all names have."""
    named = {n: t for n, t in tensors.items() if n.rpartition(".")[2] not in COUNTERS}
    remarks = []
    counters = len(tensors) - len(named)
    if counters:
        found = {name.rpartition(".")[2] for name in tensors} & set(COUNTERS)
        remarks.append(
            f"{counters} counters that belong to no network ({', '.join(sorted(found))}) "
            "were left out."
        )
    prefix = shared_prefix(named)
    if prefix:
        remarks.append(f"Every name began with “{prefix}”.")
    return Unwrapped({n.removeprefix(prefix): t for n, t in named.items()}, tuple(remarks))


def shared_prefix(names: Iterable[str]) -> str:
    """What wrappers put before all ``names``: ``module.`` or ``module.model.``; mostly nothing."""
    listed = list(names)
    prefix = ""
    while listed:
        found = next((p for p in PREFIXES if all(n.startswith(prefix + p) for n in listed)), None)
        if found is None:
            break
        prefix += found
    return prefix


def roots(names: Iterable[str]) -> tuple[str, ...]:
    """Prefixes under which the network may stand within a larger one, the empty one first.

    Such as ``model.`` where the names are ``model.conv1.weight`` and ``criterion.weight``.
    """
    listed = list(names)
    found = [""]
    for root in found:
        inside = [name.removeprefix(root) for name in listed if name.startswith(root)]
        firsts = Counter(name.partition(".")[0] for name in inside if "." in name)
        for first, count in firsts.most_common():
            if root.count(".") < DEEPEST and (first in WITHIN or 2 * count >= len(inside)):
                found.append(f"{root}{first}.")
    return tuple(found)


def within(tensors: Mapping[str, Tensor], root: str) -> dict[str, Tensor]:
    """The tensors whose names begin with ``root``, without it."""
    return {n.removeprefix(root): t for n, t in tensors.items() if n.startswith(root)}
