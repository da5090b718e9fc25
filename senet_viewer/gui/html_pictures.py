"""Finds the pictures of a piece of HTML in one pass, however broken it is.

The standard library's parser takes minutes for some pages that are broken on purpose, and refuses
others; what comes with a drag is read in the window's own thread.
"""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(?:(!--)|(img|script|style|textarea|title)(?=[\s/>]))", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""[\s=/"']*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?"""
)
_MOST_TAGS, _MOST_ATTRIBUTES = 5_000, 50
"""A page with more is read so far."""

_SOURCE = re.compile(r"(https?:|data:image/)", re.IGNORECASE)


def pictures_in_html(html: str) -> tuple[str, ...]:
    """The addresses of the pictures in ``html``, each once, in order.

    Only those by http, https and in ``data:`` links; not what stands in comments and scripts.
    """
    found: dict[str, None] = {}
    place = 0
    for _ in range(_MOST_TAGS):
        tag = _TAG.search(html, place)
        if tag is None:
            break
        comment, name = tag.groups()
        if comment or name.lower() != "img":
            place = _after(html, "-->" if comment else f"</{name}", tag.end())
            continue
        source, place = _source(html, tag.end())
        if source.startswith("//"):
            # By the scheme of the page that it comes from, which nobody names here.
            source = f"https:{source}"
        if _SOURCE.match(source):
            found[source] = None
    return tuple(found)


def _after(html: str, end: str, place: int) -> int:
    """The place after ``end``, or that of the whole text's end where it is missing."""
    found = re.compile(re.escape(end), re.IGNORECASE).search(html, place)
    return len(html) if found is None else found.end()


def _source(html: str, place: int) -> tuple[str, int]:
    """The ``src`` of the tag whose attributes begin at ``place``, and the place after it."""
    source: str | None = None
    for _ in range(_MOST_ATTRIBUTES):
        attribute = _ATTRIBUTE.match(html, place)
        if attribute is None:
            break
        name, *values = attribute.groups()
        if source is None and name.lower() == "src":
            source = next((value for value in values if value is not None), "")
        place = attribute.end()
    return unescape(source or "").strip(), place
