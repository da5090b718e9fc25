"""Builds every object of the window, wires them, and runs the event loop."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QStyleFactory

from senet_viewer.errors import ViewerError
from senet_viewer.gui.actions import Actions
from senet_viewer.gui.appearance import Appearance
from senet_viewer.gui.background import Background
from senet_viewer.gui.choices import Choices
from senet_viewer.gui.command_parts import CommandParts
from senet_viewer.gui.commands import Commands
from senet_viewer.gui.comparing_parts import ComparingParts
from senet_viewer.gui.crashes import Crashes
from senet_viewer.gui.display import check_display
from senet_viewer.gui.documents import Documents
from senet_viewer.gui.end_signals import EndSignals
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.exporting import Exporter
from senet_viewer.gui.figure_commands import FigureCommands
from senet_viewer.gui.guide import Guide
from senet_viewer.gui.language import ENGLISH, speak
from senet_viewer.gui.logs import except_hook, start_log, stop_log
from senet_viewer.gui.main_window import MainWindow
from senet_viewer.gui.menus import action_rows, fill_menu_bar
from senet_viewer.gui.network_commands import NetworkCommands
from senet_viewer.gui.network_reports import NetworkReports
from senet_viewer.gui.networks import Choice, Networks
from senet_viewer.gui.panels.answer_panel import AnswerPanel
from senet_viewer.gui.panels.empty_state import EmptyState
from senet_viewer.gui.panels.focus_panel import FocusPanel
from senet_viewer.gui.panels.gates_panel import GatesPanel
from senet_viewer.gui.panels.image_panel import ImagePanel
from senet_viewer.gui.panels.notice_bar import NoticeBar
from senet_viewer.gui.panels.recovery_bar import RecoveryBar
from senet_viewer.gui.panels.status_line import StatusLine
from senet_viewer.gui.panels.toolbar import Toolbar
from senet_viewer.gui.preferences import Preferences
from senet_viewer.gui.project_commands import ProjectCommands
from senet_viewer.gui.reading_commands import ReadingCommands
from senet_viewer.gui.reading_parts import ReadingParts
from senet_viewer.gui.references import Compare
from senet_viewer.gui.screenshot import Photographer
from senet_viewer.gui.session import Session
from senet_viewer.gui.settings import Settings, load_settings
from senet_viewer.gui.settings_keeper import SettingsKeeper
from senet_viewer.gui.sorting import Sorting
from senet_viewer.gui.state import State
from senet_viewer.gui.summaries import Summaries
from senet_viewer.gui.theme import Theme
from senet_viewer.gui.troubles import Troubles
from senet_viewer.gui.wiring import wire
from senet_viewer.records import BuildOptions
from senet_viewer.resources import ICONS, resource, sample_images
from senet_viewer.statistics import Order

SETTINGS_FILE = "settings.json"
AUTOSAVE_FOLDER = "autosave"
BACKGROUND_THREADS = 2


@dataclass(frozen=True)
class Start:
    """How the window starts: what to open, with which network, and whether only for a picture.

    Without a ``language`` that of the settings is spoken.
    """

    paths: tuple[str, ...] = ()
    model: str = ""
    screenshot: str = ""
    size: tuple[int, int] | None = None
    dark: bool | None = None
    options: BuildOptions = field(default_factory=BuildOptions)
    language: str = ENGLISH


class Application(QObject):
    """Owns all objects of the window; ``close`` ends every thread and child process."""

    def __init__(self, app: QApplication, start: Start, version: str = "") -> None:
        super().__init__(app)
        self._app, self._start = app, start
        config = QStandardPaths.StandardLocation.AppConfigLocation
        self.settings_file = Path(QStandardPaths.writableLocation(config)) / SETTINGS_FILE
        self.log_folder = self.settings_file.parent / "logs"
        self._log = start_log(self.log_folder)
        self.settings, settings_error = self._load_settings()
        self.keeper = SettingsKeeper(
            self.settings, self.settings_file, self._collect_settings, self
        )
        speak(start.language or self.settings.language, self)
        plain = bool(start.screenshot)
        self.appearance = Appearance(app, self.settings, start.dark, self, plain=plain)
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self.autosave_folder = self._autosave_folder()
        self.state = State(self)
        self.engine = EngineClient(parent=self)
        self.background = Background(BACKGROUND_THREADS, self)
        self.networks = Networks(self.engine, self)
        self.session = Session(self.state, self.engine, self.networks, self.background, self)
        self.documents = Documents(
            self.state,
            self.session,
            self.networks,
            self.background,
            self.settings,
            self.autosave_folder,
            self,
        )
        self.pictures = self.documents.pictures
        self.exporter = Exporter(self.state, self.background, self)
        self._build_window(version)
        wire(self)
        self._apply_settings()
        self.command_parts.start()
        self.preferences.start()
        if settings_error is not None:
            self.notices.show_error(settings_error)
        self._closed = False
        self._old_hook = sys.excepthook
        sys.excepthook = except_hook(self.notices.show_error)

    def _autosave_folder(self) -> Path:
        if self._start.screenshot:
            self._scratch = tempfile.TemporaryDirectory(prefix="senet-viewer-")
            return Path(self._scratch.name)
        data = QStandardPaths.StandardLocation.AppLocalDataLocation
        return Path(QStandardPaths.writableLocation(data)) / AUTOSAVE_FOLDER

    def _load_settings(self) -> tuple[Settings, ViewerError | None]:
        if self._start.screenshot:
            return Settings(), None
        return load_settings(self.settings_file)

    def _build_window(self, version: str) -> None:
        state, theme = self.state, self.theme
        self.notices = NoticeBar(theme)
        self.troubles = Troubles(self)
        self.recovery = RecoveryBar(theme)
        self.status = StatusLine(state, self.session, self.networks, theme)
        self.images = ImagePanel(state, self.pictures, self.documents.statistics, theme)
        self.answer = AnswerPanel(state, self.pictures, theme)
        network = self.documents.project.network
        self.parts = parts = ReadingParts(state, self.engine, network, theme, self)
        self.focus = FocusPanel(state, parts.reading, theme)
        self.gates = GatesPanel(state, parts.reading, parts.filters, parts.card, theme)
        self.empty = EmptyState(sample_images(), theme)
        self.export_menu = QMenu()
        self.choices = Choices(state, self.networks, self.gates)
        self.toolbar = Toolbar(state, self.networks, self.choices, self.export_menu, theme)
        self.window = MainWindow(
            state,
            self.toolbar,
            self.images,
            self.answer,
            self.focus,
            self.gates,
            self.empty,
            self.notices,
            self.recovery,
            self.status,
            theme,
        )
        self.tables = ReadingCommands(state, parts.reading, self.window)
        self.project_commands = ProjectCommands(
            state, self.documents.project, self.settings, self.window
        )
        self._build_network_dialogs()
        self.commands = Commands(
            state,
            self.session,
            self.network_commands,
            self.project_commands,
            self.documents.recent,
            self.documents.links,
            self.exporter,
            self.settings,
            self.log_folder,
            self.window,
        )
        self.commands.version = version
        self.crashes = Crashes(self.log_folder, version, self.background, self.window)
        self.preferences = Preferences(self)
        self.exporter.ask_other = self.comparing.comparison.ask_for
        self.figures = FigureCommands(
            state, self.exporter, self.background, self.settings, lambda: self.theme, self.window
        )
        self.command_parts = CommandParts(self)
        self.guide = Guide(self)
        self.actions = Actions(self.window, action_rows(self))
        self.actions.fill(self.export_menu, "export")
        self.export_menu.setParent(self.toolbar, self.export_menu.windowFlags())
        fill_menu_bar(self.window.menuBar(), self)
        self.appearance.learn(self.window)

    def _build_network_dialogs(self) -> None:
        state, networks, theme, window = self.state, self.networks, self.theme, self.window
        self.network_commands = do = NetworkCommands(networks, self.settings, window)
        self.comparing = ComparingParts(state, networks, self.engine, do, theme, window)
        window.put_below_answer(self.comparing.panel)
        self.reports = NetworkReports(state, networks, self.background, theme, window)
        self.summaries = Summaries(state, networks, self.engine, theme, window)

    @Slot()
    def name_project(self) -> None:
        """Show the project's name, and whether it has changes that are not saved."""
        project = self.documents.project
        self.window.set_project(project.name, modified=project.modified)

    def _apply_settings(self) -> None:
        settings, state = self.settings, self.state
        self.window.restore(settings)
        self.parts.restore(settings)
        if settings.order in [order.value for order in Order]:
            state.set_order(Order(settings.order))
        if settings.compare == Compare.NOTHING.value:
            state.compare_with(Compare.NOTHING)
        self.images.set_sorting(Sorting.from_text(settings.sort))
        if self._start.size is not None:
            self.window.resize(*self._start.size)

    def open(self) -> None:
        """Show the window, start the engine, open what was asked for."""
        if not self._start.screenshot:
            self.window.fit_to_screen()
        self.window.show()
        self.images.list.setFocus()
        self.session.start(self._first_choice())
        self.documents.recovery.start()
        if not self._start.screenshot:
            self.keeper.start()
            self.crashes.start()
        if self._start.paths:
            self.commands.open_paths(list(self._start.paths))
        if self._start.screenshot:
            self.photographer = Photographer(
                self.window,
                self.state,
                self.session,
                self.networks,
                self.documents.project,
                self._start.screenshot,
                self,
            )
            self.photographer.finished.connect(self._app.exit)

    def _first_choice(self) -> Choice:
        settings = self.settings
        if self._start.model:
            options = self._start.options
            return Choice(self._start.model, settings.device, settings.precision, options)
        options = BuildOptions(settings.architecture, settings.implementation)
        return Choice(settings.model, settings.device, settings.precision, options)

    @property
    def theme(self) -> Theme:
        """The colours in use."""
        return self.appearance.theme

    @Slot(object)
    def set_theme(self, theme: Theme) -> None:
        """Hand another theme to what paints itself."""
        self.window.set_theme(theme)
        self.parts.card.set_theme(theme)
        self.reports.set_theme(theme)
        self.comparing.panel.set_theme(theme)
        self.summaries.set_theme(theme)
        self.figures.set_theme(theme)
        self.command_parts.set_theme(theme)

    @Slot(str)
    def remember_sort(self, sort: str) -> None:
        """The list is sorted so at the next start, too."""
        self.settings.sort = sort

    def escape(self) -> None:
        """Close the card, leave the filled panel, skip the tour, stop downloading or inspecting."""
        if self.guide.tour.escape():
            return
        if self.parts.reading.card is not None:
            self.parts.reading.close_card()
        elif self.gates.gates.filled_block:
            self.gates.toggle_fill()
        elif self.networks.transfer is not None:
            self.networks.cancel()
        elif self.comparing.comparison.loading:
            self.comparing.comparison.cancel()
        else:
            self.session.cancel()

    def reset_layout(self) -> None:
        """Give the columns their first widths again."""
        self.window.reset_layout()

    @Slot()
    def close(self) -> None:
        """Save the settings; end threads and child processes."""
        if self._closed:
            return
        self._closed = True
        self.command_parts.live.drop()
        # What could be asked was asked before.
        self.window.may_close = lambda: True
        self._save_settings()
        self.exporter.close()
        self.documents.close()
        self.background.close()
        self.engine.stop()
        self.crashes.close()
        if self._scratch is not None:
            self._scratch.cleanup()
        sys.excepthook = self._old_hook
        stop_log(self._log)

    def prepare_end(self) -> None:
        """The system ends the process now: what is open stays in the autosave."""
        self._save_settings()
        self.documents.autosave.finish()
        self.crashes.close()

    def _save_settings(self) -> None:
        if self._start.screenshot:
            self.keeper.close()
        else:
            self.keeper.save_now()

    def _collect_settings(self) -> None:
        """Put what the window shows into the settings."""
        settings, state = self.settings, self.state
        self.window.remember(settings)
        self.parts.remember(settings)
        settings.order = state.order.value
        kept = (Compare.AVERAGE, Compare.NOTHING)
        settings.compare = (state.compare if state.compare in kept else Compare.AVERAGE).value
        choice = self.networks.in_use
        settings.model, settings.device = choice.key, choice.device
        settings.precision = choice.precision
        settings.architecture = choice.options.architecture
        settings.implementation = choice.options.implementation


def run(
    paths: Sequence[str],
    *,
    model: str | None = None,
    options: BuildOptions | None = None,
    screenshot: str | None = None,
    size: tuple[int, int] | None = None,
    dark: bool | None = None,
    language: str | None = None,
    version: str = "",
) -> int:
    """Run the window until it is closed; returns the exit status.

    Raises ``ViewerError`` before Qt starts where no window can open.
    """
    if screenshot:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    check_display()
    app = QApplication([sys.argv[0] if sys.argv else "senet-viewer"])
    app.setApplicationName("senet-viewer")
    app.setDesktopFileName("senet-viewer")
    app.setWindowIcon(QIcon(str(resource(ICONS, "senet-viewer.svg"))))
    app.setStyle(QStyleFactory.create("Fusion"))
    built = options or BuildOptions()
    spoken = language or (ENGLISH if screenshot else "")
    start = Start(tuple(paths), model or "", screenshot or "", size, dark, built, spoken)
    viewer = Application(app, start, version)
    signals = EndSignals(viewer.prepare_end, viewer)
    viewer.open()
    status = app.exec()
    signals.close()
    viewer.close()
    viewer.window.deleteLater()
    return status
