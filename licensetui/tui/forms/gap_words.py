"""Gaps and what was chosen against them, in words: of the screen, and as a draft keeps it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from licensetui.domain.audience import Cover
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted, listed
from licensetui.domain.coverage import Lapse
from licensetui.domain.coverage_fixes import Fix, FixKind
from licensetui.domain.coverage_words import NAMED, day_words, missing_list, span_words
from licensetui.domain.license import Role
from licensetui.domain.portfolio import Portfolio
from licensetui.tui.commands import forms
from licensetui.tui.commands.everywhere import SHOW_PORTAL
from licensetui.tui.forms.gaps import Gaps

_MARKS = {Cover.NOBODY: "x", Cover.UNKNOWN: "!", Cover.ONE: "*", Cover.SEVERAL: "."}
LINES = 3
"""Lines that tell of gaps: two of them, and what closes the first."""


class GapLine(NamedTuple):
    """A line that tells of a gap, or of what helps: the name alone is cut where it is long."""

    mark: str
    """`x` where nobody reads it; empty for what helps."""
    when: str
    """The day, or the days."""
    name: str
    """The license, or the address; all of a line that has neither day nor reader."""
    reader: str
    """Who reads it."""


def gap_title(gaps: Gaps) -> str:
    """Return how many gaps there are, and what was chosen against others; empty for none."""
    lapses = gaps.lapses
    mails = [lapse.after.cover for lapse in lapses if lapse.row is None]
    lost = sum(cover is not Cover.ONE for cover in mails)
    parts = [f"{counted(lost, 'reminder')} nobody reads"] if lost else []
    single = len(mails) - lost
    left = str(single) if lost else counted(single, "reminder")
    parts += [f"{left} with one reader left"] if single else []
    rows = [lapse.row for lapse in lapses if lapse.row]
    if rows:
        days = max(row.working_days for row in rows)
        parts.append(f"{days} working days unread")
    if gaps.chosen:
        who = ", ".join(dict.fromkeys(fix.contact.label for fix in gaps.chosen))
        parts.append(f"{len({fix.license.id for fix in gaps.chosen})} fixed: {who}")
    return ", ".join(parts)


def gap_lines(gaps: Gaps, today: date, planned: Collection[int] = ()) -> tuple[GapLine, ...]:
    """Return the first gaps, and what helps: `LINES` at most.

    That the `planned` ones are missing needs no word: it is what stands in the form.
    """
    lapses = gaps.lapses
    found = (_gap_line(lapse, today, planned) for lapse in lapses)
    lines = [*dict.fromkeys(found)]  # what comes on any day is said once of an address
    if gaps.step:
        lines.insert(1, GapLine("", "", f"Step: {gaps.step.words}", ""))
    if gaps.why_none:
        lines[LINES - 1 :] = [GapLine("", "", gaps.why_none, "")]
    if gaps.proposal:
        others = {lapse.after.license.id for lapse in lapses} - {gaps.proposal.license.id}
        where = " where it helps" if others and gaps.proposal.team is None else ""
        key = forms.CLOSE_GAP.keys_shown
        lines[LINES - 1 :] = [GapLine("", "", f"{key}: {gaps.proposal.words}{where}", "")]
    return tuple(lines[:LINES])


def _gap_line(lapse: Lapse, today: date, planned: Collection[int]) -> GapLine:
    """Return what is read worse, and by whom: `14 Dec  Jira  read by NOBODY`."""
    point, row = lapse.after, lapse.row
    mark = _MARKS[point.cover]
    others = [x for x in (row or point).missing if x.contact.id not in planned]
    more = f" ({missing_list(others, today)})" if others else ""
    if row is not None:
        addresses = dict.fromkeys(x.email.strip() or x.label for x in row.addressees)
        count = counted(row.working_days, "working day")
        reader = f"read by NOBODY{'' if row.last is None else f', {count}'}{more}"
        last = row.last
        when = span_words(row.first, last, today) if last else f"from {day_words(row.first, today)}"
        return GapLine(mark, when, listed(tuple(addresses), NAMED), reader)
    match point.cover:
        case Cover.NOBODY:
            reader = f"read by NOBODY{more}"
        case Cover.ONE:
            reader = f"read by {point.readers[0].label} only"
        case _:
            reader = "nobody knows who reads it"
    return GapLine(mark, day_words(point.day, today), point.license.name, reader)


def fixes_words(chosen: Iterable[Fix]) -> str:
    """Return who reads mail as well from now on: `. Added: Anna Martin (2 licenses)`, or empty."""
    fixes = tuple(chosen)
    if not fixes:
        return ""
    names = ", ".join(dict.fromkeys(fix.contact.label for fix in fixes))
    licenses = counted(len({fix.license.id for fix in fixes}), "license")
    steps = f". {SHOW_PORTAL.key} shows the steps" if steps_of(fixes) else ""
    return f". Added: {names} ({licenses}){steps}"


def steps_of(chosen: Iterable[Fix]) -> Contact | None:
    """Return who was chosen first to be listed on a portal, which takes steps there."""
    return next((fix.contact for fix in chosen if fix.kind is FixKind.CONTACT), None)


def fixes_text(chosen: Iterable[Fix]) -> str:
    """Return what was chosen as a draft keeps it: kind, license, contact, role and team."""
    return "\n".join(
        f"{x.kind.value},{x.license.id},{x.contact.id},{x.role.value},{x.team.id if x.team else 0}"
        for x in chosen
    )


def fixes_from(text: str, portfolio: Portfolio) -> tuple[Fix, ...]:
    """Return what `fixes_text` wrote; what is no fix any more is left out."""
    found = (_fix_from(line.split(","), portfolio) for line in text.split("\n"))
    return tuple(fix for fix in found if fix is not None)


def _fix_from(parts: list[str], portfolio: Portfolio) -> Fix | None:
    kinds: Mapping[str, FixKind] = {kind.value: kind for kind in FixKind}
    roles: Mapping[str, Role] = {role.value: role for role in Role}
    if len(parts) != 5 or parts[0] not in kinds or parts[3] not in roles:
        return None
    ids = [int(id) if id.isdecimal() else 0 for id in (parts[1], parts[2], parts[4])]
    license, contact = portfolio.license(ids[0]), portfolio.contact(ids[1])
    if license is None or contact is None:
        return None
    return Fix(kinds[parts[0]], license, contact, roles[parts[3]], portfolio.contact(ids[2]))
