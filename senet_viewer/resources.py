"""Finds the files of ``resources/`` in a checkout, in an installed wheel and in a frozen bundle."""

from __future__ import annotations

import sys
from pathlib import Path

from senet_viewer.errors import ViewerError

BUNDLED_MODEL = "bundled_model"
SAMPLES = "samples"
ICONS = "icons"
TRANSLATIONS = "translations"


def resources_folder() -> Path:
    """The folder that holds the resources; raises ``ViewerError`` where there is none."""
    package = Path(__file__).resolve().parent
    candidates = [package / "_resources", package.parent / "resources"]
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        candidates.insert(0, Path(bundle) / "senet_viewer" / "_resources")
    for folder in candidates:
        if (folder / SAMPLES).is_dir():
            return folder
    raise ViewerError(
        "resources.missing",
        "The program's resources are missing; install senet-viewer again.",
        detail=f"looked in {', '.join(map(str, candidates))}",
    )


def resource(*parts: str) -> Path:
    """The path of one resource file; raises ``ViewerError`` where it is missing."""
    path = resources_folder().joinpath(*parts)
    if not path.exists():
        name = "/".join(parts)
        raise ViewerError(
            "resources.missing",
            f"The program's file {name} is missing; install senet-viewer again.",
            {"file": name},
            detail=str(path),
        )
    return path


def sample_images() -> tuple[Path, ...]:
    """The sample photographs, in the order in which the empty state shows them."""
    folder = resource(SAMPLES)
    preferred = ("tabby.jpg", "espresso.jpg", "alp.jpg", "dragonfly.jpg")
    return tuple(folder / name for name in preferred if (folder / name).exists())
