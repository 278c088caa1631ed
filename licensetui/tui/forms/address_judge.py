"""Judgments on an address that is typed in a form, by what the portfolio knows now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from licensetui.addresses.advice import advice
from licensetui.addresses.check import CHOSEN, check
from licensetui.addresses.report import AddressKind, DomainKind, Report
from licensetui.addresses.while_typing import check_typing
from licensetui.domain.contact import Contact, ContactKind
from licensetui.findings.places import Uses, places
from licensetui.outlook import Outlook

_WHOSE = {AddressKind.TEAM: "a team's address", AddressKind.PERSON: "a person's address"}
_WHERE = {DomainKind.OWN: "at your own domain", DomainKind.FREE: "at a public provider"}


class AddressJudge:
    """Judges the addresses typed for one contact."""

    def __init__(
        self, outlook: Callable[[], Outlook], contact: Contact | None, coming: Uses = ()
    ) -> None:
        """Judge for a saved contact, or for a new one; `outlook` returns the present one.

        In `coming` places it is assigned once it is saved.
        """
        self._outlook = outlook
        self._contact = contact
        self._coming = tuple(coming)
        # Kind and refusals are what the form says now, not what was saved.
        self._witness = replace(contact, kind=ContactKind.UNKNOWN, vouched="") if contact else None

    def report(self, text: str) -> Report:
        """Return the full report, whose kind is by the words of the address."""
        return check(text, self._outlook().reports.known, contact=self._witness)

    def typing_report(self, text: str, *, paused: bool = False) -> Report | None:
        """Return the report of a text still being typed; None if it is too early for one."""
        known = self._outlook().reports.known
        return check_typing(text, known, contact=self._witness, paused=paused)

    def meant(self, text: str) -> str:
        """Return the address that was probably meant by one that is typed; empty if that one."""
        report = self.typing_report(text)
        return report.suggestion.address if report and report.suggestion else ""

    def advice(self, report: Report) -> tuple[tuple[str, bool], ...]:
        """Return what is unwise where the contact is used, and whether it is rather wrong."""
        used = places(self._outlook().portfolio, self._contact, self._coming)
        sentences = advice(report, used)
        is_lost = report.kind is AddressKind.NO_REPLY or report.domain_kind is DomainKind.DISPOSABLE
        is_refused = report.kind is AddressKind.TEAM and any(
            not place.policy.takes_teams for place in used
        )
        return tuple(
            (sentence, number == 0 and (is_lost or is_refused))
            for number, sentence in enumerate(sentences)
        )

    def other(self, address: str) -> Contact | None:
        """Return another contact that has the same address, if there is one."""
        found = self._outlook().portfolio.contact_at(address)
        own = self._contact.id if self._contact else 0
        return found if found and found.id != own else None


def with_choice(report: Report, kind: ContactKind) -> Report:
    """Return a report in which the user's word about the kind counts, if there is one."""
    return replace(report, kind=CHOSEN[kind]) if kind in CHOSEN else report


def sound_words(report: Report, kind: ContactKind) -> str:
    """Return what an address without fault seems to be: `a team's address, at your own domain`."""
    whose = _WHOSE.get(report.kind, "")
    by_words = " by its words" if whose and kind is ContactKind.UNKNOWN else ""
    return ", ".join(filter(None, (whose + by_words, _WHERE.get(report.domain_kind, "")))) or "yes"
