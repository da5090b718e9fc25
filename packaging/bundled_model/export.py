"""Writes the average of a training's state as float16 safetensors, with its facts beside it.

    python packaging/bundled_model/export.py DATA [--state FILE] [--out FOLDER] [--pixels N]
                                             [--resize N]

The facts (``model.json``) hold labels, preprocessing, the recipe and the weights' SHA-256;
``evaluate.py`` adds the numbers. The state may be one of a training that still runs.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import torch
from facts import FACTS, SHIPPED, WEIGHTS, WORK, Facts, read_facts, sha256, write_facts
from recipe import MEAN, STD, Recipe, recipe_from
from safetensors.torch import save_file
from tiny_imagenet import Source, class_names
from torch import Tensor
from train import STATE_FILE

TRAINING_PICTURES = 100_000


@dataclass(frozen=True)
class State:
    """What is exported of a training: the averaged tensors, and how far it is."""

    tensors: dict[str, Tensor]
    recipe: Recipe
    step: int
    seconds: float

    @property
    def epochs(self) -> float:
        """Passes over the training pictures so far."""
        return self.step / (TRAINING_PICTURES // self.recipe.batch)

    @property
    def pixels(self) -> int:
        """Side of the pictures on which the network was trained last."""
        return self.recipe.pixels(max(0, -int(-self.epochs // 1) - 1))


def read_state(file: Path) -> State:
    """Read a state that ``train.py`` saved."""
    saved: dict[str, Any] = torch.load(file, weights_only=True, map_location="cpu")
    recipe = recipe_from(json.loads(saved["recipe"]))
    return State(saved["average"], recipe, saved["step"], saved["seconds"])


def half_precision(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Floats as float16, contiguous; counters stay integers. Raises where a value overflows."""
    halved = {
        name: (tensor.half() if tensor.is_floating_point() else tensor).contiguous()
        for name, tensor in tensors.items()
    }
    overflowing = [name for name, tensor in halved.items() if not tensor.isfinite().all()]
    if overflowing:
        raise SystemExit(f"These tensors do not fit into float16: {', '.join(overflowing)}.")
    return halved


def export(
    state: State, labels: list[str], pixels: int, folder: Path, resize: int | None = None
) -> None:
    """Write weights and facts into ``folder``; numbers of other weights are dropped.

    The viewer brings the shorter side to ``resize`` (default: ``pixels``) and takes the middle
    ``pixels``: slightly larger, since the training saw random crops, enlarged to its size.
    """
    folder.mkdir(parents=True, exist_ok=True)
    recipe = state.recipe
    metadata = {
        "architecture": "se_resnet",
        "depth": str(recipe.depth),
        "stem": recipe.stem,
        "classes": str(len(labels)),
        "reduction": "16",
        "width": str(recipe.width),
    }
    save_file(half_precision(state.tensors), folder / WEIGHTS, metadata)
    facts = _facts(state, labels, (resize or pixels, pixels), sha256(folder / WEIGHTS))
    write_facts(folder, facts)


def _facts(state: State, labels: list[str], sizes: tuple[int, int], digest: str) -> Facts:
    recipe = state.recipe
    resize, pixels = sizes
    return {
        "title": f"SE-ResNet-{recipe.depth}",
        "labels": labels,
        "preprocessing": {
            "resize": resize,
            "crop": pixels,
            "interpolation": "bilinear",
            "mean": list(MEAN),
            "std": list(STD),
        },
        "temperature": 1.0,
        "note": f"Teaching network: {pixels}×{pixels} pixels, {len(labels)} classes."
        " Anything else still gets a name.",
        "sha256": digest,
        "training": {
            "date": date.today().isoformat(),
            "epochs": round(state.epochs, 2),
            "planned_epochs": recipe.epochs,
            "minutes": round(state.seconds / 60),
            "recipe": asdict(recipe),
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("data", type=Path, help="tiny-imagenet-200, or a git directory with it")
    parser.add_argument("--state", type=Path, default=WORK / STATE_FILE)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--pixels", type=int, help="input size (default: the last one trained on)")
    parser.add_argument("--resize", type=int, help="shorter side before the crop")
    options = parser.parse_args()
    state = read_state(options.state)
    labels = class_names(Source(options.data))
    export(state, labels, options.pixels or state.pixels, options.out, options.resize)
    facts = read_facts(options.out)
    print(f"{options.out / WEIGHTS}: {(options.out / WEIGHTS).stat().st_size / 1e6:.1f} MB,")
    print(f"{options.out / FACTS}: epoch {state.epochs:.2f}, sha256 {facts['sha256']}")


if __name__ == "__main__":
    main()
