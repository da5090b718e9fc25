"""Settings survive a restart; damaged or newer ones cost nothing but a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.gui.settings import (
    STALE_SECONDS,
    VERSION,
    Settings,
    load_settings,
    save_changes,
    save_settings,
    values_of,
)
from tests.limits import files_up_to

DAMAGED = (
    "{",
    "[]",
    '{"version": "x", "settings": {}}',
    "\x00",
    '{"version": 1, "settings": []}',
    '{"version": 1, "settings": null}',
    '{"version": 1, "settings": "x"}',
    "[" * 200_000,
)


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    save_settings(Settings(theme="dark", order="highest", recent=[["/a"]]), file)
    settings, error = load_settings(file)
    assert error is None
    assert settings == Settings(theme="dark", order="highest", recent=[["/a"]])
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == (Settings(), None)


def test_a_damaged_file_gives_defaults_one_sentence_and_a_copy(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for content in DAMAGED:
        file.write_text(content)
        settings, error = load_settings(file)
        assert settings == Settings()
        assert error is not None
        assert error.code == "settings.damaged"
        assert (tmp_path / "settings.json.old").read_text() == content


def test_a_newer_file_is_kept_and_not_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"version": VERSION + 1, "settings": {"theme": "dark"}}))
    settings, error = load_settings(file)
    assert settings == Settings()
    assert error is not None
    assert error.code == "settings.newer"
    assert (tmp_path / "settings.json.old").exists()


def test_a_value_of_the_wrong_kind_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(
        json.dumps({"version": 1, "settings": {"theme": 3, "order": "highest", "odd": 1}})
    )
    settings, error = load_settings(file)
    assert error is None
    assert settings == Settings(order="highest")


def test_of_lists_and_tables_the_entries_that_fit_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    deep: list[object] = []
    for _ in range(700):
        deep = [deep]
    values = {
        "recent": [["/a"], "x", [1], deep],
        "commands": ["open", 3, deep],
        "keys": {"quit": ["Q"], "open": ["A", None, deep], "stop": "S"},
        "text_size": True,
    }
    file.write_text(json.dumps({"version": 1, "settings": values}))
    settings, error = load_settings(file)
    assert error is None
    kept = {"quit": ["Q"], "open": ["A"]}
    assert settings == Settings(recent=[["/a"]], commands=["open"], keys=kept)
    save_settings(settings, file)


def test_names_that_are_no_text_survive(tmp_path: Path) -> None:
    odd = [[os.fsdecode(b"/a/\xff %20#'\" .senet")], ["/图/片.jpg"]]
    file = tmp_path / "图 #1%" / "settings.json"
    save_settings(Settings(recent=odd), file)
    assert load_settings(file)[0].recent == odd


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(ViewerError) as caught:
        save_settings(Settings(), blocked / "settings.json")
    assert caught.value.code == "settings.not_saved"
    assert blocked.read_text() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="limits as POSIX has them")
def test_without_room_the_old_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    save_settings(Settings(theme="dark"), file)
    with files_up_to(300), pytest.raises(ViewerError) as caught:
        save_settings(Settings(theme="light"), file)
    assert caught.value.code == "settings.not_saved"
    assert "make room" in caught.value.sentence
    assert load_settings(file)[0].theme == "dark"
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="links as POSIX has them")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "all" / "senet.json", tmp_path / "settings.json"
    save_settings(Settings(), file)
    link.symlink_to(file)
    file.chmod(0o600)
    save_settings(Settings(theme="dark"), link)
    assert link.is_symlink()
    assert load_settings(file)[0].theme == "dark"
    assert file.stat().st_mode & 0o777 == 0o600


def test_two_windows_keep_each_others_changes(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    save_settings(Settings(theme="dark", order="highest"), file)
    one, _ = load_settings(file)
    other, _ = load_settings(file)
    before = values_of(one)
    one.theme, other.text_size, other.order = "light", 150, "unusual"
    save_changes(values_of(other), before, file)
    save_changes(values_of(one), before, file)
    assert load_settings(file)[0] == Settings(theme="light", order="unusual", text_size=150)


WRITE_OFTEN = """
import sys
from pathlib import Path
from senet_viewer.gui.settings import Settings, load_settings, save_changes, values_of
file, name = Path(sys.argv[1]), sys.argv[2]
settings, error = load_settings(file)
assert error is None
for number in range(60):
    before = values_of(settings)
    settings.recent = [[f"/{name}/{number}"] * 200]
    save_changes(values_of(settings), before, file)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="replaces as POSIX does")
def test_windows_that_write_at_once_never_damage_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    save_settings(Settings(theme="dark"), file)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE_OFTEN, str(file), name]) for name in "ab"
    ]
    while any(writer.poll() is None for writer in writers):
        settings, error = load_settings(file)
        assert error is None
        assert settings.theme == "dark"
    assert [writer.returncode for writer in writers] == [0, 0]
    assert load_settings(file)[0].recent[0][0] in ("/a/59", "/b/59")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_a_damaged_file_is_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for content in DAMAGED:
        file.write_text(content)
        save_changes(values_of(Settings(theme="dark")), values_of(Settings()), file)
        assert load_settings(file) == (Settings(theme="dark"), None)


def test_what_a_killed_window_left_is_taken_away(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    save_settings(Settings(), file)
    old, new = tmp_path / "settings.json.aa.part", tmp_path / "settings.json.bb.part"
    for part in (old, new):
        part.write_text("{")
    then = old.stat().st_mtime - STALE_SECONDS - 10
    os.utime(old, (then, then))
    load_settings(file)
    assert not old.exists()
    assert new.exists(), "another window may be writing it"
