"""An inspection as text for a terminal: the answer, then a line a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from senet_viewer.errors import printable
from senet_viewer.export.wording import percent, proof
from senet_viewer.records import BlockGates, Gates, Inspection, Profile
from senet_viewer.statistics import departure, describe, looks_untrained, most_unusual

_BAR = 24
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LONGEST_LABEL = 28


def can_draw_bars(encoding: str) -> bool:
    """Whether an output of this encoding has the signs that bars are made of."""
    try:
        _EIGHTHS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def report(inspection: Inspection, profile: Profile | None, *, bars: bool = True) -> str:
    """The whole text on one image; without ``bars`` they are drawn with ``#``."""
    reference = None if profile is None else profile.mean
    lines = [*_title(inspection), "", *answer(inspection, bars), ""]
    lines += table(_block_rows(inspection.blocks, reference))
    if profile is not None:
        lines += ["", f"  departure: mean |gate − average over the {profile.title}|"]
    if looks_untrained(inspection):
        lines += ["", "  All gates near 0.5: is this network trained?"]
    words = proof(inspection)
    if words:
        lines += ["", f"  {words}"]
    return "\n".join(lines) + "\n"


def _title(inspection: Inspection) -> list[str]:
    parts = [
        printable(inspection.image.key or inspection.image.name),
        f"{inspection.width}×{inspection.height}",
        inspection.model,
        inspection.device,
        f"{inspection.milliseconds:.0f} ms",
    ]
    return [" · ".join(parts), f"  {inspection.preprocessing.describe()}"]


def answer(inspection: Inspection, bars: bool) -> list[str]:
    """A line a class, the most probable first."""
    labels = [_cut(printable(p.label)) for p in inspection.predictions]
    width = max((len(label) for label in labels), default=0)
    return [
        f"  {label:<{width}}  {_bar(p.probability, bars)}  {percent(p.probability):>5}"
        for label, p in zip(labels, inspection.predictions, strict=True)
    ]


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def _bar(share: float, bars: bool) -> str:
    # Not a number: as empty as zero.
    share = min(max(share, 0.0), 1.0) if share == share else 0.0
    if not bars:
        return ("#" * round(share * _BAR)).ljust(_BAR)
    full, rest = divmod(round(share * _BAR * 8), 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(_BAR)


def _block_rows(
    blocks: Sequence[BlockGates], reference: Mapping[str, Gates] | None
) -> list[list[str]]:
    heading = ["block", "channels", "mean", "spread", "< 0.1", "> 0.9"]
    if reference is not None:
        heading += ["departure", "most opened", "most closed"]
    rows = [heading]
    for block in blocks:
        statistics = describe(block.gates)
        row = [
            block.name,
            str(block.channels),
            f"{statistics.mean:.2f}",
            f"{statistics.spread:.2f}",
            str(statistics.nearly_closed),
            str(statistics.wide_open),
        ]
        if reference is not None:
            row += _unusual(block, reference.get(block.name))
        rows.append(row)
    return rows


def _unusual(block: BlockGates, reference: Gates | None) -> list[str]:
    if reference is None:
        return ["", "", ""]
    ends = [
        f"{some[0].channel}: {some[0].difference:+z.3f}".replace("-", "−") if some else "none"
        for some in most_unusual(block.gates, reference, 1)
    ]
    return [f"{departure(block.gates, reference):.3f}", *ends]


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns side by side; the first row is the heading, the first column stands left."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  "
        + "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
