"""Records for tests: name what matters, the rest is sound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, Hosting, License, Role, SeenAssignment
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Term
from licensetui.vendors.atlassian import MY_ATLASSIAN

TODAY = date(2026, 11, 22)
SETTINGS = Settings(reminder_days=(90, 60, 45, 30, 15, 0, -15))
"""With days on which all vendors write, so that tests need not know whose license it is."""
HOSTILE = ("[/x]", "[x]", "[@click=app.quit]x", "a\x1b[31mb", "[bold", "\\[x]")
"""Texts that a program which parses what it shows would crash on, swallow or obey."""


def a_term(end: date | int | None = 9, **overrides: Any) -> Term:
    """Return a year's term that ends on a day, or so many days from TODAY."""
    last = TODAY + timedelta(days=end) if isinstance(end, int) else end
    start = last - timedelta(days=365) if last else None
    return Term(**{"id": 1, "start": start, "end": last, **overrides})


def a_license(name: str = "Jira Software DC 500", **overrides: Any) -> License:
    """Return a Data Center license with one term and contact 1 as its primary."""
    sound: dict[str, Any] = {
        "id": 1,
        "vendor": "Atlassian",
        "product": "Jira Software",
        "hosting": Hosting.DATA_CENTER,
        "sen": f"SEN-{1000 + overrides.get('id', 1)}",
        "seats": 500,
        "portal": MY_ATLASSIAN,
        "wanted": (Assignment(1, Role.TECHNICAL, True),),
        "terms": (a_term(),),
    }
    return License(name=name, **{**sound, **overrides})


a_reminded_license = partial(a_license, reminders=SETTINGS.reminder_days)
"""The same, with these days of its own: where no settings are read, its vendor's would count."""


def a_contact(name: str = "Anna Martin", **overrides: Any) -> Contact:
    """Return a person with a sound address."""
    sound = {"id": 1, "email": "anna.martin@example.org", "kind": ContactKind.PERSON}
    return Contact(name=name, **{**sound, **overrides})


def a_sound_portfolio(*others: License, **overrides: Any) -> Portfolio:
    """Return a portfolio with `others` and a license, `overrides` aside, with which all is well.

    Contact 1 is a team, its primary; both persons behind it can sign in to the portal.
    """
    team = a_contact("Jira admins", email="jira-admins@example.org", kind=ContactKind.TEAM)
    anna = a_contact(id=2)
    lea = a_contact("Léa Petit", id=3, email="lea.petit@example.org")
    contacts = (replace(team, members=(2, 3), sign_in_known_by=(2,)), anna, lea)
    seen = (SeenAssignment(one.email, Role.TECHNICAL, one.id == 1) for one in contacts)
    sound: dict[str, Any] = {
        "wanted": tuple(Assignment(one.id, Role.TECHNICAL, one.id == 1) for one in contacts),
        "on_portal": tuple(seen),
        "looked_on": TODAY,
        "terms": (a_term(300, decision=Decision.RENEW),),
    }
    return a_portfolio(*others, a_license(**{**sound, **overrides}), contacts=contacts)


def a_portfolio(*licenses: License, contacts: tuple[Contact, ...] = ()) -> Portfolio:
    """Return a portfolio of `licenses` with contact 1, or with `contacts`."""
    return Portfolio(licenses or (a_license(),), contacts or (a_contact(),))
