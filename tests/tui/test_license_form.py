from __future__ import annotations

import weakref
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from textual.widgets import Input

from licensetui.domain.contact import ContactKind
from licensetui.domain.license import Assignment, Hosting, LicenseType, Role, SeenAssignment
from licensetui.domain.milestones import open_milestones
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.secret import kept
from licensetui.domain.term import CostBasis, Decision, Ending
from licensetui.forms.license_form import all_fields
from licensetui.store.file.filestore import FileStore
from licensetui.tui.dialogs.chooser import Chooser
from licensetui.tui.forms.license_sections import LICENSE, MORE, TERM, form_fields
from licensetui.tui.screens.license_editor import LicenseEditor
from licensetui.tui.widgets.role_rows import Holders
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.store.changes import a_file
from tests.tui.running import LARGE, Running, running, until

PEOPLE = (a_contact(), a_contact("Léa Petit", id=2, email="l.petit@example.org"))


async def fill(program: Running, **texts: str) -> None:
    """Type into fields by their names."""
    for name, text in texts.items():
        entry = program.app.screen.query_one(f"#{name}")
        entry.focus()
        await program.press("end", "ctrl+u")
        await program.type(text)


async def test_a_new_license_with_its_term_and_contact_is_saved_whole() -> None:
    async with running(Portfolio((), PEOPLE)) as program:
        await program.press("2", "n")
        await fill(
            program,
            name="Tempo Timesheets",
            start="2026-02-01",
            end="2027-01-31",
            cost="6000.50 usd",
            notice_days="30",
            sen="SEN-1003",
            seats="unlimited",
        )
        program.app.screen.query_one("#decision").focus()
        await program.press("r")
        program.app.screen.query_one("#hosting").focus()
        await program.press("c")
        program.app.screen.query_one(Holders).enter()
        await program.press("n", *"pet", "enter")
        await program.press("ctrl+s")
        (license,) = program.store.portfolio.licenses

    assert license.name == "Tempo Timesheets"
    assert license.seats == "unlimited"
    assert license.hosting is Hosting.CLOUD
    assert license.wanted == (Assignment(2, Role.BILLING_ADMIN, True, since=TODAY),)
    (term,) = license.terms
    assert (term.start, term.end) == (date(2026, 2, 1), date(2027, 1, 31))
    assert term.cost == Money(Decimal("6000.50"), "USD")
    assert term.decision is Decision.RENEW
    assert term.notice_days == 30


async def test_saving_without_a_name_says_so_and_goes_there() -> None:
    async with running(Portfolio()) as program:
        await program.press("2", "n", "tab", "ctrl+s")
        assert "Name: must not be empty" in program.text()
        assert program.focused is not None
        assert program.focused.id == "name"
        assert program.store.portfolio.licenses == ()


async def test_an_end_before_the_start_and_a_bad_amount_are_refused_with_the_reason() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "e")
        await fill(program, start="2027-05-01")
        await program.press("ctrl+s")
        assert "is before the start" in program.text()
        await fill(program, start="2025-05-01", cost="a lot")
        assert '"a lot" is not an amount. Use 12500.00 or' in program.text()
        await program.press("ctrl+s")
        assert program.store.portfolio == a_portfolio()


async def test_leaving_closes_at_once_and_o_reopens_the_form() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "e", "end", "X", "escape")
        assert "Not saved: Name. o reopens it." in program.text()
        assert program.store.portfolio == a_portfolio()
        await program.press("o")
        assert "Licenses > Jira Software DC 500   not saved yet" in program.text()
        assert program.store.portfolio == a_portfolio()
        await program.press("ctrl+s")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.name == "Jira Software DC 500X"
        await program.press("u")
        assert program.store.portfolio == a_portfolio(), "now u takes back the change"


async def test_contacts_chosen_in_a_form_that_was_left_come_back_too() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("2", "e")
        program.app.screen.query_one(Holders).enter()
        await program.press("n", *"pet", "enter", "escape", "escape")
        assert "Not saved: Contacts" in program.text()
        await program.press("o")
        assert [held.contact for held in program.app.screen.query_one(Holders).held] == [1, 2]
        await program.press("ctrl+s")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert [held.contact for held in license.wanted] == [1, 2]


async def test_leaving_without_changes_does_not_ask() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "e", "escape")
        assert "Licenses: 1" in program.text()


