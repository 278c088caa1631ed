"""The keys that act on the current terms of licenses, wherever licenses are listed."""

from __future__ import annotations

from textual.widget import Widget

from licensetui.domain.license import License
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import licensing, places
from licensetui.tui.messages import (
    DecideLicenses,
    HandleLicenses,
    PlanCoTerm,
    ProceedWithLicenses,
    RenewLicenses,
    ShowTerms,
    SnoozeLicenses,
)


class TermKeys(Widget):
    """Asks for what the keys mean; to be mixed into a list, or into what has one.

    It comes after the list among the bases: Textual takes styles from the first.
    """

    BINDINGS = bindings(licensing.Renew, *places.TERMS)

    def chosen_licenses(self) -> tuple[License, ...]:
        """Return the licenses to act on: the marked ones, else the one under the cursor."""
        raise NotImplementedError

    def shown_license(self) -> License | None:
        """Return the license under the cursor."""
        raise NotImplementedError

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
