"""The shipped translations: complete, in step with the sources, with all that a text must keep."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from translations.error_texts import GENERAL_HINTS, found_errors
from translations.texts import NotFoundError, Text, window_texts
from translations.update import PACKAGE, all_texts, fill, missing, release, ts_file, update

from tests.translations.chinese import CHINESE, Entry, entries

PLACEHOLDER = re.compile(r"\{\w*\}|%\d")
MNEMONIC = re.compile(r"&(\w)")
MARKUP = re.compile(r"</?[a-z][^>]*>")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff] ?[,;:!?](?!\w)")
CJK = "\u4e00-\u9fff"
MENU_LETTER = re.compile(r"\(&\w\)")
MIXED = (
    re.compile(rf"[{CJK}\uff09”]\.(?!\w)"),
    re.compile(rf"\([^)]*[{CJK}]|[{CJK}]\("),
    re.compile(rf"[{CJK}][A-Za-z0-9]|[A-Za-z0-9][{CJK}]"),
    re.compile(r" [，。；：！？、）]|[（，。；：！？、] "),
    re.compile(r"\.\.\."),
)
"""A narrow full stop or bracket beside Chinese, no space beside Latin letters, one too many."""
ALL_ENTRIES = entries()
ENTRIES = [entry for entry in ALL_ENTRIES if entry.translation]
WORDED = [entry for entry in ENTRIES if entry.context != "errors"]


def named(entry: Entry) -> str:
    return f"{entry.context}: {entry.source!r} → {entry.translation!r}"


def test_every_text_of_the_program_is_translated_and_nothing_else() -> None:
    texts = {(text.context, text.source) for text in all_texts()}
    assert len(texts) > 900
    assert {(entry.context, entry.source) for entry in ALL_ENTRIES} == texts
    assert [named(e) for e in ALL_ENTRIES if e.state or not e.translation] == []


def test_no_error_is_left_in_english() -> None:
    """Their file of work holds the English sentence, which could be taken as it stands."""
    errors = [entry for entry in ENTRIES if entry.context == "errors"]
    assert [named(e) for e in errors if not re.search(f"[{CJK}]", e.translation)] == []


def test_the_files_are_in_step_with_the_sources_and_with_each_other(tmp_path: Path) -> None:
    shipped = ts_file(CHINESE)
    copy, compiled = tmp_path / shipped.name, tmp_path / "compiled.qm"
    shutil.copy(shipped, copy)
    update(copy)
    hint = "run: python packaging/translations/update.py"
    assert copy.read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8"), hint
    release(copy, compiled)
    assert compiled.read_bytes() == shipped.with_suffix(".qm").read_bytes(), hint


def test_placeholders_stay() -> None:
    wrong = [
        named(entry)
        for entry in WORDED
        if Counter(PLACEHOLDER.findall(entry.source))
        != Counter(PLACEHOLDER.findall(entry.translation))
    ]
    assert wrong == []


def test_errors_name_only_parameters_that_they_have() -> None:
    known: dict[str, set[str]] = {}
    for error in found_errors(PACKAGE):
        # All sentences of a code have one translation, so that it can use what all of them have.
        known.setdefault(error.code, set(error.params)).intersection_update(error.params)
    for code, english in GENERAL_HINTS:
        known[code] = set(re.findall(r"\{(\w+)\}", english))
    wrong = [
        named(entry)
        for entry in ENTRIES
        if entry.context == "errors"
        and not set(re.findall(r"\{(\w*)\}", entry.translation)) <= known[entry.source]
    ]
    assert wrong == []


def test_mnemonics_stay_so_that_they_are_as_unique_as_the_english_ones() -> None:
    wrong = [
        named(entry)
        for entry in WORDED
        if [letter.upper() for letter in MNEMONIC.findall(entry.source)]
        != MNEMONIC.findall(entry.translation)
    ]
    assert wrong == []


def test_what_opens_something_else_still_says_so_with_dots() -> None:
    wrong = [
        named(entry)
        for entry in WORDED
        if entry.source.rstrip().endswith("…") != entry.translation.rstrip().endswith("…")
    ]
    assert wrong == []


def test_markup_line_breaks_and_spaces_at_the_ends_of_units_stay() -> None:
    for entry in WORDED:
        source, translation = entry.source, entry.translation
        assert MARKUP.findall(source) == MARKUP.findall(translation), named(entry)
        assert source.count("\n") == translation.count("\n"), named(entry)
    units = [entry for entry in WORDED if entry.context == "FigureForm" and entry.source[0] == " "]
    assert units, "spin boxes have units behind a space"
    assert all(entry.translation[0] == " " for entry in units)


def test_sentences_have_chinese_punctuation() -> None:
    assert [named(e) for e in ENTRIES if HALF_WIDTH.search(e.translation)] == []
    wrong = [
        named(entry)
        for entry in WORDED
        if entry.source.endswith(".") and entry.translation[-1] not in "。.）"
    ]
    assert wrong == []


def test_no_text_mixes_wide_and_narrow_signs() -> None:
    wrong = [
        (named(entry), sign)
        for entry in ENTRIES
        for sign in MIXED
        if sign.search(PLACEHOLDER.sub("¤", MENU_LETTER.sub("", entry.translation)))
    ]
    assert wrong == []


def test_a_text_that_nobody_could_find_is_refused(tmp_path: Path) -> None:
    for code in (
        "class Panel:\n    def fill(self, text):\n        self.tr(text)",
        'class Panel:\n    def fill(self, n):\n        self.tr(f"{n} pictures")',
        'class Panel:\n    title = QCoreApplication.translate("panel", "Title")',
        'def fill():\n    tr("Title")',
    ):
        (tmp_path / "panel.py").write_text(code, encoding="utf-8")
        with pytest.raises(NotFoundError, match=r"panel\.py:\d"):
            window_texts(tmp_path)


def test_functions_that_translate_are_followed_into_other_files(tmp_path: Path) -> None:
    gui = tmp_path / "package" / "gui"
    gui.mkdir(parents=True)
    (gui / "step.py").write_text(
        'def tr(text):\n    return QCoreApplication.translate("tour", text)', encoding="utf-8"
    )
    (gui / "first.py").write_text(
        'from package.gui.step import tr as say\ndef title():\n    return say("Click " "it")',
        encoding="utf-8",
    )
    assert window_texts(gui) == [Text("tour", "Click it")]


def test_translations_go_out_to_a_file_and_come_back(tmp_path: Path) -> None:
    file = tmp_path / "new.ts"
    update(file)
    left = missing(file)
    assert sum(map(len, left.values())) == len(all_texts())
    assert left["errors"]["engine.no_model"] == "No network is loaded; choose one first."
    assert fill(file, {"errors": {"engine.no_model": "没有网络。"}, "nowhere": {"a": "b"}}) == 1
    update(file)
    assert "engine.no_model" not in missing(file)["errors"]
