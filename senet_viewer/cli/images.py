"""Runs a network over many images: decoded ahead, inspected in batches, answered in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from senet_viewer.cli.output import say_error
from senet_viewer.cli.progress import DownloadProgress
from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.tables import Failure, Result
from senet_viewer.images.files import find_images
from senet_viewer.records import BuildOptions, ImageRef, ModelCard, Profile
from senet_viewer.store.files import SUFFIX

if TYPE_CHECKING:
    from senet_viewer.inspection.inspector import Inspector
    from senet_viewer.inspection.preprocess import PreparedImage

_DECODERS = 2
_PIXELS_A_BATCH = 128 * 1024
_LARGEST_BATCH = 32


@dataclass(frozen=True)
class FoundInputs:
    """The images to inspect, named as the user gave them, and the folders that gave none."""

    images: tuple[ImageRef, ...]
    failures: tuple[Failure, ...]


def find_inputs(paths: Sequence[str]) -> FoundInputs:
    """Files as they are given, folders with all their images; problems go to standard error."""
    projects = [path for path in paths if path.lower().endswith(SUFFIX) and Path(path).is_file()]
    found = find_images([path for path in paths if path not in projects])
    problems = (*map(_project, projects), *found.problems)
    for problem in problems:
        say_error(problem)
    failures = (
        Failure(p.params.get("file", p.params.get("folder", "")), p.sentence) for p in problems
    )
    images = (
        ImageRef(key=_as_given(path, paths), name=PurePath(path).name, path=path)
        for path in found.images
    )
    return FoundInputs(tuple(images), tuple(failures))


def _project(path: str) -> ViewerError:
    name = printable(path)
    return ViewerError(
        "image.project",
        f"“{name}” is a project, no image; give it to senet-viewer without a command, "
        "and it opens in the window.",
        {"file": name},
    )


def _as_given(path: str, given: Sequence[str]) -> str:
    """The absolute ``path`` in the words of the argument that it comes from."""
    for argument in given:
        absolute = os.path.abspath(argument)
        if path == absolute:
            return argument
        inside = absolute.rstrip(os.sep) + os.sep
        if path.startswith(inside):
            return argument.rstrip(os.sep) + os.sep + path[len(inside) :]
    return path


def load_inspector(
    model: str,
    device: str,
    precision: str,
    options: BuildOptions | None = None,
    *,
    like: ModelCard | None = None,
) -> tuple[Inspector, Profile | None]:
    """The network, ready to inspect, and the profile that ships with it.

    A download that it needs shows its progress on standard error. ``like`` is the network in use
    that this one is compared with: of the same shape, it sees pictures as that one does where it
    does not say how.
    """
    from senet_viewer.models import environment

    environment.limit_spinning()
    from senet_viewer.inspection.inspector import Inspector
    from senet_viewer.models.lending import InUse
    from senet_viewer.models.loading import load_model, profile_for

    try:
        environment.check()
    except ViewerError as misfit:
        # Own networks need no torchvision, so a misfit is told and stops nothing.
        say_error(misfit)
    environment.use_large_allocator()
    progress = DownloadProgress()
    try:
        # The device is looked for first: a missing one is told without loading anything.
        in_use = None if like is None else InUse(like.blocks, like.preprocessing, like.labels)
        network = load_model(model, device, options=options, in_use=in_use, progress=progress)
    finally:
        progress.clear()
    inspector = Inspector(network, device, precision, notice=say_error)
    return inspector, profile_for(inspector.card)


def inspect_images(
    inspector: Inspector,
    images: Sequence[ImageRef],
    *,
    verify: bool,
    top: int = 5,
    warn: Callable[[ViewerError], None] = say_error,
) -> Iterator[Result]:
    """Yield an ``Inspection`` or a ``Failure`` for every image, in order, keeping none.

    ``warn`` is told of every image that fails, and why.
    """
    size = batch_size(inspector.card.preprocessing.crop)
    waiting: deque[tuple[ImageRef, Future[PreparedImage]]] = deque()
    coming = iter(images)
    with ThreadPoolExecutor(_DECODERS, "decode") as pool:
        try:
            while True:
                for image in islice(coming, 2 * size - len(waiting)):
                    waiting.append((image, pool.submit(inspector.prepare, image.path, image)))
                if not waiting:
                    return
                batch = [waiting.popleft() for _ in range(min(size, len(waiting)))]
                prepared, failures = _prepared(batch, warn)
                inspections = iter(inspector.run(prepared, verify=verify, top=top))
                for place in range(len(batch)):
                    yield failures[place] if place in failures else next(inspections)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def batch_size(crop: int) -> int:
    """Pictures of ``crop`` pixels a side in one pass."""
    # Large pictures gain nothing from a batch on a CPU, and need much memory.
    return max(1, min(_LARGEST_BATCH, _PIXELS_A_BATCH // crop**2))


def _prepared(
    batch: Sequence[tuple[ImageRef, Future[PreparedImage]]], warn: Callable[[ViewerError], None]
) -> tuple[list[PreparedImage], dict[int, Failure]]:
    """The pictures of a batch, and by their place in it those that cannot be read."""
    prepared: list[PreparedImage] = []
    failures: dict[int, Failure] = {}
    for place, (image, future) in enumerate(batch):
        try:
            prepared.append(future.result())
        except ViewerError as error:
            warn(error)
            failures[place] = Failure(image.key, error.sentence)
    return prepared, failures
