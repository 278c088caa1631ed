from __future__ import annotations

import re
import tomllib
from dataclasses import asdict
from pathlib import Path

from licensetui.domain.settings import Settings
from tests.readme import KEYS, README, keys_table

TEXT = README.read_text(encoding="utf-8")


def test_the_keys_of_the_readme_are_those_of_the_program() -> None:
    found = KEYS.search(TEXT)
    assert found is not None
    assert found[0] == keys_table(), "stale: run `python -m tests.readme`"


def test_the_settings_of_the_readme_are_all_settings_with_their_defaults() -> None:
    block = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert block is not None
    known = {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(Settings()).items()}
    said = {name: value for name, value in known.items() if value is not None}
    assert tomllib.loads(block[1]) == said
    assert all(f"# {name} = " in block[1] for name in known.keys() - said.keys())


def test_every_picture_of_the_readme_exists_and_all_are_shown() -> None:
    shown = set(re.findall(r"\((screenshots/[^)]+)\)", TEXT))
    there = {f"screenshots/{path.name}" for path in Path(README.parent, "screenshots").iterdir()}
    assert shown == there


def test_ci_runs_the_test_command_of_the_readme_word_for_word() -> None:
    commands = re.findall(r"```sh\n(python3 -m venv .*)\n```", TEXT)
    script = (README.parent / ".ci" / "run").read_text(encoding="utf-8")
    assert len(commands) == 2
    assert commands[1] in script


def test_what_contributing_names_is_there() -> None:
    root = README.parent
    text = Path(root, "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:licensetui|tests)/[^`]*|[\w.]+\.toml)`", text)
    assert len(named) > 20
    assert [name for name in named if not Path(root, name).exists()] == []
    rooms = {f"licensetui/{name.split('/')[1]}/" for name in named if name.count("/") > 1}
    packages = {f"licensetui/{path.parent.name}/" for path in root.glob("licensetui/*/__init__.py")}
    assert packages - rooms == {"licensetui/demo/"}
