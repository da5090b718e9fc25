"""Reads what comes with a checkpoint: labels, preprocessing, temperature, title."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from senet_viewer.errors import ViewerError
from senet_viewer.models.tensorfile import TensorFile, shown
from senet_viewer.records import Preprocessing

INTERPOLATIONS = ("nearest", "bilinear", "bicubic", "lanczos")


@dataclass(frozen=True)
class Companions:
    """What is stated beside the weights; empty or None where nothing is."""

    labels: tuple[str, ...] = ()
    preprocessing: Preprocessing | None = None
    temperature: float = 1.0
    title: str = ""
    note: str = ""


def read_companions(file: TensorFile, classes: int) -> Companions:
    """What ``<name>.json``, ``<name>.txt`` (one label a line) or the file's own entries state.

    Files beside the checkpoint come first. Raises ``ViewerError`` where they cannot be read, or
    where the labels are not as many as the network's ``classes``.
    """
    facts = {**file.entries, **_beside(file.path)}
    labels, source = _labels(file, facts)
    if labels and len(labels) != classes:
        raise ViewerError(
            "checkpoint.labels",
            f"“{source}” has {len(labels)} labels, but the network has {classes} classes; "
            "give one label a class.",
            {"file": source, "labels": str(len(labels)), "classes": str(classes)},
            detail=str(file.path),
        )
    return Companions(
        labels=labels,
        preprocessing=_preprocessing(file.path, facts.get("preprocessing")),
        temperature=_temperature(file.path, facts.get("temperature", 1.0)),
        title=_text(facts.get("title")),
        note=_text(facts.get("note")),
    )


def _beside(path: Path) -> Mapping[str, Any]:
    companion = path.with_suffix(".json")
    if not companion.is_file():
        return {}
    try:
        facts = json.loads(companion.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise _unreadable(companion, str(error)) from error
    if isinstance(facts, list):
        return {"labels": facts}
    if not isinstance(facts, dict):
        raise _unreadable(companion, "It is neither an object nor a list of labels.")
    return facts


def _labels(file: TensorFile, facts: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
    """The labels and the name of the file that states them."""
    path = file.path
    from_json = path.with_suffix(".json")
    stated = facts.get("labels")
    if from_json.is_file() and stated is not None:
        return _as_labels(from_json, stated), shown(from_json)
    lines = path.with_suffix(".txt")
    if lines.is_file():
        try:
            text = lines.read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            raise _unreadable(lines, str(error)) from error
        return tuple(line.strip() for line in text.splitlines() if line.strip()), shown(lines)
    return (() if stated is None else _as_labels(path, stated)), shown(path)


def _as_labels(source: Path, stated: Any) -> tuple[str, ...]:
    if isinstance(stated, list | tuple) and all(isinstance(label, str) for label in stated):
        return tuple(stated)
    raise _unreadable(source, "Its labels are no list of texts.")


def _preprocessing(path: Path, stated: Any) -> Preprocessing | None:
    if stated is None:
        return None
    try:
        crop = int(stated["crop"])
        return _checked(
            Preprocessing(
                resize=int(stated.get("resize", crop)),
                crop=crop,
                interpolation=str(stated.get("interpolation", "bilinear")),
                mean=_three(stated.get("mean", Preprocessing.mean)),
                std=_three(stated.get("std", Preprocessing.std)),
            )
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _unreadable(path, f"preprocessing {stated!r}: {error}") from error


def _checked(preprocessing: Preprocessing) -> Preprocessing:
    if not 1 <= preprocessing.crop <= 4096 or not 1 <= preprocessing.resize <= 4096:
        raise ValueError("sizes must be from 1 to 4096 pixels")
    if preprocessing.interpolation not in INTERPOLATIONS:
        raise ValueError(f"interpolation must be one of {', '.join(INTERPOLATIONS)}")
    if min(preprocessing.std) <= 0:
        raise ValueError("std must be above 0")
    return preprocessing


def _three(values: Any) -> tuple[float, float, float]:
    red, green, blue = (float(value) for value in values)
    return red, green, blue


def _temperature(path: Path, stated: Any) -> float:
    try:
        temperature = float(stated)
    except (TypeError, ValueError) as error:
        raise _unreadable(path, f"temperature {stated!r}: {error}") from error
    if not temperature > 0:
        raise _unreadable(path, f"temperature {stated!r} must be above 0")
    return temperature


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _unreadable(path: Path, detail: str) -> ViewerError:
    return ViewerError(
        "checkpoint.companion",
        f"What “{shown(path)}” states of the network cannot be read; correct it or take it away.",
        {"file": shown(path)},
        detail=f"{path}: {detail}",
    )
