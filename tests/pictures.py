"""Writes the pictures that pages show: `python -m tests.pictures`. CI says when they are stale."""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from textual.events import Paste

from licensetui.demo import demo_portfolio
from licensetui.domain.change import Change, Edit
from licensetui.store.memory import MemoryStore
from tests.builders import TODAY
from tests.tui.running import LARGE, SMALL, running, until

FOLDER = Path(__file__).parent.parent / "screenshots"
EDITED = "ScriptRunner for Jira"
"""The license that is edited in two sessions at once."""

SIDES = ("width", "height")
SCALE = 0.8
"""So that a picture and what is said below it fit a window."""
FONT = (
    'font-family: Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;\n'
    "        font-variant-ligatures: none;"
)
PAGE = """\
Technical Contacts
Anna Martin  a.martin@example.org  Primary  Delete
b.durand@gmial.com   Make Primary | Delete
Billing Contacts
Compta compta@example.org Primary
"""
"""What is copied from a portal."""

LIST = str(Path(__file__).parent / "tui" / "samples" / "Softwareliste.xlsx")
"""A list of which most columns are not known."""


@dataclass(frozen=True)
class Shot:
    """How to come to a screen."""

    size: tuple[int, int] = SMALL
    keys: tuple[str, ...] = ()
    """What to press."""
    pasted: str = ""
    """What to paste then."""
    typed: str = ""
    """What to paste into a line then."""
    entered: tuple[str, ...] = ()
    """What to press after that, and what came of it in the background."""
    then: tuple[str, ...] = ()
    """What to press after another session has changed the license called `EDITED`."""
    shows: str = "Due: "
    """What is on that screen alone: keys lead elsewhere once they mean something else."""


SHOTS = {
    "dashboard-80x24": Shot(),
    "dashboard-120x40": Shot(LARGE),
    "dashboard-200x60": Shot((200, 60)),
    "licenses-80x24": Shot(keys=("2", "j", "j"), shows="Licenses: 18 of 19"),
    "contact-editor-80x24": Shot(
        keys=("3", "slash", *"karel", "enter", "enter"), shows="No two dots in a row"
    ),
    "absence-80x24": Shot(keys=("3", "enter"), shows="read by NOBODY"),
    "portal-80x24": Shot(keys=("4", "space", "space"), shows="Ticked: "),
    "seen-80x24": Shot(keys=("2", "j", "j", "v"), pasted=PAGE, shows="b.durand@gmial.com"),
    "import-80x24": Shot(keys=("I",), typed=LIST, entered=("enter",), shows="2 of 3"),
    "fix-80x24": Shot(
        keys=("exclamation_mark", "exclamation_mark", "enter"), shows="Did you mean b.durand"
    ),
    "renew-80x24": Shot(keys=("2", "r"), shows="Renew > "),
    "handover-80x24": Shot(
        keys=("3", "slash", *"ann", "enter", "H", *"2026-12-31", "enter", "enter"),
        shows="step 2 of 3",
    ),
    "history-80x24": Shot(
        keys=("2", "r", "enter", "g", "r", "enter", "g", "D", "u", "5", "j", "j"),
        shows="renew GitHub Team   2026",
    ),
    "conflict-80x24": Shot(
        keys=("2", "e", "end", "space", "5", "0", "0"), then=("ctrl+s",), shows="0 of 1 decided"
    ),
}
"""File names with what leads to the screen."""


def _now() -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, 10, 31).astimezone()


def _change_elsewhere(store: MemoryStore) -> None:
    """Do what another user does meanwhile."""
    license = next(x for x in store.portfolio.licenses if x.name == EDITED)
    store.author = "bruno@laptop"
    change = Change("rename", (Edit(license, replace(license, name=f"{license.name} (Paris)")),))
    store.commit(change)
    store.author = "anna@jira1"


def drawn(svg: str) -> str:
    """Return a picture of Textual as a page can show it, without asking anybody for a font.

    Without width and height it has no size in a table or a narrow page, and is not seen there. The
    ligatures of Fira Code, where a reader has it, draw `..` and `->` as one sign of its own.
    """
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    sizes = zip(SIDES, map(float, box.groups()), strict=True)
    size = "".join(f' {side}="{number * SCALE:.0f}"' for side, number in sizes)
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace;", FONT)
    return svg.replace(box[0], box[0] + size, 1)


async def picture(name: str) -> str:
    """Return one picture as SVG."""
    shot = SHOTS[name]
    store = MemoryStore(demo_portfolio(TODAY), now=_now)
    store.author = "anna@jira1"
    async with running(store=store, size=shot.size, demo=True) as program:
        for key in shot.keys:  # what a form will lie on has been drawn when it opens
            await program.press(key)
        if shot.pasted and program.focused:
            program.focused.post_message(Paste(shot.pasted))
            await program.settle()
        if shot.typed:
            await program.type(shot.typed)
            await program.press(*shot.entered)
            await until(program, lambda: "2 of 3" in program.text())
        if shot.then:
            _change_elsewhere(store)
            await program.press(*shot.then)
        assert shot.shows in program.text(), f"{name}: no {shot.shows!r}\n{program.text()}"
        return drawn(program.app.export_screenshot(title="licensetui"))


def use_all_colors() -> None:
    """Let this process be as on a terminal that has all of them."""
    os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor"})
    os.environ.pop("NO_COLOR", None)


def main() -> None:
    """Write all pictures."""
    use_all_colors()
    FOLDER.mkdir(exist_ok=True)
    for name in SHOTS:
        path = FOLDER / f"{name}.svg"
        path.write_text(asyncio.run(picture(name)), encoding="utf-8")
        print(path.relative_to(FOLDER.parent))


if __name__ == "__main__":
    main()
