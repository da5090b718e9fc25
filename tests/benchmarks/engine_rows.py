"""The bounds of the engine: its start, a folder's throughput, cancelling, and no orphans."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import psutil

from senet_viewer.protocol import (
    Cancel,
    Finished,
    Inspect,
    Inspected,
    LoadModel,
    ModelLoaded,
    Picture,
    Working,
)
from senet_viewer.records import ImageRef
from senet_viewer.resources import sample_images
from tests.benchmarks.table import Row
from tests.engine.conversation import Conversation, conversation

ROOT = Path(__file__).resolve().parents[2]
PROBE = Path(__file__).with_name("engine_probe.py")
BUNDLED = "bundled"
# Network, size of its batches on a CPU, pictures of a folder.
FOLDERS = ((BUNDLED, 16, 1200), ("se_resnet18", 4, 200))
SLOW_NETWORK = "se_resnet50@tutorial"
ROUNDS = 3

os.environ["PYTHONPATH"] = str(ROOT)

_ids = count(1)


def rows(*, quick: bool = False) -> Iterator[Row]:
    """All rows; ``quick`` takes a tenth of the pictures and one round."""
    rounds = 1 if quick else ROUNDS
    ready = min(_ready_seconds() for _ in range(rounds))
    yield Row("engine ready, without a window, with the bundled network", 3.5, ready, "s")
    for model, batch, pictures in FOLDERS:
        yield _throughput(model, batch, pictures // 10 if quick else pictures, rounds)
    yield from _waits(rounds)
    yield Row("engines left after their window was killed", 0, _orphans(rounds))


def _ready_seconds() -> float:
    began = time.perf_counter()
    with conversation() as talk:
        talk.say(LoadModel(1, BUNDLED, "cpu"))
        talk.hear(ModelLoaded)
        return time.perf_counter() - began


def _throughput(model: str, batch: int, pictures: int, rounds: int) -> Row:
    """The engine's rate times what a picture costs by itself; the two are measured in turns."""
    costs, rates = [], []
    for _ in range(rounds):
        costs.append(_cost(model, batch, passes=max(4, pictures // batch // 4)))
        rates.append(_rate(model, pictures))
    forward, decode = (
        statistics.median(cost[part] for cost in costs) for part in ("forward", "decode")
    )
    rate = statistics.median(rates)
    note = f"{rate:.1f} pictures/s; forward {forward:.1f} ms, decode {decode:.1f} ms of a core"
    what = f"folder throughput against 1 / (forward + decode), {model}"
    return Row(what, 0.9, rate * (forward + decode) / 1000, "×", at_least=True, note=note)


def _cost(model: str, batch: int, passes: int) -> dict[str, float]:
    arguments = [model, str(batch), str(passes), *map(str, sample_images())]
    output = subprocess.run(
        [sys.executable, str(PROBE), *arguments], stdout=subprocess.PIPE, check=True
    ).stdout
    found: dict[str, float] = json.loads(output.splitlines()[-1])
    return found


def _rate(model: str, pictures: int) -> float:
    """Pictures a second, from the request to its end, after a small folder to get going."""
    with conversation() as talk:
        _load(talk, model)
        _inspect_all(talk, _folder(64))
        began = time.perf_counter()
        _inspect_all(talk, _folder(pictures))
        return pictures / (time.perf_counter() - began)


def _waits(rounds: int) -> Iterator[Row]:
    """How long the engine takes to drop what it computes, and to turn to an urgent picture."""
    dropped, urgent, alone = [], [], []
    with conversation() as talk:
        _load(talk, SLOW_NETWORK)
        for _ in range(rounds):
            folder = next(_ids)
            talk.say(Inspect(folder, _folder(50)))
            talk.hear(Inspected)
            talk.hear(Working)
            began = time.perf_counter()
            _inspect_all(talk, _folder(1), urgent=True)
            urgent.append(time.perf_counter() - began)
            while talk.hear(Working).id != folder:
                pass
            began = time.perf_counter()
            talk.say(Cancel(folder))
            talk.hear(Finished)
            dropped.append(time.perf_counter() - began)
            began = time.perf_counter()
            _inspect_all(talk, _folder(1), urgent=True)
            alone.append(time.perf_counter() - began)
    note = f"{SLOW_NETWORK}, {statistics.median(alone):.2f} s a picture"
    yield Row("cancel: the engine has stopped computing", 2.0, max(dropped), "s", note=note)
    ratio = statistics.median(urgent) / statistics.median(alone)
    yield Row("urgent picture while a folder is inspected, against alone", None, ratio, "×")


def _orphans(rounds: int) -> int:
    """Engines that still live a while after the process that started them was killed."""
    script = (
        "import subprocess, sys, time; from tests.engine.conversation import COMMAND\n"
        "child = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "child.stdout.read(1); print(child.pid, flush=True); time.sleep(600)"
    )
    left = 0
    for _ in range(rounds):
        window = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        assert window.stdout is not None
        with window, window.stdout:
            engine = psutil.Process(int(window.stdout.readline()))
            window.kill()
        _, alive = psutil.wait_procs([engine], timeout=5)
        left += len(alive)
        for process in alive:
            process.kill()
    return left


def _load(talk: Conversation, model: str) -> None:
    talk.say(LoadModel(next(_ids), model, "cpu"))
    talk.hear(ModelLoaded)


def _inspect_all(talk: Conversation, pictures: Sequence[Picture], *, urgent: bool = False) -> None:
    request = next(_ids)
    talk.say(Inspect(request, tuple(pictures), urgent))
    talk.hear(Finished, lambda answer: answer.id == request)


def _folder(pictures: int) -> tuple[Picture, ...]:
    """The sample photographs again and again."""
    samples = sample_images()
    paths = [str(samples[number % len(samples)]) for number in range(pictures)]
    return tuple(Picture(ImageRef(f"{n}", Path(p).name, p)) for n, p in enumerate(paths))
