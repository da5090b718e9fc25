"""Stepping through the checkpoints of a folder while two networks are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from senet_viewer.errors import ViewerError
from senet_viewer.gui.app import Application
from senet_viewer.gui.network_run import checkpoints_beside
from senet_viewer.protocol import Failed, LoadModel, ModelLoaded
from senet_viewer.records import BuildOptions
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.viewing import built_window


class Run:
    """A window with a network in use, and a folder of checkpoints."""

    def __init__(self, viewer: Application, folder: Path) -> None:
        self.viewer, self.folder = viewer, folder
        self.ended: list[ViewerError] = []
        viewer.comparing.refused.connect(self.ended.append)
        state = viewer.state
        state.set_model(card(), CPU, profile())
        state.add([picture("a.jpg")])
        state.store_inspection(inspection("a.jpg"))

    def use(self, name: str) -> None:
        """As if the network in use were from this file."""
        networks = self.viewer.networks
        networks.in_use = replace(networks.in_use, key=str(self.folder / name))

    def press(self, action: str) -> None:
        self.viewer.actions[action].trigger()

    @property
    def load(self) -> LoadModel:
        """The other network that is being loaded."""
        (request,) = [one for one in self.viewer.engine._book.loads if one.beside]
        return request

    @property
    def loading(self) -> str:
        """The name of its file."""
        path = Path(self.load.model)
        assert path.parent == self.folder
        return path.name

    def loaded(self) -> None:
        """As if the engine had it ready."""
        request = self.load
        self.viewer.engine._receive(ModelLoaded(request.id, card(request.model), CPU))


@pytest.fixture
def run(qapp: QApplication, home: Path, tmp_path: Path) -> Iterator[Run]:
    folder = tmp_path / "run"
    folder.mkdir()
    for name in ("epoch_1.pth", "epoch_2.pth", "epoch_10.pth", "notes.txt", "epoch_3.json"):
        (folder / name).write_bytes(b"")
    (folder / "epoch_5.pth").mkdir()
    with built_window(qapp) as viewer:
        yield Run(viewer, folder)


def test_the_files_of_a_run_come_in_the_order_of_their_numbers(run: Run) -> None:
    names = [one.name for one in checkpoints_beside(run.folder / "epoch_2.pth")]
    assert names == ["epoch_1.pth", "epoch_2.pth", "epoch_10.pth"]


def test_a_file_that_is_gone_still_has_its_place(run: Run) -> None:
    names = [one.name for one in checkpoints_beside(run.folder / "epoch_7.pth")]
    assert names == ["epoch_1.pth", "epoch_2.pth", "epoch_7.pth", "epoch_10.pth"]
    gone = run.folder / "nowhere" / "epoch_1.pth"
    assert checkpoints_beside(gone) == [gone]


def test_one_key_goes_from_epoch_to_epoch_and_back(run: Run) -> None:
    options = BuildOptions(implementation="own")
    run.viewer.comparing.comparison.choose(str(run.folder / "epoch_1.pth"), options)
    run.loaded()
    run.press("next_checkpoint")
    assert run.loading == "epoch_2.pth"
    assert run.load.options == options
    run.loaded()
    run.press("next_checkpoint")
    assert run.loading == "epoch_10.pth"
    run.press("previous_checkpoint")
    assert run.loading == "epoch_2.pth", "also before it is there"
    assert not run.ended


def test_the_network_in_use_is_where_a_run_begins_and_is_stepped_over(run: Run) -> None:
    run.use("epoch_1.pth")
    run.press("next_checkpoint")
    assert run.loading == "epoch_2.pth"
    run.loaded()
    run.press("previous_checkpoint")
    assert [error.code for error in run.ended] == ["compare.first"]
    run.use("epoch_2.pth")
    run.viewer.comparing.comparison.choose(str(run.folder / "epoch_1.pth"))
    run.press("next_checkpoint")
    assert run.loading == "epoch_10.pth"


def test_a_file_that_is_refused_can_be_stepped_past(run: Run) -> None:
    run.use("epoch_1.pth")
    run.press("next_checkpoint")
    refusal = Failed(run.load.id, "checkpoint.truncated", "“epoch_2.pth” is cut short.", {})
    run.viewer.engine._receive(refusal)
    run.press("next_checkpoint")
    assert run.loading == "epoch_10.pth"


def test_the_end_of_the_folder_is_told(run: Run) -> None:
    run.viewer.comparing.comparison.choose(str(run.folder / "epoch_10.pth"))
    run.loaded()
    run.press("next_checkpoint")
    (error,) = run.ended
    assert "after “epoch_10.pth”" in error.sentence
    assert run.viewer.comparing.comparison.wanted.key.endswith("epoch_10.pth")


def test_without_a_file_there_is_no_run(run: Run) -> None:
    run.press("next_checkpoint")
    assert [error.code for error in run.ended] == ["compare.no_run"]


def test_another_run_in_use_begins_anew(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.pth").write_bytes(b"")
    run.viewer.comparing.comparison.choose(str(other / "a.pth"))
    run.viewer.comparing.comparison.cancel()
    run.use("epoch_1.pth")
    run.press("next_checkpoint")
    assert run.loading == "epoch_2.pth"
