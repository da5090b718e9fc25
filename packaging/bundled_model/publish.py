"""Exports, calibrates, evaluates and profiles a training's average, then ships it with its card.

    python packaging/bundled_model/publish.py DATA [--large-photos PATH] [--threads N]

All files are made in a working folder and moved into ``resources/bundled_model`` at the end, so
that weights, facts, profile and card there always belong together. The training may still run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from card import update_card
from evaluate import evaluate
from export import export, read_state
from facts import CARD, CLASSES, FACTS, PROFILE, SHIPPED, WEIGHTS, WORK, read_facts, write_facts
from gate_profile import write_profile
from large_photos import read_large_photos
from tiny_imagenet import Source, class_ids, class_names, load_pictures
from train import EPOCHS_FILE, STATE_FILE


def add_training_facts(folder: Path, epochs_file: Path, hardware: str) -> None:
    """Tell in the facts what the training reported after each epoch, and what it ran on."""
    facts = read_facts(folder)
    training = facts["training"]
    training["hardware"] = hardware
    lines = epochs_file.read_text(encoding="utf-8").splitlines() if epochs_file.exists() else []
    # Of an epoch that was repeated after an interruption, the last report counts.
    reports = {report["epoch"]: report for report in map(json.loads, lines)}
    training["epochs_measured"] = []
    for epoch, report in sorted(reports.items()):
        if epoch <= training["epochs"]:
            # The epoch's own size and the final one were measured: the smaller is its own.
            pixels, (top1, top5) = min(report["top1_top5"].items(), key=lambda item: int(item[0]))
            row = [epoch, report["minutes"], int(pixels), round(top1, 2), round(top5, 2)]
            training["epochs_measured"].append(row)
    write_facts(folder, facts)


def ship(made: Path, shipped: Path) -> None:
    """Move the files that belong together into place, the weights' facts last."""
    shipped.mkdir(parents=True, exist_ok=True)
    for name in (CARD, CLASSES, PROFILE, WEIGHTS, FACTS):
        temporary = shipped / f"{name}.part"
        shutil.copyfile(made / name, temporary)
        temporary.replace(shipped / name)


def make(folder: Path, source: Source, options: argparse.Namespace) -> str:
    """Make all files in ``folder``; return the model card."""
    pictures = options.work / "pictures"
    state = read_state(options.work / STATE_FILE)
    _say(f"1/4 export epoch {state.epochs:.2f}")
    export(state, class_names(source), options.pixels or state.pixels, folder, options.resize)
    add_training_facts(folder, options.work / EPOCHS_FILE, options.hardware)
    _say("2/4 evaluate")
    photos = None
    if options.large_photos is not None:
        training = load_pictures(source, "train", pictures)
        photos = read_large_photos(options.large_photos, class_ids(source), training)
    answers = evaluate(folder, source, load_pictures(source, "val", pictures), photos)
    _say("3/4 profile")
    write_profile(folder, answers)
    _say("4/4 model card")
    return update_card(folder)


def _say(step: str) -> None:
    print(step, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("data", type=Path, help="tiny-imagenet-200, or a git directory with it")
    parser.add_argument("--work", type=Path, default=WORK, help="the training's folder")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--pixels", type=int, help="input size (default: the last one trained on)")
    parser.add_argument("--resize", type=int, help="shorter side before the crop")
    parser.add_argument("--large-photos", type=Path, help="folder or git directory of photos")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--hardware", default="two CPU cores", help="what the training ran on")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    source = Source(options.data)
    with TemporaryDirectory(prefix="publish-", dir=options.work) as folder:
        made = Path(folder)
        card = make(made, source, options)
        ship(made, options.out)
    print(card)


if __name__ == "__main__":
    main()
