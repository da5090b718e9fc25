"""What stands between the parts of a sentence and the members of a list, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication


def between_parts() -> str:
    """What stands between two statements."""
    return QCoreApplication.translate("plots", "; ")


def joined(parts: Iterable[str]) -> str:
    """Statements as one sentence."""
    return between_parts().join(parts)


def listed(members: Iterable[str]) -> str:
    """Names or values as a list."""
    return QCoreApplication.translate("plots", ", ").join(members)
