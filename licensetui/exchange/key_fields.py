"""What a license key says against what is recorded: what is empty here, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.term import Ending, Term
from licensetui.reading.cells import one_line, text_key
from licensetui.vendors.atlassian.license_key import IssuedKey
from licensetui.vendors.number_facts import SEN
from licensetui.wording.fields import LICENSE, TERM

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


def fields_of(license: License, key: IssuedKey) -> tuple[KeyField, ...]:
    """Return the fields that a key says, and that are not recorded so, in the order of the form."""
    return tuple(_fields(license, key))


def same_sen(one: str, other: str) -> bool:
    """Say whether two support entitlement numbers are the same, however they are written."""
    return bool(one.strip()) and _sen(one) == _sen(other)


def _fields(license: License, key: IssuedKey) -> Iterator[KeyField]:
    for name, here, there, is_empty, is_same in (
        ("hosting", license.hosting, key.hosting, license.hosting is Hosting.OTHER, None),
        ("type", license.type, key.type, license.type is LicenseType.OTHER, None),
        ("sen", license.sen, key.sen, not license.sen.strip(), same_sen),
        ("organization", license.organization, key.organization, None, _is_same),
        ("seats", license.seats, key.seats, license.seats is None, None),
        ("server_id", license.server_id, key.server_id, None, _is_same),
    ):
        blank = not str(here or "").strip() if is_empty is None else is_empty
        if there in (None, "") or (is_same(here, there) if is_same else here == there):
            continue
        shown = NOTHING if blank else _words(here)
        yield KeyField(name, LICENSE[name], shown, _words(there), there, is_empty=blank)
    end, term = key_end(key), license.term
    here_end = term.end if term else None
    if end and end != here_end:
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


def _is_same(one: str, other: str) -> bool:
    return text_key(one) == text_key(other)


def _sen(text: str) -> str:
    found = SEN.value.fullmatch(one_line(text))
    return f"{found[1]}{found[2]}".casefold() if found else text_key(text)
