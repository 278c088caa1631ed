"""Days in a row on which nobody reads, of all that somebody sees."""

from __future__ import annotations

from collections.abc import Iterable

from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted
from licensetui.domain.coverage_words import unread_words
from licensetui.domain.license import License
from licensetui.domain.unread import Unread
from licensetui.domain.visibility import Sight
from licensetui.outlook import Outlook


def unread_lines(
    record: License | Contact, sights: Iterable[Sight], outlook: Outlook
) -> tuple[str, ...]:
    """Return when nobody reads what comes about a license, or about those that a contact gets.

    Each row of days once, the first one first; with how many licenses, for a contact.
    """
    if isinstance(record, License):
        return tuple(unread_words(row, outlook.today) for row in outlook.unread(record))
    counts: dict[Unread, int] = {}
    for sight in sights:
        for row in outlook.unread(sight.license) if sight.mails else ():
            counts[row] = counts.get(row, 0) + 1
    rows = sorted(counts, key=lambda row: (row.first, row.last is None, row.last))
    today = outlook.today
    return tuple(unread_words(row, today, counted(counts[row], "license")) for row in rows)