async def test_contacts_of_a_license_are_made_primary_given_a_role_and_removed() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("2", "e")
        program.app.screen.query_one(Holders).enter()
        await program.press("n", *"pet", "enter")
        await program.press("p")
        assert program.app.screen.query_one(Holders).held == (
            Assignment(1, Role.TECHNICAL, False),
            Assignment(2, Role.TECHNICAL, True),
        )
        await program.press("space", "ctrl+s")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.wanted[1] == Assignment(2, Role.BILLING, True, since=TODAY)
        await program.press("e")
        program.app.screen.query_one(Holders).enter()
        await program.press("g", "delete", "ctrl+s")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert [held.contact for held in license.wanted] == [2]


async def test_letters_act_in_the_contacts_only_after_enter_and_until_esc() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("2", "e")
        holders = program.app.screen.query_one(Holders)
        holders.focus()
        await program.press("p", "D", "n", "space")
        assert holders.held == (Assignment(1, Role.TECHNICAL, True),)
        await program.press("enter", "p")
        assert holders.held == (Assignment(1, Role.TECHNICAL),)
        await program.press("escape", "D")
        assert isinstance(program.app.screen, LicenseEditor), "the first Esc leaves the list"
        assert len(holders.held) == 1
        await program.press("enter", "tab", "shift+tab", "D")
        assert len(holders.held) == 1, "Tab left it too"
        await program.press("enter", "D", "escape", "enter")
        assert isinstance(program.app.screen, Chooser), "an empty list asks for its first line"


async def test_a_contact_made_on_the_way_is_on_the_license() -> None:
    async with running(a_portfolio(a_license(wanted=()))) as program:
        await program.press("2", "e")
        program.app.screen.query_one(Holders).enter()
        await program.press("n")
        await program.type("Ingrid")
        await program.press("enter", "ctrl+s", "ctrl+s")
        contact = next(x for x in program.store.portfolio.contacts if x.name == "Ingrid")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert [held.contact for held in license.wanted] == [contact.id]


async def test_an_app_is_hung_on_its_host() -> None:
    host = a_license("Jira host", id=7)
    async with running(a_portfolio(a_license("App"), host)) as program:
        await program.press("2", "slash", *"app", "enter", "e")
        program.app.screen.query_one("#parent").focus()
        await program.press("enter", *"host", "enter", "ctrl+s")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.parent == 7


async def test_a_perpetual_license_ends_only_its_maintenance() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "e")
        program.app.screen.query_one("#ends").focus()
        await program.press("m", "ctrl+s")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.term is not None
        assert license.term.perpetual
        assert license.term.ends is Ending.MAINTENANCE


async def test_what_a_field_cannot_show_survives_an_edit_of_another() -> None:
    notes = "first line\nsecond line\x1b[31m"
    async with running(a_portfolio(a_license(notes=notes, type=LicenseType.ACADEMIC))) as program:
        await program.press("2", "e", "X", "ctrl+s")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.notes == notes
        assert license.type is LicenseType.ACADEMIC


async def test_earlier_terms_stay_readable_in_the_form() -> None:
    terms = (a_term(-356, cost=Money(Decimal(5000), "EUR")), a_term(9, id=2))
    async with running(a_portfolio(a_license(terms=terms)), size=(80, 50)) as program:
        await program.press("2", "e")
        text = program.text()
    assert "Terms: 2" in text
    assert "5000 EUR" in text


async def test_enter_goes_from_field_to_field_and_page_down_to_the_next_section() -> None:
    async with running(Portfolio()) as program:
        await program.press("2", "n")
        await program.type("Confluence")
        await program.press("enter")
        await program.type("Atlassian")
        await program.press("pagedown")
        await program.type("2026-01-01")
        await program.press("enter")
        await program.type("2026-12-31")
        await program.press("pagedown")
        assert program.focused is program.app.screen.query_one(Holders)
        await program.press("pagedown")
        assert program.focused
        assert program.focused.id == "quote"
        await program.press("pageup", "pageup", "ctrl+s")
        (license,) = program.store.portfolio.licenses
        assert (license.vendor, license.end) == ("Atlassian", date(2026, 12, 31))


async def test_down_and_up_go_from_field_to_field_and_keep_the_field_in_sight() -> None:
    async with running(a_portfolio()) as program:
        # The contacts are on the way.
        downs = [field.name for field in form_fields("EUR")].index("hosting")
        await program.press("2", "e", *["down"] * (downs + 1))
        focused = program.focused
        assert focused is not None
        assert focused.id == "hosting"
        assert "> Jira" in program.text()
        await until(program, lambda: "< data center >" in program.text())
        await program.press("up")
        assert program.focused is not None
        assert program.focused.id == "type"


