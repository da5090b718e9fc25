"""The scripts in ``packaging/bundled_model`` import each other as siblings; so do these tests."""

from __future__ import annotations

import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging" / "bundled_model"
sys.path.append(str(SCRIPTS))
