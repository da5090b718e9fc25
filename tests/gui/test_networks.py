"""Loading networks: the one in use stays until the next is ready, a download can be stopped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_errors import error_of
from senet_viewer.gui.networks import Choice, Networks
from senet_viewer.protocol import ModelLoaded
from senet_viewer.records import BuildOptions
from tests.gui.engine_records import simple
from tests.gui.network_making import catalogue

LONG = 60_000
OWN = BuildOptions(implementation="own")


@pytest.fixture
def networks(qtbot: QtBot) -> Iterator[Networks]:
    client = EngineClient(command=simple())
    made = Networks(client, client)
    client.failed.connect(lambda answer: made.fail(answer.id, error_of(answer)))
    client.start()
    yield made
    client.stop()
    client.deleteLater()


def test_the_one_in_use_stays_until_the_next_is_ready(networks: Networks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(networks.loaded, timeout=LONG):
        networks.start(Choice("first", "cpu"))
    networks.choose("second", OWN)
    assert networks.loading
    assert networks.in_use == Choice("first", "cpu")
    with qtbot.waitSignal(networks.loaded, timeout=LONG) as loaded:
        pass
    answer: ModelLoaded = loaded.args[0]
    assert answer.card.key == "second"
    assert networks.in_use == Choice("second", "cpu", "float32", OWN)
    assert not networks.loading


def test_another_device_or_number_type_keeps_how_it_was_built(
    networks: Networks, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(networks.loaded, timeout=LONG):
        networks.start(Choice("first", "auto", "float32", OWN))
    with qtbot.waitSignal(networks.loaded, timeout=LONG):
        networks.choose_precision("bfloat16")
    with qtbot.waitSignal(networks.loaded, timeout=LONG):
        networks.choose_device("cuda")
    assert networks.in_use == Choice("first", "cuda", "bfloat16", OWN)


def test_a_failure_is_told_and_the_one_in_use_stays(networks: Networks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(networks.loaded, timeout=LONG):
        networks.start(Choice("first"))
    with qtbot.waitSignal(networks.failed, timeout=LONG) as failed:
        networks.choose("bad")
    error: ViewerError = failed.args[0]
    assert error.code == "model.unknown"
    assert networks.in_use.key == "first"
    assert networks.wanted.key == "bad"


def test_a_download_is_told_and_ends_with_the_network(networks: Networks, qtbot: QtBot) -> None:
    told = []
    networks.transfer_changed.connect(lambda: told.append(networks.transfer))
    with qtbot.waitSignal(networks.loaded, timeout=LONG):
        networks.start(Choice("download then"))
    first, last = told
    assert first is not None
    assert (first.name, first.done, first.total) == ("model.safetensors", 12_000_000, 98_000_000)
    assert last is None
    qtbot.waitUntil(lambda: networks.title("download then") == "fetched", timeout=LONG)


def test_a_download_that_is_stopped_leaves_the_one_in_use(networks: Networks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(networks.loaded, timeout=LONG):
        networks.start(Choice("first"))
    networks.choose("download and wait")
    qtbot.waitUntil(lambda: networks.transfer is not None, timeout=LONG)
    with qtbot.waitSignal(networks.cancelled):
        networks.cancel()
    assert networks.transfer is None
    assert not networks.loading
    assert networks.in_use.key == "first"
    with qtbot.waitSignal(networks.loaded, timeout=LONG):
        networks.choose("third")


def test_a_newer_choice_gives_up_the_download(networks: Networks, qtbot: QtBot) -> None:
    networks.start(Choice("download and wait"))
    qtbot.waitUntil(lambda: networks.transfer is not None, timeout=LONG)
    with qtbot.waitSignal(networks.loaded, timeout=LONG) as loaded:
        networks.choose("second")
    assert loaded.args[0].card.key == "second"
    assert networks.transfer is None


def test_networks_are_called_by_their_titles_and_files_by_their_names(networks: Networks) -> None:
    networks.set_catalogue(catalogue())
    assert networks.title("se_resnet50") == "SE-ResNet-50"
    assert networks.title("/runs/mine.pth") == "mine.pth"
    assert networks.entry("/runs/mine.pth") is None
