"""What there is to say of each contact's address, and whose it is in a word.

Asked by several rules, by screens and in print.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from licensetui.addresses.report import AddressKind, Report
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.portfolio import Portfolio

if TYPE_CHECKING:
    from licensetui.addresses.known import Known

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
        self._made: dict[int, tuple[Contact, Report]] = {}

    @cached_property
    def known(self) -> Known:
        """What the portfolio knows of addresses."""
        from licensetui.addresses.known import Known

        return Known.of(self.portfolio, self._own_domains)

    def kind_of(self, contact: Contact) -> AddressKind:
        """Return whose address a contact has; the whole report need not be made for that."""
        made = self._made.get(contact.id)
        if made is not None and made[0] is contact:
            return made[1].kind
        from licensetui.addresses.check import kind_of

        return kind_of(contact)

    def of(self, contact: Contact) -> Report:
        """Return the report on the address of a contact of the portfolio."""
        made = self._made.get(contact.id)
        if made is None or made[0] is not contact:
            from licensetui.addresses.check import check

            made = contact, check(contact.email, self.known, contact=contact)
            self._made[contact.id] = made
        return made[1]

    def kind_word(self, contact: Contact) -> str:
        """Return whose address a contact has: `team`, or `team?` if only its words say so."""
        if contact.kind is not ContactKind.UNKNOWN:
            return str(contact.kind.value)
        return _BY_WORDS[self.kind_of(contact)] if contact.email.strip() else UNKNOWN
