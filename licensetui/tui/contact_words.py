"""Contacts in words: what the portals show of them, and what hangs on them."""

from __future__ import annotations

from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted
from licensetui.domain.license import License, Role
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.sign_in import is_looked_at


def seen_words(license: License) -> str:
    """Return what the portal was last seen to show, by role: `technical a@x.org (primary)`."""
    by_role: dict[Role, list[str]] = {}
    for seen in sorted(license.on_portal, key=lambda seen: not seen.primary):
        mark = " (primary)" if seen.primary else ""
        by_role.setdefault(seen.role, []).append(f"{seen.address}{mark}")
    roles = [f"{role.label} {', '.join(by_role[role])}" for role in Role if role in by_role]
    return "; ".join(roles) or ("nobody" if is_looked_at(license) else "not known")


def when_seen(license: License) -> str:
    """Return the day of the last look at the portal, in words."""
    if license.looked_on:
        return f"seen {license.looked_on}"
    return "seen, nobody knows when" if license.on_portal else "never looked at"


def still_shown(address: str, portfolio: Portfolio) -> int:
    """Return on how many licenses that are not archived a portal was last seen to show it."""
    found = map(portfolio.license, portfolio.showing(address))
    return sum(license is not None and not license.archived for license in found)


def hanging_words(contact: Contact, portfolio: Portfolio) -> str:
    """Return what must go to others before somebody leaves: `3 licenses, 1 team`; may be empty."""
    teams = sum(contact.id in x.members for x in portfolio.contacts if not x.archived)
    stands_in = sum(x.deputy == contact.id for x in portfolio.contacts if not x.archived)
    counts = (
        (portfolio.use_count(contact.id), "license"),
        (teams, "team"),
        (stands_in, "stand-in"),
    )
    return ", ".join(counted(count, word) for count, word in counts if count)
