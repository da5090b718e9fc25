"""What is told of a checkpoint: its fit and card where it opens, the reason where it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from torch import nn

from senet_viewer.errors import ViewerError, printable
from senet_viewer.models import imagenet
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.candidates import Candidate, Tensors
from senet_viewer.models.cards import numbered_labels
from senet_viewer.models.companions import Companions
from senet_viewer.models.fit import PROBLEMS_NAMED, Fit
from senet_viewer.models.tensorfile import TensorFile, shown
from senet_viewer.records import BuildOptions, FitReport, ModelCard

IMAGENET_CLASSES = 1000
NEAR = 0.2
"""A network of which a file has less than this share is only called the nearest."""
LABELS_GUESSED = "The names of its 1,000 classes are ImageNet's, which is a guess."


@dataclass(frozen=True)
class Match:
    """A candidate, and how the tensors ``given`` (those under ``root`` in the file) fit it."""

    candidate: Candidate
    given: Tensors
    root: str
    fit: Fit


def card_for(
    file: TensorFile,
    match: Match,
    key: str,
    companions: Companions,
    classes: int,
    remarks: Iterable[str],
) -> ModelCard:
    """The card of the network, without what is counted from it; ``remarks`` join its fit's."""
    candidate = match.candidate
    labels, is_guess = _labels(candidate, companions, classes)
    told = [
        *file.remarks,
        *_on_place(file, match),
        *candidate.remarks,
        *remarks,
        *companions.remarks,
        *([LABELS_GUESSED] if is_guess else []),
    ]
    return ModelCard(
        key=key,
        title=companions.title or f"{candidate.title} ({shown(file.path)})",
        parameters=0,
        labels=labels,
        blocks=(),
        preprocessing=companions.preprocessing or candidate.preprocessing,
        trained=candidate.trained,
        note=" ".join(filter(None, (companions.note, candidate.note))),
        fit=FitReport(
            dialect=f"{candidate.dialect}: {candidate.title}",
            matched=match.fit.matched,
            expected=match.fit.expected,
            missing=tuple(map(printable, match.fit.missing)),
            left_over=tuple(map(printable, left_over(file, match))),
            remarks=tuple(told),
            also=candidate.also,
        ),
    )


def _labels(
    candidate: Candidate, companions: Companions, classes: int
) -> tuple[tuple[str, ...], bool]:
    """The labels, and whether they are guessed."""
    if companions.labels:
        return companions.labels, False
    if classes == IMAGENET_CLASSES and candidate.is_for_imagenet:
        return imagenet.labels(imagenet.IMAGENET_1K, classes), True
    return numbered_labels(classes), False


def left_over(file: TensorFile, match: Match) -> tuple[str, ...]:
    """The names of all tensors in the file that the network does not take."""
    outside = [name for name in file.tensors if not name.startswith(match.root)]
    return (*(f"{match.root}{name}" for name in match.fit.left_over), *outside)


def _on_place(file: TensorFile, match: Match) -> Iterator[str]:
    if match.root:
        yield f"The network stands under “{printable(match.root)}”."
    names = left_over(file, match)
    shared = match.root if all(name.startswith(match.root) for name in names) else ""
    modules = Counter(shared + name.removeprefix(shared).partition(".")[0] for name in names)
    for module, count in modules.items():
        tensors = "1 tensor" if count == 1 else f"{count} tensors"
        yield f"“{printable(module)}” ({tensors}) is no part of the network and was left out."
    if match.fit.uncounted:
        yield f"{match.fit.uncounted} batch counters are not in the file, nor needed."


def empty(path: Path) -> ViewerError:
    """The error for a checkpoint that holds no tensor."""
    return ViewerError(
        "checkpoint.no_tensors",
        f"“{shown(path)}” holds no tensors with names; choose a file of a network's weights.",
        {"file": shown(path)},
    )


