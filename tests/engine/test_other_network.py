"""The real engine with a second network beside the one in use: loaded, asked, refused, dropped."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
import pytest
import torch

from senet_viewer.models.loading import card_of, load_model
from senet_viewer.protocol import (
    Cancel,
    DropOther,
    Failed,
    Finished,
    Inspect,
    Inspected,
    InspectOther,
    LoadModel,
    Message,
    ModelLoaded,
    OtherInspected,
    Picture,
)
from senet_viewer.records import ImageRef, Inspection
from tests.engine.conversation import MODEL, Conversation, photo, ready_conversation

_ids = count(100)


@pytest.fixture(scope="module")
def epoch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint of the bundled network's shape with slightly other weights."""
    torch.manual_seed(0)
    tensors = load_model(MODEL, "cpu").state_dict()
    moved = {
        name: one + 0.05 * one.std() * torch.randn_like(one) if ".SE." in name else one
        for name, one in tensors.items()
    }
    path = tmp_path_factory.mktemp("run") / "epoch_3.pth"
    torch.save(moved, path)
    return path


@pytest.fixture(scope="module")
def engine() -> Iterator[Conversation]:
    """An engine with the bundled network in use; its tests leave no other network in it."""
    with ready_conversation() as talk:
        talk.say(LoadModel(1, MODEL, "cpu"))
        talk.hear(ModelLoaded)
        yield talk


def load_beside(talk: Conversation, model: str, like: str = "") -> Message:
    """Load the other network, of the shape of the own network ``like``; the answer."""
    request = next(_ids)
    load = LoadModel(request, model, "cpu", beside=True)
    if like:
        card = card_of(load_model(like, "cpu"))
        load = replace(load, like=card.blocks, preprocessing=card.preprocessing, labels=card.labels)
    talk.say(load)
    return talk.hear_outcome(request)


def ask_other(talk: Conversation, picture: Picture, load: int = 0) -> Message:
    """Ask the network that was loaded last, or by another request."""
    request = next(_ids)
    talk.say(InspectOther(request, picture, load or last_load(talk)))
    return talk.hear_outcome(request)


def last_load(talk: Conversation) -> int:
    """The request that brought the other network."""
    loads = [one.id for one in talk.heard if isinstance(one, ModelLoaded) and one.id > 1]
    return loads[-1] if loads else 0


def ask(talk: Conversation, picture: Picture) -> Inspection:
    """What the network in use says."""
    request = next(_ids)
    talk.say(Inspect(request, (picture,), urgent=True))
    answer = talk.hear(Inspected, lambda one: one.id == request)
    talk.hear(Finished, lambda one: one.id == request)
    return answer.inspection


def drop(talk: Conversation) -> None:
    talk.say(DropOther(next(_ids), last_load(talk)))
    refused = ask_other(talk, Picture(ImageRef("k", "n")))
    assert isinstance(refused, Failed)
    assert refused.code == "engine.no_other"


def test_both_networks_answer_and_the_one_in_use_is_not_disturbed(
    engine: Conversation, samples: tuple[Path, ...], epoch: Path
) -> None:
    before = ask(engine, photo(samples[0]))
    loaded = load_beside(engine, str(epoch), MODEL)
    assert isinstance(loaded, ModelLoaded)
    assert loaded.card.key == str(epoch)
    answer = ask_other(engine, photo(samples[0]))
    assert isinstance(answer, OtherInspected)
    other = answer.inspection
    assert other.verified
    assert [b.name for b in other.blocks] == [b.name for b in before.blocks]
    moved = [float(np.abs(b.gates - other.block(b.name).gates).mean()) for b in before.blocks]
    assert 1e-3 < max(moved) < 0.5, "other gates, of a network that is near"
    after = ask(engine, photo(samples[0]))
    for one, same in zip(before.blocks, after.blocks, strict=True):
        np.testing.assert_array_equal(one.gates, same.gates)
    drop(engine)


def test_the_same_weights_in_a_bare_file_give_the_same_answer(
    engine: Conversation, samples: tuple[Path, ...], tmp_path: Path
) -> None:
    torch.save(load_model(MODEL, "cpu").state_dict(), tmp_path / "same.pth")
    loaded = load_beside(engine, str(tmp_path / "same.pth"), MODEL)
    assert isinstance(loaded, ModelLoaded)
    in_use = card_of(load_model(MODEL, "cpu"))
    assert loaded.card.preprocessing == replace(in_use.preprocessing, guessed=True)
    assert loaded.card.labels == in_use.labels
    assert loaded.card.fit is not None
    told = " ".join(loaded.card.fit.remarks)
    assert "2 is taken, as in the network in use" in told
    assert "1 is taken" not in told
    answer = ask_other(engine, photo(samples[0]))
    assert isinstance(answer, OtherInspected)
    own = ask(engine, photo(samples[0]))
    for one, same in zip(own.blocks, answer.inspection.blocks, strict=True):
        np.testing.assert_array_equal(one.gates, same.gates)
    assert answer.inspection.predictions[0].label == own.predictions[0].label
    drop(engine)


def test_each_network_prepares_the_picture_in_its_own_way(
    engine: Conversation, samples: tuple[Path, ...]
) -> None:
    assert isinstance(load_beside(engine, "se_resnet18"), ModelLoaded)
    answer = ask_other(engine, photo(samples[0]))
    assert isinstance(answer, OtherInspected)
    assert answer.inspection.seen.shape == (224, 224, 3)
    assert ask(engine, photo(samples[0])).seen.shape == (64, 64, 3)
    drop(engine)


