"""The user's settings: a small versioned JSON file, read leniently and written atomically."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from senet_viewer.errors import ViewerError

VERSION = 1
log = logging.getLogger(__name__)


@dataclass
class Settings:
    """What is remembered between two starts.

    ``language`` is ``system``, ``en`` or ``zh_CN``; ``theme`` is ``system`` or a name in
    ``theme.THEMES``; ``text_size`` is in percent of the system's. ``geometry`` and ``columns`` are
    Qt's own states in base64; ``compare`` is the kind of the last reference; ``figure_style`` is a
    style of figures in JSON, ``figure_pattern`` names the files of many. ``architecture`` and
    ``implementation`` are the last network's build options. ``histogram`` and ``noise`` say whether
    plots have one, and whether differences below it are marked; ``differences`` whether bars show
    differences. ``commands`` were used last in the palette; ``keys`` are those of the actions whose
    keys were changed, in Qt's portable text. ``tour_taken`` says whether the guided tour was taken
    to its end.
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
    last_folder: str = ""
    last_export_folder: str = ""
    figure_style: str = ""
    figure_format: str = ".png"
    figure_pattern: str = ""
    recent: list[list[str]] = field(default_factory=list)
    recent_networks: list[list[str]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    keys: dict[str, list[str]] = field(default_factory=dict)
    tour_taken: bool = False


def load_settings(file: Path) -> tuple[Settings, ViewerError | None]:
    """Read ``file``; a damaged or newer one gives the defaults, a copy and one sentence."""
    if not file.exists():
        return Settings(), None
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        version = content["version"]
        if not isinstance(version, int) or version < 1:
            raise ValueError(f"version {version!r}")
        values = content["settings"]
        if not isinstance(values, dict):
            raise TypeError(f"settings are {type(values).__name__}")
        if version <= VERSION:
            return _settings(values), None
        error = ViewerError(
            "settings.newer",
            f"The settings in {file} come from a newer senet-viewer; "
            "this start uses the defaults and keeps them in a copy.",
            {"file": str(file)},
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
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


def _settings(values: dict[str, Any]) -> Settings:
    known = {f.name: f for f in dataclasses.fields(Settings)}
    defaults = Settings()
    fitting = {
        name: value
        for name, value in values.items()
        if name in known and isinstance(value, type(getattr(defaults, name)))
    }
    return Settings(**fitting)


def _keep_copy(file: Path) -> None:
    try:
        file.replace(file.with_name(f"{file.name}.old"))
    except OSError as problem:
        log.warning("settings not copied", exc_info=problem)


def save_settings(settings: Settings, file: Path) -> None:
    """Write ``file`` under a temporary name and rename it; a failure is logged, never raised."""
    content = {"version": VERSION, "settings": dataclasses.asdict(settings)}
    temporary = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(content, indent=1), encoding="utf-8")
        temporary.replace(file)
    except OSError as problem:
        log.warning("settings not saved", exc_info=problem)
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
