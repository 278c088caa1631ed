"""Writes the pictures of the README: `python -m tests.pictures`. CI says when they are stale."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from licensetui.demo import demo_portfolio
from tests.builders import TODAY
from tests.tui.running import LARGE, SMALL, running

FOLDER = Path(__file__).parent.parent / "screenshots"
SHOTS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "dashboard-80x24": (SMALL, ()),
    "dashboard-120x40": (LARGE, ()),
    "licenses-80x24": (SMALL, ("2", "j", "j")),
    "contact-editor-80x24": (SMALL, ("3", "j", "j", "j", "j", "j", "e", "tab")),
}
"""File names with the size of the terminal and the keys that lead to the screen."""


async def picture(name: str) -> str:
    """Return one picture as SVG."""
    size, keys = SHOTS[name]
    async with running(demo_portfolio(TODAY), size=size, demo=True) as program:
        await program.press(*keys)
        return program.app.export_screenshot(title="licensetui")


def main() -> None:
    """Write all pictures."""
    os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor"})
    os.environ.pop("NO_COLOR", None)
    FOLDER.mkdir(exist_ok=True)
    for name in SHOTS:
        path = FOLDER / f"{name}.svg"
        path.write_text(asyncio.run(picture(name)), encoding="utf-8")
        print(path.relative_to(FOLDER.parent))


if __name__ == "__main__":
    main()
