"""Frozen records as JSON values by the names of their fields, and back, for files that last.

A field that a file lacks gets its default, and one that is not known any more is passed over, so
that a record may grow without a new version of the file.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from senet_viewer.errors import ViewerError

Record = TypeVar("Record")


def to_plain(value: Any) -> Any:
    """``value`` (a record, tuple, mapping, text, number or None) as ``json.dumps`` takes it."""
    if dataclasses.is_dataclass(value):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if hasattr(value, "item"):
        return value.item()
    return value


def from_plain(kind: type[Record], value: Any) -> Record:
    """The record of that kind; raises ``TypeError`` or ``ValueError`` where it does not fit."""
    return cast(Record, _read(kind, value))


def error_from_plain(value: Any) -> ViewerError:
    """The error; raises ``TypeError`` or ``KeyError`` where it is none."""
    return ViewerError(
        _expect(str, value["code"]),
        _expect(str, value["sentence"]),
        _read(Mapping[str, str], value["params"]),
        detail=_expect(str, value["detail"]),
        hint=_expect(str, value["hint"]),
    )


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
    if origin is not None and issubclass(origin, Mapping):
        return {key: _read(kinds[1], item) for key, item in _expect(dict, value).items()}
    if dataclasses.is_dataclass(hint):
        return _read_record(hint, _expect(dict, value))
    if hint is float:
        return float(value) if type(value) is int else _expect(float, value)
    return _expect(hint, value)


def _read_tuple(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], value) for value in values)
    return tuple(_read(kind, value) for kind, value in zip(kinds, values, strict=True))


def _read_record(kind: Any, values: dict[str, Any]) -> Any:
    hints = _hints(kind)
    known = {name: _read(hints[name], item) for name, item in values.items() if name in hints}
    return kind(**known)


def _expect(kind: Any, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"expected {getattr(kind, '__name__', kind)}, got {type(value).__name__}")
    return value
