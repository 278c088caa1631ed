"""The user's word on the present term: what shall follow, how far that is, its key, not now.

Each function returns the license as it then is; what is unchanged is returned as it came, so that
many licenses at once make edits only of those that differ. All raise `StructureError` for a
license without a term: there is nothing yet that could end.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from licensetui.domain.license import License
from licensetui.domain.milestones import Milestone, is_snoozed, open_milestones
from licensetui.domain.settings import Settings
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Decision, Progress, Term


def decided(license: License, decision: Decision) -> License:
    """Return a license with what shall happen at the end of its term.

    `Progress` counts the steps of a purchase, or of a cancellation: from one to the other it
    begins anew, so that what was ordered, or handled, hides no deadline of the other.
    """
    term = _term(license)
    turns = (term.decision is Decision.CANCEL) is not (decision is Decision.CANCEL)
    progress = Progress.OPEN if turns else term.progress
    return _with(license, decision=decision, progress=progress)


def progressed(license: License, progress: Progress) -> License:
    """Return a license with how far its renewal, or its cancellation, has come.

    Who orders has decided: an undecided term is then to be renewed. Done is `handled`.
    """
    term = _term(license)
    is_order = progress is Progress.ORDERED and term.decision is Decision.UNDECIDED
    decision = Decision.RENEW if is_order else term.decision
    return _with(license, decision=decision, progress=progress)


def handled(license: License) -> License:
    """Return a license of whose present term nobody wants to hear again: no milestone is open.

    The next term, once it is recorded, has its own. Until then a finding says after the end that
    it is missing, unless the license was to be canceled.
    """
    return progressed(license, Progress.DONE)


def is_handled(license: License) -> bool:
    """Say whether the present term is handled."""
    return bool(license.terms) and license.terms[-1].progress is Progress.DONE


def reopened(license: License) -> License:
    """Return a license whose present term is not handled after all: all its deadlines are back."""
    return progressed(license, Progress.OPEN) if is_handled(license) else license


def snoozed(license: License, until: date | None, today: date) -> License:
    """Return a license that is silent before the day `until`; None ends a snooze.

    Raises `StructureError` for a day that is not ahead.
    """
    _term(license)
    if until is not None and until <= today:
        raise StructureError("snoozed_until", f"{until} is not after today, {today}")
    return _with(license, snoozed_until=until)


def with_key_received(license: License, day: date) -> License:
    """Return a license whose term's key came on a day, unless it is known already when it came."""
    return license if _term(license).key_received else _with(license, key_received=day)


def with_key_installed(license: License, day: date) -> License:
    """Return a license whose term's key is in use since a day, in the same way."""
    return license if _term(license).key_installed else _with(license, key_installed=day)


def hidden_by_snooze(
    license: License, until: date, today: date, settings: Settings
) -> tuple[Milestone, ...]:
    """Return the open milestones ahead that pass before a snooze ends: say them before it is set.

    The license is heard again on `until` itself, so what is due on that day is not among them.
    """
    points = open_milestones(license, today, settings)
    return tuple(point for point in points if today <= point.day < until)


def _term(license: License) -> Term:
    if license.term is None:
        raise StructureError("terms", f"{license.name} has no term yet: add its end first")
    return license.term


def _with(license: License, **changed: Any) -> License:
    term = _term(license)
    after = replace(term, **changed)
    return license if after == term else license.with_term(after)


def state_word(license: License, today: date) -> str:
    """Return why nothing is due for a license, in a word."""
    term = license.term
    if license.archived:
        return "archived"
    if term is None or term.end is None:
        return "no end" if not (term and term.perpetual) else "perpetual"
    if is_handled(license):
        return "canceled" if term.decision is Decision.CANCEL else "done"
    return "snoozed" if is_snoozed(license, today) else term.decision.label
