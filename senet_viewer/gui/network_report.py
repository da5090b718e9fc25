"""What there is to know of the network in use, in sections: for a dialog, and as text to copy."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from senet_viewer.errors import printable
from senet_viewer.gui import amounts
from senet_viewer.gui.engine_words import engine_text
from senet_viewer.gui.theme import Theme
from senet_viewer.records import (
    CatalogueEntry,
    DeviceCard,
    FitReport,
    ModelCard,
    Preprocessing,
)
from senet_viewer.statistics import PICTURES_FOR_STUCK_GATES, StuckGates

NAMED = 12
"""So many tensors without a partner are named; the others are counted."""
_INDENT = "  "


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("report", text)


@dataclass(frozen=True)
class Section:
    """A heading with facts (name and value), warnings, sentences, and a table."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Subject:
    """The network in use, and what was seen of its gates over ``pictures`` loaded ones.

    ``key`` is what it was loaded by; ``entry`` is the catalogue's, None for a checkpoint;
    ``untrained`` says that all gates of the shown picture stand near 0.5.
    """

    card: ModelCard
    device: DeviceCard
    key: str
    precision: str = "float32"
    entry: CatalogueEntry | None = None
    pictures: int = 0
    stuck: tuple[StuckGates, ...] = field(default_factory=tuple)
    untrained: bool = False


def report(subject: Subject) -> tuple[Section, ...]:
    """The sections, from the network's name to the gates that never move."""
    sections = [_network(subject)]
    if subject.card.fit is not None:
        sections.append(_fit(subject.card.fit))
    sections += [_preprocessing(subject.card.preprocessing), _gates(subject)]
    if any(one.dead or one.saturated for one in subject.stuck):
        sections.append(_stuck_channels(subject.stuck))
    return tuple(sections)


def _network(subject: Subject) -> Section:
    card, entry = subject.card, subject.entry
    facts = [
        (tr("Loaded by") if entry else tr("File"), printable(subject.key)),
        (tr("Parameters"), amounts.full_count(card.parameters)),
        (tr("SE blocks"), _blocks(card)),
        (tr("Classes"), amounts.full_count(len(card.labels))),
        (tr("Runs on"), f"{subject.device.title}, {subject.precision}"),
    ]
    if entry is not None and entry.weights:
        facts.append((tr("Weights"), entry.weights))
    if entry is not None and entry.licence:
        facts.append((tr("Licence"), entry.licence))
    warnings = []
    if not card.trained:
        warnings.append(tr("Untrained: its weights are random, so its answers mean nothing."))
    if subject.untrained:
        warnings.append(tr("All gates near 0.5: is this network trained?"))
    notes = (engine_text(card.note),) if card.note else ()
    return Section(card.title, tuple(facts), tuple(warnings), notes)


def _blocks(card: ModelCard) -> str:
    return tr("{blocks} with {gates} gates").format(
        blocks=len(card.blocks), gates=amounts.full_count(card.gates)
    )


def _fit(fit: FitReport) -> Section:
    facts = [
        (tr("Names and shapes"), engine_text(fit.dialect)),
        (
            tr("Taken over"),
            tr("{matched} of {expected} tensors").format(
                matched=amounts.full_count(fit.matched), expected=amounts.full_count(fit.expected)
            ),
        ),
    ]
    facts += [
        (title, _named(names))
        for title, names in (
            (tr("Missing in the file"), fit.missing),
            (tr("Left over in the file"), fit.left_over),
        )
        if names
    ]
    warnings: tuple[str, ...] = ()
    if fit.missing:
        text = tr("{n} tensors are not in the file: these parts keep random weights.")
        warnings = (text.format(n=len(fit.missing)),)
    sentences = (*map(engine_text, fit.remarks), *_same_tensors(fit))
    return Section(tr("How the file fits"), tuple(facts), warnings, sentences)


