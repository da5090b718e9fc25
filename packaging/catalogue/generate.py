"""Writes the catalogue's data files: looks for SE gates in every architecture of the libraries.

    python packaging/catalogue/generate.py

Takes a few minutes on one core and needs no network. What is written depends on the versions of
timm and torchvision alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from senet_viewer.errors import ViewerError  # noqa: E402 - a checkout need not be installed
from senet_viewer.models import imagenet, libraries  # noqa: E402
from senet_viewer.models.architectures import FILE, FOLDER, Architecture, Collection, write  # noqa: E402
from senet_viewer.models.libraries import LibraryName  # noqa: E402


def collect(library: str, names: Sequence[str]) -> Iterator[Architecture]:
    """Those of the named architectures that have SE gates, with what is known of them."""
    source = libraries.library(library)
    for name in names:
        if not source.is_classifier(name):
            continue
        try:
            yield libraries.look_into(LibraryName(library, name))
        except ViewerError as error:
            if error.code != "model.no_gates":
                raise


def main() -> int:
    """Write both files and print how many architectures were found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "resources" / FOLDER)
    folder: Path = parser.parse_args().folder
    found: list[Architecture] = []
    versions, looked_into = {}, {}
    for library in (libraries.TIMM, libraries.TORCHVISION):
        source = libraries.library(library)
        names = source.names()
        before = len(found)
        found += collect(library, names)
        versions[library], looked_into[library] = source.VERSION, len(names)
        print(f"{library} {source.VERSION}: {len(found) - before} of {len(names)} have SE gates")
    write(Collection(versions, looked_into, tuple(found)), folder / FILE)
    imagenet.write(folder / imagenet.FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
