"""Our own implementation of a library's network, where it is one of the SE-ResNets."""

from __future__ import annotations

import re
from dataclasses import replace

from torch import nn

from senet_viewer.errors import ViewerError, printable
from senet_viewer.models.candidates import own_candidates, state_of
from senet_viewer.models.cards import Loaded, attach, card_of, make_card, temperature_of
from senet_viewer.models.dialects import CADENE, TIMM_RESNET
from senet_viewer.models.fit import converted
from senet_viewer.records import BuildOptions

OWN = "own"
IMPLEMENTATIONS = ("", OWN)
# By name, since others have the same tensors and compute something else with them.
KNOWN = re.compile(r"(?:legacy_)?seresnet(?:18|34|50|101|152)")


def check_options(options: BuildOptions, name: str, *, is_file: bool) -> None:
    """Refuse what does not go together; raises ``ViewerError``.

    ``name`` is the network's; ``is_file`` says that it is a checkpoint.
    """
    if options.implementation not in IMPLEMENTATIONS:
        asked = printable(options.implementation)
        raise ViewerError(
            "implementation.unknown",
            f"There is no implementation “{asked}”; the only one to choose is “{OWN}”.",
            {"name": asked},
        )
    if options.architecture and not is_file:
        raise ViewerError(
            "architecture.no_checkpoint",
            f"“{printable(name)}” is a network by name, so that there is nothing to choose an "
            "architecture for; give a checkpoint's path.",
            {"name": printable(name)},
        )
    if options.architecture and options.implementation:
        raise ViewerError(
            "architecture.two_ways",
            "An architecture and an implementation are two ways to say how a network is built; "
            "choose one of them.",
        )


def own_version(model: nn.Module) -> nn.Module:
    """The same network in our own, faster code, with the same weights and its card.

    Takes timm's plain and legacy SE-ResNets, also without data, on ``meta``. Logits and gates agree
    within 1e-4 of their scale. Raises ``ViewerError`` for another network.
    """
    card = card_of(model)
    given = state_of(model)
    is_known = KNOWN.fullmatch(_architecture(model)) is not None
    found = next(own_candidates(given, (CADENE, TIMM_RESNET)), None)
    if not is_known or found is None or not found.fit(given).is_whole:
        raise _no_own(card.title)
    if any(tensor.is_meta for tensor in given.values()):
        own = found.model.eval()
    else:
        own = found.fill(lambda name, wanted: converted(name, given[name], wanted, card.title))
    title = f"{card.title}, own implementation"
    attach(own, Loaded(make_card(own, replace(card, title=title)), temperature_of(model)))
    return own


def _architecture(model: nn.Module) -> str:
    stated = getattr(model, "pretrained_cfg", None)
    return str(stated.get("architecture", "")) if isinstance(stated, dict) else ""


def _no_own(title: str) -> ViewerError:
    return ViewerError(
        "implementation.none",
        f"There is no implementation of our own of {printable(title)}; there is one of the "
        "SE-ResNets 18, 34, 50, 101 and 152, also of timm's, plain and legacy.",
        {"name": printable(title)},
    )
