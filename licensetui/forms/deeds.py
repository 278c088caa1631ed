"""Deeds on records that have no form: as which change they are saved, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from licensetui.domain.auto_renewal import auto_renewal
from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted, named
from licensetui.domain.license import License, Portal, Role
from licensetui.domain.portal_roles import assigned
from licensetui.domain.portal_steps import PortalStep, steps, ticked
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Decision
from licensetui.outlook import Outlook


def role_for(what_for: str, portal: Portal) -> Role:
    """Return which role a contact shall have on a portal."""
    return portal.technical if what_for == "technical" else portal.billing


def as_what(what_for: str, licenses: Iterable[License]) -> str:
    """Return as what a contact is chosen, and of what: `primary technical contact of Jira`."""
    licenses, found = tuple(licenses), set()
    for license in licenses:
        role = role_for(what_for, license.portal).words
        found.add(role if license.portal.are_equals else f"primary {role}")
    return f"{' or '.join(sorted(found))} of {license_names_of(licenses)}"


def assigning(
    licenses: Iterable[License], contact: Contact, what_for: str, today: date
) -> Change | None:
    """Return the change that assigns a contact; None if it is so already."""
    licenses = tuple(licenses)
    edits = tuple(
        Edit(license, after)
        for license in licenses
        if (after := assigned(license, contact.id, role_for(what_for, license.portal), today))
        != license
    )
    what = f"make {contact.label} the {as_what(what_for, licenses)}"
    return Change(what, licenses=edits) if edits else None


def owning(licenses: Iterable[License], contact: Contact | None) -> Change | None:
    """Return the change that gives licenses an owner, or nobody; None if it is so already."""
    licenses, id = tuple(licenses), contact.id if contact else None
    edits = tuple(Edit(x, replace(x, owner=id)) for x in licenses if x.owner != id)
    who = contact.label if contact else "nobody"
    what = f"make {who} the owner of {license_names_of(licenses)}"
    return Change(what, licenses=edits) if edits else None


def license_names_of(licenses: Iterable[License]) -> str:
    """Return what licenses are called, of many how many they are."""
    return named([license.name for license in licenses], "license")


def steps_after(edits: Iterable[Edit[License]], outlook: Outlook) -> int:
    """Return how many steps licenses need on their portals once they are saved."""
    changed = [edit.after for edit in edits if edit.after]
    portfolio = outlook.portfolio.with_licenses(changed)
    return sum(len(steps(x, portfolio, outlook.today, outlook.settings)) for x in changed)


def why_not_handled(license: License, today: date) -> str:
    """Return why the present term cannot be handled as it is, as a clause; empty if it can."""
    term = license.term
    is_to_be_canceled = term is not None and term.decision is Decision.CANCEL
    renewed = auto_renewal(license, today) is not None and not is_to_be_canceled
    return f"{license.name} auto-renewed" if renewed else ""


def why_not_archived(contact: Contact, portfolio: Portfolio) -> str:
    """Return why a contact cannot be archived, and what to do first; empty if it can."""
    if not portfolio.is_in_use(contact.id):
        return ""
    count = portfolio.use_count(contact.id)
    what = "contact" if count else "the owner"
    licenses = counted(count or portfolio.held_count(contact.id), "license")
    return f"{contact.label} is still {what} of {licenses}: choose another first"


def archiving_licenses(licenses: Iterable[License], archive: bool) -> Change:
    """Return the change that archives licenses, or brings them back."""
    edits = tuple(Edit(x, replace(x, archived=archive)) for x in licenses)
    names = license_names_of(edit.shown for edit in edits)
    return Change(f"{_verb(archive)} {names}", licenses=edits)


def archiving_contacts(contacts: Iterable[Contact], archive: bool) -> Change:
    """Return the change that archives contacts, or brings them back."""
    edits = tuple(Edit(x, replace(x, archived=archive)) for x in contacts)
    names = named([edit.shown.label for edit in edits], "contact")
    return Change(f"{_verb(archive)} {names}", contacts=edits)


def ticking(license: License, step: PortalStep, today: date) -> Change:
    """Return the change that notes that a step is done."""
    after = ticked(license, step, today)
    return Change(f"portal of {license.name}: {step.task}", (Edit(license, after),))


def _verb(archive: bool) -> str:
    return "archive" if archive else "restore"
