"""Reads what comes with a checkpoint: labels, preprocessing, temperature, title."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from reprlib import repr as shortened
from typing import Any

from senet_viewer.errors import ViewerError
from senet_viewer.models.json_texts import read_json
from senet_viewer.models.labels import find_labels
from senet_viewer.models.tensorfile import TensorFile, shown
from senet_viewer.records import Preprocessing

INTERPOLATIONS = ("nearest", "bilinear", "bicubic", "lanczos")
HUB_WEIGHTS = frozenset({"model.safetensors", "pytorch_model.bin"})
HUB_CONFIG = "config.json"
NOT_UNDERSTOOD = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
    ViewerError,
)


@dataclass(frozen=True)
class Companions:
    """What is stated beside the weights; empty or None where nothing is.

    ``remarks`` are sentences on where the labels are from, and on what was not used.
    """

    labels: tuple[str, ...] = ()
    preprocessing: Preprocessing | None = None
    temperature: float = 1.0
    title: str = ""
    note: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stated:
    """What is stated of a network: ``facts`` by name, and the ``files`` that state them.

    A fact that has no file there stands in the checkpoint itself.
    """

    facts: Mapping[str, Any]
    files: Mapping[str, str]


def stated_facts(file: TensorFile) -> Stated:
    """What is stated of the network: in the file, and before that in ``<name>.json`` beside it.

    Weights of the Hugging Face hub have a ``config.json``. Raises ``ViewerError`` where the
    ``.json`` cannot be read.
    """
    hub, beside = _of_the_hub(file.path), _beside(file.path)
    files = {
        **dict.fromkeys(hub, HUB_CONFIG),
        **dict.fromkeys(beside, file.path.with_suffix(".json").name),
    }
    return Stated({**_of_the_file(file), **hub, **beside}, files)


def read_companions(file: TensorFile, stated: Stated, classes: int) -> Companions:
    """What is ``stated`` (of ``stated_facts``) and files of labels say for ``classes`` outputs.

    Raises ``ViewerError`` where it cannot be read, or where the labels of ``<name>.json`` or
    ``<name>.txt`` are not as many as the ``classes``.
    """
    facts = stated.facts

    def source(fact: str) -> Path:
        return file.path.with_name(stated.files.get(fact, file.path.name))

    found = find_labels(file.path, facts, stated.files, classes)
    return Companions(
        labels=found.labels,
        preprocessing=_preprocessing(source("preprocessing"), facts.get("preprocessing")),
        temperature=_temperature(source("temperature"), facts.get("temperature", 1.0)),
        title=_text(facts.get("title")),
        note=_text(facts.get("note")),
        remarks=found.remarks,
    )


def _of_the_file(file: TensorFile) -> Mapping[str, Any]:
    """The file's entries, without those that mean something else in the words of a training."""
    facts = dict(file.entries)
    # Networks are trained with temperatures too; only metadata, which are texts, are about ours.
    if not isinstance(facts.get("temperature"), str):
        facts.pop("temperature", None)
    try:
        _preprocessing(file.path, facts.get("preprocessing"))
    except ViewerError:
        del facts["preprocessing"]
    return facts


def _beside(path: Path) -> Mapping[str, Any]:
    companion = path.with_suffix(".json")
    if not companion.is_file():
        return {}
    try:
        facts = read_json(companion)
    except (OSError, ValueError) as error:
        raise unreadable(companion, str(error)) from error
    if isinstance(facts, list):
        return {"labels": facts}
    if not isinstance(facts, dict):
        raise unreadable(companion, "It is neither an object nor a list of labels.")
    return facts


def _of_the_hub(path: Path) -> Mapping[str, Any]:
    """What timm's ``config.json`` in a folder of the hub says, in our words; nothing elsewhere."""
    config = path.with_name(HUB_CONFIG)
    if path.name not in HUB_WEIGHTS or not config.is_file():
        return {}
    try:
        stated = read_json(config)
        way = stated.get("pretrained_cfg") or {}
        facts = {key: stated[key] for key in ("architecture", "label_names") if key in stated}
        if "input_size" in way:
            crop = int(way["input_size"][-1])
            share = float(way.get("crop_pct") or 0.875)
            known = {key: way[key] for key in ("interpolation", "mean", "std") if way.get(key)}
            facts["preprocessing"] = {"crop": crop, "resize": math.floor(crop / share), **known}
            _preprocessing(config, facts["preprocessing"])
    except NOT_UNDERSTOOD:
        # It belongs to the hub's tools; whatever is not understood there is not ours to refuse.
        return {}
    return facts


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
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise unreadable(path, f"preprocessing {shortened(stated)}: {error}") from error


def _checked(preprocessing: Preprocessing) -> Preprocessing:
    if not 1 <= preprocessing.crop <= 4096 or not 1 <= preprocessing.resize <= 4096:
        raise ValueError("sizes must be from 1 to 4096 pixels")
    if preprocessing.interpolation not in INTERPOLATIONS:
        raise ValueError(f"interpolation must be one of {', '.join(INTERPOLATIONS)}")
    if not all(map(math.isfinite, (*preprocessing.mean, *preprocessing.std))):
        raise ValueError("mean and std must be finite")
    if min(preprocessing.std) <= 0:
        raise ValueError("std must be above 0")
    return preprocessing


def _three(values: Any) -> tuple[float, float, float]:
    red, green, blue = (float(value) for value in values)
    return red, green, blue


def _temperature(path: Path, stated: Any) -> float:
    try:
        temperature = float(stated)
    except (TypeError, ValueError, OverflowError) as error:
        raise unreadable(path, f"temperature: {error}") from error
    if not 0 < temperature < math.inf:
        raise unreadable(path, f"temperature {shortened(stated)} must be above 0, and finite")
    return temperature


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def unreadable(path: Path, detail: str) -> ViewerError:
    """The error for a file beside the checkpoint that states what cannot be understood."""
    return ViewerError(
        "checkpoint.companion",
        f"What “{shown(path)}” states of the network cannot be read; correct it or take it away.",
        {"file": shown(path)},
        detail=f"{path}: {detail}",
    )
