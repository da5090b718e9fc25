"""The command line as a process: mixed inputs, pipes, interruptions, and what it loads."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from senet_viewer.export.tables import read_npz

PROGRAM = (sys.executable, "-P", "-m", "senet_viewer")
LIMIT_SECONDS = 120
CHANNELS = {2: 64, 3: 128, 4: 256, 5: 512}
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


def program(arguments: Sequence[str | bytes], folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run senet-viewer in ``folder`` to its end."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        check=False,
        cwd=folder,
        capture_output=True,
        timeout=LIMIT_SECONDS,
    )


def sentences(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """The lines on standard error, none of which is of a traceback or a warning."""
    lines = done.stderr.decode("utf-8").splitlines()
    assert all(line.startswith("senet-viewer: ") for line in lines), lines
    return [line.removeprefix("senet-viewer: ") for line in lines]


def test_a_mixed_list_goes_through_as_far_as_it_can(
    tmp_path: Path, samples: tuple[Path, ...]
) -> None:
    inputs: list[str | bytes] = [str(sample) for sample in samples]
    Path(tmp_path, "notes.txt").write_text("no image")
    Path(tmp_path, "cut.jpg").write_bytes(samples[0].read_bytes()[:2000])
    Path(tmp_path, "empty.png").touch()
    Path(tmp_path, "folder").mkdir()
    inputs += ["notes.txt", "cut.jpg", "empty.png", "nowhere.jpg", "folder"]
    if sys.platform == "linux":
        odd = os.path.join(os.fsencode(tmp_path), b"caf\xe9.jpg")  # noqa: PTH118
        shutil.copy(os.fsencode(samples[0]), odd)
        inputs.append(b"caf\xe9.jpg")
    arguments = ["inspect", *inputs, "--verify", "--format", "json", "--device", "cpu"]
    done = program(arguments, tmp_path)

    assert done.returncode == 1
    entries = {entry["image"]: entry for entry in json.loads(done.stdout)}
    assert set(entries) == {os.fsdecode(given) for given in inputs}
    failed = {name for name, entry in entries.items() if "error" in entry}
    assert failed == {"notes.txt", "cut.jpg", "empty.png", "nowhere.jpg", "folder"}
    told = sentences(done)
    assert len(told) == len(failed) + 1
    assert {entries[name]["error"] for name in failed} == set(told[:-1])

    for name in entries.keys() - failed:
        entry = entries[name]
        assert entry["device"] == "cpu"
        assert entry["verified"]["ok"] is True
        assert [block["name"] for block in entry["blocks"]] == [
            f"SE_{stage}_{index}" for stage in CHANNELS for index in (1, 2)
        ]
        for block in entry["blocks"]:
            gates = np.array(block["gates"])
            assert block["channels"] == len(gates) == CHANNELS[block["stage"]]
            assert gates.min() >= 0
            assert gates.max() <= 1
        shares = [prediction["probability"] for prediction in entry["predictions"]]
        assert len(shares) == 5
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1


def test_saved_gates_become_figures_without_torch(
    tmp_path: Path, samples: tuple[Path, ...]
) -> None:
    arguments = [
        "inspect",
        *map(str, samples[:2]),
        "-o",
        "gates.npz",
        "--verify",
        "--device",
        "cpu",
    ]
    assert program(arguments, tmp_path).returncode == 0
    assert len(read_npz(tmp_path / "gates.npz").inspections) == 2

    code = (
        "import sys; from senet_viewer.__main__ import main; status = main();"
        "assert not {'torch', 'PySide6', 'matplotlib.pyplot'} & set(sys.modules); sys.exit(status)"
    )
    arguments = ["figure", "--from", "gates.npz", "-o", "{name}.pdf", "--dark"]
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        timeout=LIMIT_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    for sample in samples[:2]:
        assert (tmp_path / f"{sample.stem}.pdf").read_bytes().startswith(b"%PDF")


@posix_only
def test_a_reader_that_has_seen_enough_is_no_error(
    tmp_path: Path, samples: tuple[Path, ...]
) -> None:
    command = [*PROGRAM, "inspect", *map(str, samples), "--format", "csv", "--device", "cpu"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"image,model,block,stage,channel,gate")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(LIMIT_SECONDS) == 1


@posix_only
@pytest.mark.parametrize(
    ("ending", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_an_interruption_leaves_the_old_file_and_no_other(
    tmp_path: Path, ending: signal.Signals, status: int
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    Image.new("RGB", (64, 64), "teal").save(photos / "0.png")
    for number in range(1, 1000):
        shutil.copy(photos / "0.png", photos / f"{number}.png")
    out = tmp_path / "gates.csv"
    out.write_text("old")
    command = [*PROGRAM, "inspect", "photos", "-o", "gates.csv", "--model", "se_resnet50"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + LIMIT_SECONDS
        while not list(tmp_path.glob(".senet-viewer-*")) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(ending)
        assert process.stderr is not None
        words = process.stderr.read().decode()
        assert process.wait(LIMIT_SECONDS) == status
    assert "Traceback" not in words
    assert out.read_text() == "old"
    assert not list(tmp_path.glob(".senet-viewer-*"))


def test_the_window_is_rendered_into_a_picture(tmp_path: Path, samples: tuple[Path, ...]) -> None:
    arguments = [
        "--screenshot",
        "window.png",
        "--size",
        "1200x800",
        "--scale",
        "2",
        str(samples[0]),
    ]
    done = program(arguments, tmp_path)
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "window.png") as image:
        assert image.size == (2400, 1600)


def test_a_file_named_like_a_command_opens_with_its_folder(
    tmp_path: Path, samples: tuple[Path, ...]
) -> None:
    shutil.copy(samples[0], tmp_path / "inspect")
    done = program(["./inspect", "--screenshot", "window.png"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "window.png").exists()
