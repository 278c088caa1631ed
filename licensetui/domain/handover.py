"""A hand-over: who takes what of somebody who leaves, and the one change that says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.dataclass import dataclass
from licensetui.domain.holdings import Holding, HoldingKind
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError


@dataclass(frozen=True)
class HandoverRow:
    """One holding, with who takes it."""

    holding: Holding
    """What the leaver holds."""
    successor: int | None = None
    """Id of the contact who takes it; None: it is taken off the leaver and goes to nobody.

    An id of zero or less is that of a new contact, who is saved along.
    """
    taken: bool = True
    """Whether it is handed over at all; what is left out stays with the leaver."""

    def __post_init__(self) -> None:
        """Refuse what cannot be handed over so."""
        if self.taken and not can_be_taken(self.holding):
            raise StructureError("taken", "what only the portal shows must be removed there")
        if self.taken and self.successor is None and needs_successor(self.holding):
            raise StructureError(
                "successor", f"the primary contact of {self.holding.name} needs a successor"
            )
        if self.successor is not None and self.successor == _subject(self.holding):
            raise StructureError("successor", f"{self.holding.name} cannot be its own successor")


def can_be_taken(holding: Holding) -> bool:
    """Say whether a holding can go to somebody else: what only the portal shows cannot."""
    return holding.kind is not HoldingKind.PORTAL


def needs_successor(holding: Holding) -> bool:
    """Say whether somebody must follow: a license does not lose its primary contact."""
    return holding.kind is HoldingKind.CONTACT and holding.primary


def given_to(row: HandoverRow, successor: int | None) -> HandoverRow:
    """Return a row that goes to somebody, or to nobody. Raises `StructureError`."""
    return HandoverRow(row.holding, successor, taken=True)


def left_out(row: HandoverRow) -> HandoverRow:
    """Return a row that stays with the leaver."""
    return replace(row, taken=False)


def handed_over(
    portfolio: Portfolio,
    rows: Iterable[HandoverRow],
    leaver: Contact,
    today: date,
    last_day: date | None = None,
    mailbox_closes: date | None = None,
) -> Change:
    """Return one change that gives what is taken to its successors, and notes when they leave.

    A successor stands where the leaver stood, wanted since today, and is primary where the leaver
    was; whoever is there already is not doubled. Successors with an id of zero or less are new:
    `portfolio` has them, and the change adds them. Raises `StructureError` for a successor who is
    the leaver, or is no contact.
    """
    taken = tuple(row for row in rows if row.taken)
    successors = tuple(dict.fromkeys(row.successor for row in taken if row.successor is not None))
    for id in successors:
        if id == leaver.id or portfolio.contact(id) is None:
            raise StructureError("successor", f"{leaver.label} needs a different successor")
    licenses = _licenses_after(portfolio, taken, leaver, today)
    contacts = _contacts_after(portfolio, taken, leaver)
    gone = replace(
        contacts.get(leaver.id, leaver),
        last_day=last_day or leaver.last_day,
        mailbox_closes=mailbox_closes or leaver.mailbox_closes,
    )
    if gone != leaver:
        contacts[leaver.id] = gone
    new = (contact for id in successors if id <= 0 and (contact := portfolio.contact(id)))
    return Change(
        label(leaver, successors, portfolio),
        tuple(Edit(portfolio.license(id), after) for id, after in licenses.items()),
        (
            *(Edit(None, contact) for contact in new),
            *(Edit(portfolio.contact(id), after) for id, after in contacts.items()),
        ),
    )


def label(leaver: Contact, successors: Sequence[int], portfolio: Portfolio) -> str:
    """Return what the history calls it: `hand over Anna Martin to Léa Petit and 2 others`."""
    found = [contact.label for id in successors if (contact := portfolio.contact(id))]
    if not found:
        return f"hand over {leaver.label}"
    if len(found) > 2:
        return f"hand over {leaver.label} to {found[0]} and {len(found) - 1} others"
    return f"hand over {leaver.label} to {' and '.join(found)}"


def _licenses_after(
    portfolio: Portfolio, taken: Iterable[HandoverRow], leaver: Contact, today: date
) -> dict[int, License]:
    """Return the licenses that change, as they shall be, by their ids."""
    changed: dict[int, License] = {}
    for row in taken:
        holding, known = row.holding, row.holding.license
        license = changed.get(known.id) or portfolio.license(known.id) if known else None
        if holding.kind is HoldingKind.CONTACT and license and holding.role:
            after = _given(license, leaver.id, holding.role, row.successor, today)
        elif holding.kind is HoldingKind.OWNER and license and license.owner == leaver.id:
            after = replace(license, owner=row.successor)
        else:
            continue  # somebody else owns it meanwhile
        if after != license:
            changed[after.id] = after
    return changed


def _given(
    license: License, leaver: int, role: Role, successor: int | None, today: date
) -> License:
    """Return a license on which a role of the leaver has gone to the successor."""
    former = [x for x in license.wanted if x.contact == leaver and x.role is role]
    if not former:
        return license  # somebody else has taken it meanwhile
    is_primary = any(held.primary for held in former)
    known = next((x for x in license.wanted if x.contact == successor and x.role is role), None)
    wanted: list[Assignment] = []
    for held in license.wanted:
        if held is former[0] and successor is not None and known is None:
            wanted.append(Assignment(successor, role, is_primary, since=today))
        elif held is known and is_primary and not held.primary:
            wanted.append(replace(held, primary=True, since=today))
        elif held not in former:
            wanted.append(held)
    return replace(license, wanted=tuple(wanted))


def _contacts_after(
    portfolio: Portfolio, taken: Iterable[HandoverRow], leaver: Contact
) -> dict[int, Contact]:
    """Return the teams with other members or keepers of the password; who has another deputy."""
    changed: dict[int, Contact] = {}
    for row in taken:
        known = row.holding.contact
        contact = changed.get(known.id) or portfolio.contact(known.id) if known else None
        if contact is None:
            continue
        if row.holding.kind is HoldingKind.MEMBER:
            members = _followed(contact.members, leaver.id, row.successor)
            after = replace(contact, members=members)
        elif row.holding.kind is HoldingKind.SIGN_IN:
            known_by = _followed(contact.sign_in_known_by, leaver.id, row.successor)
            after = replace(contact, sign_in_known_by=known_by)
        elif contact.deputy == leaver.id:
            after = replace(contact, deputy=row.successor)
        else:
            continue  # somebody else stands in meanwhile
        if after != contact:
            changed[after.id] = after
    return changed


def _followed(ids: tuple[int, ...], leaver: int, successor: int | None) -> tuple[int, ...]:
    """Return ids with the successor in the leaver's place, nobody twice."""
    after = [successor if id == leaver else id for id in ids]
    return tuple(dict.fromkeys(id for id in after if id is not None)) if leaver in ids else ids


def _subject(holding: Holding) -> int | None:
    """Return the contact that a holding is about, who cannot follow there."""
    return holding.contact.id if holding.contact else None
