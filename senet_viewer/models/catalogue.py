"""The networks that can be loaded by name, known without torch, timm and torchvision."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from senet_viewer.errors import ViewerError, printable
from senet_viewer.models import architectures, bundled, library_names, on_disk
from senet_viewer.models.architectures import Architecture, Weights
from senet_viewer.models.library_names import LibraryName
from senet_viewer.records import CatalogueEntry

BUNDLED = "bundled"
SE_GOOGLENET = "se_googlenet"
GROUP_BUNDLED = "Bundled"
GROUP_UNTRAINED = "SE-ResNet, untrained"
GROUP_PAPER = "Networks of the paper, trained on ImageNet"
GROUP_LIBRARIES = "timm and torchvision"
UNTRAINED_NOTE = "untrained: random weights"
NO_CLASSES_NOTE = "an image encoder: it gives features, no classes"
STEMS = ("imagenet", "tutorial")
DEFAULT_STEM = "imagenet"
INPUT_SIZE = 224

# Parameters with 1,000 classes by stem, SE blocks, gates; a test counts them again.
_FAMILY: dict[int, tuple[dict[str, int], int, int]] = {
    18: ({"imagenet": 11_778_592, "tutorial": 11_770_912}, 8, 1_920),
    34: ({"imagenet": 21_958_868, "tutorial": 21_951_188}, 16, 3_776),
    50: ({"imagenet": 28_088_024, "tutorial": 28_080_344}, 16, 15_104),
    101: ({"imagenet": 49_326_872, "tutorial": 49_319_192}, 33, 32_512),
    152: ({"imagenet": 66_821_848, "tutorial": 66_814_168}, 50, 47_872),
}
# Own networks of other families; ``loading.py`` has what loads each.
_OTHERS: tuple[CatalogueEntry, ...] = (
    CatalogueEntry(
        SE_GOOGLENET,
        "SE-GoogLeNet",
        "SE-GoogLeNet, untrained gates",
        7_105_007,
        9,
        "no shortcuts; torchvision's weights of GoogLeNet are taken over if they are on this "
        "machine, the gates are untrained",
        INPUT_SIZE,
        gates=5_488,
    ),
)


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
    """Every network there is, group by group.

    The bundled one first (where its files are there), then the own ones, those of the paper that
    are trained on ImageNet, and the others of timm and torchvision by family. No two have the same
    title.
    """
    first = [_bundled()] if bundled.is_there() else []
    try:
        others = tuple(_of_libraries())
    except ViewerError as error:
        # Listed nevertheless: the others go on.
        others = (CatalogueEntry("timm:", "timm", GROUP_LIBRARIES, 0, 0, error.sentence),)
    return (*first, *_own(), *_OTHERS, *others)


def parse(name: str) -> OwnName | None:
    """The own network that ``name`` means, or None: ``se_resnet18`` … ``se_resnet152@tutorial``."""
    base, _, stem = name.strip().lower().replace("-", "_").partition("@")
    for depth in _FAMILY:
        if base in (f"se_resnet{depth}", f"se_resnet_{depth}") and stem in ("", *STEMS):
            return OwnName(depth, stem or DEFAULT_STEM)
    return None


def is_own(name: str) -> bool:
    """Whether ``name`` means the bundled network or an own one, whatever the libraries have."""
    written = name.strip().lower().replace("-", "_")
    return name == BUNDLED or parse(name) is not None or written in {e.key for e in _OTHERS}


def parse_library(name: str) -> LibraryName | None:
    """The network of timm or torchvision that ``name`` means, or None.

    The library may be left out where only one has such a network: ``seresnet50``, also with the
    tag of its weights. Raises ``ViewerError`` where both have one.
    """
    stated = library_names.parse(name)
    if stated is not None:
        return stated
    base, _, tag = name.strip().partition(".")
    named = [found for found in architectures.shipped().architectures if found.name == base]
    fitting = [f for f in named if not tag or any(w.tag == tag for w in f.weights)]
    if len(fitting) > 1:
        choices = " or ".join(f"{found.library}:{name.strip()}" for found in fitting)
        raise ViewerError(
            "model.ambiguous",
            f"There are several networks “{printable(name)}”; say {choices}.",
            {"name": printable(name), "choices": choices},
        )
    return LibraryName(fitting[0].library, base, tag) if fitting else None


def listed(name: LibraryName) -> tuple[Architecture, Weights | None] | None:
    """What the data file knows of a network of a library; None where it does not have it.

    The weights are those of the name's tag, without one the default ones; None: there are none.
    """
    for found in architectures.shipped().architectures:
        if (found.library, found.name) == (name.library, name.name):
            known = [w for w in found.weights if name.tag in ("", w.tag)]
            if known or not name.tag:
                return found, known[0] if known else None
    return None


def is_at_hand(name: LibraryName) -> bool:
    """Whether the network opens without a download; False where the data file lacks it."""
    known = listed(name)
    if known is None:
        return False
    _, weights = known
    return weights is None or on_disk.find(weights.place) is not None


def unknown(name: str) -> ViewerError:
    """The error for a name that means no network, with the nearest names there are."""
    own = [BUNDLED, *(entry.key for entry in (*_own(), *_OTHERS))]
    by_name = {found.name: found.key for found in architectures.shipped().architectures}
    wanted = name.strip().lower()
    near = difflib.get_close_matches(wanted, [*own, *by_name], n=3, cutoff=0.5)
    choices = ", ".join(by_name.get(choice, choice) for choice in near or own)
    return ViewerError(
        "model.unknown",
        f"There is no network “{printable(name)}”; choose one of {choices}, "
        "or a checkpoint's path.",
        {"name": printable(name), "choices": choices},
        hint="“senet-viewer models” lists them all.",
    )


def _bundled() -> CatalogueEntry:
    try:
        facts = bundled.read_facts()
    except ViewerError as error:
        # Listed nevertheless: the others go on, and loading it says the same.
        return CatalogueEntry(BUNDLED, "SE-ResNet", GROUP_BUNDLED, 0, 0, error.sentence)
    return CatalogueEntry(
        BUNDLED,
        f"{facts.title}, {BUNDLED}",
        GROUP_BUNDLED,
        facts.parameters,
        facts.blocks,
        facts.note,
        facts.input_size,
        gates=facts.gates,
    )


def _own() -> Iterator[CatalogueEntry]:
    for depth, (parameters, blocks, gates) in _FAMILY.items():
        for stem in STEMS:
            name = OwnName(depth, stem)
            yield CatalogueEntry(
                name.key,
                f"{name.title}, untrained",
                GROUP_UNTRAINED,
                parameters[stem],
                blocks,
                UNTRAINED_NOTE,
                INPUT_SIZE,
                gates=gates,
            )


def _of_libraries() -> Iterator[CatalogueEntry]:
    """The paper's networks first, the others by family; those with weights first in each."""
    known = architectures.shipped().architectures
    there = on_disk.present(weights.place for found in known for weights in found.weights)
    pretrained = [
        _pretrained(found, weights, on_this_machine=weights.place in there)
        for found in known
        for weights in found.weights
    ]
    untrained = [_untrained(found) for found in known if not found.weights]
    yield from sorted((*pretrained, *untrained), key=_order)


