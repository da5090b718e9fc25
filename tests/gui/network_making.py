"""Makes small catalogues and summaries for the tests of the window."""

from __future__ import annotations

from senet_viewer.records import CatalogueEntry
from senet_viewer.summaries import Cost, Layer, Summary

OWN = "SE-ResNet, untrained"
PAPER = "Networks of the paper"


def entry(
    key: str,
    title: str,
    group: str,
    *,
    size: int = 0,
    on_disk: bool = False,
    parameters: int = 28_088_024,
) -> CatalogueEntry:
    """A network of timm whose weights have ``size`` bytes; none with 0."""
    return CatalogueEntry(
        key,
        title,
        group,
        parameters,
        16,
        input_size=224,
        source="timm" if size else "",
        licence="apache-2.0" if size else "",
        weights=f"timm/{title}" if size else "",
        download_bytes=size,
        on_disk=on_disk or not size,
    )


def catalogue() -> tuple[CatalogueEntry, ...]:
    """The bundled network, two untrained ones, three of the paper and a family of many."""
    bundled = CatalogueEntry(
        "bundled", "SE-ResNet-18", "Bundled", 11_360_512, 8, "Teaching network.", 64
    )
    many = (
        entry(
            f"timm:efficientnet_b{n}",
            f"EfficientNet-B{n}",
            "EfficientNet",
            size=20_000_000 + n,
            parameters=5_000_000 + n,
        )
        for n in range(100)
    )
    return (
        bundled,
        entry("se_resnet50", "SE-ResNet-50", OWN),
        entry("se_resnet101", "SE-ResNet-101", OWN),
        entry("timm:legacy_seresnet50.in1k", "legacy_seresnet50", PAPER, size=112_600_000),
        entry("timm:legacy_senet154.in1k", "legacy_senet154", PAPER, size=461_500_000),
        entry("timm:seresnet50.a1_in1k", "seresnet50", PAPER, size=112_600_000, on_disk=True),
        *many,
    )


def summary(name: str, side: int = 224) -> Summary:
    """What a network takes that has one convolution and one SE block."""
    cost = Cost(1728, 1728 * side * side, 4 * 64 * side * side, 4 * 1728)
    shape = (1, 64, side, side)
    layers = (
        Layer("", name, 0, (1, 10)),
        Layer("conv1", "Conv2d", 1, shape, cost, stage=1),
        Layer("layer1", "Sequential", 1, shape, stage=2),
        Layer("layer1.SE", "SqueezeExcitation", 2, shape, block="SE_2_1", stage=2),
        Layer("layer1.SE.fc1", "Linear", 3, (1, 4), Cost(260, 260, 16, 1040), 1, "SE_2_1", stage=2),
        Layer(
            "layer1.SE.fc2", "Linear", 3, (1, 64), Cost(320, 320, 256, 1280), 1, "SE_2_1", stage=2
        ),
        Layer("head", "Linear", 1, (), runs=0),
    )
    return Summary(name, (1, 3, side, side), layers, 2308, 12 * side * side, 64 * side * side)
