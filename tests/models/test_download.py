"""Weights come onto this machine from a hub and from URLs: whole, checked, in the shared caches."""

from __future__ import annotations

import errno
import hashlib
import math
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import huggingface_hub
import numpy as np
import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.models import on_disk
from senet_viewer.models.architectures import Place
from senet_viewer.models.download import fetch
from senet_viewer.models.stopping import Stopped, Terms
from senet_viewer.records import Transfer
from tests.models.hub import COMMIT, PIECE, Behaviour, Hub, in_place_of_the_real_one, serving

REPOSITORY = "timm/small.in1k"
PLACE = Place("model.safetensors", REPOSITORY)
SIZE = 1_000_000
WEIGHTS = np.random.default_rng(0).bytes(SIZE)
HASH = hashlib.sha256(WEIGHTS).hexdigest()
IN_NAME = f"small-{HASH[:8]}.pth"
QUICK = Terms(timeout=0.5)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with one repository and one file outside, which the libraries take for the real one."""
    files = {f"{REPOSITORY}/model.safetensors": WEIGHTS, IN_NAME: WEIGHTS, "plain.pth": WEIGHTS}
    with in_place_of_the_real_one(monkeypatch, files) as served:
        yield served


def by_url(hub: Hub, name: str = IN_NAME) -> Place:
    return Place(name, url=hub.url(name))


def failure(place: Place, terms: Terms = QUICK) -> ViewerError:
    with pytest.raises(ViewerError) as error:
        fetch(place, terms)
    assert "\n" not in error.value.sentence
    return error.value


def part_of(place: Place) -> Path:
    if place.repository:
        return on_disk.repository_folder(REPOSITORY) / "blobs" / f"{HASH}.incomplete"
    return on_disk.torch_checkpoints() / f"{place.file}.incomplete"


# What arrives


def test_weights_of_a_repository_are_where_the_hub_library_keeps_them(hub: Hub) -> None:
    path = fetch(PLACE, QUICK)
    assert path.read_bytes() == WEIGHTS
    folder = on_disk.hub_cache()
    found = huggingface_hub.try_to_load_from_cache(REPOSITORY, "model.safetensors", folder)
    assert found == str(path)
    assert path.parent.name == COMMIT
    assert not list(path.parents[2].glob("blobs/*.incomplete"))


def test_weights_at_a_url_are_where_torch_hub_keeps_them(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    path = fetch(by_url(hub), QUICK)
    assert path.read_bytes() == WEIGHTS
    assert path == Path(torch.hub.get_dir()) / "checkpoints" / IN_NAME


@pytest.mark.parametrize("kind", ["repository", "url"])
def test_what_is_on_disk_is_used_without_any_request(hub: Hub, kind: str) -> None:
    place = PLACE if kind == "repository" else by_url(hub)
    path = fetch(place, QUICK)
    hub.requests.clear()
    hub.behaviour = Behaviour(status=500)
    assert fetch(place, QUICK) == path
    assert hub.requests == []


def test_what_the_hub_library_downloaded_is_used(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    # Its progress bar would leave a thread behind.
    monkeypatch.setattr("tqdm.std.tqdm.monitor_interval", 0)
    theirs = huggingface_hub.hf_hub_download(
        REPOSITORY, "model.safetensors", cache_dir=on_disk.hub_cache(), endpoint=hub.endpoint
    )
    hub.requests.clear()
    assert fetch(PLACE, QUICK) == Path(theirs)
    assert hub.requests == []


def test_a_file_put_by_hand_where_the_message_says_is_used(hub: Hub) -> None:
    hub.behaviour = Behaviour(status=503)
    for place in (PLACE, by_url(hub)):
        put = Path(failure(place).params["path"])
        put.parent.mkdir(parents=True, exist_ok=True)
        put.write_bytes(WEIGHTS)
        assert fetch(place, QUICK) == put


def test_a_repository_without_safetensors_gives_its_other_file(hub: Hub) -> None:
    hub.files[f"{REPOSITORY}/pytorch_model.bin"] = hub.files.pop(f"{REPOSITORY}/model.safetensors")
    path = fetch(PLACE, QUICK)
    assert path.name == "pytorch_model.bin"
    assert path.read_bytes() == WEIGHTS
    hub.requests.clear()
    assert fetch(PLACE, QUICK) == path
    assert hub.requests == []


def test_a_complete_file_whose_link_is_missing_is_not_fetched_again(hub: Hub) -> None:
    path = fetch(PLACE, QUICK)
    path.unlink()
    before = hub.sent
    assert fetch(PLACE, QUICK).read_bytes() == WEIGHTS
    assert hub.sent == before


def test_a_small_file_that_git_keeps_is_checked_by_gits_own_hash(hub: Hub) -> None:
    blob = hashlib.sha1(f"blob {SIZE}\0".encode() + WEIGHTS, usedforsecurity=False).hexdigest()
    hub.behaviour = Behaviour(checksum=blob)
    assert fetch(PLACE, QUICK).read_bytes() == WEIGHTS


# Progress and cancelling


@pytest.mark.parametrize("kind", ["repository", "url"])
def test_progress_tells_bytes_and_rate(hub: Hub, kind: str) -> None:
    hub.behaviour = Behaviour(pause=0.01)
    seen: list[Transfer] = []
    place = PLACE if kind == "repository" else by_url(hub)
    fetch(place, Terms(progress=seen.append))
    assert [t.done for t in seen] == sorted(t.done for t in seen)
    assert (seen[0].done, seen[-1].done) == (0, SIZE)
    assert {t.total for t in seen[1:]} == {SIZE}
    middle = seen[len(seen) // 2]
    # The first piece comes without a pause: n pieces take at least n - 1 of them.
    pauses = math.ceil(middle.done / PIECE) - 1
    assert 0 < middle.bytes_per_second <= middle.done / (pauses * 0.01)
    assert seen[0].name.endswith(place.file)
    assert len(seen) > 4


@pytest.mark.parametrize("kind", ["repository", "url"])
def test_a_stopped_download_goes_on_where_it_was(hub: Hub, kind: str) -> None:
    place = PLACE if kind == "repository" else by_url(hub)
    hub.behaviour = Behaviour(pause=0.02)
    reached: list[float] = []

    def watch(transfer: Transfer) -> None:
        if transfer.done > SIZE // 4 and not reached:
            reached.append(time.monotonic())

    with pytest.raises(Stopped):
        fetch(place, Terms(progress=watch, should_stop=lambda: bool(reached)))
    assert time.monotonic() - reached[0] < 0.2
    kept = part_of(place).stat().st_size
    assert SIZE // 4 < kept < SIZE
    hub.behaviour = Behaviour()
    seen: list[Transfer] = []
    assert fetch(place, Terms(progress=seen.append)).read_bytes() == WEIGHTS
    assert hub.starts == [0, kept]
    assert seen[0].done == kept


def test_two_downloads_of_one_file_fetch_it_once(hub: Hub) -> None:
    hub.behaviour = Behaviour(pause=0.005)
    waiting: list[Transfer] = []
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(fetch, PLACE, QUICK)
        while not hub.sent:
            time.sleep(0.005)
        second = pool.submit(fetch, PLACE, Terms(progress=waiting.append))
        assert first.result() == second.result()
    assert hub.sent == SIZE
    assert any(0 < transfer.done < SIZE for transfer in waiting)


def test_waiting_for_another_download_can_be_stopped(hub: Hub) -> None:
    hub.behaviour = Behaviour(pause=0.02)
    stop = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(fetch, PLACE, replace(QUICK, should_stop=stop.is_set))
        while not hub.sent:
            time.sleep(0.005)
        with pytest.raises(Stopped):
            fetch(PLACE, Terms(should_stop=lambda: True))
        stop.set()
        with pytest.raises(Stopped):
            first.result()


# Connections that drop


@pytest.mark.parametrize("kind", ["repository", "url"])
def test_a_connection_that_drops_is_made_again(hub: Hub, kind: str) -> None:
    hub.behaviour = Behaviour(cut_after=300_000)
    place = PLACE if kind == "repository" else by_url(hub)
    assert fetch(place, QUICK).read_bytes() == WEIGHTS
    assert hub.sent == SIZE


def test_a_server_that_knows_no_ranges_sends_all_again(hub: Hub) -> None:
    hub.behaviour = Behaviour(cut_after=300_000, cuts=1, ranges=False)
    assert fetch(by_url(hub), QUICK).read_bytes() == WEIGHTS
    assert hub.sent == SIZE + 300_000


@pytest.mark.parametrize("kind", ["repository", "url"])
def test_what_is_kept_of_a_cut_download_is_told_and_used(hub: Hub, kind: str) -> None:
    place = PLACE if kind == "repository" else by_url(hub)
    hub.behaviour = Behaviour(cut_after=300_000, cuts=1, pause=0.005)

    def watch(transfer: Transfer) -> None:
        if transfer.done > 200_000:
            hub.behaviour.silent_after = 1

    error = failure(place, replace(QUICK, progress=watch))
    assert error.code == "download.cut"
    assert "0.3 MB are kept" in error.sentence
    kept = part_of(place).stat().st_size
    hub.behaviour = Behaviour()
    assert fetch(place, QUICK).read_bytes() == WEIGHTS
    assert hub.starts == [0, 300_000, kept]


def test_a_part_longer_than_the_file_is_thrown_away(hub: Hub) -> None:
    for place in (PLACE, by_url(hub)):
        part = part_of(place)
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(WEIGHTS + b"more")
        assert fetch(place, QUICK).read_bytes() == WEIGHTS


def test_an_old_part_of_a_file_without_a_checksum_is_not_trusted(hub: Hub) -> None:
    place = by_url(hub, "plain.pth")
    part_of(place).parent.mkdir(parents=True, exist_ok=True)
    part_of(place).write_bytes(b"of another file")
    assert fetch(place, QUICK).read_bytes() == WEIGHTS


# What is refused


@pytest.mark.parametrize("kind", ["repository", "url"])
def test_a_wrong_checksum_is_noticed_and_nothing_is_kept(hub: Hub, kind: str) -> None:
    if kind == "repository":
        place, hub.behaviour = PLACE, Behaviour(checksum="0" * 64)
    else:
        hub.files["small-00000000.pth"] = WEIGHTS
        place = by_url(hub, "small-00000000.pth")
    error = failure(place)
    assert error.code == "download.damaged"
    assert HASH in error.detail
    assert on_disk.find(place) is None
    assert not list(on_disk.hub_cache().rglob("*.incomplete"))
    assert not list(on_disk.torch_checkpoints().glob("small*"))


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (500, "download.server_down"),
        (503, "download.server_down"),
        (429, "download.server_down"),
        (401, "download.no_access"),
        (403, "download.no_access"),
        (404, "download.not_found"),
        (418, "download.refused"),
    ],
)
@pytest.mark.parametrize("kind", ["repository", "url"])
def test_what_the_server_answers_is_told(hub: Hub, kind: str, status: int, code: str) -> None:
    hub.behaviour = Behaviour(status=status)
    error = failure(PLACE if kind == "repository" else by_url(hub))
    assert error.code == code
    assert "127.0.0.1" in error.sentence
    assert error.hint.count(hub.endpoint) == 1


def test_a_server_that_refuses_connections_is_down_not_offline(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as gone:
        monkeypatch.setenv("HF_ENDPOINT", gone.endpoint)
        place = by_url(gone)
    for wanted in (PLACE, place):
        error = failure(wanted)
        assert error.code == "download.server_down"
        assert "refuses the connection" in error.sentence


def test_a_server_that_says_nothing_is_down(hub: Hub) -> None:
    hub.behaviour = Behaviour(silent_after=1)
    for place in (PLACE, by_url(hub)):
        began = time.monotonic()
        error = failure(place)
        assert time.monotonic() - began < 5 * QUICK.timeout
        assert error.code == "download.server_down"
        assert "does not answer in time" in error.sentence


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (socket.gaierror(-3, "Temporary failure in name resolution"), "cannot be resolved"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "no route"),
    ],
)
def test_without_a_network_the_file_its_source_and_its_place_are_named(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, trouble: OSError, reason: str
) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise trouble

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setenv("HF_ENDPOINT", "https://hub.example")
    error = failure(PLACE)
    assert error.code == "download.offline"
    assert f"{REPOSITORY}/model.safetensors" in error.sentence
    assert reason in error.sentence
    assert f"https://hub.example/{REPOSITORY}/resolve/main/model.safetensors" in error.hint
    assert str(on_disk.destination(PLACE)) in error.hint
    assert failure(Place("a.pth", url="https://weights.example/a.pth")).code == "download.offline"


def test_settings_that_forbid_the_network_are_kept(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    for place in (PLACE, by_url(hub)):
        assert failure(place).code == "download.switched_off"
    assert hub.requests == []


FETCH = f"""
import sys
from senet_viewer.errors import ViewerError
from senet_viewer.models.architectures import Place
from senet_viewer.models.download import fetch
from senet_viewer.models.stopping import Terms
try:
    fetch(Place("model.safetensors", "{REPOSITORY}"), Terms())
