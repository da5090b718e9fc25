"""The real engine on questions about the picture that is looked at: channels and noise."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import numpy as np
import pytest

from senet_viewer.protocol import (
    Cancel,
    ChannelShown,
    Failed,
    Finished,
    Inspect,
    Inspected,
    LoadModel,
    MeasureNoise,
    ModelLoaded,
    NoiseMeasured,
    ShowChannel,
    Working,
)
from senet_viewer.records import ImageRef, Inspection
from tests.engine.conversation import Conversation, photo, ready_conversation

_ids = count(100)
SEEN = np.zeros((64, 64, 3), np.uint8)
IMAGE = ImageRef("plain", "plain.png")


def inspected(talk: Conversation, path: Path) -> Inspection:
    """The inspection of a photo."""
    request = next(_ids)
    talk.say(Inspect(request, (photo(path),), urgent=True))
    answer = talk.hear(Inspected, lambda one: one.id == request)
    talk.hear(Finished, lambda one: one.id == request)
    return answer.inspection


@pytest.mark.parametrize("name", ["SE_2_2", "SE_4_2", "SE_5_2"])
def test_a_channel_is_shown_with_the_gate_that_was_inspected(
    engine: Conversation, samples: tuple[Path, ...], name: str
) -> None:
    seen = inspected(engine, samples[0])
    request = next(_ids)
    engine.say(ShowChannel(request, seen.image, seen.seen, name, 31))
    shown = engine.hear(ChannelShown, lambda one: one.id == request)
    assert (shown.image, shown.block, shown.channel) == (seen.image, name, 31)
    maps = shown.maps
    assert maps.gate == pytest.approx(float(seen.block(name).gates[31]), abs=1e-5)
    assert maps.squeeze == pytest.approx(float(maps.before.mean()), abs=1e-5)
    np.testing.assert_allclose(maps.after, maps.gate * maps.before, atol=1e-5)
    side = {"SE_2_2": 32, "SE_4_2": 8, "SE_5_2": 4}[name]
    assert maps.before.shape == (side, side)


def test_the_engine_says_that_it_works_on_a_question(engine: Conversation) -> None:
    request = next(_ids)
    engine.say(ShowChannel(request, IMAGE, SEEN, "SE_2_1", 0))
    working = engine.hear(Working, lambda one: one.id == request)
    assert working.pictures == ()
    assert working.expected_seconds > 0
    engine.hear(ChannelShown, lambda one: one.id == request)


def test_the_noise_of_a_photo_is_less_than_its_difference_to_another(
    engine: Conversation, samples: tuple[Path, ...]
) -> None:
    one, other = inspected(engine, samples[0]), inspected(engine, samples[1])
    request = next(_ids)
    engine.say(MeasureNoise(request, one.image, one.seen))
    noise = engine.hear(NoiseMeasured, lambda answer: answer.id == request).noise
    assert noise.image == one.image
    assert list(noise.channels) == list(noise.blocks) == [block.name for block in one.blocks]
    for block in one.blocks[1:]:
        channels = noise.channels[block.name]
        assert channels.shape == block.gates.shape
        assert noise.blocks[block.name] <= channels.mean()
        apart = np.abs(block.gates - other.block(block.name).gates)
        assert 0 < noise.blocks[block.name] < apart.mean(), block.name
        assert (apart > channels).mean() > 0.5, block.name


@pytest.mark.parametrize(
    ("seen", "block", "channel", "code"),
    [
        (SEEN, "SE_9_1", 0, "channel.unknown"),
        (SEEN, "SE_2_1", 64, "channel.unknown"),
        (SEEN, "SE_2_1", -1, "channel.unknown"),
        (np.zeros((32, 32, 3), np.uint8), "SE_2_1", 0, "question.size"),
        (np.zeros((0, 0, 3), np.uint8), "SE_2_1", 0, "question.size"),
    ],
)
def test_a_question_that_does_not_fit_the_network_fails_in_a_sentence(
    engine: Conversation, seen: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], block: str,
    channel: int, code: str,
) -> None:  # fmt: skip
    request = next(_ids)
    engine.say(ShowChannel(request, IMAGE, seen, block, channel))
    failed = engine.hear(Failed, lambda one: one.id == request)
    assert failed.code == code
    assert failed.sentence.endswith(".")
    engine.say(ShowChannel(request + 1000, IMAGE, SEEN, "SE_2_1", 0))
    engine.hear(ChannelShown, lambda one: one.id == request + 1000)


def test_without_a_network_a_question_is_refused() -> None:
    with ready_conversation() as talk:
        talk.say(MeasureNoise(1, IMAGE, SEEN))
        assert talk.hear(Failed).code == "engine.no_model"


def test_a_photo_that_is_looked_at_comes_before_the_noise_of_the_last_one(
    samples: tuple[Path, ...],
) -> None:
    """Noise is left for later, and cancelled without an answer."""
    with ready_conversation() as talk:
        talk.say(LoadModel(1, "se_resnet18", "cpu"))
        card = talk.hear(ModelLoaded).card
        crop = card.preprocessing.crop
        seen = np.random.default_rng(0).integers(0, 256, (crop, crop, 3), np.uint8)
        talk.say(MeasureNoise(2, IMAGE, seen))
        talk.hear(Working, lambda one: one.id == 2)
        talk.say(Inspect(3, (photo(samples[0]),), urgent=True))
        talk.hear(Finished, lambda one: one.id == 3)
        assert not talk.all(NoiseMeasured)
        talk.say(Cancel(2))
        assert talk.hear(Finished, lambda one: one.id == 2).cancelled
        assert not talk.all(NoiseMeasured)


def test_noise_is_measured_between_the_batches_of_a_folder(
    engine: Conversation, folder: list[str], samples: tuple[Path, ...]
) -> None:
    seen = inspected(engine, samples[0])
    many, noise = next(_ids), next(_ids)
    engine.say(Inspect(many, tuple(map(photo, folder)), verify=False))
    engine.hear(Inspected, lambda one: one.id == many)
    engine.say(MeasureNoise(noise, seen.image, seen.seen))
    engine.hear(NoiseMeasured, lambda one: one.id == noise)
    assert not [one for one in engine.all(Finished) if one.id == many]
    engine.hear(Finished, lambda one: one.id == many)
