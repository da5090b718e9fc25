"""Makes the profile of the gates over the validation pictures: the window's average picture.

    python packaging/bundled_model/gate_profile.py DATA [--model FOLDER] [--threads N]

``profile.npz`` holds the mean and the spread of every gate, over all pictures and per class;
``model.json`` gets how many gates of a block never open or never close, and how much of their
variation the class explains.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch
from answers import Answers, Floats, Labels, as_ppm, ask, load
from card import update_card
from facts import PROFILE, SHIPPED, WORK, Facts, read_facts, write_facts
from numpy.typing import NDArray
from tiny_imagenet import Source, load_pictures

DEAD = 0.05
SATURATED = 0.95

# Class statistics are rounded so that they compress: over 50 pictures with a spread of 0.1 the
# standard error of a mean is 0.014, that of a spread 0.010, both larger than a step.
MEAN_STEP = 1 / 256
SPREAD_STEP = 1 / 128


def class_statistics(gates: Floats, labels: Labels, classes: int) -> tuple[Floats, Floats]:
    """Mean and standard deviation of gates ``[N, C]`` per class, each ``[classes, C]``."""
    of_class = [gates[labels == index].astype(np.float64) for index in range(classes)]
    means = np.stack([rows.mean(axis=0) for rows in of_class])
    spreads = np.stack([rows.std(axis=0) for rows in of_class])
    return means.astype(np.float32), spreads.astype(np.float32)


def class_share(gates: Floats, labels: Labels, classes: int) -> float:
    """Share of the variance of a block's gates that the class explains, about 0 to 1.

    Summed over the channels; the between-class variance is freed of what the means of finitely
    many pictures vary by chance (ω², Hays 1963), so gates that ignore the class give about 0.
    """
    count = len(labels)
    values = gates.astype(np.float64)
    total = float(((values - values.mean(axis=0)) ** 2).sum())
    within = sum(
        float(((rows - rows.mean(axis=0)) ** 2).sum())
        for rows in (values[labels == index] for index in range(classes))
    )
    noise = within / (count - classes)
    return (total - within - (classes - 1) * noise) / (total + noise)


def block_facts(name: str, gates: Floats, labels: Labels, classes: int) -> Facts:
    """What the model card tells of one block."""
    return {
        "block": name,
        "channels": gates.shape[1],
        "mean": round(float(gates.mean()), 3),
        "spread_channels": round(float(gates.mean(axis=0).std()), 3),
        "spread_pictures": round(float(gates.std(axis=0).mean()), 3),
        "dead": int((gates.max(axis=0) < DEAD).sum()),
        "saturated": int((gates.min(axis=0) > SATURATED).sum()),
        "class_share": round(class_share(gates, labels, classes), 3),
    }


def write_profile(folder: Path, answers: Answers) -> None:
    """Write ``profile.npz``, and the blocks' facts into ``model.json``."""
    facts = read_facts(folder)
    classes = len(facts["labels"])
    arrays: dict[str, NDArray[Any]] = {
        "title": np.array(f"{len(answers.labels):,} validation pictures"),
        "images": np.array(len(answers.labels)),
    }
    blocks = []
    for name, gates in answers.gates.items():
        means, spreads = class_statistics(gates, answers.labels, classes)
        arrays[f"mean/{name}"] = gates.mean(axis=0, dtype=np.float64).astype(np.float16)
        arrays[f"spread/{name}"] = gates.std(axis=0, dtype=np.float64).astype(np.float16)
        arrays[f"class_mean/{name}"] = _rounded(means, MEAN_STEP)
        arrays[f"class_spread/{name}"] = _rounded(spreads, SPREAD_STEP)
        blocks.append(block_facts(name, gates, answers.labels, classes))
    np.savez_compressed(folder / PROFILE, **arrays)  # type: ignore[arg-type]
    facts.setdefault("numbers", {})["gates"] = blocks
    write_facts(folder, facts)


def _rounded(values: Floats, step: float) -> NDArray[np.float16]:
    steps: Floats = np.rint(values / step)
    return (steps * step).astype(np.float16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("data", type=Path, help="tiny-imagenet-200, or a git directory with it")
    parser.add_argument("--model", type=Path, default=SHIPPED)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--work", type=Path, default=WORK, help="where decoded pictures are kept")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    validation = load_pictures(Source(options.data), "val", options.work / "pictures")
    files = [as_ppm(pixels) for pixels in validation.pixels]
    answers = ask(load(options.model), files, validation.labels, "gates", gates=True)
    write_profile(options.model, answers)
    update_card(options.model)
    print(f"{options.model / PROFILE}: {(options.model / PROFILE).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
