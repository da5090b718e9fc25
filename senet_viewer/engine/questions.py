"""Answers questions about the picture that the user looks at."""

from __future__ import annotations

from collections.abc import Callable

from senet_viewer.analysis.maps import channel_maps
from senet_viewer.analysis.noise import SLIGHT_CHANGES, measure_noise
from senet_viewer.engine.pictures import source_of
from senet_viewer.engine.session import Network
from senet_viewer.errors import ViewerError
from senet_viewer.inspection.preprocess import PreparedImage
from senet_viewer.protocol import (
    ChannelShown,
    InspectOther,
    NoiseMeasured,
    OtherInspected,
    Question,
    ShowChannel,
)
from senet_viewer.records import ImageRef, Pixels


def passes(question: Question) -> int:
    """How many pictures go through the network for an answer."""
    return 1 if isinstance(question, ShowChannel | InspectOther) else 1 + SLIGHT_CHANGES


def answer(
    question: Question, network: Network, should_stop: Callable[[], bool]
) -> ChannelShown | NoiseMeasured | OtherInspected:
    """The answer of the ``network`` that is asked.

    Raises ``Stopped`` at the next block when ``should_stop()``, and ``ViewerError``.
    """
    inspector = network.inspector
    if isinstance(question, InspectOther):
        picture = question.picture
        decoded = inspector.prepare(source_of(picture), picture.image)
        (inspection,) = inspector.run([decoded], verify=True, should_stop=should_stop)
        return OtherInspected(question.id, inspection)
    prepared = _prepared(question.image, question.seen, inspector.card.preprocessing.crop)
    if isinstance(question, ShowChannel):
        block, channel = question.block, question.channel
        maps = channel_maps(inspector, prepared, block, channel, should_stop)
        return ChannelShown(question.id, question.image, block, channel, maps)
    noise = measure_noise(inspector, prepared, network.pace.batch, should_stop)
    return NoiseMeasured(question.id, noise)


def _prepared(image: ImageRef, seen: Pixels, crop: int) -> PreparedImage:
    if seen.shape != (crop, crop, 3):
        raise ViewerError(
            "question.size",
            f"“{image.name}” was seen by another network; choose the picture again.",
            {"file": image.name},
            detail=f"expected {crop}×{crop} pixels, got shape {list(seen.shape)}",
        )
    return PreparedImage(image, seen, crop, crop)
