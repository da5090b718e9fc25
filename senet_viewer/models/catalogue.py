"""The networks that can be loaded by name, known without torch."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from senet_viewer.errors import ViewerError, printable
from senet_viewer.models import bundled
from senet_viewer.records import CatalogueEntry

BUNDLED = "bundled"
GROUP_BUNDLED = "Bundled"
GROUP_UNTRAINED = "SE-ResNet, untrained"
UNTRAINED_NOTE = "untrained: random weights"
STEMS = ("imagenet", "tutorial")
DEFAULT_STEM = "imagenet"

# Parameters with 1,000 classes by stem, and SE blocks; a test counts them again.
_FAMILY: dict[int, tuple[dict[str, int], int]] = {
    18: ({"imagenet": 11_778_592, "tutorial": 11_770_912}, 8),
    34: ({"imagenet": 21_958_868, "tutorial": 21_951_188}, 16),
    50: ({"imagenet": 28_088_024, "tutorial": 28_080_344}, 16),
    101: ({"imagenet": 49_326_872, "tutorial": 49_319_192}, 33),
    152: ({"imagenet": 66_821_848, "tutorial": 66_814_168}, 50),
}


@dataclass(frozen=True)
class OwnName:
    """An own network by name: ``se_resnet50@tutorial`` is depth 50 with the tutorial's stem."""

    depth: int
    stem: str

    @property
    def key(self) -> str:
        return f"se_resnet{self.depth}" + (f"@{self.stem}" if self.stem != DEFAULT_STEM else "")

    @property
    def title(self) -> str:
        """Such as ``SE-ResNet-50`` or ``SE-ResNet-50, tutorial stem``."""
        return f"SE-ResNet-{self.depth}" + (
            f", {self.stem} stem" if self.stem != DEFAULT_STEM else ""
        )


def entries() -> tuple[CatalogueEntry, ...]:
    """The bundled network first (where its files are there), then the own SE-ResNets."""
    listed = [_bundled()] if bundled.is_there() else []
    for depth, (parameters, blocks) in _FAMILY.items():
        for stem in STEMS:
            name = OwnName(depth, stem)
            listed.append(
                CatalogueEntry(
                    name.key, name.title, GROUP_UNTRAINED, parameters[stem], blocks, UNTRAINED_NOTE
                )
            )
    return tuple(listed)


def _bundled() -> CatalogueEntry:
    try:
        facts = bundled.read_facts()
    except ViewerError as error:
        # Listed nevertheless: the others go on, and loading it says the same.
        return CatalogueEntry(BUNDLED, "SE-ResNet", GROUP_BUNDLED, 0, 0, error.sentence)
    return CatalogueEntry(
        BUNDLED, facts.title, GROUP_BUNDLED, facts.parameters, facts.blocks, facts.note
    )


def parse(name: str) -> OwnName | None:
    """The own network that ``name`` means, or None: ``se_resnet18`` … ``se_resnet152@tutorial``."""
    base, _, stem = name.strip().lower().replace("-", "_").partition("@")
    for depth in _FAMILY:
        if base in (f"se_resnet{depth}", f"se_resnet_{depth}") and stem in ("", *STEMS):
            return OwnName(depth, stem or DEFAULT_STEM)
    return None


def unknown(name: str) -> ViewerError:
    """The error for a name that means no network, with the nearest names there are."""
    known = [BUNDLED, *(OwnName(depth, stem).key for depth in _FAMILY for stem in STEMS)]
    near = difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.5)
    choices = ", ".join(near or known)
    return ViewerError(
        "model.unknown",
        f"There is no network “{printable(name)}”; choose one of {choices}, "
        "or a checkpoint's path.",
        {"name": printable(name), "choices": choices},
    )
