"""What one request's pictures go through where the memory is short, or a network fails on some."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Tensor

from senet_viewer.engine.border import attempt
from senet_viewer.engine.pace import Pace
from senet_viewer.engine.pictures import PictureRun
from senet_viewer.engine.schedule import InspectJob
from senet_viewer.engine.session import Network
from senet_viewer.engine.streams import Writer, read_messages
from senet_viewer.errors import ViewerError
from senet_viewer.inspection.inspector import Inspector, Stopped
from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings
from senet_viewer.protocol import Answer, ImageFailed, Inspect, Inspected, Message, Picture
from senet_viewer.records import ImageRef


class Delicate(SEResNet):
    """A small network whose pass fails on large batches, and on pictures that are all black."""

    largest = 2

    def forward(self, x: Tensor) -> Tensor:
        if len(x) > self.largest:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate")
        if any(torch.equal(picture.amin((1, 2)), picture.amax((1, 2))) for picture in x):
            raise ValueError("a black picture")
        return super().forward(x)


class Answers(Writer):
    """Keeps the answers, after a trip through a pipe."""

    def __init__(self) -> None:
        self._read_end, write_end = os.pipe()
        super().__init__(write_end)
        self._write_end = write_end
        self.heard: list[Message] = []

    def send(self, answer: Answer) -> None:
        self.heard.append(answer)

    def close(self) -> None:
        os.close(self._read_end)
        os.close(self._write_end)


@pytest.fixture
def answers() -> Iterator[Answers]:
    writer = Answers()
    yield writer
    writer.close()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture
def network() -> Network:
    settings = SEResNetSettings(depth=18, stem="small", classes=3, width=16)
    return Network(Inspector(Delicate(settings).eval(), "cpu"), Pace("cpu"), None)


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Ten small pictures; the sixth is black."""
    found = []
    for number in range(10):
        path = tmp_path / f"{number}.png"
        picture = Image.linear_gradient("L") if number != 5 else Image.new("L", (256, 256))
        picture.convert("RGB").save(path)
        found.append(path)
    return found


def job(paths: list[Path], *, urgent: bool = False) -> InspectJob:
    pictures = tuple(Picture(ImageRef(str(path), path.name, str(path))) for path in paths)
    return InspectJob(Inspect(1, pictures, urgent))


def names(heard: list[Message]) -> list[str]:
    """Of the answers: a picture's name, in brackets where it failed."""
    found = []
    for answer in heard:
        if isinstance(answer, Inspected):
            found.append(answer.inspection.image.name)
        elif isinstance(answer, ImageFailed):
            found.append(f"({answer.image.name} {answer.code})")
    return found


def finish(run: PictureRun, network: Network) -> None:
    while not run.finished:
        run.step(network)


def test_batches_that_do_not_fit_are_split_and_only_the_guilty_picture_fails(
    answers: Answers, pool: ThreadPoolExecutor, network: Network, paths: list[Path]
) -> None:
    finish(PictureRun(job(paths), pool, answers, lambda: False), network)
    expected = [f"{number}.png" for number in range(10)]
    expected[5] = "(5.png engine.internal)"
    assert names(answers.heard) == expected
    (failure,) = [answer for answer in answers.heard if isinstance(answer, ImageFailed)]
    assert "a black picture" in failure.detail


def test_a_single_picture_that_does_not_fit_fails_in_words(
    answers: Answers,
    pool: ThreadPoolExecutor,
    network: Network,
    paths: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Delicate, "largest", 0)
    finish(PictureRun(job(paths[:1]), pool, answers, lambda: False), network)
    assert names(answers.heard) == ["(0.png memory.full)"]


def test_a_picture_that_was_pressed_out_is_not_lost(
    answers: Answers, pool: ThreadPoolExecutor, network: Network, paths: list[Path]
) -> None:
    pressed = [True]
    run = PictureRun(job(paths[:4]), pool, answers, lambda: pressed[0])
    # Nothing is measured yet, so the pass makes room for whatever is urgent.
    run.step(network)
    run.step(network)
    assert names(answers.heard) == []
    pressed[0] = False
    finish(run, network)
    assert names(answers.heard) == ["0.png", "1.png", "2.png", "3.png"]


def test_an_urgent_picture_is_not_pressed_out(
    answers: Answers, pool: ThreadPoolExecutor, network: Network, paths: list[Path]
) -> None:
    run = PictureRun(job(paths[:1], urgent=True), pool, answers, lambda: True)
    run.step(network)
    assert names(answers.heard) == ["0.png"]


def test_another_network_gets_the_pictures_anew(
    answers: Answers, pool: ThreadPoolExecutor, network: Network, paths: list[Path]
) -> None:
    run = PictureRun(job(paths[:5]), pool, answers, lambda: False)
    run.step(network)
    settings = SEResNetSettings(depth=18, stem="imagenet", classes=3, width=16)
    other = Network(Inspector(SEResNet(settings).eval(), "cpu"), Pace("cpu"), None)
    finish(run, other)
    sizes = [a.inspection.seen.shape[0] for a in answers.heard if isinstance(a, Inspected)]
    crop = other.inspector.card.preprocessing.crop
    assert names(answers.heard) == [f"{number}.png" for number in range(5)]
    assert sizes[1:] == [crop] * 4


def test_a_cancelled_request_answers_nothing_more(
    answers: Answers, pool: ThreadPoolExecutor, network: Network, paths: list[Path]
) -> None:
    cancelled = job(paths)
    run = PictureRun(cancelled, pool, answers, lambda: False)
    run.step(network)
    so_far = names(answers.heard)
    cancelled.cancelled = True
    run.step(network)
    assert names(answers.heard) == so_far


def test_the_border_lets_only_stopped_through() -> None:
    def fail(error: BaseException) -> None:
        raise error

    for error, code in (
        (ViewerError("image.empty", "Empty."), "image.empty"),
        (MemoryError(), "engine.memory"),
        (torch.OutOfMemoryError("CUDA out of memory"), "engine.memory"),
        (KeyError("odd"), "engine.internal"),
    ):
        outcome = attempt(lambda error=error: fail(error))  # type: ignore[misc]  # bound early
        assert isinstance(outcome, ViewerError)
        assert outcome.code == code
    with pytest.raises(Stopped):
        attempt(lambda: fail(Stopped()))


def test_frames_cross_a_pipe_whole_even_where_it_is_full() -> None:
    read_end, write_end = os.pipe()
    answer = ImageFailed(1, ImageRef("k", "n"), "code", "x" * 2**20, {})
    with ThreadPoolExecutor(1) as reader:
        received = reader.submit(lambda: list(read_messages(read_end)))
        writer = Writer(write_end)
        for _ in range(3):
            writer.send(answer)
        os.close(write_end)
        assert received.result() == [answer] * 3
    os.close(read_end)
