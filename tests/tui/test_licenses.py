from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Input

from licensetui.domain.contact import ContactKind
from licensetui.domain.handling import is_handled
from licensetui.domain.license import Assignment, Role
from licensetui.domain.settings import Settings
from licensetui.domain.term import Progress, TermKind
from licensetui.tui.views.find_view import FindInput
from licensetui.tui.views.licenses import LicenseTable
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import Running, running

THREE = (
    a_license("Alpha", id=1, sen="SEN-1", terms=(a_term(10),)),
    a_license("Beta", id=2, sen="SEN-2", vendor="JetBrains", terms=(a_term(20),)),
    a_license("Gamma", id=3, sen="SEN-3", terms=(a_term(200),), notes="for the lab"),
)
PEOPLE = (
    a_contact(),
    a_contact("Léa Petit", id=2, email="l.petit@example.org"),
    a_contact("Buchhaltung", id=3, email="ap@example.org", kind=ContactKind.TEAM),
)


def names(program: Running) -> list[str]:
    return [license.name for license in program.app.screen.query_one(LicenseTable).items]


async def test_finding_a_license_takes_five_keys_and_enter_keeps_what_was_found() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "slash", *"bet")
        assert names(program) == ["Beta"]
        await program.press("enter")
        assert "find: bet" in program.text()
        await program.press("slash", *"alp", "enter")  # typed over what was found before
        assert names(program) == ["Alpha"]
        await program.press("escape")
        assert names(program) == ["Alpha", "Beta", "Gamma"]


async def test_a_letter_shows_what_it_finds_in_its_own_frame_and_moves_nothing() -> None:
    many = [a_license(f"License {n}", id=n) for n in range(1, 101)]
    async with running(a_portfolio(*many)) as program:
        await program.press("2", "slash")
        frames: list[object] = []
        program.app.screen.screen_layout_refresh_signal.subscribe(program.app, frames.append)
        program.app.screen.query_one(FindInput).value = "1"
        assert names(program)[:2] == ["License 1", "License 10"]  # before anything is drawn
        await program.settle()
        assert not frames


async def test_a_scrolled_list_that_gets_shorter_shows_what_is_left() -> None:
    many = [a_license(f"zq{n:03}", id=n) for n in range(1, 101)]
    async with running(a_portfolio(*many)) as program:
        await program.press("2", "end", "slash", *"zq00")
        for n in (1, 9):
            assert f"zq{n:03}" in program.text()
        await program.press(*"7")
        assert "zq007" in program.text()
        assert not program.app.screen.query_one(LicenseTable).show_vertical_scrollbar
        await program.press("escape")
        assert program.app.screen.query_one(LicenseTable).show_vertical_scrollbar


async def test_finding_looks_at_numbers_notes_and_contacts_of_all_words() -> None:
    async with running(a_portfolio(*THREE)) as program:
        for typed, found in (("SEN-3", ["Gamma"]), ("lab anna", ["Gamma"]), ("zzz", [])):
            await program.press("2", "slash")
            await program.type(typed)
            assert names(program) == found
            await program.press("escape")


async def test_digits_and_question_marks_are_typed_into_the_find_line() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "slash", "3", "question_mark")
        assert "find: 3?" in program.text()


async def test_sorting_and_turning_the_order_round() -> None:
    async with running(a_portfolio(*reversed(THREE))) as program:
        await program.press("2")
        assert names(program) == ["Alpha", "Beta", "Gamma"]
        await program.press("S")
        assert names(program) == ["Gamma", "Beta", "Alpha"]
        await program.press("S", "s")
        assert "sort: ends" in program.text()


async def test_filters_by_what_is_due_and_by_vendor() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "f", *"due", "enter")
        assert names(program) == ["Alpha", "Beta"]
        await program.press("f", *"jetb", "enter")
        assert names(program) == ["Beta"]
        assert "filter: vendor JetBrains" in program.text()


async def test_the_filters_of_what_i_own_and_of_my_mail_need_the_setting() -> None:
    mine = a_license("Mine", id=4, wanted=(), owner=2)
    mail = a_license("Mail", id=5, wanted=(Assignment(2, Role.BILLING),), owner=1)
    settings = Settings(me="L.Petit@example.org")
    portfolio = a_portfolio(*THREE, mine, mail, contacts=PEOPLE)
    async with running(portfolio, settings=settings) as program:
        await program.press("2", "f", *"mine", "enter")
        assert names(program) == ["Mine"]
        await program.press("f", *"my mail", "enter")
        assert names(program) == ["Mail"]
        await program.press("f", *"no owner", "enter")
        assert names(program) == ["Alpha", "Beta", "Gamma"]
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "f", *"mine")
        assert "No matches" in program.text()


