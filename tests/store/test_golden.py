"""Files as released versions wrote them: each still opens to the same records."""

from __future__ import annotations

import json
import shutil
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.license import (
    Assignment,
    Document,
    Hosting,
    License,
    LicenseKey,
    LicenseType,
    Role,
    SeenAssignment,
    Unit,
)
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import check_types
from licensetui.domain.term import CostBasis, Decision, Ending, Progress, Term, TermKind
from licensetui.store import codec
from licensetui.store.errors import DamagedError
from licensetui.store.file import layout
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.tablefile import TableFile
from licensetui.store.migrations import MIGRATIONS, Documents, migrated, newest_schema, of_each
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.store.changes import note

GOLDEN = Path(__file__).with_name("golden")

JIRA = License(
    name="Jira Software DC 500 [Köln] 日本",
    id=1,
    vendor="Atlassian",
    product="Jira Software",
    hosting=Hosting.DATA_CENTER,
    type=LicenseType.ACADEMIC,
    sen="SEN-1001",
    entitlement="E-1AB-2CD-3EF",
    organization="Example GmbH",
    site="jira.example.org",
    server_id="B1AB-2CDE-3FGH-4IJK",
    seats=500,
    seats_in_use=0,
    unit=Unit.AGENTS,
    parent=3,
    portal=MY_ATLASSIAN,
    partner="Partner & Söhne",
    wanted=(
        Assignment(1, Role.TECHNICAL, True, date(2025, 1, 2), date(2026, 1, 3)),
        Assignment(2, Role.TECHNICAL),
        Assignment(2, Role.BILLING, True),
    ),
    on_portal=(
        SeenAssignment("Old.Admin@example.org", Role.TECHNICAL, True),
        SeenAssignment("billing@example.org", Role.BILLING),
    ),
    looked_on=date(2026, 2, 28),
    terms=(
        Term(
            id=1,
            start=date(2024, 2, 29),
            end=date(2025, 2, 28),
            kind=TermKind.NEW,
            ends=Ending.LICENSE,
            cost=Money(Decimal("12500.00"), "EUR"),
            decision=Decision.RENEW,
            progress=Progress.DONE,
        ),
        Term(
            id=4,
            start=date(2025, 3, 1),
            end=date(9999, 12, 31),
            kind=TermKind.CO_TERM,
            ends=Ending.MAINTENANCE,
            perpetual=True,
            auto_renew=True,
            notice_days=0,
            cost=Money(Decimal("-0.5"), "CHF"),
            quote="Q-77",
            order_number="PO 2026/1",
            decision=Decision.REDUCE,
            progress=Progress.QUOTED,
            snoozed_until=date(2026, 6, 1),
        ),
    ),
    planned=Term(
        id=5,
        start=date(9999, 12, 31),
        end=date(9999, 12, 31),
        kind=TermKind.RENEWAL,
        ends=Ending.MAINTENANCE,
        perpetual=True,
    ),
    key=LicenseKey("aBc123", "9f86d081884c7d65"),
    reminders=(90, 30, 0, -15),
    notes='two\nlines, "quoted"',
    archived=True,
)
RECORDS = Portfolio(
    (
        JIRA,
        License(name="Least", id=3),
        License(
            name="Confluence Cloud",
            id=10,
            hosting=Hosting.CLOUD,
            type=LicenseType.STARTER,
            seats="unlimited",
            portal=CLOUD_BILLING,
            wanted=(Assignment(77, Role.BILLING_ADMIN),),
            reminders=(),
        ),
    ),
    (
        Contact(
            name="Anna Martin",
            email="Anna.Martin@example.org",
            id=1,
            kind=ContactKind.PERSON,
            organization="Example GmbH",
            phone="+49 221 1234",
            notes="prefers mail",
            last_day=date(2026, 12, 31),
            mailbox_closes=date(2027, 1, 31),
            away=(
                Away(date(2026, 7, 1), date(2026, 7, 21), "ski"),
                Away(date(2026, 12, 24), date(2026, 12, 24)),
            ),
            deputy=2,
            confirmed_on=date(2026, 5, 5),
            bounced_on=date(2026, 5, 6),
            archived=True,
            vouched="Anna.Martin@example.org",
        ),
        Contact(
            name="Licenses", email="l@example.org", id=2, kind=ContactKind.TEAM, members=(1, 4)
        ),
        Contact(email="only@example.org", id=4),
    ),
)
"""What stands in the golden files of the first two schemas."""
OWNED = replace(
    JIRA,
    owner=2,
    decision_lead_days=120,
    order_lead_days=0,
    terms=(
        replace(JIRA.terms[0], notice_months=3, cost_basis=CostBasis.YEAR, per_seat=True, seats=40),
        replace(
            JIRA.terms[1],
            notice_days=None,
            notice_day=date(2000, 9, 30),
            notice_yearly=True,
            cost_basis=CostBasis.MONTH,
        ),
    ),
    planned=replace(JIRA.planned or Term(5), notice_weeks=6),
    wanted=(*JIRA.wanted, Assignment(4, Role.BUSINESS), Assignment(4, Role.SITE_ADMIN)),
)
KEYED = replace(
    OWNED,
    terms=(
        OWNED.terms[0],
        replace(OWNED.terms[1], key_received=date(2025, 3, 2), key_installed=date(2025, 3, 5)),
    ),
    documents=(
        Document("/srv/contracts/jira 2026.pdf", "contract"),
        Document("https://example.org/q?id=7"),
    ),
)
THIRD = Portfolio(
    (OWNED, *RECORDS.licenses[1:]),
    (
        RECORDS.contacts[0],
        replace(RECORDS.contacts[1], sign_in_known_by=(1,)),
        RECORDS.contacts[2],
    ),
)
"""What stands in that of the third one."""
NEWEST = replace(THIRD, licenses=(KEYED, *THIRD.licenses[1:]))
"""What stands in that of the newest one."""


