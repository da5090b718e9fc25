"""The real engine downloads a network from a hub, and goes on answering meanwhile."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from senet_viewer.models.library_names import LibraryName
from senet_viewer.protocol import (
    Cancel,
    Catalogue,
    Downloading,
    Failed,
    Finished,
    Hello,
    Inspect,
    Inspected,
    LoadModel,
    ModelLoaded,
)
from tests.engine.conversation import MODEL, Conversation, photo, ready_conversation
from tests.models.hub import Behaviour, Hub, serving

NAME = "timm:mobilenetv3_small_050"
KEY = f"{NAME}.lamb_in1k"
REPOSITORY = "timm/mobilenetv3_small_050.lamb_in1k"
FILE = f"{REPOSITORY}/model.safetensors"
SLOW = 0.02

_ids = count(1000)


@pytest.fixture(scope="module")
def weights() -> bytes:
    """A small network's random weights, as the hub has the trained ones."""
    from safetensors.torch import save

    from senet_viewer.models import libraries

    return save(libraries.build(LibraryName("timm", "mobilenetv3_small_050")).state_dict())


@pytest.fixture(scope="module")
def served(weights: bytes) -> Iterator[Hub]:
    with serving({FILE: weights}) as hub:
        yield hub


@pytest.fixture(scope="module")
def place(served: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the caches, which the engines find by their environment."""
    folder = tmp_path_factory.mktemp("caches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_ENDPOINT", served.endpoint)
        patch.setenv("HF_HUB_OFFLINE", "0")
        patch.setenv("HF_HOME", str(folder))
        patch.setenv("NO_PROXY", "127.0.0.1,localhost")
        yield folder


@pytest.fixture(scope="module")
def talk(place: Path) -> Iterator[Conversation]:
    """An engine with the bundled network, beside an empty cache."""
    with ready_conversation() as conversation:
        conversation.say(LoadModel(1, MODEL, "cpu"))
        conversation.hear(ModelLoaded)
        yield conversation


@pytest.fixture
def hub(served: Hub, place: Path) -> Iterator[Hub]:
    """The hub as it is at its best, and nothing on disk."""
    served.behaviour = Behaviour()
    served.starts.clear()
    yield served
    served.behaviour = Behaviour()
    shutil.rmtree(place / "hub", ignore_errors=True)


def begin(talk: Conversation) -> int:
    """Ask for the network, and wait until its bytes come."""
    request = next(_ids)
    talk.say(LoadModel(request, NAME, "cpu"))
    talk.hear(Downloading, lambda answer: answer.id == request and answer.transfer.done > 0)
    return request


def parts(place: Path) -> list[Path]:
    return list(place.rglob("*.incomplete"))


def test_a_network_is_downloaded_loaded_and_inspected(
    hub: Hub, talk: Conversation, samples: tuple[Path, ...], weights: bytes
) -> None:
    request = next(_ids)
    hub.behaviour = Behaviour(pause=0.001)
    talk.say(LoadModel(request, NAME, "cpu"))
    loaded = talk.hear(ModelLoaded, lambda answer: answer.id == request)
    assert loaded.card.key == KEY
    transfers = [d.transfer for d in talk.all(Downloading) if d.id == request]
    assert transfers[-1].done == transfers[-1].total == len(weights)
    assert max(transfer.bytes_per_second for transfer in transfers) > 0
    told = talk.all(Catalogue)[-1]
    assert [entry.on_disk for entry in told.entries if entry.key == KEY] == [True]
    talk.say(Inspect(next(_ids), (photo(samples[0]),)))
    seen = talk.hear(Inspected).inspection
    assert seen.model == loaded.card.title
    assert seen.verified
    assert len(seen.blocks) == 9
    talk.say(LoadModel(request + 500, MODEL, "cpu"))
    talk.hear(ModelLoaded, lambda answer: answer.id == request + 500)


def test_the_network_in_use_answers_while_another_is_downloaded(
    hub: Hub, talk: Conversation, samples: tuple[Path, ...]
) -> None:
    hub.behaviour = Behaviour(pause=SLOW)
    request = begin(talk)
    picture = next(_ids)
    talk.say(Inspect(picture, (photo(samples[0]),), urgent=True))
    seen = talk.hear(Inspected, lambda answer: answer.id == picture).inspection
    assert seen.model != "mobilenetv3_small_050 · lamb_in1k"
    assert not [m for m in talk.all(ModelLoaded) if m.id == request]
    talk.say(Cancel(request))
    assert talk.hear(Finished, lambda answer: answer.id == request).cancelled


def test_a_cancelled_download_is_dropped_at_once_and_resumed_later(
    hub: Hub, talk: Conversation, place: Path
) -> None:
    hub.behaviour = Behaviour(pause=SLOW)
    request = begin(talk)
    asked = time.monotonic()
    talk.say(Cancel(request))
    assert talk.hear(Finished, lambda answer: answer.id == request).cancelled
    assert time.monotonic() - asked < 0.2
    (part,) = parts(place)
    again = next(_ids)
    hub.behaviour = Behaviour()
    talk.say(LoadModel(again, NAME, "cpu"))
    talk.hear(ModelLoaded, lambda answer: answer.id == again)
    assert not part.exists()
    assert hub.starts[0] == 0
    assert hub.starts[-1] > 0
    end = talk.heard.index(Finished(request, cancelled=True))
    assert not [m for m in talk.heard[end:] if isinstance(m, Downloading) and m.id == request]


def test_a_download_that_fails_says_why_and_the_network_in_use_stays(
    hub: Hub, talk: Conversation, samples: tuple[Path, ...]
) -> None:
    hub.behaviour = Behaviour(status=503)
    request, picture = next(_ids), next(_ids)
    talk.say(LoadModel(request, NAME, "cpu"))
    failed = talk.hear(Failed, lambda answer: answer.id == request)
    assert failed.code == "download.server_down"
    assert "503" in failed.sentence
    assert hub.endpoint in failed.hint
    talk.say(Inspect(picture, (photo(samples[0]),)))
    assert talk.hear(Inspected, lambda answer: answer.id == picture).inspection.verified


def test_a_newer_network_drops_an_older_one_that_is_still_downloaded(
    hub: Hub, talk: Conversation
) -> None:
    hub.behaviour = Behaviour(pause=SLOW)
    older = begin(talk)
    newer = next(_ids)
    talk.say(LoadModel(newer, MODEL, "cpu"))
    assert talk.hear(Finished, lambda answer: answer.id == older).cancelled
    talk.hear(ModelLoaded, lambda answer: answer.id == newer)


def test_pictures_wait_for_the_first_network(
    hub: Hub, samples: tuple[Path, ...], place: Path
) -> None:
    hub.behaviour = Behaviour(pause=0.001)
    with ready_conversation() as talk:
        talk.say(LoadModel(1, NAME, "cpu"), Inspect(2, (photo(samples[0]),), urgent=True))
        seen = talk.hear(Inspected).inspection
    assert not talk.all(Failed)
    assert seen.model == "mobilenetv3_small_050 · lamb_in1k"


def test_what_an_engine_that_was_killed_had_fetched_is_used(
    hub: Hub, place: Path, weights: bytes
) -> None:
    hub.behaviour = Behaviour(pause=SLOW)
    with ready_conversation() as talk:
        begin(talk)
        talk.process.kill()
        talk.hear_end()
    (part,) = parts(place)
    kept = part.stat().st_size
    assert 0 < kept < len(weights)
    hub.behaviour = Behaviour()
    with ready_conversation() as talk:
        assert not [e for e in talk.all(Hello)[0].catalogue if e.key == KEY and e.on_disk]
        talk.say(LoadModel(1, NAME, "cpu"))
        talk.hear(ModelLoaded)
    assert hub.starts[-1] == kept
