"""Summaries of networks as text for a terminal: the tree of layers, totals, two side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

from senet_viewer.export.wording import same_tensors
from senet_viewer.records import FitReport, ModelCard
from senet_viewer.summaries import (
    MEGABYTE,
    OUTSIDE,
    Branch,
    Cost,
    Summary,
    TimeRatio,
    compare_stages,
    tree,
)

_MILLION, _BILLION = 10**6, 10**9
_INDENT = "  "
_MARGIN = " " * len("multiply-adds  ")
_LONGEST_TITLE = 26
_WIDTH = 100
_NAMES_SHOWN = 3
OUTSIDE_TEXT = "outside stages"


def report(summary: Summary, depth: int | None, card: ModelCard | None = None) -> Iterator[str]:
    """The layers down to ``depth`` (None: all), then the totals."""
    yield heading(summary)
    yield ""
    yield from _layers(tree(summary), depth)
    yield ""
    yield from totals(summary)
    if card is not None and card.fit is not None:
        yield from _described("preprocessing", card.preprocessing.describe())
        yield from fit_lines(card.fit)


def heading(summary: Summary) -> str:
    """The network and the size of its input."""
    return f"{summary.title}, input {_shape(summary.input_size)}"


def _layers(root: Branch, depth: int | None) -> Iterator[str]:
    rows = [("layer", "type", "output", "parameters", "multiply-adds", "SE block")]
    for branch in root.walk(depth):
        layer = branch.layer
        kind = layer.kind + (f" ×{layer.runs}" if layer.runs > 1 else "")
        rows.append(
            (
                _INDENT * layer.depth + layer.name,
                kind,
                _shape(layer.output_shape) if branch.ran else "does not run",
                _exact(branch.cost.parameters),
                amount(branch.cost.multiply_adds),
                layer.block,
            )
        )
    yield from _columns(rows, right=(3, 4))


def totals(summary: Summary) -> Iterator[str]:
    """Parameters, multiply-adds, SE blocks and memory, a line or two each."""
    parameters = f"{summary.parameters:,}"
    if summary.trainable_parameters != summary.parameters:
        parameters += f", {summary.trainable_parameters:,} of them trainable"
    yield f"parameters     {parameters}"
    yield f"multiply-adds  {amount(summary.multiply_adds)}"
    if summary.uncounted_multiply_adds:
        left_out = amount(summary.uncounted_multiply_adds)
        yield f"{_MARGIN}Only layers are counted: functions outside of them do {left_out} more."
    yield from _blocks(summary)
    yield (
        f"memory         {_megabytes(summary.total_bytes)} MB: "
        f"input {_megabytes(summary.input_bytes)}, "
        f"forward and backward {_megabytes(summary.output_bytes)}, "
        f"parameters {_megabytes(summary.parameter_bytes)}"
    )


def _blocks(summary: Summary) -> Iterator[str]:
    if not summary.blocks:
        yield "SE blocks      none"
        return
    se, rest = summary.se_cost, summary.cost
    yield (
        f"SE blocks      {len(summary.blocks)}: {se.parameters:,} parameters "
        f"({share(se.parameters, rest.parameters)} of all), {amount(se.multiply_adds)} "
        f"multiply-adds ({share(se.multiply_adds, rest.multiply_adds)})"
    )
    if summary.scaled_values:
        values = amount(summary.scaled_values)
        yield f"{_MARGIN}Not counted: {values} additions (squeeze), as many products (scale)."


def fit_lines(fit: FitReport) -> Iterator[str]:
    """How the tensors of a checkpoint fitted."""
    yield from _described(
        "checkpoint",
        f"{fit.dialect}; {fit.matched} of {fit.expected} tensors taken over, "
        f"{len(fit.missing)} missing, {len(fit.left_over)} left over",
    )
    for word, names in (("missing", fit.missing), ("left over", fit.left_over)):
        if names:
            more = len(names) - _NAMES_SHOWN
            tail = f" and {more} more" if more > 0 else ""
            yield from _described("", f"{word}: {', '.join(names[:_NAMES_SHOWN])}{tail}")
    for remark in fit.remarks:
        yield from _described("", remark)
    if fit.also:
        first = f"--architecture {fit.also[0]}"
        way = f"choose it with {first}" if len(fit.also) == 1 else f"choose one as with {first}"
        yield from _described("", f"{same_tensors(fit)}; {way}.")


def _described(what: str, text: str) -> Iterator[str]:
    """A name in the margin, and a text that is wrapped beside it."""
    lines = textwrap.wrap(text, _WIDTH - len(_MARGIN), break_on_hyphens=False) or [""]
    for number, line in enumerate(lines):
        yield f"{what if number == 0 else '':<{len(_MARGIN)}}{line}"


def comparison(one: Summary, other: Summary) -> Iterator[str]:
    """Two networks side by side: parameters, multiply-adds and memory, stage by stage."""
    yield f"{heading(one)}, beside {other.title}"
    if one.input_size != other.input_size:
        yield f"{other.title}: input {_shape(other.input_size)}"
    yield ""
    rows: list[tuple[str, ...]] = []
    beside = other.title.removeprefix(one.title).strip() or other.title
    inputs = Cost(parameter_bytes=one.input_bytes), Cost(parameter_bytes=other.input_bytes)
    for title, value, shown in _MEASURES:
        rows.append((title, _shortened(one.title), _shortened(beside), "difference", ""))
        if value(inputs[0]):
            rows.append((_INDENT + "input", *_pair(value(inputs[0]), value(inputs[1]), shown)))
        for stage, first, second in compare_stages(one, other):
            name = OUTSIDE_TEXT if stage == OUTSIDE else f"stage {stage}"
            rows.append((_INDENT + name, *_pair(value(first), value(second), shown)))
        sums = value(one.cost + inputs[0]), value(other.cost + inputs[1])
        rows.append((_INDENT + "together", *_pair(sums[0], sums[1], shown)))
        rows.append(("",) * 5)
    yield from _columns(rows[:-1], right=(1, 2, 3, 4))
    yield ""
    with_blocks = [summary for summary in (one, other) if summary.blocks]
    for summary in with_blocks:
        yield from _surplus(summary)
    if not with_blocks:
        yield "Neither has SE blocks."


def _pair(one: int, other: int, shown: Callable[[int], str]) -> tuple[str, str, str, str]:
    difference = one - other
    if not difference:
        return shown(one), shown(other), "–", ""
    sign = "+" if difference > 0 else "−"
    relative = f"{sign}{share(abs(difference), other)}" if other else ""
    return shown(one), shown(other), f"{sign}{shown(abs(difference))}", relative


def _surplus(summary: Summary) -> Iterator[str]:
    """What the SE blocks of a network add to the rest of it."""
    se, whole = summary.se_cost, summary.cost
    others = whole.parameters - se.parameters
    work = whole.multiply_adds - se.multiply_adds
    count = len(summary.blocks)
    yield (
        f"The {count} SE blocks of {summary.title} add {se.parameters:,} parameters to {others:,} "
        f"({share(se.parameters, others)}),"
    )
    yield (
        f"and {amount(se.multiply_adds)} multiply-adds to {amount(work)} "
        f"({share(se.multiply_adds, work)})."
    )
    if summary.scaled_values:
        both = se.multiply_adds + 2 * summary.scaled_values
        yield (
            f"With the squeeze’s additions and the scale’s multiplications, an operation each: "
            f"{amount(both)} ({share(both, work)})."
        )


def time_lines(ratio: TimeRatio, one: str, other: str, device: str) -> Iterator[str]:
    """How the passes of two networks compared, with the spread."""
    yield f"Time of a pass on this machine now ({device}):"
    yield f"{one} takes {ratio.median:.2f} times as long as {other};"
    milliseconds = f"{ratio.seconds * 1000:.0f} and {ratio.other_seconds * 1000:.0f} ms"
    yield (
        f"half of {ratio.pairs} pairs that took turns lie from {ratio.low:.2f} to {ratio.high:.2f} "
        f"(medians {milliseconds})."
    )


def amount(count: int) -> str:
    """A number of operations: exact below a million, else with M or G; a dash for none."""
    if count >= _BILLION:
        return f"{count / _BILLION:.2f} G"
    return f"{count / _MILLION:.2f} M" if count >= _MILLION else _exact(count)


def share(part: int, whole: int) -> str:
    """A percentage with two digits that count: ``9.0 %``, ``0.062 %``."""
    if not whole:
        return "–"
    percentage = 100 * part / whole
    digits = next((d for d in (1, 2, 3) if percentage >= 10 ** (1 - d)), 4)
    return f"{percentage:.{digits}f} %"


def _exact(count: int) -> str:
    return f"{count:,}" if count else "–"


def _megabytes(count: int) -> str:
    return f"{count / MEGABYTE:.2f}"


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


def _shape(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape))


def _columns(rows: Sequence[tuple[str, ...]], right: tuple[int, ...]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


_MEASURES: tuple[tuple[str, Callable[[Cost], int], Callable[[int], str]], ...] = (
    ("parameters", lambda cost: cost.parameters, lambda count: f"{count:,}"),
    ("multiply-adds", lambda cost: cost.multiply_adds, amount),
    ("memory, MB", lambda cost: cost.total_bytes, _megabytes),
)
