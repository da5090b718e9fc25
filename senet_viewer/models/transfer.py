"""Fetches one file over HTTP: goes on where a part is, tells how far it is, stops when asked.

The hub's own ``http_get`` is not used: it reads 10 MB before it tells of progress or can be
stopped, loses them where the connection drops, and the hub removes the part of a download that
failed, so that nothing is resumed (huggingface_hub 2.4).
"""

from __future__ import annotations

import shutil
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from huggingface_hub import constants
from huggingface_hub.utils import OfflineModeIsEnabled, get_session

from senet_viewer.models import offline
from senet_viewer.models.offline import Wanted
from senet_viewer.models.stopping import Terms
from senet_viewer.records import Transfer

PAUSE_SECONDS = 1.0
LEAST_BYTES = 2**16
"""What a connection has to bring, so that another one is worth a try."""
REPORT_SECONDS = 0.1
RATE_SECONDS = 3.0
_OK, _PARTIAL, _BEYOND_THE_END, _LEAST_FAILURE = 200, 206, 416, 400


@dataclass
class Meter:
    """Tells of progress ten times a second, with the rate of the last seconds."""

    name: str
    terms: Terms
    total: int = 0
    _seen: deque[tuple[float, int]] = field(default_factory=deque)

    def at(self, done: int, *, now: bool = False) -> None:
        """``done`` bytes are there; with ``now`` it is told in any case."""
        moment = time.monotonic()
        if not now and self._seen and moment - self._seen[-1][0] < REPORT_SECONDS:
            return
        self._seen.append((moment, done))
        while moment - self._seen[0][0] > RATE_SECONDS and len(self._seen) > 2:
            self._seen.popleft()
        began, before = self._seen[0]
        rate = max(0.0, done - before) / max(moment - began, 1e-3) if moment > began else 0.0
        self.terms.progress(Transfer(self.name, done, self.total, rate))


def fetch_into(
    part: Path, wanted: Wanted, terms: Terms, *, size: int = 0, headers: Mapping[str, str]
) -> None:
    """Complete the file ``part``; what it holds already is not fetched again.

    ``size`` is the whole file's, 0 where unknown. A connection that drops is made again as long as
    each brings ``LEAST_BYTES``. Raises ``Stopped`` and ``ViewerError``; ``part`` stays as far as
    it came.
    """
    meter = Meter(wanted.name, terms, size)
    while True:
        before = _length(part)
        meter.at(before, now=True)
        if size and before == size:
            return
        try:
            _receive(part, wanted, meter, headers)
            meter.at(_length(part), now=True)
            return
        except OfflineModeIsEnabled as error:
            raise offline.switched_off(wanted) from error
        except httpx2.RequestError as error:
            done = _length(part)
            if 0 <= done - before < LEAST_BYTES:
                known = done >= LEAST_BYTES
                failed = offline.cut(error, wanted, done) if known else None
                raise failed or offline.unreachable(error, wanted) from error
        except OSError as error:
            raise offline.not_written(error, wanted) from error
        pause(terms)


def require_trusted(url: str, wanted: Wanted) -> None:
    """Raise ``ViewerError`` unless it is HTTPS, or this very machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    is_here = host in ("localhost", "::1") or host.startswith("127.")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_here):
        raise offline.plain_http(url, wanted)


def pause(terms: Terms) -> None:
    """Wait before another try; raises ``Stopped``."""
    until = time.monotonic() + PAUSE_SECONDS
    while time.monotonic() < until:
        terms.check()
        time.sleep(REPORT_SECONDS)


def _receive(part: Path, wanted: Wanted, meter: Meter, headers: Mapping[str, str]) -> None:
    require_trusted(wanted.url, wanted)
    with part.open("ab", buffering=0) as file:
        start = file.tell()
        asked = {**headers, "Accept-Encoding": "identity"}
        timeout = meter.terms.timeout or constants.HF_HUB_DOWNLOAD_TIMEOUT
        if start:
            asked["Range"] = f"bytes={start}-"
        with get_session().stream(
            "GET", wanted.url, headers=asked, timeout=timeout, follow_redirects=True
        ) as response:
            for answer in (*response.history, response):
                require_trusted(str(answer.url), wanted)
            done = _begin(response, file, start, wanted)
            meter.total = meter.total or done + int(response.headers.get("Content-Length", -done))
            _require_room(part, meter.total - done, wanted)
            for chunk in response.iter_raw():
                meter.terms.check()
                _write(file, chunk)
                done += len(chunk)
                meter.at(done)


def _begin(response: httpx2.Response, file: FileIO, start: int, wanted: Wanted) -> int:
    """Where the answer's bytes belong; raises ``ViewerError`` where it has none."""
    status = response.status_code
    if status == _PARTIAL and response.headers.get("Content-Range", "").startswith(
        f"bytes {start}-"
    ):
        return start
    if status in (_BEYOND_THE_END, _PARTIAL) and start:
        # The part is no beginning of this file: the next try fetches it whole.
        file.truncate(0)
        raise httpx2.ReadError(f"no bytes from {start} on", request=response.request)
    if status >= _LEAST_FAILURE or status not in (_OK, _PARTIAL):
        raise offline.refused(status, wanted, response.headers.get("X-Error-Message", ""))
    file.truncate(0)
    return 0


def _write(file: FileIO, chunk: bytes) -> None:
    """Write all of it; where the disk is nearly full a write may take but a part."""
    rest = memoryview(chunk)
    while rest:
        rest = rest[file.write(rest) :]


def _require_room(part: Path, needed: int, wanted: Wanted) -> None:
    free = shutil.disk_usage(part.parent).free
    if needed > free:
        raise offline.no_room(wanted, needed, free)


def _length(part: Path) -> int:
    try:
        return part.stat().st_size
    except FileNotFoundError:
        return 0
