"""What was exported is read back as it was."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.license import (
    Assignment,
    Hosting,
    License,
    LicenseKey,
    LicenseType,
    Role,
    Seats,
    Unit,
)
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import CostBasis, Decision, Ending, Progress, Term, TermKind
from licensetui.exchange.csv_file import csv_bytes
from licensetui.exchange.license_table import license_table
from licensetui.imports.guessing import guess_mapping
from licensetui.imports.headers import is_known_header
from licensetui.imports.plan import Source, plan_imports
from licensetui.imports.planned import ImportPlan, RowOutcome
from licensetui.imports.portfolio_plan import plan_portfolio
from licensetui.store.exported import exported, is_export, read_export, without_keys
from licensetui.store.file.filestore import FileStore
from licensetui.store.taking_back import reverting
from licensetui.tables.formulas import bare, guarded
from licensetui.tables.read import parse_table
from licensetui.tables.table import TableError
from licensetui.vendors import PORTALS
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.imports.planned import EMPTY
from tests.secrets_made import LARGE
from tests.store.changes import all_new
from tests.store.full import full_portfolio
from tests.store.strategies import portfolios
from tests.tables.books import as_xlsx

QUIET = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def restored(portfolio: Portfolio, into: Portfolio = EMPTY, **said: Any) -> ImportPlan:
    """Return the plan for the export of a portfolio."""
    read, traces = read_export(exported(portfolio), "export.json")
    return plan_portfolio(read, into, "export.json", traces, **{"is_new": False, **said})


@QUIET
@given(portfolios())
def test_a_json_export_into_an_empty_file_is_equal(portfolio: Portfolio) -> None:
    assume(not without_keys(portfolio)[1])
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "licenses.json"
        saved = FileStore.open(path).commit(restored(portfolio, is_new=True).change)
        assert saved.portfolio == FileStore.open(path).portfolio == portfolio


@QUIET
@given(portfolios())
def test_a_json_export_into_its_own_file_changes_nothing(portfolio: Portfolio) -> None:
    assume(not without_keys(portfolio)[1])
    plan = restored(portfolio, portfolio)
    assert plan.change.is_empty
    assert {row.outcome for row in plan.rows} <= {RowOutcome.SAME}


def test_every_field_of_every_record_is_in_it(tmp_path: Path) -> None:
    portfolio = FileStore.open(tmp_path / "one.json").commit(full_portfolio()).portfolio
    change = restored(portfolio, is_new=True).change
    assert FileStore.open(tmp_path / "two.json").commit(change).portfolio == portfolio


def test_ids_with_gaps_stay_and_one_undo_takes_all_back(tmp_path: Path) -> None:
    store = FileStore.open(tmp_path / "licenses.json")
    license = a_license(id=7, wanted=(Assignment(5, Role.TECHNICAL, True),))
    portfolio = Portfolio((license,), (a_contact(id=5),))
    saved = store.commit(restored(portfolio, is_new=True).change)
    assert saved.portfolio == portfolio
    assert store.commit(reverting(store, saved.number or 0)).portfolio == Portfolio()


def test_into_another_file_it_finds_who_is_known_and_adds_the_rest(tmp_path: Path) -> None:
    there = Portfolio(
        (a_license("Other", id=1, sen="SEN-9"), a_license(id=2, sen="sen-1001", notes="")),
        (a_contact("Bert", id=1, email="bert@example.org"),),
    )
    mine = a_license(sen="SEN-1001", notes="mine", owner=1)
    plan = restored(a_portfolio(mine, a_license("New", id=2, sen="", parent=1)), there)
    assert [row.outcome for row in plan.rows] == [
        *(RowOutcome.CHANGED, RowOutcome.NEW),
        RowOutcome.NEW,
    ]
    assert "Notes none -> mine" in plan.rows[0].details
    store = FileStore.open(tmp_path / "licenses.json")
    store.commit(all_new(there))
    after = store.commit(plan.change).portfolio
    anna = after.contact_at("anna.martin@example.org")
    jira, new = after.license(2), after.license(3)
    assert anna
    assert jira
    assert new
    assert (jira.notes, jira.owner, new.parent) == ("mine", anna.id, 2)
    assert {held.contact for one in (jira, new) for held in one.wanted} == {anna.id}
    assert after.license(1) == there.license(1)


def test_what_could_be_several_known_ones_is_refused_with_what_hangs_on_it() -> None:
    twins = tuple(a_license(id=id, sen="") for id in (2, 3))
    there = Portfolio(twins, (a_contact(),))
    child = a_license("Child", id=9, parent=8)
    plan = restored(a_portfolio(a_license(id=8, sen=""), child), there)
    refused = [row.reason for row in plan.rows if row.outcome is RowOutcome.REFUSED]
    assert refused[0].startswith("matches 2 records: ")
    assert refused[1] == "it refers to license 8, which is not in the file"
    assert plan.change.licenses == ()


def test_a_license_key_is_in_no_export_and_comes_in_by_none() -> None:
    key = "-".join([LARGE[:5], LARGE[9:14], LARGE[20:25], "Q7K2P"])
    portfolio = a_portfolio(a_license(notes=f"license key: {key}"))
    content = exported(portfolio)
    assert key.encode() not in content
    assert b"[key ...7K2P]" in content or b"Q7K2P]" in content
    by_hand = content.replace(b"[key ...", b"license key: " + key.encode() + b" [")
    read, traces = read_export(by_hand, "x.json")
    assert key not in repr(read)
    assert len(traces) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"licensetui":{"export":1,"schema":4},"licenses":{', "is it the whole file?"),
        (b'{"licensetui":{"export":1,"schema":99}}', "update licensetui"),
        (b'{"licensetui":7}', "it is damaged"),
        (b'{"licensetui":{"export":1,"schema":4},"wishes":{}}', 'has "wishes"'),
        (b'{"licensetui":{"export":1,"schema":4},"licenses":[]}', "not documents"),
        (b'{"licensetui":{"export":1,"schema":4},"licenses":{"0":{}}}', '"0" is not an id'),
        (
            b'{"licensetui":{"export":1,"schema":4},"licenses":{"1":7}}',
            "not a document with fields",
        ),
        (b'{"licensetui":{"export":1,"schema":4},"licenses":{"1":{}}}', "licenses 1: "),
        (b'{"licensetui":{"export":1,"schema":4},"licenses":{"1":{},"1":{}}}', "twice"),
        (
            b'{"licensetui":{"export":1,"schema":4},"licenses":{"1":{"name":"\\ud800"}}}',
            "licenses 1: ",
        ),
        (
            b'{"licensetui":{"export":1,"schema":4},"licenses":{"1":{"name":"X","note":"y"}}}',
            'licenses 1: this release knows no field "note"',
        ),
        (
            b'{"licensetui":{"export":1,"schema":4},"licenses":{"1":{"name":"X","terms":'
            b'[{"id":1,"paid":"y"}]}}}',
            'no field "paid"',
        ),
        (b'{"licensetui":{"export":1,"schema":4}, "x": "\xff"}', "not UTF-8"),
        (b'{"licensetui":' + b"[" * 100_000, ""),
    ],
)
def test_what_is_wrong_with_it_is_a_sentence(content: bytes, said: str) -> None:
    assert is_export(content)
    with pytest.raises(TableError) as caught:
        read_export(content, "bad.json")
    assert "bad.json" in str(caught.value)
    assert said in str(caught.value)


@QUIET
@given(st.binary(max_size=60), st.integers(0, 400))
def test_no_bytes_raise_anything_else(noise: bytes, place: int) -> None:
    sound = exported(a_portfolio())
    with suppress(TableError):
        read_export(sound[:place] + noise + sound[place + len(noise) :], "x.json")


# tables

WORDS = st.text("abcXYZäß€ =+-@'\uff1d\uff0b", min_size=1, max_size=9).map(
    lambda text: f"{' '.join(text.split())}x"
)
TEXTS = st.just("") | WORDS
UNLIMITED: Literal["unlimited"] = "unlimited"
SEATS: st.SearchStrategy[Seats] = st.none() | st.just(UNLIMITED) | st.integers(0, 10**6)
PEOPLE = st.sampled_from(["", "Anna Martin", "Petit, Léa", "O'Neil-Ørsted"])
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(st.text() | st.text("'=+-@\t\r\n\uff1d\uff0b\uff0d\uff20x1"))
def test_a_guarded_text_is_no_formula_and_is_read_as_it_was(text: str) -> None:
    cell = guarded(text)
    assert cell[:1] not in (*"=+-@\t\r\n\uff1d\uff0b\uff0d\uff20",) or not cell
    assert bare(cell) == text


@st.composite
def _terms(draw: st.DrawFn) -> tuple[Term, ...]:
    """Draw terms one after the other, or beside each other as after an upgrade."""
    days = draw(st.lists(DAYS, max_size=3, unique=True).map(sorted))
    found = []
    for id, start in enumerate(days, 1):
        cost = draw(
            st.none()
            | st.builds(
                Money,
                amount=st.decimals(Decimal(-9999), Decimal(10**9), places=3),
                currency=st.sampled_from(["EUR", "USD", "CHF"]),
            )
        )
        per_seat = draw(st.booleans()) if cost else False
        notice: dict[str, Any] = draw(
            st.sampled_from(
                [
                    {},
                    {"notice_days": 30},
                    {"notice_months": 2},
                    {"notice_weeks": 6},
                    {"notice_day": start},
                ]
            )
        )
        found.append(
            Term(
                id=id,
                start=start,
                end=draw(
                    st.sampled_from([None, start, start + timedelta(30), start + timedelta(364)])
                ),
                kind=draw(st.sampled_from(TermKind)),
                ends=draw(st.sampled_from(Ending)),
                perpetual=draw(st.booleans()),
                auto_renew=draw(st.booleans()),
                cost=cost,
                cost_basis=draw(st.sampled_from(CostBasis)) if cost else CostBasis.TERM,
                per_seat=per_seat,
                seats=draw(st.integers(0, 999) if per_seat else st.none() | st.integers(0, 9)),
                quote=draw(TEXTS),
                order_number=draw(TEXTS),
                decision=draw(st.sampled_from(Decision)),
                progress=draw(st.sampled_from(Progress)),
                snoozed_until=draw(st.none() | DAYS),
                **notice,
            )
        )
    return tuple(found)


@st.composite
def _listed(draw: st.DrawFn) -> Portfolio:
    """Draw what a table carries; two licenses may be called the same."""
    people = tuple(
        Contact(draw(PEOPLE), f"person{id}@example.org", id, phone=draw(TEXTS)) for id in (1, 2, 3)
    )
    licenses = []
    for id in range(1, draw(st.integers(0, 3)) + 1):
        held = draw(st.lists(st.integers(1, 3), max_size=3, unique=True))
        portal = draw(st.sampled_from([*PORTALS.values()]))
        technical, billing = (portal.present(role) for role in (Role.TECHNICAL, Role.BILLING))
        wanted = [Assignment(who, technical, not at) for at, who in enumerate(held)]
        if technical is not billing and (who := draw(st.none() | st.integers(1, 3))):
            wanted.append(Assignment(who, billing, True))
        license = License(
            id=id,
            name=draw(st.just("Jira") | WORDS),
            vendor=draw(TEXTS),
            portal=portal,
            product=draw(TEXTS),
            hosting=draw(st.sampled_from(Hosting)),
            type=draw(st.sampled_from(LicenseType)),
            organization=draw(TEXTS),
            site=draw(TEXTS),
            server_id=draw(TEXTS),
            sen=draw(st.just("") | st.just(f"SEN-{1000 + id}")),
            entitlement=draw(st.just("") | st.just(f"E-2AB-3CD-{id}EF")),
            seats=draw(SEATS),
            seats_in_use=draw(st.none() | st.integers(0, 10**6)),
            unit=draw(st.sampled_from(Unit)),
            partner=draw(TEXTS),
            wanted=tuple(wanted),
            owner=draw(st.none() | st.integers(1, 3)),
            decision_lead_days=draw(st.none() | st.integers(0, 300)),
            order_lead_days=draw(st.none() | st.integers(0, 300)),
            terms=draw(_terms()),
            notes=draw(TEXTS | st.just("two\nlines, \"quoted\"; 'so'")),
        )
        licenses.append(license)
    return Portfolio(tuple(licenses), people)


def plan_of_table(portfolio: Portfolio, into: Portfolio = EMPTY) -> ImportPlan:
    table = parse_table(csv_bytes(*license_table(portfolio)), "licenses.csv")
    source = Source(table, guess_mapping(table.headers, table.rows))
    return plan_imports([source], into, TODAY, SETTINGS)


def carried(portfolio: Portfolio) -> list[object]:
    """Return what a table has of a portfolio, with contacts by their addresses."""

    def who(id: int | None) -> object:
        contact = portfolio.contact(id)
        return contact and (contact.name, contact.email)

    return [
        (
            replace(x, id=0, wanted=(), owner=None),
            {(who(held.contact), held.role, held.primary) for held in x.wanted},
            who(x.owner),
        )
        for x in portfolio.licenses
    ]


@QUIET
@given(_listed())
def test_a_csv_export_is_read_back_as_it_was(portfolio: Portfolio) -> None:
    with tempfile.TemporaryDirectory() as directory:
        store = FileStore.open(Path(directory) / "licenses.json")
        plan = plan_of_table(portfolio)
        assert [row.reason for row in plan.rows if row.reason] == []
        after = store.commit(plan.change).portfolio
        assert carried(after) == carried(portfolio)


@QUIET
@given(_listed())
def test_a_csv_export_into_its_own_file_changes_nothing(portfolio: Portfolio) -> None:
    plan = plan_of_table(portfolio, portfolio)
    assert [row.details for row in plan.rows if row.outcome is not RowOutcome.SAME] == []
    assert plan.change.is_empty


def test_what_was_edited_in_a_spreadsheet_changes_that_term_alone() -> None:
    terms = (a_term(-356), replace(a_term(9), id=2), replace(a_term(374), id=3))
    portfolio = a_portfolio(a_license(terms=terms))
    headers, rows = license_table(portfolio)
    place = headers.index("Order number")
    rows[1] = (*rows[1][:place], "PO-7", *rows[1][place + 1 :])
    table = parse_table(csv_bytes(headers, rows), "licenses.csv")
    plan = plan_imports(
        [Source(table, guess_mapping(headers, table.rows))], portfolio, TODAY, SETTINGS
    )
    (edit,) = plan.change.licenses
    assert edit.shown.terms == (terms[0], replace(terms[1], order_number="PO-7"), terms[2])


def test_a_workbook_that_was_made_of_it_has_the_same_texts() -> None:
    table = parse_table(
        as_xlsx([["Name", "Notes"], ["Jira", "'=1+1"], ["'-5 x", "'tis"]]),
        "x.xlsx",
        known=is_known_header,
    )
    assert [row.cells for row in table.rows] == [("Jira", "=1+1"), ("-5 x", "'tis")]


def test_a_table_has_no_key_and_no_archived_license() -> None:
    license = a_license(key=LicenseKey("xyz123", "0" * 64))
    headers, rows = license_table(a_portfolio(license, a_license(id=2, archived=True)))
    assert len(rows) == 1
    assert "xyz123" not in "".join(rows[0])
    assert len(headers) == len(rows[0])


def test_the_change_of_a_new_file_is_of_records_alone() -> None:
    change = restored(a_portfolio(), is_new=True).change
    assert change == Change(
        "import export.json",
        (Edit(None, a_license()),),
        (Edit(None, a_contact()),),
    )
    assert json.loads(exported(a_portfolio()))["licensetui"] == {"export": 1, "schema": 4}
