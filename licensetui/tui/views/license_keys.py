"""The keys that act on licenses, their terms and contacts, wherever licenses are listed."""

from __future__ import annotations

from operator import attrgetter

from textual.widget import Widget

from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import places
from licensetui.tui.messages import (
    ChooseContact,
    DecideLicenses,
    HandleLicenses,
    HandOver,
    NoteSeen,
    PlanCoTerm,
    ProceedWithLicenses,
    RenewLicenses,
    ShowTerms,
    ShowWhoSees,
    SnoozeLicenses,
)


class LicenseKeys(Widget):
    """Asks for what the keys mean; to be mixed into a list, or into what has one.

    It comes after the list among the bases: Textual takes styles from the first.
    """

    BINDINGS = bindings(*places.LICENSE)

    def chosen_licenses(self) -> tuple[License, ...]:
        """Return the licenses to act on: the marked ones, else the one under the cursor."""
        raise NotImplementedError

    def shown_license(self) -> License | None:
        """Return the license under the cursor."""
        raise NotImplementedError

    def shown_record(self) -> License | Contact | None:
        """Return whom or what the line under the cursor is about."""
        return self.shown_license()

    def action_renew(self) -> None:
        """Record a renewal."""
        if chosen := self.chosen_licenses():
            self.post_message(RenewLicenses(chosen))

    def action_handle(self) -> None:
        """Mark as handled, or reopen."""
        if chosen := self.chosen_licenses():
            self.post_message(HandleLicenses(chosen))

    def action_snooze(self) -> None:
        """Choose until when nobody wants to hear of it."""
        if chosen := self.chosen_licenses():
            self.post_message(SnoozeLicenses(chosen))

    def action_decide(self) -> None:
        """Choose what shall happen at the end."""
        if chosen := self.chosen_licenses():
            self.post_message(DecideLicenses(chosen))

    def action_proceed(self) -> None:
        """Choose how far it is."""
        if chosen := self.chosen_licenses():
            self.post_message(ProceedWithLicenses(chosen))

    def action_terms(self) -> None:
        """Show all terms of the license under the cursor."""
        if (shown := self.shown_license()) is not None:
            self.post_message(ShowTerms(shown))

    def action_co_term(self) -> None:
        """Plan a common end."""
        if chosen := self.chosen_licenses():
            self.post_message(PlanCoTerm(chosen))

    def action_set_technical(self) -> None:
        """Choose the primary technical contact."""
        if chosen := self.chosen_licenses():
            self.post_message(ChooseContact(chosen, attrgetter("technical")))

    def action_set_billing(self) -> None:
        """Choose the primary billing contact."""
        if chosen := self.chosen_licenses():
            self.post_message(ChooseContact(chosen, attrgetter("billing")))

    def action_seen_on_portal(self) -> None:
        """Say what the portal shows of the chosen licenses."""
        if chosen := self.chosen_licenses():
            self.post_message(NoteSeen(chosen))

    def action_who_sees(self) -> None:
        """Show who sees the license, or what the contact sees, under the cursor."""
        if (shown := self.shown_record()) is not None:
            self.post_message(ShowWhoSees(shown))

    def action_hand_over(self) -> None:
        """Hand over what the contact holds, or the primary contact of the license."""
        if (shown := self.shown_record()) is not None:
            self.post_message(HandOver(shown))
