"""Squeeze-and-excitation gates of a network on your own photos: the public API, loaded lazily.

    import senet_viewer as sv
    model = sv.load_model("bundled")
    seen = sv.inspect(model, "cat.jpg")
    seen.predictions[0].label, seen.block("SE_3_1").gates

Importing this package is quick: torch and NumPy are imported at the first call that needs them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from senet_viewer.errors import ViewerError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager

    import numpy as np
    import pandas as pd
    import PIL.Image
    from matplotlib.figure import Figure
    from numpy.typing import NDArray
    from torch import Tensor, nn

    from senet_viewer.export.style import FigureStyle
    from senet_viewer.inspection.inspector import Inspector
    from senet_viewer.models.blocks import SEBlock
    from senet_viewer.records import (
        BlockCard,
        BlockGates,
        Gates,
        ImageRef,
        Inspection,
        ModelCard,
        Prediction,
        Preprocessing,
        Profile,
    )
    from senet_viewer.summaries import Summary

__version__ = "0.1.0"

__all__ = [
    "BlockCard",
    "BlockGates",
    "FigureStyle",
    "ImageRef",
    "Inspection",
    "Inspector",
    "ModelCard",
    "Prediction",
    "Preprocessing",
    "Profile",
    "SEBlock",
    "Summary",
    "ViewerError",
    "__version__",
    "capture",
    "card_of",
    "find_blocks",
    "inspect",
    "load_model",
    "plot",
    "profile_for",
    "summarise",
    "to_dataframe",
    "use_large_allocator",
]

_TYPES = {
    "BlockCard": "senet_viewer.records",
    "BlockGates": "senet_viewer.records",
    "FigureStyle": "senet_viewer.export.style",
    "ImageRef": "senet_viewer.records",
    "Inspection": "senet_viewer.records",
    "Inspector": "senet_viewer.inspection.inspector",
    "ModelCard": "senet_viewer.records",
    "Prediction": "senet_viewer.records",
    "Preprocessing": "senet_viewer.records",
    "Profile": "senet_viewer.records",
    "SEBlock": "senet_viewer.models.blocks",
    "Summary": "senet_viewer.summaries",
}


def __getattr__(name: str) -> Any:
    if name not in _TYPES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_TYPES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_model(
    name: str | os.PathLike[str] = "bundled",
    device: str = "auto",
    *,
    architecture: str = "",
    implementation: str = "",
) -> nn.Module:
    """Load a network, in evaluation mode, on ``device``.

    ``name`` is ``"bundled"`` (the network that comes with the program), an own SE-ResNet with
    random weights (``"se_resnet18"`` … ``"se_resnet152"``, with ``"@tutorial"`` for the tutorial's
    stem), one of timm or torchvision (``"timm:seresnet50"``), or the path of a checkpoint:
    ``card_of(model).fit`` then tells whose names its tensors have and how they fitted.
    ``architecture`` names what a checkpoint is of where its names do not: ``"timm:NAME"``,
    ``"torchvision:NAME"``, or code of your own, ``"module:callable"``. ``implementation="own"``
    runs timm's SE-ResNets on the own, faster code. ``device`` is ``"auto"`` (CUDA where there is
    one), ``"cpu"``, ``"cuda"`` or ``"cuda:1"``. Raises ``ViewerError`` with one clear sentence
    where it cannot.
    """
    import os

    from senet_viewer.models.loading import load_model as load
    from senet_viewer.records import BuildOptions

    return load(os.fspath(name), device, options=BuildOptions(architecture, implementation))


def inspect(
    model: nn.Module,
    image: str | os.PathLike[str] | bytes | PIL.Image.Image | NDArray[np.uint8],
    *,
    verify: bool = False,
    top: int = 5,
) -> Inspection:
    """What ``model`` says about one image: its ``top`` classes and the gates of every SE block.

    ``model`` may be a loaded one or any ``nn.Module`` with SE blocks that returns logits
    ``[N, classes]``; it runs on its own device, in evaluation mode and without gradients, and is
    left as it was. ``image`` is a path, an encoded picture as bytes, a PIL image, or an RGB array
    uint8 ``[H, W, 3]``. With ``verify`` input × gate is compared with each block's output: see
    ``Inspection.verified``. For many images ``Inspector`` is quicker.

    Raises ``ViewerError`` where the image cannot be read, or the network has no SE blocks or
    returns no logits.
    """
    from senet_viewer.inspection.inspector import inspect_as_it_is
    from senet_viewer.inspection.sources import prepare_any

    return inspect_as_it_is(
        model, lambda card: prepare_any(image, card.preprocessing), verify=verify, top=top
    )


def capture(model: nn.Module) -> AbstractContextManager[dict[str, Tensor]]:
    """Capture the gates of any forward pass, of any batch.

        with sv.capture(model) as gates:
            model(x)
        gates["SE_3_1"]  # float32 [N, C] on the CPU, each in 0..1

    A second pass replaces the first. All hooks are removed on leaving, also after an exception.
    Raises ``ViewerError`` where the network has no SE blocks and, on leaving, where a block gave
    no gates in the last pass.
    """
    from senet_viewer.inspection.capture import capture as capturing

    return capturing(model)


def find_blocks(model: nn.Module) -> tuple[SEBlock, ...]:
    """The SE blocks of any network, named ``SE_stage_index``; ``ViewerError`` where it has none."""
    from senet_viewer.models.blocks import find_blocks as find

    return find(model)


def card_of(model: nn.Module) -> ModelCard:
    """What is known of a network: labels, preprocessing, blocks with their sizes, parameters."""
    from senet_viewer.models.cards import card_of as card

    return card(model)


def profile_for(model: nn.Module) -> Profile | None:
    """Mean and spread of every gate over many images, where they ship with the network."""
    from senet_viewer.models.loading import profile_for as profile

    return profile(card_of(model))


def summarise(model: nn.Module, input_size: tuple[int, ...] = (1, 3, 224, 224)) -> Summary:
    """Shapes, parameters and multiply-adds of every layer, and the SE blocks' share of them."""
    from senet_viewer.models.summary import summarise as summary

    return summary(model, input_size)


