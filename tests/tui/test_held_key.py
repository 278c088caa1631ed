"""The pane beside a list: in the frame of a key, and once a held key rests."""

from __future__ import annotations

from textual import events

from licensetui.tui import typeahead
from licensetui.tui.views.list_view import ListView
from licensetui.tui.widgets.detail import Detail
from tests.builders import a_license, a_portfolio
from tests.tui.running import Running, running, until

MANY = a_portfolio(*(a_license(f"License {n:02}", id=n) for n in range(1, 31)))


def pane(program: Running) -> str:
    """Return what the pane of the list is about."""
    return program.app.screen.query_one("LicensesView Detail", Detail).title


def current(program: Running) -> str:
    view = program.app.screen.query_one("LicensesView", ListView)
    return view.table.current.name


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
