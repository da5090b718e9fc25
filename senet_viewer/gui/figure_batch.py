"""Draws the figures of many images, some dozens in one process, and lists those that failed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.export.batch import ABOUT_ONE_FIGURE, real_paths, refuse_image
from senet_viewer.export.naming import FigureNames, Named
from senet_viewer.export.style import FigureStyle
from senet_viewer.gui.background import Background
from senet_viewer.gui.figure_drawer import Drawn, FigureDrawer, FigureRequest
from senet_viewer.gui.figure_subjects import FigureSubjects
from senet_viewer.gui.network_answers import NetworkAnswers
from senet_viewer.protocol import Picture
from senet_viewer.records import Inspection

Read = dict[int, Inspection | ViewerError]
AskOther = Callable[[Sequence[Picture], QObject], NetworkAnswers]

IMAGES_AT_ONCE = 50
"""So many are saved for one drawing process: memory and disk stay small with any number."""
ASKED_AT_ONCE = 10
"""So many where another network is asked first, so that the count goes on."""


@dataclass(frozen=True)
class FigureJob:
    """A file to write: of the image ``number`` (from 0) in a style."""

    number: int
    path: str
    style: FigureStyle
    folders: bool


@dataclass(frozen=True)
class BatchFailure:
    """A figure that is not there, by its image's name, and why."""

    name: str
    error: ViewerError


def figure_jobs(
    names: FigureNames, images: Sequence[Named], style: FigureStyle, blocks: Sequence[str]
) -> list[FigureJob]:
    """The figures of all images: one each, or one a block where the names ask for it.

    ``blocks`` are the names of those that ``style`` chooses.
    """
    if names.per_block:
        styles = [(block, dataclasses.replace(style, blocks=(block,))) for block in blocks]
    else:
        styles = [("", style)]
    return [
        FigureJob(number, names.name_for(one, number + 1, block), own, names.makes_folders)
        for number, one in enumerate(images)
        for block, own in styles
    ]