def refusal(path: Path, match: Match, options: BuildOptions) -> ViewerError:
    """The error for tensors of which the nearest network is ``match``, built by ``options``."""
    if match.fit.matched and _lacks_only(match, _head(match.candidate)):
        return _no_classifier(path, match)
    if match.fit.matched and _lacks_only(match, _gates(match.candidate.model)):
        return _no_gates(path, match)
    return misfit(path, match.candidate, match.fit, options)


def misfit(path: Path, candidate: Candidate, fit: Fit, options: BuildOptions) -> ViewerError:
    """The error for tensors of another network: the nearest one, and what keeps them apart."""
    name, title, dialect = shown(path), candidate.title, candidate.dialect
    first = fit.problems[0] if fit.problems else "nothing fits"
    problems = "; ".join(fit.problems[:PROBLEMS_NAMED])
    more = len(fit.problems) - PROBLEMS_NAMED
    tail = f"; and {more} more" if more > 0 else ""
    counts = f"{fit.matched} of {fit.expected} tensors match"
    if candidate.is_users:
        sentence = (
            f"“{name}” does not fit the network of {title}: {counts}, but {first}; "
            "let that code build the network that the file is of."
        )
    elif options.architecture:
        sentence = (
            f"“{name}” does not fit {options.architecture}, which you named: {counts}, "
            f"but {first}; name another architecture, or leave it out."
        )
    elif options.implementation and fit.share < NEAR:
        sentence = (
            f"“{name}” is of no network that our own code has: of the nearest, {title} "
            f"({dialect}), {counts}; leave --implementation out."
        )
    elif fit.share < NEAR:
        sentence = (
            f"“{name}” is of a network that is not known: even of the nearest, {title} "
            f"({dialect}), only {counts}; name the code that builds it with --architecture "
            "module:callable."
        )
    else:
        sentence = (
            f"“{name}” is of another network: of the nearest, {title} ({dialect}), {counts}, "
            f"but {first}; name the code that builds it with --architecture module:callable."
        )
    return ViewerError(
        "checkpoint.other_network",
        sentence,
        {
            "file": name,
            "nearest": title,
            "dialect": dialect,
            "matched": str(fit.matched),
            "expected": str(fit.expected),
            "first": first,
        },
        detail=f"Compared with {title} ({dialect}): {problems}{tail}.",
    )


def _lacks_only(match: Match, places: tuple[str, ...]) -> bool:
    """Whether all that keeps the tensors from fitting is missing, and stands at ``places``."""
    missing = match.fit.missing
    only = len(missing) == len(match.fit.problems)
    return bool(missing) and only and all(name.startswith(places) for name in missing)


def _head(candidate: Candidate) -> tuple[str, ...]:
    return (f"{candidate.head}.",) if candidate.head else ()


def _gates(model: nn.Module) -> tuple[str, ...]:
    return tuple(f"{block.path}." for block in find_blocks(model))


def _no_classifier(path: Path, match: Match) -> ViewerError:
    title = match.candidate.title
    others = sorted({name.partition(".")[0] for name in match.fit.left_over})
    beside = f"It holds {', '.join(map(printable, others))} beside it." if others else ""
    return ViewerError(
        "checkpoint.no_classifier",
        f"“{shown(path)}” is {title} without its classifier “{match.candidate.head}”, so that it "
        "has no answers to show; choose a checkpoint with it, or name code that builds the network "
        "with another one by --architecture module:callable.",
        {"file": shown(path), "nearest": title, "head": match.candidate.head},
        detail=f"Missing: {', '.join(match.fit.missing)}. {beside}".rstrip(),
    )


def _no_gates(path: Path, match: Match) -> ViewerError:
    title = match.candidate.title
    return ViewerError(
        "checkpoint.no_gates",
        f"“{shown(path)}” has no squeeze-and-excitation blocks: it is {title} but for these; "
        "choose a checkpoint of a network with SE blocks.",
        {"file": shown(path), "nearest": title},
        detail=f"Missing: {', '.join(match.fit.missing[:5])} …",
    )
