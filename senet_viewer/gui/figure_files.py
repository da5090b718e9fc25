"""Asks where the files of figures and of their styles are, or shall be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

STYLE_SUFFIXES = (".toml", ".json")


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("figure_files", text)


def ask_style_to_open(parent: QWidget, folder: str) -> str:
    """The path of a style file, empty where the user chose none."""
    patterns = " ".join(f"*{suffix}" for suffix in STYLE_SUFFIXES)
    path, _ = QFileDialog.getOpenFileName(
        parent, tr("Open style"), folder, tr("Styles ({list})").format(list=patterns)
    )
    return path


def ask_style_to_save(parent: QWidget, folder: str) -> str:
    """The path to save a style to, with one of its endings; empty where the user chose none."""
    start = str(Path(folder) / "style.toml")
    return _ask_to_save(parent, tr("Save style"), start, STYLE_SUFFIXES, STYLE_SUFFIXES[0])


def ask_figure(parent: QWidget, start: str, suffixes: Sequence[str]) -> str:
    """The path to write a figure to, with one of the endings; empty where the user chose none."""
    return _ask_to_save(parent, tr("Export"), start, suffixes, Path(start).suffix)


def _ask_to_save(
    parent: QWidget, title: str, start: str, suffixes: Sequence[str], usual: str
) -> str:
    filters = {f"{suffix[1:].upper()} (*{suffix})": suffix for suffix in suffixes}
    first = next(text for text, suffix in filters.items() if suffix == usual)
    path, chosen = QFileDialog.getSaveFileName(parent, title, start, ";;".join(filters), first)
    if path and Path(path).suffix.lower() not in suffixes:
        path += filters.get(chosen, usual)
    return path