def _records(schema: int) -> Portfolio:
    return {1: RECORDS, 2: RECORDS, 3: THIRD}.get(schema, NEWEST)


def _copy(schema: int, directory: Path) -> Path:
    return Path(shutil.copy(GOLDEN / f"schema-{schema}.json", directory / "licenses.json"))


def test_every_schema_has_its_golden_file() -> None:
    """Whoever adds a migration adds `golden/schema-N.json`, as the release with it writes it."""
    schemas = range(1, newest_schema(MIGRATIONS) + 1)
    assert sorted(path.name for path in GOLDEN.iterdir()) == [
        f"schema-{schema}.json" for schema in schemas
    ]


@pytest.mark.parametrize("schema", range(1, newest_schema(MIGRATIONS) + 1))
def test_a_golden_file_opens_to_its_records(tmp_path: Path, schema: int) -> None:
    path = _copy(schema, tmp_path)
    assert json.loads(path.read_bytes())["meta"]["1"]["schema"] == schema
    store = FileStore.open(path)
    assert store.portfolio == _records(schema)
    assert store.is_writable
    _check_all_types(store.portfolio)


def _check_all_types(portfolio: Portfolio) -> None:
    """See that records read from a file have the types that records made by the program have."""
    records = [
        nested
        for record in (*portfolio.licenses, *portfolio.contacts)
        for nested in (record, *_nested(record))
    ]
    assert len(records) > 15
    for record in records:
        check_types(record)


def _nested(record: Any) -> list[Any]:
    found = []
    for field in fields(record):
        value = getattr(record, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if hasattr(item, "__dataclass_fields__"):
                found += [item, *_nested(item)]
    return found


def test_the_golden_file_uses_every_field_and_all_that_could_be_lost() -> None:
    for record, least in ((KEYED, License("x")), (RECORDS.contacts[0], Contact("x"))):
        same = {
            field.name
            for field in fields(record)
            if getattr(record, field.name) == getattr(least, field.name)
        }
        assert same <= {"members", "sign_in_known_by"}
    documents = _documents(GOLDEN / "schema-1.json")
    assert _unknown(documents) == _UNKNOWN


_UNKNOWN = {
    "meta": "of another release",
    "license": {"deep": [1, {"a": None}], "é": 1e3},
    "term": "term 4",
    "planned": "plan",
    "cost": "tax",
    "wanted": "wanted 2",
    "on_portal": "seen",
    "key": True,
    "contact": [[]],
    "away": 1.5,
    "table": {"3": {"learned": ["example.org"]}},
}


def _documents(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _unknown(documents: Any) -> dict[str, Any]:
    license, contact = documents["licenses"]["1"], documents["contacts"]["1"]
    return {
        "meta": documents["meta"]["1"]["future"],
        "license": license["future"],
        "term": license["terms"][1]["future"],
        "planned": license["planned"]["future"],
        "cost": license["terms"][1]["cost"]["future"],
        "wanted": license["wanted"][1]["future"],
        "on_portal": license["on_portal"][0]["future"],
        "key": license["key"]["future"],
        "contact": contact["future"],
        "away": contact["away"][0]["future"],
        "table": documents["knowledge"],
    }


def test_saving_a_golden_file_keeps_what_this_release_does_not_know(tmp_path: Path) -> None:
    path = _copy(newest_schema(MIGRATIONS), tmp_path)
    before = _documents(path)
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="edited"))
    after = _documents(path)
    assert after["licenses"]["1"].pop("notes") == "edited"
    del before["licenses"]["1"]["notes"]
    assert {**after, "meta": {}} == {**before, "meta": {}}
    assert _unknown(after) == _UNKNOWN
    assert after["licenses"]["1"]["documents"][1]["future"] == "doc"
    assert after["meta"]["1"]["generation"] == before["meta"]["1"]["generation"] + 1
    assert after["meta"]["1"]["next"] == {"licenses": 12, "contacts": 5, "knowledge": 4}


