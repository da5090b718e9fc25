"""Measures a network on the validation pictures, and writes the numbers beside its weights.

    python packaging/bundled_model/evaluate.py DATA [--model FOLDER|FILE] [--large-photos PATH]
                                               [--threads N]

Measured are top-1 and top-5, the calibration error before and after fitting the temperature,
every class, neighbouring input sizes, and photos of ordinary size. For an exported folder (default:
the one that ships) temperature and numbers go into ``model.json``, the classes into
``classes.csv``, and all of it into the model card; of any other weights file, or of a training's
state (``.pt``), accuracy and calibration are printed.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from answers import Answers, as_ppm, ask, load
from calibration import calibration_error, fit_temperature, held_out_error
from card import update_card
from export import export, read_state
from facts import CLASSES, FACTS, SHIPPED, WEIGHTS, WORK, Facts, read_facts, write_facts, write_text
from large_photos import LargePhotos, read_large_photos, squashed
from tiny_imagenet import Pictures, Source, class_ids, load_pictures

from senet_viewer.inspection.inspector import Inspector
from senet_viewer.models.loading import card_of, load_model
from senet_viewer.records import ImageRef, Preprocessing
from senet_viewer.resources import sample_images

NEIGHBOURS = (0.75, 0.875, 1.125, 1.25)
"""Input sizes at which the network is measured too, as multiples of its own."""

SIZES_PICTURES = 2_500
"""Validation pictures for the neighbouring sizes: half a per cent of standard error suffices."""


def per_cent(share: float) -> float:
    return round(share * 100, 2)


def numbers_of(answers: Answers) -> Facts:
    """Accuracy and calibration, in per cent."""
    logits, labels = answers.logits, answers.labels
    return {
        "pictures": len(labels),
        "top1": per_cent(answers.top1),
        "top5": per_cent(answers.top5),
        "calibration_error_before": per_cent(calibration_error(logits, labels)),
        "calibration_error": per_cent(held_out_error(logits, labels)),
    }


def sizes_of(model_file: Path, preprocessing: Preprocessing, pictures: Pictures) -> Facts:
    """Top-1 and top-5 in per cent at neighbouring input sizes, on every fourth picture."""
    step = len(pictures.labels) // SIZES_PICTURES or 1
    files = [as_ppm(pixels) for pixels in pictures.pixels[::step]]
    found: Facts = {}
    for factor in sorted((*NEIGHBOURS, 1.0)):
        resize, crop = (round(side * factor) for side in (preprocessing.resize, preprocessing.crop))
        scaled = replace(preprocessing, resize=resize, crop=crop)
        answers = ask(load(model_file, scaled), files, pictures.labels[::step], f"{crop} pixels")
        found[str(crop)] = [per_cent(answers.top1), per_cent(answers.top5)]
    return found


def large_photos_of(model_file: Path, own: Preprocessing, photos: LargePhotos) -> Facts:
    """Accuracy in per cent on large photos, with the own preprocessing and with others."""
    ways = [
        *(replace(own, interpolation=name) for name in ("bilinear", "bicubic", "lanczos")),
        *(replace(own, resize=round(own.crop * factor)) for factor in (1, 9 / 8, 8 / 7, 5 / 4)),
    ]
    named = {
        f"shorter side to {way.resize}, middle {way.crop}, {way.interpolation}": (way, photos.files)
        for way in ways
    }
    pressed = tuple(squashed(data, own.crop) for data in photos.files)
    named["squashed into a square"] = (replace(own, resize=own.crop), pressed)
    rows = []
    for title, (preprocessing, files) in named.items():
        answers = ask(load(model_file, preprocessing), files, photos.labels, title)
        new = Answers(answers.logits[photos.is_new], answers.labels[photos.is_new], {})
        shares = (answers.top1, answers.top5, new.top1, new.top5)
        rows.append([title, *map(per_cent, shares)])
    return {"photos": len(photos.files), "new": int(photos.is_new.sum()), "ways": rows}


def class_table(answers: Answers, labels: list[str], ids: list[str]) -> str:
    """CSV: for each class its accuracy in per cent, and for what it is taken most often."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("class", "wordnet_id", "top1", "top5", "most_often_taken_for"))
    best = answers.logits.argmax(axis=1)
    for index, (label, wnid) in enumerate(zip(labels, ids, strict=True)):
        rows = answers.labels == index
        wrong = Counter(best[rows & (best != index)].tolist()).most_common(1)
        taken_for = labels[wrong[0][0]] if wrong else ""
        right = answers.right[rows]
        shares = (right[:, 0].mean(), right.any(axis=1).mean())
        writer.writerow((label, wnid, *(f"{share * 100:.0f}" for share in shares), taken_for))
    return stream.getvalue()