def _order(entry: CatalogueEntry) -> tuple[bool, str]:
    # Within a group the order stays as it is.
    return entry.group != GROUP_PAPER, entry.group.casefold()


def _pretrained(found: Architecture, weights: Weights, *, on_this_machine: bool) -> CatalogueEntry:
    name = LibraryName(found.library, found.name, weights.tag)
    return replace(
        _untrained(found),
        key=name.key,
        title=name.title,
        group=GROUP_PAPER if name.is_of_the_paper else _family(found),
        parameters=weights.parameters,
        note="" if weights.is_classifier else NO_CLASSES_NOTE,
        input_size=weights.preprocessing.crop,
        licence=weights.licence,
        weights=weights.place.repository or weights.place.file,
        download_bytes=weights.size,
        on_disk=on_this_machine,
    )


def _untrained(found: Architecture) -> CatalogueEntry:
    name = LibraryName(found.library, found.name)
    # Others have the paper's titles too.
    is_shared = name.is_of_the_paper
    return CatalogueEntry(
        found.key,
        f"{name.title}, {found.library}, untrained" if is_shared else name.title,
        _family(found),
        found.parameters,
        found.blocks,
        UNTRAINED_NOTE,
        found.preprocessing.crop,
        found.library,
        gates=found.gates,
    )


def _family(found: Architecture) -> str:
    return f"{found.family} ({found.library})"
