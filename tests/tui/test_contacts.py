from __future__ import annotations

from datetime import date

from licensetui.domain.contact import Away, ContactKind
from licensetui.domain.license import Assignment, Hosting, Role
from licensetui.domain.portfolio import Portfolio
from licensetui.tui.views.contacts import ContactTable
from licensetui.tui.widgets.role_rows import Holders
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.builders import a_contact, a_license, a_portfolio
from tests.tui.running import LARGE, Running, running

PEOPLE = (
    a_contact(),
    a_contact("Zoé Lefèvre", id=2, email="z.lefevre@example.org"),
    a_contact("Ops", id=3, email="ops@example.org", kind=ContactKind.TEAM),
)


def names(program: Running) -> list[str]:
    return [contact.name for contact in program.app.screen.query_one(ContactTable).items]


async def test_correcting_an_address_saves_it_at_once_and_says_when() -> None:
    typo = a_contact(email="anna.martin@gmial.com")
    async with running(a_portfolio(contacts=(typo,))) as program:
        await program.press("3", "e", "tab", "end", *["backspace"] * 9)
        await program.type("gmail.com")
        assert "not saved yet" in program.text()
        await program.press("ctrl+s")
        contact = program.store.portfolio.contact(1)
        assert contact is not None
        assert contact.email == "anna.martin@gmail.com"
        await program.press("j")
        assert "saved 10:31" in program.text()


async def test_broken_syntax_is_said_on_leaving_the_field_and_is_not_saved() -> None:
    async with running(a_portfolio()) as program:
        await program.press("3", "e", "tab")
        await program.type("..")
        await program.press("tab")
        assert "x syntax" in program.text()
        await program.press("ctrl+s")
        assert "Contacts > Anna Martin" in program.text()
        assert program.store.portfolio.contact(1) == a_contact()


async def test_a_half_typed_address_is_not_called_wrong() -> None:
    async with running(Portfolio()) as program:
        await program.press("3", "n", "tab")
        for letter in "anna@example":
            await program.type(letter)
            assert "x syntax" not in program.text()


async def test_the_hints_have_a_fixed_height() -> None:
    async with running(a_portfolio()) as program:
        await program.press("3", "e", "tab")
        places = set()
        for keys in ((), (".",), ("backspace", "@"), ("a", ".", "b")):
            await program.type("".join(k for k in keys if len(k) == 1))
            lines = program.text().splitlines()
            places.add(next(i for i, line in enumerate(lines) if line.startswith(" Kind")))
    assert len(places) == 1


async def test_an_address_that_another_contact_has_is_said_and_not_refused() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "n")
        await program.type("Anna two")
        await program.press("tab")
        await program.type("anna.martin@example.org")
        assert "Anna Martin exists already: Enter opens it" in program.text()
        await program.press("ctrl+s")
        assert len(program.store.portfolio.contacts) == 4


async def test_the_form_reads_every_field() -> None:
    async with running(Portfolio()) as program:
        await program.press("3", "n")
        for text in ("Léa Petit", "l.petit@example.org"):
            await program.type(text)
            await program.press("tab")
        await program.press("t", "tab")
        for text, *behind in (
            ("Example SA", "tab", "tab"),  # past the members
            ("2026-12-10..2026-12-28", "tab", "tab"),  # past the deputy
            ("2026-12-31", "tab", "tab"),  # past the day of the confirmation
            ("2027-01-15", "ctrl+s"),
        ):
            await program.type(text)
            await program.press(*behind)
        (contact,) = program.store.portfolio.contacts
    assert contact.kind is ContactKind.TEAM
    assert contact.organization == "Example SA"
    assert contact.last_day == date(2026, 12, 31)
    assert contact.mailbox_closes == date(2027, 1, 15)
    assert contact.away == (Away(date(2026, 12, 10), date(2026, 12, 28)),)


async def test_a_date_that_does_not_exist_is_said_where_it_is_typed() -> None:
    async with running(a_portfolio()) as program:
        await program.press("3", "e", "tab", "tab", "tab", "tab")
        await program.type("2026-02-30")
        assert "2026-02-30 is not a calendar date" in program.text()
        await program.press("ctrl+s")
        assert "Contacts > Anna Martin" in program.text()


async def test_where_a_contact_is_used_is_shown_in_list_and_form() -> None:
    async with running(a_portfolio()) as program:
        await program.press("3")
        assert "! Jira Software DC 500  technical, primary  2026-12-01" in program.text()
        await program.press("e")
        assert "Contact for 1 license" in program.text()


async def test_a_contact_in_use_is_not_archived_and_it_says_where_it_is_used() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "D")
        assert "still contact of 1 license" in program.text()
        assert "Anna Martin" in names(program)
        await program.press("G", "D")
        assert names(program) == ["Anna Martin", "Ops"]


async def test_filters_by_kind_and_by_use() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "f", *"team", "enter")
        assert names(program) == ["Ops"]
        await program.press("f", *"notus", "enter")
        assert "No matches" in program.text()
        await program.press("escape", "f", *"not", "enter")
        assert names(program) == ["Ops", "Zoé Lefèvre"]


async def test_contacts_are_sorted_by_how_many_licenses_hang_on_them() -> None:
    held = (Assignment(2, Role.TECHNICAL, True),)
    others = [a_license(f"License {n}", id=n, wanted=held) for n in (2, 3)]
    gone = [a_license(f"Gone {n}", id=n, archived=True) for n in (4, 5, 6)]
    everything = a_portfolio(a_license(), *others, *gone, contacts=PEOPLE)
    async with running(everything) as program:
        await program.press("3", "s", "s", "s")
        assert "sort: licenses" in program.text()
        assert names(program) == ["Zoé Lefèvre", "Anna Martin", "Ops"]


async def test_an_empty_list_says_what_to_press() -> None:
    async with running(Portfolio()) as program:
        await program.press("3")
        assert "n adds the first one" in program.text()


async def test_a_contact_made_for_a_license_knows_its_portal_from_the_first_key() -> None:
    cloud = a_license(
        "Jira Cloud", hosting=Hosting.CLOUD, portal=CLOUD_BILLING, wanted=(), sen="", terms=()
    )
    async with running(a_portfolio(cloud, contacts=PEOPLE), size=LARGE) as program:
        await program.press("2", "t", *"it-team@example.org", "enter")
        assert "To be a contact for 1 license" in program.text()
        assert "Jira Cloud   billing admin" in program.text()
        assert "Atlassian Cloud billing" in program.text()
        assert "distribution list" in program.text(), "a team's address is refused there"
        await program.press("escape", "e", *["tab"] * 3)
        assert "To be a contact for" not in program.text()


async def test_of_a_contact_made_by_itself_nothing_is_known() -> None:
    async with running(a_portfolio(contacts=PEOPLE), size=LARGE) as program:
        await program.press("3", "n")
        assert "Contact for 0 licenses" in program.text()


async def test_a_contact_made_in_the_form_of_a_new_license_knows_it_as_typed() -> None:
    async with running(a_portfolio(contacts=PEOPLE), size=LARGE) as program:
        await program.press("2", "n")
        await program.type("Figma")
        await program.press(*["shift+tab"] * 1)
        holders = program.app.screen.query_one(Holders)
        holders.enter()
        await program.press("n", *"new@example.org", "enter")
        assert "To be a contact for 1 license" in program.text()
        assert "Figma   technical" in program.text()
