"""Figure styles as files: TOML or JSON with a version, read strictly, written with comments."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.atomic import write_atomically
from senet_viewer.export.style import ENTRIES, FigureStyle, plain, style_from

VERSION = 1
SUFFIXES = (".toml", ".json")

_LARGEST_BYTES = 2**20
_COMMENTS_AT = 26


def read_style(path: str | os.PathLike[str]) -> FigureStyle:
    """Read a style file; entries left out have their defaults.

    Raises ``ViewerError``, always with file and place in its sentence: ``style.format``,
    ``style.missing``, ``style.unreadable``, ``style.damaged``, ``style.version``,
    ``style.newer``, ``style.unknown`` or ``style.entry``.
    """
    name = printable(os.fspath(path))
    suffix = _suffix(path)
    return _style(_values(_text(Path(path), name), suffix, name), name)


def from_json(text: str) -> FigureStyle:
    """The style that ``as_json`` gave; raises ``ViewerError`` as ``read_style``."""
    return _style(_values(text, ".json", "settings"), "settings")


def _style(values: dict[str, Any], name: str) -> FigureStyle:
    version = values.pop("version", None)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ViewerError(
            "style.version",
            f"“{name}” does not say its version; write “version = {VERSION}” at its top.",
            {"file": name, "version": str(VERSION)},
        )
    if version > VERSION:
        raise ViewerError(
            "style.newer",
            f"“{name}” was written by a newer senet-viewer; update this one.",
            {"file": name},
        )
    return style_from(values, f"“{name}”")


def _suffix(path: str | os.PathLike[str]) -> str:
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        name = printable(os.fspath(path))
        raise ViewerError(
            "style.format",
            f"“{name}” does not say what kind of style file it is; end it in .toml or .json.",
            {"file": name},
        )
    return suffix


def _text(path: Path, name: str) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
        if len(data) > _LARGEST_BYTES:
            raise ValueError("larger than a mebibyte")
        return data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ViewerError(
            "style.missing", f"There is no style file “{name}”; check its name.", {"file": name}
        ) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ViewerError(
            "style.unreadable",
            f"The style file “{name}” cannot be read ({reason}); check its rights.",
            {"file": name, "reason": reason},
        ) from error
    except ValueError as error:
        raise _damaged(name, "it is no text", str(error)) from error


def _values(text: str, suffix: str, name: str) -> dict[str, Any]:
    try:
        values = tomllib.loads(text) if suffix == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(name, printable(str(error)), type(error).__name__) from error
    if not isinstance(values, dict):
        raise _damaged(name, "it is no table of entries", type(values).__name__)
    return values


def _damaged(name: str, reason: str, detail: str) -> ViewerError:
    return ViewerError(
        "style.damaged",
        f"“{name}” is no style file ({reason}); mend it, or save the style again.",
        {"file": name, "reason": reason},
        detail=detail,
    )


def write_style(path: str | os.PathLike[str], style: FigureStyle) -> None:
    """Write ``style`` as TOML with a comment an entry, or as JSON, by the name's ending.

    Raises ``ViewerError`` with the code ``style.format``, or as ``write_atomically``.
    """
    text = as_toml(style) if _suffix(path) == ".toml" else as_json(style)
    write_atomically(path, lambda handle: handle.writelines((text.encode(),)))


def as_toml(style: FigureStyle) -> str:
    """The style as TOML, with what each entry means."""
    lines = [f"version = {VERSION}"]
    for name, value in plain(style).items():
        entry = f"{name} = {_toml(value)}"
        lines.append(f"{entry:<{_COMMENTS_AT}}  # {ENTRIES[name].meaning}")
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}" if value.is_integer() else repr(value)
    # The texts, numbers, truth values and lists of JSON are TOML's too.
    return json.dumps(value, ensure_ascii=False)


def as_json(style: FigureStyle) -> str:
    """The style as JSON, which ``read_style`` and ``from_json`` take."""
    values: Mapping[str, object] = {"version": VERSION, **plain(style)}
    return json.dumps(values, indent=1, ensure_ascii=False) + "\n"