async def test_the_technical_contact_of_a_row_changes_in_five_keys() -> None:
    async with running(a_portfolio(*THREE, contacts=PEOPLE)) as program:
        await program.press("2")
        await program.press("t", *"pet", "enter")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.wanted == (Assignment(2, Role.TECHNICAL, True, since=TODAY),)
        assert "t is the primary technical contact of Al" in program.text()


async def test_billing_of_all_marked_licenses_changes_at_once_and_marks_stay() -> None:
    async with running(a_portfolio(*THREE, contacts=PEOPLE)) as program:
        await program.press("2", "space", "space")
        assert "marked: 2" in program.text()
        await program.press("b", *"buch", "enter")
        billing = [license.holders(Role.BILLING) for license in program.store.portfolio.licenses]
        assert [held[0].contact if held else None for held in billing] == [3, 3, None]
        assert "marked: 2" in program.text()


async def test_a_contact_is_created_on_the_way() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "t")
        await program.type("new.one@example.org")
        await program.press("enter")
        assert "Contacts > new" in program.text()
        await program.press("ctrl+s")
        contact = program.store.portfolio.contact_at("new.one@example.org")
        assert contact is not None
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.holders(Role.TECHNICAL)[0].contact == contact.id


async def test_a_renewal_of_twelve_months_takes_two_keys_and_keeps_the_old_term() -> None:
    start = a_license(terms=(a_term(date(2026, 12, 1), order_number="PO-1"),))
    async with running(a_portfolio(start)) as program:
        await program.press("2")
        await program.press("r", "enter")
        license = program.store.portfolio.license(1)
        assert license is not None
        old, new = license.terms
        assert old.end == date(2026, 12, 1)
        assert (new.start, new.end) == (date(2026, 12, 1), date(2027, 12, 1))
        assert new.kind is TermKind.RENEWAL
        assert new.order_number == ""
        assert "2027-12-01" in program.text()


async def test_a_renewal_can_have_another_end_and_refuses_one_before_the_start() -> None:
    async with running(a_portfolio(a_license(terms=(a_term(date(2026, 12, 1)),)))) as program:
        await program.press("2", "r", "d")
        await program.type("2026-11-01")
        await program.press("enter")
        assert "is before the start" in program.text()
        await program.press(*["backspace"] * 10)
        await program.type("2028-06-30")
        await program.press("enter")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.end == date(2028, 6, 30)


async def test_archiving_hides_and_the_same_key_brings_back() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "D")
        assert names(program) == ["Beta", "Gamma"]
        await program.press("f", *"arch", "enter")
        assert names(program) == ["Alpha"]
        await program.press("D", "escape")
        assert names(program) == ["Alpha", "Beta", "Gamma"]


async def test_search_cursor_and_marks_survive_an_edit_and_another_screen() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "slash", *"a", "enter", "j", "space")
        table = program.app.screen.query_one(LicenseTable)
        assert table.current is not None
        before = table.current.id
        await program.press("3", "1", "2")
        await program.press("e", "X", "ctrl+s")
        assert table.current is not None
        assert table.current.id == before
        assert table.current.name.endswith("X")
        assert "find: a" in program.text()
        assert "marked: 1" in program.text()


async def test_copying_shows_what_was_copied() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "y")
        assert "Copied: SEN-1" in program.text()
        assert program.app.clipboard == "SEN-1"


async def test_the_cursor_goes_through_a_thousand_licenses_and_draws_only_what_is_seen() -> None:
    many = tuple(
        a_license(f"License {n:04}", id=n, terms=(a_term(n % 700 + 1),)) for n in range(1, 1001)
    )
    async with running(a_portfolio(*many)) as program:
        await program.press("2", "G")
        table = program.app.screen.query_one(LicenseTable)
        assert table.cursor == 999
        drawn: list[str] = []
        cells = table.cells
        table.cells = lambda item: (drawn.append(item.name), cells(item))[1]  # type: ignore[method-assign, func-returns-value]
        await program.press("g")
        assert table.cursor == 0
        assert len(drawn) < 100


