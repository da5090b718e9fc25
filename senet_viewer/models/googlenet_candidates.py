"""SE-GoogLeNet for a file's tensors: of that network itself, or of a plain GoogLeNet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from torch import nn

from senet_viewer.models import libraries, se_googlenet
from senet_viewer.models.candidates import Candidate, Convert, Tensors, state_of
from senet_viewer.models.guesses import IMAGENET

FIRST = "inception3a"
TRANSFORM_NOT_SAID = (
    "Tensors do not tell torchvision’s transform_input: if the network was trained with it, as the "
    'published one, a .json file beside the checkpoint has to state {"preprocessing": {"crop": '
    '224, "resize": 256, "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5]}}.'
)


@dataclass(frozen=True)
class TakenOver(Candidate):
    """A plain GoogLeNet, which is filled as SE-GoogLeNet; ``model`` is the plain one."""

    def fill(self, convert: Convert) -> nn.Module:
        """An SE-GoogLeNet with these tensors and untrained SE blocks."""
        plain = {name: convert(self.names[name], t) for name, t in state_of(self.model).items()}
        return se_googlenet.with_plain_tensors(plain, self.classes or se_googlenet.CLASSES)


def googlenet_candidates(given: Tensors, file: str = "") -> Iterator[Candidate]:
    """What the tensors may be of; nothing where they have other names than torchvision's.

    ``file`` is the name of the file they are from, which tells the published weights.
    """
    head = given.get(f"{se_googlenet.HEAD}.weight")
    squeeze = given.get(f"{FIRST}.SE.conv1.weight")
    if head is None or head.ndim != 2:
        return
    classes = int(head.shape[0])
    if squeeze is not None and squeeze.ndim == 4:
        channels = se_googlenet.INCEPTIONS[FIRST]
        yield _own(classes, max(1, channels // max(1, int(squeeze.shape[0]))))
    elif f"{FIRST}.branch1.conv.weight" in given:
        yield _published(file) or _plain(classes)


def _own(classes: int, reduction: int) -> Candidate:
    model = se_googlenet.build_without_tensors(classes, reduction)
    return Candidate(
        title=se_googlenet.TITLE,
        dialect="our own names",
        model=model,
        names={name: name for name in state_of(model)},
        preprocessing=IMAGENET,
        head=se_googlenet.HEAD,
        classes=classes,
        is_for_imagenet=True,
        shortcut=False,
    )


def _published(file: str) -> Candidate | None:
    weights = libraries.weights_of(se_googlenet.PLAIN)
    if weights is None or weights.place.file != file:
        return None
    way = se_googlenet.published_preprocessing(weights.preprocessing)
    return replace(
        _plain(weights.classes), preprocessing=way, remarks=(se_googlenet.UNTRAINED_GATES_NOTE,)
    )


def _plain(classes: int) -> Candidate:
    model = se_googlenet.plain_without_tensors(classes)
    return TakenOver(
        title=se_googlenet.TITLE,
        dialect="torchvision's names, without SE blocks",
        model=model,
        names={name: name for name in state_of(model)},
        preprocessing=IMAGENET,
        head=se_googlenet.HEAD,
        classes=classes,
        is_for_imagenet=True,
        remarks=(se_googlenet.UNTRAINED_GATES_NOTE, TRANSFORM_NOT_SAID),
        note=se_googlenet.UNTRAINED_GATES_NOTE,
        trained=False,
        shortcut=False,
    )
