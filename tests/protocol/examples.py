"""One message of every kind, with every field set to something else than its default."""

from __future__ import annotations

import numpy as np

from senet_viewer.protocol import (
    Cancel,
    Catalogue,
    ChannelShown,
    Downloading,
    DropOther,
    Failed,
    Finished,
    Hello,
    ImageFailed,
    Inspect,
    Inspected,
    InspectOther,
    LoadModel,
    MeasureNoise,
    Message,
    ModelLoaded,
    NoiseMeasured,
    Notice,
    OtherInspected,
    Picture,
    Ping,
    Pong,
    Progress,
    ShowChannel,
    Summarise,
    Summarised,
    Working,
)
from senet_viewer.records import (
    BlockCard,
    BlockGates,
    BuildOptions,
    CatalogueEntry,
    ChannelMaps,
    DeviceCard,
    FitReport,
    ImageRef,
    Inspection,
    ModelCard,
    Noise,
    Prediction,
    Preprocessing,
    Profile,
    Transfer,
)
from senet_viewer.summaries import Cost, Layer, Summary

RANDOM = np.random.default_rng(0)
IMAGE = ImageRef("key 1", "câté.jpg", "/photos/câté.jpg")
DEVICE = DeviceCard("cuda:1", "CUDA 1: a card")
PREPROCESSING = Preprocessing(72, 64, "bicubic", (0.1, 0.2, 0.3), (0.4, 0.5, 0.6), guessed=True)

ENTRY = CatalogueEntry(
    "timm:a.b",
    "A network",
    "A group",
    11,
    8,
    "A note.",
    64,
    "timm",
    "mit",
    "timm/a.b",
    44,
    on_disk=False,
    gates=71,
)


def gates(channels: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return RANDOM.random(channels).astype(np.float32)


def inspection() -> Inspection:
    blocks = (
        BlockGates("SE_2_1", 2, 1, "layer1.0.SE", gates(7), 2.5e-7),
        BlockGates("SE_5_3", 5, 3, "layer4.2.SE", gates(64)),
    )
    seen = RANDOM.integers(0, 256, (5, 5, 3), np.uint8)
    predictions = (Prediction("tabby", 3, 0.5), Prediction("alp", 1, 0.25))
    return Inspection(
        IMAGE, "SE-ResNet", "CPU", PREPROCESSING, predictions, blocks, seen, 640, 480, 12.5, 1e-5
    )


def card() -> ModelCard:
    blocks = (BlockCard("SE_2_1", 2, 1, "layer1.0.SE", 7, 56, 48),)
    labels, note = ("a", "b"), "A note."
    fit = FitReport("timm", 3, 4, ("fc.bias",), ("total_ops",), ("a remark",), ("timm:twin",))
    return ModelCard("key", "A network", 11, labels, blocks, PREPROCESSING, False, False, note, fit)


def profile() -> Profile:
    by_class = {"SE_2_1": RANDOM.random((2, 7)).astype(np.float32)}
    return Profile(
        "10 pictures", 10, {"SE_2_1": gates(7)}, {"SE_2_1": gates(7)}, by_class, by_class
    )


def maps() -> ChannelMaps:
    before = RANDOM.normal(size=(5, 4)).astype(np.float32)
    return ChannelMaps(float(before.mean()), 0.25, before, before * np.float32(0.25))


def noise() -> Noise:
    return Noise(IMAGE, {"SE_2_1": gates(7), "SE_5_3": gates(64)}, {"SE_2_1": 0.125, "SE_5_3": 0.5})


SUMMARY = Summary(
    "A network",
    (1, 3, 64, 48),
    (
        Layer("", "Net", 0, (1, 10)),
        Layer("layer1.0.SE.conv1", "Conv2d", 4, (1, 4, 1, 1), Cost(1, 2, 3, 4), 2, "SE_2_1", 2),
    ),
    trainable_parameters=5,
    input_bytes=6,
    scaled_values=7,
    uncounted_multiply_adds=8,
)

SEEN = RANDOM.integers(0, 256, (5, 5, 3), np.uint8)

MESSAGES: tuple[Message, ...] = (
    LoadModel(1, "se_resnet18", "cuda", "bfloat16"),
    LoadModel(
        21,
        "/runs/epoch_10.pth",
        "cpu",
        "bfloat16",
        BuildOptions("nets:make"),
        beside=True,
        like=(BlockCard("SE_2_1", 2, 1, "layer1.0.SE", 7, 56, 48),),
        preprocessing=PREPROCESSING,
        labels=("tench", "goldfish"),
    ),
    DropOther(22, 21),
    Inspect(
        2,
        (Picture(IMAGE), Picture(ImageRef("pasted", "pasted"), np.arange(5, dtype=np.uint8))),
        urgent=True,
        verify=False,
        more=True,
        careful=True,
    ),
    ShowChannel(14, IMAGE, SEEN, "SE_5_3", 31),
    MeasureNoise(15, IMAGE, SEEN),
    InspectOther(23, Picture(IMAGE, np.arange(5, dtype=np.uint8)), 21),
    Summarise(18, "se_resnet50", "plain", 192, BuildOptions("nets:make", "own")),
    Cancel(3),
    Ping(4),
    Hello(
        {"torch": "2.14.1"},
        (DEVICE,),
        (ENTRY,),
    ),
    ModelLoaded(5, card(), DEVICE, profile()),
    ModelLoaded(6, card(), DEVICE),
    Working(7, ("key 1", "pasted"), 1.5),
    Inspected(8, inspection()),
    ImageFailed(9, IMAGE, "image.empty", "It is empty.", {"file": "a"}, "detail", "hint"),
    ChannelShown(16, IMAGE, "SE_5_3", 31, maps()),
    NoiseMeasured(17, noise()),
    OtherInspected(24, inspection()),
    Summarised(19, SUMMARY, SUMMARY),
    Summarised(20, SUMMARY),
    Progress(10, 3, 9, 0.25),
    Downloading(11, Transfer("model.safetensors", 3, 9, 1.5)),
    Catalogue((ENTRY,)),
    Notice("engine.smaller", "Smaller batches.", {"size": "2"}),
    Finished(11, cancelled=True),
    Failed(12, "model.unknown", "Unknown.", {"name": "b"}, "detail", "hint"),
    Pong(13, 12),
)
