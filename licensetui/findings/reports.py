"""Reports on the addresses of contacts, and their kinds in a word."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from licensetui.addresses.report import AddressKind, Report
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.portfolio import Portfolio
from licensetui.door import load
from licensetui.findings.registry import ASKED, CHECK, KIND_OF, KNOWN

if TYPE_CHECKING:
    from licensetui.addresses.known import Asked, KnownAddresses


class _Made(NamedTuple):
    """A report, and what it rests on."""

    contact: Contact
    report: Report
    asked: Asked


UNKNOWN = "unknown"
"""The kind of a contact of whom nobody has said it, and whose address does not tell."""

_BY_WORDS = {
    AddressKind.TEAM: "team?",
    AddressKind.PERSON: "person?",
    AddressKind.NO_REPLY: "robot?",
    AddressKind.ROBOT: "robot?",
    AddressKind.UNSURE: UNKNOWN,
}


class Reports:
    """The reports on the addresses of a portfolio, each made at its first use.

    The facts about addresses are loaded no earlier: what prints dates only does not need them.
    """

    def __init__(self, portfolio: Portfolio, own_domains: Iterable[str] = ()) -> None:
        """Judge by what the contacts of a portfolio tell, and by the domains the user named."""
        self.portfolio = portfolio
        self._own_domains = tuple(own_domains)
        self._made: dict[int, _Made] = {}
        self._unsure: set[int] = set()
        # Ids of the contacts whose reports may not hold any more.

    def after(self, portfolio: Portfolio, contacts: Iterable[int]) -> Reports:
        """Return the reports of another portfolio.

        `contacts` are the ids of those who differ, whose own reports are not kept, and of those who
        are wanted for more or fewer licenses. Where that tells something else of addresses, each
        report is looked at again when it is used: it is kept with exactly the parts that it has
        read.
        """
        after = Reports(portfolio, self._own_domains)
        after._made = self._made.copy()
        after._unsure = self._unsure.copy()
        if "known" in self.__dict__:
            after.__dict__["known"] = self.known.after(self.portfolio, portfolio, contacts)
            if after.known is not self.known:
                after._unsure = set(after._made)
        for id in contacts:
            made = after._made.get(id)
            if made is not None and made.contact is not portfolio.contact(id):
                del after._made[id]
                after._unsure.discard(id)
        return after

    @property
    def is_prepared(self) -> bool:
        """Whether the facts about addresses are loaded, and what the portfolio knows of them."""
        return "known" in self.__dict__

    def prepare(self) -> None:
        """Load them; another thread may do it."""
        load(CHECK)("facts.are@loaded.by.this", self.known)

    @property
    def unsure(self) -> Collection[int]:
        """Ids of the contacts whose reports have not been looked at since something changed."""
        return self._unsure

    @cached_property
    def known(self) -> KnownAddresses:
        """The portfolio's knowledge of addresses."""
        known: KnownAddresses = load(KNOWN).of(self.portfolio, self._own_domains)
        return known

    def kind_of(self, contact: Contact) -> AddressKind:
        """Return whose address a contact has; the whole report need not be made for that."""
        made = self._made.get(contact.id)
        if made is not None and made.contact is contact:
            return made.report.kind
        kind: AddressKind = load(KIND_OF)(contact)
        return kind

    def of(self, contact: Contact) -> Report:
        """Return the report on the address of a contact of the portfolio."""
        made = self._made.get(contact.id)
        if made is not None and made.contact is contact:
            if contact.id not in self._unsure:
                return made.report
            self._unsure.discard(contact.id)
            if made.asked.holds(self.known):
                return made.report
        self._unsure.discard(contact.id)
        return self._make(contact)

    def kind_word(self, contact: Contact) -> str:
        """Return whose address a contact has: `team`, or `team?` if only its words say so."""
        if contact.kind is not ContactKind.UNKNOWN:
            return contact.kind.label
        return _BY_WORDS[self.kind_of(contact)] if contact.email.strip() else UNKNOWN

    def was_other(self, id: int) -> bool:
        """Look at the report of a contact again, and say whether it is another one than before."""
        made, contact = self._made.get(id), self.portfolio.contact(id)
        if contact is None:
            self._unsure.discard(id)
            return False
        return made is None or self.of(contact) != made.report

    def _make(self, contact: Contact) -> Report:
        asked: Asked = load(ASKED)(self.known)
        report: Report = load(CHECK)(contact.email, asked, contact=contact)
        self._made[contact.id] = _Made(contact, report, asked.done())
        return report
