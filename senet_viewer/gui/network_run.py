"""Steps through the checkpoints of a training run, files of one folder, to compare with each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui.network_comparison import NetworkComparison
from senet_viewer.gui.networks import Choice, Networks
from senet_viewer.images.files import natural_key
from senet_viewer.records import BuildOptions


def checkpoints_beside(path: Path) -> list[Path]:
    """The file and those of its folder with the same ending, epoch 2 before epoch 10."""
    try:
        found = [
            one
            for one in path.parent.iterdir()
            if one.suffix.lower() == path.suffix.lower() and one.is_file()
        ]
    except OSError:
        found = []
    return sorted({*found, path}, key=lambda one: natural_key(one.name))


class CheckpointRun(QObject):
    """The next and the previous checkpoint beside the one that is compared with, or is in use.

    ``choose`` compares with a file, built as the one before; ``ended`` tells that there is none.
    """

    ended = Signal(object)

    def __init__(
        self,
        networks: Networks,
        comparison: NetworkComparison,
        choose: Callable[[str, BuildOptions], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._networks, self._comparison, self._choose = networks, comparison, choose

    @Slot()
    def next(self) -> None:
        """Compare with the file that follows in the folder."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Compare with the file before it in the folder."""
        self._step(-1)

    def _step(self, step: int) -> None:
        start, in_use = self._start(), self._networks.in_use
        if start is None:
            self.ended.emit(_no_run())
            return
        path = Path(start.key)
        files = checkpoints_beside(path)
        place = files.index(path) + step
        if 0 <= place < len(files) and str(files[place]) == in_use.key:
            # Nothing differs from itself.
            place += step
        if 0 <= place < len(files):
            self._choose(str(files[place]), start.options)
        else:
            self.ended.emit(_end(path, step))

    def _start(self) -> Choice | None:
        """The one that was wanted last, so that a file that is refused can be stepped past.

        It is no start where nothing is compared with it and the network in use is of another run.
        """
        comparison, in_use = self._comparison, self._networks.in_use
        wanted = comparison.wanted if _is_file(comparison.wanted.key) else None
        if not _is_file(in_use.key) or wanted is None:
            return wanted or (in_use if _is_file(in_use.key) else None)
        same_run = Path(wanted.key).parent == Path(in_use.key).parent
        return wanted if same_run or comparison.active or comparison.loading else in_use


def _is_file(key: str) -> bool:
    path = Path(key)
    return path.is_absolute() and bool(path.suffix)


def _no_run() -> ViewerError:
    return ViewerError(
        "compare.no_run",
        "No network here is from a checkpoint file; choose one to compare with first.",
    )


def _end(path: Path, step: int) -> ViewerError:
    name = printable(path.name)
    if step > 0:
        return ViewerError(
            "compare.last",
            f"There is no checkpoint to compare with after “{name}” in its folder.",
            {"name": name},
        )
    return ViewerError(
        "compare.first",
        f"There is no checkpoint to compare with before “{name}” in its folder.",
        {"name": name},
    )
