"""Sums up what networks take: the one in use, or any other by name."""

from __future__ import annotations

from senet_viewer.engine.session import Network
from senet_viewer.errors import ViewerError
from senet_viewer.models.outlines import compared, outline, outline_of, summary_of
from senet_viewer.protocol import Summarise, Summarised


def sum_up(request: Summarise, network: Network | None) -> Summarised:
    """The answer to ``request``; ``network`` is the one in use. Raises ``ViewerError``."""
    if request.input_size < 0:
        raise ViewerError(
            "summary.size",
            "A picture’s side is at least 1 pixel; choose another size.",
            {"name": request.model, "size": str(request.input_size)},
        )
    if request.model:
        found = outline(request.model, request.options)
    elif network is None or network.outline is None:
        raise ViewerError("engine.no_model", "No network is loaded; choose one first.")
    else:
        found = outline_of(network.outline)
    summary = summary_of(found, request.input_size)
    if not request.compare:
        return Summarised(request.id, summary)
    other = compared(found, request.compare)
    return Summarised(request.id, summary, summary_of(other, summary.input_size[-1]))
