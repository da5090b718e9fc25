"""What a network that is compared with takes over from the one in use, where it does not say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from torch import nn

from senet_viewer.models.cards import (
    Loaded,
    attach,
    card_of,
    make_card,
    numbered_labels,
    temperature_of,
)
from senet_viewer.models.guesses import CIFAR_10, CIFAR_100
from senet_viewer.models.se_resnet_settings import FIRST_STAGE, Stem
from senet_viewer.records import BlockCard, Preprocessing, shape_misfit


@dataclass(frozen=True)
class InUse:
    """The network in use, as far as another one of its shape may take over from it.

    ``blocks`` have the sizes of their maps for pictures as ``preprocessing`` makes them.
    """

    blocks: Sequence[BlockCard]
    preprocessing: Preprocessing
    labels: Sequence[str]

    @property
    def small_stem(self) -> Stem | None:
        """The 3×3 stem that gives the maps of its first stage; None where none does."""
        pixels = self.preprocessing.crop
        height = next((block.height for block in self.blocks if block.stage == FIRST_STAGE), 0)
        if height == pixels:
            return "tutorial"
        return "small" if height == (pixels + 1) // 2 else None


def lend(model: nn.Module, in_use: InUse) -> None:
    """Let ``model`` see pictures as the network in use does, where it states no own way.

    Checkpoints of one training run rarely say how they see pictures, and a guess that differs from
    the network in use makes all gates differ. Its preprocessing is taken where that of ``model`` is
    guessed and both have the same blocks, but for a network for CIFAR with other classes; its
    labels where ``model`` has none and as many classes. What is taken stays marked as guessed.
    """
    card, labels = card_of(model), in_use.labels
    same_classes = len(card.labels) == len(labels)
    is_of_others = card.preprocessing in (CIFAR_10, CIFAR_100) and not same_classes
    if not card.preprocessing.guessed or is_of_others:
        return
    if shape_misfit(in_use.blocks, card.blocks, card.title):
        return
    has_none = same_classes and card.labels == numbered_labels(len(labels))
    seen_alike = replace(
        card,
        preprocessing=replace(in_use.preprocessing, guessed=True),
        labels=tuple(labels) if has_none else card.labels,
    )
    attach(model, Loaded(make_card(model, seen_alike), temperature_of(model)))
