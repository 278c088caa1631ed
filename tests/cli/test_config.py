"""`licensetui config`: what holds, where it comes from, and a file to begin with."""

from __future__ import annotations

import re
from pathlib import Path

from licensetui.domain.settings import Settings
from licensetui.remembered import remember_theme
from licensetui.settings import read_settings
from licensetui.wording.setting_words import MEANINGS
from tests.cli.program import printed, records, refused


def test_a_file_to_begin_with_changes_nothing_and_has_every_setting(home: Path) -> None:
    path = home / "config" / "licensetui" / "settings.toml"
    assert str(path) in printed("config", "--init")
    assert read_settings(path) == Settings()
    text = path.read_text()
    path.write_text(re.sub(r"^#(?=[a-z\[])", "", text, flags=re.MULTILINE))
    usual = Settings(reminder_days=(90, 30, 0, -15), keys=(("renew", "f5"),))
    assert read_settings(path) == usual
    assert [name for name in MEANINGS if f"\n#{name} = " not in text] == ["keys"]
    assert max(map(len, text.splitlines())) <= 80


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("mouse = false")
    said = refused(2, "config", "--init", LICENSETUI_SETTINGS=str(path))
    assert f"{path} already exists and is unchanged" in said
    assert path.read_text() == "mouse = false"
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    refused(2, "config", "--init", LICENSETUI_SETTINGS=str(path))
    assert not (tmp_path / "elsewhere").exists()


def test_each_setting_is_told_with_where_it_comes_from(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('urgent_days = 7\noutput = "changes"\n\n[keys]\nrenew = "f5"\n')
    remember_theme("nord", "dark")
    environ = {"LICENSETUI_SETTINGS": str(path), "LICENSETUI_OUTPUT": "plain"}
    told = {x["name"]: x for x in records("--no-dns", "config", "--json", **environ)}
    assert {*told} == {*MEANINGS} - {"keys"} | {"keys.renew"}
    assert told["me"] == {"name": "me", "value": "", "from": "default"}
    assert told["urgent_days"]["from"] == "settings file, line 1"
    assert told["keys.renew"] == {
        "name": "keys.renew",
        "value": "f5",
        "from": "settings file, line 5",
    }
    assert told["theme"]["value"] == "nord"
    assert told["theme"]["from"].startswith("chosen in the app: ")
    assert told["theme"]["from"].endswith("licensetui/theme; without it dark")
    assert (told["output"]["value"], told["output"]["from"]) == (
        "plain",
        "LICENSETUI_OUTPUT; without it changes",
    )
    assert (told["ask_dns"]["value"], told["ask_dns"]["from"]) == (False, "--no-dns")
    assert told["reminder_days"]["value"] is None
    lines = printed("config", "--explain", **environ).splitlines()
    assert lines[0] == str(path)
    assert [line.split() for line in lines if line.startswith("urgent")] == [
        ["urgent_days", "=", "7", "settings", "file,", "line", "1"]
    ]


def test_settings_that_cannot_be_used_are_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[keys]\nrenew = "x"\n')
    said = refused(78, "config", LICENSETUI_SETTINGS=str(path))
    assert f"{path}, line 2: keys.renew: x is also the key of handle (Done)" in said
    assert "not found" in printed("config")
