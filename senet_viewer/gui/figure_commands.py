"""What the user asks for about figures: the dialog, the last style again, copies."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.naming import FigureNames, Named, named
from senet_viewer.export.style import FigureStyle
from senet_viewer.export.style_file import as_json, from_json
from senet_viewer.gui.background import Background
from senet_viewer.gui.dialogs.figure_dialog import FigureDialog
from senet_viewer.gui.exporting import Exporter
from senet_viewer.gui.figure_subjects import shown_subject, subjects_of
from senet_viewer.gui.figure_target import FORMATS, USUAL_PATTERN, FigureTarget, Scope
from senet_viewer.gui.settings import Settings
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import Theme

log = logging.getLogger(__name__)


class FigureCommands(QObject):
    """Each method is one thing the user can do with figures of what is shown."""

    said = Signal(str)

    def __init__(
        self,
        state: State,
        exporter: Exporter,
        background: Background,
        settings: Settings,
        theme: Callable[[], Theme],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._state, self._exporter, self._background = state, exporter, background
        self._settings, self._theme, self._window = settings, theme, window
        self.dialog: FigureDialog | None = None
        exporter.copied.connect(self._tell_copied)

    @property
    def style(self) -> FigureStyle:
        """The last style, or the usual one."""
        if not self._settings.figure_style:
            return FigureStyle()
        try:
            return from_json(self._settings.figure_style)
        except ViewerError as error:
            log.warning("the style of figures is not taken up: %s", error.sentence)
            return FigureStyle()

    @Slot()
    def show_dialog(self) -> None:
        """Choose how the figure looks and where it goes."""
        subject = shown_subject(self._state)
        if subject is None:
            self._say_nothing_shown()
            return
        settings = self._settings
        target = FigureTarget(
            self._scopes(),
            settings.figure_format,
            settings.last_export_folder,
            settings.figure_pattern,
            self._background,
        )
        dialog = FigureDialog(
            subject,
            partial(subjects_of, self._state),
            target,
            self.style,
            self._exporter,
            self._background,
            self._theme(),
            self._window,
        )
        dialog.kept.connect(partial(self._keep, target))
        dialog.written.connect(self._exporter.done)
        dialog.copied.connect(self._tell_copied)
        dialog.destroyed.connect(self._forget_dialog)
        self.dialog = dialog
        dialog.open()

    def set_theme(self, theme: Theme) -> None:
        """Colours of the dialog, if it is open."""
        if self.dialog is not None:
            self.dialog.set_theme(theme)

    @Slot()
    def _forget_dialog(self) -> None:
        self.dialog = None

    def _scopes(self) -> list[Scope]:
        state, shown = self._state, self._state.shown
        assert shown is not None
        this = self.tr("this picture: {name}").format(name=printable(shown.image.name))
        one = self._scope(this, [shown.image.key])
        several = self._scope("", state.selected)
        every = self._scope("", [item.key for item in state.items])
        scopes = [one]
        if len(several.keys) > 1:
            text = self.tr("the {count} selected pictures").format(count=f"{len(several.keys):,}")
            # Who selects several before asking for figures means them.
            scopes.insert(0, Scope(text, several.keys, several.named))
        if state.compared:
            compared = [shown.image.key, *(one.key for one in state.compared.images)]
            text = self.tr("the {count} compared pictures, on one figure")
            found = self._scope(text.format(count=len(compared)), compared)
            # What the window shows comes first.
            scopes.insert(0, replace(found, together=True))
        if len(every.keys) > max(1, len(several.keys)):
            text = self.tr("all {count} pictures").format(count=f"{len(every.keys):,}")
            scopes.append(Scope(text, every.keys, every.named))
        return scopes

    def _scope(self, title: str, keys: Sequence[str]) -> Scope:
        found: list[tuple[str, Named]] = []
        model = self._state.shown.model if self._state.shown is not None else ""
        for key in keys:
            item = self._state.item(key)
            if item is not None and item.answer is not None:
                found.append((key, named(item.name, item.answer.predictions, model)))
        return Scope(title, tuple(key for key, _ in found), tuple(one for _, one in found))

    def _keep(self, target: FigureTarget, style: FigureStyle | None) -> None:
        settings = self._settings
        if style is not None:
            settings.figure_style = as_json(style)
        settings.figure_format = target.suffix
        settings.figure_pattern = target.pattern.text().strip() or USUAL_PATTERN
        if target.used:
            settings.last_export_folder = target.folder.text()

    @Slot()
    def export_again(self) -> None:
        """The figure of what is shown as the last one was, beside it under a free name."""
        shown, folder = self._state.shown, self._settings.last_export_folder
        if shown is None:
            self._say_nothing_shown()
            return
        if not folder:
            self.show_dialog()
            return
        suffix = self._settings.figure_format
        suffix = suffix if suffix in FORMATS else FORMATS[0]
        names = FigureNames(f"{USUAL_PATTERN}{suffix}", 1, folder)
        one = named(shown.image.name, shown.predictions, shown.model)
        path = names.name_for(one, 1)
        while Path(path).exists():
            path = names.name_for(one, 1)
        self.said.emit(self.tr("Writing {name} …").format(name=printable(Path(path).name)))
        self._exporter.export_figure(path, self.style)

    @Slot()
    def copy_figure(self) -> None:
        """Copy the figure of what is shown as a picture."""
        if self._state.shown is None:
            self._say_nothing_shown()
            return
        self.said.emit(self.tr("Copying …"))
        self._exporter.copy_figure(self.style)

    @Slot()
    def copy_table(self) -> None:
        """Copy the gates of what is shown as a table."""
        if self._state.shown is None:
            self._say_nothing_shown()
        else:
            self._exporter.copy_table()

    @Slot(str)
    def _tell_copied(self, what: str) -> None:
        self.said.emit(self.tr("Copied: {what}").format(what=what))

    def _say_nothing_shown(self) -> None:
        self.said.emit(self.tr("There is nothing to export yet: open a picture first."))
