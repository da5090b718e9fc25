"""An engine without torch for the client's tests: it does what the pictures' names say.

``die``: its process ends at once (a picture ``die once PATH`` only while PATH exists, which it
removes). ``hang``: nothing more is answered, read or written. A network is named in the same way,
``bad`` fails, and one that begins with ``download`` is fetched first (``download and wait``:
without an end). The argument names a fault of the whole engine: ``mute``, ``garbage``,
``version``, ``broken``.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from senet_viewer.engine import streams
from senet_viewer.protocol import (
    VERSION,
    Answer,
    Cancel,
    Catalogue,
    ChannelShown,
    Downloading,
    DropOther,
    Failed,
    Finished,
    Hello,
    Inspect,
    Inspected,
    InspectOther,
    LoadModel,
    MeasureNoise,
    Message,
    ModelLoaded,
    NoiseMeasured,
    OtherInspected,
    Picture,
    Ping,
    Pong,
    Progress,
    ShowChannel,
    Summarise,
    Summarised,
    Working,
    encode,
)
from senet_viewer.records import (
    CatalogueEntry,
    ChannelMaps,
    DeviceCard,
    ImageRef,
    Inspection,
    ModelCard,
    Noise,
    Preprocessing,
    Transfer,
)
from tests.gui.network_making import summary

HELLO = Hello({"torch": "none"}, (DeviceCard("cpu", "CPU"),), ())


def main() -> None:
    pipes = streams.take_pipes()
    writer = streams.Writer(pipes.answers)
    fault = sys.argv[1] if len(sys.argv) > 1 else ""
    print("the simple engine starts", file=sys.stderr, flush=True)
    if fault == "mute":
        _hang()
    elif fault == "garbage":
        os.write(pipes.answers, b"Loading weights...\n")
    elif fault == "version":
        os.write(pipes.answers, encode(HELLO).replace(b'"version":%d' % VERSION, b'"version":0'))
    elif fault == "broken":
        writer.send(Failed(0, "engine.no_torch", "PyTorch cannot be loaded.", {}))
    else:
        writer.send(HELLO)
    model = ""
    others: dict[int, str] = {}
    for message in streams.read_messages(pipes.requests):
        if isinstance(message, DropOther):
            others.pop(message.load, None)
        beside = isinstance(message, LoadModel) and message.beside
        asked = others.get(message.load, "") if isinstance(message, InspectOther) else model
        for answer in _answers(message, asked):
            writer.send(answer)
            if isinstance(answer, ModelLoaded) and beside:
                others = {answer.id: answer.card.title}
            elif isinstance(answer, ModelLoaded):
                model = answer.card.title
    streams.leave(0)


def _answers(message: Message, model: str) -> Iterator[Answer]:
    match message:
        case Ping():
            yield Pong(message.id)
        case Cancel():
            yield Finished(message.id, cancelled=True)
        case LoadModel():
            yield Working(message.id)
            yield from _loading(message)
        case Inspect():
            yield from _inspected(message, model)
        case InspectOther():
            yield Working(message.id, (), 0.01)
            _obey(message.picture.image.name)
            yield _by_other(message, model)
        case Summarise():
            yield _summed_up(message)
        case ShowChannel() | MeasureNoise():
            yield Working(message.id, (), 0.01)
            _obey(message.image.name)
            yield _answered(message)


def _loading(request: LoadModel) -> Iterator[Answer]:
    if request.model.startswith("download"):
        yield Downloading(request.id, Transfer("model.safetensors", 12_000_000, 98_000_000, 3.1e6))
    if request.model != "download and wait":
        yield _loaded(request)
    if request.model.startswith("download"):
        yield Catalogue((CatalogueEntry(request.model, "fetched", "A group", 1, 1),))


def _by_other(request: InspectOther, other: str) -> OtherInspected | Failed:
    if not other:
        return Failed(request.id, "engine.no_other", "There is no other network.", {})
    return OtherInspected(request.id, _inspection(request.picture, other))


def _summed_up(request: Summarise) -> Failed | Summarised:
    if request.compare == "bad":
        return Failed(request.id, "model.unknown", "There is no network “bad”.", {"name": "bad"})
    side = request.input_size or 64
    name = request.model or "in use"
    other = summary(request.compare, side) if request.compare else None
    return Summarised(request.id, summary(name, side), other)


def _loaded(request: LoadModel) -> Failed | ModelLoaded:
    _obey(request.model)
    if request.model == "bad":
        return Failed(request.id, "model.unknown", "There is no network “bad”.", {"name": "bad"})
    card = ModelCard(request.model, request.model, 0, (), (), Preprocessing())
    return ModelLoaded(request.id, card, HELLO.devices[0])


def _inspected(request: Inspect, model: str) -> Iterator[Answer]:
    if not model:
        yield Failed(request.id, "engine.no_model", "No network is loaded.", {})
        return
    keys = tuple(picture.image.key for picture in request.pictures)
    if not request.careful:
        yield Working(request.id, keys, 0.01)
    for number, picture in enumerate(request.pictures, 1):
        if request.careful:
            yield Working(request.id, (picture.image.key,), 0.01)
        _obey(picture.image.name)
        yield Inspected(request.id, _inspection(picture, model))
        yield Progress(request.id, number, len(keys))
    if not request.more:
        yield Finished(request.id)


def _answered(question: ShowChannel | MeasureNoise) -> ChannelShown | NoiseMeasured | Failed:
    if question.image.name == "bad":
        return Failed(question.id, "channel.unknown", "There is no such channel.", {})
    if isinstance(question, MeasureNoise):
        return NoiseMeasured(question.id, Noise(question.image, {}, {}))
    maps = ChannelMaps(0.5, 0.5, np.ones((1, 1), np.float32), np.ones((1, 1), np.float32))
    return ChannelShown(question.id, question.image, question.block, question.channel, maps)


def _inspection(picture: Picture, model: str) -> Inspection:
    seen = np.zeros((2, 2, 3), np.uint8)
    image: ImageRef = picture.image
    return Inspection(image, model, "CPU", Preprocessing(), (), (), seen, 2, 2, 0.1)


def _obey(name: str) -> None:
    if name == "hang":
        _hang()
    once = Path(name.removeprefix("die once "))
    if name == "die" or (name.startswith("die once ") and once.exists()):
        once.unlink(missing_ok=True)
        os.abort() if sys.platform == "win32" else os.kill(os.getpid(), 9)


def _hang() -> None:
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main()
