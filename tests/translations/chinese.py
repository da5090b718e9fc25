"""Reads the Chinese translations, and lets tests speak Chinese for a while."""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from translations.update import ts_file

from senet_viewer.gui.language import speak

CHINESE = "zh_CN"


@dataclass(frozen=True)
class Entry:
    """One message of the .ts file; ``state`` is empty, ``unfinished``, ``vanished`` or …"""

    context: str
    source: str
    translation: str
    state: str


def entries() -> list[Entry]:
    """All messages of the Chinese file."""
    return [
        Entry(
            context.findtext("name") or "",
            message.findtext("source") or "",
            message.findtext("translation") or "",
            getattr(message.find("translation"), "attrib", {}).get("type", ""),
        )
        for context in Xml.parse(ts_file(CHINESE)).iter("context")
        for message in context.iter("message")
    ]


@contextmanager
def speaking_chinese() -> Iterator[None]:
    """Chinese inside, English again after."""
    owner = QObject()
    assert speak(CHINESE, owner) == CHINESE
    try:
        yield
    finally:
        owner.deleteLater()
        QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