async def test_the_detail_says_terms_contacts_and_findings() -> None:
    license = a_license(terms=(a_term(9, notice_days=30, order_number="PO-7"),))
    async with running(a_portfolio(license)) as program:
        await program.press("2")
        text = program.text()
    assert "cancel by 2026-11-01 (passed)" in text
    assert "order PO-7" in text
    assert "Anna Martin <anna.martin@example.org> (primary)" in text
    assert "ends in 9 d" in text


async def test_a_command_acts_on_nothing_that_is_not_on_screen() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "space", "slash", *"gamma", "enter", "D", "escape")
        archived = [
            license.name for license in program.store.portfolio.licenses if license.archived
        ]
        assert archived == ["Gamma"]


async def test_archiving_one_after_the_other_does_not_bring_the_first_back() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "space", "D", "D")
        assert sum(license.archived for license in program.store.portfolio.licenses) == 2


async def test_a_filter_whose_vendor_is_gone_does_not_pretend_to_hold() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "f", *"jetb", "enter", "e")
        vendor = program.app.screen.query_one("#vendor", Input)
        vendor.value = "Other"
        await program.press("ctrl+s")
        assert "filter:" not in program.text()
        assert len(names(program)) == 3


async def test_days_far_away_are_exact() -> None:
    old = a_license("Old", terms=(a_term(-1500),))
    async with running(a_portfolio(old)) as program:
        assert "-1500" in program.text()
        await program.press("2")
        assert "ends -1500" in program.text()


async def test_on_cloud_billing_the_billing_contact_is_a_billing_admin() -> None:
    cloud = a_license("Cloud", portal=CLOUD_BILLING)
    async with running(a_portfolio(cloud, contacts=PEOPLE)) as program:
        await program.press("2", "b", *"pet", "enter")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.holders(Role.BILLING_ADMIN)[0].contact == 2


async def test_an_order_typed_at_a_renewal_is_seen_again() -> None:
    async with running(a_portfolio(a_license(terms=())), size=(80, 45)) as program:
        await program.press("2", "r", "up")
        await program.type("PO-77")
        await program.press("enter")
        assert "order PO-77" in program.text()
        await program.press("r", "up")
        await program.type("PO-78")
        await program.press("enter", "e")
        assert "PO-78" in program.text()


async def test_an_archived_license_is_not_renewed_unseen() -> None:
    async with running(a_portfolio(a_license(archived=True))) as program:
        await program.press("2", "f", *"arch", "enter", "r")
        assert "is archived. Restore it first: D" in program.text()


async def test_saving_nothing_is_not_called_saved() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "e", "ctrl+s")
        assert "Saved" not in program.text()


async def test_after_adding_a_license_the_cursor_is_on_it() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "n")
        await program.type("Zeta")
        await program.press("ctrl+s")
        current = program.app.screen.query_one(LicenseTable).current
        assert current is not None
        assert current.name == "Zeta"


@pytest.mark.parametrize("width", [96, 100, 117, 120, 141, 150, 181, 200])
async def test_more_columns_never_take_the_room_of_the_name(width: int) -> None:
    name = "draw.io Diagrams for Confluence"
    async with running(a_portfolio(a_license(name)), size=(width, 24)) as program:
        await program.press("2")
        assert name in program.text().splitlines()[3]


DONE = a_license("Crowd", id=4, sen="SEN-4", terms=(a_term(5, progress=Progress.DONE),))
GONE = a_license("Old Crowd", id=5, sen="SEN-5", archived=True)


async def test_what_is_open_comes_first_by_its_next_date_and_the_title_says_what_is_hidden() -> (
    None
):
    early = a_license("Zeta", id=6, terms=(a_term(60, notice_days=58, auto_renew=True),))
    async with running(a_portfolio(DONE, GONE, early, *THREE)) as program:
        await program.press("2")
        assert names(program) == ["Zeta", "Alpha", "Beta", "Gamma"]  # cancel by comes before ends
        assert "Licenses: 4 of 5, 1 archived   filter: open" in program.text()
        await program.press("f", *"all", "enter")
        assert "Crowd" in names(program)
        assert "Licenses: 5, 1 archived   sort" in program.text()
        await program.press("escape")
        assert "Crowd" not in names(program)


