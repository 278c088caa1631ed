"""Requests: what somebody wants done, as messages to the app, which finds the handler of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.domain.history import Entry, History
from licensetui.domain.license import Assignment, Document, License
from licensetui.domain.portal_steps import PortalStep
from licensetui.store.errors import ConflictError


class Request(Message):
    """What somebody wants done; `registry.HANDLERS` says who does it."""


@dataclass(eq=False, repr=False)
class OfLicenses(Request):
    """What is wanted of several licenses."""

    licenses: tuple[License, ...]
    """The marked ones, or the one under the cursor."""


@dataclass(eq=False, repr=False)
class OfContacts(Request):
    """What is wanted of several contacts."""

    contacts: tuple[Contact, ...]
    """The marked ones, or the one under the cursor."""


@dataclass(eq=False, repr=False)
class OfLicense(Request):
    """What is wanted of a license."""

    license: License
    """The one under the cursor."""


@dataclass(eq=False, repr=False)
class OfRecord(Request):
    """What is wanted of a license or a contact."""

    record: License | Contact
    """The one under the cursor."""


@dataclass(eq=False, repr=False)
class ShowView(Request):
    """Show one of the views."""

    name: str
    """Its name in the registry."""


class ShowNextProblem(Request):
    """Go to the next finding, on the dashboard."""


@dataclass(eq=False, repr=False)
class ShowKeys(Request):
    """Show the keys, those of some sections first."""

    titles: tuple[str, ...] = ()
    """Titles of sections of the help; none for the view that is shown."""
    only: bool = False
    """Whether to show no others."""


class ChooseTheme(Request):
    """Choose the colors of the screens."""


@dataclass(eq=False, repr=False)
class ShowManual(Request):
    """Show the page of the manual about a section of the help."""

    title: str
    """Its title."""


class ShowCommands(Request):
    """Ask for a command that works now by its name, and do it."""


class Leave(Request):
    """End the program; if something is not saved, say so first."""


class Undo(Request):
    """Take back what was done last."""


class Redo(Request):
    """Do again what was undone last."""


class ImportList(Request):
    """Import licenses from a file."""


class ExportList(Request):
    """Write the list that has the focus into a file, as it is shown."""


@dataclass(eq=False, repr=False)
class ListImported(Request):
    """Show the licenses that an import has brought or changed."""

    ids: tuple[int, ...]
    """Their ids."""


class SaveAgain(Request):
    """Try again to save what could not be saved."""


@dataclass(eq=False, repr=False)
class SettleConflict(Request):
    """Let the user choose between the sides of a conflict that has any."""

    error: ConflictError
    """The conflict."""
    then: Callable[[Change], None]
    """Called with the change as the user has settled it."""
    refused: Callable[[], None]
    """Called when the user goes back with nothing chosen."""


@dataclass(eq=False, repr=False)
class EditLicense(Request):
    """Open a license in its editor."""

    license: License | None
    """The license, or None for a new one."""
    field: str = ""
    """Field to start in; empty for the first."""


@dataclass(eq=False, repr=False)
class EditContact(Request):
    """Open a contact in its editor."""

    contact: Contact | None
    """The contact, or None for a new one."""
    field: str = ""
    """Field to start in; empty for the first."""


@dataclass(eq=False, repr=False)
class PasteContacts(Request):
    """Add those whom a text names as contacts."""

    text: str = ""
    """What was pasted; empty if it is still to come."""


@dataclass(eq=False, repr=False)
class MakeContact(Request):
    """Open the form of a new contact, over the form or list that asks for one."""

    closed: Callable[[Contact | None, Draft | None, str], None]
    """Called with the contact as saved, what was left unsaved, and what to say of it."""
    typed: str = ""
    """What is known of it already: a name or an address."""
    draft: Draft | None = None
    """What was typed in that form before it was left."""
    coming: tuple[tuple[License, Assignment], ...] = ()
    """Where it is assigned once it is saved: on which licenses, and as what."""


class RenewLicenses(OfLicenses):
    """Ask for the new terms of licenses."""


class HandleLicenses(OfLicenses):
    """Mark the current terms of licenses as handled, or reopen them if all are."""


class SnoozeLicenses(OfLicenses):
    """Ask until when nobody wants to hear of licenses."""


class DecideLicenses(OfLicenses):
    """Ask what shall happen at the end of the current terms."""


class ProceedWithLicenses(OfLicenses):
    """Ask how far the next purchase, or the cancellation, has come."""


class NoteKeys(OfLicenses):
    """Note that the license keys of the current terms came today, then that they are installed."""


class PasteKey(OfLicense):
    """Take what a license key says, which is then pasted; the key itself is not kept."""


class ShowTerms(OfLicense):
    """Show all terms of a license."""


class OpenDocuments(OfLicense):
    """Open a document of a license, and copy where it is."""


@dataclass(eq=False, repr=False)
class OpenDocument(Request):
    """Open a document, and copy where it is."""

    document: Document
    """Which."""
    say: Callable[[str], None]
    """Shows what became of it."""


class PlanCoTerm(OfLicenses):
    """Ask for a common end of licenses."""


@dataclass(eq=False, repr=False)
class ChooseContact(OfLicenses):
    """Ask for the primary contact of some licenses."""

    what_for: str
    """`technical` or `billing`."""


class ChooseOwner(OfLicenses):
    """Ask who decides about licenses."""


class GivePresentRoles(OfLicenses):
    """Give contacts in roles that a portal has no more the role that it has now."""


class ArchiveLicenses(OfLicenses):
    """Archive licenses, or bring them back if all are archived."""


class ArchiveContacts(OfContacts):
    """Archive contacts, or bring them back if all are archived."""


@dataclass(eq=False, repr=False)
class ContactLeaves(Request):
    """Ask for the last day of somebody, and when the mailbox closes."""

    contact: Contact
    """Who leaves."""


class NoteAbsence(OfContacts):
    """Ask when contacts are away: from, until, and a note."""


class ConfirmContacts(OfContacts):
    """Note that the mail to contacts is read, as of today."""


class NoteBounces(OfContacts):
    """Note that mails to contacts came back today."""


class NoteSeen(OfLicenses):
    """Note what the portal shows today: of one license ask, of several it is what is wanted."""


class ListSteps(OfLicense):
    """Show what is to be done on portals, the cursor on a license."""


@dataclass(eq=False, repr=False)
class TickStep(Request):
    """Note that a portal step is done."""

    step: PortalStep
    """The step, as it is open now."""
    then: Callable[[], None]
    """Called when that is saved."""


@dataclass(eq=False, repr=False)
class AskNewContact(Request):
    """Note that a new contact was asked today to sign in and do a step."""

    step: PortalStep
    """The step."""


class CopyPartnerMessage(OfLicense):
    """Copy the message to the partner who keeps the contacts of a license, with all its steps."""


class ShowWhoSees(OfRecord):
    """Show what a contact sees, or who sees a license, and why."""


class HandOver(OfRecord):
    """Hand over all that a contact holds, or the primary contact of a license."""


@dataclass(eq=False, repr=False)
class ListLicenses(Request):
    """Show the list of licenses, narrowed."""

    filter: str = ""
    """Name of the filter to set; empty leaves it as it is."""
    find: bool = False
    """Whether to start finding as you type."""


class ListChanges(OfRecord):
    """Show the history of one record."""


@dataclass(eq=False, repr=False)
class ShowEntry(Request):
    """Show an entry of the history whole."""

    entry: Entry
    """The entry."""
    history: History
    """The history of which it is one."""


@dataclass(eq=False, repr=False)
class TakeBack(Request):
    """Take back an entry of the history, whoever made it and whatever came after it."""

    entry: Entry
    """The entry."""
    redo: bool = False
    """Whether to do it again instead: it is undone."""


@dataclass(eq=False, repr=False)
class OpenDraft(Request):
    """Open a form again with what was typed there."""

    draft: Draft
    """What was typed, and where."""


class OfferDrafts(Request):
    """Say which forms were left before they were saved, if any."""


class ChooseDraft(Request):
    """Open a form that was left before it was saved: the only one, or the one chosen."""


class DropDraft(Request):
    """Forget a form that was left before it was saved; `u` brings it back."""


@dataclass(eq=False, repr=False)
class CopyText(Request):
    """Put a text on the terminal's clipboard, and show it."""

    text: str
    """The text."""


@dataclass(eq=False, repr=False)
class Tell(Request):
    """Show a sentence in the status line."""

    sentence: str
    """The sentence."""


def request_named(name: str, *about: object) -> Request:
    """Return the request that a command names."""
    request: Request = globals()[name](*about)
    return request
