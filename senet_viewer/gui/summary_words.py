"""What a summary says in sentences and totals: parameters, multiply-adds, memory, SE's share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from senet_viewer.gui import amounts
from senet_viewer.summaries import OUTSIDE, Summary, stage_costs

FIRST_STAGE = 1


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("summary", text)


def title(summary: Summary) -> str:
    """The network and the size of its input."""
    size = "×".join(map(str, summary.input_size))
    return tr("{name}, input {size}").format(name=summary.title, size=size)


def headline(summary: Summary) -> str:
    """The share of the SE blocks, in one sentence."""
    if not summary.blocks:
        return tr("{name} has no SE blocks.").format(name=summary.title)
    blocks = len(summary.blocks)
    sentence = (
        tr(
            "Its SE block holds {p} of {all_p} parameters ({p_share}) and takes {m} of {all_m} "
            "multiply-adds ({m_share})."
        )
        if blocks == 1
        else tr(
            "Its {n} SE blocks hold {p} of {all_p} parameters ({p_share}) and take {m} of {all_m} "
            "multiply-adds ({m_share})."
        )
    )
    return sentence.format(
        n=blocks,
        p=amounts.full_count(summary.se_parameters),
        all_p=amounts.full_count(summary.parameters),
        p_share=amounts.share(summary.se_parameters, summary.parameters),
        m=amounts.short_count(summary.se_multiply_adds),
        all_m=amounts.short_count(summary.multiply_adds),
        m_share=amounts.share(summary.se_multiply_adds, summary.multiply_adds),
    )


def comparison(summary: Summary, other: Summary) -> str:
    """What the first network takes more or less than the second one, in one sentence."""
    parts = (
        _more(summary.parameters, other.parameters, tr("{change} parameters")),
        _more(summary.multiply_adds, other.multiply_adds, tr("{change} multiply-adds")),
    )
    return tr("Compared with {other}: {parts}.").format(
        other=other.title, parts=tr(" and ").join(parts)
    )


def _more(count: int, other: int, text: str) -> str:
    difference = count - other
    if not difference:
        return text.format(change=tr("as many"))
    word = tr("{n} more") if difference > 0 else tr("{n} fewer")
    change = word.format(n=amounts.short_count(abs(difference)))
    if other:
        change = f"{change} ({amounts.share(abs(difference), other)})"
    return text.format(change=change)


def not_counted(summary: Summary) -> str:
    """What the multiply-adds leave out; honest where it is something."""
    parts = [tr("Multiply-adds are counted as torchinfo counts them, for one pass over one image.")]
    if summary.scaled_values:
        parts.append(
            tr(
                "Not in them: the squeeze's {n} additions and the scale's {n} multiplications."
            ).format(n=amounts.short_count(summary.scaled_values))
        )
    if summary.uncounted_multiply_adds:
        parts.append(
            tr("Nor {n} that functions do outside of layers.").format(
                n=amounts.short_count(summary.uncounted_multiply_adds)
            )
        )
    return " ".join(parts)


@dataclass(frozen=True)
class Total:
    """One line of the totals: what it is, and its value for each network."""

    name: str
    value: int
    other: int | None
    words: Callable[[int], str]

    @property
    def difference(self) -> str:
        """First minus second, with its sign; empty without a second."""
        if self.other is None:
            return ""
        change = self.value - self.other
        if not change:
            return "0"
        sign = "+" if change > 0 else "−"
        return f"{sign}{self.words(abs(change))}"


def totals(summary: Summary, other: Summary | None) -> Iterator[Total]:
    """The sums over the whole network, of one or of two."""
    rows: tuple[tuple[str, Callable[[Summary], int], Callable[[int], str]], ...] = (
        (tr("Parameters"), lambda s: s.parameters, amounts.full_count),
        (tr("… in SE blocks"), lambda s: s.se_parameters, amounts.full_count),
        (tr("Multiply-adds"), lambda s: s.multiply_adds, _short),
        (tr("… in SE blocks"), lambda s: s.se_multiply_adds, _short),
        (tr("SE blocks"), lambda s: len(s.blocks), amounts.full_count),
        (tr("Memory of the input"), lambda s: s.input_bytes, amounts.exact_megabytes),
        (
            tr("… of outputs, forward and backward"),
            lambda s: s.output_bytes,
            amounts.exact_megabytes,
        ),
        (tr("… of parameters"), lambda s: s.parameter_bytes, amounts.exact_megabytes),
        (tr("… together"), lambda s: s.total_bytes, amounts.exact_megabytes),
    )
    for name, value, words in rows:
        yield Total(name, value(summary), value(other) if other else None, words)


def _short(count: int) -> str:
    return amounts.short_count(count) if count else "0"


def stage_totals(summary: Summary, other: Summary | None) -> Iterator[Total]:
    """Multiply-adds of each stage, of one network or of two."""
    first = stage_costs(summary)
    second = stage_costs(other) if other else {}
    stages = sorted({*first, *second}, key=lambda stage: (stage == OUTSIDE, stage))
    for stage in stages:
        own = first[stage].multiply_adds if stage in first else 0
        others = second[stage].multiply_adds if stage in second else 0
        yield Total(stage_name(stage), own, others if other else None, _short)


def stage_name(stage: int) -> str:
    """What a stage is called."""
    if stage == OUTSIDE:
        return tr("classifier")
    if stage == FIRST_STAGE:
        return tr("stage 1 (stem)")
    return tr("stage {n}").format(n=stage)
