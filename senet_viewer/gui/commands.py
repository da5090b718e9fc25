"""What the user asks for by menu, key, button or drop, handed on to session and exporter."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui.dialogs.link_dialog import LinkDialog
from senet_viewer.gui.dialogs.table_dialog import Sheet, TableContent, TableDialog
from senet_viewer.gui.dialogs.text_dialog import TextDialog
from senet_viewer.gui.exporting import Exporter
from senet_viewer.gui.incoming import Incoming, read_incoming
from senet_viewer.gui.links import Links
from senet_viewer.gui.network_commands import CHECKPOINT_SUFFIXES, NetworkCommands, is_checkpoint
from senet_viewer.gui.project_commands import ProjectCommands, is_project
from senet_viewer.gui.recent import Recent
from senet_viewer.gui.session import Session
from senet_viewer.gui.settings import Settings
from senet_viewer.gui.state import State
from senet_viewer.gui.tables import failure_rows
from senet_viewer.gui.versions import as_lines, versions
from senet_viewer.gui.words import error_text, hint_text
from senet_viewer.images.decode import IMAGE_SUFFIXES
from senet_viewer.resources import sample_images
from senet_viewer.store.files import SUFFIX as PROJECT_SUFFIX


class Commands(QObject):
    """Each method is one thing the user can do; dialogs are not modal where that helps nobody."""

    said = Signal(str)

    def __init__(
        self,
        state: State,
        session: Session,
        networks: NetworkCommands,
        projects: ProjectCommands,
        recent: Recent,
        links: Links,
        exporter: Exporter,
        settings: Settings,
        log_folder: Path,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._state, self._session, self._exporter = state, session, exporter
        self._networks, self._projects, self._recent = networks, projects, recent
        self._links = links
        self._settings, self._log_folder, self._window = settings, log_folder, window
        self.version = ""
        exporter.done.connect(self._exported)

    @Slot()
    def open_files(self) -> None:
        """Open pictures or a checkpoint."""
        pictures = " ".join(f"*{suffix}" for suffix in sorted(IMAGE_SUFFIXES))
        others = " ".join(f"*{suffix}" for suffix in (*CHECKPOINT_SUFFIXES, PROJECT_SUFFIX))
        filters = ";;".join(
            (
                self.tr("Pictures, projects and checkpoints ({list})").format(
                    list=f"{pictures} {others}"
                ),
                self.tr("All files (*)"),
            )
        )
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Open"), self._settings.last_folder, filters
        )
        if paths:
            self._settings.last_folder = str(Path(paths[0]).parent)
            self.open_paths(paths)

    @Slot()
    def open_folder(self) -> None:
        """Open every picture in a folder."""
        path = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open folder"), self._settings.last_folder
        )
        if path:
            self._settings.last_folder = path
            self.open_paths([path])

    @Slot(list)
    def open_paths(self, paths: Sequence[str]) -> None:
        """Open files and folders; a project takes the place of what is open.

        A checkpoint becomes the network.
        """
        projects = [path for path in paths if is_project(path) and not Path(path).is_dir()]
        weights = [path for path in paths if is_checkpoint(path) and not Path(path).is_dir()]
        others = [path for path in paths if path not in projects and path not in weights]
        if weights:
            self._networks.open_checkpoints(weights)
        if projects:
            self._projects.open(os.path.abspath(projects[0]), lambda: self._open_images(others))
        else:
            self._open_images(others)

    def _open_images(self, paths: Sequence[str]) -> None:
        if paths:
            self._recent.add([os.path.abspath(path) for path in paths])
            self._session.open_paths(paths)

    @Slot(str)
    def open_samples(self, chosen: str) -> None:
        """Open all sample photos, the chosen one in front."""
        self._session.open_paths([str(path) for path in sample_images()], select=chosen)

    @Slot()
    def paste(self) -> None:
        """Open what the clipboard holds: files, a picture, or links."""
        incoming = read_incoming(QGuiApplication.clipboard().mimeData())
        if incoming:
            self.open_incoming(incoming)
        else:
            self.said.emit(self.tr("The clipboard holds no picture and no link."))

    @Slot(object)
    def open_incoming(self, incoming: Incoming) -> None:
        """Open what was dropped or pasted."""
        if incoming.paths:
            self.open_paths(incoming.paths)
        elif incoming.data is not None:
            self._session.open_pasted(incoming.data, self.tr("pasted"))
        elif incoming.image is not None:
            self._session.paste(incoming.image, self.tr("pasted"))
        elif incoming.links:
            self._links.open(incoming.links)
        else:
            self.said.emit(self.tr("What was dropped holds no picture, no file and no web link."))
        if incoming.left_out:
            text = self.tr("{n} links are opened, {more} more are left out.")
            self.said.emit(text.format(n=len(incoming.links), more=f"{incoming.left_out:,}"))

    @Slot()
    def ask_for_link(self) -> None:
        """Open the address that the user types."""
        dialog = LinkDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda address: self._links.open([address], typed=True))
        dialog.open()

    @Slot()
    def step_block_forward(self) -> None:
        self._step_block(1)

    @Slot()
    def step_block_back(self) -> None:
        self._step_block(-1)

    def _step_block(self, by: int) -> None:
        names = [block.name for block in self._state.shown.blocks] if self._state.shown else []
        if self._state.focus in names:
            at = names.index(self._state.focus) + by
            self._state.set_focus(names[max(0, min(len(names) - 1, at))])

    def export_data(self, suffix: str, *, every: bool) -> Callable[[], None]:
        """A command that exports the data of the shown image, or of every one."""
        return lambda: self._export(suffix, every=every)

    def _export(self, suffix: str, *, every: bool) -> None:
        shown = self._state.shown
        if shown is None:
            self.said.emit(self.tr("There is nothing to export yet: open a picture first."))
            return
        stem = "gates" if every else f"{Path(printable(shown.image.name)).stem}-gates"
        start = str(Path(self._settings.last_export_folder) / f"{stem}{suffix}")
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export"), start, f"{suffix[1:].upper()} (*{suffix})"
        )
        if not path:
            return
        if not path.lower().endswith(suffix):
            path += suffix
        self._settings.last_export_folder = str(Path(path).parent)
        self.said.emit(self.tr("Writing {name} …").format(name=printable(Path(path).name)))
        self._exporter.export_data(path, self._state.inspections() if every else [shown])

    @Slot(str)
    def _exported(self, path: str) -> None:
        self.said.emit(self.tr("Written: {path}").format(path=printable(path)))

    @Slot()
    def show_failures(self) -> None:
        """The files that failed, each with its reason."""
        columns = [self.tr("number"), self.tr("file"), self.tr("what is wrong"), self.tr("path")]
        content = TableContent(
            self.tr("Files that failed"),
            self.tr(
                "The others went through. A double click shows a file in the list; Copy takes "
                "the selected rows, or all."
            ),
            (Sheet("", columns, failure_rows(self._state.items)),),
        )
        dialog = TableDialog(content, self._window)
        dialog.row_chosen.connect(self._show_number)
        dialog.show()

    @Slot(object)
    def _show_number(self, number: int) -> None:
        for item in self._state.items:
            if item.arrival + 1 == number:
                self._state.select(item.key)

    @Slot(object)
    def show_details(self, error: ViewerError) -> None:
        """What is behind an error, to read or to send."""
        text = "\n\n".join(part for part in (hint_text(error), error.detail) if part)
        TextDialog(self.tr("Details"), error_text(error), text, self._window).show()

    @Slot()
    def show_about(self) -> None:
        """Versions to paste into a report."""
        TextDialog(
            self.tr("About senet-viewer"),
            self.tr(
                "senet-viewer shows the gates of squeeze-and-excitation networks: how far each "
                "channel is opened for a picture. "
                "Hu, Shen, Albanie, Sun, Wu: Squeeze-and-Excitation Networks, arXiv 1709.01507. "
                "Copy the lines below into a bug report."
            ),
            as_lines(versions(self.version) | self._in_use()),
            self._window,
        ).show()

    def _in_use(self) -> dict[str, str]:
        """Network and device; the engine's own versions where they differ from the window's."""
        state, engine = self._state, self._networks.versions()
        card, device = state.card, state.device
        return {
            "engine": ", ".join(f"{name} {number}" for name, number in engine.items()) or "–",
            "network": printable(f"{card.title} ({card.key})") if card is not None else "–",
            "device": f"{device.title} ({device.key})" if device is not None else "–",
        }

    @Slot()
    def show_logs(self) -> None:
        """Open the folder of the log files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))
