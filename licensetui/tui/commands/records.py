"""Commands for licenses and their terms, for contacts, and for portal steps."""

from __future__ import annotations

from licensetui.tui.command import Command


def _act(
    id: str, keys: str, word: str, help: str, *request: str, of: str = "chosen", shown: bool = True
) -> Command:
    """Return a command that makes a request which changes the chosen records."""
    return Command(id, keys, word, help, edits=True, shown=shown, request=request, of=of)


LEAVING = _act(
    "leaving",
    "L",
    "Leaving",
    "Record a departure: last day and mailbox closing date.",
    "ContactLeaves",
    of="shown",
)
ABSENCE = _act(
    "absence",
    "A",
    "Absence",
    "Record an absence: from, until, and a note.",
    "NoteAbsence",
    of="chosen contacts",
)
CONFIRM = _act(
    "confirm",
    "v",
    "Confirm",
    "Confirm, as of today, that the address works.",
    "ConfirmContacts",
    shown=False,
)
BOUNCED = _act(
    "bounced",
    "B",
    "Bounced",
    "Record that mail bounced today.",
    "NoteBounces",
    shown=False,
)
PASTE_CONTACTS = Command(
    "paste-contacts",
    "p",
    "Paste",
    "Add contacts from pasted emails, signatures, or exports.",
    edits=True,
    shown=False,
    request=("PasteContacts",),
)
WHO_SEES = Command(
    "who-sees",
    "i",
    "Access",
    "Show who has access to a license, or a contact's access.",
    shown=False,
    request=("ShowWhoSees",),
    of="shown",
)

HAND_OVER = _act(
    "hand-over",
    "H",
    "Hand over",
    "Hand over everything this contact holds.",
    "HandOver",
    of="shown",
)

RENEW = _act("renew", "r", "Renew", "Record a renewal (adds the next term).", "RenewLicenses")
HANDLE = _act(
    "handle",
    "x",
    "Done",
    "Mark this term as done; again to reopen.",
    "HandleLicenses",
)
SNOOZE = _act(
    "snooze", "z", "Snooze", "No reminders of this license until a date.", "SnoozeLicenses"
)
DECIDE = _act(
    "decide",
    "d",
    "Decide",
    "Set the decision: renew, reduce, or cancel.",
    "DecideLicenses",
    shown=False,
)
PROCEED = _act(
    "proceed",
    "p",
    "Status",
    "Set the status: quoted, ordered, or done.",
    "ProceedWithLicenses",
    shown=False,
)
TERMS = Command(
    "terms",
    "T",
    "Terms",
    "Show the term history with costs.",
    shown=False,
    request=("ShowTerms",),
    of="shown license",
)
OPEN_DOCUMENT = Command(
    "open-document",
    "L",
    "Document",
    "Open a document of this license, and copy its path.",
    shown=False,
    request=("OpenDocuments",),
    of="shown license",
)
CO_TERM = _act(
    "co-term",
    "c",
    "Co-term",
    "Plan a common end date (co-term).",
    "PlanCoTerm",
    shown=False,
)
SET_TECHNICAL = _act(
    "set-technical",
    "t",
    "Tech",
    "Set the technical contact.",
    "ChooseContact",
    "technical",
)
SET_BILLING = _act(
    "set-billing",
    "b",
    "Bill",
    "Set the billing contact.",
    "ChooseContact",
    "billing",
)
SET_OWNER = _act(
    "set-owner",
    "w",
    "Owner",
    "Set the owner, who decides about the license.",
    "ChooseOwner",
    shown=False,
)
SEEN_ON_PORTAL = _act(
    "seen-on-portal",
    "v",
    "Checked",
    "Record who the portal lists today.",
    "NoteSeen",
    shown=False,
)

PASTE_KEY = _act(
    "paste-key",
    "K",
    "Paste key",
    "Paste a license key, to fill in empty fields.",
    "PasteKey",
    of="shown license",
    shown=False,
)
KEY_CAME = _act(
    "key-came",
    "R",
    "Key received",
    "License key received today; again: installed today.",
    "NoteKeys",
    shown=False,
)

TICK = Command("tick", "space", "Tick", "Tick the step as done on the portal.", edits=True)
ASK_TO_SIGN_IN = Command(
    "ask-to-sign-in",
    "w",
    "Waiting",
    "Mark as waiting for the new contact to sign in.",
    edits=True,
)
COPY_MESSAGE = Command(
    "copy-message",
    "m",
    "Message",
    "Copy a message to the partner, with all open steps.",
    shown=False,
)
