"""What becomes of rows: refused with a reason, matched, merged, or new."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licensetui.domain.contact import ContactKind
from licensetui.domain.license import (
    Assignment,
    Hosting,
    License,
    LicenseType,
    Role,
    SeenAssignment,
)
from licensetui.domain.money import Money
from licensetui.domain.plain import plain
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Decision, Ending, Progress, TermKind
from licensetui.imports.fields import ImportField
from licensetui.imports.guessing import guess_mapping
from licensetui.imports.mapping import Mapping
from licensetui.imports.planned import ImportPlan, QuestionKind, RowOutcome
from licensetui.reading.notices import notice_text
from licensetui.tables.read import parse_table
from licensetui.tables.table import Table, TableError, TableRow
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.imports.planned import EMPTY, a_table, applied, only_row, plan_of, plan_with

PORTAL = "addonName,licenseId,appEntitlementNumber,technicalContactEmail,lastUpdated"


def new(plan: ImportPlan) -> License:
    """Return the only license that a plan adds."""
    (edit,) = plan.change.licenses
    assert edit.before is None
    return edit.shown


def changed(plan: ImportPlan) -> License:
    """Return the only license that a plan changes."""
    (edit,) = plan.change.licenses
    assert edit.before is not None
    return edit.shown


# Refused rows


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",SEN-1,2027-01-01,,5", 'no name: the column "Name" is empty'),
        ("Jira,SEN-1,2026-02-30,,5", 'end "2026-02-30" is not a date'),
        ("Jira,SEN-1,06/09/2026,,5", '"06/09/2026" can be 6 Sep 2026 or 9 Jun 2026'),
        ("Jira,SEN-1,2027-01-01,free,5", 'cost "free" is not an amount'),
        ("Jira,SEN-1,2027-01-01,1.250,5", "write it with cents"),
        ("Jira,SEN-1,2027-01-01,,many", 'seats "many" is not a whole number'),
        ("Jira,SEN-1,2027-01-01,,5,surplus", "6 cells for 5"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_and_changes_nothing(row: str, reason: str) -> None:
    plan = plan_of(a_table("Name,SEN,End,Cost,Seats", row))
    refused = only_row(plan)
    assert (refused.outcome, refused.line) == (RowOutcome.REFUSED, 2)
    assert reason in refused.reason
    assert plan.change.is_empty


def test_a_row_says_everything_that_is_wrong_with_it() -> None:
    row = only_row(plan_of(a_table("Name,End,Seats", ",2026-02-30,many")))
    assert row.what == "(no name)"
    assert row.reason.count(";") == 2


def test_an_end_before_the_start_is_refused() -> None:
    row = only_row(plan_of(a_table("Name,Start,End", "Jira,2027-01-02,2027-01-01")))
    assert row.reason == "end 2027-01-01 is before the start 2027-01-02"


def test_a_license_for_a_single_day_is_imported() -> None:
    license = new(plan_of(a_table("Name,Start,End", "Jira,2027-01-02,2027-01-02")))
    assert [(term.start, term.end) for term in license.terms] == [(date(2027, 1, 2),) * 2]


def test_it_is_said_which_of_two_orders_is_kept_and_nothing_where_they_are_the_same() -> None:
    lines = ("Name,PO number,Order number", "Jira,PO-7,AT-9", "Crowd,AT-9,AT-9", "Bamboo,,AT-9")
    plan = plan_of(a_table(*lines))
    said = "purchase order PO-7 is kept, not order AT-9"
    assert [said in row.notes for row in plan.rows] == [True, False, False]
    assert not any("is kept, not order" in note for row in plan.rows[1:] for note in row.notes)
    orders = [edit.shown.terms[-1].order_number for edit in plan.change.licenses]
    assert orders == ["PO-7", "AT-9", "AT-9"]


def test_a_number_that_stands_in_the_column_of_keys_too_is_kept_once() -> None:
    number = "E-1AB-2CD-3EF"
    lines = ("Name,Entitlement number,License key", f"Jira,{number},{number}")
    license = new(plan_of(a_table(*lines)))
    assert (license.sen, license.entitlement, license.notes) == ("", number, "")


def test_of_two_licenses_of_a_name_a_row_without_a_vendor_is_the_one_without() -> None:
    there = a_portfolio(
        a_license("Jira", id=1, sen="", wanted=()),
        a_license("Jira", id=2, sen="", wanted=(), vendor=""),
    )
    plan = plan_of(a_table("Name,End", "Jira,2027-03-01"), there)
    assert [row.outcome for row in plan.rows] == [RowOutcome.CHANGED]
    assert changed(plan).id == 2


@pytest.mark.parametrize(("count", "more"), [(3, ""), (4, " and others")])
def test_of_many_licenses_that_a_row_could_be_about_three_are_named(count: int, more: str) -> None:
    there = a_portfolio(
        *(a_license("Jira", id=id, sen="", wanted=()) for id in range(1, count + 1))
    )
    reason = only_row(plan_of(a_table("Name,End", "Jira,2027-03-01"), there)).reason
    assert f"{count} licenses (Jira, Jira, Jira{more})" in reason


def test_a_refused_row_leaves_no_contact_behind() -> None:
    plan = plan_of(a_table("Name,Email,End", "Jira,a@b.org,soon", "Crowd,c@d.org,2027-01-01"))
    assert [row.outcome for row in plan.rows] == [RowOutcome.REFUSED, RowOutcome.NEW]
    assert [edit.shown.email for edit in plan.change.contacts] == ["c@d.org"]


def test_empty_cells_too_many_and_cells_too_few_are_no_reason_to_refuse() -> None:
    plan = plan_of(a_table("Name,End,Notes", "Jira,2027-01-01,x,,", "Crowd,2027-01-01"))
    assert [row.outcome for row in plan.rows] == [RowOutcome.NEW, RowOutcome.NEW]
    assert plan.rows[1].notes == ("only 2 of 3 cells: the rest are read as empty",)


def test_without_a_column_for_the_name_every_row_says_so() -> None:
    plan = plan_of(a_table("Foo,Bar", "a,b"))
    assert "no column for it was found" in only_row(plan).reason
    assert plan.notes[1:] == ("columns not used: Foo, Bar",)
    (file,) = plan.files
    assert file.doubts == (
        'no known headers: if "Foo" is not a header but a row of the list, add a '
        "header row above it",
        'no column with license names was found: name it with --map "COLUMN=name"',
        "no column with end dates (Renewal date, Expiration date, ...) was found: name "
        'it with --map "COLUMN=end"',
    )


def test_headers_alone_make_an_empty_plan() -> None:
    plan = plan_of(a_table("Name,End"))
    assert plan.rows == ()
    assert plan.change.is_empty
    assert "the file has headers but no rows" in plan.notes


# Dates and amounts over a whole file


def test_other_columns_show_the_order_of_dates() -> None:
    table = a_table("Name,Start,End", "Jira,06/09/2026,13/09/2027", "Crowd,07/08/2026,")
    assert new_ends(plan_of(table)) == [date(2026, 9, 6), date(2026, 8, 7)]


def test_dates_of_both_orders_are_refused_only_where_they_have_two_readings() -> None:
    table = a_table("Name,Start", "Jira,13/09/2026", "Crowd,09/13/2026", "Bamboo,06/09/2026")
    plan = plan_of(table)
    assert [row.outcome.value for row in plan.rows] == ["new", "new", "refused"]
    (question,) = plan.questions
    assert (question.about, question.rows) == (QuestionKind.DATES, 1)
    assert question.text == (
        '"13/09/2026" and "09/13/2026" are in different orders: is "06/09/2026" 6 Sep '
        "2026 or 9 Jun 2026?"
    )
    assert [value for value, _ in question.choices] == ["dmy", "mdy"]
    assert new_ends(plan_of(table, date_order="mdy"))[2] == date(2026, 6, 9)


def new_ends(plan: ImportPlan) -> list[date | None]:
    """Return the starts of the terms that a plan adds."""
    return [edit.shown.term.start for edit in plan.change.licenses if edit.shown.term]


def test_the_currency_of_an_amount_is_the_nearest_one_said() -> None:
    rows = ("a,$ 1.50,GBP", "b,2.50,GBP", "c,3.50,")
    with_header = plan_of(a_table("Name,Cost (CHF),Currency", *rows))
    assert costs(with_header) == ["1.50 USD", "2.50 GBP", "3.50 CHF"]
    without = plan_of(a_table("Name,Cost,Currency", *rows))
    assert costs(without) == ["1.50 USD", "2.50 GBP", "3.50 EUR"]
    assert "amounts without a currency are read as EUR; --currency changes that" in without.notes
    said = plan_of(a_table("Name,Cost,Currency", *rows), currency="SEK")
    assert costs(said) == ["1.50 USD", "2.50 GBP", "3.50 SEK"]


def costs(plan: ImportPlan) -> list[str]:
    """Return the costs of the terms that a plan adds."""
    return [str(edit.shown.term.cost) for edit in plan.change.licenses if edit.shown.term]


def test_a_currency_that_is_no_code_is_refused() -> None:
    with pytest.raises(StructureError, match="not an ISO code"):
        plan_of(a_table("Name"), currency="euro")


# New licenses


def test_hosting_and_portal_come_from_the_name_and_the_vendor() -> None:
    license = new(plan_of(a_table("Name,Vendor", "Jira Software (Cloud),atlassian")))
    assert (license.name, license.product) == ("Jira Software (Cloud)", "Jira Software")
    assert license.hosting is Hosting.CLOUD
    assert license.portal.key == "Atlassian Cloud billing"


def test_a_vendor_that_is_hardly_meant_is_kept_as_it_stands_and_asked_about() -> None:
    plan = plan_of(a_table("Name,Vendor,SEN", "Jira,Atlasian,", "Wiki,,SEN-7", "X,Slack,SEN-8"))
    assert [x.after.vendor for x in plan.change.licenses if x.after] == ["Atlasian", "", "Slack"]
    assert [row.doubts for row in plan.rows] == [
        ("The vendor is Atlasian. Did you mean Atlassian?",),
        (),
        (),
    ]
    assert plan.rows[1].notes == (
        ("No vendor, but SEN-7 looks like Atlassian's. Did you mean Atlassian?"),
    )
    keys = [x.after.portal.key for x in plan.change.licenses if x.after]
    assert keys == ["other", "my.atlassian.com", "other"]


def test_a_legal_form_is_no_other_vendor() -> None:
    row = "Jira Software (Cloud),Atlassian Pty Ltd"
    license = new(plan_of(a_table("Name,Vendor", row)))
    assert license.portal.key == "Atlassian Cloud billing"


def test_the_number_of_a_trial_makes_an_evaluation() -> None:
    license = new(plan_of(a_table("Name,SEN", "Jira,sen l44749079")))
    assert (license.sen, license.type) == ("SEN-L44749079", LicenseType.EVALUATION)


A_LIST = a_table("Name;Email", 'Jira;"Anna <a@b.org>; c@d.org"')


def test_contacts_of_an_own_list_are_assigned_the_first_as_primary() -> None:
    plan = plan_of(A_LIST)
    license = new(plan)
    assert license.wanted == (
        Assignment(-1, Role.TECHNICAL, True, since=TODAY),
        Assignment(-2, Role.TECHNICAL, False, since=TODAY),
    )
    assert (license.on_portal, license.looked_on) == ((), None), "a list is not the portal"
    assert any("no portal was checked" in note for note in plan.notes)
    anna = plan.change.contacts[0].shown
    assert (anna.name, anna.kind) == ("Anna", ContactKind.UNKNOWN)


def test_what_the_user_says_was_seen_is_a_look_of_that_day() -> None:
    day = date(2026, 11, 3)
    plan = plan_of(A_LIST, seen=day)
    license = new(plan)
    assert license.looked_on == day
    assert license.on_portal == (
        SeenAssignment("a@b.org", Role.TECHNICAL, True),
        SeenAssignment("c@d.org", Role.TECHNICAL, False),
    )
    assert "its contacts are the ones on the portal on 2026-11-03" in plan.notes
    later = plan_of(A_LIST, applied(EMPTY, plan.change), seen=date(2026, 11, 20))
    assert only_row(later).details == ("portal checked 2026-11-03 -> 2026-11-20",)


def test_a_column_of_days_in_an_own_list_is_no_look() -> None:
    license = new(plan_of(a_table("Name,Email,Last updated", "Jira,a@b.org,2026-11-01")))
    assert (license.on_portal, license.looked_on) == ((), None)


def test_an_export_of_the_portal_is_a_look_on_the_day_of_each_row() -> None:
    row = "addonName,licenseId,technicalContactEmail,lastUpdated"
    for day, look in (("2026-11-01", date(2026, 11, 1)), ("2027-11-01", None), ("", None)):
        license = new(plan_of(a_table(row, f"Draw.io,SEN-1,a@b.org,{day}")))
        assert license.looked_on == look
        assert bool(license.on_portal) is bool(look)


def test_cloud_licenses_that_a_partner_sold_are_managed_by_it() -> None:
    head = "Name,Vendor,Hosting,Partner"
    for hosting, partner, portal in (
        ("Cloud", "Northlight", "partner-managed"),
        ("Cloud", "", "Atlassian Cloud billing"),
        ("Data Center", "Northlight", "my.atlassian.com"),
    ):
        license = new(plan_of(a_table(head, f"Jira,Atlassian,{hosting},{partner}")))
        assert license.portal.key == portal
    other = new(plan_of(a_table(head, "Figma,Figma,Cloud,Northlight")))
    assert other.portal.key == "other"


def test_a_license_without_contacts_was_not_looked_at() -> None:
    license = new(plan_of(a_table("Name,Email", "Jira,")))
    assert (license.wanted, license.on_portal, license.looked_on) == ((), (), None)


def test_a_person_without_an_address_is_a_contact_found_again_by_name() -> None:
    portfolio = a_portfolio(contacts=(a_contact(), a_contact("Lea Roi", id=2, email="")))
    table = a_table(
        "Name,Technical contact", "A,Lea  roi", "B,Max Neu", "C,Max Neu", "D,Anna Martin"
    )
    plan = plan_of(table, portfolio)
    wanted = [edit.shown.wanted[0].contact for edit in plan.change.licenses]
    assert wanted == [2, -1, -1, -2], "Anna Martin has an address: who knows if it is the same"
    assert plan.change.licenses[0].shown.on_portal == ()


def test_a_known_contact_keeps_its_name() -> None:
    table = a_table("Name,Contact,Email", "Crowd,Anne M.,ANNA.MARTIN@Example.org")
    plan = plan_of(table, a_portfolio())
    assert new(plan).wanted[0].contact == 1
    assert plan.change.contacts == ()
    assert "the name is not changed" in only_row(plan).notes[0]


def test_a_contact_without_a_name_gets_it() -> None:
    nameless = a_contact("", email="x@y.org")
    plan = plan_of(
        a_table("Name,Contact,Email", "Crowd,Xenia,x@y.org"), a_portfolio(contacts=(nameless,))
    )
    (edit,) = plan.change.contacts
    assert (edit.before, edit.shown.name) == (nameless, "Xenia")
    assert only_row(plan).notes == ('the contact x@y.org gets the name "Xenia"',)


def test_an_erased_person_is_no_contact() -> None:
    plan = plan_of(
        a_table(
            "addonName,licenseId,technicalContactName,technicalContactEmail", "X,SEN-1,RTBF,RTBF"
        )
    )
    assert (new(plan).wanted, plan.change.contacts) == ((), ())
    assert "was erased" in only_row(plan).notes[0]


# Rows about known licenses


def test_a_row_is_matched_by_its_number_however_it_is_written() -> None:
    plan = plan_of(a_table("Name,SEN", "Jira Software DC 500,sen 1001"), a_portfolio())
    assert only_row(plan).outcome is RowOutcome.SAME
    cloud = a_license(sen="", entitlement="E-TDD-9DG-LY5")
    table = a_table("Name,Entitlement number", "Jira Software DC 500,e-tdd-9dg-ly5")
    assert only_row(plan_of(table, a_portfolio(cloud))).outcome is RowOutcome.SAME


def test_a_row_without_a_number_is_matched_by_name_vendor_organization_and_contact() -> None:
    table = a_table("Name,Vendor,Email", "JIRA software DC 500,Atlassian,anna.martin@example.org")
    assert only_row(plan_of(table, a_portfolio())).outcome is RowOutcome.SAME
    other = a_table("Name,Vendor,Email", "Jira Software DC 500,Atlassian,other@example.org")
    row = only_row(plan_of(other, a_portfolio()))
    assert row.outcome is RowOutcome.NEW
    assert "is planned as a separate license" in row.doubts[0]


def test_a_corrected_address_still_matches_by_the_address_on_the_portal() -> None:
    license = a_license(
        sen="", on_portal=(SeenAssignment("ana.martin@example.org", Role.TECHNICAL, True),)
    )
    table = a_table("Name,Vendor,Email", "Jira Software DC 500,Atlassian,ana.martin@example.org")
    assert only_row(plan_of(table, a_portfolio(license))).outcome is RowOutcome.SAME


def test_a_row_that_fits_two_licenses_is_refused() -> None:
    twins = a_portfolio(a_license(sen="SEN-1"), a_license(id=2, sen="SEN-1"))
    row = only_row(plan_of(a_table("Name,SEN", "Jira,SEN-1"), twins))
    assert (row.outcome, "2 licenses" in row.reason) == (RowOutcome.REFUSED, True)
    table = a_table("Name,Email", "Jira Software DC 500,anna.martin@example.org")
    assert only_row(plan_of(table, twins)).outcome is RowOutcome.REFUSED


def test_numbers_of_two_licenses_in_one_row_are_refused() -> None:
    portfolio = a_portfolio(
        a_license(sen="SEN-1"), a_license(id=2, sen="", entitlement="E-AAA-BBB-CCC")
    )
    row = only_row(plan_of(a_table("Name,SEN,Entitlement", "X,SEN-1,E-AAA-BBB-CCC"), portfolio))
    assert row.remedy == "fix one of the numbers"


def test_a_row_with_one_number_of_a_known_license_and_another_is_refused() -> None:
    known = a_portfolio(a_license(sen="SEN-1", entitlement="E-AAA-BBB-CCC"))
    for numbers in ("SEN-2,E-AAA-BBB-CCC", "SEN-1,E-AAA-BBB-DDD"):
        plan = plan_of(a_table("Name,SEN,Entitlement", f"X,{numbers}"), known)
        assert only_row(plan).remedy == "fix one of the numbers"
        assert plan.change.is_empty


@pytest.mark.parametrize("rows", [("A,SEN-1,", "B,sen 1,"), ("A,,", "a,,"), ("A,S1,E1", "B,,E1")])
def test_the_same_license_twice_in_a_file_is_refused_with_the_line(rows: tuple[str, str]) -> None:
    plan = plan_of(a_table("Name,SEN,Entitlement", *rows))
    assert [row.outcome for row in plan.rows] == [RowOutcome.NEW, RowOutcome.REFUSED]
    assert "the same license as line 2" in plan.rows[1].reason


def test_two_rows_that_match_one_known_license_are_refused_too() -> None:
    table = a_table(
        "Name,SEN,Email", "X,SEN-1001,", "Jira Software DC 500,,anna.martin@example.org"
    )
    assert "line 2" in plan_of(table, a_portfolio()).rows[1].reason


def test_an_empty_cell_erases_nothing() -> None:
    license = a_license(
        notes="ours",
        partner="P",
        terms=(a_term(notice_days=30, cost=Money(Decimal(5), "EUR"), order_number="PO"),),
    )
    headers = "Name,SEN,Vendor,Seats,Partner,Start,End,Cost,Notice,PO,Notes,Email,Hosting,Type"
    row = "Jira Software DC 500,SEN-1001" + "," * headers.count(",")
    plan = plan_of(a_table(headers, row[: len(row) - 1]), a_portfolio(license))
    assert only_row(plan).outcome is RowOutcome.SAME
    assert plan.change.is_empty


def test_changes_are_listed() -> None:
    license = a_license(terms=(a_term(date(2026, 10, 18)),))
    table = a_table("Name,SEN,Seats,End,Cost", "Jira Software DC 500,SEN-1001,1000,2027-01-18,1.50")
    plan = plan_of(table, a_portfolio(license))
    assert only_row(plan).details == (
        "seats 500 -> 1000",
        "end 2026-10-18 -> 2027-01-18",
        "cost nothing -> 1.50 EUR",
    )
    after = changed(plan)
    assert (after.seats, after.end, len(after.terms)) == (1000, date(2027, 1, 18), 1)
    assert after.wanted == license.wanted


def test_what_users_decided_and_wrote_stays() -> None:
    term = a_term(decision=Decision.RENEW, progress=Progress.QUOTED, quote="Q-1")
    license = a_license(terms=(term,), notes="call Bo", archived=True)
    table = a_table("Name,SEN,Seats,Notes", "Jira (old name),SEN-1001,5,from the list")
    plan = plan_of(table, a_portfolio(license))
    after = changed(plan)
    assert after.terms == (term,)
    assert after.archived
    assert after.name == license.name
    assert after.notes == "call Bo\nfrom the list"
    assert plan_of(table, applied(a_portfolio(license), plan.change)).change.is_empty
    assert any("the name is not changed" in note for note in only_row(plan).notes)
    assert any("archived" in note for note in only_row(plan).notes)


def test_an_assumed_currency_changes_no_known_one() -> None:
    license = a_license(terms=(a_term(cost=Money(Decimal(100), "CHF")),))
    table = a_table("Name,SEN,Cost", "Jira Software DC 500,SEN-1001,100")
    assert plan_of(table, a_portfolio(license)).change.is_empty
    said = plan_of(table, a_portfolio(license), currency="USD")
    assert only_row(said).details == ("cost 100 CHF -> 100 USD",)


def test_concluded_fields_change_nothing_that_is_known() -> None:
    license = a_license(product="Jira DC", vendor="Atlassian Pty")
    table = a_table("addonName,licenseId", "Jira Software (Server),SEN-1001")
    assert plan_of(table, a_portfolio(license)).change.is_empty


# Terms


def test_a_row_that_starts_at_the_end_is_a_renewal() -> None:
    term = a_term(date(2026, 10, 18), decision=Decision.RENEW, notice_days=30, quote="Q")
    license = a_license(terms=(term,))
    table = a_table("Name,SEN,Start,End", "Jira Software DC 500,SEN-1001,2026-10-18,2027-10-18")
    plan = plan_of(table, a_portfolio(license))
    assert only_row(plan).details == ("renewed: new term 2026-10-18 to 2027-10-18",)
    old, current = changed(plan).terms
    assert old == term
    assert (current.id, current.kind, current.notice_days) == (2, TermKind.RENEWAL, 30)
    assert (current.decision, current.quote, current.cost) == (Decision.UNDECIDED, "", None)
    assert plan_of(table, applied(a_portfolio(license), plan.change)).change.is_empty


def test_an_old_file_does_not_turn_back_a_renewal() -> None:
    terms = (a_term(date(2026, 10, 18)), a_term(date(2027, 10, 18), id=2, start=date(2026, 10, 18)))
    portfolio = a_portfolio(a_license(terms=terms))
    same = a_table("Name,SEN,Start,End", f"X,SEN-1001,{terms[0].start},2026-10-18")
    assert plan_of(same, portfolio).change.is_empty
    older = plan_of(a_table("Name,SEN,Start,End", "X,SEN-1001,2024-10-18,2025-10-18"), portfolio)
    assert older.change.is_empty
    assert "a later one exists" in only_row(older).notes[0]


def test_an_old_term_takes_its_cost() -> None:
    terms = (a_term(date(2026, 10, 18)), a_term(date(2027, 10, 18), id=2, start=date(2026, 10, 18)))
    table = a_table("Name,SEN,End,Cost", "Jira Software DC 500,SEN-1001,2026-10-18,7.50")
    after = changed(plan_of(table, a_portfolio(a_license(terms=terms))))
    assert [term.cost for term in after.terms] == [Money(Decimal("7.50"), "EUR"), None]


def test_a_correction_changes_the_current_term() -> None:
    license = a_license(terms=(a_term(date(2027, 1, 1)),))
    table = a_table("Name,SEN,Start,End", "X,SEN-1001,2026-02-01,2027-01-31")
    (term,) = changed(plan_of(table, a_portfolio(license))).terms
    assert (term.id, term.start, term.end) == (1, date(2026, 2, 1), date(2027, 1, 31))


# Contacts of known licenses


def test_a_spreadsheet_does_not_touch_the_contacts() -> None:
    table = a_table("Name,SEN,Email", "Jira Software DC 500,SEN-1001,new@example.org")
    plan = plan_of(table, a_portfolio())
    assert plan.change.is_empty
    assert only_row(plan).doubts == (
        "technical contact new@example.org: the contacts are not changed",
    )


def seen_license(looked_on: date | None = date(2026, 6, 1)) -> License:
    """Return a license on whose portal somebody saw Anna and a secondary."""
    return a_license(
        on_portal=(
            SeenAssignment("anna.martin@example.org", Role.TECHNICAL, True),
            SeenAssignment("second@example.org", Role.TECHNICAL, False),
        ),
        looked_on=looked_on,
    )


def test_a_portal_export_changes_who_is_on_the_portal_and_nothing_wanted() -> None:
    row = "Jira Software DC 500,SEN-1001,,new@example.org,2026-11-01"
    plan = plan_of(a_table(PORTAL, row), a_portfolio(seen_license()))
    after = changed(plan)
    assert after.wanted == a_license().wanted
    assert plan.change.contacts == ()
    assert {seen.address: seen.primary for seen in after.on_portal} == {
        "second@example.org": False,
        "new@example.org": True,
    }
    assert only_row(plan).details == (
        "technical on the portal anna.martin@example.org, second@example.org"
        " -> new@example.org, second@example.org",
        "portal checked 2026-06-01 -> 2026-11-01",
    )


def test_an_older_export_does_not_undo_a_later_look() -> None:
    row = "Jira Software DC 500,SEN-1001,,new@example.org,2026-05-01"
    plan = plan_of(a_table(PORTAL, row), a_portfolio(seen_license()))
    assert plan.change.is_empty
    assert "checked later, on 2026-06-01" in only_row(plan).notes[0]


def test_an_export_that_shows_the_same_is_a_newer_look() -> None:
    row = "Jira Software DC 500,SEN-1001,,ANNA.MARTIN@example.org,2026-11-01"
    plan = plan_of(a_table(PORTAL, row), a_portfolio(seen_license()))
    assert only_row(plan).details == ("portal checked 2026-06-01 -> 2026-11-01",)
    assert changed(plan).on_portal == seen_license().on_portal


def test_an_erased_person_is_no_longer_on_the_portal() -> None:
    row = "Jira Software DC 500,SEN-1001,,RTBF,2026-11-01"
    after = changed(plan_of(a_table(PORTAL, row), a_portfolio(seen_license())))
    assert [seen.address for seen in after.on_portal] == ["second@example.org"]
    assert after.looked_on == date(2026, 11, 1)


# Hostile and large files


def test_hostile_cells_are_kept_as_text_and_shown_harmless() -> None:
    cells = ("=SUM(A1:A9)", "[/b] see [wiki]", "a\x1b[31mb", "\u202eabc")
    table = Table(
        ("Name", "Notes"), tuple(TableRow(n, (cell, cell)) for n, cell in enumerate(cells))
    )
    plan = plan_of(table)
    assert [edit.shown.name for edit in plan.change.licenses] == list(cells)
    assert [edit.shown.notes for edit in plan.change.licenses] == list(cells)
    for row in plan.rows:
        assert row.what == plain(row.what)


def test_reasons_and_notes_cannot_send_an_escape_sequence() -> None:
    table = Table(("Name\x1b", "End", "x\x1b"), (TableRow(2, ("a\x1b", "\x1b[2J", "y")),))
    plan = plan_of(table)
    texts = [*plan.notes, *(text for row in plan.rows for text in (row.what, row.reason))]
    assert not any("\x1b" in text for text in texts)


def test_the_mapping_of_a_screen_is_obeyed() -> None:
    table = a_table("Foo,Bar", "Jira,2027-01-01")
    mapping = Mapping(
        table.headers, ((ImportField.NAME, 0), (ImportField.END, 1)), vendor="Atlassian"
    )
    plan = plan_with(mapping, table, EMPTY)
    license = new(plan)
    assert (license.name, license.vendor, license.end) == ("Jira", "Atlassian", date(2027, 1, 1))


HEADERS = ("Name", "SEN", "Entitlement", "Vendor", "Company", "Start", "End", "Cost", "Seats")
KINDS_OF_CELLS = """|a|B|SEN-1|sen 2|E-AAA-BBB-CCC|a@b.org|Anna <c@d.org>|RTBF|-1|2026-01-01
|06/09/2026|31/12/2026|2027-01-01|2027-12-31|2028-01-01|1.250|1.5|Jira (Server)|perpetual"""
CELLS = st.sampled_from([cell.strip() for cell in KINDS_OF_CELLS.split("|")])
ROWS = st.lists(st.lists(CELLS, min_size=10, max_size=12), max_size=6)


def table_of(rows: list[list[str]]) -> Table:
    """Return a table with all sorts of headers."""
    headers = (*HEADERS, "Email", "Contact technique", "Billing contact")
    return Table(headers, tuple(TableRow(n, tuple(row)) for n, row in enumerate(rows, 2)))


@given(ROWS, ROWS, st.booleans())
@settings(deadline=None)
def test_any_table_onto_any_portfolio_has_a_plan_that_can_be_saved(
    known: list[list[str]], rows: list[list[str]], is_portal_export: bool
) -> None:
    portfolio = applied(EMPTY, plan_of(table_of(known)).change)
    table = table_of(rows)
    mapping = replace(guess_mapping(table.headers, table.rows), is_portal_export=is_portal_export)
    plan = plan_with(mapping, table, portfolio)
    assert sum(plan.counts.values()) == len(rows)
    after = applied(portfolio, plan.change)
    assert len(after.licenses) - len(portfolio.licenses) == plan.counts[RowOutcome.NEW]


@given(ROWS, ROWS, st.booleans())
@settings(deadline=None)
def test_importing_any_table_again_changes_nothing(
    known: list[list[str]], rows: list[list[str]], is_portal_export: bool
) -> None:
    before = applied(EMPTY, plan_of(table_of(known)).change)
    table = table_of(rows)
    mapping = replace(guess_mapping(table.headers), is_portal_export=is_portal_export)
    plan = plan_with(mapping, table, before)
    again = plan_with(mapping, table, applied(before, plan.change))
    for first, second in zip(plan.rows, again.rows, strict=True):
        is_refused = first.outcome is RowOutcome.REFUSED
        assert second.outcome is (RowOutcome.REFUSED if is_refused else RowOutcome.SAME)
    assert again.change.is_empty


FEW = st.tuples(
    st.sampled_from(["Jira", "jira", "Wiki"]),
    st.sampled_from(["", "SEN-1", "sen 1", "SEN-2"]),
    st.sampled_from(["", "E-AAA-BBB-CCC"]),
    st.sampled_from(["", "Acme"]),
    st.sampled_from(["", "2025-01-01", "2026-01-01", "2027-01-01"]),
    st.sampled_from(["", "2025-12-31", "2026-12-31", "2027-12-31", "2027-06-30", "never"]),
    st.sampled_from(["", "1.00", "2.00"]),
    st.sampled_from(["", "a@b.org", "c@d.org"]),
)
"""Rows that may well be about one license."""


@given(st.lists(FEW, max_size=3), st.lists(FEW, max_size=5))
@settings(deadline=None)
def test_rows_about_few_licenses_are_the_same_when_they_come_again(
    known: list[tuple[str, ...]], rows: list[tuple[str, ...]]
) -> None:
    headers = ("Name", "SEN", "Entitlement", "Vendor", "Start", "End", "Cost", "Email")
    first, table = (
        Table(headers, tuple(TableRow(n, row) for n, row in enumerate(found, 2)))
        for found in (known, rows)
    )
    before = applied(EMPTY, plan_of(first).change)
    plan = plan_of(table, before)
    again = plan_of(table, applied(before, plan.change))
    assert again.change.is_empty, (plan.rows, again.rows)
    numbers = {license.sen for license in applied(before, plan.change).licenses}
    for planned, row in zip(plan.rows, rows, strict=True):
        if row[1] and planned.outcome is not RowOutcome.REFUSED:
            assert row[1].upper().replace(" ", "-") in numbers, "two licenses became one"


@given(
    st.binary(), st.sampled_from(["Name;End;Cost\n", "Name,Email,Seats\n", "Produit\tFin\n", ""])
)
def test_any_file_that_is_a_table_has_a_plan(raw: bytes, headers: str) -> None:
    try:
        table = parse_table(headers.encode() + raw, "x.csv")
    except TableError:
        return
    assert len(plan_of(table).rows) == len(table.rows)


def test_many_rows_are_planned_in_a_time_that_grows_no_faster_than_they() -> None:
    head = "Name,SEN,Start,End,Cost,Seats,Email,Contact"
    rows = (
        f"App {n % 50},{'' if n % 2 else n},13/01/2026,12/01/2027,{n}.50,{n},u{n}@b.org,U {n}"
        for n in range(2_000)
    )
    raw = "\n".join((head, *rows)).encode()
    began = time.process_time()
    plan = plan_of(parse_table(raw, "x.csv"))
    took = time.process_time() - began
    assert plan.counts[RowOutcome.NEW] == 2_000
    portfolio = applied(EMPTY, plan.change)
    began = time.process_time()
    again = plan_of(parse_table(raw, "x.csv"), portfolio)
    took = max(took, time.process_time() - began)
    assert again.change.is_empty
    assert took < 1.5  # usually a fourth of it; each row against each would take far longer


# Notices, lead times, no end


def test_a_notice_is_kept_in_its_unit_and_never_costs_a_row_its_end() -> None:
    notices = [
        "2 months",
        "3 mois",
        "3 Monate",
        "1 month",
        "4 weeks",
        "none",
        "30 Sep",
        "by law",
    ]
    rows = (f"N{count},2027-03-31,{notice}" for count, notice in enumerate(notices, 1))
    plan = plan_of(a_table("Name,Expiration date,Notice period", *rows))
    terms = [edit.shown.term for edit in plan.change.licenses]
    assert [(str(x.end), notice_text(x.notice)) for x in terms if x] == [
        ("2027-03-31", shown)
        for shown in (
            "2 months", "3 months", "3 months", "1 month", "4 weeks", "", "30 Sep", "",
        )
    ]  # fmt: skip
    assert plan.rows[-1].doubts == (
        'notice "by law" is neither a time, as 30 days or 3 months, nor a day: skipped',
    )


def test_a_notice_in_another_unit_takes_the_place_of_the_one_before() -> None:
    license = a_license("N", sen="", vendor="", terms=(a_term(date(2027, 3, 31), notice_days=30),))
    header, portfolio = "Name,Expiration date,Notice period", a_portfolio(license)
    found = changed(plan_of(a_table(header, "N,2027-03-31,2 months"), portfolio))
    assert found.term
    assert (found.term.notice_days, found.term.notice_months) == (None, 2)
    found = changed(plan_of(a_table(header, "N,2027-03-31,none"), portfolio))
    assert found.term
    assert found.term.notice is None
    assert plan_of(a_table(header, "N,2027-03-31,"), portfolio).change.is_empty


def test_an_end_that_is_never_is_no_end_and_says_so() -> None:
    plan = plan_of(a_table("Name,Expiration date", "P,2099-12-31"))
    term = new(plan).term
    assert term
    assert (term.end, term.perpetual, term.ends) == (None, True, Ending.MAINTENANCE)
    assert only_row(plan).notes == ('end "2099-12-31" is read as no end date',)


def test_lead_times_are_read_and_a_bad_one_is_left_out() -> None:
    plan = plan_of(
        a_table("Name,Expiration date,Order lead days,Decide days", "L,2027-03-31,60,9999")
    )
    found = new(plan)
    assert (found.order_lead_days, found.decision_lead_days) == (60, None)
    assert only_row(plan).doubts == (('days to decide "9999" is more than 3650 days: skipped'),)


def test_the_number_of_a_day_in_a_spreadsheet_is_refused_with_what_would_help() -> None:
    row = only_row(plan_of(a_table("Name,End", "Jira,46388")))
    assert row.reason == 'end "46388" is not a date'
    assert row.remedy == (
        "if it is 2027-01-01 as spreadsheets count days: format the column as a date, and export it"
        " again"
    )
    assert only_row(plan_of(a_table("Name,End", "Jira,4711"))).remedy == ""


def test_of_very_many_columns_that_are_not_used_some_are_named() -> None:
    names = ",".join(f"Xyz {number}" for number in range(30))
    (note,) = [
        x
        for x in plan_of(a_table(f"Name,End,{names}", f"Jira,2027-01-31{',1' * 29}")).notes
        if x.startswith("columns not used")
    ]
    assert note.startswith("columns not used: Xyz 0, Xyz 1, ")
    assert note.endswith(", Xyz 19, 9 more (--show-mapping shows all), 1 empty")


def test_an_owner_alone_is_no_contact_of_the_portal() -> None:
    notes = plan_of(a_table("Name,Owner email", "Jira,it@acme.example")).notes
    assert not any("portal" in note for note in notes)
