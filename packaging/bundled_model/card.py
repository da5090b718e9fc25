"""Writes the numbers into the model card, between its markers, so that it cannot drift from them.

A section ``<!-- begin numbers -->`` … ``<!-- end numbers -->`` is replaced by what ``model.json``
and ``classes.csv`` beside the weights say; the prose between the sections stays as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from facts import CARD, CLASSES, SHIPPED, WEIGHTS, Facts, read_facts, write_text
from learning_curve import cycle_ends, fit

EXTREMES = 10
Row = dict[str, str]


def update_card(folder: Path) -> str:
    """Bring the card of a folder up to date (its prose comes from the shipped one); return it."""
    own, shipped = folder / CARD, SHIPPED / CARD
    text = (own if own.is_file() else shipped).read_text(encoding="utf-8")
    text = render(text, read_facts(folder), read_rows(folder / CLASSES))
    write_text(own, text)
    return text


def render(text: str, facts: Facts, classes: list[Row]) -> str:
    """``text`` with every section filled anew; raises ``SystemExit`` where one is missing."""
    for name, section in SECTIONS.items():
        pattern = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        places = list(pattern.finditer(text))
        if len(places) != 1:
            raise SystemExit(f"The model card needs one section “{name}”, it has {len(places)}.")
        (place,) = places
        content = place[1] + section(facts, classes) + place[2]
        text = text[: place.start()] + content + text[place.end() :]
    return text


def read_rows(path: Path) -> list[Row]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(header: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def _identity(facts: Facts, _classes: list[Row]) -> str:
    training = facts["training"]
    sizes = facts["preprocessing"]
    seen = f"shorter side to {sizes['resize']}, middle {sizes['crop']}×{sizes['crop']}"
    return _table(
        ("fact", "value"),
        [
            ("network", f"{facts['title']}, {len(facts['labels'])} classes"),
            ("input", seen),
            ("weights", f"`{WEIGHTS}`, float16"),
            ("SHA-256", f"`{facts['sha256']}`"),
            ("date", training["date"]),
            ("trained", f"{training['epochs']:g} of {training['planned_epochs']} epochs planned"),
            ("cost", f"{training['minutes']} minutes of training steps, {training['hardware']}"),
        ],
    )


def _recipe(facts: Facts, _classes: list[Row]) -> str:
    recipe = facts["training"]["recipe"]
    return _table(
        ("setting", "value"),
        [
            ("network", f"depth {recipe['depth']}, {recipe['stem']} stem, width {recipe['width']}"),
            ("pictures a batch", recipe["batch"]),
            *(_cycle(number, cycle) for number, cycle in enumerate(recipe["cycles"], start=1)),
            ("Nesterov momentum", f"{recipe['momentum']:g}"),
            ("weight decay", f"{recipe['weight_decay']:g}"),
            ("label smoothing", f"{recipe['label_smoothing']:g}"),
            ("smallest crop of 64 pixels", recipe["smallest_crop"]),
            ("decay of the average", f"{recipe['average_decay']:g}"),
            ("seed", recipe["seed"]),
        ],
    )


def _cycle(number: int, cycle: Facts) -> tuple[str, str]:
    epochs = ", then ".join(f"{epochs} at {pixels}" for epochs, pixels in cycle["schedule"])
    rate = f"highest learning rate {cycle['peak_rate']:g}"
    rise = f"reached after {cycle['warm_up'] * 100:g} % of the steps"
    return f"cycle {number}, epochs at pixels", f"{epochs}; {rate}, {rise}"


def _numbers(facts: Facts, _classes: list[Row]) -> str:
    numbers = facts["numbers"]
    return _table(
        ("measured on the validation pictures", "value"),
        [
            ("pictures", f"{numbers['pictures']:,}"),
            ("top-1", f"{numbers['top1']:.2f} %"),
            ("top-5", f"{numbers['top5']:.2f} %"),
            ("temperature", f"{facts['temperature']:g}"),
            (
                "expected calibration error without it",
                f"{numbers['calibration_error_before']:.2f} %",
            ),
            ("expected calibration error with it", f"{numbers['calibration_error']:.2f} %"),
        ],
    )


def _sizes(facts: Facts, _classes: list[Row]) -> str:
    sizes = facts["numbers"]["sizes"]
    rows = [(side, f"{top1:.1f} %", f"{top5:.1f} %") for side, (top1, top5) in sizes.items()]
    return _table(("input, pixels", "top-1", "top-5"), rows)


def _large_photos(facts: Facts, _classes: list[Row]) -> str:
    found = facts["numbers"].get("large_photos")
    if found is None:
        return "Not measured for these weights.\n"
    rows = [(title, *(f"{share:.1f} %" for share in shares)) for title, *shares in found["ways"]]
    unknown = f"of the {found['new']} new"
    header = (
        "way to the input",
        f"top-1 of {found['photos']}",
        "top-5",
        f"top-1 {unknown}",
        f"top-5 {unknown}",
    )
    return _table(header, rows)


def _samples(facts: Facts, _classes: list[Row]) -> str:
    rows = [
        (name, *(f"{label} {share:.0f} %" for label, share in answers))
        for name, answers in facts["numbers"]["samples"]
    ]
    return _table(("sample photo", "first", "second", "third"), rows)


def _classes(_facts: Facts, classes: list[Row]) -> str:
    ranked = sorted(classes, key=lambda row: -int(row["top1"]))

    def table(title: str, rows: list[Row]) -> str:
        cells = [
            (row["class"], f"{row['top1']} %", f"{row['top5']} %", row["most_often_taken_for"])
            for row in rows
        ]
        return _table((title, "top-1", "top-5", "most often taken for"), cells)

    best, worst = ranked[:EXTREMES], ranked[::-1][:EXTREMES]
    return table("best recognised", best) + "\n" + table("worst recognised", worst)


def _share(share: float) -> str:
    """A share in 0..1 as per cent; ω² is an estimate that may fall a little below 0."""
    return f"{max(0, round(share * 100))} %"


def _gates(facts: Facts, _classes: list[Row]) -> str:
    blocks = facts["numbers"]["gates"]
    table = _table(
        (
            "block",
            "gates",
            "mean",
            "spread over channels",
            "spread over pictures",
            "dead",
            "saturated",
            "explained by the class",
        ),
        [
            (
                block["block"],
                block["channels"],
                f"{block['mean']:.2f}",
                f"{block['spread_channels']:.2f}",
                f"{block['spread_pictures']:.2f}",
                block["dead"],
                block["saturated"],
                _share(block["class_share"]),
            )
            for block in blocks
        ],
    )
    ranked = sorted(blocks, key=lambda block: float(block["class_share"]))
    least, most = ranked[0], ranked[-1]
    dead = sum(block["dead"] for block in blocks)
    saturated = sum(block["saturated"] for block in blocks)
    return (
        f"{table}\nThe class explains least in {least['block']} "
        f"({_share(least['class_share'])} of the variance of its gates) and most in "
        f"{most['block']} ({_share(most['class_share'])}). Of "
        f"{sum(block['channels'] for block in blocks):,} gates {dead} are dead and {saturated} "
        "saturated over all validation pictures.\n"
    )


def _progress(facts: Facts, _classes: list[Row]) -> str:
    rows = [
        (epoch, f"{minutes:.0f}", pixels, f"{top1:.1f} %", f"{top5:.1f} %")
        for epoch, minutes, pixels, top1, top5 in facts["training"].get("epochs_measured", [])
    ]
    return _table(("epoch", "minutes so far", "pixels", "top-1", "top-5"), rows)


def _more_hours(facts: Facts, _classes: list[Row]) -> str:
    """The ends of the cycles, the curve through them, and what it says of longer trainings."""
    ends = cycle_ends(facts["training"])
    table = _table(
        ("end of cycle", "epochs", "minutes", "top-1"),
        [
            (number, epochs, f"{minutes:.0f}", f"{top1:.1f} %")
            for number, (epochs, minutes, top1) in enumerate(ends, start=1)
        ],
    )
    try:
        curve = fit([(epochs, top1) for epochs, _, top1 in ends])
    except ValueError as reason:
        return f"{table}\nNo curve is fitted: {reason}.\n"
    last = ends[-1][0]
    rows = [
        (f"{times:g} times as many", round(times * last), f"{curve.top1(times * last):.1f} %")
        for times in (1.5, 2)
    ]
    return (
        f"{table}\nThe error is fitted as {curve.factor:.1f} % × epochs^−{curve.exponent:.2f}, "
        f"which gives:\n\n{_table(('epochs', 'number', 'top-1 by the curve'), rows)}"
    )


SECTIONS: dict[str, Callable[[Facts, list[Row]], str]] = {
    "identity": _identity,
    "recipe": _recipe,
    "numbers": _numbers,
    "sizes": _sizes,
    "large photos": _large_photos,
    "samples": _samples,
    "classes": _classes,
    "gates": _gates,
    "progress": _progress,
    "more hours": _more_hours,
}
