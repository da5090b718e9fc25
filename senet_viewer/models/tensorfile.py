"""Reads the tensors of a weights file without ever unpickling freely."""

from __future__ import annotations

import argparse
import datetime
import os
import pickle
import re
import shlex
import types
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from senet_viewer.errors import ViewerError, printable
from senet_viewer.models.envelope import strip, unwrap
from senet_viewer.models.json_texts import parse_json

ZIP_SIGNATURE = b"PK\x03\x04"
LEGACY_SIGNATURES = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
START_BYTES = 512
OWN_PROTOCOL = 2
"""The version of pickle that torch writes, and reads without running code."""

WHERE_ITS_CODE_IS = (
    "Where the network's own code is installed, and only if you trust the file, run: "
)

# Tensors may share their numbers, so they may be more than the file holds, but not by much.
LARGEST_CLAIM = 8
CLAIM_FLOOR = 2**20

# What checkpoints hold beside tensors and plain values, and what cannot do harm when made: NumPy's
# scalars and arrays (under their names in NumPy 1 and 2), the command line of the training, dates,
# and paths, which become such as cannot touch the disk.
_make_scalar = np.float64(0).__reduce__()[0]
_make_array = np.zeros(0).__reduce__()[0]
HARMLESS: tuple[Any, ...] = (
    argparse.Namespace,
    types.SimpleNamespace,
    datetime.date,
    datetime.datetime,
    datetime.timedelta,
    frozenset,
    *((PurePosixPath, f"{module}.PosixPath") for module in ("pathlib", "pathlib._local")),
    *((PureWindowsPath, f"{module}.WindowsPath") for module in ("pathlib", "pathlib._local")),
    *((kind, f"pathlib._local.{kind.__name__}") for kind in (PurePosixPath, PureWindowsPath)),
    PurePosixPath,
    PureWindowsPath,
    np.ndarray,
    np.dtype,
    *(type(np.dtype(code)) for code in "?bBhHiIlLqQefdFDSU"),
    (_make_scalar, "numpy.core.multiarray.scalar"),
    (_make_scalar, "numpy._core.multiarray.scalar"),
    (_make_array, "numpy.core.multiarray._reconstruct"),
    (_make_array, "numpy._core.multiarray._reconstruct"),
)


@dataclass(frozen=True)
class TensorFile:
    """What a weights file holds: ``tensors`` by name without wrappers, and other ``entries``.

    ``entries`` are the plain values beside the tensors: of a safetensors file its metadata, of
    torch's format the other keys of the outermost dictionary. ``remarks`` are sentences on the
    wrappers that were seen through.
    """

    path: Path
    tensors: Mapping[str, Tensor]
    entries: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def read_tensors(path: Path) -> TensorFile:
    """Read a safetensors file, or one that ``torch.save`` wrote, on the CPU.

    Raises ``ViewerError`` with one of the codes ``checkpoint.missing``, ``.unreadable``,
    ``.not_one``, ``.truncated``, ``.claims`` and ``.pickle``.
    """
    start = _start(path)
    if start[:4] == ZIP_SIGNATURE and not zipfile.is_zipfile(path):
        raise truncated(path, "The table at the end of the archive is missing.")
    if start[:4] == ZIP_SIGNATURE or start[:2] in LEGACY_SIGNATURES:
        return _from_torch(path)
    if _is_safetensors(start):
        return _from_safetensors(path)
    raise not_a_checkpoint(path, _guess(start))


def _start(path: Path) -> bytes:
    name = shown(path)
    try:
        if path.is_dir():
            raise not_a_checkpoint(path, "It is a folder.")
        with path.open("rb") as file:
            return file.read(START_BYTES)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise ViewerError(
            "checkpoint.missing",
            f"There is no checkpoint “{name}”; check its name, and whether it was moved.",
            {"file": name},
            detail=f"{path}: {error}",
        ) from error
    except OSError as error:
        raise ViewerError(
            "checkpoint.unreadable",
            f"“{name}” cannot be read; check its permissions.",
            {"file": name},
            detail=f"{path}: {error}",
        ) from error