def _same_tensors(fit: FitReport) -> tuple[str, ...]:
    if not fit.also:
        return ()
    text = tr(
        "These networks have the same tensors too, and may compute something else with them: "
        "{names}. If the file is of one of them, choose “Name its code …” and enter its name."
    )
    return (text.format(names=", ".join(fit.also)),)


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(map(printable, names[:NAMED]))
    if len(names) <= NAMED:
        return f"{len(names)}: {shown}"
    return tr("{n}: {names} and {more} more").format(
        n=len(names), names=shown, more=len(names) - NAMED
    )


def _preprocessing(preprocessing: Preprocessing) -> Section:
    warnings = (guessed_warning(),) if preprocessing.guessed else ()
    facts = preprocessing_facts(preprocessing)
    return Section(tr("Preprocessing"), facts, warnings)


def preprocessing_facts(preprocessing: Preprocessing) -> tuple[tuple[str, str], ...]:
    """How a picture becomes the input, step by step."""
    return (
        (
            tr("Resize"),
            tr("shorter side to {n} pixels, {how}").format(
                n=preprocessing.resize, how=engine_text(preprocessing.interpolation)
            ),
        ),
        (tr("Crop"), tr("the central {n}×{n} pixels").format(n=preprocessing.crop)),
        (tr("Mean"), _numbers(preprocessing.mean)),
        (tr("Standard deviation"), _numbers(preprocessing.std)),
    )


def _numbers(values: Sequence[float]) -> str:
    return ", ".join(f"{value:g}" for value in values)


def preprocessing_line(preprocessing: Preprocessing) -> str:
    """The same in half a line, for the photo's caption."""
    text = (
        tr("preprocessing guessed: shorter side to {resize}, centre {crop}×{crop}, {how}")
        if preprocessing.guessed
        else tr("shorter side to {resize}, centre {crop}×{crop}, {how}")
    )
    return text.format(
        resize=preprocessing.resize,
        crop=preprocessing.crop,
        how=engine_text(preprocessing.interpolation),
    )


def preprocessing_tooltip(preprocessing: Preprocessing) -> str:
    """All of it, with the warning where it is guessed."""
    lines = [f"{name}: {value}" for name, value in preprocessing_facts(preprocessing)]
    if preprocessing.guessed:
        lines.append(guessed_warning())
    return "\n".join(lines)


def guessed_warning() -> str:
    """What it means that a network does not state its preprocessing."""
    return tr(
        "Guessed: the network does not say how it was trained to see pictures. If this is wrong, "
        "its answers and gates are too. A JSON file beside the weights can state it."
    )


def _gates(subject: Subject) -> Section:
    card, pictures = subject.card, subject.pictures
    effect = (
        tr("Gate 0 silences what a block adds; the shortcut still carries the channel.")
        if card.shortcut
        else tr("Gate 0 shuts a channel off: no shortcut carries it past the block.")
    )
    if pictures < PICTURES_FOR_STUCK_GATES:
        wish = tr("Load at least {n} pictures to see which gates are dead or saturated over them.")
        sentences = (effect, wish.format(n=PICTURES_FOR_STUCK_GATES))
    else:
        sentences = (effect, _stuck_sentence(subject))
    columns = [tr("Block"), tr("Module"), tr("Channels"), tr("Map")]
    stuck = {one.block: one for one in subject.stuck}
    if stuck:
        columns += [tr("Dead"), tr("Saturated")]
    rows = []
    for block in card.blocks:
        size = f"{block.height}×{block.width}" if block.height else "–"
        row: tuple[str, ...] = (block.name, block.module, str(block.channels), size)
        if stuck:
            one = stuck.get(block.name)
            row += (_count(one.dead), _count(one.saturated)) if one else ("–", "–")
        rows.append(row)
    return Section(tr("Gates"), sentences=sentences, columns=tuple(columns), rows=tuple(rows))


def _stuck_channels(stuck: Sequence[StuckGates]) -> Section:
    rows = tuple(
        (one.block, one.module, _channel_numbers(one.dead), _channel_numbers(one.saturated))
        for one in stuck
        if one.dead or one.saturated
    )
    columns = (tr("Block"), tr("Module"), tr("Dead channels"), tr("Saturated channels"))
    return Section(tr("Dead and saturated channels"), columns=columns, rows=rows)


