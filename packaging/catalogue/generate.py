"""Writes the catalogue's data files: looks for SE gates in every architecture of the libraries.

    python packaging/catalogue/generate.py

Takes some minutes on one core and needs no network. What is written depends on the versions of
timm and torchvision alone.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from senet_viewer.errors import ViewerError  # noqa: E402 - a checkout need not be installed
from senet_viewer.models import imagenet, libraries  # noqa: E402
from senet_viewer.models.architectures import FILE, FOLDER, Architecture, Collection, write  # noqa: E402
from senet_viewer.models.blocks import find_blocks  # noqa: E402
from senet_viewer.models.libraries import LibraryName  # noqa: E402


def look_into(name: LibraryName) -> Architecture | None:
    """What is known of an architecture; None where it has no SE gates."""
    try:
        return libraries.look_into(name)
    except ViewerError as error:
        if error.code != "model.no_gates":
            raise
        return None


def has_gates(name: LibraryName) -> bool:
    """Whether an architecture for another task than classifying images has SE gates."""
    try:
        return bool(find_blocks(libraries.build_without_tensors(name)))
    except ViewerError:
        return False


def collect(library: str, names: Sequence[str]) -> tuple[list[Architecture], list[str]]:
    """The named architectures with SE gates: the classifiers, and the keys of the others."""
    source = libraries.library(library)
    found: list[Architecture] = []
    others: list[str] = []
    for number, text in enumerate(names, 1):
        name = LibraryName(library, text)
        if not source.is_classifier(text):
            others += [name.key] * has_gates(name)
        elif (architecture := look_into(name)) is not None:
            found.append(architecture)
        if number % 50 == 0 or number == len(names):
            seen = f"{len(found)} classifiers and {len(others)} others have SE gates"
            print(f"{library} {source.VERSION}: {number} of {len(names)}, {seen}", flush=True)
    return found, others


def main() -> int:
    """Write both files, telling how many architectures were found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "resources" / FOLDER)
    folder: Path = parser.parse_args().folder
    # torchvision's of random weights, which nobody looks at here.
    warnings.simplefilter("ignore")
    found: list[Architecture] = []
    others: list[str] = []
    versions, looked_into = {}, {}
    for library in libraries.LIBRARIES:
        source = libraries.library(library)
        names = source.names()
        classifiers, other_tasks = collect(library, names)
        found += classifiers
        others += other_tasks
        versions[library], looked_into[library] = source.VERSION, len(names)
    write(Collection(versions, looked_into, tuple(others), tuple(found)), folder / FILE)
    imagenet.write(folder / imagenet.FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
