"""Records in which no field is empty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from licensetui.domain.change import Change
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
from licensetui.domain.term import Term
from tests.store.changes import all_new

_DAY, _LATER = date(2026, 11, 1), date(2027, 10, 31)


def _term(id: int) -> Term:
    return Term(
        id=id,
        start=_DAY,
        end=_LATER,
        auto_renew=True,
        perpetual=True,
        cost=Money(Decimal("1250.50"), "EUR"),
        quote="Q-1",
        order_number="PO-1",
        snoozed_until=_DAY,
        per_seat=True,
        seats=500,
        key_received=_DAY,
        key_installed=_LATER,
        **({"notice_days": 30} if id == 1 else {"notice_day": _DAY, "notice_yearly": True}),
    )


def full_portfolio() -> Change:
    """Return the change that makes a license and a contact, each with all fields, and others."""
    license = License(
        name="Jira",
        id=1,
        vendor="Atlassian",
        product="Jira Software",
        sen="SEN-1",
        entitlement="E-1",
        organization="ACME",
        site="acme.example",
        server_id="B1-2",
        seats=500,
        seats_in_use=463,
        parent=2,
        partner="Partner",
        wanted=(Assignment(1, Role.TECHNICAL, True, since=_DAY, waiting_since=_DAY),),
        on_portal=(SeenAssignment("anna@example.org", Role.TECHNICAL, True),),
        looked_on=_DAY,
        terms=(_term(1),),
        planned=_term(2),
        key=LicenseKey("xyz123", "0" * 64),
        owner=1,
        decision_lead_days=60,
        order_lead_days=45,
        reminders=(60, 30, -1),
        documents=(Document("/srv/contract.pdf", "contract"),),
        notes="a note",
        archived=True,
    )
    contact = Contact(
        id=1,
        name="Anna",
        email="anna@example.org",
        members=(2,),
        organization="ACME",
        phone="1",
        notes="a note",
        last_day=_LATER,
        mailbox_closes=_LATER,
        away=(Away(start=_DAY, end=_LATER, note="holiday"),),
        deputy=2,
        confirmed_on=_DAY,
        bounced_on=_DAY,
        vouched="anna@example.org",
        archived=True,
    )
    others = (License(name="Host", id=2), Contact(id=2, name="Bert", email="bert@example.org"))
    return all_new(Portfolio((license, others[0]), (contact, others[1])))
