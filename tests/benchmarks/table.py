"""One row of the table of bounds that the benchmarks print, and the printing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A measured ``value`` of ``what`` with its ``bound``, both in ``unit``.

    Small values are good, but where ``at_least`` says that the bound is a lower one. ``value`` is
    None where this machine cannot measure it; then ``note`` says why. ``bound`` is None where
    the value is told only for comparison.
    """

    what: str
    bound: float | None
    value: float | None
    unit: str = ""
    at_least: bool = False
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the bound is kept; None where there is none, or nothing was measured."""
        if self.value is None or self.bound is None:
            return None
        return self.value >= self.bound if self.at_least else self.value <= self.bound


def print_table(rows: Iterable[Row]) -> int:
    """Print the rows as they come: what, value, bound, verdict; gives how many are missed."""
    missed = 0
    print(f"{'what':<76} {'value':>10} {'bound':>10}", flush=True)
    for row in rows:
        value = "not measured" if row.value is None else f"{row.value:.4g} {row.unit}".strip()
        sign = "≥" if row.at_least else "≤"
        bound = "" if row.bound is None else f"{sign} {row.bound:g} {row.unit}".strip()
        verdict = "MISSED" if row.holds is False else ""
        missed += row.holds is False
        tail = " ".join(filter(None, (verdict, row.note)))
        print(f"{row.what:<76} {value:>10} {bound:>10}  {tail}".rstrip(), flush=True)
    return missed
