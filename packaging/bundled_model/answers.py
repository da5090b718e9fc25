"""What a network answers to many pictures, asked as the viewer asks it: decoded, resized, cropped.

The pictures go through the viewer's own inspector (its decoder, its preprocessing, its fast copy
of the network), so that every number in the model card is one of the program that ships.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from facts import WEIGHTS
from numpy.typing import NDArray
from torch import nn

from senet_viewer.inspection.inspector import Inspector
from senet_viewer.models.cards import Loaded, attach
from senet_viewer.models.loading import card_of, load_model
from senet_viewer.records import ImageRef, Inspection, Pixels, Preprocessing

BATCH = 125
Floats = NDArray[np.float32]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Answers:
    """``logits`` ``[N, classes]`` (up to a constant a row) and ``labels`` ``[N]``.

    ``gates`` maps a block's name to float32 ``[N, C]``, where they were asked for.
    """

    logits: Floats
    labels: Labels
    gates: dict[str, Floats]

    @property
    def right(self) -> NDArray[np.bool_]:
        """``[N, 5]``: whether the best, second best … class is the right one."""
        best = np.argsort(-self.logits, axis=1, kind="stable")[:, :5]
        return np.equal(best, self.labels[:, None])

    @property
    def top1(self) -> float:
        """Share of pictures whose best class is right, in 0..1."""
        return float(self.right[:, 0].mean())

    @property
    def top5(self) -> float:
        """Share of pictures whose class is among the best five, in 0..1."""
        return float(self.right.any(axis=1).mean())


def load(checkpoint: Path, preprocessing: Preprocessing | None = None) -> nn.Module:
    """The network of a folder or file, with temperature 1 and perhaps another preprocessing."""
    file = checkpoint / WEIGHTS if checkpoint.is_dir() else checkpoint
    model = load_model(str(file.resolve()), "cpu")
    card = card_of(model)
    attach(model, Loaded(replace(card, preprocessing=preprocessing or card.preprocessing)))
    return model


def as_ppm(pixels: Pixels) -> bytes:
    """A picture ``[H, W, 3]`` as an uncompressed image file."""
    height, width = pixels.shape[:2]
    return b"P6 %d %d 255\n" % (width, height) + pixels.tobytes()


def ask(
    model: nn.Module, files: Sequence[bytes], labels: Labels, title: str, *, gates: bool = False
) -> Answers:
    """Inspect encoded pictures; shows progress on standard error."""
    inspector = Inspector(model, "cpu")
    logits: list[Floats] = []
    kept: dict[str, list[Floats]] = {}
    for inspection in _inspect(inspector, files, title):
        logits.append(_logits(inspection))
        for block in inspection.blocks if gates else ():
            kept.setdefault(block.name, []).append(block.gates)
    stacked = {name: np.stack(rows) for name, rows in kept.items()}
    return Answers(np.stack(logits), labels, stacked)


def _inspect(inspector: Inspector, files: Sequence[bytes], title: str) -> Iterator[Inspection]:
    for first in range(0, len(files), BATCH):
        batch = [inspector.prepare(data, ImageRef("", "")) for data in files[first : first + BATCH]]
        yield from inspector.run(batch, top=len(inspector.card.labels))
        done = min(first + BATCH, len(files))
        print(f"\r{title}: {done:,} of {len(files):,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _logits(inspection: Inspection) -> Floats:
    """Logarithms of the probabilities: the logits up to a constant, at temperature 1."""
    row = np.empty(len(inspection.predictions), np.float32)
    for prediction in inspection.predictions:
        row[prediction.index] = prediction.probability
    return np.log(np.maximum(row, np.finfo(np.float32).tiny))