except ViewerError as error:
    print(error.code, error.params["folder"], sep="\\n")
"""


def fetched_elsewhere(preparation: str = "") -> list[str]:
    """What a process of its own says of the download."""
    command = [sys.executable, "-c", preparation + FETCH]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_is_told_and_what_came_is_used_later(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))"
    code, folder = fetched_elsewhere(limit)
    assert code == "download.disk_full"
    assert Path(folder) == on_disk.destination(PLACE).parent
    assert part_of(PLACE).stat().st_size == 300_000
    assert fetch(PLACE, QUICK).read_bytes() == WEIGHTS
    assert hub.starts == [0, 300_000]


def test_too_little_room_is_noticed_before_anything_comes(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")._replace(free=SIZE - 1)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    error = failure(PLACE)
    assert error.code == "download.disk_full"
    assert "1.0 MB needed" in error.detail
    assert part_of(PLACE).stat().st_size == 0


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_that_cannot_be_written_is_named(hub: Hub, home: Path) -> None:
    home.chmod(0o500)
    assert failure(PLACE).code == "download.not_written"
    home.chmod(0o700)


def test_a_file_where_a_folder_should_be_is_told(hub: Hub) -> None:
    folder = on_disk.hub_cache()
    folder.parent.mkdir(parents=True)
    folder.write_text("no folder")
    assert failure(PLACE).code == "download.not_written"


def test_another_program_that_downloads_the_same_file_is_waited_for(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    hub.behaviour = Behaviour(pause=0.02)
    with ThreadPoolExecutor(1) as pool:
        theirs = pool.submit(fetched_elsewhere)
        while not hub.sent:
            time.sleep(0.01)
        assert fetch(PLACE, QUICK).read_bytes() == WEIGHTS
        assert theirs.result() == []
    assert hub.sent == SIZE


def test_what_is_no_hub_is_told_from_one_that_is_down(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.behaviour = Behaviour(checksum="../../elsewhere")
    assert failure(PLACE).code == "download.no_hub"


def test_plain_http_to_another_machine_is_refused(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.example")
    assert failure(PLACE).code == "download.plain_http"
    assert failure(Place("a.pth", url="http://weights.example/a.pth")).code == "download.plain_http"