async def test_of_a_key_typed_into_any_field_only_the_end_and_a_digest_are_saved() -> None:
    key = "ABCDE-12345-FGHIJ-67890-KLMNO"
    for name in ("sen", "entitlement", "server_id", "quote", "order_number", "site", "notes"):
        async with running(a_portfolio(a_license(), contacts=PEOPLE), size=LARGE) as program:
            await program.press("2", "e")
            await fill(program, **{name: key})
            assert "looks like a license key: only its end and its SHA-256" in program.text()
            await program.press("ctrl+s")
            (license,) = program.store.portfolio.licenses
            assert key not in repr(license)
            assert license.key == kept(key)
            words = f"License key in {name.replace('_', ' ')} (...-KLMNO): only its end"
            assert words in " ".join(program.text().split())
            history = program.store.history()
            assert key not in repr(history)


async def test_a_number_that_looks_like_a_key_stays_when_something_else_is_edited() -> None:
    number = "9f86d081884c7d659a2feaa0c55ad015"
    async with running(a_portfolio(a_license(sen=number), contacts=PEOPLE)) as program:
        await program.press("2", "e")
        await fill(program, site="jira.example.org")
        await program.press("ctrl+s")
        (license,) = program.store.portfolio.licenses
    assert (license.sen, license.site, license.key) == (number, "jira.example.org", None)


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("cost", "12,50", "12.50 EUR"),
        ("cost", "1 250,00 \N{EURO SIGN}", "1250.00 EUR"),
        ("cost", "\N{EURO SIGN}5", "5 EUR"),
        ("cost", "-3", "-3 EUR: a credit, which no cost counts"),
        ("cost", "1.250", 'Cost: "1.250" can be 1250 or 1.250: write it with cents'),
        ("cost", "12.50 lei", '"lei" is not a currency; write an ISO code such as EUR'),
        ("end", "31.12.2027", "2027-12-31: Fri 31 Dec 2027"),
        ("end", "31 Dec 2027", "2027-12-31: Fri 31 Dec 2027"),
        ("end", "20/12", "2026-12-20: Sun 20 Dec 2026"),
        ("end", "06/09/2027", 'Ends: "06/09/2027" can be 6 Sep 2027 or 9 Jun 2027'),
        ("end", "05/06", 'Ends: "05/06" can be 5 Jun or 6 May: use one of these'),
    ],
)
async def test_a_field_says_what_it_understood_and_asks_where_there_are_two_readings(
    name: str, text: str, shown: str
) -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "e")
        program.app.screen.query_one(f"#{name}", Input).focus()
        await program.settle()
        program.app.screen.query_one(f"#{name}", Input).value = text
        await program.settle()
        assert shown in program.text()


async def test_what_has_two_readings_is_not_saved_and_what_has_one_is() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "e")
        await fill(program, cost="1.250", end="31/12/2027")
        await program.press("ctrl+s")
        assert "write it with cents" in program.text()
        await fill(program, cost="1.250,00")
        await program.press("ctrl+s")
        term = program.store.portfolio.licenses[0].term
        assert term
        assert (term.cost, term.end) == (Money(Decimal("1250.00"), "EUR"), date(2027, 12, 31))


async def test_a_price_of_a_seat_and_month_says_what_it_comes_to_and_takes_the_seats_of_now() -> (
    None
):
    license = a_license(seats=20)
    async with running(a_portfolio(license)) as program:
        await program.press("2", "e")
        await fill(program, cost="4,10")
        await program.press("tab", "m", "tab", "y")
        assert "4.10 EUR/seat/month, 20 seats: 984.00 EUR a year" in program.text()
        await program.press("ctrl+s")
        (saved,) = program.store.portfolio.licenses
        term = saved.term
        assert term
        assert (term.cost, term.cost_basis) == (Money(Decimal("4.10"), "EUR"), CostBasis.MONTH)
        assert (term.per_seat, term.seats) == (True, 20)
        await program.press("5")
        assert "paid per term -> month" in " ".join(program.text().split())


async def test_an_amount_with_three_places_in_the_file_is_no_error_of_who_looks_at_it() -> None:
    cost = Money(Decimal("1.250"), "EUR")
    license = a_license(terms=(a_term(date(2027, 1, 31), cost=cost),))
    async with running(a_portfolio(license)) as program:
        await program.press("2", "e")
        program.app.screen.query_one("#cost", Input).focus()
        await fill(program, quote="Q-1")
        await program.press("ctrl+s")
        term = program.store.portfolio.licenses[0].term
        assert term
        assert (term.cost, term.quote) == (cost, "Q-1")


