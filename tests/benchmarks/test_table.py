"""The table of bounds prints what it was given, and counts what was missed."""

from __future__ import annotations

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.table import Row, print_table


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (Row("time", 1.0, 0.9), True),
        (Row("time", 1.0, 1.1), False),
        (Row("rate", 0.9, 0.95, at_least=True), True),
        (Row("rate", 0.9, 0.8, at_least=True), False),
        (Row("elsewhere", 0.9, None, note="no such device"), None),
        (Row("told", None, 3.0), None),
    ],
)
def test_a_bound_is_an_upper_or_a_lower_one(row: Row, holds: bool | None) -> None:
    assert row.holds is holds


def test_rows_are_printed_and_misses_counted(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        Row("start", 3.5, 2.25, "s"),
        Row("stall", 16, 20.0, "ms", note="busy"),
        Row("GPU", 1, None, note="none here"),
    ]
    assert print_table(rows) == 1
    _head, first, second, third = capsys.readouterr().out.splitlines()
    assert first.split() == ["start", "2.25", "s", "≤", "3.5", "s"]
    assert second.endswith("MISSED busy")
    assert "not measured" in third


def test_rows_that_there_are_not_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_status:
        main(["nonsense"])
    assert exit_status.value.code == 2
    assert "forward" in capsys.readouterr().err
