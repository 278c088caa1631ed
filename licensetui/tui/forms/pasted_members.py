"""Members that are pasted into the form of a team: known ones, and those who become contacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from licensetui.domain.change import Edit
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted, listed
from licensetui.domain.plain import cropped, plain
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.mail_groups import MemberListError, WhichListError
from licensetui.exchange.member_list import members_in
from licensetui.exchange.member_plan import MemberFate, plan_members
from licensetui.tui.commands.forms import REMOVE_HOLDER
from licensetui.tui.terminal.pieces import MOST_PASTED

_OTHERS, _OTHER = 2, 20
"""So many entries that are no members are named, in so many cells each."""


@dataclass(frozen=True)
class PastedMembers:
    """The members of a team after a list was pasted."""

    members: tuple[int, ...]
    """Their ids."""
    newcomers: Mapping[int, Contact]
    """Those who are no contacts yet, by ids below zero."""
    absent: frozenset[int]
    """Members who are not in the list."""
    words: str
    """What came of it, as a sentence."""


def pasted_members(
    text: str, team: Contact, newcomers: Mapping[int, Contact], portfolio: Portfolio
) -> PastedMembers:
    """Return the members of a team, as it is typed, with all in a text; raises `TableError`.

    Nobody is taken out; `newcomers` were pasted before.
    """
    if len(text) >= MOST_PASTED:
        raise MemberListError(
            "too long for a list: paste the members only, or use licensetui members"
        )
    try:
        found = members_in(text, "what was pasted", team)
    except WhichListError as error:
        raise MemberListError(f"{error}: paste the members of one") from error
    plan = plan_members(team, found, portfolio.with_contacts(newcomers.values()))
    added = plan.of(MemberFate.NEW)
    gone = frozenset(contact.id for contact in plan.of(MemberFate.GONE))
    known = plan.counts[MemberFate.JOINS]
    parts = [f"{found.form}: {counted(len(found.members), 'member')}"]
    parts += [f"{known} known"] if known else []
    parts += [counted(len(added), "new contact")] if added else []
    parts += [f"{len(gone)} not in the paste ({REMOVE_HOLDER.key} removes)"] if gone else []
    others = [plain(cropped(entry.text, _OTHER)) for entry in found.left_out]
    parts += [f"{len(others)} left out: {listed(others, _OTHERS)}"] if others else []
    everyone = {**newcomers, **{contact.id: contact for contact in added}}
    return PastedMembers(plan.team.members, everyone, gone, f"{', '.join(parts)}.")


def with_newcomers(
    team: Contact, coming: Iterable[Contact], portfolio: Portfolio
) -> tuple[Contact, tuple[Edit[Contact], ...]]:
    """Return a team with its newcomers, and the edits that make them contacts.

    Whose address has become known in the meantime is that contact.
    """
    known: dict[int, int] = {}
    edits = []
    for newcomer in coming:
        contact = portfolio.contact_at(newcomer.email)
        if contact is None:
            edits.append(Edit(None, newcomer))
        else:
            known[newcomer.id] = contact.id

    def settled(ids: Iterable[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(known.get(id, id) for id in ids))

    members, keepers = settled(team.members), settled(team.sign_in_known_by)
    return replace(team, members=members, sign_in_known_by=keepers), tuple(edits)
