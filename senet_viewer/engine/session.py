"""The network in use: loading another one, and keeping the present one until that is ready."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
import torch
from torch import nn

from senet_viewer.engine.pace import Pace
from senet_viewer.errors import ViewerError
from senet_viewer.inspection.inspector import Inspector
from senet_viewer.inspection.preprocess import PreparedImage
from senet_viewer.models import catalogue, devices
from senet_viewer.models.lending import InUse
from senet_viewer.models.loading import card_of, load_model, profile_for
from senet_viewer.models.probe import on_meta
from senet_viewer.protocol import Hello, LoadModel, ModelLoaded
from senet_viewer.records import ImageRef, Profile, shape_misfit


@dataclass(frozen=True)
class Network:
    """A network that is ready, how fast it goes, and its layers as they were before folding.

    The tensors of ``outline`` hold no data.
    """

    inspector: Inspector
    pace: Pace
    profile: Profile | None
    outline: nn.Module | None = None

    def as_answer(self, request: int) -> ModelLoaded:
        """The answer to the request that loaded it."""
        inspector = self.inspector
        return ModelLoaded(request, inspector.card, inspector.device, self.profile)


def load(request: LoadModel, notice: Callable[[ViewerError], None]) -> Network:
    """Load a network; raises ``ViewerError`` where it or its device cannot be had, or not be used.

    ``notice`` is told of what stops nothing, then and later.
    """
    in_use = None
    if request.preprocessing is not None:
        in_use = InUse(request.like, request.preprocessing, request.labels)
    model = load_model(request.model, request.device, options=request.options, in_use=in_use)
    if request.like:
        name = PurePath(request.model).name
        if misfit := shape_misfit(request.like, card_of(model).blocks, name):
            raise misfit
    inspector = Inspector(model, request.device, request.precision, notice=notice)
    pace = Pace(inspector.device.key)
    return Network(inspector, pace, profile_for(inspector.card), on_meta(model))


def warm_up(network: Network, should_stop: Callable[[], bool]) -> None:
    """Inspect a blank picture, so that the first real one is quick and its time is known.

    The first pass of a network makes plans for every layer and takes several times longer; raises
    ``Stopped``.
    """
    side = network.inspector.card.preprocessing.crop
    blank = PreparedImage(ImageRef("", ""), np.zeros((side, side, 3), np.uint8), side, side)
    for _ in range(2):
        began = time.perf_counter()
        network.inspector.run([blank], verify=True, should_stop=should_stop)
        seconds = time.perf_counter() - began
    network.pace.passed(1, seconds)


def release_memory() -> None:
    """Give what networks held that are gone back to their devices."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def hello() -> Hello:
    """What this engine can do."""
    versions = {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
    }
    return Hello(versions, devices.available_devices(), catalogue.entries())
