"""The list of contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.events import Paste

from licensetui.addresses.report import AddressKind
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.contact_life import life_words
from licensetui.domain.history import RecordKind
from licensetui.domain.plain import folded
from licensetui.findings.reports import UNKNOWN
from licensetui.outlook import Outlook
from licensetui.tui.bindings import requests
from licensetui.tui.commands import records
from licensetui.tui.commands.browsing import NEW
from licensetui.tui.describe import NOTHING, used_lines
from licensetui.tui.messages import ArchiveContacts, EditContact, PasteContacts
from licensetui.tui.views.find_view import no_match
from licensetui.tui.views.list_view import ARCHIVED, ONE_BY_ONE, ListView, RecordTable
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.detail import DetailLine

LINES = 40
"""So many licenses of the contact under the cursor are looked at."""


class ContactTable(RecordTable[Contact]):
    """Contacts with how many licenses hang on each."""

    COLUMNS = (
        Column("", 1, tight=True),
        Column("", 2, tight=True),
        Column("Name", 18, most=40, middle=True),
        Column("Email", 24, most=48, middle=True),
        Column("Finding", 10, rank=1),
        Column("Organization", 12, most=32, rank=5, middle=True, is_extra=True),
        Column("Kind", 7, rank=4),
        Column("Used", 4, rank=3, right=True),
        Column("Last day", 10, rank=2),
    )

    def longest(self) -> Mapping[str, int]:
        """Return what all contacts need, whichever of them are shown."""
        contacts = self.outlook.portfolio.contacts
        if contacts is not self._measured[0]:
            longest = {
                "Name": max((cell_len(x.name) for x in contacts), default=0),
                "Email": max((cell_len(x.email) for x in contacts), default=0),
                "Organization": max((cell_len(x.organization) for x in contacts), default=0),
                "Last day": 10 if any(x.last_day for x in contacts) else 0,
            }
            self._measured = (contacts, longest)
        return self._measured[1]

    _measured: tuple[Sequence[Contact], Mapping[str, int]] = ((), {})

    def cells(self, item: Contact) -> tuple[Cell, ...]:
        """Return what stands in the columns."""
        findings = self.outlook.contact_findings(item)
        worst = findings[0].severity if findings else None
        count = self.outlook.portfolio.held_count(item.id)
        return (
            Cell("+" if item.id in self.marked else ""),
            Cell(worst.mark if worst is not None else "", worst),
            Cell(item.name or "-"),
            Cell(item.email or "NONE", worst),
            Cell(findings[0].word if findings else "", worst),
            Cell(item.organization),
            Cell(self.outlook.reports.kind_word(item)),
            Cell(str(count or "-")),
            Cell(str(item.last_day or "-")),
        )

    def empty_lines(self) -> tuple[str, ...]:
        """Say what to press."""
        if self.outlook.portfolio.contacts:
            return no_match("contact", or_new=not self.is_read_only)
        if self.is_read_only:
            return NOTHING
        return (
            "No contacts yet.",
            f"{NEW.key} adds the first one. Paste many at once: recipients, signatures, an export.",
            "I imports a list of licenses with their contacts.",
        )


class ContactsView(ListView[Contact]):
    """All contacts, and where the one under the cursor is used."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ONE_BY_ONE,
        *requests(records.PASTE_CONTACTS),
        *requests(records.ABSENCE, records.LEAVING, records.CONFIRM, records.BOUNCED),
        *requests(records.WHO_SEES, records.HAND_OVER),
    ]
    KIND = RecordKind.CONTACT
    EDITING, ARCHIVING = EditContact, ArchiveContacts
    SORTS = ("name", "email", "organization", "licenses")

    def __init__(self, outlook: Outlook) -> None:
        """Make an empty view."""
        super().__init__(ContactTable(outlook, id="contact-table"), outlook, id="contacts")

    def on_paste(self, event: Paste) -> None:
        """Add those as contacts whom the text names."""
        event.stop()
        self.post_message(PasteContacts(event.text))

    def records(self, outlook: Outlook) -> tuple[Contact, ...]:
        """Return all contacts."""
        return outlook.portfolio.contacts

    def filters(self, outlook: Outlook) -> Mapping[str, Callable[[Contact], bool]]:
        """Return the filters: by kind, by risk, by use."""
        in_use = outlook.portfolio.is_in_use

        def of_kind(kind: AddressKind) -> Callable[[Contact], bool]:
            return lambda x: not x.archived and outlook.reports.kind_of(x) is kind

        return {
            "persons": of_kind(AddressKind.PERSON),
            "teams": of_kind(AddressKind.TEAM),
            "kind unknown": lambda x: x.kind is ContactKind.UNKNOWN and not x.archived,
            "with findings": lambda x: bool(outlook.contact_findings(x)),
            "not used": lambda x: not x.archived and not in_use(x.id),
            ARCHIVED: lambda x: x.archived,
        }

    def texts_of(self, outlook: Outlook) -> Callable[[Sequence[Contact]], Sequence[str]]:
        """Return what tells the texts in which contacts are found."""
        return outlook.names.contact_texts

    def sort_key(self, record: Contact, outlook: Outlook) -> Any:
        """Return what to sort a contact by."""
        if self.sort == "licenses":
            return -outlook.portfolio.held_count(record.id)
        text = {"email": record.address, "organization": folded(record.organization)}
        return text.get(self.sort, "")

    def order_rests_on(self, outlook: Outlook) -> object:
        """Return the outlook where the order counts licenses."""
        return outlook if self.sort == "licenses" else None

    def describe(self, record: Contact, outlook: Outlook) -> tuple[str, tuple[DetailLine, ...]]:
        """Return name and address, and all that is said of a contact."""
        address = (record.email or "no address") if record.name.strip() else ""
        return f"{record.label}  {address}".rstrip(), contact_facts(record, outlook)

    def copy_text(self, record: Contact) -> str:
        """Return the address, or the name where there is none."""
        return record.email or record.name


def contact_facts(contact: Contact, outlook: Outlook) -> tuple[DetailLine, ...]:
    """Return all that the detail pane says of a contact, under labels."""
    portfolio = outlook.portfolio
    findings = [f"{x.severity.mark} {x.reason}" for x in outlook.contact_findings(contact)]
    kind = outlook.reports.kind_word(contact)
    if contact.kind is ContactKind.UNKNOWN and kind != UNKNOWN:
        kind += ", by the words of the address"
    life = [*life_words(contact, outlook.today)]
    life += [f"confirmed {contact.confirmed_on}"] if contact.confirmed_on else []
    used, left_out = used_lines(contact, outlook, LINES)

    def names(ids: Iterable[int]) -> str:
        return ", ".join(x.label for x in map(portfolio.contact, ids) if x)

    deputy = portfolio.contact(contact.deputy)
    said = {
        "Dates": "   ".join(life),
        "Read by": names(contact.members),
        "Password": names(contact.sign_in_known_by),
    }
    return (
        DetailLine("Findings", tuple(findings) or ("none",)),
        DetailLine("Kind", (kind,), f"deputy {deputy.label}" if deputy else ""),
        *(DetailLine(label, (text,)) for label, text in said.items() if text),
        DetailLine("Licenses", tuple(used) or ("none",), left_out=left_out, is_list=True),
        *(
            [DetailLine("Notes", (notes,), is_aside=True)]
            if (notes := contact.notes.strip())
            else []
        ),
    )
