"""Writes the README's table of keys: `python -m tests.readme`. A test says when it is stale."""

from __future__ import annotations

import re
from pathlib import Path

from licensetui.tui.commands.sections import sections

README = Path(__file__).parent.parent / "README.md"
KEYS = re.compile(
    r"(?<=<!-- keys: written by `python -m tests.readme` -->\n).*(?=<!-- end of keys)", re.DOTALL
)


def keys_table() -> str:
    """Return all keys as Markdown."""
    lines = ["| where | key | what it does |", "|---|---|---|"]
    for place, commands in sections():
        for number, command in enumerate(commands):
            keys = " ".join(f"`{name}`" for name in command.key_names)
            lines.append(f"| {place if not number else ''} | {keys} | {command.help} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the table."""
    text = README.read_text(encoding="utf-8")
    README.write_text(KEYS.sub(lambda _found: keys_table(), text), encoding="utf-8")


if __name__ == "__main__":
    main()
