"""What whoever prints a figure should know of its text and height."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from senet_viewer.export.style import LEAST_PT, PAGE_MM, FigureStyle, higher_than_a_page


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("figure_notes", text)


def print_note(style: FigureStyle, height_mm: float) -> str:
    """In a sentence or two; empty where nothing is to be said.

    ``height_mm`` is what the figure in that style takes on paper.
    """
    sentences = []
    if higher_than_a_page(style, height_mm):
        sentences.append(
            tr(
                "Higher than a page ({height} mm): choose “the last of each stage” as blocks, or "
                "make the figure wider."
            ).format(height=f"{PAGE_MM:g}")
        )
    if style.font_size_pt < LEAST_PT:
        sentences.append(
            tr("Text below {size} pt: many journals ask for more.").format(size=f"{LEAST_PT:g}")
        )
    return " ".join(sentences)
