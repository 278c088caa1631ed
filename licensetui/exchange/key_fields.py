"""Fields of a license key against what is recorded: what is empty here, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.term import Ending, Term
from licensetui.reading.cells import one_line, same_text, text_key
from licensetui.vendors.atlassian.license_key import IssuedKey
from licensetui.vendors.number_facts import SEN
from licensetui.wording.fields import LICENSE, TERM

CORRECTION = timedelta(days=31)
"""By so much the end in a key may differ from what is recorded, and be that of the same term."""
NOTHING = "none"
"""Stands for a field in which nothing is recorded."""


@dataclass(frozen=True)
class KeyField:
    """A field that a key says, and that is not recorded so."""

    name: str
    """Its name in the record of the license, or of its term."""
    label: str
    """What it is called."""
    here: str
    """What is recorded, in words."""
    there: str
    """What the key says, in words."""
    value: Any
    """The same as a value."""
    is_of_term: bool = False
    """Whether it is a field of the present term."""
    is_empty: bool = False
    """Whether nothing is recorded, so that it is filled without asking."""

    def put(self, license: License, key: IssuedKey) -> License:
        """Return a license with what the key says in this field."""
        if not self.is_of_term:
            return replace(license, **{self.name: self.value})
        term = license.term or Term(license.next_term_id())
        return license.with_term(replace(term, end=self.value, **_what_ends(term, key)))


def key_end(key: IssuedKey) -> date | None:
    """Return the day that a key gives as the end of its term: of the license, or of maintenance."""
    return key.ends or key.maintenance_ends


def is_of_term(license: License, end: date | None) -> bool:
    """Say whether a key with that end is the one of the present term."""
    term = license.term
    is_like = term is not None and (term.end is None) is (end is None)
    return is_like and not is_of_other_term(license, end)


def is_of_other_term(license: License, end: date | None) -> bool:
    """Say whether a key with that end is one of a later or an earlier term: no correction."""
    term = license.term
    if end is None or term is None:
        return False
    is_before = term.start is not None and end < term.start
    return is_before or (term.end is not None and abs(end - term.end) > CORRECTION)


def fields_of(license: License, key: IssuedKey) -> tuple[KeyField, ...]:
    """Return the fields that a key says, and that are not recorded so, in the order of the form."""
    return tuple(_fields(license, key))


def same_sen(one: str, other: str) -> bool:
    """Say whether two support entitlement numbers are the same, however they are written."""
    return bool(one.strip()) and _sen(one) == _sen(other)


def _fields(license: License, key: IssuedKey) -> Iterator[KeyField]:
    texts = (
        ("sen", license.sen, key.sen, same_sen),
        ("organization", license.organization, key.organization, same_text),
        ("server_id", license.server_id, key.server_id, same_text),
    )
    for name, here, there, is_same in texts:
        if there and not is_same(here, there):
            shown = here.strip() or NOTHING
            yield KeyField(name, LICENSE[name], shown, there, there, is_empty=not here.strip())
    choices = (
        ("hosting", license.hosting, key.hosting, Hosting.OTHER),
        ("type", license.type, key.type, LicenseType.OTHER),
        ("seats", license.seats, key.seats, None),
    )
    for name, now, said, nothing in choices:
        if said is not None and said != now:
            is_empty = now == nothing
            shown = NOTHING if is_empty else _words(now)
            yield KeyField(name, LICENSE[name], shown, _words(said), said, is_empty=is_empty)
    end, term = key_end(key), license.term
    here_end = term.end if term else None
    if end and end != here_end and not is_of_other_term(license, end):
        shown = str(here_end or ("never" if term and term.perpetual else NOTHING))
        yield KeyField("end", TERM["end"], shown, str(end), end, True, shown == NOTHING)


def _what_ends(term: Term, key: IssuedKey) -> dict[str, Any]:
    """Return what stops at the end that a key gives, for a term without an end so far."""
    if term.end is not None:
        return {}
    is_perpetual = key.ends is None
    ends = Ending.MAINTENANCE if is_perpetual else Ending.LICENSE
    return {"ends": ends, "perpetual": is_perpetual}


def _words(value: Any) -> str:
    return str(getattr(value, "label", value))


def _sen(text: str) -> str:
    found = SEN.value.fullmatch(one_line(text))
    return f"{found[1]}{found[2]}".casefold() if found else text_key(text)
