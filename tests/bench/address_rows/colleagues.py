"""Alarms at new colleagues: their addresses are right, whoever else is in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio
from tests.addresses.scores import Score
from tests.bench.address_rows import counted
from tests.bench.address_rows.persons import names

PLACES = ("en_US", "en_GB", "fr_FR", "de_DE", "es_ES", "it_IT", "nl_NL", "pl_PL", "pt_BR", "sv_SE")
"""Places of Faker: each is an organization of its own."""
KNOWN, NEW = 400, 1_200
"""Colleagues who are in the file, and those who come."""


def scores() -> Iterator[Score]:
    """Count the new ones who are told that they are others."""
    yield _of("new colleagues: first.last", lambda first, last: f"{first}.{last}", 0.05)
    yield _of("new colleagues: initial + surname", lambda first, last: f"{first[0]}{last}", 0.1)


def _of(name: str, write: Callable[[str, str], str], most: float) -> Score:
    said = list(chain.from_iterable(_alarms(place, write) for place in PLACES))
    return counted(name, len(said), [*filter(None, said)], most)


def _alarms(place: str, write: Callable[[str, str], str]) -> Iterator[str]:
    everybody = dict.fromkeys(f"{write(*name)}@quill.example.com" for name in names(place, 1_600))
    known, new = list(everybody)[:KNOWN], list(everybody)[KNOWN : KNOWN + NEW]
    contacts = (Contact(email=email, id=id) for id, email in enumerate(known, 1))
    file = KnownAddresses.of(Portfolio((), tuple(contacts)))
    for email in new:
        suggestion = check(email, file).suggestion
        yield f"{email}  ->  {suggestion.address} ({place})" if suggestion else ""
