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
    "Leaves",
    "Say who leaves: last day and end of the mailbox.",
    "ContactLeaves",
    of="shown",
)
CONFIRM = _act(
    "confirm",
    "v",
    "Confirmed",
    "Say that the marked or this one read their mail, today.",
    "ConfirmContacts",
    shown=False,
)
BOUNCED = _act(
    "bounced",
    "B",
    "Bounced",
    "Say that mail to the marked or this one came back today.",
    "NoteBounces",
    shown=False,
)
PASTE_CONTACTS = Command(
    "paste-contacts",
    "p",
    "Paste",
    "Add contacts from a paste: mails, signatures, exports.",
    edits=True,
    shown=False,
    request=("PasteContacts",),
)
WHO_SEES = Command(
    "who-sees",
    "i",
    "Who sees it",
    "Show who sees a license, or what a contact sees, and why.",
    shown=False,
    request=("ShowWhoSees",),
    of="shown",
)

HAND_OVER = _act(
    "hand-over",
    "H",
    "Hand over",
    "Hand over what this contact, or the license's, holds.",
    "HandOver",
    of="shown",
)

RENEW = _act(
    "renew", "r", "Renewed", "Record a renewal: adds a term after the last one.", "RenewLicenses"
)
HANDLE = _act(
    "handle",
    "x",
    "Handled",
    "Mark as handled: this term needs no more; again reopens.",
    "HandleLicenses",
)
SNOOZE = _act(
    "snooze", "z", "Snooze", "Hear no more of the marked or this one until a day.", "SnoozeLicenses"
)
DECIDE = _act(
    "decide",
    "d",
    "Decide",
    "Decide what shall happen at the end: renew, cancel...",
    "DecideLicenses",
    shown=False,
)
PROCEED = _act(
    "proceed",
    "p",
    "Progress",
    "Say how far it is: quoted, ordered, done; Enter goes on.",
    "ProceedWithLicenses",
    shown=False,
)
TERMS = Command(
    "terms",
    "T",
    "Terms",
    "Show all terms of this license with what each cost.",
    shown=False,
    request=("ShowTerms",),
    of="shown license",
)
OPEN_DOCUMENT = Command(
    "open-document",
    "L",
    "Document",
    "Open a document of this license, and copy where it is.",
    shown=False,
    request=("OpenDocuments",),
    of="shown license",
)
CO_TERM = _act(
    "co-term",
    "c",
    "Co-term",
    "Plan one common end of the marked, or of a whole vendor.",
    "PlanCoTerm",
    shown=False,
)
SET_TECHNICAL = _act(
    "set-technical",
    "t",
    "Tech",
    "Choose the technical contact, of all marked or this one.",
    "ChooseContact",
    "technical",
)
SET_BILLING = _act(
    "set-billing",
    "b",
    "Bill",
    "Choose the billing contact, of all marked or this one.",
    "ChooseContact",
    "billing",
)
SET_OWNER = _act(
    "set-owner",
    "w",
    "Owner",
    "Choose who decides about all marked or this one inside.",
    "ChooseOwner",
    shown=False,
)
SEEN_ON_PORTAL = _act(
    "seen-on-portal",
    "v",
    "Seen",
    "Say what the portal shows today: the wanted, or others.",
    "NoteSeen",
    shown=False,
)

PASTE_KEY = _act(
    "paste-key",
    "K",
    "Key",
    "Paste a license key: it fills what is empty, as it says.",
    "PasteKey",
    of="shown license",
    shown=False,
)
KEY_RECEIVED = _act(
    "key-received",
    "R",
    "Key received",
    "Say that the license key of this term came today.",
    "NoteKeysReceived",
    shown=False,
)
KEY_INSTALLED = _act(
    "key-installed",
    "A",
    "Installed",
    "Say that the key of this term is installed, as of today.",
    "NoteKeysInstalled",
    shown=False,
)

TICK = Command(
    "tick", "space", "Done", "Mark the step as done on the portal, and go to the next.", edits=True
)
ASK_TO_SIGN_IN = Command(
    "ask-to-sign-in",
    "w",
    "Waiting",
    "Note that the new contact was asked to sign in today.",
    edits=True,
)
COPY_MESSAGE = Command(
    "copy-message",
    "m",
    "Message",
    "Copy the message to the partner with all open steps.",
    shown=False,
)
