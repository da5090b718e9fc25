"""Plots must not make Qt complain, whatever is done to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _no_qt_warning(qtlog: Any) -> Iterator[None]:
    yield
    said = [record.message for record in qtlog.records]
    # The platform of the tests cannot limit window sizes, and says so.
    said = [line for line in said if "propagateSizeHints" not in line]
    assert not said