def test_a_pasted_picture_goes_to_the_other_network_too(
    engine: Conversation, samples: tuple[Path, ...]
) -> None:
    assert isinstance(load_beside(engine, MODEL), ModelLoaded)
    data = np.frombuffer(samples[0].read_bytes(), np.uint8)
    answer = ask_other(engine, Picture(ImageRef("pasted:1", "pasted"), data))
    assert isinstance(answer, OtherInspected)
    same = ask(engine, photo(samples[0]))
    np.testing.assert_allclose(answer.inspection.blocks[0].gates, same.blocks[0].gates, atol=1e-6)
    drop(engine)


def test_another_shape_is_refused_with_the_first_difference_and_the_former_one_stays(
    engine: Conversation, samples: tuple[Path, ...], epoch: Path
) -> None:
    assert isinstance(load_beside(engine, str(epoch), MODEL), ModelLoaded)
    refused = load_beside(engine, "se_resnet34", MODEL)
    assert isinstance(refused, Failed)
    assert refused.code == "compare.blocks"
    assert "“se_resnet34” has 16 SE blocks and the network in use has 8" in refused.sentence
    assert isinstance(ask_other(engine, photo(samples[0])), OtherInspected)
    drop(engine)


def test_a_question_for_a_network_that_is_gone_is_not_answered_by_its_successor(
    engine: Conversation, samples: tuple[Path, ...], epoch: Path
) -> None:
    former = load_beside(engine, MODEL)
    assert isinstance(former, ModelLoaded)
    assert isinstance(load_beside(engine, str(epoch), MODEL), ModelLoaded)
    refused = ask_other(engine, photo(samples[0]), former.id)
    assert isinstance(refused, Failed)
    assert refused.code == "engine.no_other"
    engine.say(DropOther(next(_ids), former.id))
    assert isinstance(ask_other(engine, photo(samples[0])), OtherInspected)
    drop(engine)


def test_what_is_no_network_is_refused_as_for_the_first_one(
    engine: Conversation, tmp_path: Path
) -> None:
    (tmp_path / "cut.pth").write_bytes(b"PK\x03\x04 not much")
    refused = load_beside(engine, str(tmp_path / "cut.pth"), MODEL)
    assert isinstance(refused, Failed)
    assert "cut.pth" in refused.sentence


def test_a_picture_that_cannot_be_opened_fails_alone(
    engine: Conversation, samples: tuple[Path, ...], tmp_path: Path
) -> None:
    assert isinstance(load_beside(engine, MODEL), ModelLoaded)
    gone = ask_other(engine, photo(tmp_path / "gone.jpg"))
    assert isinstance(gone, Failed)
    assert gone.code == "image.missing"
    assert isinstance(ask_other(engine, photo(samples[0])), OtherInspected)
    drop(engine)


def test_a_load_that_is_cancelled_leaves_no_other_network(engine: Conversation) -> None:
    request = next(_ids)
    engine.say(LoadModel(request, "se_resnet152", "cpu", beside=True), Cancel(request))
    end = engine.hear(Finished, lambda one: one.id == request)
    assert end.cancelled
    drop(engine)


def test_another_network_in_use_leaves_the_other_one_in_place(samples: tuple[Path, ...]) -> None:
    with ready_conversation() as talk:
        talk.say(LoadModel(1, "se_resnet18", "cpu"), LoadModel(2, MODEL, "cpu", beside=True))
        talk.hear(ModelLoaded, lambda one: one.id == 2)
        talk.say(LoadModel(3, "se_resnet18@tutorial", "cpu"))
        talk.hear(ModelLoaded, lambda one: one.id == 3)
        answer = ask_other(talk, photo(samples[0]), 2)
        assert isinstance(answer, OtherInspected)
        assert answer.inspection.seen.shape == (64, 64, 3)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_network_that_is_let_go_gives_its_memory_back(
    engine: Conversation, samples: tuple[Path, ...]
) -> None:
    weights = 4 * 28_088_024
    before = resident(engine)
    assert isinstance(load_beside(engine, "se_resnet50"), ModelLoaded)
    assert isinstance(ask_other(engine, photo(samples[0])), OtherInspected)
    with_both = resident(engine)
    assert with_both - before > 0.9 * weights
    drop(engine)
    assert with_both - resident(engine) > 0.9 * weights


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_network_in_use_gives_its_memory_back_once_another_one_is_there(
    engine: Conversation, samples: tuple[Path, ...]
) -> None:
    weights = 4 * 28_088_024
    use(engine, "se_resnet50", samples[0])
    with_large_one = resident(engine)
    use(engine, MODEL, samples[0])
    assert with_large_one - resident(engine) > 0.9 * weights


def use(talk: Conversation, model: str, picture: Path) -> None:
    """Load a network in place of the one in use, and let it inspect a picture."""
    request = next(_ids)
    talk.say(LoadModel(request, model, "cpu"))
    talk.hear(ModelLoaded, lambda answer: answer.id == request)
    # Pictures come after all that follows the loading.
    talk.say(Inspect(next(_ids), (photo(picture),)))
    talk.hear(Finished)


def resident(talk: Conversation) -> int:
    """The engine's memory in bytes."""
    pages = Path(f"/proc/{talk.process.pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def test_a_stride_that_is_stated_beside_a_checkpoint_stays(
    engine: Conversation, tmp_path: Path
) -> None:
    torch.save(load_model(MODEL, "cpu").state_dict(), tmp_path / "stated.pth")
    (tmp_path / "stated.json").write_text('{"stem": "tutorial"}', encoding="utf-8")
    loaded = load_beside(engine, str(tmp_path / "stated.pth"), MODEL)
    assert isinstance(loaded, ModelLoaded)
    assert loaded.card.blocks[0].height == 64
    assert loaded.card.fit is not None
    assert "stride" not in " ".join(loaded.card.fit.remarks)
    drop(engine)