class FigureBatch(QObject):
    """Works through jobs in their order; ``progressed`` counts, ``finished`` ends it.

    An error that is not about one figure alone, such as a full disk, ends it early.
    """

    progressed = Signal(int, int)
    finished = Signal()

    def __init__(
        self,
        subjects: FigureSubjects,
        jobs: Sequence[FigureJob],
        background: Background,
        make_drawer: Callable[[FigureSubjects], FigureDrawer],
        ask_other: AskOther | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask_other = ask_other if subjects.other_network else None
        self._gathering: NetworkAnswers | None = None
        self._subjects, self._background = subjects, background
        self._make_drawer = make_drawer
        self._left = list(jobs)
        self._images = real_paths(picture.image for picture in subjects.pictures)
        self._drawer: FigureDrawer | None = None
        self._asked: dict[int, FigureJob] = {}
        self.total, self.done = len(jobs), 0
        self.failures: list[BatchFailure] = []
        self.written = 0
        self.ended = False

    def start(self) -> None:
        """Begin; cannot be repeated."""
        self._next_part()

    def cancel(self) -> None:
        """Stop; what is written stays, and no unfinished file is left."""
        self._left.clear()
        self._end()

    def _next_part(self) -> None:
        if not self._left:
            self._end()
            return
        first = self._left[0].number
        most = IMAGES_AT_ONCE if self._ask_other is None else ASKED_AT_ONCE
        jobs = [job for job in self._left if job.number < first + most]
        self._left = self._left[len(jobs) :]
        self._background.run(
            partial(self._read, sorted({job.number for job in jobs})),
            partial(self._gather, jobs),
            self._fail_all,
        )

    def _read(self, numbers: Sequence[int]) -> Read:
        """The inspections of these images, from memory or disk; in a thread."""
        read: Read = {}
        for number in numbers:
            try:
                read[number] = self._subjects.inspections[number]
            except ViewerError as error:
                read[number] = error
        return read

    def _gather(self, jobs: Sequence[FigureJob], read: Read) -> None:
        """Ask the other network, where that is what each image is compared with, then draw."""
        if self.ended:
            return
        if self._ask_other is None:
            self._draw(jobs, read, {})
            return
        numbers = [number for number, one in read.items() if isinstance(one, Inspection)]
        pictures = [self._subjects.pictures[number] for number in numbers]
        self._gathering = self._ask_other(pictures, self)
        self._gathering.finished.connect(partial(self._gathered, jobs, read, numbers))
        self._gathering.start()

    def _gathered(
        self,
        jobs: Sequence[FigureJob],
        read: Read,
        numbers: Sequence[int],
        answers: Sequence[Inspection | ViewerError],
    ) -> None:
        """A picture that the other network did not answer for fails, as on the command line."""
        gathering, self._gathering = self._gathering, None
        if gathering is not None:
            gathering.deleteLater()
        if self.ended:
            return
        own: dict[int, Inspection] = {}
        for number, answer in zip(numbers, answers, strict=True):
            if isinstance(answer, Inspection):
                own[number] = answer
            else:
                read[number] = answer
        self._draw(jobs, read, own)

    def _draw(self, jobs: Sequence[FigureJob], read: Read, own: Mapping[int, Inspection]) -> None:
        if self.ended:
            return
        kept = [number for number, one in read.items() if isinstance(one, Inspection)]
        pictures = self._subjects.pictures
        part = dataclasses.replace(
            self._subjects,
            inspections=[one for one in read.values() if isinstance(one, Inspection)],
            pictures=tuple(pictures[number] for number in kept),
        )
        if own:
            part = part.beside([own[number] for number in kept])
        drawer = self._drawer = self._make_drawer(part)
        drawer.drawn.connect(self._drawn)
        drawer.failed.connect(self._failed)
        for job in jobs:
            problem = self._refused(job, read[job.number])
            if problem is None:
                request = FigureRequest(
                    job.path, job.style, kept.index(job.number), folders=job.folders
                )
                self._asked[drawer.ask(request)] = job
            else:
                self._note(job, problem)
        self._go_on()

    def _refused(self, job: FigureJob, read: Inspection | ViewerError) -> ViewerError | None:
        if isinstance(read, ViewerError):
            return read
        try:
            refuse_image(job.path, self._images)
        except ViewerError as error:
            return error
        return None

    @Slot(int, Drawn)
    def _drawn(self, number: int, _drawn: Drawn) -> None:
        if self._asked.pop(number, None) is not None:
            self.written += 1
            self._count()
            self._go_on()

    @Slot(int, object)
    def _failed(self, number: int, error: ViewerError) -> None:
        job = self._asked.pop(number, None)
        if job is None:
            return
        self._note(job, error)
        if error.code not in ABOUT_ONE_FIGURE and error.code != "export.drawing_ended":
            self._left.clear()
            self._end()
            return
        self._go_on()

    def _fail_all(self, error: ViewerError) -> None:
        self.failures.append(BatchFailure("", error))
        self._end()

    def _note(self, job: FigureJob, error: ViewerError) -> None:
        name = self._subjects.pictures[job.number].image.name
        self.failures.append(BatchFailure(name or Path(job.path).name, error))
        self._count()

    def _count(self) -> None:
        self.done += 1
        self.progressed.emit(self.done, self.total)

    def _go_on(self) -> None:
        """Take the next images once all figures of the present ones are settled."""
        if self._asked or self.ended:
            return
        self._retire()
        self._next_part()

    def _retire(self) -> None:
        drawer, self._drawer = self._drawer, None
        if drawer is not None:
            drawer.close()

    def _end(self) -> None:
        if self.ended:
            return
        self.ended = True
        self._asked.clear()
        if self._gathering is not None:
            self._gathering.cancel()
        self._retire()
        self.finished.emit()
