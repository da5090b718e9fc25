"""``senet-viewer models``: the networks that can be loaded by name."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from senet_viewer.records import CatalogueEntry

SUMMARY = "List the networks that can be loaded by name."
EPILOG = """\
Networks of timm and torchvision are downloaded when they are first used, into the caches that
these libraries share with other programs; “on disk” says that this has been done. Any other
network: give the path of its checkpoint in place of a name.
"""
FORMATS = ("text", "json")
_MEGABYTE = 1e6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--search", default="", metavar="TEXT", help="only those whose name or title holds TEXT"
    )
    parser.add_argument(
        "--group", default="", metavar="TEXT", help="only the groups whose title holds TEXT"
    )
    parser.add_argument("--on-disk", action="store_true", help="only those that need no download")
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="text or json (default: text)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the catalogue, group by group."""
    from senet_viewer.cli.output import say, write_text
    from senet_viewer.models.catalogue import entries

    found = [entry for entry in entries() if _is_asked_for(entry, arguments)]
    write_text(_as_json(found) if arguments.format == "json" else _listing(found))
    if not found:
        say(f"There is no network with {_asked(arguments)}; “senet-viewer models” lists them all.")
        return 1
    return 0


def _is_asked_for(entry: CatalogueEntry, arguments: argparse.Namespace) -> bool:
    text = f"{entry.key} {entry.title} {entry.group}"
    return (
        _holds(text, arguments.search)
        and _holds(entry.group, arguments.group)
        and (entry.on_disk or not arguments.on_disk)
    )


def _holds(text: str, words: str) -> bool:
    return all(word in text.casefold() for word in words.casefold().split())


def _asked(arguments: argparse.Namespace) -> str:
    texts = [f"“{text}”" for text in (arguments.search, arguments.group) if text]
    return " and ".join(texts + ["weights on this machine"] * arguments.on_disk)


def _as_json(found: Sequence[CatalogueEntry]) -> str:
    return json.dumps([asdict(entry) for entry in found], ensure_ascii=False, indent=1) + "\n"


def _listing(found: Sequence[CatalogueEntry]) -> str:
    lines: list[str] = []
    for group, grouped in groupby(found, lambda entry: entry.group):
        members = list(grouped)
        notes = dict.fromkeys(entry.note for entry in members)
        common = next(iter(notes)) if len(notes) == 1 else ""
        lines += ["", group] if lines else [group]
        for row, entry in zip(_aligned([_row(entry) for entry in members]), members, strict=True):
            lines.append(f"  {row}")
            if entry.note and not common:
                lines.append(f"      {entry.note}")
        if common:
            lines.append(f"  {common}")
    return "\n".join(lines) + "\n" if lines else ""


def _row(entry: CatalogueEntry) -> list[str]:
    return [
        entry.key,
        # The others' titles are but their names once more.
        entry.title if not entry.source else "",
        f"{entry.parameters:,} parameters",
        f"{entry.blocks} SE blocks",
        f"{entry.input_size} px" if entry.input_size else "",
        _weights(entry),
        entry.licence,
    ]


def _weights(entry: CatalogueEntry) -> str:
    if not entry.weights:
        return ""
    if entry.on_disk:
        return "on disk"
    size = entry.download_bytes / _MEGABYTE
    return f"{size:,.0f} MB to download" if size else "to download"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows as lines of columns; names and licences to the left, the rest to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    last = len(widths) - 1
    return [
        "  ".join(
            cell.ljust(width) if column in (0, 1, last) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            if width
        ).rstrip()
        for row in rows
    ]