@pytest.mark.parametrize(
    ("typed", "shown", "cancel_by"),
    [
        ("60", "60 days", date(2026, 12, 2)),
        ("2 months", "2 months", date(2026, 11, 30)),
        ("4 Wochen", "4 weeks", date(2027, 1, 3)),
        ("30 Sep", "30 Sep", date(2026, 9, 30)),
        ("2026-09-15", "2026-09-15", date(2026, 9, 15)),
    ],
)
async def test_a_notice_is_typed_in_any_unit_or_as_a_day(
    typed: str, shown: str, cancel_by: date
) -> None:
    license = a_license(terms=(a_term(date(2027, 1, 31), notice_days=30),))
    async with running(Portfolio((license,), PEOPLE)) as program:
        await program.press("2", "e")
        await fill(program, notice_days=typed)
        await program.press("ctrl+s", "e")
        assert program.app.screen.query_one("#notice_days", Input).value == shown
        (license,) = program.store.portfolio.licenses
    assert license.term
    assert license.term.cancel_by == cancel_by


async def test_a_notice_that_is_none_says_how_to_write_one() -> None:
    async with running(Portfolio((a_license(),), PEOPLE)) as program:
        await program.press("2", "e")
        await fill(program, notice_days="by law")
        await program.press("ctrl+s")
        assert "is not a notice. Use 30 days, 4 weeks, 3 months" in program.text()


@pytest.mark.parametrize("typed", ["never", "perpetual", "2099-12-31", "9999-12-31"])
async def test_an_end_that_is_never_makes_a_license_perpetual(typed: str) -> None:
    async with running(Portfolio((a_license(),), PEOPLE)) as program:
        await program.press("2", "e")
        await fill(program, end=typed)
        assert "no end: the license is perpetual" in program.text()
        await program.press("ctrl+s")
        (license,) = program.store.portfolio.licenses
    assert license.term
    assert (license.term.end, license.term.perpetual) == (None, True)


async def test_lead_times_of_a_license_go_before_those_of_the_settings() -> None:
    license = a_license(terms=(a_term(date(2027, 6, 30)),))
    async with running(Portfolio((license,), PEOPLE)) as program:
        await program.press("2", "e")
        await fill(program, decision_lead_days="120", order_lead_days="45")
        await program.press("ctrl+s")
        (license,) = program.store.portfolio.licenses
    points = {x.kind.value: str(x.day) for x in open_milestones(license, TODAY, SETTINGS)}
    assert points["decide by"] == "2027-03-02"
    assert points["order by"] == "2027-05-16"


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_no_label_is_cut(width: int) -> None:
    async with running(a_portfolio(), size=(width, 70)) as program:
        await program.press("2", "e")
        names = {field.name: field.label for field in form_fields("EUR")}
        heads = {names[place[0]] for place in (*LICENSE, *TERM, *MORE)}
        assert {label for label in heads if label not in program.text()} == set()


def test_every_field_has_one_place_in_the_form_and_perpetual_is_in_what_ends() -> None:
    stand = [name for place in (*LICENSE, *TERM, *MORE) for name in place]
    assert sorted([*stand, "perpetual"]) == sorted(field.name for field in all_fields("EUR"))


@pytest.mark.parametrize(
    ("key", "perpetual", "ends"),
    [("l", False, Ending.LICENSE), ("m", True, Ending.MAINTENANCE)],
)
async def test_a_perpetual_license_that_is_said_to_end_is_settled_by_the_one_choice(
    key: str, perpetual: bool, ends: Ending
) -> None:
    odd = a_license(terms=(a_term(9, perpetual=True, ends=Ending.LICENSE),))
    async with running(a_portfolio(odd)) as program:
        await program.press("2", "e")
        assert "< ? >" in program.text()
        program.app.screen.query_one("#ends").focus()
        await program.press(key, "ctrl+s")
        term = program.store.portfolio.licenses[0].term
    assert term
    assert (term.perpetual, term.ends) == (perpetual, ends)


async def test_what_ends_stays_as_it_is_unless_somebody_chooses() -> None:
    term = a_term(9, perpetual=False, ends=Ending.MAINTENANCE)
    async with running(a_portfolio(a_license(terms=(term,)))) as program:
        await program.press("2", "e")
        await fill(program, name="Other")
        await program.press("ctrl+s")
        (license,) = program.store.portfolio.licenses
    assert (license.name, license.term) == ("Other", term)


