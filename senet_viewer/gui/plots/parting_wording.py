"""The sentence that says in which blocks compared images are apart, and the rule behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from senet_viewer.gui.plots.compared_wording import SHOWN, both
from senet_viewer.gui.plots.joining import joined, listed
from senet_viewer.gui.plots.teaching import tip
from senet_viewer.similarity import CLEAR_LEAST, Parting

MOST_NAMED = 3
"""So many blocks are named in a row at most."""


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two values with as many decimals as tell them apart, from two to five."""
    texts = [(f"{one:.{digits}f}", f"{other:.{digits}f}") for digits in range(2, 6)]
    return next((pair for pair in texts if pair[0] != pair[1]), texts[0])


def parting_sentence(names: Sequence[str], alike: Sequence[float], parting: Parting) -> str:
    """In which blocks two images are apart, at a glance; ``alike`` is each block's similarity."""
    high, low = told_apart(alike[parting.most_alike], alike[parting.least_alike])
    runs, last = parting.runs, len(names) - 1
    first, end = (runs[0][0], runs[-1][-1]) if runs else (0, 0)
    noisy = [names[place] for place in parting.within_noise] if runs else []
    parts = [_where_apart(parting, last), _furthest_apart(parting)]
    if noisy:
        parts.append(QCoreApplication.translate("plots", "within the noise: {noisy}"))
    return joined(part for part in parts if part).format(
        before=names[max(0, first - 1)],
        first=names[first],
        last=names[end],
        after=names[min(last, end + 1)],
        n=sum(parting.apart),
        blocks=len(names),
        clear=CLEAR_LEAST,
        most=names[parting.most_alike],
        high=high,
        least=names[parting.least_alike],
        low=low,
        noisy=listed(noisy[:MOST_NAMED]) + (" …" if len(noisy) > MOST_NAMED else ""),
    )


def _where_apart(parting: Parting, last: int) -> str:
    """The beginning of the sentence; ``last`` is the place of the last block.

    Blocks are not called more alike whose difference is as large, though within the noise.
    """
    lengths = [len(run) for run in parting.runs]
    if not lengths:
        return QCoreApplication.translate(
            "plots", "Alike throughout, but for the noise of a slight shift or less than {clear}"
        )
    if lengths == [1]:
        return QCoreApplication.translate("plots", "Clearly apart at {least} alone ({low})")
    if lengths == [1, 1]:
        return QCoreApplication.translate("plots", "Clearly apart at {first} and {last} alone")
    if len(lengths) > 1:
        return QCoreApplication.translate(
            "plots", "Clearly apart in {n} of {blocks} blocks, first {first}, last {last}"
        )
    first, end = parting.runs[0][0], parting.runs[0][-1]
    if first == 0 and end == last:
        return QCoreApplication.translate(
            "plots", "Clearly apart from the first block, {first}, to the last"
        )
    if parting.within_noise:
        return QCoreApplication.translate("plots", "Clearly apart from {first} to {last}")
    if end == last:
        return QCoreApplication.translate(
            "plots", "More alike up to {before}, clearly apart from {first} on"
        )
    if first == 0:
        return QCoreApplication.translate(
            "plots", "Clearly apart up to {last}, more alike from {after} on"
        )
    return QCoreApplication.translate(
        "plots", "Clearly apart from {first} to {last}, more alike before and after"
    )


def _furthest_apart(parting: Parting) -> str:
    """The second part of the sentence: where the two are least alike, or else most alike."""
    apart = sum(parting.apart)
    if apart == 1:
        return QCoreApplication.translate("plots", "most alike at {most} ({high})")
    if apart and parting.within_noise:
        return QCoreApplication.translate(
            "plots", "least alike beyond the noise at {least} ({low})"
        )
    return QCoreApplication.translate("plots", "least alike at {least} ({low})")


def same_sentence() -> str:
    """Two images with the same gates in every block."""
    return QCoreApplication.translate("plots", "Their gates are the same in every block")


def partings_sentence(
    letters: Sequence[str],
    names: Sequence[str],
    differences: Sequence[Sequence[float]],
    partings: Sequence[Parting],
) -> str:
    """From where on the image on show is apart from each of several others, early to late.

    ``differences`` are those of each block from each image, one row a letter.
    """
    at = QCoreApplication.translate("plots", "from {others} at {block}")
    groups = [
        at.format(others=_letters(letters, partings, place), block=name)
        for place, name in enumerate(names)
        if any(one.parts_at == place for one in partings)
    ]
    parts = []
    if groups:
        text = QCoreApplication.translate("plots", "{shown} is first clearly apart {groups}")
        parts.append(text.format(shown=SHOWN, groups=listed(groups)))
    if any(one.parts_at is None for one in partings):
        text = QCoreApplication.translate("plots", "alike throughout to {others}")
        if not groups:
            text = QCoreApplication.translate("plots", "{shown} is alike throughout to {others}")
        parts.append(text.format(shown=SHOWN, others=_letters(letters, partings, None)))
    which, found = max(
        enumerate(partings),
        key=lambda one: (any(one[1].apart), differences[one[0]][one[1].least_alike]),
    )
    own = differences[which]
    _, low = told_apart(1 - own[found.most_alike], 1 - own[found.least_alike])
    text = QCoreApplication.translate("plots", "least alike: {pair} at {block} ({low})")
    if max(map(max, differences)) > own[found.least_alike]:
        text = QCoreApplication.translate(
            "plots", "least alike beyond the noise: {pair} at {block} ({low})"
        )
    parts.append(text.format(pair=both(letters[which]), block=names[found.least_alike], low=low))
    return joined(parts)


def _letters(letters: Sequence[str], partings: Sequence[Parting], place: int | None) -> str:
    """The images from which the one on show is first apart at one place."""
    pairs = zip(letters, partings, strict=True)
    return ", ".join(letter for letter, one in pairs if one.parts_at == place)


def similarity_tip() -> str:
    """The measure's formula, the rule by which images are apart, and whose noise that takes."""
    return tip(
        QCoreApplication.translate(
            "plots",
            "Similarity of two images in a block = 1 − mean of |gate − gate| over its channels. 1: "
            "all gates are the same; 0: each is 0 in one image and 1 in the other.",
        ),
        QCoreApplication.translate(
            "plots",
            "Clearly apart: the difference is beyond the noise, at least half of the largest such "
            "difference, and {clear} or more. More alike: all other blocks.",
        ).format(clear=CLEAR_LEAST),
        QCoreApplication.translate(
            "plots",
            "Noise: what a one-pixel shift or a flip of {shown}, the image on show, changes; that "
            "of other images is not measured. In the shaded band (and hollow) a difference is no "
            "larger. Where the noise is not known (yet), every difference counts.",
        ).format(shown=SHOWN),
        QCoreApplication.translate(
            "plots",
            "A dip says that the gates differ there, not that the block matters more for the "
            "answer: only a test of the effect measures that.",
        ),
    )
