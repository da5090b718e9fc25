"""Says why the maps of a project's network are not there, and what the user can do about it."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from senet_viewer.errors import ViewerError
from senet_viewer.gui.project_network import Absence
from senet_viewer.gui.words import error_text, short_name


def translate(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("networkAbsence", text)


def absence_sentence(absence: Absence, key: str, title: str, error: ViewerError | None) -> str:
    """Why the channel card has no maps; ``key`` and ``title`` are those of the network."""
    file, name = short_name(PurePath(key).name), short_name(title)
    if absence is Absence.LOADING:
        return translate("The maps come as soon as the network is loaded.")
    if absence is Absence.LOST:
        text = translate(
            "The maps need the network, whose file “{file}” is no longer where it was."
        )
        return text.format(file=file)
    if absence is Absence.CHANGED:
        text = translate(
            "The maps need the network as it was: its file “{file}” has changed since the project "
            "was saved."
        )
        return text.format(file=file)
    if absence is Absence.FAILED and error is not None:
        text = translate("The maps need the network “{name}”, which could not be loaded: {reason}")
        return text.format(name=name, reason=error_text(error))
    return translate("The maps need the network “{name}”, which is not loaded.").format(name=name)


def remedy_word(absence: Absence) -> str:
    """What is offered; empty where there is only to wait."""
    if absence in (Absence.LOST, Absence.CHANGED):
        return translate("Locate …")
    if absence is Absence.FAILED:
        return translate("Try again")
    return translate("Load it") if absence is Absence.LEFT else ""
