"""What a network that is compared with takes over from the one in use: preprocessing and labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from torch import nn

from senet_viewer.models.candidates import STRIDE_IS_TAKEN
from senet_viewer.models.cards import (
    Loaded,
    attach,
    card_of,
    make_card,
    numbered_labels,
    temperature_of,
)
from senet_viewer.models.se_resnet import SEResNet
from senet_viewer.models.se_resnet_settings import FIRST_STAGE
from senet_viewer.records import BlockCard, Preprocessing

STRIDE_OF_SMALL_STEM = (2, 2)


def lend(
    model: nn.Module,
    blocks: Sequence[BlockCard],
    preprocessing: Preprocessing,
    labels: Sequence[str],
) -> None:
    """Let ``model`` see pictures as another network of its shape does, where it states no own way.

    Checkpoints of one training run rarely say how they see pictures, and a guess that differs from
    the network in use makes all gates differ. ``preprocessing`` is taken where that of ``model`` is
    guessed and it has as many classes as there are ``labels``, which are taken where it has none.
    What is taken stays marked as guessed. Tensors do not tell the stride of a 3×3 stem either: it
    follows the maps' sizes of the other network's ``blocks``.
    """
    card = card_of(model)
    if not card.preprocessing.guessed or len(card.labels) != len(labels):
        return
    if card.fit is not None and STRIDE_IS_TAKEN in card.fit.remarks:
        _take_stride(model, blocks, preprocessing.crop)
    named = card.labels != numbered_labels(len(labels))
    seen_alike = replace(
        card,
        preprocessing=replace(preprocessing, guessed=True),
        labels=card.labels if named else tuple(labels),
    )
    attach(model, Loaded(make_card(model, seen_alike), temperature_of(model)))


def _take_stride(model: nn.Module, blocks: Sequence[BlockCard], pixels: int) -> None:
    """Let a 3×3 stem halve the picture where the other network's, of the same shape, does."""
    if not isinstance(model, SEResNet) or model.settings.stem != "tutorial":
        return
    wanted = next((block.height for block in blocks if block.stage == FIRST_STAGE), 0)
    if wanted == (model.feature_size(FIRST_STAGE, pixels) + 1) // 2:
        model.settings = replace(model.settings, stem="small")
        model.conv1.stride = STRIDE_OF_SMALL_STEM
