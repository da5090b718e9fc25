"""What is known of a loaded network: its card, and the temperature of its probabilities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from torch import nn

from senet_viewer.errors import printable
from senet_viewer.models.blocks import SEBlock, are_resnet_like, block_sizes, find_blocks
from senet_viewer.models.probe import FeatureSize
from senet_viewer.models.se_resnet import SEResNet
from senet_viewer.records import BlockCard, ModelCard, Preprocessing

ATTRIBUTE = "senet_viewer_loaded"
UNKNOWN_SIZE: FeatureSize = (0, 0)


@dataclass(frozen=True)
class Loaded:
    """What the loader knows of a network; kept on the network itself.

    Logits are divided by ``temperature`` before the softmax, so that the probabilities are as
    often right as they say (Guo et al., arXiv 1706.04599).
    """

    card: ModelCard
    temperature: float = 1.0


def attach(model: nn.Module, loaded: Loaded) -> None:
    """Keep ``loaded`` on the network, whence copies of the network take it along."""
    setattr(model, ATTRIBUTE, loaded)


def temperature_of(model: nn.Module) -> float:
    """The temperature of the network's probabilities; 1 where the loader knows none."""
    loaded = getattr(model, ATTRIBUTE, None)
    return loaded.temperature if isinstance(loaded, Loaded) else 1.0


def name_of(model: nn.Module) -> str:
    """What sentences call a network: its checkpoint's file, its title, or else its class."""
    loaded = getattr(model, ATTRIBUTE, None)
    if not isinstance(loaded, Loaded):
        return type(model).__name__
    card = loaded.card
    return printable(card.title if card.fit is None else PurePath(card.key).name)


def card_of(model: nn.Module) -> ModelCard:
    """The card of any network with SE blocks; a loaded one carries its own.

    Of other networks the preprocessing is guessed, and the labels are "class 0" and so on.
    Raises ``ViewerError`` where there are no SE blocks.
    """
    loaded = getattr(model, ATTRIBUTE, None)
    if isinstance(loaded, Loaded):
        return loaded.card
    name = type(model).__name__
    preprocessing = Preprocessing(guessed=True)
    blocks = find_blocks(model, preprocessing.crop)
    return make_card(
        model,
        ModelCard(
            key=name,
            title=name,
            parameters=0,
            labels=numbered_labels(classes_of(model, blocks)),
            blocks=(),
            preprocessing=preprocessing,
            shortcut=are_resnet_like(blocks),
        ),
        blocks,
    )


def make_card(
    model: nn.Module, card: ModelCard, blocks: Sequence[SEBlock] | None = None
) -> ModelCard:
    """``card`` with the parameters and blocks that are counted from the network.

    ``blocks`` are those found at the card's size, where the caller has them already.
    """
    pixels = card.preprocessing.crop
    if blocks is None:
        blocks = find_blocks(model, pixels)
    sizes = _sizes(model, blocks, pixels)
    cards = []
    for block in blocks:
        height, width = sizes.get(block.name, UNKNOWN_SIZE)
        cards.append(
            BlockCard(
                block.name, block.stage, block.index, block.path, block.channels, height, width
            )
        )
    parameters = sum(parameter.numel() for parameter in model.parameters())
    return replace(card, parameters=parameters, blocks=tuple(cards))


def _sizes(model: nn.Module, blocks: Sequence[SEBlock], pixels: int) -> Mapping[str, FeatureSize]:
    if isinstance(model, SEResNet):
        sides = {block.name: model.feature_size(block.stage, pixels) for block in blocks}
        return {name: (side, side) for name, side in sides.items()}
    return block_sizes(model, blocks, pixels)


def numbered_labels(classes: int) -> tuple[str, ...]:
    """Labels of a network that names none: "class 0", "class 1" and so on."""
    return tuple(f"class {index}" for index in range(classes))


def _layers_of(model: nn.Module, block: SEBlock) -> Iterator[nn.Module]:
    """The modules that squeeze and excite; all of the block's where these are not told apart."""
    if not block.layers:
        yield from block.module.modules()
    for path in block.layers:
        yield from model.get_submodule(path).modules()


def classes_of(model: nn.Module, blocks: Sequence[SEBlock]) -> int:
    """Outputs of the last linear layer outside the SE blocks; 0 where there is none."""
    inside = {id(part) for block in blocks for part in _layers_of(model, block)}
    widths = [
        module.out_features
        for module in model.modules()
        if isinstance(module, nn.Linear) and id(module) not in inside
    ]
    return widths[-1] if widths else 0
