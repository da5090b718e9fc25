"""How networks of timm and torchvision are named, and what they are called for people."""

from __future__ import annotations

import re
from dataclasses import dataclass

TIMM, TORCHVISION = "timm", "torchvision"
LIBRARIES = (TIMM, TORCHVISION)

# SE-ResNet-50, SE-ResNeXt-50 32×4d, SENet-154: the networks of the paper, as timm names them.
_OF_THE_PAPER = re.compile(
    r"(?P<legacy>legacy_)?se(?P<kind>resnet|resnext|net)(?P<depth>\d+)(?P<variant>[a-z]?)"
    r"(?:_(?P<groups>32)x(?P<width>4)d)?"
)
_KINDS = {"resnet": "SE-ResNet", "resnext": "SE-ResNeXt", "net": "SENet"}


@dataclass(frozen=True)
class LibraryName:
    """A network of a library by name; without a ``tag`` the library's default weights are meant."""

    library: str
    name: str
    tag: str = ""

    @property
    def key(self) -> str:
        """What ``load_model`` takes: ``timm:seresnet50.a1_in1k``."""
        return f"{self.library}:{self.name}" + (f".{self.tag}" if self.tag else "")

    @property
    def title(self) -> str:
        """Such as ``SE-ResNet-50 · a1_in1k``, or ``efficientnet_b0 · ra_in1k``."""
        return _spoken(self.name) + (f" · {self.tag}" if self.tag else "")

    @property
    def is_of_the_paper(self) -> bool:
        """Whether it is one of the paper's architectures, or a slight variant of one."""
        return _OF_THE_PAPER.fullmatch(self.name) is not None


def parse(text: str) -> LibraryName | None:
    """The name in ``timm:NAME[.TAG]`` or ``torchvision:NAME[.TAG]``; None for anything else."""
    library, colon, rest = text.strip().partition(":")
    if not colon or library.lower() not in LIBRARIES:
        return None
    name, _, tag = rest.strip().partition(".")
    return LibraryName(library.lower(), name, tag)


def _spoken(name: str) -> str:
    found = _OF_THE_PAPER.fullmatch(name)
    if found is None:
        return name
    title = f"{_KINDS[found['kind']]}-{found['depth']}"
    title += f"-{found['variant'].upper()}" if found["variant"] else ""
    title += f" {found['groups']}×{found['width']}d" if found["groups"] else ""
    return title + (", legacy" if found["legacy"] else "")
