"""The keys that choose how long a term is, and from where it is counted."""

from __future__ import annotations

from textual.widgets import Input

from licensetui.domain.renewal import Anchor
from licensetui.tui.forms.renew_form import UNTIL
from licensetui.tui.widgets.choice import Choice, Pick


class TermChoice:
    """Does what the keys of `places.RENEWAL` mean, in a form that has the fields; mixed into it."""

    def entry(self, name: str) -> Input | Choice | Pick:
        """Return the entry of a field by its name."""
        raise NotImplementedError

    def action_one_year(self) -> None:
        """Let the term last one year."""
        self._choose("length", "1 year")

    def action_two_years(self) -> None:
        """Let the term last two years."""
        self._choose("length", "2 years")

    def action_three_years(self) -> None:
        """Let the term last three years."""
        self._choose("length", "3 years")

    def action_one_month(self) -> None:
        """Let the term last one month."""
        self._choose("length", "1 month")

    def action_until_day(self) -> None:
        """Type the end."""
        self._choose("length", UNTIL)
        self._type_in("end")

    def action_from_last_end(self) -> None:
        """Count from the end of the last term."""
        self._choose("anchor", Anchor.PREVIOUS_END.value)

    def action_from_payment(self) -> None:
        """Count from the payment: today, unless another day is typed."""
        self._choose("anchor", Anchor.PAYMENT.value)

    def action_from_fixed_day(self) -> None:
        """Type the start."""
        self._choose("anchor", Anchor.FIXED.value)
        self._type_in("start")

    def _choose(self, name: str, word: str) -> None:
        self.entry(name).value = word

    def _type_in(self, name: str) -> None:
        entry = self.entry(name)
        assert isinstance(entry, Input)  # noqa: S101  # days are typed
        entry.focus()
        entry.action_select_all()
