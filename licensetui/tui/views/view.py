"""The frame of all views: an outlook, and a cursor that others may put somewhere."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Container
from textual.reactive import reactive

from licensetui.domain.contact import Contact
from licensetui.domain.history import RecordChange
from licensetui.domain.license import License
from licensetui.outlook import Outlook
from licensetui.tui.session import Session


class View(Container):
    """One of the views between which the digits switch."""

    outlook: reactive[Outlook | None] = reactive(None)
    """What to show."""

    def fill(self, session: Session) -> None:
        """Show what there is now; called before it is there, and whenever it is shown."""
        self.outlook = session.outlook

    def focus_view(self) -> None:
        """Take the focus."""
        raise NotImplementedError

    def point_at(self, record: License | Contact) -> None:
        """Put the cursor on a record, if such records are listed, and this one."""

    def point_at_any(self, changes: Iterable[RecordChange]) -> None:
        """Put the cursor on one of the records that were changed, if one is listed."""