def _is_safetensors(start: bytes) -> bool:
    # Eight bytes of length, then the header, a JSON object.
    return len(start) > 8 and start[8:9] == b"{" and int.from_bytes(start[:8], "little") < 2**27


def _guess(start: bytes) -> str:
    if not start:
        return "The file is empty."
    if start.startswith(b"version https://git-lfs"):
        return "It is a pointer of Git LFS; fetch the file itself with git lfs pull."
    if start.lstrip()[:1] == b"<":
        return "It is a web page, as a download that was refused leaves."
    if start[257:262] == b"ustar" or start[:2] == b"\x1f\x8b":
        return "It is an archive; unpack it, and choose the weights inside."
    if start[:8] == b"\x89HDF\r\n\x1a\n":
        return "It is an HDF5 file, as Keras writes; convert its weights to PyTorch first."
    return f"It begins with {start[:8]!r}."


def _from_safetensors(path: Path) -> TensorFile:
    try:
        with safe_open(path, framework="pt") as file:
            metadata = {key: _parsed(text) for key, text in (file.metadata() or {}).items()}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except SafetensorError as error:
        if "Incomplete" in str(error) or "incomplete" in str(error) or "TooLarge" in str(error):
            raise truncated(path, str(error)) from error
        raise not_a_checkpoint(path, str(error)) from error
    unwrapped = strip(tensors)
    return TensorFile(path, unwrapped.tensors, metadata, unwrapped.remarks)


def _parsed(text: str) -> Any:
    """Metadata are texts; lists and objects in them are JSON."""
    if text[:1] not in "[{":
        return text
    try:
        return parse_json(text)
    except ValueError:
        return text


def _from_torch(path: Path) -> TensorFile:
    loaded = _load(path)
    if not isinstance(loaded, Mapping):
        raise not_a_checkpoint(path, f"It holds a {type(loaded).__name__}, no named tensors.")
    unwrapped = unwrap(loaded)
    _check_claims(path, sum(t.numel() * t.element_size() for t in unwrapped.tensors.values()))
    entries = {key: value for key, value in loaded.items() if not isinstance(value, Tensor)}
    return TensorFile(path, unwrapped.tensors, entries, unwrapped.remarks)


def _check_claims(path: Path, claimed: int) -> None:
    """Refuse a file that would fill the memory with what it does not hold."""
    held = path.stat().st_size
    if claimed > LARGEST_CLAIM * held + CLAIM_FLOOR:
        raise ViewerError(
            "checkpoint.claims",
            f"“{shown(path)}” claims to hold much more than it does; download or copy it again.",
            {"file": shown(path)},
            detail=f"{path}: {claimed:,} bytes of tensors in a file of {held:,}",
        )


def _load(path: Path) -> Any:
    """What ``torch.load`` makes of the file, with nothing but harmless types."""
    if zipfile.is_zipfile(path):
        _check_archive(path)
    try:
        with warnings.catch_warnings(), torch.serialization.safe_globals(list(HARMLESS)):
            # Of pickle protocols that torch itself never writes.
            warnings.simplefilter("ignore", UserWarning)
            return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise _unpickling(path, error) from error
    except EOFError as error:
        raise truncated(path, str(error)) from error
    except (RuntimeError, ValueError, LookupError, TypeError, AttributeError, OSError) as error:
        text = str(error)
        if "unexpected EOF" in text or "corrupted" in text:
            raise truncated(path, text) from error
        raise not_a_checkpoint(path, text) from error


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, LookupError, NotImplementedError, OSError) as error:
        raise truncated(path, f"The table of the archive is damaged: {error}") from error
    # torch does not compress, so what unpacks to much more than the file is a trap.
    _check_claims(path, sum(entry.file_size for entry in entries))
    if any(entry.filename.endswith("/constants.pkl") for entry in entries):
        raise _script(path)


