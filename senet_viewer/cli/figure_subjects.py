"""What ``senet-viewer figure`` draws: inspections, photos, and what they are compared with."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from senet_viewer.cli.arguments import UsageError, build_options
from senet_viewer.cli.images import find_inputs, inspect_images, load_inspector
from senet_viewer.cli.output import say
from senet_viewer.cli.two_networks import load_beside
from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.batch import real_paths
from senet_viewer.export.npz import SavedInspections, read_npz
from senet_viewer.export.subject import MOST_TOGETHER, Subject, together
from senet_viewer.images.decode import decode_image
from senet_viewer.records import Gates, ImageRef, Inspection, ModelCard, Pixels
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, gates_by_block, mean_gates

if TYPE_CHECKING:
    from senet_viewer.inspection.inspector import Inspector

PHOTO_SIDE = 2048


@dataclass(frozen=True)
class Reference:
    """What gates are compared with."""

    gates: Mapping[str, Gates]
    title: str


@dataclass
class Subjects:
    """All figures to draw.

    ``paths`` are the images' own, ``failed`` counts those of which no figure can be drawn.
    """

    each: Callable[[], Iterator[Subject]]
    total: int
    paths: frozenset[str]
    compared: bool
    failed: int = 0


def find_subjects(arguments: argparse.Namespace) -> Subjects:
    """What the arguments name: images with a network to inspect them, or a saved file."""
    if arguments.reference and arguments.compare:
        raise UsageError("Give either --reference or --compare, not both.")
    if arguments.reference_model:
        for given, option in (
            (arguments.reference, "--reference"),
            (arguments.compare, "--compare"),
        ):
            if given:
                raise UsageError(f"Give either --reference-model or {option}, not both.")
        if arguments.saved is not None:
            raise UsageError("--reference-model needs images; --from has saved gates alone.")
    if arguments.together:
        return _together(arguments)
    return _each(arguments)


def _together(arguments: argparse.Namespace) -> Subjects:
    """All images on one figure, those that can be inspected."""
    for given, option in (
        (arguments.reference, "--reference"),
        (arguments.compare, "--compare"),
        (arguments.reference_model, "--reference-model"),
    ):
        if given:
            raise UsageError(f"Give either --together or {option}, not both.")
    arguments.compare = "none"
    found = _each(arguments)
    if found.total > MOST_TOGETHER or found.total < 2:
        raise UsageError(
            f"--together shows 2 to {MOST_TOGETHER} images on one figure, and {found.total} "
            f"{'is' if found.total == 1 else 'are'} given."
        )

    def each() -> Iterator[Subject]:
        every = list(found.each())
        subjects.failed = found.failed
        yield together(every)

    subjects = Subjects(each, 1, found.paths, compared=True, failed=found.failed)
    return subjects


def _each(arguments: argparse.Namespace) -> Subjects:
    if arguments.saved is None:
        if not arguments.images:
            raise UsageError("Give an image or a folder to draw, or --from a saved file.")
        return _inspected(arguments)
    if arguments.images:
        raise UsageError("Give either images or --from, not both.")
    return _saved(arguments)


def _chosen(arguments: argparse.Namespace, average: Reference | None) -> Reference | None:
    if arguments.compare == "none":
        return None
    if arguments.compare == "average" and average is None:
        raise UsageError(
            "There is no average picture of this network; give at least "
            f"{PICTURES_FOR_AN_AVERAGE} images, or --compare none."
        )
    return average


def _subject(
    inspection: Inspection,
    reference: Reference | None,
    photo: Pixels | None,
    card: ModelCard | None,
) -> Subject:
    if reference is None:
        return Subject(inspection, photo=photo, card=card)
    return Subject(inspection, reference.gates, reference.title, photo, card)


# Saved inspections.


def _saved(arguments: argparse.Namespace) -> Subjects:
    saved = read_npz(arguments.saved)
    averages = [Reference(gates, title) for title, gates in saved.references.items()]
    if arguments.reference:
        reference: Reference | None = _saved_image(saved, arguments.reference)
    else:
        reference = _chosen(arguments, averages[0] if averages else None)
    has_own = saved.own is not None and not (arguments.reference or arguments.compare)

    def each() -> Iterator[Subject]:
        for number in range(len(saved.inspections)):
            own = own_reference(saved, number) if has_own else None
            yield saved_subject(saved, number, own or reference)

    total, paths = len(saved.inspections), real_paths([one.image for one in saved.inspections])
    return Subjects(each, total, paths, has_own or reference is not None)


def own_reference(saved: SavedInspections, number: int) -> Reference | None:
    """What one of the saved inspections is compared with by itself, if there is such a thing."""
    if saved.own is None or number not in saved.own.gates:
        return None
    return Reference(saved.own.gates[number], saved.own.title)


def saved_subject(saved: SavedInspections, number: int, reference: Reference | None) -> Subject:
    """One of the saved inspections, with the saved photo or the one at its path."""
    one = saved.inspections[number]
    photo = saved.photos[number] if number in saved.photos else read_photo(one.image.path)
    return _subject(one, reference, photo, saved.card)


def _saved_image(saved: SavedInspections, name: str) -> Reference:
    for one in saved.inspections:
        if name in (one.image.name, one.image.path, PurePath(one.image.name).stem):
            return Reference(gates_by_block(one), printable(one.image.name))
    known = ", ".join(printable(one.image.name) for one in saved.inspections[:20])
    raise ViewerError(
        "figure.reference",
        f"There is no image “{printable(name)}” in the saved file; it holds {known}.",
        {"name": printable(name), "choices": known},
    )


# Images, inspected as they are drawn.


def _inspected(arguments: argparse.Namespace) -> Subjects:
    inputs = find_inputs(arguments.images)
    inspector, profile = load_inspector(
        arguments.model, arguments.device, arguments.precision, build_options(arguments)
    )
    if arguments.reference_model:
        return _in_two_networks(arguments, inspector, inputs.images, len(inputs.failures))
    kept: list[Inspection | None] = []
    average: Reference | None = None
    total = len(inputs.images)
    results = inspect_images(inspector, inputs.images, verify=True)
    if arguments.reference:
        (image,) = _reference_image(arguments.reference)
        (seen,) = inspect_images(inspector, [image], verify=True)
        if not isinstance(seen, Inspection):
            raise ViewerError(
                "figure.reference",
                f"The reference “{printable(arguments.reference)}” cannot be inspected; "
                "nothing is drawn.",
                {"name": printable(arguments.reference)},
            )
        average = Reference(gates_by_block(seen), printable(image.name))
    elif profile is not None:
        average = Reference(profile.mean, f"average over the {profile.title}")
    elif total >= PICTURES_FOR_AN_AVERAGE and arguments.compare != "none":
        kept = [one if isinstance(one, Inspection) else None for one in results]
        average = _average_of([one for one in kept if one is not None])
    reference = average if arguments.reference else _chosen(arguments, average)

    def each() -> Iterator[Subject]:
        for result in kept or results:
            if isinstance(result, Inspection):
                photo = read_photo(result.image.path)
                yield _subject(result, reference, photo, inspector.card)
            else:
                subjects.failed += 1

    paths = real_paths(inputs.images)
    subjects = Subjects(each, total, paths, reference is not None, len(inputs.failures))
    return subjects


def _in_two_networks(
    arguments: argparse.Namespace, inspector: Inspector, images: Sequence[ImageRef], failed: int
) -> Subjects:
    """Each image in both networks: the gates of the other one are what it is compared with."""
    both = load_beside(arguments, arguments.reference_model, inspector)
    title = f"the same image in {both.other_name}"
    if both.sees_other_pixels:
        side = both.other.card.preprocessing.crop
        title += f", which sees other pixels ({side}×{side})"
        say(both.pixels_warning)

    def each() -> Iterator[Subject]:
        for result, seen in both.inspect(images, verify=True):
            if isinstance(result, Inspection) and isinstance(seen, Inspection):
                reference = Reference(gates_by_block(seen), title)
                yield _subject(result, reference, read_photo(result.image.path), inspector.card)
            else:
                subjects.failed += 1

    subjects = Subjects(each, len(images), real_paths(images), compared=True, failed=failed)
    return subjects


def _reference_image(path: str) -> list[ImageRef]:
    name = PurePath(path).name
    return [ImageRef(key=path, name=name, path=os.path.abspath(path))]


def _average_of(inspections: list[Inspection]) -> Reference | None:
    if len(inspections) < PICTURES_FOR_AN_AVERAGE:
        return None
    title = f"average over the {len(inspections)} given images"
    return Reference(mean_gates(inspections), title)


def read_photo(path: str) -> Pixels | None:
    """The photo, or None where the file is gone: the figure then shows what the network saw."""
    if not path:
        return None
    try:
        return decode_image(path, at_least=PHOTO_SIDE).pixels
    except ViewerError:
        return None
