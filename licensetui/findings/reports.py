"""Reports on the addresses of contacts, and their kinds in a word."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from licensetui.addresses.report import AddressKind, AddressVerdict, Report
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.portfolio import Portfolio
from licensetui.door import load
from licensetui.findings.registry import ASKED, KIND_OF, KNOWN, REPORT_OF, VERDICT_ON

if TYPE_CHECKING:
    from licensetui.addresses.known import Asked, KnownAddresses


class _Made(NamedTuple):
    """A verdict, and what it rests on; once somebody has asked for it, the whole report."""

    contact: Contact
    verdict: AddressVerdict
    asked: Asked

    @property
    def report(self) -> Report | None:
        return self.verdict if isinstance(self.verdict, Report) else None


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
        verdict = load(VERDICT_ON)("facts.are@loaded.by.this", self.known)
        load(REPORT_OF)(verdict, self.known)

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
        if made is not None and made.contact is contact and made.report is not None:
            return made.report.kind
        kind: AddressKind = load(KIND_OF)(contact)
        return kind

    def of(self, contact: Contact) -> Report:
        """Return the report on the address of a contact of the portfolio."""
        made = self._judged(contact)
        return made.report or self._reported(made)

    def verdict_on(self, contact: Contact) -> AddressVerdict:
        """Return what is wrong with the address of a contact; whose it is need not be known."""
        return self._judged(contact).verdict

    def kind_word(self, contact: Contact) -> str:
        """Return whose address a contact has: `team`, or `team?` if only its words say so."""
        if contact.kind is not ContactKind.UNKNOWN:
            return contact.kind.label
        return _BY_WORDS[self.kind_of(contact)] if contact.email.strip() else UNKNOWN

    def was_other(self, id: int) -> bool:
        """Look at the report of a contact again, and say whether it is another one than before."""
        before, contact = self._made.get(id), self.portfolio.contact(id)
        if contact is None:
            self._unsure.discard(id)
            return False
        if before is None:
            return True
        return (self.of if before.report else self.verdict_on)(contact) != before.verdict

    def _judged(self, contact: Contact) -> _Made:
        """Return what has been made for a contact if it still holds, else a new verdict."""
        made = self._made.get(contact.id)
        is_unsure = contact.id in self._unsure
        self._unsure.discard(contact.id)
        if (
            made is None
            or made.contact is not contact
            or (is_unsure and not made.asked.holds(self.known))
        ):
            asked: Asked = load(ASKED)(self.known)
            verdict: AddressVerdict = load(VERDICT_ON)(contact.email, asked, contact)
            made = self._made[contact.id] = _Made(contact, verdict, asked.done())
        return made

    def _reported(self, made: _Made) -> Report:
        """Make the report of a verdict that holds."""
        contact, verdict, asked = made
        report: Report = load(REPORT_OF)(verdict, asked.further(self.known), contact)
        self._made[contact.id] = _Made(contact, report, asked.done())
        return report
