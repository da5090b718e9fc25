"""Counts, sizes and rates as the window words them, short and translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from senet_viewer.records import Transfer

_UNITS = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_BYTES = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
LEAST_SHARE = 0.001
"""Percent; what is less is only said to be less."""
SHORTEST_LEFT = 3.0
"""Below so many seconds nobody needs to be told how long it still takes."""


def translate(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("amounts", text)


def short_count(count: int) -> str:
    """A count with three digits and its unit, such as ``28.1 M`` or ``3.87 G``; ``–`` for 0."""
    if count == 0:
        return "–"
    return _with_unit(count, _UNITS) or str(count)


def full_count(count: int) -> str:
    """A count with all its digits, in groups of three."""
    return f"{count:,}"


def size(count: int) -> str:
    """A number of bytes, such as ``98 MB``; decimal units, as file managers show them."""
    return _with_unit(count, _BYTES, digits=2) or translate("{n} bytes").format(n=count)


def _with_unit(count: float, units: tuple[tuple[float, str], ...], digits: int = 3) -> str:
    for factor, unit in units:
        # What would be rounded up to 1,000 of the smaller unit belongs to the larger one.
        if count >= factor * 0.9995:
            value = count / factor
            whole = len(str(int(value)))
            return f"{value:.{max(0, digits - whole)}f} {unit}"
    return ""


def exact_megabytes(count: int) -> str:
    """A number of bytes in millions with two decimals, as torchinfo prints them."""
    return f"{count / 1e6:,.2f} MB"


def share(part: float, whole: float) -> str:
    """A share with three digits that count, such as ``8.97 %`` or ``0.0254 %``."""
    if not whole or not part:
        return "0 %"
    value = 100 * part / whole
    return f"{value:.3g} %" if value >= LEAST_SHARE else f"< {LEAST_SHARE:g} %"


def transfer_words(transfer: Transfer) -> str:
    """How far a download is: ``12 of 98 MB · 3.1 MB/s · 28 s left``."""
    parts = [_done_of(transfer)]
    rate = transfer.bytes_per_second
    if rate > 0:
        parts.append(translate("{size}/s").format(size=size(int(rate))))
        left = (transfer.total - transfer.done) / rate
        if left >= SHORTEST_LEFT:
            parts.append(translate("{time} left").format(time=duration(left)))
    return " · ".join(parts)


def _done_of(transfer: Transfer) -> str:
    if transfer.total <= 0:
        return size(transfer.done)
    total = size(transfer.total)
    number, _, unit = total.rpartition(" ")
    factor = next((factor for factor, name in _BYTES if name == unit), 0.0)
    if not factor:
        return translate("{done} of {total}").format(done=transfer.done, total=total)
    decimals = len(number.partition(".")[2])
    done = f"{transfer.done / factor:.{decimals}f}"
    return translate("{done} of {total}").format(done=done, total=total)


def duration(seconds: float) -> str:
    """A time to wait, such as ``28 s``, ``4 min`` or ``2 h``."""
    if seconds < 90:
        return translate("{n} s").format(n=round(seconds))
    if seconds < 90 * 60:
        return translate("{n} min").format(n=round(seconds / 60))
    return translate("{n} h").format(n=round(seconds / 3600))
