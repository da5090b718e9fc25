"""``senet-viewer models``: the networks that can be loaded by name."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from senet_viewer.records import CatalogueEntry

SUMMARY = "List the networks that can be loaded by name."
EPILOG = "Any other network: give the path of its checkpoint in place of a name.\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--search", default="", metavar="TEXT", help="only those whose name or title holds TEXT"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the catalogue, group by group."""
    from senet_viewer.cli.output import say, write_text
    from senet_viewer.models.catalogue import entries

    found = [entry for entry in entries() if _matches(entry, arguments.search)]
    if not found:
        say(f"No network’s name holds “{arguments.search}”; “senet-viewer models” lists them all.")
        return 1
    write_text(_listing(found))
    return 0


def _matches(entry: CatalogueEntry, words: str) -> bool:
    text = f"{entry.key} {entry.title} {entry.group}".casefold()
    return all(word in text for word in words.casefold().split())


def _listing(found: Sequence[CatalogueEntry]) -> str:
    names = max(len(entry.key) for entry in found)
    titles = max(len(entry.title) for entry in found)
    lines: list[str] = []
    for group, grouped in groupby(found, lambda entry: entry.group):
        members = list(grouped)
        notes = dict.fromkeys(entry.note for entry in members)
        common = next(iter(notes)) if len(notes) == 1 else ""
        lines += ["", group] if lines else [group]
        for entry in members:
            lines.append(
                f"  {entry.key:<{names}}  {entry.title:<{titles}}  {entry.parameters:>11,} "
                f"parameters  {entry.blocks:>3} SE blocks"
            )
            if entry.note and not common:
                lines.append(f"  {'':<{names}}  {entry.note}")
        if common:
            lines.append(f"  {common}")
    return "\n".join(lines) + "\n"
