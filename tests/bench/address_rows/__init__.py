"""Rows of the bench of addresses that no table of labeled cases has: one subject in each module.

Each has `scores()`, which yields what is counted, with what it has to be at most or at least.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from tests.addresses.scores import Score

ROWS: Mapping[str, str] = {
    "typing": "wrong hints while real domains and own subdomains are typed, at each key and pause",
    "labeled": "the rows of addresses.csv, those that are debatable apart",
    "colleagues": "new colleagues taken for slips of known ones",
    "lookalikes": "letters that look like others, accents, punycode; real domains of such letters",
    "languages": "team words by language",
    "persons": "persons called a team, over the places of Faker",
    "slips": "slips in one to five rows of a file, and right rows that are accused",
}
"""The modules, and what they count."""


def scores_of(names: Sequence[str]) -> Iterator[Score]:
    """Yield the scores of some of the rows."""
    for name in names:
        yield from import_module(f"{__name__}.{name}").scores()


def counted(
    name: str, whole: int, wrong: Sequence[str], most: float, *, are_missed: bool = False
) -> Score:
    """Return a score of what went wrong, in percent at most; or of what was found, at least."""
    if are_missed:
        return Score(name, whole - len(wrong), whole, tuple(wrong), (">=", most))
    return Score(name, len(wrong), whole, tuple(wrong), ("<=", most))
