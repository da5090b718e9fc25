"""Networks in the whole window: chosen, dropped, downloaded, described, summed up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings
from tests.end_to_end.driven import run_driver
from tests.models.hub import Behaviour, Hub, serving

FILE = "timm/mobilenetv3_small_050.lamb_in1k/model.safetensors"
PAUSE = 0.01
"""Between two pieces of 16 KiB: some seconds for the whole file."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkpoint as another program saves it, and half of one."""
    network = SEResNet(SEResNetSettings(18, "tutorial", classes=10))
    tensors = {f"module.{name}": tensor for name, tensor in network.state_dict().items()}
    torch.save({"state_dict": tensors, "epoch": 90}, tmp_path / "mine.pth.tar")
    content = (tmp_path / "mine.pth.tar").read_bytes()
    (tmp_path / "cut.pth").write_bytes(content[: len(content) // 2])
    return tmp_path


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A slow hub on this machine, with a small network's random weights."""
    from safetensors.torch import save

    from senet_viewer.models import libraries
    from senet_viewer.models.libraries import LibraryName

    network = libraries.build(LibraryName("timm", "mobilenetv3_small_050"))
    with serving({FILE: save(network.state_dict())}) as served:
        served.behaviour = Behaviour(pause=PAUSE)
        yield served


@pytest.mark.timeout(400)
def test_networks_from_everywhere(screen: dict[str, str], folder: Path, hub: Hub) -> None:
    screen |= {
        "HF_ENDPOINT": hub.endpoint,
        "HF_HUB_OFFLINE": "0",
        "HF_HOME": str(folder / "cache"),
        "NO_PROXY": "127.0.0.1,localhost",
    }
    run_driver("drive_networks.py", folder, screen=screen)
    assert hub.starts[-1] > 0, "the download was not resumed"
