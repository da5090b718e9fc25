"""The user's settings: a small versioned JSON file, read leniently and written atomically."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
import os
import secrets
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from senet_viewer.errors import ViewerError, printable

VERSION = 1
PART = ".part"
STALE_SECONDS = 3600
"""A temporary file of that age belongs to a window that was ended while it wrote."""
Values = dict[str, Any]
log = logging.getLogger(__name__)


@dataclass
class Settings:
    """What is remembered between two starts.

    ``language`` is ``system``, ``en`` or ``zh_CN``; ``theme`` is ``system`` or a name in
    ``theme.THEMES``; ``text_size`` is in percent of the system's. ``geometry`` and ``columns`` are
    Qt's own states in base64; ``column_widths`` are those that the user wishes for the first two,
    in pixels at the usual text size; ``compare`` is the kind of the last reference;
    ``figure_style`` is a style of figures in JSON, ``figure_pattern`` names the files of many.
    ``architecture`` and ``implementation`` are the last network's build options. ``histogram`` and
    ``noise`` say whether plots have one, and whether differences below it are marked;
    ``differences`` whether bars show differences. ``recent_networks`` were in use,
    ``compared_networks`` were compared with. ``commands`` were used last in the palette; ``keys``
    are those of the actions whose keys were changed, in Qt's portable text. ``tour_taken`` says
    whether the guided tour was taken to its end.
    """

    language: str = "system"
    theme: str = "system"
    text_size: int = 100
    model: str = "bundled"
    device: str = "auto"
    precision: str = "float32"
    architecture: str = ""
    implementation: str = ""
    order: str = "channel"
    compare: str = "average"
    sort: str = "arrival"
    histogram: bool = True
    noise: bool = True
    differences: bool = False
    geometry: str = ""
    columns: str = ""
    column_widths: list[int] = field(default_factory=list)
    last_folder: str = ""
    last_export_folder: str = ""
    figure_style: str = ""
    figure_format: str = ".png"
    figure_pattern: str = ""
    recent: list[list[str]] = field(default_factory=list)
    recent_networks: list[list[str]] = field(default_factory=list)
    compared_networks: list[list[str]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    keys: dict[str, list[str]] = field(default_factory=dict)
    tour_taken: bool = False


def values_of(settings: Settings) -> Values:
    """The settings by name, as they are now; later changes do not reach them."""
    return dataclasses.asdict(settings)


def load_settings(file: Path) -> tuple[Settings, ViewerError | None]:
    """Read ``file``; a damaged or newer one gives the defaults, a copy and one sentence."""
    _clean_up(file)
    if not file.exists():
        return Settings(), None
    try:
        version, values = _read(file)
        if version <= VERSION:
            return Settings(**values), None
        error = ViewerError(
            "settings.newer",
            f"The settings in {file} come from a newer senet-viewer; "
            "this start uses the defaults and keeps them in a copy.",
            {"file": str(file)},
        )
    except _DAMAGE as problem:
        log.warning("settings not read: %s", problem)
        error = ViewerError(
            "settings.damaged",
            f"The settings in {file} are damaged; this start uses the defaults and keeps "
            "them in a copy.",
            {"file": str(file)},
            detail=str(problem),
        )
    _keep_copy(file)
    return Settings(), error


_DAMAGE = (OSError, ValueError, KeyError, TypeError, RecursionError)
"""What reading a file raises that is not as we wrote it."""


def _read(file: Path) -> tuple[int, Values]:
    """Version and known settings; raises one of ``_DAMAGE``."""
    content = json.loads(file.read_text(encoding="utf-8"))
    version, values = content["version"], content["settings"]
    if not isinstance(version, int) or version < 1:
        raise ValueError(f"version {version!r}")
    if not isinstance(values, dict):
        raise TypeError(f"settings are {type(values).__name__}")
    return version, _fitting(values)


def _fitting(values: Mapping[str, object]) -> Values:
    """The known settings; of lists and tables the entries that fit."""
    kinds = get_type_hints(Settings)
    return {name: _kept(values[name], kinds[name]) for name in kinds if _is(values, name, kinds)}


def _is(values: Mapping[str, object], name: str, kinds: Mapping[str, Any]) -> bool:
    return name in values and type(values[name]) is (get_origin(kinds[name]) or kinds[name])


def _kept(value: Any, kind: Any) -> Any:
    """The entries of a list that fit wholly; of a table's lists, too."""
    if get_origin(kind) is list:
        return [one for one in value if _fits(one, *get_args(kind))]
    if get_origin(kind) is dict:
        _, inner = get_args(kind)
        return {key: _kept(one, inner) for key, one in value.items() if isinstance(one, list)}
    return value


def _fits(value: object, kind: Any) -> bool:
    if get_origin(kind) is list:
        return isinstance(value, list) and all(_fits(one, *get_args(kind)) for one in value)
    return type(value) is kind


def _keep_copy(file: Path) -> None:
    try:
        file.replace(file.with_name(f"{file.name}.old"))
    except OSError as problem:
        log.warning("settings not copied", exc_info=problem)


def save_settings(settings: Settings, file: Path) -> None:
    """Replace ``file`` wholly or not at all.

    Raises ``ViewerError`` with the code ``settings.not_saved``.
    """
    _write(values_of(settings), file)


def save_changes(values: Values, before: Values, file: Path) -> None:
    """Write ``values``, but what is as it was ``before`` stays as ``file`` has it.

    So a window keeps what another one wrote meanwhile. Raises as ``save_settings``.
    """
    theirs = {name: value for name, value in _theirs(file).items() if values[name] == before[name]}
    _write(values | theirs, file)


def _write(settings: Values, file: Path) -> None:
    # A link, such as into a folder of all programs' settings, stays one.
    real = Path(os.path.realpath(file))
    temporary = real.with_name(f"{real.name}.{secrets.token_hex(6)}{PART}")
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8") as part:
            json.dump({"version": VERSION, "settings": settings}, part, indent=1)
            part.flush()
            os.fsync(part.fileno())
        if real.exists():
            shutil.copymode(real, temporary)
        temporary.replace(real)
    except OSError as problem:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _not_saved(real, problem) from problem


def _theirs(file: Path) -> Values:
    """What the file holds now; nothing where it is not there, damaged, or newer."""
    try:
        version, values = _read(file)
    except _DAMAGE:
        return {}
    return values if version <= VERSION else {}


def _clean_up(file: Path) -> None:
    """Take away what a window left that was ended while it wrote."""
    real = Path(os.path.realpath(file))
    for part in real.parent.glob(f"{real.name}.*{PART}"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime > STALE_SECONDS:
                part.unlink()


def _not_saved(file: Path, problem: OSError) -> ViewerError:
    folder = printable(str(file.parent))
    return ViewerError(
        "settings.not_saved",
        f"The settings cannot be saved in “{folder}”; make room there, or make it writable, then "
        "they are saved again.",
        {"folder": folder},
        detail=str(problem),
    )
