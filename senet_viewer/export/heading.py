"""The first and last lines of a figure: what it shows, and how far it can be trusted."""

from __future__ import annotations

from senet_viewer.errors import printable
from senet_viewer.export import wording
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.part import LINE, SMALL
from senet_viewer.export.sheet import Sheet
from senet_viewer.export.subject import Subject

_NAME = 1.6
_MODEL = 1.15
_GAP = 1.5
_CREDIT = "senet-viewer"


class Title:
    """The picture's name, the network and, with captions, what was done to the picture.

    What makes the gates doubtful stands here even without captions.
    """

    def __init__(
        self, subject: Subject, lettering: Lettering, width: float, *, captions: bool
    ) -> None:
        self._name = _name(subject)
        self._model = printable(subject.inspection.model)
        self._width, self._em = width, lettering.em
        needed = lettering.width(self._name, _NAME, bold=True)
        needed += _GAP * self._em + lettering.width(self._model, _MODEL)
        self._beside = needed <= width
        self._facts = _facts(subject, lettering, width) if captions else []
        self._doubts = _doubts(subject, lettering, width)

    @property
    def height(self) -> float:
        lines = 1.2 * _NAME + (0 if self._beside else LINE * _MODEL)
        lines += LINE * (len(self._facts) + len(self._doubts))
        return lines * self._em

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        em, muted = self._em, sheet.palette.muted
        baseline = y + 0.95 * _NAME * em
        sheet.text(x, baseline, self._name, scale=_NAME, bold=True, width=self._width)
        if self._beside:
            right = x + self._width
            sheet.text(right, baseline, self._model, scale=_MODEL, colour=muted, align="right")
        else:
            baseline += LINE * _MODEL * em
            sheet.text(x, baseline, self._model, scale=_MODEL, colour=muted, width=self._width)
        baseline += 0.1 * em
        for line in self._facts:
            baseline += LINE * em
            sheet.text(x, baseline, line, scale=SMALL, colour=muted)
        for line in self._doubts:
            baseline += LINE * em
            sheet.text(x, baseline, line, scale=SMALL, colour=sheet.palette.error)


def _name(subject: Subject) -> str:
    if subject.others:
        return f"{len(subject.inspections)} images compared"
    return printable(subject.inspection.image.name)


def _facts(subject: Subject, lettering: Lettering, width: float) -> list[str]:
    one, every = subject.inspection, subject.inspections
    long = wording.facts_together(every) if subject.others else wording.facts(one)
    lines = lettering.wrapped(long, width, SMALL)
    if len(lines) == 1:
        return lines
    short = wording.short_facts_together(every) if subject.others else wording.short_facts(one)
    return lettering.wrapped(short, width, SMALL)


def _doubts(subject: Subject, lettering: Lettering, width: float) -> list[str]:
    words = wording.doubts(subject.inspection, subject.card)
    if subject.others:
        words = wording.doubts_together(subject.inspections, subject.card)
    return lettering.wrapped(words, width, SMALL) if words else []


class Footer:
    """How to read the bars, the network's limits, and what drew the figure.

    ``titled`` says that there is a title, which tells what makes the gates doubtful.
    """

    def __init__(
        self, subject: Subject, lettering: Lettering, width: float, *, titled: bool
    ) -> None:
        self._width, self._em = width, lettering.em
        self._doubts = [] if titled else _doubts(subject, lettering, width)
        note, twins = "", ""
        if subject.card is not None:
            note, twins = subject.card.note, wording.same_tensors(subject.card.fit)
        self._lines = [
            line
            for sentence in (wording.WARNING, note, twins and f"{twins}.")
            if sentence
            for line in lettering.wrapped(printable(sentence), width, SMALL)
        ]
        room = width - lettering.width(self._lines[-1], SMALL) - _GAP * self._em
        if lettering.width(_CREDIT, SMALL) > room:
            self._lines.append("")

    @property
    def height(self) -> float:
        return LINE * SMALL * (len(self._doubts) + len(self._lines)) * self._em

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        faint, baseline = sheet.palette.faint, y
        for line in self._doubts:
            baseline += LINE * SMALL * self._em
            sheet.text(x, baseline, line, scale=SMALL, colour=sheet.palette.error)
        for line in self._lines:
            baseline += LINE * SMALL * self._em
            sheet.text(x, baseline, line, scale=SMALL, colour=faint)
        right = x + self._width
        sheet.text(right, baseline, _CREDIT, scale=SMALL, colour=faint, align="right")
