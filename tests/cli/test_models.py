"""``senet-viewer models`` lists what can be loaded; what it lists is downloaded when used."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from senet_viewer.cli.main import run
from senet_viewer.models import catalogue
from senet_viewer.models.library_names import LibraryName
from tests.models.hub import Behaviour, Hub, serving

NAME = "timm:mobilenetv3_small_050"
KEY = f"{NAME}.lamb_in1k"
FILE = "timm/mobilenetv3_small_050.lamb_in1k/model.safetensors"
COMMAND = (sys.executable, "-P", "-m", "senet_viewer")
PATIENCE = 120
CAPTURED = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def served() -> Iterator[Hub]:
    from safetensors.torch import save

    from senet_viewer.models import libraries

    weights = save(libraries.build(LibraryName("timm", "mobilenetv3_small_050")).state_dict())
    with serving({FILE: weights}) as hub:
        yield hub


@pytest.fixture
def hub(served: Hub, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub for the commands in child processes."""
    monkeypatch.setenv("HF_ENDPOINT", served.endpoint)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    served.behaviour = Behaviour()
    served.starts.clear()
    yield served
    served.behaviour = Behaviour()


def inspecting(picture: Path) -> list[str]:
    return [*COMMAND, "inspect", str(picture), "--model", NAME, "--device", "cpu"]


def test_every_network_is_listed_in_its_group(capsys: CAPTURED) -> None:
    assert run(["models"]) == 0
    listing = capsys.readouterr().out
    lines = [line.split() for line in listing.splitlines()]
    assert lines[0] == ["Bundled"]
    for entry in catalogue.entries():
        assert [entry.key] in [words[:1] for words in lines]
        assert entry.group in listing
    row = next(line for line in listing.splitlines() if " timm:seresnet50.a1_in1k " in line)
    assert [cell.strip() for cell in row.split("  ")[-5:]] == [
        "28,088,024 parameters", "16 SE blocks", "224 px", "113 MB to download", "apache-2.0",
    ]  # fmt: skip


def test_groups_and_words_narrow_the_list_down(capsys: CAPTURED) -> None:
    assert run(["models", "--group", "paper", "--search", "SE-ResNet-50"]) == 0
    listing = capsys.readouterr().out
    assert "timm:legacy_seresnet50.in1k" in listing
    assert "timm:seresnet50.ra2_in1k" in listing
    assert "se_resnet50" not in listing.replace("legacy_se", "")
    assert run(["models", "--group", "no such group"]) == 1
    assert "no such group" in capsys.readouterr().err


def test_what_needs_no_download_can_be_asked_for(capsys: CAPTURED) -> None:
    assert run(["models", "--on-disk", "--format", "json"]) == 0
    keys = [entry["key"] for entry in json.loads(capsys.readouterr().out)]
    assert "bundled" in keys
    assert "timm:seresnet18" in keys
    assert "timm:seresnet50.a1_in1k" not in keys


def test_programs_get_all_that_is_known(capsys: CAPTURED) -> None:
    assert run(["models", "--search", "seresnet50.ra2", "--format", "json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry == {
        "key": "timm:seresnet50.ra2_in1k",
        "title": "SE-ResNet-50 · ra2_in1k",
        "group": "Networks of the paper, trained on ImageNet",
        "parameters": 28_088_024,
        "gates": 15_104,
        "blocks": 16,
        "note": "",
        "input_size": 224,
        "source": "timm",
        "licence": "apache-2.0",
        "weights": "timm/seresnet50.ra2_in1k",
        "download_bytes": 112_565_000,
        "on_disk": False,
    }
    assert run(["models", "--search", "nothing at all", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == []


def test_the_list_comes_without_torch_and_what_stands_on_it() -> None:
    code = (
        "import sys; from senet_viewer.cli.main import run; run(['models']); "
        "print(*{'torch', 'timm', 'torchvision', 'huggingface_hub', 'PySide6'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ""


def test_a_network_is_downloaded_with_its_progress_on_standard_error(
    hub: Hub, samples: tuple[Path, ...]
) -> None:
    done = subprocess.run(inspecting(samples[0]), capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    assert f"Downloading “{FILE}” (6.4 MB)." in done.stderr
    assert "SE_5_3" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a single process there")
def test_an_interrupted_download_keeps_what_came(
    hub: Hub, samples: tuple[Path, ...], home: Path
) -> None:
    hub.behaviour = Behaviour(pause=0.02)
    process = subprocess.Popen(inspecting(samples[0]), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    deadline = time.monotonic() + PATIENCE
    while not list(home.rglob("*.incomplete")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert words.splitlines()[-1] == "senet-viewer: Interrupted."
    (part,) = home.rglob("*.incomplete")
    assert part.stat().st_size > 0


def test_a_server_that_is_down_is_one_sentence_and_a_way_out(
    hub: Hub, samples: tuple[Path, ...], home: Path
) -> None:
    hub.behaviour = Behaviour(status=502)
    done = subprocess.run(inspecting(samples[0]), capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "is down or overloaded (HTTP 502)" in line
    assert f"{hub.endpoint}/timm/mobilenetv3_small_050.lamb_in1k/resolve/main/" in line
    assert f"snapshots{os.sep}main{os.sep}model.safetensors" in line
    assert done.stdout == ""
