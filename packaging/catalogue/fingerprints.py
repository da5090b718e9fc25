"""Writes the fingerprints of the catalogue's architectures, by which checkpoints are told apart.

    python packaging/catalogue/fingerprints.py

Takes a minute or two on one core and needs no network: every architecture in the catalogue's data
file is built without tensors, and the names and shapes of these are taken down. What is written
depends on the versions of timm and torchvision alone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from senet_viewer.models import architectures  # noqa: E402 - a checkout need not be installed
from senet_viewer.models.fingerprints import FILE, write  # noqa: E402
from senet_viewer.models.library_candidates import fingerprint_of  # noqa: E402


def main() -> int:
    """Write the file and print how many architectures share their tensors with another."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    folder = ROOT / "resources" / architectures.FOLDER
    parser.add_argument("--folder", type=Path, default=folder)
    found = [fingerprint_of(one.key) for one in architectures.shipped().architectures]
    write(found, parser.parse_args().folder / FILE)
    digests = [(one.head, one.digest) for one in found]
    twins = sum(digests.count(digest) > 1 for digest in digests)
    print(f"{len(found)} architectures, {twins} of which share their tensors with another one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
