"""The message to a partner who keeps the contacts of licenses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from licensetui.domain.contact import Contact
from licensetui.domain.counting import by_count
from licensetui.domain.license import License
from licensetui.domain.plain import folded, plain
from licensetui.domain.portal_step import PortalStep, StepKind
from licensetui.domain.portals import SignIn
from licensetui.domain.portfolio import Portfolio


def by_partner(steps: Iterable[PortalStep]) -> dict[str, tuple[PortalStep, ...]]:
    """Return partners' steps by the name as first written, empty where nobody stated it."""
    names: dict[str, str] = {}
    found: dict[str, list[PortalStep]] = {}
    for step in steps:
        if step.license.portal.sign_in is SignIn.PARTNER:
            written = plain(step.license.partner).strip()
            name = names.setdefault(folded(written), written)
            found.setdefault(name, []).append(step)
    return {name: tuple(held) for name, held in found.items()}


def partner_contacts(partner: str, portfolio: Portfolio) -> tuple[Contact, ...]:
    """Return the contacts who belong to a partner: those with its name as their organization."""
    wanted = folded(partner.strip())
    return tuple(
        contact
        for contact in portfolio.contacts
        if wanted
        and contact.email.strip()
        and not contact.archived
        and folded(plain(contact.organization).strip()) == wanted
    )


def request(step: PortalStep) -> str:
    """Return what a partner is asked to do."""
    if step.kind is StepKind.LOOK:
        return "tell us who your current contacts are"
    return step.task


def partner_message(steps: Sequence[PortalStep]) -> tuple[str, str]:
    """Return subject and text of a message that asks a partner for all these steps.

    The text has one license after the other, with its number and site, and ends with a line break.
    """
    licenses = list(dict.fromkeys(step.license.id for step in steps))
    count = len(licenses)
    lines = [
        "Hello,",
        "",
        by_count(
            count,
            "please change the contacts of a license that you manage:",
            "please change the contacts of {count} licenses that you manage:",
        ),
    ]
    for _, group in groupby(steps, key=lambda step: step.license.id):
        held = list(group)
        lines += ["", _about(held[0].license)]
        lines += [f"  {step.number}. {plain(request(step))}" for step in held]
    lines += [
        "",
        "Please confirm when it is done.",
        "Until then the old addresses get the vendor's emails.",
        "",
        "Thank you",
    ]
    subject = by_count(count, "Contacts of a license", "Contacts of {count} licenses")
    return subject, "".join(f"{line}\n" for line in lines)


def _about(license: License) -> str:
    parts = (license.name, license.number, license.site, license.organization)
    return ", ".join(dict.fromkeys(plain(part).strip() for part in parts if part.strip()))
