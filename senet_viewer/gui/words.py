"""Numbers and errors as the window words them, translated."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.wording import scientific as scientific
from senet_viewer.gui.engine_words import engine_text
from senet_viewer.gui.plots.wording import percent as percent
from senet_viewer.gui.plots.wording import signed as signed
from senet_viewer.gui.references import Compare, Reference

LONGEST_NAME = 29
COMMAND_LINE_CODE = re.compile(r" (?:with|by) --architecture module:callable")


def translate(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("words", text)


def error_text(error: ViewerError) -> str:
    """The sentence of an error in the user's language, or its English one."""
    translated = _filled(error.code, error)
    return printable(translated or without_options(error.sentence))


def hint_text(error: ViewerError) -> str:
    """The further remedy of an error in the user's language, or in English; may be empty."""
    if not error.hint:
        return ""
    kind = error.code.partition(".")[0]
    translated = _filled(f"{error.code}.hint", error) or _filled(f"{kind}.hint", error)
    return translated or error.hint


def _filled(source: str, error: ViewerError) -> str:
    """A translation with the error's parameters; empty where there is none that they fill."""
    translated = QCoreApplication.translate("errors", source)
    if translated == source:
        return ""
    # A hint that tells what to run ends with that.
    params = {"command": error.hint.partition(": ")[2], **error.params}
    words = {name: engine_text(value) for name, value in params.items()}
    try:
        return translated.format(**words)
    except KeyError:
        return ""


def without_options(text: str) -> str:
    """``text`` without the command line's way to name code: the window has its own."""
    return COMMAND_LINE_CODE.sub("", text)


def error_phrase(error: ViewerError) -> str:
    """What went wrong with a picture in two or three words, for its row in the list."""
    phrases = {
        "image.truncated": translate("cut short"),
        "image.empty": translate("empty file"),
        "image.missing": translate("file is gone"),
        "image.not_image": translate("no picture"),
        "image.unsupported": translate("unsupported format"),
        "image.damaged": translate("damaged"),
        "image.too_large": translate("too large"),
        "image.unreadable": translate("cannot be read"),
        "image.folder": translate("a folder"),
        "image.memory": translate("not enough memory"),
        "engine.died": translate("stopped the engine"),
    }
    return phrases.get(error.code) or error_text(error)


def reference_phrase(reference: Reference) -> str:
    """What gates are compared with, as in "gate minus …"."""
    if reference.compare is Compare.AVERAGE:
        return translate("the average picture")
    if reference.compare is Compare.CLASS:
        return translate("the average “{name}”").format(name=reference.subject)
    if reference.letter:
        return f"{reference.letter} ({printable(reference.subject)})"
    if reference.compare in (Compare.IMAGE, Compare.NETWORK):
        # Chinese runs on without spaces, so that a name needs its quotes there.
        return translate("{name}").format(name=short_name(reference.subject))
    return translate("nothing")


def short_name(name: str) -> str:
    """A file's or network's name within a sentence: of a long one the beginning and the end.

    Files have long names without a gap, which no line can break.
    """
    shown = printable(name)
    if len(shown) <= LONGEST_NAME:
        return shown
    half = (LONGEST_NAME - 1) // 2
    return f"{shown[:half]}…{shown[-half:]}"


def reference_word(reference: Reference) -> str:
    """What a gate's read-out calls the reference's value: "average 0.42"."""
    if reference.letter:
        return reference.letter
    if reference.compare in (Compare.IMAGE, Compare.NETWORK):
        return short_name(reference.subject)
    return translate("average")


def reference_caption(reference: Reference) -> str:
    """What the tick on each bar is, said at the plots' foot; empty without a reference."""
    if not reference.means:
        return ""
    if reference.compare is Compare.AVERAGE and reference.profile_title:
        title = engine_text(reference.profile_title)
        return translate("tick: average over the {title}").format(title=title)
    if reference.compare is Compare.AVERAGE:
        return translate("tick: average over the {count} loaded pictures").format(
            count=reference.images
        )
    if reference.compare is Compare.CLASS:
        return translate("tick: average over the pictures of “{name}”").format(
            name=reference.subject
        )
    if reference.compare is Compare.NETWORK:
        return translate("tick: the same image in {name}").format(
            name=short_name(reference.subject)
        )
    return translate("tick: {name}").format(name=printable(reference.subject))
