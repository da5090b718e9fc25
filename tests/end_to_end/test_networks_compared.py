"""Two networks compared in the whole window, driven in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from senet_viewer.models.loading import load_model
from tests.end_to_end.driven import run_driver


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two checkpoints that a training run of the bundled network might have left."""
    torch.manual_seed(0)
    tensors = load_model("bundled", "cpu").state_dict()
    for epoch, size in ((1, 0.3), (2, 0.1)):
        moved = {
            name: one + size * one.std() * torch.randn_like(one) if ".SE." in name else one
            for name, one in tensors.items()
        }
        torch.save(moved, tmp_path / f"epoch_{epoch}.pth")
    return tmp_path


@pytest.mark.timeout(300)
def test_networks_are_compared_image_by_image(screen: dict[str, str], folder: Path) -> None:
    run_driver("drive_networks_compared.py", folder, screen=screen)
