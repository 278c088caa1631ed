"""The demo on small screens: nothing that matters is cut, and what belongs together is in line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest

from licensetui.demo import demo_portfolio
from licensetui.tui.dialogs.chooser import Options
from licensetui.tui.widgets.weeks import WeekGrid
from tests.builders import TODAY
from tests.tui.running import Running, running
from tests.tui.walk import WALK

NARROW, SMALL = (60, 20), (80, 24)
SIZES = pytest.mark.parametrize("size", [NARROW, SMALL])


@asynccontextmanager
async def at(stop: str, size: tuple[int, int]) -> AsyncIterator[Running]:
    """A screen of the demo."""
    async with running(demo_portfolio(TODAY), size=size) as program:
        await program.press(*WALK[stop].keys)
        yield program


def line_with(program: Running, text: str) -> str:
    return next(line for line in program.text().splitlines() if text in line)


async def test_a_guide_goes_on_below_the_text_of_its_step() -> None:
    async with at("portal", SMALL) as program:
        assert " 2. Choose Licenses" in program.text()
        assert "\n    arrow next to its name." in program.text()


async def test_where_nobody_can_sign_in_it_is_said_once() -> None:
    async with at("portal", SMALL) as program:
        await program.press("down")
        assert line_with(program, "No listed contact").count("can sign in") == 1


async def test_the_lists_of_a_form_stand_in_line_with_its_labels() -> None:
    async with at("license-form", SMALL) as program:
        assert line_with(program, "assigned  ").startswith(" role")
        assert line_with(program, "l.petit@example.org").startswith(" technical, primary")


@SIZES
async def test_what_an_empty_list_says_is_not_cut(size: tuple[int, int]) -> None:
    for stop in ("licenses-none", "contacts-pasted"):
        async with at(stop, size) as program:
            assert "…" not in "".join(program.text().splitlines()[1:10])


async def test_the_form_of_a_license_cuts_neither_costs_of_terms_nor_how_to_add_documents() -> None:
    async with at("license-form-contacts", SMALL) as program:
        assert "48.00 USD/seat/year" in program.text()
        assert "…" not in line_with(program, "a paste adds one")


@SIZES
async def test_a_renewal_says_the_present_term_whole(size: tuple[int, int]) -> None:
    async with at("renew", size) as program:
        said = " ".join(program.text().split())
        assert "2025-11-21 to 2026-11-20 Term type new" in said
        assert "24 seats: 1152.00 USD a year" in said.partition("Length")[0]


@pytest.mark.parametrize("stop", ["renew", "license-form", "contact-form"])
async def test_fields_beside_each_other_do_not_touch(stop: str) -> None:
    async with at(stop, SMALL) as program:
        assert not {"]<", "][", ">[", "><"} & set(map("".join, pairwise(program.text())))


@SIZES
async def test_who_takes_what_says_whole_how_much_is_to_do_on_the_portals(
    size: tuple[int, int],
) -> None:
    async with at("handover-2", size) as program:
        lines = [line for line in program.text().splitlines() if "[x]" in line]
        assert not any(line.endswith("…") for line in lines)
        assert sum(line.endswith(" steps") for line in lines) == (3 if size == SMALL else 0)


@SIZES
async def test_each_command_says_whole_what_it_does(size: tuple[int, int]) -> None:
    async with at("commands", size) as program:
        options = program.app.screen.query_one(Options)
        for option in options.items[:30]:
            said = " ".join(program.text().replace("│", "").split())
            assert option.detail in said, option.label
            await program.press("down")


@SIZES
async def test_costs_say_what_they_are(size: tuple[int, int]) -> None:
    async with at("costs", size) as program:
        assert "Open terms when due, running licenses per year" in program.text()


async def test_60_columns_say_what_is_wrong_with_a_contact() -> None:
    async with at("contacts", NARROW) as program:
        assert "typo?" in line_with(program, "Bruno Durand")


async def test_60_columns_leave_the_number_of_a_step_whole() -> None:
    async with at("handover-2", NARROW) as program:
        assert "Anna Martin   step 2 of 3   not saved yet" in program.text()
        assert "one undo reverts all." in program.text()


async def test_a_change_shown_whole_says_which_it_is() -> None:
    async with at("portal-ticked", SMALL) as program:
        await program.press("5", "enter")
        assert "─ Change 1   Esc goes back" in program.text()


async def test_the_parts_of_a_fact_stay_apart_where_it_is_folded() -> None:
    async with at("renew", (120, 40)) as program:
        await program.press("escape")
        assert "r confirms   undecided, not confirmed   decide by" in program.text()


async def test_80_columns_name_the_address_of_an_absence_whole() -> None:
    async with at("contact-form", SMALL) as program:
        assert "10-28 Dec  a.martin@example.org  read by NOBODY" in program.text()
        assert "Away or leaving: 13 working days unread" in program.text()


async def test_60_columns_say_whether_somebody_gets_the_mails_of_a_license_and_why() -> None:
    async with at("who-sees", NARROW) as program:
        assert "yes" in line_with(program, "Léa Petit ")
        assert "technical" in line_with(program, "l.petit@example.org")


async def test_today_does_not_look_like_the_cursor_while_one_is_elsewhere() -> None:
    async with at("dashboard", SMALL) as program:
        weeks = program.app.screen.query_one(WeekGrid)
        (today,) = [part for part in weeks.render_line(2) if "[22]" in part.text]
        assert today.style is not None
        assert (today.style.bold, today.style.reverse) == (True, None)


@pytest.mark.parametrize(
    ("stop", "heading"),
    [
        ("renew", "Renew > GitHub Team"),
        ("checked", "On the portal > GitHub Team"),
        ("absence", "Away > Bruno Durand"),
        ("leaving", "Leaving > Bruno Durand"),
    ],
)
async def test_forms_say_what_is_done_and_to_whom_in_one_way(stop: str, heading: str) -> None:
    async with at(stop, SMALL) as program:
        assert f"─ {heading} ─" in program.text()


@SIZES
async def test_windows_say_all_that_stands_below_their_list(size: tuple[int, int]) -> None:
    async with at("terms", size) as program:
        assert "48.00 USD/seat/year" in program.text()
        said = " ".join(program.text().replace("│", " ").split())
        assert "decide by 2027-08-22 cancel by 2027-10-21" in said
        assert "Esc goes back" in said
    async with at("who-sees", size) as program:
        assert "Esc closes" in program.text()


async def test_60_columns_say_whole_what_is_to_be_done_next() -> None:
    async with at("license-form", NARROW) as program:
        assert program.text().splitlines()[1].endswith("… Next: record that renewal.")


@SIZES
async def test_the_footer_says_how_to_end_a_search(size: tuple[int, int]) -> None:
    async with at("licenses-none", size) as program:
        assert program.text().splitlines()[-1].split() == ["Enter", "Keep", "Esc", "Show", "all"]
