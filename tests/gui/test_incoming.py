"""What a drag or the clipboard brings, as browsers and file managers word it."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QApplication

from senet_viewer.gui.html_pictures import pictures_in_html
from senet_viewer.gui.incoming import (
    MOST_LINKS,
    links_in_text,
    paths_in_text,
    promises,
    read_incoming,
)
from tests.gui.viewing import built_window
from tests.images.picture_server import PICTURE

CAT = "https://pictures.example/cat.png"


def mime(**formats: bytes | str) -> QMimeData:
    """MIME data by format, such as ``text_html``."""
    made = QMimeData()
    for name, content in formats.items():
        data = content.encode() if isinstance(content, str) else content
        made.setData(name.replace("_", "/", 1).replace("_", "-"), data)
    return made


def test_files_come_before_all_else(qapp: object) -> None:
    made = mime(image_png=PICTURE, text_html=f"<img src='{CAT}'>")
    made.setUrls([QUrl.fromLocalFile("/tmp/a b.jpg"), QUrl(CAT)])
    assert promises(made)
    incoming = read_incoming(made)
    assert incoming.paths == ("/tmp/a b.jpg",)
    assert incoming.data is None
    assert incoming.links == ()


def test_a_pictures_bytes_come_before_its_link_and_stay_as_they_are(qapp: object) -> None:
    made = mime(image_jpeg=b"made from the other", image_png=PICTURE, text_uri_list=CAT)
    incoming = read_incoming(made)
    assert incoming.data is not None
    assert incoming.data.tobytes() == PICTURE
    assert incoming.links == ()


def test_a_picture_without_a_file_format_is_taken_as_it_is(qapp: object) -> None:
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    made = QMimeData()
    made.setImageData(image)
    incoming = read_incoming(made)
    assert incoming.image is not None
    assert (incoming.image.width(), incoming.image.height()) == (4, 3)


def test_a_pixmap_is_a_picture_too(qapp: object) -> None:
    made, pixmap = QMimeData(), QPixmap(4, 3)
    pixmap.fill(QColor("red"))
    made.setImageData(pixmap)
    incoming = read_incoming(made)
    assert incoming.image is not None
    assert incoming.image.width() == 4


class Gone(QMimeData):
    """As of a program that ended after it had offered a picture."""

    def formats(self) -> list[str]:
        return ["application/x-qt-image"]

    def hasFormat(self, mimetype: str, /) -> bool:
        return mimetype in self.formats()


def test_a_picture_whose_program_is_gone_brings_nothing(qapp: object) -> None:
    made = Gone()
    assert made.hasImage()
    assert not read_incoming(made)


def test_the_picture_in_a_page_comes_before_the_pages_address(qapp: object) -> None:
    made = mime(
        text_html=f"<a href='https://pictures.example/page'><img alt='' src='{CAT}'></a>",
        text_uri_list="https://pictures.example/page",
    )
    assert promises(made)
    assert read_incoming(made).links == (CAT,)


def test_a_dragged_link_is_a_link(qapp: object) -> None:
    assert read_incoming(mime(text_uri_list=f"{CAT}\r\n{CAT}?2\r\n")).links == (CAT, f"{CAT}?2")
    assert read_incoming(mime(text_plain=f" {CAT}\n")).links == (CAT,)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("/home/x/a cat.png\n", ("/home/x/a cat.png",)),
        ("'/home/x/cat.png'\r\n/home/x/DOG.JPG", ("/home/x/cat.png", "/home/x/DOG.JPG")),
        ('"C:\\x\\cat.png"', ("C:\\x\\cat.png",)),
        ("file:///home/x/a%20cat.png", ("/home/x/a cat.png",)),
    ],
)
def test_paths_in_a_text_are_files(qapp: object, text: str, paths: tuple[str, ...]) -> None:
    assert paths_in_text(text) == paths
    assert promises(mime(text_plain=text))
    assert read_incoming(mime(text_plain=text)).paths == paths


def test_a_picture_in_a_link_is_a_link(qapp: object) -> None:
    link = "data:image/png;base64,AAAA"
    assert read_incoming(mime(text_uri_list=link)).links == (link,)
    assert read_incoming(mime(text_plain=link)).links == (link,)


def test_of_very_many_links_the_rest_is_counted(qapp: object) -> None:
    page = "".join(f"<img src='{CAT}?{number}'>" for number in range(MOST_LINKS + 7))
    incoming = read_incoming(mime(text_html=page))
    assert (len(incoming.links), incoming.left_out) == (MOST_LINKS, 7)


def test_bytes_that_a_program_offers_as_a_picture_are_promised(qapp: object) -> None:
    assert promises(mime(image_png=b"no picture"))


@pytest.mark.parametrize(
    "made",
    [
        {"text_plain": "a cat on https://pictures.example/"},
        {"text_plain": "/home/x/cat"},
        {"text_plain": "/home/x/cat.png\nand more"},
        {"text_plain": "pictures/cat.png"},
        {"text_plain": "file://"},
        {"text_html": "<p>no picture</p>"},
        {"text_uri_list": "ftp://pictures.example/cat.png"},
        {"image_png": b""},
        {},
    ],
)
def test_what_is_none_of_these_brings_nothing(qapp: object, made: dict[str, str]) -> None:
    assert not read_incoming(mime(**made))


def test_pictures_in_html_are_found_once_in_order_and_only_by_web_or_data() -> None:
    html = f"""<IMG SRC="{CAT}?1"><img src=cat.png><img srcset="x"><img src="{CAT}?1">
    <img src="data:image/png;base64,AAAA"><img src="file:///etc/hosts"><img src='{CAT}?a=1&amp;b=2'>
    <img src=//pictures.example/dog.png>
    <script>var x = "<img src='https://no.example/'>";</script><img"""
    assert pictures_in_html(html) == (
        f"{CAT}?1",
        "data:image/png;base64,AAAA",
        f"{CAT}?a=1&b=2",
        "https://pictures.example/dog.png",
    )


@pytest.mark.parametrize(
    "html",
    [
        "<![foo[x]]>",
        "<![if !vml]>",
        "<!-- <img src=https://no.example/> -->",
        "<title><img src=https://no.example/></title>",
        "<img alt='a > b' SRCSET=x src = ''><img src=\"\"",
        "<" * 100_000,
        "<a " * 100_000,
        "<!-" * 100_000,
        "&#" * 100_000,
        "<div>" * 100_000,
        "<img " * 100_000 + ">",
        "<img a='" * 50_000 + "'>",
        "</script" * 50_000,
    ],
)
def test_broken_pages_are_read_at_once(html: str) -> None:
    began = time.process_time()
    pictures_in_html(f"{html}<img src='{CAT}'>")
    assert pictures_in_html(f"<img src='{CAT}'>{html}") == (CAT,)
    assert time.process_time() - began < 1


def test_what_is_read_of_pages_of_any_letters_is_links() -> None:
    chosen = random.Random(3)
    parts = ["<", ">", "<!--", "-->", "<img ", "src=", "'", '"', CAT, "=", "/", " ", "é", "&amp;"]
    for _ in range(3000):
        page = "".join(chosen.choices(parts, k=30))
        assert all(link.startswith("https://") for link in pictures_in_html(page))


def test_text_counts_as_links_only_where_it_is_nothing_else() -> None:
    assert links_in_text(f"{CAT} HTTP://x.example") == (CAT, "HTTP://x.example")
    for text in ("", "cat", f"see {CAT}", f"{CAT}\nand so on", "https:// "):
        assert links_in_text(text) == ()


@pytest.mark.parametrize(
    "formats", [{"text_uri_list": "ftp://x.example/cat.png"}, {"text_html": "<p>cat"}]
)
def test_a_drop_that_brings_nothing_is_told(
    qapp: QApplication, home: Path, formats: dict[str, str]
) -> None:
    made, held = mime(**formats), (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with built_window(qapp) as viewer:
        said: list[str] = []
        viewer.commands.said.connect(said.append)
        enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, made, *held)
        QApplication.sendEvent(viewer.window, enter)
        assert enter.isAccepted()
        drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, made, *held)
        QApplication.sendEvent(viewer.window, drop)
        assert viewer.window.veil.isHidden()
        assert said == ["What was dropped holds no picture, no file and no web link."]
