"""The list of who sees a license, or what a contact sees; of the line under the cursor, why."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from licensetui.domain.auto_renewal import present_end
from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import life_words
from licensetui.domain.counting import counted, fitting
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.visibility import Sight, seen_by, sees
from licensetui.outlook import Outlook
from licensetui.tui.commands import records
from licensetui.tui.screens.window import Window
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.folded import Folded
from licensetui.tui.widgets.measured import Measured
from licensetui.tui.widgets.rows import RowList
from licensetui.wording.unread import unread_lines

REASONS = 5
"""Reasons that there is room for."""


class Seers(Measured[Sight]):
    """Those who see a license."""

    COLUMNS = (
        Column("who", 10, most=22),
        Column("address", 12, most=26),
        Column("mail", 4),
        Column("why, in short"),
    )
    EMPTY = ("NOBODY sees it: no contact is assigned, and the portal shows none.",)

    def cells(self, item: Sight) -> tuple[Cell, ...]:
        """Return name, address, whether mail comes, and the first reason."""
        name = item.contact.name or "-" if item.contact else "no contact has it"
        return (Cell(name), Cell(item.address or "NONE"), _mail(item), Cell(item.grounds[0].words))

    def key(self, item: Sight) -> Hashable:
        """Return contact and address."""
        return (item.contact.id if item.contact else 0, item.address)


class SeenLicenses(Measured[Sight]):
    """The licenses that a contact sees."""

    COLUMNS = (
        Column("license", 12, most=32, middle=True),
        Column("ends", 10),
        Column("mail", 4),
        Column("why, in short"),
    )
    EMPTY = ("No license: neither assigned nor on a portal, directly or through a team.",)

    def __init__(self, today: date) -> None:
        """Show none yet; ends are those as of `today`."""
        super().__init__()
        self._today = today

    def cells(self, item: Sight) -> tuple[Cell, ...]:
        """Return license, end, whether mail comes, and the first reason."""
        return (
            Cell(item.license.name),
            Cell(str(present_end(item.license, self._today) or "-")),
            _mail(item),
            Cell(item.grounds[0].words),
        )

    def key(self, item: Sight) -> Hashable:
        """Return the license's id."""
        return item.license.id


def _mail(sight: Sight) -> Cell:
    return Cell("yes" if sight.gets_mail else "no")


class SightsScreen(Window):
    """Shows who sees what until a key ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "dismiss(None)", "Back", id=records.WHO_SEES.id)
    ]
    DEFAULT_CSS = f"""
    SightsScreen > Vertical {{ height: 22; }}
    SightsScreen RowList {{ height: 1fr; }}
    SightsScreen Detail {{ height: {REASONS + 1}; }}
    """

    def __init__(self, record: License | Contact, outlook: Outlook) -> None:
        """Show who sees a license, or what a contact sees."""
        super().__init__()
        self._outlook = outlook
        self._rows: RowList[Sight]
        if isinstance(record, License):
            self._rows = Seers()
            self._sights = seen_by(record, outlook.portfolio, outlook.today, outlook.counsel)
            self._rows.title = f"Who sees {record.name}: {len(self._sights)}"
        else:
            self._rows = SeenLicenses(outlook.today)
            self._sights = sees(record, outlook.portfolio, outlook.today, outlook.counsel)
            self._rows.title = f"{record.label} sees {counted(len(self._sights), 'license')}"
        self._unread = unread_lines(record, self._sights, outlook)

    def body(self) -> Iterable[Widget]:
        """Return the list, and the reasons of one line of it."""
        yield self._rows
        yield Detail()
        for row in self._unread[:1]:
            yield Static(plain(row), markup=False)
        words = "mail no: not on the portal, a deputy, gone, or a wrong address   Esc closes"
        yield Folded(words)

    def on_mount(self) -> None:
        """Show the list."""
        self._rows.show(self._sights)
        self._rows.focus()

    @on(RowList.Moved)
    def _show_reasons(self) -> None:
        """Say all reasons of the line under the cursor."""
        sight, detail = self._rows.current, self.query_one(Detail)
        if sight is None:
            detail.title, detail.lines = "", ()
            return
        life = life_words(sight.contact, self._outlook.today) if sight.contact else ()
        who = sight.contact.label if sight.contact else sight.address
        detail.title = "   ".join((f"Why {who} sees {sight.license.name}", *life[:1]))
        detail.lines = tuple(fitting([ground.words for ground in sight.grounds], REASONS))
