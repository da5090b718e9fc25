"""One row of the table of bounds that the benchmarks print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A measured ``value`` of ``what`` with its ``bound``, both in ``unit``.

    Small values are good, but where ``at_least`` says that the bound is a lower one. ``value`` is
    None where this machine cannot measure it; then ``note`` says why.
    """

    what: str
    bound: float
    value: float | None
    unit: str = ""
    at_least: bool = False
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the bound is kept; None where it was not measured."""
        if self.value is None:
            return None
        return self.value >= self.bound if self.at_least else self.value <= self.bound


def print_table(rows: Iterable[Row]) -> None:
    """Print the rows: what, value, bound, verdict."""
    print(f"{'what':<72} {'value':>10} {'bound':>10}")
    for row in rows:
        value = "—" if row.value is None else f"{row.value:.3g} {row.unit}".strip()
        bound = f"{'≥' if row.at_least else '≤'} {row.bound:g} {row.unit}".strip()
        verdict = {True: "", False: "missed", None: "not measured"}[row.holds]
        print(f"{row.what:<72} {value:>10} {bound:>10}  {' '.join((verdict, row.note)).strip()}")
