"""The frame of all views: an outlook, and a cursor that others may put somewhere."""

from __future__ import annotations

from collections.abc import Iterable

from textual.reactive import reactive

from licensetui.domain.contact import Contact
from licensetui.domain.history import RecordChange
from licensetui.domain.license import License
from licensetui.outlook import Outlook
from licensetui.tui.session import Session
from licensetui.tui.widgets.given import given
from licensetui.tui.widgets.placed import Panel


class View(Panel):
    """One of the views between which the digits switch."""

    outlook: reactive[Outlook] = reactive(given)
    """What to show."""

    def __init__(self, outlook: Outlook, *, id: str) -> None:
        """Make a view that shows nothing yet."""
        super().__init__(id=id)
        self.set_reactive(View.outlook, outlook)

    def fill(self, session: Session) -> None:
        """Show what there is now; called before it is there, and whenever it is shown."""
        self.outlook = session.outlook

    def focus_view(self) -> None:
        """Take the focus."""
        raise NotImplementedError

    def show_record(self, record: License | Contact) -> None:
        """Show what the view has of one record."""
        raise NotImplementedError

    def point_at(self, record: License | Contact) -> None:
        """Put the cursor on a record, if such records are listed, and this one."""

    def point_at_any(self, changes: Iterable[RecordChange]) -> None:
        """Put the cursor on one of the records that were changed, if one is listed."""
