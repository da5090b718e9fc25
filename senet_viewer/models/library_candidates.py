"""Architectures of timm and torchvision that a file's tensors may be of."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.models import fingerprints, libraries, library_names
from senet_viewer.models.candidates import Candidate, Tensors, shapes_of, state_of
from senet_viewer.models.fingerprints import Fingerprint
from senet_viewer.models.library_names import LibraryName
from senet_viewer.models.meta import build_on_meta

NEAREST = 3


def exact_candidates(given: Tensors, hints: Sequence[str]) -> Iterator[Candidate]:
    """The architecture with these very tensors, but for the number of classes.

    Where several have the same tensors, the one that the file names (its ``hints``, such as an
    entry ``arch`` or its own name) is taken, else the one with the shortest name, which says which
    others there are. Raises ``ViewerError`` where the library is missing or lacks the architecture.
    """
    found = fingerprints.exact(shapes_of(given), fingerprints.shipped())
    if found:
        yield _among(found, given, hints)


def near_candidates(given: Tensors, hints: Sequence[str]) -> Iterator[Candidate]:
    """The architectures of which most tensors are there, the nearest first."""
    known = fingerprints.shipped()
    for one in fingerprints.nearest(shapes_of(given), known, NEAREST):
        try:
            yield _among(fingerprints.twins(one, known), given, hints)
        except ViewerError:
            # Only near: whether it can be built here does not matter.
            continue


def named_candidate(name: LibraryName, given: Tensors) -> Candidate:
    """The architecture that the user names, with as many classes as the file has."""
    libraries.weights_of(name)
    heads = {one.key: one.head for one in fingerprints.shipped()}
    head = heads.get(LibraryName(name.library, name.name).key) or _head_of(name)
    return _candidate(name, head, given)


def _among(twins: Sequence[Fingerprint], given: Tensors, hints: Sequence[str]) -> Candidate:
    by_name = {one.key.partition(":")[2]: one for one in twins}
    hinted = next((by_name[hint] for hint in hints if hint in by_name), None)
    chosen = hinted or min(twins, key=lambda one: (len(one.key), one.key))
    name = library_names.parse(chosen.key)
    assert name is not None
    found = _candidate(name, chosen.head, given)
    also = tuple(sorted(one.key for one in twins if one is not chosen))
    if not also:
        return found
    if hinted is None:
        return replace(found, also=also)
    remark = (
        f"Taken for {chosen.key}, which the file names; the same tensors are those of "
        f"{', '.join(also)}."
    )
    return replace(found, remarks=(remark,))


def _candidate(name: LibraryName, head: str, given: Tensors) -> Candidate:
    stated = libraries.weights_of(name)
    weight = given.get(f"{head}.weight")
    classes = None if weight is None or weight.ndim < 2 else int(weight.shape[0])

    def build() -> nn.Module:
        with torch.random.fork_rng([]), warnings.catch_warnings():
            # torchvision announces another random start of GoogLeNet and Inception.
            warnings.simplefilter("ignore")
            return _build(name, classes).eval()

    model = build_on_meta(build)
    state = model.state_dict()
    is_hidden = any(buffer not in state for buffer, _ in model.named_buffers())
    source = libraries.library(name.library)
    way = source.preprocessing(name.name) if stated is None else stated.preprocessing
    return Candidate(
        title=name.key,
        dialect=f"{name.library} {source.VERSION}",
        model=model,
        names={tensor: tensor for tensor in state},
        preprocessing=replace(way, guessed=True),
        head=head,
        classes=classes or source.classes(model),
        is_for_imagenet=True,
        rebuild=build if is_hidden else None,
    )


def _build(name: LibraryName, classes: int | None) -> nn.Module:
    options: dict[str, Any] = {} if classes is None else {"num_classes": classes}
    model: nn.Module
    if name.library == library_names.TIMM:
        import timm

        model = timm.create_model(name.name, pretrained=False, **options)
    else:
        from torchvision.models import get_model_builder

        model = get_model_builder(name.name)(weights=None, **options)
    return model


def _head_of(name: LibraryName) -> str:
    """The path of the classifier: as timm states it, else that of the last linear layer."""
    return head_of(libraries.build_without_tensors(name))


def fingerprint_of(key: str) -> Fingerprint:
    """The fingerprint of an architecture (``timm:seresnet50``), which is built without tensors."""
    name = library_names.parse(key)
    assert name is not None
    model = libraries.build_without_tensors(name)
    return fingerprints.fingerprint(key, head_of(model), shapes_of(state_of(model)))


def head_of(model: nn.Module) -> str:
    """The path of a library's network's classifier; empty where it has none."""
    stated = getattr(model, "pretrained_cfg", None)
    if isinstance(stated, Mapping) and isinstance(stated.get("classifier"), str):
        return str(stated["classifier"])
    linear = [path for path, part in model.named_modules() if isinstance(part, nn.Linear)]
    return linear[-1] if linear else ""


def hints_in(stem: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of architectures that are stated in ``facts``, then those a file's name begins with."""
    stated = []
    places: list[Any] = [facts, *(facts.get(key) for key in ("args", "config", "hparams"))]
    for place in places:
        found = place if isinstance(place, Mapping) else getattr(place, "__dict__", {})
        stated += [found.get(key) for key in ("arch", "architecture", "model_name", "model")]
    words = re.split(r"[^A-Za-z0-9_]", stem.lower())[0].split("_")
    named = ["_".join(words[:count]) for count in range(len(words), 0, -1)]
    names = (text.rpartition("/")[2].partition(".")[0] for text in stated if isinstance(text, str))
    return (*names, *named)
