"""A store that keeps a portfolio only as long as the program runs."""

from __future__ import annotations

from licensetui.domain.change import Change
from licensetui.domain.portfolio import Portfolio
from licensetui.store.apply import applied
from licensetui.store.store import Saved


class MemoryStore:
    """A store for demonstrations and tests. Nothing touches the disk."""

    is_writable = True
    """Changes are always accepted."""
    why_read_only = ""
    """Nothing to explain."""

    def __init__(self, portfolio: Portfolio, title: str = "demo") -> None:
        """Begin with a portfolio."""
        self.portfolio = portfolio
        """Everything as it is now."""
        self.title = title
        """What to call it on screen."""

    def commit(self, change: Change) -> Saved:
        """Keep a change, or raise `ConflictError`."""
        licenses, contacts = self.portfolio.licenses, self.portfolio.contacts
        result = applied(
            change,
            self.portfolio,
            max((license.id for license in licenses), default=0) + 1,
            max((contact.id for contact in contacts), default=0) + 1,
        )
        self.portfolio = result.portfolio
        return Saved(result.portfolio, result.license_ids, result.contact_ids)