def plot(
    seen: Inspection,
    *,
    reference: Mapping[str, Gates] | None = None,
    reference_title: str = "",
    style: FigureStyle | str | os.PathLike[str] | None = None,
    dark: bool = False,
) -> Figure:
    """A matplotlib figure of an inspection: picture, answer, and the gates of every block.

    ``reference`` maps blocks' names to gates ``[C]`` to compare with, such as the ``mean`` of a
    profile or ``{b.name: b.gates for b in other.blocks}``; ``reference_title`` says what they are.
    ``style`` is a ``FigureStyle`` or a style file, as ``senet-viewer figure --style`` takes it;
    ``dark`` asks for a dark ground.
    """
    from dataclasses import replace

    from senet_viewer.export.figures import draw
    from senet_viewer.export.style import FigureStyle, Ground
    from senet_viewer.export.style_file import read_style

    chosen = style if isinstance(style, FigureStyle) else read_style(style) if style else None
    chosen = chosen or FigureStyle()
    if dark:
        chosen = replace(chosen, ground=Ground.DARK)
    return draw(seen, chosen, reference=reference, reference_title=reference_title)


def to_dataframe(seen: Inspection | Iterable[Inspection]) -> pd.DataFrame:
    """Gates as a pandas data frame, one row a gate.

    Columns: image, model, block, stage, index, module, channel, gate. Raises ``ViewerError``
    where pandas is not installed.
    """
    from senet_viewer.inspection.frames import data_frame
    from senet_viewer.records import Inspection as OneInspection

    return data_frame([seen] if isinstance(seen, OneInspection) else list(seen))


def use_large_allocator() -> None:
    """Let glibc keep large activations' memory: networks with large feature maps gain a third.

    A setting of the whole process (``mallopt``), so it is yours to choose; call it before threads
    start. The window and the command line do. Does nothing but on Linux with glibc.
    """
    from senet_viewer.models.environment import use_large_allocator as use

    use()
