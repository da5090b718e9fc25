"""Brings the translations in step with the program's texts, and compiles them.

    python packaging/translations/update.py                   # texts, then the compiled file
    python packaging/translations/update.py --missing FILE    # write what is not translated as JSON
    python packaging/translations/update.py --fill FILE       # take translations from such a JSON

The .ts file can be edited in Qt Linguist too. lupdate reads a list of calls that is written from
the sources, since it follows neither functions that translate nor the codes of errors.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as Xml
from functools import cache
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from translations.error_texts import error_texts  # noqa: E402 - a script finds no siblings so
from translations.texts import NotFoundError, Text, window_texts  # noqa: E402

PACKAGE = ROOT / "senet_viewer"
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("zh_CN",)

Words = dict[str, dict[str, str]]
"""For each context the English texts with their translations."""


def ts_file(language: str) -> Path:
    """The file that translators edit."""
    return FOLDER / f"senet_viewer_{language}.ts"


@cache
def all_texts() -> tuple[Text, ...]:
    """Every text to translate, as the sources had them when they were first read."""
    return (*window_texts(PACKAGE / "gui"), *error_texts(PACKAGE))


def update(file: Path) -> None:
    """Add the texts that ``file`` lacks, and drop those that are gone; translations stay."""
    with tempfile.TemporaryDirectory() as folder:
        calls = Path(folder) / "calls.py"
        calls.write_text("".join(map(_call, all_texts())), encoding="utf-8")
        options = ("-no-obsolete", "-locations", "none", "-disable-heuristic", "similartext")
        _run("lupdate", str(calls), "-ts", str(file), *options, "-target-language", "zh_CN")


def release(file: Path, compiled: Path) -> None:
    """Compile ``file``; texts without a translation stay English."""
    _run("lrelease", str(file), "-qm", str(compiled), "-nounfinished")


def _call(text: Text) -> str:
    comment = f"#: {text.comment}\n" if text.comment else ""
    # JSON quotes strings in a way that lupdate reads.
    context, source = (json.dumps(part, ensure_ascii=False) for part in (text.context, text.source))
    return f"{comment}QCoreApplication.translate({context}, {source})\n"


def _run(tool: str, *arguments: str) -> None:
    """Run a tool of Qt that PySide6 brings; its words are shown where it fails."""
    program = Path(PySide6.__file__).parent / tool
    done = subprocess.run(
        [str(program), *arguments], check=False, capture_output=True, text=True, timeout=60
    )
    if done.returncode != 0 or "rror" in done.stderr:
        raise RuntimeError(f"{tool} failed: {done.stdout}{done.stderr}")


def missing(file: Path) -> Words:
    """What is not translated; of errors, the English sentence stands in place of a translation."""
    words: Words = {}
    for context, message in _messages(Xml.parse(file)):
        if _translation(message).get("type") == "unfinished":
            comment = message.findtext("extracomment") or ""
            words.setdefault(context, {})[message.findtext("source") or ""] = comment
    return words


def fill(file: Path, words: Words) -> int:
    """Take the translations of ``words`` over; returns how many have a place in ``file``."""
    tree, taken = Xml.parse(file), 0
    for context, message in _messages(tree):
        text = words.get(context, {}).get(message.findtext("source") or "")
        if text:
            translation = _translation(message)
            translation.text = text
            translation.attrib.pop("type", None)
            taken += 1
    tree.write(file, encoding="utf-8", xml_declaration=True)
    return taken


def _messages(tree: Xml.ElementTree[Xml.Element[str]]) -> list[tuple[str, Xml.Element[str]]]:
    return [
        (context.findtext("name") or "", message)
        for context in tree.iter("context")
        for message in context.iter("message")
    ]


def _translation(message: Xml.Element[str]) -> Xml.Element[str]:
    found = message.find("translation")
    return Xml.SubElement(message, "translation") if found is None else found


def main() -> None:
    parser = argparse.ArgumentParser(description="Bring the translations in step.")
    parser.add_argument("--missing", type=Path, metavar="FILE", help="write what is missing")
    parser.add_argument("--fill", type=Path, metavar="FILE", help="take translations from FILE")
    arguments = parser.parse_args()
    try:
        bring_in_step(arguments.missing, arguments.fill)
    except NotFoundError as problem:
        sys.exit(str(problem))


def bring_in_step(wanted: Path | None, given: Path | None) -> None:
    """Update and compile all languages; write what is missing, take what is given."""
    for language in LANGUAGES:
        file = ts_file(language)
        update(file)
        if given is not None:
            taken = fill(file, json.loads(given.read_text(encoding="utf-8")))
            update(file)
            print(f"{language}: {taken} translations taken from {given}")
        release(file, file.with_suffix(".qm"))
        left = missing(file)
        count = sum(map(len, left.values()))
        print(f"{language}: {count} texts of {len(all_texts())} are not translated")
        if wanted is not None:
            text = json.dumps(left, ensure_ascii=False, indent=1)
            wanted.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
