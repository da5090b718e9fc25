"""Parses JSON that others wrote: whatever is wrong with it is one kind of error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def parse_json(text: str | bytes) -> Any:
    """The values in a JSON text; raises ``ValueError``, also where it is nested without end.

    Numbers may be infinite or none (``Infinity``, ``NaN``, ``1e999``), as Python writes them.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def read_json(path: Path) -> Any:
    """The values in a JSON file; raises ``OSError`` or ``ValueError``."""
    return parse_json(path.read_text(encoding="utf-8-sig"))
