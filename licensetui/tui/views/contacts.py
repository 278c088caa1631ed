"""The list of contacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.events import Paste

from licensetui.addresses.report import AddressKind
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.contact_life import life_words
from licensetui.domain.counting import fitting
from licensetui.domain.history import RecordKind
from licensetui.domain.plain import folded
from licensetui.findings.reports import UNKNOWN
from licensetui.outlook import Outlook
from licensetui.tui.bindings import requests
from licensetui.tui.commands import records
from licensetui.tui.describe import used_lines
from licensetui.tui.messages import ArchiveContacts, EditContact, PasteContacts
from licensetui.tui.views.list_view import ONE_BY_ONE, ListView, RecordTable
from licensetui.tui.widgets.cells import Cell, Column

LINES = 7
"""So many lines are said of the contact under the cursor."""


class ContactTable(RecordTable[Contact]):
    """Contacts with how many licenses hang on each."""

    COLUMNS = (
        Column("", 1),
        Column("", 1),
        Column("name", 20),
        Column("e-mail"),
        Column("note", snug=True),
        Column("organization", 20, only_above=110),
        Column("kind", 7),
        Column("used", 4, right=True),
        Column("last day", 10),
    )

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
            return ("No contact fits. Esc shows all again, n adds one.",)
        return (
            "No contacts yet.",
            "n adds the first one, a paste many: recipients, signatures, an export.",
            "licensetui import FILE.csv reads a list.",
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
    SORTS = ("name", "e-mail", "organization", "licenses")

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
            return lambda x: not x.archived and outlook.kind_of(x) is kind

        return {
            "persons": of_kind(AddressKind.PERSON),
            "teams": of_kind(AddressKind.TEAM),
            "kind unknown": lambda x: x.kind is ContactKind.UNKNOWN and not x.archived,
            "with findings": lambda x: bool(outlook.contact_findings(x)),
            "not used": lambda x: not x.archived and not in_use(x.id),
            "archived": lambda x: x.archived,
        }

    def text_of(self, outlook: Outlook) -> Callable[[Contact], str]:
        """Return what tells the text in which a contact is found."""
        return outlook.names.contact_text

    def sort_key(self, record: Contact, outlook: Outlook) -> Any:
        """Return what to sort a contact by."""
        name = folded(record.label)
        if self.sort == "licenses":
            return (-outlook.portfolio.held_count(record.id), name)
        text = {"e-mail": record.address, "organization": folded(record.organization)}
        return (text.get(self.sort, ""), name)

    def order_rests_on(self, outlook: Outlook) -> object:
        """Return the outlook where the order counts licenses."""
        return outlook if self.sort == "licenses" else None

    def heading(self, shown: list[Contact], outlook: Outlook) -> str:
        """Return how many contacts are shown."""
        return f"Contacts: {len(shown)}"

    def describe(self, record: Contact, outlook: Outlook) -> tuple[str, tuple[str, ...]]:
        """Return name and address, and where the contact is used."""
        findings = outlook.contact_findings(record)
        lines = [f"{finding.severity.mark} {finding.reason}" for finding in findings]
        ties = {"Read by": record.members, "Sign-in known by": record.sign_in_known_by}
        people = {what: map(outlook.portfolio.contact, ids) for what, ids in ties.items()}
        names = {what: ", ".join(x.label for x in found if x) for what, found in people.items()}
        lines += filter(None, ["   ".join(f"{what} {who}" for what, who in names.items() if who)])
        life = [*life_words(record, outlook.today)]
        life += [f"confirmed {record.confirmed_on}"] if record.confirmed_on else []
        if deputy := outlook.portfolio.contact(record.deputy):
            life.append(f"deputy {deputy.label}")
        lines += ["   ".join(life)] if life else []
        kind = outlook.reports.kind_word(record)
        if record.kind is ContactKind.UNKNOWN and kind != UNKNOWN:
            lines.append(f"Kind: {kind}  by the words of the address")
        used, left_out = used_lines(record, outlook, LINES)
        lines += used or ["Used by no license"]
        address = (record.email or "no address") if record.name.strip() else ""
        return f"{record.label}  {address}".rstrip(), tuple(fitting(lines, LINES, left_out))

    def copy_text(self, record: Contact) -> str:
        """Return the address, or the name where there is none."""
        return record.email or record.name
