"""Reads and writes the facts beside the weights (``model.json``), and names the files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "resources" / "bundled_model"
WORK = ROOT / ".training"

WEIGHTS = "model.safetensors"
FACTS = "model.json"
PROFILE = "profile.npz"
CLASSES = "classes.csv"
CARD = "MODEL_CARD.md"

Facts = dict[str, Any]


def read_facts(folder: Path) -> Facts:
    facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    assert isinstance(facts, dict)
    return facts


def write_facts(folder: Path, facts: Facts) -> None:
    write_text(folder / FACTS, json.dumps(facts, indent=1, ensure_ascii=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text whole or not at all."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    temporary.replace(path)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
