"""Figures of a checkpoint in the whole window, driven in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import timm
import torch

from tests.end_to_end.driven import run_driver


@pytest.mark.timeout(300)
def test_a_checkpoint_is_drawn_with_its_warnings(screen: dict[str, str], tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = timm.create_model("tf_mobilenetv3_small_075", pretrained=False)
    torch.save(network.state_dict(), tmp_path / "net.pth")
    run_driver("drive_figures.py", tmp_path, screen=screen)
    for name in ("figure.svg", "together.svg"):
        svg = (tmp_path / name).read_text(encoding="utf-8")
        assert "the same tensors" in svg
        assert "Preprocessing guessed: if it is wrong, answers and gates are too." in svg
        assert ("2 images compared" in svg) == (name == "together.svg")
