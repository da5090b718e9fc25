"""What the engine says in English of networks and files, said in the user's language."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from senet_viewer.gui.plots.wording import fill_in

CONTEXT = "engine"

_MARKED = (
    # Notes on networks.
    QT_TRANSLATE_NOOP(
        "engine",
        "Teaching network: %1×%2 pixels, %3 classes, %4 % top-1. Anything else still gets a name.",
    ),
    QT_TRANSLATE_NOOP("engine", "untrained: random weights"),
    QT_TRANSLATE_NOOP(
        "engine",
        "no shortcuts; torchvision's weights of GoogLeNet are taken over if they are on this "
        "machine, the gates are untrained",
    ),
    QT_TRANSLATE_NOOP("engine", "an image encoder: it gives features, no classes"),
    QT_TRANSLATE_NOOP(
        "engine",
        "GoogLeNet with untrained SE blocks: every gate is %1 for every picture, so that the "
        "answers are nearly GoogLeNet's.",
    ),
    QT_TRANSLATE_NOOP("engine", "%1 validation pictures"),
    # Titles and groups of networks, and whose names a checkpoint has.
    QT_TRANSLATE_NOOP("engine", "Bundled"),
    QT_TRANSLATE_NOOP("engine", "%1, bundled"),
    QT_TRANSLATE_NOOP("engine", "%1, %2 stem, untrained"),
    QT_TRANSLATE_NOOP("engine", "%1, %2, untrained"),
    QT_TRANSLATE_NOOP("engine", "%1, untrained"),
    QT_TRANSLATE_NOOP("engine", "Networks of the paper, trained on ImageNet"),
    QT_TRANSLATE_NOOP("engine", "timm and torchvision"),
    QT_TRANSLATE_NOOP("engine", "SE-GoogLeNet, untrained gates"),
    QT_TRANSLATE_NOOP("engine", "the tutorial's names"),
    # What was seen in a checkpoint.
    QT_TRANSLATE_NOOP(
        "engine",
        "Tensors do not tell the stride of a 3×3 stem: 1 is taken; a .json file beside the "
        'checkpoint may state {"stem": "small"}, which is 2.',
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "Tensors do not tell the stride of a 3×3 stem: %1 is taken, as in the network in use.",
    ),
    QT_TRANSLATE_NOOP("engine", "The tensors stand under “%1”."),
    QT_TRANSLATE_NOOP("engine", "Taken are the averaged weights under “%1”."),
    QT_TRANSLATE_NOOP(
        "engine", "Taken are the averaged weights under “%1”; the file also holds “%2”."
    ),
    QT_TRANSLATE_NOOP("engine", "%1 counters that belong to no network (%2) were left out."),
    QT_TRANSLATE_NOOP("engine", "Every name began with “%1”."),
    QT_TRANSLATE_NOOP("engine", "The names of its 1,000 classes are ImageNet's, which is a guess."),
    QT_TRANSLATE_NOOP("engine", "The names of the classes are those of “%1” beside the file."),
    QT_TRANSLATE_NOOP("engine", "The names of the classes are those of %1."),
    QT_TRANSLATE_NOOP(
        "engine", "%1 has %2 labels, but the network has %3 classes; they are not used."
    ),
    QT_TRANSLATE_NOOP("engine", "The tensors are %1; they are used as float32."),
    QT_TRANSLATE_NOOP("engine", "“%1” and %2 more hold values that are not finite."),
    QT_TRANSLATE_NOOP("engine", "“%1” hold values that are not finite."),
    QT_TRANSLATE_NOOP("engine", "nothing fits"),
    # How a picture is scaled.
    QT_TRANSLATE_NOOP("engine", "bilinear"),
    QT_TRANSLATE_NOOP("engine", "bicubic"),
    QT_TRANSLATE_NOOP("engine", "nearest"),
    # What is wrong with a picture.
    QT_TRANSLATE_NOOP("engine", "image data"),
    QT_TRANSLATE_NOOP("engine", "more than %1 megapixels"),
    QT_TRANSLATE_NOOP("engine", "%1 megapixels"),
    QT_TRANSLATE_NOOP("engine", "an AVIF picture"),
    QT_TRANSLATE_NOOP("engine", "an SVG drawing"),
    QT_TRANSLATE_NOOP("engine", "a HEIC photo"),
    QT_TRANSLATE_NOOP("engine", "a video"),
    QT_TRANSLATE_NOOP("engine", "a JPEG XL picture"),
    QT_TRANSLATE_NOOP("engine", "a PostScript file"),
    QT_TRANSLATE_NOOP("engine", "a PDF document"),
    QT_TRANSLATE_NOOP("engine", "a Windows metafile"),
    # How a process or a connection ended.
    QT_TRANSLATE_NOOP("engine", "exit status %1"),
    QT_TRANSLATE_NOOP("engine", "signal %1"),
    QT_TRANSLATE_NOOP("engine", "the name %1 cannot be resolved"),
    QT_TRANSLATE_NOOP("engine", "no route leads to %1"),
)
# Qt says of what it marks only that it is an object.
TEMPLATES = tuple(map(str, _MARKED))
"""Texts with %1, %2 … for what differs; the first that fits is taken."""


def engine_text(text: str) -> str:
    """``text`` in the user's language where it is known; a name or another text as it is."""
    for template in TEMPLATES:
        translated = QCoreApplication.translate(CONTEXT, template)
        if translated == template:
            # Without a translation there is nothing to look for.
            continue
        found = _pattern(template).fullmatch(text)
        if found is not None:
            return fill_in(translated, *found.groups())
    return text


@lru_cache(maxsize=len(TEMPLATES))
def _pattern(template: str) -> re.Pattern[str]:
    """What fits the texts of a template, with a group for each place."""
    return re.compile(re.sub(r"%\d", "(.+?)", re.escape(template)))
