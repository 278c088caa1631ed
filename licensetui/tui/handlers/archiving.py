"""Words for what is archived, or brought back."""

from __future__ import annotations


def verb(archive: bool) -> str:
    """Return what is done, for the label of a change."""
    return "archive" if archive else "bring back"


def archived_words(archive: bool, names: str) -> str:
    """Return what was done."""
    if archive:
        return f"Archived: {names}. f shows what is archived, D there brings it back."
    return f"Brought back: {names}"
