"""What is saved is what is read."""

from __future__ import annotations

import tempfile
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tinydb import TinyDB

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Away, Contact
from licensetui.domain.license import (
    Assignment,
    Document,
    License,
    LicenseKey,
    Role,
    SeenAssignment,
)
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import NotSavedError
from licensetui.store.file.filestore import FileStore
from tests.builders import HOSTILE, a_contact, a_license, a_portfolio, a_term
from tests.store.changes import a_file, all_new, note
from tests.store.places import SHARED, empty_place
from tests.store.strategies import portfolios


@pytest.mark.parametrize("kind", SHARED)
@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(portfolio=portfolios())
def test_any_portfolio_is_read_as_it_was_saved(kind: str, portfolio: Portfolio) -> None:
    with tempfile.TemporaryDirectory() as directory, empty_place(kind, Path(directory)) as place:
        saved = place.open().commit(all_new(portfolio))
        assert saved.portfolio == portfolio
        assert place.open().portfolio == portfolio
        documents = place.documents()
        assert len(documents.get("licenses", ())) == len(portfolio.licenses)
        assert len(documents.get("contacts", ())) == len(portfolio.contacts)


FULL = a_license(
    id=2,
    sen="SEN-1",
    entitlement="E-1",
    organization="Example",
    site="jira.example.org",
    server_id="B",
    seats="unlimited",
    seats_in_use=0,
    parent=1,
    partner="Partner",
    wanted=(Assignment(1, Role.BILLING, True, date(2026, 1, 2), date(2026, 1, 3)),),
    on_portal=(SeenAssignment("a@example.org", Role.TECHNICAL, True),),
    looked_on=date(2026, 1, 4),
    terms=(
        a_term(
            perpetual=True,
            auto_renew=True,
            notice_days=0,
            cost=Money(Decimal("1200.50"), "EUR"),
            quote="Q",
            order_number="O",
            snoozed_until=date(2026, 1, 5),
            per_seat=True,
            seats=0,
            key_received=date(2026, 1, 7),
            key_installed=date(2026, 1, 8),
        ),
    ),
    documents=(Document("/srv/quote.pdf", "quote"),),
    planned=a_term(30, id=2, notice_day=date(2026, 1, 6), notice_yearly=True),
    owner=1,
    decision_lead_days=0,
    order_lead_days=0,
    key=LicenseKey("abcdef", "00"),
    reminders=(),
    notes="two\nlines",
    archived=True,
)
FULL_CONTACT = a_contact(
    members=(1,),
    sign_in_known_by=(1,),
    organization="Example",
    phone="1",
    notes="n",
    last_day=date(2026, 1, 1),
    mailbox_closes=date(2026, 1, 2),
    away=(Away(date(2026, 1, 1), date(2026, 1, 2), "ski"),),
    deputy=1,
    confirmed_on=date(2026, 1, 3),
    bounced_on=date(2026, 1, 4),
    vouched="anna@gmial.com",
    archived=True,
)


