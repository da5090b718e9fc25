"""Where weights lie on this machine: in the Hugging Face hub's cache, and in torch hub's folder.

Both are shared with other programs: what they downloaded is found here, and the other way round.
Nothing is imported, so that a window and a listing know it at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from senet_viewer.models.architectures import Place

HUB_FILES = ("model.safetensors", "pytorch_model.bin")
"""What weights are called in a repository of the hub, the better first, as timm looks for them."""


def hub_cache() -> Path:
    """The hub's cache, by the same variables as ``huggingface_hub.constants.HF_HUB_CACHE``."""
    for variable in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if folder := os.environ.get(variable):
            return _expanded(folder)
    home = os.environ.get("HF_HOME")
    return (_expanded(home) if home else _user_cache() / "huggingface") / "hub"


def torch_checkpoints() -> Path:
    """Torch hub's folder of checkpoints, by the same variables as ``torch.hub.get_dir``."""
    home = os.environ.get("TORCH_HOME")
    return (_expanded(home) if home else _user_cache() / "torch") / "hub" / "checkpoints"


def repository_folder(repository: str) -> Path:
    """The folder of a repository's files in the hub's cache."""
    return hub_cache() / _folder_name(repository)


def file_names(place: Place) -> tuple[str, ...]:
    """What the file may be called, the better first."""
    return HUB_FILES if place.repository and place.file == HUB_FILES[0] else (place.file,)


def find(place: Place) -> Path | None:
    """The file if it is on this machine; looks as ``huggingface_hub.try_to_load_from_cache``."""
    if place.repository:
        folder = _snapshot(place)
        found = (folder / name for name in file_names(place))
    else:
        found = (torch_checkpoints() / name for name in file_names(place))
    return next((path for path in found if path.is_file()), None)


def destination(place: Place) -> Path:
    """Where a file that came from elsewhere is to be put by hand, so that it is found."""
    return (_snapshot(place) if place.repository else torch_checkpoints()) / place.file


def present(places: Iterable[Place]) -> frozenset[Place]:
    """Those of many places whose files are on this machine; the folders are listed but once."""
    repositories = _names_in(hub_cache())
    files = _names_in(torch_checkpoints())
    likely = (
        place
        for place in places
        if place.file in files or _folder_name(place.repository) in repositories
    )
    return frozenset(place for place in likely if find(place) is not None)


def _folder_name(repository: str) -> str:
    return f"models--{repository.replace('/', '--')}"


def _snapshot(place: Place) -> Path:
    folder = repository_folder(place.repository)
    try:
        revision = (folder / "refs" / place.revision).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        revision = place.revision
    return folder / "snapshots" / revision


def _names_in(folder: Path) -> frozenset[str]:
    try:
        return frozenset(path.name for path in folder.iterdir())
    except OSError:
        return frozenset()


def _user_cache() -> Path:
    return _expanded(os.environ.get("XDG_CACHE_HOME") or "~/.cache")


def _expanded(folder: str) -> Path:
    return Path(os.path.expandvars(folder)).expanduser()
