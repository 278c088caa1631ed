"""Things that are taken out of everything, wherever it is kept: a person, or license keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from licensetui.domain.contact import address_key
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.store.codec import Tables
from licensetui.store.contact_names import ContactNames, left_of
from licensetui.store.keeper import Survey, Traces
from licensetui.store.person import Person
from licensetui.store.traces import line_without, texts_of_lines, without


class Sought(Protocol):
    """The thing to be taken out."""

    @property
    def label(self) -> str:
        """The label in the history: `forget a contact`."""

    @property
    def what(self) -> str:
        """The thing in a sentence: `that contact`."""

    def tables_without(self, tables: Tables) -> tuple[Tables, tuple[str, ...]]:
        """Return tables without it, and a clause for each trace. Raises `DamagedError`."""

    def line_without(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a line of the history without it."""

    def is_in_draft(self, content: bytes) -> bool:
        """Say whether it is in the lines of a journal of drafts."""


@dataclass(frozen=True)
class Someone:
    """A person as something that is taken out."""

    person: Person
    """Who, and by which words he or she is found."""
    label: str = "erase a contact"
    """What the history calls it."""
    what: str = "that contact"
    """What it is, for a sentence."""

    def tables_without(self, tables: Tables) -> tuple[Tables, tuple[str, ...]]:
        """Return tables without the person, and a clause for each trace."""
        return without(tables, self.person)

    def line_without(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a line of the history without the person."""
        return line_without(line, self.person)

    def is_in_draft(self, content: bytes) -> bool:
        """Say whether the person is in the lines of a journal of drafts."""
        return any(self.person.without(text) != text for _, text in texts_of_lines(content))


def survey_of(
    found: Traces,
    who: ContactNames,
    sought: Person,
    shared: tuple[str, ...],
    portfolio: Portfolio,
    *,
    is_in_sent: bool,
) -> Survey:
    """Return the traces of a person with what follows for the records, and what stays."""
    return Survey(
        found.in_file,
        found.lines,
        found.backups,
        found.drafts,
        found.unreached,
        sought,
        shared,
        left_of(sought, portfolio),
        is_in_sent,
        _alone(portfolio, who.id),
        _shown(portfolio, sought),
    )


def _alone(portfolio: Portfolio, id: int) -> tuple[License, ...]:
    """Return the current licenses of which a contact is the only reader."""
    return tuple(
        license
        for license in portfolio.current().licenses
        if [reader.id for reader in portfolio.readers(license)] == [id]
    )


def _shown(portfolio: Portfolio, sought: Person) -> tuple[License, ...]:
    return tuple(
        license
        for license in portfolio.licenses
        if any(address_key(seen.address) in sought.addresses for seen in license.on_portal)
    )