async def test_who_looks_for_something_finds_it_done_or_not() -> None:
    async with running(a_portfolio(DONE, GONE, *THREE)) as program:
        await program.press("2", "slash", *"crowd")
        assert names(program) == ["Crowd"]
        assert "filter:" not in program.text()


async def test_what_was_just_done_stays_in_sight_so_that_the_same_key_takes_it_back() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "x")
        assert sorted(names(program)) == ["Alpha", "Beta", "Gamma"]
        await program.press("x")
        assert not any(is_handled(x) for x in program.store.portfolio.licenses)
        await program.press("x", "escape")
        assert names(program) == ["Beta", "Gamma"]


async def test_the_best_match_stands_first_under_the_cursor() -> None:
    found = ("Plugin for Jira", "Ejira", "Big Jira", "Jira Software", "Wiki")
    licenses = [
        a_license(name, id=id, terms=(a_term(id),), site="jira.example.org")
        for id, name in enumerate(found, 1)
    ]
    async with running(a_portfolio(*licenses)) as program:
        await program.press("2", "G", "slash", *"jira")
        assert names(program) == ["Jira Software", "Plugin for Jira", "Big Jira", "Ejira", "Wiki"]
        assert program.app.screen.query_one(LicenseTable).cursor == 0
        await program.press("down")
        await program.press("enter")
        assert program.app.screen.query_one(LicenseTable).cursor == 1
        await program.press("slash", *"wik")
        table = program.app.screen.query_one(LicenseTable)
        assert table.current is not None
        assert table.current.name == "Wiki"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_mark_number_date_and_both_ends_of_a_name_are_always_seen(
    size: tuple[int, int],
) -> None:
    long = "Confluence Data Center for the whole of the group, tenant 17"
    licenses = (a_license(long, id=1, terms=(a_term(9),)), *THREE[1:])
    async with running(a_portfolio(*licenses), size=size) as program:
        await program.press("2")
        row = next(line for line in program.text().splitlines() if "Confluence" in line)
    assert row.startswith(" ! ")
    assert "tenant 17" in row
    assert "SEN-1001" in row
    assert "2026-12-01" in row
    assert (long in row) is (size[0] == 200)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_pane_has_a_label_for_each_fact_and_all_stand_in_line(
    size: tuple[int, int],
) -> None:
    license = a_license(terms=(a_term(9, notice_days=30, order_number="PO-7"),), notes="mind it")
    async with running(a_portfolio(license), size=size) as program:
        await program.press("2")
        lines = program.text().splitlines()
    labels = ("Term", "Status", "Product", "Technical", "Billing", "Portal", "Findings", "Notes")
    for label in labels:
        line = next(line for line in lines if line.startswith(f" {label} "))
        assert line[10] == " "
        assert line[11] != " "


async def test_80_columns_show_cost_and_reader_and_both_ends_of_a_long_name() -> None:
    licenses = [a_license("ScriptRunner for Jira"), a_license("draw.io Diagrams for Jira", id=2)]
    async with running(a_portfolio(*licenses)) as program:
        await program.press("2")
        heading, long, short = program.text().splitlines()[2:5]
        assert heading.split() == ["License", "Number", "Ends", "Next", "Cost", "Technical"]
        assert "ScriptRunner for Jira " in short
        assert "Anna Martin" in short
        assert "draw.io Diag…ms for Jira" in long


async def test_60_columns_show_what_is_next() -> None:
    async with running(
        a_portfolio(a_license("ScriptRunner for all Jiras")), size=(60, 20)
    ) as program:
        await program.press("2")
        assert program.text().splitlines()[2].split() == ["License", "Number", "Ends", "Next"]


async def test_a_cursor_that_moves_before_there_is_room_scrolls_nothing_away() -> None:
    """As when `2` and `j` are typed so fast that the list is not laid out in between."""
    licenses = (a_license(f"License {id}", id=id) for id in range(1, 31))
    async with running(a_portfolio(*licenses)) as program:
        await program.press("2")
        table = program.app.screen.query_one(LicenseTable)
        height, table.styles.height = table.styles.height, 0
        await program.settle()
        table.cursor = 2
        await program.settle()
        table.styles.height = height
        await program.settle()
        assert "License 1 " in program.text()
        assert table.current is not None
        assert table.current.name == table.items[2].name
