"""A real window with its engine, without a screen, brought to a state and left to settle."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication, QDialog, QStyleFactory, QWidget

from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.dialogs.figure_dialog import FigureDialog
from senet_viewer.gui.language import ENGLISH
from senet_viewer.gui.networks import BUNDLED
from senet_viewer.gui.references import Compare
from senet_viewer.gui.sorting import Sorting
from senet_viewer.resources import sample_images
from senet_viewer.statistics import Order

SIZE = (1440, 980)
"""Some room to spare: where letters are larger, no stage has to fold."""
SCREEN = (1920, 1200)
SHORT = Path("/tmp")
PATIENCE_SECONDS = 90.0
LOOK_SECONDS = 0.04
STILL_LOOKS = 3
HARMLESS = ("propagateSizeHints",)


@contextmanager
def surroundings(scale: float = 1.0) -> Iterator[None]:
    """A screen that has room for the window, and a home of its own; call it before Qt starts."""
    # The settings dialog shows it, so that its name is as long everywhere.
    with tempfile.TemporaryDirectory(dir=SHORT if SHORT.is_dir() else None) as home:
        screen = {
            "name": "drawn",
            "x": 0,
            "y": 0,
            "width": SCREEN[0],
            "height": SCREEN[1],
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
        screens = Path(home) / "screens.json"
        screens.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
        os.environ["QT_SCALE_FACTOR"] = str(scale)
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            os.environ[name] = home
        for name in ("CONFIG", "CACHE", "DATA", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(home) / name.lower())
        yield


class Stage:
    """One window for several states; ``folder`` takes what a state needs on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.warnings: list[str] = []
        qInstallMessageHandler(self._note_warning)
        self.app = QApplication([])
        self.app.setApplicationName("senet-viewer")
        self.app.setStyle(QStyleFactory.create("Fusion"))
        # A cursor that blinks would make two pictures of one state differ.
        self.app.setCursorFlashTime(0)
        self.language = ENGLISH
        self.viewer = self._window()

    def _window(self) -> Application:
        viewer = Application(self.app, Start(size=SIZE, dark=False, language=self.language))
        # What goes wrong ends the state, instead of being told in its window.
        sys.excepthook = sys.__excepthook__
        viewer.open()
        return viewer

    def _note_warning(self, kind: QtMsgType, _context: object, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not any(part in text for part in HARMLESS):
            self.warnings.append(text)

    def wait(self, what: str, condition: Callable[[], object]) -> None:
        """Turn the event loop until ``condition`` holds; raises ``TimeoutError``."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            QCoreApplication.processEvents()
            time.sleep(0.005)
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited in vain until {what}")
        QCoreApplication.processEvents()

    def reset(self, language: str = ENGLISH) -> None:
        """The window as at the first start, with the bundled network ready."""
        if language != self.language:
            self.begin_again(language=language)
        viewer = self.viewer
        for other in QApplication.topLevelWidgets():
            if other is not viewer.window and other.isVisible():
                other.close()
        viewer.guide.tour.skip()
        viewer.command_parts.palette.leave()
        viewer.parts.reading.close_card()
        viewer.state.set_marked(None)
        viewer.parts.reading.set_filter(None)
        viewer.parts.reading.set_differences_wanted(False)
        viewer.gates.gates.fill(None)
        viewer.images.set_sorting(Sorting())
        viewer.state.remove([item.key for item in viewer.state.items])
        viewer.notices.clear()
        viewer.state.compare_with(Compare.AVERAGE)
        viewer.state.set_order(Order.CHANNEL)
        viewer.appearance.choose("light")
        viewer.appearance.system_size()
        viewer.reset_layout()
        viewer.window.resize(*SIZE)
        self.network(BUNDLED)

    def network(self, key: str) -> None:
        """Use this network of the catalogue."""
        state, networks = self.viewer.state, self.viewer.networks
        self.wait("a network is ready", lambda: state.card is not None and not networks.loading)
        if state.card is not None and state.card.key != key:
            networks.choose(key)
        self.wait(
            f"{key} is ready",
            lambda: state.card is not None and state.card.key == key and not networks.loading,
        )

    def open(self, paths: Sequence[Path] | None = None) -> None:
        """Open pictures, the samples if none are named, and wait for their answers."""
        viewer = self.viewer
        wanted = sample_images() if paths is None else paths
        viewer.commands.open_paths([str(path) for path in wanted])
        self.wait("the pictures are listed", lambda: len(viewer.state.items) >= len(wanted))
        self.answered()

    def tour(self, steps: int) -> None:
        """Begin the guided tour, and let it show its first ``steps`` steps itself."""
        tour = self.viewer.guide.tour
        tour.start()
        while tour.running and tour.position[0] <= steps:
            self.wait("the tour may go on", lambda: tour.step is None or not tour.step.waits())
            tour.go_on()
            QCoreApplication.processEvents()
        self.answered()

    def show_image(self, key: str) -> None:
        """Show the image of that key, and wait for its gates."""
        self.viewer.state.select(key)
        self.answered()

    def answered(self) -> None:
        """Wait until each picture has its answer or its error, and the one on show its noise."""
        state, session = self.viewer.state, self.viewer.session
        self.wait("answers", lambda: all(item.answer or item.error for item in state.items))
        self.wait("nothing is under way", lambda: not session.busy and not session.opening)
        self.wait("gates are shown", lambda: state.up_to_date or state.current_failed)
        self.wait("noise is measured", self._noise_is_known)

    def _noise_is_known(self) -> bool:
        state, reading = self.viewer.state, self.viewer.parts.reading
        return reading.noise is not None or state.current_failed or not state.reference.means

    def trigger(self, action: str) -> None:
        """What the menu entry of that name does."""
        self.viewer.actions[action].trigger()
        QCoreApplication.processEvents()

    def dialog(self, action: str) -> QDialog:
        """The dialog that the menu entry opens."""
        self.trigger(action)
        self.wait("a dialog opens", lambda: self._dialogs())
        return self._dialogs()[-1]

    def figure_dialog(self) -> QDialog:
        """The figure dialog, once its preview is drawn."""
        dialog = self.dialog("figure")
        assert isinstance(dialog, FigureDialog)
        preview = dialog.preview
        self.wait("the preview is drawn", lambda: preview.has_picture and not preview.dimmed)
        return dialog

    def _dialogs(self) -> list[QDialog]:
        found = QApplication.topLevelWidgets()
        return [one for one in found if isinstance(one, QDialog) and one.isVisible()]

    def settle(self, widget: QWidget | None = None) -> None:
        """Wait until nothing in the window, or in ``widget``, moves any longer."""
        target = widget or self.viewer.window
        before, still = QImage(), 0
        deadline = time.monotonic() + PATIENCE_SECONDS
        while still < STILL_LOOKS:
            QCoreApplication.processEvents()
            time.sleep(LOOK_SECONDS)
            QCoreApplication.processEvents()
            now = target.grab().toImage()
            before, still = now, still + 1 if now == before else 0
            if time.monotonic() > deadline:
                raise TimeoutError("the window does not come to rest")

    def begin_again(self, font: QFont | None = None, language: str = ENGLISH) -> None:
        """Another window in place of this one, lettered in ``font``, in this language."""
        self._take_apart()
        self.language = language
        if font is not None:
            self.app.setFont(font)
        self.viewer = self._window()

    def close(self) -> None:
        """End threads and child processes; take the window apart."""
        self._take_apart()

    def _take_apart(self) -> None:
        self.viewer.close()
        self.viewer.window.close()
        self.viewer.window.deleteLater()
        self.viewer.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
