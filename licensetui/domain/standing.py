"""The standing of a license: paid for and in force, or given up."""

from __future__ import annotations

from datetime import date

from licensetui.domain.auto_renewal import present_end
from licensetui.domain.license import License
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Progress


def is_over(license: License, today: date) -> bool:
    """Say whether a license was given up: canceled, and that is done or the end has passed.

    What renews itself is given up only when its cancellation is done: unsent, it is billed again.
    """
    term = license.term
    if term is None or term.decision is not Decision.CANCEL:
        return False
    if term.progress is Progress.DONE:
        return True
    return term.ends_by_itself and term.end is not None and term.end < today


def is_running(license: License, today: date, settings: Settings) -> bool:
    """Say whether a license is in force, or ended so lately that its renewal may be on the way.

    What ended more than `urgent_days` ago and is still open costs nothing any more: a first
    import often brings years of it.
    """
    if license.archived or is_over(license, today):
        return False
    end = present_end(license, today)
    return end is None or (today - end).days <= settings.urgent_days
