"""Every text finds its translation where the program looks for it while it runs."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QObject
from translations.texts import window_texts
from translations.update import PACKAGE

import senet_viewer.gui
from senet_viewer.gui.engine_words import TEMPLATES, engine_text
from senet_viewer.models import catalogue
from tests.translations.chinese import entries, speaking_chinese


@pytest.fixture
def chinese(qapp: QCoreApplication) -> Iterator[None]:
    with speaking_chinese():
        yield


def window_classes() -> set[type]:
    """All classes of the window that have ``tr``."""
    found: set[type] = set()
    for module in pkgutil.walk_packages(senet_viewer.gui.__path__, "senet_viewer.gui."):
        try:
            imported = importlib.import_module(module.name)
        except ModuleNotFoundError as problem:
            if not str(problem.name).startswith("PySide6."):
                raise
            # The camera's part of Qt need not be installed.
            continue
        members = inspect.getmembers(imported, inspect.isclass)
        found.update(kind for _, kind in members if kind.__module__ == module.name)
    return {kind for kind in found if issubclass(kind, QObject)}


def stand_in(kind: type) -> QObject:
    """An object whose classes have the names of ``kind``'s own ones: that is where tr looks."""
    made: type = QObject
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("senet_viewer."):
            made = type(base.__name__, (made,), {})
    instance = made()
    assert isinstance(instance, QObject)
    return instance


def test_a_base_classs_texts_are_found_in_all_its_subclasses(chinese: None) -> None:
    known = {
        (entry.context, entry.source): entry.translation or entry.source for entry in entries()
    }
    by_class: dict[str, list[str]] = {}
    for text in window_texts(PACKAGE / "gui"):
        by_class.setdefault(text.context, []).append(text.source)
    looked_up = 0
    for kind in window_classes():
        asked = stand_in(kind)
        for base in kind.__mro__:
            for source in by_class.get(base.__name__, []):
                told = asked.tr(source)
                assert told == known[base.__name__, source], f"{kind.__name__}: {source}"
                looked_up += 1
    assert looked_up > 400


def test_every_other_context_is_found_too(chinese: None) -> None:
    for entry in entries():
        told = QCoreApplication.translate(entry.context, entry.source)
        assert told == (entry.translation or entry.source), entry.source


def test_what_the_engine_says_is_translated_with_what_differs(chinese: None) -> None:
    note = "Teaching network: 64×64 pixels, 200 classes, 58 % top-1."
    told = engine_text(f"{note} Anything else still gets a name.")
    assert told.startswith("教学网络：64×64 像素，200 个类别，top-1 准确率 58 %")
    assert engine_text("more than 500 megapixels") == "超过 500 百万像素"
    numbers = engine_text("“a” and 3 more hold values that are not finite.")
    assert numbers.startswith("“a”和另外 3 个")
    assert [engine_text(way) for way in ("bilinear", "bicubic")] == ["双线性", "双三次"]
    assert engine_text("my own network") == "my own network"


def test_networks_of_the_catalogue_are_told_apart_in_chinese(chinese: None) -> None:
    entries = catalogue.entries()
    worded = [e for e in entries if "train" in f"{e.title} {e.group} {e.note}"]
    assert len(worded) > 10
    for entry in worded:
        for text in (entry.title, entry.group, entry.note):
            assert "train" not in engine_text(text), text
    titles = [engine_text(entry.title) for entry in entries]
    assert len(set(titles)) == len(titles)


def test_the_engine_still_says_what_the_table_knows() -> None:
    said = {""}
    for file in PACKAGE.rglob("*.py"):
        if file.name != "engine_words.py":
            said.update(literals(ast.parse(file.read_text(encoding="utf-8"))))
    bundled = PACKAGE.parent / "resources" / "bundled_model"
    facts = json.loads((bundled / "model.json").read_text(encoding="utf-8"))
    with np.load(bundled / "profile.npz") as profile:
        said.update((facts["note"], str(profile["title"])))
    everything = "\n".join(sorted(said)).lower()
    for template in TEMPLATES:
        for part in re.split(r"%\d(?: more)?|, ", template.lower()):
            # What ends one string may begin the next.
            assert part.strip("”“.,; ") in everything, template


def literals(module: ast.Module) -> Iterator[str]:
    """The strings of a module, and the fixed parts of those with values in them."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