async def test_the_verdict_and_the_next_step_stand_on_top_and_follow_what_is_typed() -> None:
    license = a_license(terms=(a_term(-2),))
    async with running(a_portfolio(license)) as program:
        await program.press("2", "e")
        second = program.text().splitlines()[1]
        assert second.startswith(" x Ended 2026-11-20, 2 d ago. Next: renew, or set the decision")
        await fill(program, end="2026-12-31")
        second = program.text().splitlines()[1]
        assert second == " ! Order by 2026-12-01, in 9 d. Next: set the decision below."
        program.app.screen.query_one("#decision").focus()
        await program.press("r")
        second = program.text().splitlines()[1]
        assert second == " ! Order by 2026-12-01, in 9 d. Next: get a quote."


async def test_each_contact_stands_beside_what_the_portal_shows() -> None:
    license = a_license(
        wanted=(Assignment(1, Role.TECHNICAL, True), Assignment(2, Role.TECHNICAL)),
        on_portal=(
            SeenAssignment(a_contact().email, Role.TECHNICAL, True),
            SeenAssignment("old@example.org", Role.TECHNICAL),
            SeenAssignment("bill@example.org", Role.BILLING),
        ),
        looked_on=TODAY,
    )
    async with running(a_portfolio(license, contacts=PEOPLE)) as program:
        await program.press("2", "e", "pagedown", "pagedown")
        lines = [" ".join(line.split()) for line in program.text().splitlines()]
        assert f"technical, primary Anna Martin {a_contact().email} yes" in lines
        assert "technical Léa Petit l.petit@example.org old@example.org" in lines
        assert "On the portal, but not assigned: billing bill@example.org" in lines
        assert any(line.startswith(f"─ Contacts: 2 portal checked {TODAY}") for line in lines)
        await program.press("enter", "p")
        lines = [" ".join(line.split()) for line in program.text().splitlines()]
        assert f"technical Anna Martin {a_contact().email} primary" in lines


async def test_a_new_license_with_a_new_team_takes_twenty_keys() -> None:
    """Letters of names and dates are not counted."""
    keys = 0

    async def press(*pressed: str) -> None:
        nonlocal keys
        keys += len(pressed)
        await program.press(*pressed)

    async with running(Portfolio((), PEOPLE)) as program:
        await program.press("2")
        await press("n")
        await program.type("Figma")
        await press("enter")
        await program.type("Figma, Inc.")
        await press("pagedown", "tab")
        await program.type("2027-06-30")
        await press("pagedown", "enter")
        await program.press(*"ops@example.org")
        await press("enter")
        await press("tab", "tab", "t")
        await press("pagedown", "enter")
        await program.press(*"pet")
        await press("enter", "ctrl+s", "ctrl+s")
        (license,) = program.store.portfolio.licenses
        team = program.store.portfolio.contact(license.wanted[0].contact)
    assert (license.name, license.vendor, license.end) == (
        "Figma",
        "Figma, Inc.",
        date(2027, 6, 30),
    )
    assert team
    assert (team.email, team.kind, team.members) == ("ops@example.org", ContactKind.TEAM, (2,))
    assert keys <= 20


async def test_a_renewal_with_its_cost_takes_three_keys_and_typing_replaces_the_cost() -> None:
    cost = Money(Decimal(7000), "EUR")
    async with running(a_portfolio(a_license(terms=(a_term(9, cost=cost),)))) as program:
        await program.press("2")
        await program.press("r", "tab", *"8000", "enter")
        (license,) = program.store.portfolio.licenses
    assert license.term
    assert (len(license.terms), license.term.cost) == (2, Money(Decimal(8000), "EUR"))


async def test_what_a_form_let_the_store_read_ahead_goes_when_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, ahead = FileStore.open(a_file(tmp_path)), list[weakref.ref[object]]()
    read_ahead = store.expect_commit

    def noted() -> object:
        found = read_ahead()
        ahead.append(weakref.ref(found))
        return found

    monkeypatch.setattr(store, "expect_commit", noted)
    assert not store.refresh()
    async with running(store=store) as program:
        await program.press("2", "e")
        await until(program, lambda: ahead, "a form reads ahead")
        assert ahead[0]() is not None
        await program.press("escape")
        await until(program, lambda: ahead[0]() is None, "nobody has it any more")
        await program.press("e")
        await until(program, lambda: len(ahead) > 1)
        await program.press("end", "X", "ctrl+s")
        assert store.portfolio.licenses[0].name == "JiraX"
