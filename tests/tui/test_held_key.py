"""The pane beside a list: in the frame of a key, and once a held key rests."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import Assignment, Role
from licensetui.store.memory import MemoryStore
from licensetui.tui import typeahead
from licensetui.tui.views.find_view import FindView
from licensetui.tui.views.licenses import LicenseTable
from licensetui.tui.widgets.detail import Detail
from tests.builders import a_contact, a_license, a_portfolio
from tests.tui.running import Running, running, until

MANY = a_portfolio(*(a_license(f"License {n:02}", id=n) for n in range(1, 31)))


def pane(program: Running) -> str:
    """Return what the pane of the list is about."""
    return program.app.screen.query_one("LicensesView Detail", Detail).title


def current(program: Running) -> str:
    """Return what is under the cursor of the list."""
    license = program.app.screen.query_one(LicenseTable).current
    return license.name if license else ""


VIEWS = {"4": "PortalView", "5": "HistoryView"}
STEPS = a_portfolio(
    *(
        a_license(f"License {n:02}", id=n, sen=f"SEN-{n}", wanted=(Assignment(1, Role.TECHNICAL),))
        for n in range(1, 31)
    ),
    contacts=(a_contact("Anna Martin", id=1),),
)


async def test_the_pane_shows_at_once_where_one_key_leads() -> None:
    async with running(MANY) as program:
        await program.press("2", "down")
        assert (current(program), pane(program)) == ("License 02", "License 02")
        await program.press("down")
        assert (current(program), pane(program)) == ("License 03", "License 03")


async def test_while_a_key_is_held_the_pane_waits_and_then_shows_the_last() -> None:
    async with running(MANY) as program:
        await program.press("2")
        titles: list[str] = []
        detail = program.app.screen.query_one("LicensesView Detail", Detail)
        detail.watch(detail, "title", lambda title: titles.append(title), init=False)
        for _ in range(20):
            program.app.post_message(events.Key("down", None))
        await until(program, lambda: current(program) == "License 21")
        await until(program, lambda: pane(program) == "License 21")
        # Those of the first presses, which may be a finger's; and where it rests.
        assert titles[-1] == "License 21"
        assert len(titles) <= typeahead.HELD + 3


@pytest.mark.parametrize("key", ["4", "5"])
async def test_the_panes_of_portal_and_history_wait_too(key: str) -> None:
    store = MemoryStore(STEPS)
    for id in range(1, 31):
        license = STEPS.license(id)
        assert license is not None
        after = replace(license, notes=f"note {id}")
        store.commit(Change(f"Edit {license.name}", (Edit(license, after),)))
    async with running(store=store) as program:
        await program.press(key, "home")
        view = program.app.screen.query_one(VIEWS[key], FindView)
        before = view.detail.lines
        await program.press("down")
        assert view.detail.lines != before
        told: list[object] = []
        view.detail.watch(view.detail, "lines", lambda lines: told.append(lines), init=False)
        for _ in range(20):
            program.app.post_message(events.Key("down", None))
        await until(program, lambda: view.table.cursor == 21)
        await until(program, lambda: view._resting is None)
        assert len(told) <= typeahead.HELD + 3
        shown = view.detail.lines
        view.show_detail()
        assert view.detail.lines == shown
