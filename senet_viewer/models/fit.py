"""How a file's tensors fit a network: what matches, what is missing, what is left over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from senet_viewer.errors import ViewerError, printable

PROBLEMS_NAMED = 5
BATCH_COUNTER = "num_batches_tracked"
CLASSIFIERS = frozenset({"linear", "fc", "last_linear", "classifier", "head", "heads", "logits"})


@dataclass(frozen=True)
class Fit:
    """A comparison of the tensors that a network needs with those that a file holds.

    ``matched`` of ``expected`` names are there with the right shape; batch counters that the file
    lacks are not expected. ``problems`` say in words what keeps the two apart, the first ones
    first; ``left_over`` are the names of tensors that belong to other modules beside the network.
    """

    matched: int
    expected: int
    problems: tuple[str, ...]
    missing: tuple[str, ...]
    left_over: tuple[str, ...]
    uncounted: int

    @property
    def is_whole(self) -> bool:
        """Whether the network has all that it needs, and nothing contradicts."""
        return not self.problems

    @property
    def share(self) -> float:
        """How much of the network is there, 0..1."""
        return self.matched / self.expected if self.expected else 0.0


def compare(
    wanted: Mapping[str, Tensor], given: Mapping[str, Tensor], *, linear_as_conv: bool = False
) -> Fit:
    """Compare by name and shape.

    With ``linear_as_conv`` a linear layer's weights ``[a, b]`` fit a 1×1 convolution's
    ``[a, b, 1, 1]``. Tensors of modules that the network does not have at its top, such as other
    classifiers, are left over; within its own modules an unknown name is a problem.
    """
    problems, missing = [], []
    matched = uncounted = 0
    for name, tensor in wanted.items():
        found = given.get(name)
        if found is None and name.rpartition(".")[2] == BATCH_COUNTER:
            # Networks of torch before 0.4.1 did not count their batches.
            uncounted += 1
        elif found is None:
            missing.append(name)
            problems.append(f"“{printable(name)}” {list(tensor.shape)} is missing")
        elif not _same_shape(found, tensor, linear_as_conv):
            got, expected = list(found.shape), list(tensor.shape)
            problems.append(f"“{printable(name)}” is {got}, expected {expected}")
        else:
            matched += 1
    unknown = [name for name in given if name not in wanted]
    tops = {name.partition(".")[0] for name in wanted}
    kinds = {_kind(top) for top in tops}
    foreign = [name for name in unknown if _is_foreign(name.partition(".")[0], tops, kinds)]
    inside = set(unknown) - set(foreign)
    problems += [
        f"“{printable(name)}” {list(given[name].shape)} is unknown"
        for name in unknown
        if name in inside
    ]
    expected_count = len(wanted) - uncounted
    return Fit(matched, expected_count, tuple(problems), tuple(missing), tuple(foreign), uncounted)


def _same_shape(found: Tensor, wanted: Tensor, linear_as_conv: bool) -> bool:
    if found.shape == wanted.shape:
        return True
    return linear_as_conv and (*found.shape, 1, 1) == tuple(wanted.shape)


def _is_foreign(top: str, tops: set[str], kinds: set[str]) -> bool:
    """Whether a module at the top is beside the network, and none of the network's own kind.

    A “layer5” beside layers 1 to 4 or a “conv2” beside a “conv1” would be part of the computation.
    """
    if top in tops:
        return False
    return _kind(top) in CLASSIFIERS or _kind(top) not in kinds


def _kind(module: str) -> str:
    return re.sub(r"[\d_]+$", "", module)


def converted(name: str, found: Tensor, wanted: Tensor, source: str) -> Tensor:
    """The tensor in the network's number type and shape, with memory of its own.

    ``source`` is the file's name. Raises ``ViewerError`` where its numbers are no weights:
    quantised, sparse, or not there.
    """
    is_odd = found.is_quantized or found.layout is not torch.strided or found.is_meta
    needs_floats = wanted.is_floating_point() and not found.is_floating_point()
    if is_odd or needs_floats or found.is_complex() != wanted.is_complex():
        raise _no_weights(source, name, found)
    tensor = found.to(wanted.dtype).reshape(wanted.shape)
    try:
        return tensor.clone(memory_format=torch.contiguous_format)
    except RuntimeError as error:
        raise _no_memory(source, str(error)) from error


def _no_weights(source: str, name: str, found: Tensor) -> ViewerError:
    kind = str(found.dtype).removeprefix("torch.")
    if found.is_meta:
        kind = "empty"
    elif found.layout is not torch.strided:
        kind = f"sparse {kind}"
    return ViewerError(
        "checkpoint.numbers",
        f"“{source}” holds {kind} tensors in place of weights, which cannot be computed with; "
        "save the network with floating-point weights.",
        {"file": source, "kind": kind},
        detail=f"{printable(name)} {list(found.shape)} is {kind}",
    )


def _no_memory(source: str, detail: str) -> ViewerError:
    return ViewerError(
        "checkpoint.memory",
        f"There is not enough memory for the tensors of “{source}”; choose a smaller network.",
        {"file": source},
        detail=detail,
    )


def number_remarks(tensors: Mapping[str, Tensor]) -> tuple[str, ...]:
    """Sentences on numbers that are not float32, and on such that are none."""
    floats = {n: t for n, t in tensors.items() if t.is_floating_point()}
    kinds = {str(t.dtype).removeprefix("torch.") for t in floats.values()} - {"float32"}
    told = []
    if kinds:
        told.append(f"The tensors are {' and '.join(sorted(kinds))}; they are used as float32.")
    broken = [name for name, tensor in floats.items() if not tensor.float().isfinite().all()]
    if broken:
        more = f" and {len(broken) - 1} more" if len(broken) > 1 else ""
        told.append(f"“{printable(broken[0])}”{more} hold values that are not finite.")
    return tuple(told)
