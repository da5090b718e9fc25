"""Links in the window: fetched beside the event loop, with progress, to be stopped at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.dialogs.link_dialog import LinkDialog, with_scheme
from senet_viewer.gui.links import AT_ONCE, Fetching, Links, own_networks
from senet_viewer.images.addresses import is_foreign, parse_address
from senet_viewer.images.links import Limits, LinkFetch
from tests.gui.desk import PATIENCE_MS, Desk, desk
from tests.images.picture_server import PICTURE, PictureServer, serving


@pytest.fixture
def window(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "autosave") as made:
        yield made


@pytest.fixture
def links(window: Desk) -> Links:
    return window.documents.links


@pytest.fixture
def server() -> Iterator[PictureServer]:
    with serving() as made:
        yield made


def names(window: Desk) -> list[str]:
    return [item.name for item in window.state.items]


def test_a_typed_link_comes_into_the_list_with_its_name(
    window: Desk, links: Links, server: PictureServer, qtbot: QtBot
) -> None:
    url = server.url("cat/tabby.png")
    links.open([url], typed=True)
    assert links.busy
    qtbot.waitUntil(lambda: names(window) == ["tabby.png"], timeout=PATIENCE_MS)
    data = window.state.items[0].picture.data
    assert data is not None
    assert data.tobytes() == PICTURE
    assert window.state.current == url
    assert not links.busy
    window.state.select("")
    links.open([url], typed=True)
    assert not links.busy, "it is on the list already"
    assert window.state.current == url


def test_a_link_that_is_not_typed_does_not_lead_home(
    window: Desk, links: Links, server: PictureServer, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(links.error, timeout=PATIENCE_MS) as told:
        links.open([server.url("cat", host="127.0.0.1")])
    error = told.args[0] if told.args else None
    assert isinstance(error, ViewerError)
    assert error.code == "link.own_network"
    assert names(window) == []
    assert server.asked == []


def test_several_links_come_a_few_at_a_time_and_failures_do_not_stop_the_others(
    window: Desk, links: Links, server: PictureServer, qtbot: QtBot
) -> None:
    errors: list[str] = []
    told: list[Fetching | None] = []
    links.error.connect(lambda error: errors.append(error.code))
    links.progress.connect(told.append)
    urls = [server.url(f"cat/{number}.png") for number in range(2 * AT_ONCE)]
    links.open([*urls, server.url("none")], typed=True)
    assert len(links._running) == AT_ONCE
    qtbot.waitUntil(lambda: not links.busy, timeout=PATIENCE_MS)
    assert sorted(names(window)) == [f"{number}.png" for number in range(2 * AT_ONCE)]
    assert errors == ["link.refused"]
    assert told[-1] is None
    assert max(one.links for one in told if one is not None) == len(urls) + 1


def test_links_are_stopped_at_once(
    window: Desk, links: Links, server: PictureServer, qtbot: QtBot
) -> None:
    told: list[Fetching | None] = []
    links.progress.connect(told.append)
    links.open([server.url("slow")] * (AT_ONCE + 1), typed=True)
    qtbot.waitUntil(lambda: any(one and one.done for one in told), timeout=PATIENCE_MS)
    began = time.monotonic()
    links.cancel()
    assert time.monotonic() - began < 0.2
    assert not links.busy
    assert told[-1] is None
    qtbot.wait(100)
    assert names(window) == []


def test_a_window_that_closes_does_not_wait_for_a_name_server(window: Desk, qtbot: QtBot) -> None:
    def resolve(*_arguments: object, **_options: object) -> list[tuple[object, ...]]:
        time.sleep(3)
        return []

    slow = Links(
        window.state,
        window.session,
        make_fetch=partial(LinkFetch, resolve=resolve, limits=Limits(total=5)),
    )
    slow.open(["http://slow.example/cat.png"])
    began = time.monotonic()
    slow.close()
    assert time.monotonic() - began < 0.5
    assert names(window) == []


def test_a_link_is_kept_in_a_project(
    window: Desk, links: Links, server: PictureServer, tmp_path: Path, qtbot: QtBot
) -> None:
    links.open([server.url("cat.png")], typed=True)
    qtbot.waitUntil(lambda: names(window) == ["cat.png"], timeout=PATIENCE_MS)
    window.save(tmp_path / "p.senet", qtbot)
    with desk(tmp_path / "other") as other:
        other.open_project(tmp_path / "p.senet", qtbot)
        data = other.state.items[0].picture.data
        assert data is not None
        assert data.tobytes() == PICTURE


def test_the_own_networks_are_found() -> None:
    own = own_networks()
    assert not is_foreign(parse_address("127.0.0.1"), own)
    assert all(network.prefixlen >= 0 for network in own)


def test_the_dialog_hands_on_what_was_typed(qapp: object, qtbot: QtBot) -> None:
    dialog = LinkDialog()
    qtbot.addWidget(dialog)
    assert not dialog.open_button.isEnabled()
    dialog.address.setText("  pictures.example/cat.png ")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.buttons.button(QDialogButtonBox.StandardButton.Open).click()
    assert chosen.args == ["https://pictures.example/cat.png"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("http://x.example/a", "http://x.example/a"),
        ("HTTPS://x.example", "HTTPS://x.example"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
        ("ftp://x.example/a", "ftp://x.example/a"),
        ("x.example/a.png", "https://x.example/a.png"),
        ("localhost:8000/a.png", "http://localhost:8000/a.png"),
        ("192.168.0.7/a.png", "http://192.168.0.7/a.png"),
        ("[::1]:80/a", "http://[::1]:80/a"),
        ("x.example:8443/a", "https://x.example:8443/a"),
    ],
)
def test_an_address_without_a_scheme_has_the_one_that_is_meant(typed: str, meant: str) -> None:
    assert with_scheme(typed) == meant
