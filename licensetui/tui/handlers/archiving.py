"""Archived, or brought back: licenses, and contacts that none needs."""

from __future__ import annotations

from dataclasses import replace

from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import counted, named
from licensetui.tui.desk import Desk
from licensetui.tui.messages import ArchiveContacts, ArchiveLicenses


def archive_licenses(desk: Desk, request: ArchiveLicenses) -> None:
    """Archive licenses, or bring them back if all are archived."""
    archive = not all(license.archived for license in request.licenses)
    edits = tuple(Edit(x, replace(x, archived=archive)) for x in request.licenses)
    names = named([license.name for license in request.licenses], "license")
    if desk.may_edit():
        change = Change(f"{_verb(archive)} {names}", licenses=edits)
        desk.commit(change, _done(archive, names))


def archive_contacts(desk: Desk, request: ArchiveContacts) -> None:
    """Archive contacts, or bring them back if all are archived."""
    archive = not all(contact.archived for contact in request.contacts)
    portfolio = desk.outlook.portfolio
    used = [x for x in request.contacts if portfolio.is_in_use(x.id)]
    if archive and used:
        count = portfolio.use_count(used[0].id)
        desk.refuse(
            f"{used[0].label} is still contact of {counted(count, 'license')}: "
            "choose another there first (t, b)."
        )
        return
    edits = tuple(Edit(x, replace(x, archived=archive)) for x in request.contacts)
    names = named([contact.label for contact in request.contacts], "contact")
    if desk.may_edit():
        change = Change(f"{_verb(archive)} {names}", contacts=edits)
        desk.commit(change, _done(archive, names))


def _verb(archive: bool) -> str:
    return "archive" if archive else "bring back"


def _done(archive: bool, names: str) -> str:
    if archive:
        return f"Archived: {names}. f shows what is archived, D there brings it back."
    return f"Brought back: {names}"