def _unpickling(path: Path, error: pickle.UnpicklingError) -> ViewerError:
    text = str(error)
    if "truncated" in text or "Ran out of input" in text:
        return truncated(path, text)
    # torch names the first type that is not harmless: "Unsupported global: GLOBAL os.mkdir".
    found = re.search(r"(?:GLOBAL|global|class):? (\w+(?:\.\w+)+)", text)
    if found is None and "Unsupported operand" in text and _protocol(path) > OWN_PROTOCOL:
        return _other_protocol(path, text)
    if found is None:
        return not_a_checkpoint(path, text)
    what = found[1]
    name = shown(path)
    return ViewerError(
        "checkpoint.pickle",
        f"“{name}” holds a Python object ({what}) that could run any code when it is read; "
        "save the network's state_dict() alone, best as safetensors.",
        {"file": name, "what": what},
        detail=text,
        hint=_way_out(path),
    )


def _way_out(path: Path) -> str:
    """How the user gets the weights out of a file that needs more than can be read safely."""
    return WHERE_ITS_CODE_IS + _command(
        "import sys, torch; m = torch.load(sys.argv[1], weights_only=False); "
        "m = m.get('model', m) if isinstance(m, dict) else m; "
        "torch.save(m.state_dict() if hasattr(m, 'state_dict') else m, 'weights.pt')",
        path,
    )


def _protocol(path: Path) -> int:
    """The version of pickle that the file is written in; 0 where it is not found."""
    start = _start(path)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            name = next((n for n in archive.namelist() if n.endswith("/data.pkl")), None)
            start = b"" if name is None else archive.read(name)[:2]
    return start[1] if start[:1] == b"\x80" else 0


def _other_protocol(path: Path, detail: str) -> ViewerError:
    way_out = _way_out(path)
    if not zipfile.is_zipfile(path):
        way_out = WHERE_ITS_CODE_IS + _command(
            "import pickle, sys, torch; f = open(sys.argv[1], 'rb'); "
            "torch.save(pickle.load(f), 'weights.pt')",
            path,
        )
    return ViewerError(
        "checkpoint.protocol",
        f"“{shown(path)}” is pickled in another way than torch's own, which cannot be read safely; "
        "save it with torch.save as it is, or as safetensors.",
        {"file": shown(path)},
        detail=detail,
        hint=way_out,
    )


def _script(path: Path) -> ViewerError:
    name = shown(path)
    return ViewerError(
        "checkpoint.script",
        f"“{name}” is a TorchScript program, which holds code; save its state_dict() alone.",
        {"file": name},
        detail=str(path),
        hint="Only if you trust the file, run: "
        + _command(
            "import sys, torch; torch.save(torch.jit.load(sys.argv[1]).state_dict(), 'weights.pt')",
            path,
        ),
    )


def _command(code: str, path: Path) -> str:
    """A line for a shell that runs ``code``, which has no double quote, with the file's path."""
    return f'python -c "{code}" {_quoted(str(path))}'


def _quoted(path: str) -> str:
    """The path as a shell takes it; FILE where no line of text can hold it as it is."""
    if printable(path) != path:
        return "FILE"
    if os.name != "nt":
        return shlex.quote(path)
    # The shells of Windows put values in the place of names even between quotes.
    return "FILE" if set(path) & set("%$`!") else f'"{path}"'


def shown(path: Path) -> str:
    """The file's name as a sentence can hold it."""
    return printable(path.name or str(path))


def not_a_checkpoint(path: Path, detail: str) -> ViewerError:
    """The error for a file that holds no named tensors."""
    return ViewerError(
        "checkpoint.not_one",
        f"“{shown(path)}” is not a checkpoint; choose a .safetensors, .pt or .pth file of weights.",
        {"file": shown(path)},
        detail=f"{path}: {detail}",
    )


def truncated(path: Path, detail: str) -> ViewerError:
    """The error for a file that ends too early."""
    return ViewerError(
        "checkpoint.truncated",
        f"“{shown(path)}” is cut short; download or copy it again.",
        {"file": shown(path)},
        detail=f"{path}: {detail}",
    )
