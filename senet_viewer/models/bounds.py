"""Keeps account of the range that numbers lie in, through torch's operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp, inf
from typing import Any

Bounds = tuple[float, float]
"""The smallest and the largest value that numbers can have."""

UNKNOWN: Bounds = (-inf, inf)
ROUNDING = 1e-3
"""What hand-written hard sigmoids exceed 1 by, which multiply by 0.1667 instead of 1/6."""
LARGEST_EXPONENT = 700.0


def are_gates(bounds: Bounds) -> bool:
    """Whether the numbers lie in 0..1."""
    return bounds[0] >= -ROUNDING and bounds[1] <= 1 + ROUNDING


def bounds_after(
    name: str, operands: Sequence[Bounds], args: Sequence[Any], options: Mapping[str, Any]
) -> Bounds:
    """The range of the result of the element-wise operation ``name``.

    ``operands`` are the ranges of its first arguments, which ``args`` and ``options`` hold with
    all others. Unknown where the operation is none of those that gates are made with.
    """
    if name in _FIXED:
        return _FIXED[name]
    if name in _OF_ONE:
        return _OF_ONE[name](operands[0], args, options)
    if name in _OF_TWO and len(operands) > 1:
        return _OF_TWO[name](operands[0], operands[1], _argument(args, options, 2, "alpha", 1.0))
    if name == "div" and len(operands) > 1 and not options.get("rounding_mode"):
        return _product(operands[0], _reciprocal(operands[1]))
    return UNKNOWN


def _argument(
    args: Sequence[Any], options: Mapping[str, Any], index: int, name: str, default: float
) -> float:
    value = args[index] if len(args) > index else options.get(name)
    return float(value) if isinstance(value, int | float) else default


def _clamp(bounds: Bounds, low: float, high: float) -> Bounds:
    return min(max(bounds[0], low), high), min(max(bounds[1], low), high)


def _exponential(bounds: Bounds) -> Bounds:
    low, high = bounds
    return exp(min(low, LARGEST_EXPONENT)), exp(high) if high < LARGEST_EXPONENT else inf


def _reciprocal(bounds: Bounds) -> Bounds:
    low, high = bounds
    if low < 0 < high or low == high == 0:
        return UNKNOWN
    ends = [1 / end if end else (inf if low >= 0 else -inf) for end in bounds]
    return min(ends), max(ends)


def _sum(first: Bounds, second: Bounds, alpha: float) -> Bounds:
    scaled = _product(second, (alpha, alpha))
    return first[0] + scaled[0], first[1] + scaled[1]


def _product(first: Bounds, second: Bounds) -> Bounds:
    # A limit of zero times an unbounded one is zero here, since numbers themselves are finite.
    corners = [a * b if a and b else 0.0 for a in first for b in second]
    return min(corners), max(corners)


_FIXED: dict[str, Bounds] = {
    "sigmoid": (0.0, 1.0),
    "hardsigmoid": (0.0, 1.0),
    "tanh": (-1.0, 1.0),
}
_OF_ONE: dict[str, Callable[[Bounds, Sequence[Any], Mapping[str, Any]], Bounds]] = {
    "relu": lambda x, _args, _options: _clamp(x, 0.0, inf),
    "hardtanh": lambda x, args, options: _clamp(
        x,
        _argument(args, options, 1, "min_val", -1.0),
        _argument(args, options, 2, "max_val", 1.0),
    ),
    "clamp": lambda x, args, options: _clamp(
        x, _argument(args, options, 1, "min", -inf), _argument(args, options, 2, "max", inf)
    ),
    "clamp_min": lambda x, args, options: _clamp(x, _argument(args, options, 1, "min", -inf), inf),
    "clamp_max": lambda x, args, options: _clamp(x, -inf, _argument(args, options, 1, "max", inf)),
    "neg": lambda x, _args, _options: (-x[1], -x[0]),
    "exp": lambda x, _args, _options: _exponential(x),
    "reciprocal": lambda x, _args, _options: _reciprocal(x),
}
_OF_TWO: dict[str, Callable[[Bounds, Bounds, float], Bounds]] = {
    "add": _sum,
    "sub": lambda x, y, alpha: _sum(x, y, -alpha),
    "rsub": lambda x, y, alpha: _sum(y, x, -alpha),
    "mul": lambda x, y, _alpha: _product(x, y),
}
