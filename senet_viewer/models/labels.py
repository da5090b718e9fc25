"""Finds the names of a network's classes: in files beside its checkpoint, or in the checkpoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from senet_viewer.errors import ViewerError, printable
from senet_viewer.models.json_texts import read_json
from senet_viewer.models.tensorfile import shown

KEYS = (
    "labels",
    "classes",
    "class_names",
    "label_names",
    "names",
    "categories",
    "class_to_idx",
    "idx_to_class",
    "id2label",
    "CLASSES",
)
"""Under which checkpoints keep them: as a list, or as a dictionary from or to the numbers."""

WITHIN = ("meta", "dataset_meta", "args", "config", "hparams", "hyper_parameters")
SHARED_FILES = (
    "labels.txt",
    "classes.txt",
    "class_names.txt",
    "labels.json",
    "classes.json",
    "class_names.json",
    "class_to_idx.json",
)


@dataclass(frozen=True)
class FoundLabels:
    """Labels, one a class, or none; ``remarks`` say whose they are, and which did not fit."""

    labels: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def find_labels(
    path: Path, facts: Mapping[str, Any], files: Mapping[str, str], classes: int
) -> FoundLabels:
    """The labels of ``<name>.json``, ``<name>.txt``, of ``facts``, or of a file like labels.txt.

    ``facts`` is what the checkpoint and the files beside it state; ``files`` names, by the fact,
    those that stand beside it. Those that the user put beside the checkpoint under its name must be
    as many as the ``classes``, or a ``ViewerError`` says so; others that are not are told in a
    remark.
    """
    own = _own(path, facts, files)
    if own is not None:
        labels, source = own
        if len(labels) != classes:
            raise _not_as_many(path, source, len(labels), classes)
        return FoundLabels(labels, (_taken_from(f"“{source}” beside the file"),))
    remarks: list[str] = []
    for labels, source in (*_in_facts(facts, files), *_in_folder(path)):
        if len(labels) == classes:
            return FoundLabels(labels, (*remarks, _taken_from(source)))
        remarks.append(
            f"{source} has {len(labels)} labels, but the network has {classes} classes; "
            "they are not used."
        )
    return FoundLabels((), tuple(remarks))


def _taken_from(source: str) -> str:
    return f"The names of the classes are those of {source}."


def _own(
    path: Path, facts: Mapping[str, Any], files: Mapping[str, str]
) -> tuple[tuple[str, ...], str] | None:
    from_json = path.with_suffix(".json")
    stated = facts.get("labels")
    if files.get("labels") == from_json.name and stated is not None:
        labels = _as_labels(stated)
        if labels is None:
            raise _unreadable(from_json, "Its labels are no list of texts.")
        return labels, shown(from_json)
    lines = path.with_suffix(".txt")
    if lines.is_file():
        return _lines(lines), shown(lines)
    return None


def _in_facts(
    facts: Mapping[str, Any], files: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for within in (None, *WITHIN):
        place = facts if within is None else facts.get(within)
        found = place if isinstance(place, Mapping) else getattr(place, "__dict__", {})
        for key in KEYS:
            labels = _as_labels(found.get(key))
            if labels:
                file = files.get(within or key)
                where = "in the file" if file is None else f"in “{printable(file)}” beside it"
                yield labels, f"“{key}” {where}"


def _in_folder(path: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in SHARED_FILES:
        file = path.with_name(name)
        if not file.is_file():
            continue
        try:
            stated = _lines(file) if file.suffix == ".txt" else _json(file)
        except ViewerError:
            # It may belong to something else in the same folder.
            continue
        labels = _as_labels(stated)
        if labels:
            yield labels, f"“{name}” beside the file"


def _lines(path: Path) -> tuple[str, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise _unreadable(path, str(error)) from error
    return tuple(printable(line.strip()) for line in text.splitlines() if line.strip())


def _json(path: Path) -> Any:
    try:
        return read_json(path)
    except (OSError, ValueError) as error:
        raise _unreadable(path, str(error)) from error


def _as_labels(stated: Any) -> tuple[str, ...] | None:
    """A list of texts, or texts by number, or numbers by text; None where it is none of these."""
    if isinstance(stated, list | tuple):
        return tuple(map(printable, stated)) if all(isinstance(s, str) for s in stated) else None
    if not isinstance(stated, Mapping) or not stated:
        return None
    try:
        if all(isinstance(value, str) for value in stated.values()):
            by_number = {int(number): text for number, text in stated.items()}
        else:
            by_number = {int(number): str(text) for text, number in stated.items()}
    except (TypeError, ValueError, OverflowError):
        return None
    if sorted(by_number) != list(range(len(stated))):
        return None
    return tuple(printable(by_number[number]) for number in range(len(stated)))


def _not_as_many(path: Path, source: str, labels: int, classes: int) -> ViewerError:
    return ViewerError(
        "checkpoint.labels",
        f"“{source}” has {labels} labels, but the network has {classes} classes; "
        "give one label a class.",
        {"file": source, "labels": str(labels), "classes": str(classes)},
        detail=str(path),
    )


def _unreadable(path: Path, detail: str) -> ViewerError:
    return ViewerError(
        "checkpoint.companion",
        f"What “{shown(path)}” states of the network cannot be read; correct it or take it away.",
        {"file": shown(path)},
        detail=f"{path}: {detail}",
    )
