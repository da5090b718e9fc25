"""Frozen records back from JSON by the names and types of their fields, however deep they stand."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

Record = TypeVar("Record")


def record_from(kind: type[Record], value: object) -> Record:
    """The record that ``dataclasses.asdict`` and JSON made ``value`` of.

    Fields may be records, None, tuples, texts, numbers and truth values. A field that is left out
    gets its default, and an unknown one is passed over, so that records may grow. Raises
    ``TypeError`` or ``ValueError`` where something does not fit.
    """
    return cast(Record, _read(kind, value))


@functools.cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def _read(hint: Any, value: Any) -> Any:
    origin, kinds = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        some = next(kind for kind in kinds if kind is not type(None))
        return None if value is None else _read(some, value)
    if origin is tuple:
        return _read_tuple(kinds, _expect(list, value))
    if dataclasses.is_dataclass(hint):
        kind: Any = hint
        hints, fields = _hints(kind), _expect(dict, value).items()
        return kind(**{name: _read(hints[name], one) for name, one in fields if name in hints})
    if hint is float and type(value) is int:
        return float(value)
    return _expect(hint, value)


def _read_tuple(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], value) for value in values)
    return tuple(_read(kind, value) for kind, value in zip(kinds, values, strict=True))


def _expect(kind: Any, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"expected {getattr(kind, '__name__', kind)}, got {type(value).__name__}")
    return value
