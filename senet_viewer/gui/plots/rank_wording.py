"""How ranks are worded: the highest of 256, the 2nd most opened of 256, the least alike of 8."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from senet_viewer.records import Gates
from senet_viewer.statistics import Standing


def ordinal(rank: int) -> str:
    """A rank as a word, such as ``1st``; translations may write all four forms alike."""
    last_two, last = rank % 100, rank % 10
    if last == 1 and last_two != 11:
        form = QCoreApplication.translate("plots", "%1st")
    elif last == 2 and last_two != 12:
        form = QCoreApplication.translate("plots", "%1nd")
    elif last == 3 and last_two != 13:
        form = QCoreApplication.translate("plots", "%1rd")
    else:
        form = QCoreApplication.translate("plots", "%1th")
    return form.replace("%1", str(rank))


def height_words(gates: Gates, place: Standing) -> str:
    """Where a channel's gate stands among ``gates`` ``[C]``; a shared first place is told."""
    equal = int((gates == gates[place.channel]).sum()) - 1
    if place.height_rank > 1:
        text = QCoreApplication.translate("plots", "{rank} highest of {n}")
    elif equal:
        text = QCoreApplication.translate("plots", "the highest of {n}, as {equal} others")
    else:
        text = QCoreApplication.translate("plots", "the highest of {n}")
    return text.format(rank=ordinal(place.height_rank), n=len(gates), equal=equal)


def change_words(rank: int, channels: int, *, opened: bool) -> str:
    """Where a channel stands among those that are more open, or more closed, than a reference."""
    if rank == 1:
        most = QCoreApplication.translate("plots", "the most opened of {n}")
        if not opened:
            most = QCoreApplication.translate("plots", "the most closed of {n}")
        return most.format(n=channels)
    text = QCoreApplication.translate("plots", "{rank} most opened of {n}")
    if not opened:
        text = QCoreApplication.translate("plots", "{rank} most closed of {n}")
    return text.format(rank=ordinal(rank), n=channels)


def alike_rank_words(rank: int, blocks: int) -> str:
    """Where a block stands among all by the similarity of its gates; 1: the most alike."""
    if rank == 1:
        text = QCoreApplication.translate("plots", "the most alike of {n}")
    elif rank == blocks:
        text = QCoreApplication.translate("plots", "the least alike of {n}")
    else:
        text = QCoreApplication.translate("plots", "{rank} most alike of {n}")
    return text.format(rank=ordinal(rank), n=blocks)


def size_words(rank: int, blocks: int) -> str:
    """Where a block stands among all by how far its gates are from the reference."""
    if rank == 1:
        text = QCoreApplication.translate("plots", "the largest of {n}")
    else:
        text = QCoreApplication.translate("plots", "{rank} largest of {n}")
    return text.format(rank=ordinal(rank), n=blocks)
