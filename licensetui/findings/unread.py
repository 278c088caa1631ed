"""A rule about addresses that nobody reads for days in a row, whatever mail comes on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licensetui.domain.contact import Contact
from licensetui.domain.coverage_words import unread_words
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.unread import UnreadDays, unread
from licensetui.findings.addresses import licenses
from licensetui.findings.rule import Fault, GatheringRule, Rule
from licensetui.findings.surroundings import Surroundings


def unread_days(
    contact: Contact, parts: Sequence[UnreadDays], around: Surroundings
) -> Fault | None:
    """Say that nobody reads an address for days in a row, and of how many licenses.

    That all members of a team have left has a rule of its own.
    """
    readership, today = around.readership, around.today
    if readership.is_team(contact) and not readership.behind(contact).staying(today):
        return None
    first = min(parts, key=lambda one: one.first)
    near = (first.first - today).days <= around.settings.soon_days
    return Fault(
        unread_words(first, today, licenses(len(parts))),
        Urgency.SOON if near else Urgency.LATER,
        order=(first.first,),
    )


def _unread(license: License, around: Surroundings) -> Iterator[tuple[int, UnreadDays]]:
    """Yield the address of the primary, of several: it is one risk."""
    for row in unread(license, around.readership, around.today, around.settings)[:1]:
        yield row.addressees[0].id, row


RULES: tuple[Rule, ...] = (
    GatheringRule(
        name="unread-days",
        gather=_unread,
        check=unread_days,
        word="no reader",
        field="away",
        together="NOBODY reads {count} addresses for several days in a row",
        asks_who_reads=True,
        rests_on_people=True,
    ),
)
"""The rule about days on which nobody reads."""
