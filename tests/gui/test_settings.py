"""Settings survive a restart; damaged or newer ones cost nothing but a sentence."""

from __future__ import annotations

import json
from pathlib import Path

from senet_viewer.gui.settings import VERSION, Settings, load_settings, save_settings

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


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    save_settings(Settings(), blocked / "settings.json")
    assert blocked.read_text() == ""