def test_the_text_of_a_license_key_is_dropped_and_its_end_and_digest_stay(tmp_path: Path) -> None:
    path = _copy(1, tmp_path)
    assert b"not a real key" in path.read_bytes()
    store = FileStore.open(path)
    store.commit(note(store, 3, notes="edited"))
    assert b"not a real key" not in path.read_bytes()
    key = {"last": "aBc123", "sha256": "9f86d081884c7d65", "future": True}
    assert _documents(path)["licenses"]["1"]["key"] == key


@pytest.mark.parametrize("schema", range(1, newest_schema(MIGRATIONS) + 1))
def test_the_layout_of_a_golden_file_is_ours_to_the_byte(schema: int) -> None:
    content = (GOLDEN / f"schema-{schema}.json").read_bytes()
    assert layout.render(layout.parse(content, "golden")) == content


def _vendors_become_sellers(document: dict[str, Any]) -> None:
    if document["name"] != "Least":
        document["vendor"] = document.get("vendor", "Nobody").upper()


def test_a_migration_changes_a_golden_file_in_memory_and_the_next_save_writes_it(
    tmp_path: Path,
) -> None:
    path = _copy(1, tmp_path)
    before = path.read_bytes()
    file = TableFile(path, migrations=(of_each("licenses", _vendors_become_sellers),))
    version = file.read()
    assert (version.contents.schema, version.schema) == (2, 1)
    portfolio = codec.portfolio(version.contents.tables, "golden")
    assert [license.vendor for license in portfolio.licenses] == ["ATLASSIAN", "", "NOBODY"]
    assert portfolio.contacts == RECORDS.contacts
    assert path.read_bytes() == before
    written = layout.parse(layout.render(version.contents), "golden")
    assert (written.schema, written.foreign) == (2, "")
    migrated_documents = layout.documents(written.tables, "golden")
    assert _unknown({**migrated_documents, "meta": {"1": written.unknown}}) == _UNKNOWN


def _fails_at_ten(document: dict[str, Any]) -> None:
    if document["hosting"] == "cloud":
        del document["no such field"]


def _fails_somewhere(documents: Documents) -> Documents:
    raise ValueError("three arms")


@pytest.mark.parametrize(
    ("migrations", "said"),
    [
        (
            (of_each("licenses", _fails_at_ten),),
            "from schema 1 to schema 2: licenses 10: KeyError: 'no such field'",
        ),
        (
            (of_each("nothing", _fails_at_ten), _fails_somewhere),
            "from schema 2 to schema 3: ValueError: three arms",
        ),
    ],
)
def test_a_migration_that_fails_is_told_and_the_file_stays(
    tmp_path: Path, migrations: Any, said: str
) -> None:
    path = _copy(1, tmp_path)
    before = path.read_bytes()
    with pytest.raises(DamagedError) as raised:
        TableFile(path, migrations=migrations).read()
    assert said in str(raised.value)
    assert "It was not changed, and still opens in the release that wrote it" in str(raised.value)
    assert path.read_bytes() == before
    with pytest.raises(DamagedError, match=r"^licenses.json cannot be converted from schema"):
        migrated(layout.documents(_tables(before), "golden"), 1, migrations, "licenses.json")


def test_a_migration_leaves_the_documents_it_was_given(tmp_path: Path) -> None:
    documents = layout.documents(_tables((GOLDEN / "schema-1.json").read_bytes()), "golden")
    vendor = documents["licenses"]["1"]["vendor"]
    after = migrated(documents, 1, (of_each("licenses", _vendors_become_sellers),))
    assert after["licenses"]["1"]["vendor"] == "ATLASSIAN"
    assert documents["licenses"]["1"]["vendor"] == vendor == "Atlassian"


def _tables(content: bytes) -> codec.Tables:
    return layout.parse(content, "golden").tables
