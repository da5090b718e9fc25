"""What the user asks for about projects: to save, open and close them without losing anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from senet_viewer.errors import printable
from senet_viewer.gui.network_commands import CHECKPOINT_SUFFIXES
from senet_viewer.gui.project import Project
from senet_viewer.gui.settings import Settings
from senet_viewer.gui.state import State
from senet_viewer.store.files import SUFFIX

Answer = QMessageBox.StandardButton


def is_project(path: str) -> bool:
    """Whether a file's name is that of a project."""
    return path.lower().endswith(SUFFIX)


class ProjectCommands(QObject):
    """Each method is one thing the user can do."""

    said = Signal(str)

    def __init__(self, state: State, project: Project, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._state, self._project = state, project
        self._settings, self._window = settings, window
        self._after_saving: Callable[[], object] | None = None
        project.saved.connect(self._saved)
        project.error.connect(self._not_saved)
        project.overtaken.connect(self._ask_to_replace)
        project.network.path_asked.connect(self.locate_network)

    @Slot()
    def save(self) -> None:
        """Save under the project's name; ask for one where there is none."""
        if self._project.path:
            self._save(self._project.path, replace=False)
        else:
            self.save_as()

    @Slot()
    def save_as(self) -> None:
        """Save under a name that the user gives."""
        if not self._state.items:
            self.said.emit(self.tr("There is nothing to save yet: open a picture first."))
            return
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save project"), self._suggestion(), self._filter()
        )
        if not path:
            self._after_saving = None
            return
        # The dialog has asked about a file of the name that was typed, not of a longer one.
        typed = is_project(path)
        self._settings.last_folder = str(Path(path).parent)
        self._save(path if typed else path + SUFFIX, replace=typed)

    def _suggestion(self) -> str:
        if self._project.path:
            return self._project.path
        return str(
            Path(self._settings.last_folder) / self.tr("gates{suffix}").format(suffix=SUFFIX)
        )

    def _filter(self) -> str:
        return self.tr("Projects ({list})").format(list=f"*{SUFFIX}")

    def _save(self, path: str, *, replace: bool) -> None:
        if self._project.saving:
            return
        self.said.emit(self.tr("Saving {name} …").format(name=printable(Path(path).name)))
        self._project.save(path, replace=replace)

    @Slot(str)
    def _saved(self, path: str) -> None:
        self.said.emit(self.tr("Saved: {path}").format(path=printable(path)))
        then, self._after_saving = self._after_saving, None
        if then is not None:
            then()

    @Slot()
    def _not_saved(self) -> None:
        self._after_saving = None

    @Slot(object)
    def _ask_to_replace(self, path: str) -> None:
        """The file is not what was opened or saved: nothing of it is lost without a question."""
        name = printable(Path(path).name)
        text = self.tr("“{name}” exists already. Replace it?")
        if path == self._project.path:
            text = self.tr(
                "“{name}” was changed by another window or program since it was opened or saved "
                "here. Replace it with what is open here?"
            )
        answer = self._ask(
            text.format(name=name),
            {
                Answer.Save: self.tr("&Replace"),
                Answer.SaveAll: self.tr("Save &as …"),
                Answer.Cancel: "",
            },
        )
        if answer == Answer.Save:
            self._save(path, replace=True)
        elif answer == Answer.SaveAll:
            self.save_as()
        else:
            self._after_saving = None

    @Slot()
    def ask_for_project(self) -> None:
        """Open a project that the user chooses."""
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open project"), self._settings.last_folder, self._filter()
        )
        if path:
            self._settings.last_folder = str(Path(path).parent)
            self.open(path)

    @Slot()
    def locate_network(self) -> None:
        """Let the user show where the network's file is now, and go on with it."""
        lost = self._project.network.lost_file
        if not lost:
            return
        name = printable(Path(lost).name)
        endings = " ".join(f"*{suffix}" for suffix in CHECKPOINT_SUFFIXES)
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Locate “{name}”").format(name=name),
            self._settings.last_folder,
            ";;".join(
                (self.tr("Checkpoints ({list})").format(list=endings), self.tr("All files (*)"))
            ),
        )
        if path:
            self._settings.last_folder = str(Path(path).parent)
            self._project.network.locate(os.path.abspath(path))

    def open(self, path: str, then: Callable[[], None] = lambda: None) -> None:
        """Open a project in place of what is open, once unsaved changes are dealt with."""
        if self.may_leave(lambda: self._project.open(path, then)):
            self._project.open(path, then)

    def may_leave(self, later: Callable[[], object]) -> bool:
        """Whether what is open may go now; where it is saved first, ``later`` follows.

        Only a project with a name is asked about: other lists are as easily opened again.
        """
        if not (self._project.path and self._project.modified):
            return True
        answer = self._ask(
            self.tr("Save the changes of the project “{name}”?").format(name=self._project.name),
            dict.fromkeys((Answer.Save, Answer.Discard, Answer.Cancel), ""),
        )
        if answer == Answer.Save:
            self._after_saving = later
            self.save()
        return answer == Answer.Discard

    def _ask(self, text: str, buttons: Mapping[Answer, str]) -> Answer:
        """What the user answers by one of ``buttons``, whose own texts may be empty."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("senet-viewer"))
        box.setText(text)
        for button, word in buttons.items():
            made = box.addButton(button)
            if word:
                made.setText(word)
        box.setDefaultButton(Answer.Save)
        chosen = Answer(box.exec())
        box.deleteLater()
        return chosen
