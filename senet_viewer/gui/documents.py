"""Builds and wires what keeps the list: autosave, project, recovery, removals, recent files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from senet_viewer.gui.autosave import Autosave
from senet_viewer.gui.background import Background
from senet_viewer.gui.duplicates import Duplicates
from senet_viewer.gui.gate_statistics import GateStatistics
from senet_viewer.gui.links import Links
from senet_viewer.gui.networks import Networks
from senet_viewer.gui.pictures import Pictures
from senet_viewer.gui.project import Project
from senet_viewer.gui.project_network import ProjectNetwork
from senet_viewer.gui.recent import Recent
from senet_viewer.gui.recovery import Recovery
from senet_viewer.gui.removals import Removals
from senet_viewer.gui.session import Session
from senet_viewer.gui.settings import Settings
from senet_viewer.gui.state import State
from senet_viewer.records import ImageRef, Pixels


class Documents(QObject):
    """Owns these objects; ``close`` ends them cleanly, so that no crash is seen at the next start.

    ``folder`` is where the autosaves of all windows stand.
    """

    def __init__(
        self,
        state: State,
        session: Session,
        networks: Networks,
        background: Background,
        settings: Settings,
        folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self.autosave = Autosave(state, networks, folder, self)
        self.pictures = Pictures(background, self, shelf=self.autosave, view_of=self._view_of)
        network = ProjectNetwork(state, networks, background, self)
        self.project = Project(state, session, network, self.autosave, background, self)
        self.recovery = Recovery(folder, background, self)
        self.removals = Removals(state, session, self)
        self.recent = Recent(settings, background, self)
        self.statistics = GateStatistics(state, background, self)
        self.links = Links(state, session, self)
        self.duplicates = Duplicates(state, background, self)
        self.project.restored.connect(self.duplicates.forget)
        session.files_changed.connect(self.pictures.renew)
        session.files_changed.connect(self.duplicates.forget)
        self.project.restoring.connect(self.pictures.forget)
        self.project.saved.connect(self._remember)
        self.project.opened.connect(self._remember)

    def _view_of(self, image: ImageRef) -> Pixels | None:
        kept = self._state.results.get(image, remember=False)
        return None if kept is None else kept.seen

    @Slot(str)
    def _remember(self, path: str) -> None:
        self.recent.add([path])

    @Slot()
    def bring_back(self) -> None:
        """Go on with what a crash left."""
        self.recovery.take(self.project.bring_back)

    @Slot()
    def close(self) -> None:
        """End cleanly: the autosave goes, what was left by others stays."""
        self.links.close()
        self.recovery.close()
        self.project.stop_opening()
        self.statistics.close()
        self.duplicates.close()
        self.autosave.close()
        self.recent.menu.deleteLater()
