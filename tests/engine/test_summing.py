"""The real engine on what networks take: the one in use, and any other by name."""

from __future__ import annotations

from itertools import count

import pytest

from senet_viewer.protocol import (
    Cancel,
    Failed,
    Finished,
    Inspect,
    Summarise,
    Summarised,
    Working,
)
from tests.engine.conversation import Conversation, photo, ready_conversation

_ids = count(100)


def summarised(talk: Conversation, request: Summarise) -> Summarised:
    talk.say(request)
    return talk.hear(Summarised, lambda answer: answer.id == request.id)


def refused(talk: Conversation, request: Summarise) -> Failed:
    talk.say(request)
    return talk.hear(Failed, lambda answer: answer.id == request.id)


def test_the_network_in_use_is_summed_up_at_its_own_size(engine: Conversation) -> None:
    answer = summarised(engine, Summarise(next(_ids)))
    assert answer.other is None
    summary = answer.summary
    assert summary.title.startswith("SE-ResNet-18")
    assert summary.input_size == (1, 3, 64, 64)
    # Before batch norms were folded, and with all that training would change.
    assert {"BatchNorm2d"} <= {layer.kind for layer in summary.layers}
    assert summary.parameters == summary.trainable_parameters == 11_360_512
    assert len(summary.blocks) == 8


def test_any_network_is_summed_up_by_name_beside_another(engine: Conversation) -> None:
    request = Summarise(next(_ids), "se_resnet50@tutorial", "resnet50@tutorial", 32)
    answer = summarised(engine, request)
    assert answer.other is not None
    assert answer.summary.title == "SE-ResNet-50, tutorial stem"
    assert answer.other.title == "ResNet-50, tutorial stem"
    assert answer.summary.input_size == answer.other.input_size == (1, 3, 32, 32)
    assert answer.summary.parameters - answer.other.parameters == answer.summary.se_parameters


def test_the_network_in_use_is_compared_with_itself_without_blocks(engine: Conversation) -> None:
    answer = summarised(engine, Summarise(next(_ids), compare="plain"))
    assert answer.other is not None
    assert answer.other.blocks == ()
    assert answer.summary.parameters - answer.other.parameters == 89_080
    # The network in use has kept its blocks.
    assert len(summarised(engine, Summarise(next(_ids))).summary.blocks) == 8


def test_a_summary_needs_no_network_in_use() -> None:
    with ready_conversation() as talk:
        assert summarised(talk, Summarise(1, "se_resnet18")).summary.parameters == 11_778_592
        assert refused(talk, Summarise(2)).code == "engine.no_model"


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (Summarise(0, "se_resnet51"), "model.unknown"),
        (Summarise(0, compare="se_resnet51"), "model.unknown"),
        (Summarise(0, input_size=-1), "summary.size"),
        (Summarise(0, "se_resnet18", input_size=10**9), "summary.size"),
    ],
)
def test_what_cannot_be_summed_up_is_refused(
    engine: Conversation, request_: Summarise, code: str
) -> None:
    number = next(_ids)
    asked = Summarise(number, request_.model, request_.compare, request_.input_size)
    assert refused(engine, asked).code == code


def test_a_summary_gets_in_while_a_folder_is_inspected(
    engine: Conversation, folder: list[str]
) -> None:
    pictures, summary = next(_ids), next(_ids)
    engine.say(Inspect(pictures, tuple(map(photo, folder))), Summarise(summary))
    engine.hear(Working, lambda working: working.id == summary)
    engine.hear(Summarised, lambda answer: answer.id == summary)
    engine.say(Cancel(pictures))
    assert engine.hear(Finished, lambda answer: answer.id == pictures).cancelled


def test_a_summary_that_waits_can_be_cancelled(engine: Conversation, folder: list[str]) -> None:
    running, waiting = next(_ids), next(_ids)
    engine.say(Summarise(running, "se_resnet152"), Summarise(waiting), Cancel(waiting))
    assert engine.hear(Finished, lambda answer: answer.id == waiting).cancelled
    engine.hear(Summarised, lambda answer: answer.id == running)
