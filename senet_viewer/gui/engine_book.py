"""The book of open requests: what was asked, what is answered, and what is asked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from senet_viewer.protocol import (
    Failed,
    ImageFailed,
    Inspect,
    LoadModel,
    Picture,
    Question,
    Summarise,
    Working,
)

PORTION = 500
"""Pictures in one frame, so that a long request never takes long to pack."""


@dataclass
class OpenInspect:
    """A request for pictures: ``waiting`` holds those without an answer, in order, by key."""

    id: int
    urgent: bool
    verify: bool
    waiting: dict[str, Picture]
    total: int
    in_hand: tuple[str, ...] = ()
    suspects: set[str] = field(default_factory=set)

    @property
    def done(self) -> int:
        return self.total - len(self.waiting)

    def frames(self) -> Iterator[Inspect]:
        """The request for what waits, in portions; suspects come first, one at a time."""
        careful = [p for key, p in self.waiting.items() if key in self.suspects]
        others = [p for key, p in self.waiting.items() if key not in self.suspects]
        portions = [(part, True) for part in _portions(careful)]
        portions += [(part, False) for part in _portions(others)]
        for number, (part, is_careful) in enumerate(portions or [((), False)], 1):
            more = number < len(portions)
            yield Inspect(self.id, part, self.urgent, self.verify, more, is_careful)


def _portions(pictures: Sequence[Picture]) -> Iterator[tuple[Picture, ...]]:
    for start in range(0, len(pictures), PORTION):
        yield tuple(pictures[start : start + PORTION])


class EngineBook:
    """The requests that are open, in the order in which they were asked."""

    def __init__(self) -> None:
        self._loads: dict[int, LoadModel] = {}
        self._inspects: dict[int, OpenInspect] = {}
        self._questions: dict[int, Question | Summarise] = {}
        self._working = Working(0)

    def __bool__(self) -> bool:
        return bool(self._loads or self._inspects or self._questions)

    def __contains__(self, request: int) -> bool:
        kinds = (self._loads, self._inspects, self._questions)
        return any(request in kind for kind in kinds)

    @property
    def working(self) -> Working:
        """What the engine said last that it has in hand; id 0: nothing."""
        return self._working

    @property
    def loads(self) -> tuple[LoadModel, ...]:
        """In the order in which they were asked first, so that the newest is loaded last."""
        return tuple(sorted(self._loads.values(), key=lambda load: load.id))

    @property
    def inspects(self) -> tuple[OpenInspect, ...]:
        return tuple(self._inspects.values())

    @property
    def questions(self) -> tuple[Question | Summarise, ...]:
        return tuple(self._questions.values())

    def add_load(self, request: LoadModel) -> None:
        self._loads[request.id] = request

    def add_inspect(
        self, request: int, pictures: Sequence[Picture], *, urgent: bool, verify: bool
    ) -> OpenInspect:
        waiting = {picture.image.key: picture for picture in pictures}
        inspect = OpenInspect(request, urgent, verify, waiting, len(waiting))
        self._inspects[request] = inspect
        return inspect

    def add_question(self, question: Question | Summarise) -> None:
        self._questions[question.id] = question

    def take_question(self, request: int) -> Question | Summarise | None:
        """The question of that id, which is answered now; None if it is not open."""
        question = self._questions.pop(request, None)
        if question is not None:
            self._rest(request)
        return question

    def take_load(self, request: int) -> LoadModel | None:
        """The load request of that id, which is answered now; None if it is not open."""
        self._rest(request)
        return self._loads.pop(request, None)

    def inspect(self, request: int) -> OpenInspect | None:
        return self._inspects.get(request)

    def answered(self, request: int, key: str) -> bool:
        """Note a picture's answer; False if nobody waits for it."""
        inspect = self._inspects.get(request)
        return inspect is not None and inspect.waiting.pop(key, None) is not None

    def close(self, request: int) -> bool:
        """Close a request; False if it was not open."""
        self._rest(request)
        kinds = (self._loads, self._inspects, self._questions)
        return any(kind.pop(request, None) is not None for kind in kinds)

    def take_in_hand(self, working: Working) -> None:
        """Note what the engine has in hand."""
        self._working = working
        if inspect := self._inspects.get(working.id):
            inspect.in_hand = working.pictures

    def _rest(self, request: int) -> None:
        if self._working.id == request:
            self._working = Working(0)

    def after_death(self, what: str) -> list[ImageFailed | Failed]:
        """Blame what ran when the engine ended, and mark what else was in hand as suspects.

        ``what`` is the beginning of the sentence. Gives the answers for what is not asked again:
        the load or the single picture that ran, and pictures that were in hand before.
        """
        working, self._working = self._working, Working(0)
        answers: list[ImageFailed | Failed] = []
        if load := self._loads.pop(working.id, None):
            answers.append(_failed_load(load, what))
        for inspect in self._inspects.values():
            in_hand = [key for key in inspect.in_hand if key in inspect.waiting]
            running = inspect.id == working.id
            answers += [
                _failed_picture(inspect.id, inspect.waiting.pop(key), what)
                for key in in_hand
                if running and (len(in_hand) == 1 or key in inspect.suspects)
            ]
            inspect.suspects.update(in_hand)
            inspect.in_hand = ()
        return answers


def _failed_load(load: LoadModel, what: str) -> Failed:
    sentence = f"{what} while it loaded “{load.model}”; choose another network or try again."
    return Failed(load.id, "engine.died", sentence, {"name": load.model})


def _failed_picture(request: int, picture: Picture, what: str) -> ImageFailed:
    name = picture.image.name
    sentence = f"{what} while it worked on “{name}”; the other pictures go on."
    return ImageFailed(request, picture.image, "engine.died", sentence, {"name": name})
