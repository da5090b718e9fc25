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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("data", type=Path, help="tiny-imagenet-200, or a git directory with it")
    parser.add_argument("--work", type=Path, default=WORK, help="the training's folder")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--pixels", type=int, help="input size (default: the last one trained on)")
    parser.add_argument("--large-photos", type=Path, help="folder or git directory of photos")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--hardware", default="two CPU cores", help="what the training ran on")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    source = Source(options.data)
    made = options.work / "published"
    shutil.rmtree(made, ignore_errors=True)

    def say(step: str) -> None:
        print(step, file=sys.stderr, flush=True)

    state = read_state(options.work / STATE_FILE)
    say(f"1/4 export epoch {state.epochs:.2f}")
    export(state, class_names(source), options.pixels or state.pixels, made)
    add_training_facts(made, options.work / EPOCHS_FILE, options.hardware)
    say("2/4 evaluate")
    validation = load_pictures(source, "val", options.work / "pictures")
    photos = None
    if options.large_photos is not None:
        training = load_pictures(source, "train", options.work / "pictures")
        photos = read_large_photos(options.large_photos, class_ids(source), training)
    answers = evaluate(made, source, validation, photos)
    say("3/4 profile")
    write_profile(made, answers)
    say("4/4 model card")
    card = update_card(made)
    ship(made, options.out)
    print(card)


if __name__ == "__main__":
    main()
