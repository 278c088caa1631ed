"""Any portfolio that the domain allows."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

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
from licensetui.domain.remembered_mapping import ColumnChoice, RememberedMapping
from licensetui.domain.structure import MOST_DAYS, MOST_LEAD
from licensetui.domain.term import CostBasis, Decision, Ending, Progress, Term, TermKind
from licensetui.vendors import PORTALS

TEXTS = st.text(max_size=12)
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
DAYS = st.dates()
DAYS_OR_NONE = st.none() | DAYS
COUNTS = st.none() | st.integers(0, 10**25)


def _two_days(optional: bool) -> st.SearchStrategy[tuple[Any, Any]]:
    """Return pairs of days of which the second is not before the first."""
    pairs: st.SearchStrategy[tuple[Any, Any]] = st.tuples(DAYS, DAYS).map(
        lambda days: (min(days), max(days))
    )
    if not optional:
        return pairs
    return pairs | st.tuples(st.none(), DAYS_OR_NONE) | st.tuples(DAYS, st.none())


MONEY = st.builds(
    Money,
    amount=st.decimals(-(10**30), 10**30, places=4),
    currency=st.text("ABCXYZ", min_size=3, max_size=3),
)

DOCUMENTS = st.builds(Document, place=NAMES, title=TEXTS)
KEYS = st.builds(LicenseKey, last=TEXTS, sha256=TEXTS)


_COUNTED = [
    st.fixed_dictionaries({f"notice_{unit}": st.none() | st.integers(0, MOST_DAYS)})
    for unit in ("days", "weeks", "months")
]
_ON_A_DAY = st.fixed_dictionaries({"notice_day": DAYS, "notice_yearly": st.booleans()})
NOTICES: st.SearchStrategy[dict[str, Any]] = st.one_of(*_COUNTED, _ON_A_DAY)


@st.composite
def terms(draw: st.DrawFn, id: int) -> Term:
    start, end = draw(_two_days(optional=True))
    return Term(
        id=id,
        start=start,
        end=end,
        kind=draw(st.sampled_from(TermKind)),
        ends=draw(st.sampled_from(Ending)),
        perpetual=draw(st.booleans()),
        auto_renew=draw(st.booleans()),
        **draw(NOTICES),
        cost=draw(st.none() | MONEY),
        quote=draw(TEXTS),
        order_number=draw(TEXTS),
        decision=draw(st.sampled_from(Decision)),
        progress=draw(st.sampled_from(Progress)),
        snoozed_until=draw(DAYS_OR_NONE),
        cost_basis=draw(st.sampled_from(CostBasis)),
        per_seat=draw(st.booleans()),
        seats=draw(COUNTS),
        key_received=draw(DAYS_OR_NONE),
        key_installed=draw(DAYS_OR_NONE),
    )


def _one_primary(held: Assignment | SeenAssignment) -> object:
    return held.role if held.primary else held


def _assignments(contacts: int) -> st.SearchStrategy[tuple[Assignment, ...]]:
    each = st.builds(
        Assignment,
        contact=st.integers(1, contacts),
        role=st.sampled_from(Role),
        primary=st.booleans(),
        since=DAYS_OR_NONE,
        waiting_since=DAYS_OR_NONE,
    )
    return st.lists(each, max_size=3, unique_by=_one_primary).map(tuple)


SEEN = st.lists(
    st.builds(SeenAssignment, address=TEXTS, role=st.sampled_from(Role), primary=st.booleans()),
    max_size=3,
    unique_by=_one_primary,
).map(tuple)


@st.composite
def licenses(draw: st.DrawFn, id: int, contacts: int) -> License:
    term_ids = draw(st.lists(st.integers(1, 9), max_size=2, unique=True))
    return License(
        id=id,
        name=draw(NAMES),
        vendor=draw(TEXTS),
        product=draw(TEXTS),
        hosting=draw(st.sampled_from(Hosting)),
        type=draw(st.sampled_from(LicenseType)),
        sen=draw(TEXTS),
        entitlement=draw(TEXTS),
        organization=draw(TEXTS),
        site=draw(TEXTS),
        server_id=draw(TEXTS),
        seats=draw(COUNTS | st.just("unlimited")),
        seats_in_use=draw(COUNTS),
        unit=draw(st.sampled_from(Unit)),
        parent=draw(st.none() | st.integers(1, id - 1)) if id > 1 else None,
        portal=draw(st.sampled_from([*PORTALS.values()])),
        partner=draw(TEXTS),
        wanted=draw(_assignments(contacts)),
        on_portal=draw(SEEN),
        looked_on=draw(DAYS_OR_NONE),
        terms=tuple(draw(terms(id)) for id in term_ids),
        planned=draw(st.none() | terms(10)),
        key=draw(st.none() | KEYS),
        reminders=draw(st.none() | st.lists(st.integers(-99, 99), max_size=3).map(tuple)),
        owner=draw(st.none() | st.integers(1, contacts)),
        decision_lead_days=draw(st.none() | st.integers(0, MOST_LEAD)),
        order_lead_days=draw(st.none() | st.integers(0, MOST_LEAD)),
        documents=draw(st.lists(DOCUMENTS, max_size=2).map(tuple)),
        notes=draw(TEXTS),
        archived=draw(st.booleans()),
    )


def _away(days: tuple[date, date], note: str) -> Away:
    return Away(start=days[0], end=days[1], note=note)


@st.composite
def contacts(draw: st.DrawFn, id: int, count: int) -> Contact:
    away = st.builds(_away, _two_days(optional=False), TEXTS)
    name = draw(TEXTS)
    return Contact(
        id=id,
        name=name,
        email=draw(TEXTS if name.strip() else NAMES),
        kind=draw(st.sampled_from(ContactKind)),
        members=draw(st.lists(st.integers(1, count), max_size=2).map(tuple)),
        sign_in_known_by=draw(st.lists(st.integers(1, count), max_size=2).map(tuple)),
        organization=draw(TEXTS),
        phone=draw(TEXTS),
        notes=draw(TEXTS),
        last_day=draw(DAYS_OR_NONE),
        mailbox_closes=draw(DAYS_OR_NONE),
        away=draw(st.lists(away, max_size=2).map(tuple)),
        deputy=draw(st.none() | st.integers(1, count)),
        confirmed_on=draw(DAYS_OR_NONE),
        bounced_on=draw(DAYS_OR_NONE),
        vouched=draw(TEXTS),
        archived=draw(st.booleans()),
    )


def mappings(id: int) -> st.SearchStrategy[RememberedMapping]:
    """Return mappings with an id."""
    column = st.builds(ColumnChoice, header=TEXTS, field=TEXTS, number=st.booleans())
    columns = st.lists(column, min_size=1, max_size=3).map(tuple)
    return st.builds(RememberedMapping, columns=columns, said_on=DAYS, id=st.just(id))


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """Draw portfolios with ids from 1 and references that lead somewhere, never in a circle."""
    some, people = draw(st.integers(0, 2)), draw(st.integers(1, 3))
    return Portfolio(
        tuple(draw(licenses(id, people)) for id in range(1, some + 1)),
        tuple(draw(contacts(id, people)) for id in range(1, people + 1)),
        tuple(draw(mappings(id)) for id in range(1, draw(st.integers(0, 2)) + 1)),
    )
