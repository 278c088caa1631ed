"""The plan of an import of members: who joins a team, who is in it, and who is not in the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.dataclass import dataclass
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.member_list import MemberList


class MemberFate(Enum):
    """The fate of somebody in an import of members."""

    NEW = "new"
    """No contact has the address: one is made, and joins."""
    JOINS = "joins"
    """A contact with the address joins."""
    STAYS = "stays"
    """A member already."""
    GONE = "gone"
    """A member who is not in the list."""


@dataclass(frozen=True)
class PlannedMember:
    """One person or list, and what becomes of it."""

    contact: Contact
    """As it would be; a new one has an id below zero."""
    fate: MemberFate
    """What becomes of it."""


@dataclass(frozen=True)
class MemberPlan:
    """Everything that an import of members would do."""

    team: Contact
    """The team as it would be."""
    rows: tuple[PlannedMember, ...]
    """In the order of the list; then who is not in it."""
    change: Change
    """What a store is to save; empty where there is nothing to do."""

    @property
    def becomes_team(self) -> bool:
        """Whether nobody had said before that the address is a team's."""
        before = next((edit.before for edit in self.change.contacts if edit.before), None)
        return before is not None and before.kind is not self.team.kind

    def of(self, fate: MemberFate) -> tuple[Contact, ...]:
        """Return those with one fate."""
        return tuple(row.contact for row in self.rows if row.fate is fate)

    @property
    def counts(self) -> Mapping[MemberFate, int]:
        """The number of those with each fate."""
        return {fate: len(self.of(fate)) for fate in MemberFate}


def plan_members(
    team: Contact, found: MemberList, portfolio: Portfolio, *, removes: bool = False
) -> MemberPlan:
    """Return what a list would do to a team: who is known by the address joins as that contact.

    Who is in the team and not in the list stays, unless the import `removes` them.
    """
    rows: list[PlannedMember] = []
    # Some may be no contacts yet, and have an id below zero.
    added = min((0, *(contact.id for contact in portfolio.contacts)))
    for member in found.members:
        contact = portfolio.contact_at(member.address)
        if contact is None:
            kind = ContactKind.TEAM if member.is_team else ContactKind.UNKNOWN
            added -= 1
            contact = Contact(member.name, member.address, added, kind)
            rows.append(PlannedMember(contact, MemberFate.NEW))
        elif contact.id != team.id:
            is_in = contact.id in team.members
            rows.append(PlannedMember(contact, MemberFate.STAYS if is_in else MemberFate.JOINS))
    listed = {row.contact.id for row in rows}
    gone = (portfolio.contact(id) for id in team.members if id not in listed)
    rows += [PlannedMember(known, MemberFate.GONE) for known in gone if known is not None]
    stay = tuple(id for id in team.members if id in listed or not removes)
    joined = (row.contact.id for row in rows if row.fate in (MemberFate.NEW, MemberFate.JOINS))
    after = replace(team, members=tuple(dict.fromkeys((*stay, *joined))))
    if after.members != team.members and team.kind is ContactKind.UNKNOWN:
        after = replace(after, kind=ContactKind.TEAM)
    edits = [Edit(None, row.contact) for row in rows if row.fate is MemberFate.NEW]
    if after != team:
        edits.append(Edit(team, after))
    return MemberPlan(after, tuple(rows), Change(f"members of {team.label}", (), tuple(edits)))
