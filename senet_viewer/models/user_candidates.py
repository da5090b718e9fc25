"""A network that code of the user's own builds, for the tensors of a file."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

from torch import nn

from senet_viewer.models import user_code
from senet_viewer.models.candidates import Candidate, Tensors, state_of
from senet_viewer.models.envelope import shared_prefix
from senet_viewer.models.guesses import guess_for


def user_candidates(architecture: str) -> Callable[[Tensors], Iterator[Candidate]]:
    """What ``module:callable`` builds, for the tensors of a file, and again for their classes.

    The second is built where the code takes a number of classes, and raises ``ViewerError`` as the
    first does: where the code builds no network.
    """

    @functools.cache
    def built(classes: int | None) -> Candidate:
        return _candidate(architecture, user_code.build(architecture, classes))

    def candidates(given: Tensors) -> Iterator[Candidate]:
        first = built(None)
        yield first
        classes = _classes(first.wanted(), given)
        if classes is not None:
            yield built(classes)

    return candidates


def _candidate(architecture: str, model: nn.Module) -> Candidate:
    names = list(state_of(model))
    prefix = shared_prefix(names)
    return Candidate(
        title=architecture,
        dialect="your own code",
        model=model,
        names={name: name.removeprefix(prefix) for name in names},
        preprocessing=guess_for(model),
        is_users=True,
    )


def _classes(wanted: Tensors, given: Tensors) -> int | None:
    """The number of classes in the file, where its last layer differs in that alone."""
    found = None
    for name, tensor in wanted.items():
        stored = given.get(name)
        if stored is None or stored.ndim != tensor.ndim or stored.ndim < 2:
            continue
        if stored.shape[1:] == tensor.shape[1:] and stored.shape[0] != tensor.shape[0]:
            found = int(stored.shape[0])
    return found