def samples_of(folder: Path) -> list[list[object]]:
    """For each sample photo its name and the best three classes with their per cent."""
    inspector = Inspector(load_model(str((folder / WEIGHTS).resolve()), "cpu"), "cpu")
    photos = [inspector.prepare(str(p), ImageRef(p.stem, p.name)) for p in sample_images()]
    return [
        [one.image.key, [[p.label, per_cent(p.probability)] for p in one.predictions]]
        for one in inspector.run(photos, top=3)
    ]


def evaluate(
    folder: Path, data: Source, validation: Pictures, photos: LargePhotos | None
) -> Answers:
    """Measure an exported folder; write temperature, numbers and classes; return the answers."""
    model = load(folder)
    files = [as_ppm(pixels) for pixels in validation.pixels]
    answers = ask(model, files, validation.labels, "validation pictures", gates=True)
    own = card_of(model).preprocessing
    facts = read_facts(folder)
    kept = facts.get("numbers", {})
    numbers = numbers_of(answers) | {"sizes": sizes_of(folder, own, validation)}
    if photos is not None:
        numbers["large_photos"] = large_photos_of(folder, own, photos)
    elif "large_photos" in kept:
        numbers["large_photos"] = kept["large_photos"]
    facts["numbers"] = kept | numbers
    facts["temperature"] = round(fit_temperature(answers.logits, answers.labels), 3)
    facts["note"] = (
        f"Teaching network: {own.crop}×{own.crop} pixels, {len(facts['labels'])} classes, "
        f"{numbers['top1']:.0f} % top-1. Anything else still gets a name."
    )
    write_facts(folder, facts)
    facts["numbers"]["samples"] = samples_of(folder)
    write_facts(folder, facts)
    write_text(folder / CLASSES, class_table(answers, facts["labels"], class_ids(data)))
    return answers


def _numbers_of_checkpoint(file: Path, validation: Pictures) -> Facts:
    """Numbers of a weights file, or of the average in a training's state."""
    with TemporaryDirectory() as folder:
        model = file
        if file.suffix == ".pt":
            state = read_state(file)
            labels = [str(index) for index in range(len(state.tensors["linear.bias"]))]
            model = Path(folder)
            export(state, labels, state.pixels, model)
        files = [as_ppm(pixels) for pixels in validation.pixels]
        answers = ask(load(model), files, validation.labels, "validation pictures")
    temperature = fit_temperature(answers.logits, answers.labels)
    return numbers_of(answers) | {"temperature": round(temperature, 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("data", type=Path, help="tiny-imagenet-200, or a git directory with it")
    parser.add_argument("--model", type=Path, default=SHIPPED)
    parser.add_argument("--large-photos", type=Path, help="folder or git directory of photos")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--work", type=Path, default=WORK, help="where decoded pictures are kept")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    source = Source(options.data)
    validation = load_pictures(source, "val", options.work / "pictures")
    if not (options.model / FACTS).is_file():
        print(json.dumps(_numbers_of_checkpoint(options.model, validation)))
        return
    photos = None
    if options.large_photos is not None:
        training = load_pictures(source, "train", options.work / "pictures")
        photos = read_large_photos(options.large_photos, class_ids(source), training)
    evaluate(options.model, source, validation, photos)
    print(update_card(options.model))


if __name__ == "__main__":
    main()