def _channel_numbers(channels: Sequence[int]) -> str:
    if not channels:
        return "–"
    shown = ", ".join(map(str, channels[:NAMED]))
    more = len(channels) - NAMED
    return tr("{names} and {more} more").format(names=shown, more=more) if more > 0 else shown


def _count(channels: Sequence[int]) -> str:
    return str(len(channels)) if channels else "–"


def _stuck_sentence(subject: Subject) -> str:
    dead = sum(len(one.dead) for one in subject.stuck)
    saturated = sum(len(one.saturated) for one in subject.stuck)
    if not (dead or saturated):
        none = tr(
            "Over {n} pictures none of the {gates} gates is dead (always below 0.05) or saturated "
            "(always above 0.95)."
        )
        return none.format(
            n=amounts.full_count(subject.pictures), gates=amounts.full_count(subject.card.gates)
        )
    text = tr(
        "Over {n} pictures {dead} of {gates} gates are dead (always below 0.05) and {saturated} "
        "saturated (always above 0.95). Over other pictures they may move."
    )
    return text.format(
        n=amounts.full_count(subject.pictures),
        dead=amounts.full_count(dead),
        saturated=amounts.full_count(saturated),
        gates=amounts.full_count(subject.card.gates),
    )


def as_text(sections: Sequence[Section]) -> str:
    """The report as plain text, its tables in columns."""
    return "\n\n".join("\n".join(_section_lines(section)) for section in sections)


def _section_lines(section: Section) -> Iterator[str]:
    yield section.title
    width = max((len(name) for name, _ in section.facts), default=0)
    for name, value in section.facts:
        yield f"{_INDENT}{name:<{width}}  {value}"
    for text in (*section.warnings, *section.sentences):
        yield f"{_INDENT}{text}"
    if section.rows:
        table = (section.columns, *section.rows)
        widths = [max(map(len, cells)) for cells in zip(*table, strict=True)]
        for row in table:
            cells = (f"{cell:<{size}}" for cell, size in zip(row, widths, strict=True))
            yield (_INDENT + "  ".join(cells)).rstrip()


def as_html(sections: Sequence[Section], theme: Theme) -> str:
    """The report as rich text in the theme's colours; nothing in it is markup of its own."""
    return "".join("".join(_section_html(section, theme)) for section in sections)


def _section_html(section: Section, theme: Theme) -> Iterator[str]:
    yield f'<h3 style="margin-top:14px; margin-bottom:4px">{_escaped(section.title)}</h3>'
    for text in section.warnings:
        yield f'<p style="color:{theme.error}; margin:2px 0 4px 0"><b>⚠ {_escaped(text)}</b></p>'
    if section.facts:
        yield '<table cellspacing="0" cellpadding="2">'
        for name, value in section.facts:
            yield (
                f'<tr><td style="color:{theme.muted}; padding-right:14px">{_escaped(name)}</td>'
                f"<td>{_escaped(value)}</td></tr>"
            )
        yield "</table>"
    for text in section.sentences:
        yield f'<p style="margin:4px 0">{_escaped(text)}</p>'
    if section.rows:
        yield from _table_html(section, theme)


def _table_html(section: Section, theme: Theme) -> Iterator[str]:
    yield '<table cellspacing="0" cellpadding="2" style="margin-top:6px"><tr>'
    for name in section.columns:
        yield f'<th align="left" style="color:{theme.muted}; padding-right:18px">'
        yield f"{_escaped(name)}</th>"
    yield "</tr>"
    for row in section.rows:
        yield f"<tr>{''.join(map(_cell_html, row))}</tr>"
    yield "</table>"


def _cell_html(text: str) -> str:
    side = "right" if text.isdecimal() else "left"
    return f'<td align="{side}" style="padding-right:18px">{_escaped(text)}</td>'


def _escaped(text: str) -> str:
    return html.escape(text)
