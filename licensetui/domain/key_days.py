"""License keys of terms: whether one is expected, and from when on it should be in use."""

from __future__ import annotations

from datetime import date, timedelta

from licensetui.domain.license import License
from licensetui.domain.term import Term

KEY_DAYS = timedelta(days=10)
"""So long before the end of the old term the key of the new one should be in use."""
UNTOLD_DAYS = timedelta(days=30)
"""So long after that end it is asked about, unless the key of the old term, or until then that of
the new one, was spoken of: later an instance without its key would have been noticed."""


def is_key_expected(license: License) -> bool:
    """Say whether the present term of a license has a key: by its portal, or as the last one had.

    A first term counts too: by its portal.
    """
    if license.hosting.value in license.portal.keys_for:
        return True
    return len(license.terms) > 1 and _is_said(license.terms[-2])


def old_end(license: License, today: date) -> date | None:
    """Return when the term before ends, if the key of the present one should be in use by now.

    None if it is, if there was no term before, and if it is not asked about yet, or no more.
    """
    if len(license.terms) < 2:
        return None
    old, term = license.terms[-2:]
    if term.key_installed or old.end is None or today < _before(old.end, KEY_DAYS):
        return None
    if not is_key_expected(license) or (term.end and term.end < today):
        return None
    heard = min(filter(None, (today, term.key_received)))
    return old.end if _is_said(old) or heard - old.end <= UNTOLD_DAYS else None


def _is_said(term: Term) -> bool:
    return bool(term.key_received or term.key_installed)


def _before(day: date, time: timedelta) -> date:
    return day - min(time, day - date.min)
