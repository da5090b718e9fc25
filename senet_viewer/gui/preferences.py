"""Opens the settings dialog, and does at once what is chosen there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from senet_viewer.gui.appearance import SYSTEM_THEME
from senet_viewer.gui.dialogs.settings_dialog import Chosen, SettingsDialog
from senet_viewer.gui.language import NAMES
from senet_viewer.gui.language import SYSTEM as SYSTEM_LANGUAGE
from senet_viewer.gui.networks import AUTO, EXACT, FASTER
from senet_viewer.gui.references import Compare
from senet_viewer.gui.sorting import Sorting
from senet_viewer.gui.text_size import SIZES
from senet_viewer.statistics import Order

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


class Preferences(QObject):
    """One dialog at a time; it follows what is chosen elsewhere, in the menus and by key."""

    said = Signal(str)
    taken_back = Signal(str)
    """What was said holds no more."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self._app = app
        self.dialog: SettingsDialog | None = None
        self._reset_to: tuple[object, ...] = ()
        app.appearance.settings_changed.connect(self._follow)
        app.parts.reading.histogram_changed.connect(self._follow)
        app.parts.reading.noise_wanted_changed.connect(self._follow)
        app.state.model_changed.connect(self._follow)
        app.networks.catalogue_changed.connect(self._follow)

    def start(self) -> None:
        """Notice what changes after a reset; called once the keys are there."""
        app = self._app
        for changed in (
            app.appearance.settings_changed,
            app.parts.reading.histogram_changed,
            app.parts.reading.noise_wanted_changed,
            app.parts.reading.differences_changed,
            app.command_parts.bindings.changed,
            app.state.order_changed,
            app.state.reference_changed,
            app.images.sort_changed,
        ):
            changed.connect(self._check_reset)

    @Slot()
    def show(self) -> None:
        """The settings dialog, or the one that is open already."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        dialog = SettingsDialog(self._languages(), SIZES, self._folders(), self._app.window)
        self.dialog = dialog
        self._connect(dialog)
        self._follow()
        dialog.show()

    def _connect(self, dialog: SettingsDialog) -> None:
        app = self._app
        dialog.language_chosen.connect(self._choose_language)
        dialog.theme_chosen.connect(app.appearance.choose)
        dialog.text_size_chosen.connect(app.appearance.set_text_size)
        dialog.device_chosen.connect(app.network_commands.choose_device)
        dialog.exact_chosen.connect(
            lambda on: app.network_commands.choose_precision(EXACT if on else FASTER)
        )
        dialog.histogram_chosen.connect(app.parts.reading.set_histogram)
        dialog.noise_chosen.connect(app.parts.reading.set_noise_wanted)
        dialog.folder_asked.connect(
            lambda folder: QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        )
        dialog.keys_asked.connect(app.command_parts.change_keys)
        dialog.reset_asked.connect(self.reset)
        dialog.finished.connect(self._forget)

    def _languages(self) -> list[tuple[str, str]]:
        return [(SYSTEM_LANGUAGE, self.tr("like the system")), *NAMES.items()]

    def _devices(self) -> list[tuple[str, str]]:
        hello = self._app.networks.hello
        known = [(device.key, device.title) for device in hello.devices] if hello else []
        return [(AUTO, self.tr("the fastest there is")), *known]

    def _folders(self) -> list[tuple[str, str]]:
        app = self._app
        return [
            (self.tr("Settings"), str(app.settings_file.parent)),
            (self.tr("Log"), str(app.log_folder)),
            (self.tr("Autosave"), str(app.autosave_folder)),
        ]

    @Slot(str)
    def _choose_language(self, language: str) -> None:
        self._app.settings.language = language
        self._check_reset()

    @Slot()
    def _follow(self) -> None:
        app = self._app
        if self.dialog is None:
            return
        self.dialog.set_devices(self._devices())
        choice = app.networks.wanted if app.networks.loading else app.networks.in_use
        self.dialog.show_chosen(
            Chosen(
                app.settings.language,
                app.appearance.name,
                app.appearance.text.percent,
                choice.device,
                choice.precision == EXACT,
                app.parts.reading.histogram,
                app.parts.reading.noise_wanted,
            )
        )

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    @Slot()
    def reset(self) -> None:
        """Everything as at the first start; networks, recent files and folders stay."""
        app = self._app
        app.settings.language = SYSTEM_LANGUAGE
        app.appearance.choose(SYSTEM_THEME)
        app.appearance.system_size()
        app.parts.reading.set_histogram(True)
        app.parts.reading.set_noise_wanted(True)
        app.parts.reading.set_differences_wanted(False)
        app.command_parts.bindings.reset_all()
        app.state.set_order(Order.CHANNEL)
        app.state.compare_with(Compare.AVERAGE)
        app.images.set_sorting(Sorting())
        app.images.sort_changed.emit(Sorting().as_text())
        app.settings.figure_style = app.settings.figure_pattern = ""
        app.window.reset_layout()
        in_use = app.networks.in_use
        if app.networks.hello is not None and (in_use.device, in_use.precision) != (AUTO, EXACT):
            app.networks.load(replace(in_use, device=AUTO, precision=EXACT))
        self._follow()
        self._reset_to = self._settled()
        self.said.emit(self._reset_words())

    def _reset_words(self) -> str:
        return self.tr("All settings are as at the first start.")

    def _settled(self) -> tuple[object, ...]:
        """What resetting settles, as it is now."""
        app = self._app
        return (
            app.settings.language,
            app.appearance.name,
            app.appearance.text.percent,
            app.parts.reading.histogram,
            app.parts.reading.noise_wanted,
            app.parts.reading.differences_wanted,
            app.command_parts.bindings.any_changed,
            app.state.order,
            app.state.compare,
            app.images.model.sorting,
            app.networks.wanted.precision,
        )

    @Slot()
    def _check_reset(self) -> None:
        """Once anything is chosen after a reset, it is no longer as at the first start."""
        if self._reset_to and self._settled() != self._reset_to:
            self._reset_to = ()
            self.taken_back.emit(self._reset_words())
