"""Fixtures: one computing thread; resources of our own, found as those of a frozen bundle are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.models.making import one_thread, write_bundle


@pytest.fixture(scope="package", autouse=True)
def _one_thread() -> Iterator[None]:
    with one_thread():
        yield


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of resources that the program takes for its own; without a bundled network."""
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    folder = tmp_path / "senet_viewer" / "_resources"
    (folder / "samples").mkdir(parents=True)
    return folder


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small bundled network that the program takes for its own."""
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    return write_bundle(tmp_path / "senet_viewer" / "_resources")
