"""Requests that cross widgets: what somebody wants done, as messages to the main screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.domain.history import Entry
from licensetui.domain.license import License, Portal, Role
from licensetui.domain.portal_steps import PortalStep


@dataclass
class EditLicense(Message):
    """Open a license in its editor."""

    license: License | None
    """The license, or None for a new one."""
    field: str = ""
    """Field to start in; empty for the first."""


@dataclass
class EditContact(Message):
    """Open a contact in its editor."""

    contact: Contact | None
    """The contact, or None for a new one."""
    field: str = ""
    """Field to start in; empty for the first."""


@dataclass
class RenewLicenses(Message):
    """Ask for the new terms of licenses."""

    licenses: tuple[License, ...]
    """The licenses that were renewed."""


@dataclass
class HandleLicenses(Message):
    """Mark the current terms of licenses as handled, or reopen them if all are."""

    licenses: tuple[License, ...]
    """The licenses."""


@dataclass
class SnoozeLicenses(Message):
    """Ask until when nobody wants to hear of licenses."""

    licenses: tuple[License, ...]
    """The licenses."""


@dataclass
class DecideLicenses(Message):
    """Ask what shall happen at the end of the current terms."""

    licenses: tuple[License, ...]
    """The licenses."""


@dataclass
class ProceedWithLicenses(Message):
    """Ask how far the next purchase, or the cancellation, has come."""

    licenses: tuple[License, ...]
    """The licenses."""


@dataclass
class ShowTerms(Message):
    """Show all terms of a license."""

    license: License
    """The license."""


@dataclass
class PlanCoTerm(Message):
    """Ask for a common end of licenses."""

    licenses: tuple[License, ...]
    """Those marked, or the one under the cursor."""


@dataclass
class ChooseContact(Message):
    """Ask for the primary contact of some licenses."""

    licenses: tuple[License, ...]
    """The licenses."""
    role: Callable[[Portal], Role]
    """Which role the contact shall have on a portal."""


@dataclass
class ArchiveLicenses(Message):
    """Archive licenses, or bring them back if all are archived."""

    licenses: tuple[License, ...]
    """The licenses."""


@dataclass
class ArchiveContacts(Message):
    """Archive contacts, or bring them back if all are archived."""

    contacts: tuple[Contact, ...]
    """The contacts."""


@dataclass
class ContactLeaves(Message):
    """Ask for the last day of somebody, and when the mailbox closes."""

    contact: Contact
    """Who leaves."""


@dataclass
class ConfirmContacts(Message):
    """Note that the mail to contacts is read, as of today."""

    contacts: tuple[Contact, ...]
    """The contacts."""


@dataclass
class NoteBounces(Message):
    """Note that mails to contacts came back today."""

    contacts: tuple[Contact, ...]
    """The contacts."""


@dataclass
class NoteSeen(Message):
    """Note what the portal shows today: of one license ask, of several it is what is wanted."""

    licenses: tuple[License, ...]
    """The licenses."""


@dataclass
class ListSteps(Message):
    """Show what is to be done on portals, the cursor on a license."""

    license: License
    """The license."""


@dataclass
class TickStep(Message):
    """Note that a portal step is done."""

    step: PortalStep
    """The step, as it is open now."""
    then: Callable[[], None]
    """Called when that is saved."""


@dataclass
class AskNewContact(Message):
    """Note that a new contact was asked today to sign in and do a step."""

    step: PortalStep
    """The step."""


@dataclass
class CopyPartnerMessage(Message):
    """Copy the message to the partner who keeps the contacts of a license, with all its steps."""

    license: License
    """The license."""


@dataclass
class ShowWhoSees(Message):
    """Show what a contact sees, or who sees a license, and why."""

    record: License | Contact
    """The record."""


@dataclass
class HandOver(Message):
    """Hand over all that a contact holds, or the primary contact of a license."""

    record: Contact | License
    """The contact, or the license."""


@dataclass
class ListLicenses(Message):
    """Show the list of licenses, narrowed."""

    filter: str = ""
    """Name of the filter to set; empty leaves it as it is."""
    find: bool = False
    """Whether to start finding as you type."""


@dataclass
class ListChanges(Message):
    """Show the history of one record."""

    record: License | Contact
    """The record."""


@dataclass
class ShowEntry(Message):
    """Show an entry of the history whole."""

    entry: Entry
    """The entry."""


@dataclass
class TakeBack(Message):
    """Take back an entry of the history, whoever made it and whatever came after it."""

    entry: Entry
    """The entry."""
    redo: bool = False
    """Whether to do it again instead: it is undone."""


@dataclass
class OpenDraft(Message):
    """Open a form again with what was typed there."""

    draft: Draft
    """What was typed, and where."""


@dataclass
class CopyText(Message):
    """Put a text on the terminal's clipboard, and show it."""

    text: str
    """The text."""


@dataclass
class Tell(Message):
    """Show a sentence in the status line."""

    sentence: str
    """The sentence."""