def test_every_field_that_says_something_stands_in_the_document(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    FileStore.open(path).commit(all_new(a_portfolio(a_license(), FULL, contacts=(FULL_CONTACT,))))
    with TinyDB(path) as plain:
        license = plain.table("licenses").get(doc_id=2)
        contact = plain.table("contacts").get(doc_id=1)
    assert isinstance(license, dict)
    assert isinstance(contact, dict)
    assert {field.name for field in fields(License)} - set(license) == {"id"}
    assert {field.name for field in fields(Contact)} - set(contact) == {"id"}
    assert license["hosting"] == "data center"
    assert license["looked_on"] == "2026-01-04"
    assert license["seats_in_use"] == 0
    assert license["reminders"] == []
    assert license["terms"][0]["cost"] == {"amount": "1200.50", "currency": "EUR"}
    assert license["terms"][0]["notice_days"] == 0
    assert contact["away"] == [{"start": "2026-01-01", "end": "2026-01-02", "note": "ski"}]
    assert FileStore.open(path).portfolio == a_portfolio(
        a_license(), FULL, contacts=(FULL_CONTACT,)
    )


def test_what_is_empty_is_left_out_and_choices_are_written_even_if_they_are_the_default(
    tmp_path: Path,
) -> None:
    path = tmp_path / "licenses.json"
    FileStore.open(path).commit(Change("add", (Edit(None, License("Jira")),)))
    with TinyDB(path) as plain:
        assert plain.table("licenses").get(doc_id=1) == {
            "name": "Jira",
            "hosting": "other",
            "type": "commercial",
            "unit": "users",
            "portal": "other",
        }


@pytest.mark.parametrize("name", [*HOSTILE, "\x00", "\u2028", "日本 ", '"}\n{'])
def test_hostile_text_stays_one_line_and_comes_back(tmp_path: Path, name: str) -> None:
    path = a_file(tmp_path, f"x{name}")
    assert FileStore.open(path).portfolio.licenses[0].name == f"x{name}"
    assert len(path.read_bytes().split(b"\n")) == 9


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"notes": "half \ud83d of a smiley"}, "half a character"),
        ({"reminders": ("soon",)}, "reminders[0]: Expected `int`, got `str`"),
        ({"reminders": (True,)}, "reminders[0]: Expected `int`, got `bool`"),
    ],
)
def test_what_could_not_be_read_again_is_refused_before_anything_is_written(
    tmp_path: Path, fields: dict[str, object], problem: str
) -> None:
    path = a_file(tmp_path)
    before = path.read_bytes()
    store = FileStore.open(path)
    with pytest.raises(NotSavedError) as raised:
        store.commit(note(store, 1, **fields))
    assert str(raised.value).startswith("NOT SAVED: 'Jira'")
    assert problem in str(raised.value)
    assert path.read_bytes() == before
    assert store.portfolio == FileStore.open(path).portfolio


def test_unknown_fields_and_tables_survive_an_edit(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Jira", "Other")
    store = FileStore.open(path)
    full = replace(FULL, parent=None, terms=(*FULL.terms, a_term(id=2)), id=1)
    store.commit(Change("full", (Edit(store.portfolio.license(1), full),)))
    with_unknown_fields(path)
    store = FileStore.open(path)
    assert store.is_writable
    later = a_term(id=3)
    store.commit(note(store, 1, notes="edited", terms=(*full.terms[1:], later)))
    with TinyDB(path) as plain:
        document = plain.table("licenses").get(doc_id=1)
        other = plain.table("licenses").get(doc_id=2)
        assert plain.table("knowledge").all() == [{"learned": ["example.org"]}]
        assert plain.table("meta").all()[0]["future"] == "meta"
    assert isinstance(document, dict)
    assert isinstance(other, dict)
    assert document["notes"] == "edited"
    assert document["future"] == {"deep": [1, {"a": None}]}
    assert [term.get("future") for term in document["terms"]] == ["term 2", None]
    assert document["wanted"][0]["future"] == "wanted"
    assert document["on_portal"][0]["future"] == "seen"
    assert document["key"]["future"] == "key"
    assert other["future"] == 1e3


def with_unknown_fields(path: Path) -> None:
    """Write what a later release with the same schema might have written."""
    import msgspec

    from licensetui.store.file import disk, layout

    contents = layout.parse(path.read_bytes(), "test")
    documents = layout.documents(contents.tables, "test")
    first, second = documents["licenses"]["1"], documents["licenses"]["2"]
    first["future"] = {"deep": [1, {"a": None}]}
    first["terms"][0]["future"] = "term 1"
    first["terms"][1]["future"] = "term 2"
    first["wanted"][0]["future"] = "wanted"
    first["on_portal"][0]["future"] = "seen"
    first["key"]["future"] = "key"
    second["future"] = 1e3
    documents["knowledge"] = {"1": {"learned": ["example.org"]}}
    tables = {
        name: {id: msgspec.Raw(msgspec.json.encode(x)) for id, x in table.items()}
        for name, table in documents.items()
    }
    disk.replace(path, layout.render(replace(contents, tables=tables, unknown={"future": "meta"})))
