"""What is asked of the engine for the images on the list, and that none waits for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.protocol import Finished, ImageFailed, Inspected, Picture
from senet_viewer.records import ImageRef
from tests.gui.desk import Desk, desk
from tests.gui.making import inspection, picture

NAMES = ("a.jpg", "b.jpg")


@pytest.fixture
def window(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    """Two inspected images, the second one current; requests wait for the engine."""
    with desk(tmp_path / "autosave") as made:
        made.load_network()
        made.open(NAMES)
        made.state.select(key("b.jpg"))
        yield made


def key(name: str) -> str:
    return picture(name).image.key


def add(window: Desk, *names: str) -> None:
    """As if these were opened, and the first one shown."""
    window.session.add([picture(name) for name in names], key(names[0]))


def asked(window: Desk) -> dict[str, bool]:
    """The names of the images that the engine is to answer, and whether at once."""
    book = window.engine._book
    return {p.image.name: one.urgent for one in book.inspects for p in one.waiting.values()}


def answer(window: Desk, name: str) -> None:
    """As if the engine had answered for an image, and was done with what was asked with it."""
    for one in window.engine._book.inspects:
        if key(name) in one.waiting:
            window.engine._receive(Inspected(one.id, inspection(name)))
            if not one.waiting:
                window.engine._receive(Finished(one.id))


def test_what_is_looked_at_comes_first(window: Desk) -> None:
    add(window, "c.jpg", "d.jpg", "e.jpg")
    assert asked(window) == {"c.jpg": True, "d.jpg": False, "e.jpg": False}
    window.state.select(key("d.jpg"))
    assert asked(window)["d.jpg"]


def test_what_is_compared_with_it_comes_with_it(window: Desk) -> None:
    add(window, "c.jpg", "d.jpg", "e.jpg")
    window.state.set_selected([key("c.jpg"), key("e.jpg")])
    assert asked(window) == {"c.jpg": True, "d.jpg": False, "e.jpg": True}
    window.state.select(key("a.jpg"))
    assert asked(window) == {"d.jpg": False, "e.jpg": False}
    for name in ("d.jpg", "e.jpg", "c.jpg"):
        answer(window, name)
    assert all(item.answer is not None for item in window.state.items)


def test_an_image_that_is_left_for_one_with_an_answer_is_still_asked_for(window: Desk) -> None:
    add(window, "c.jpg")
    window.state.select(key("b.jpg"))
    assert asked(window) == {"c.jpg": False}
    answer(window, "c.jpg")
    assert not window.session.busy


def test_images_that_are_left_one_after_the_other_are_all_answered(window: Desk) -> None:
    for name in ("c.jpg", "d.jpg", "e.jpg"):
        add(window, name)
        window.state.select(key("a.jpg"))
        assert asked(window) == {name: False}
        window.state.select(key(name))
        window.state.select(key("b.jpg"))
        answer(window, name)
    assert all(item.answer is not None for item in window.state.items)
    assert not window.session.busy


def test_an_image_that_is_left_for_one_that_waits_comes_after_it(window: Desk) -> None:
    add(window, "c.jpg")
    add(window, "d.jpg")
    window.state.select(key("c.jpg"))
    window.state.select(key("d.jpg"))
    answer(window, "d.jpg")
    answer(window, "c.jpg")
    assert all(item.answer is not None for item in window.state.items)


def test_what_waits_beside_a_current_image_that_fails_is_still_asked_for(window: Desk) -> None:
    add(window, "c.jpg", "d.jpg")
    window.session.cancel()
    window.state.select(key("a.jpg"))
    window.state.select(key("d.jpg"))
    (urgent,) = window.engine._book.inspects
    window.session._stopped = False
    image = picture("d.jpg").image
    failed = ImageFailed(urgent.id, image, "image.damaged", "“d.jpg” is damaged.", {})
    window.engine._receive(failed)
    assert asked(window) == {"c.jpg": False}


def test_what_is_stopped_is_not_asked_for_until_the_user_goes_on(window: Desk) -> None:
    add(window, "c.jpg", "d.jpg")
    window.session.cancel()
    window.state.select(key("b.jpg"))
    assert not asked(window)
    window.session.resume()
    assert asked(window) == {"c.jpg": False, "d.jpg": False}


def test_an_image_that_is_never_answered_is_not_asked_for_without_end(window: Desk) -> None:
    add(window, "c.jpg")
    window.state.select(key("b.jpg"))
    (again,) = window.engine._book.inspects
    window.engine._receive(Finished(again.id))
    assert not asked(window)
    window.state.store_error(key("c.jpg"), ViewerError("image.missing", "“c.jpg” is gone."))
    assert not window.session.busy


def test_a_file_that_is_another_one_when_it_is_opened_again_is_inspected_again(
    window: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [tmp_path / name for name in ("one.png", "two.png")]
    for path in paths:
        Image.new("RGB", (90, 60), "red").save(path)
    answers = {}

    def open_both() -> None:
        window.session.open_paths([str(path) for path in paths])
        qtbot.waitUntil(lambda: not window.session.opening)

    open_both()
    for seed, path in enumerate(paths):
        answer_to = inspection(path.name, seed)
        object.__setattr__(answer_to, "image", ImageRef(str(path), path.name, str(path)))
        window.state.store_inspection(answer_to)
        answers[path] = answer_to
    item = window.state.item(str(paths[0]))
    assert item is not None
    pictures = window.documents.pictures
    qtbot.waitUntil(lambda: pictures.thumbnail(item.picture) is not None)
    qtbot.waitUntil(lambda: pictures.photo(item.picture) is not None)
    open_both()
    assert window.state.inspection(str(paths[0])) is answers[paths[0]], "nothing has changed"
    Image.new("RGB", (90, 61), "blue").save(paths[0])
    open_both()
    assert window.state.inspection(str(paths[0])) is None
    assert window.state.inspection(str(paths[1])) is answers[paths[1]]
    assert asked(window)["one.png"]
    assert pictures.photo(item.picture) is None
    for look in (pictures.thumbnail, pictures.photo):
        qtbot.waitUntil(partial(is_there, look, item.picture))
        image = look(item.picture)
        assert image is not None
        assert image.pixelColor(20, 20).blue() > 200, "it is the new one"


def is_there(look: Callable[[Picture], QImage | None], picture: Picture) -> bool:
    """Whether a picture has come."""
    return look(picture) is not None
