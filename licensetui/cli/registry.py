"""Subcommands by their words, and whatever else the command line loads only for some runs.

This is the only place of the command line from which anything is imported late.
"""

from __future__ import annotations

from typing import NamedTuple


class Listed(NamedTuple):
    """One word after `licensetui`, of which the help tells before anything of it is loaded."""

    word: str
    help: str
    """What it does, in a line."""
    where: str
    """The `Subcommand`, as `module:name`."""


SUBCOMMANDS: tuple[Listed, ...] = (
    Listed("due", "print what is due, and who reads the next mail", "licensetui.cli.agenda:DUE"),
    Listed("list", "print the licenses", "licensetui.cli.licenses:LIST"),
    Listed("contacts", "print the contacts, or add some", "licensetui.cli.contacts:CONTACTS"),
    Listed("calendar", "print months, the agenda and the year", "licensetui.cli.months:CALENDAR"),
    Listed("findings", "print what is wrong, the worst first", "licensetui.cli.findings:FINDINGS"),
    Listed(
        "coverage",
        "print which mails nobody will read, or one person alone",
        "licensetui.cli.coverage:COVERAGE",
    ),
    Listed(
        "who",
        "print who sees a license, or what a contact sees, and why",
        "licensetui.cli.who:WHO",
    ),
    Listed("portal", "print what to do on the portals", "licensetui.cli.portal:PORTAL"),
    Listed(
        "handover",
        "give all that somebody holds to others, as one change",
        "licensetui.cli.handover:HANDOVER",
    ),
    Listed("add", "add a license or a contact", "licensetui.cli.editing:ADD"),
    Listed("edit", "change fields of a license or a contact", "licensetui.cli.editing:EDIT"),
    Listed("renew", "record that a license was renewed", "licensetui.cli.renewing:RENEW"),
    Listed("done", "mark the term of a license as handled", "licensetui.cli.deeds:HANDLED"),
    Listed("assign", "make a contact that of a license", "licensetui.cli.assigning:ASSIGN"),
    Listed("tick", "note that a step on a portal is done", "licensetui.cli.deeds:TICK"),
    Listed("archive", "archive a license or a contact", "licensetui.cli.deeds:ARCHIVE"),
    Listed("coterm", "preview one common end of licenses", "licensetui.cli.coterm:COTERM"),
    Listed("check", "check addresses: slips, kinds, mail servers", "licensetui.cli.check:CHECK"),
    Listed(
        "import",
        "read lists of licenses: spreadsheets, CSV, JSON",
        "licensetui.cli.importing:IMPORT",
    ),
    Listed(
        "members",
        "take the members of a team from a list of a mail server or directory",
        "licensetui.cli.members:MEMBERS",
    ),
    Listed(
        "key",
        "take what a pasted license key says; the key is not kept",
        "licensetui.cli.license_key:KEY",
    ),
    Listed(
        "absences",
        "take from a calendar file (ics) who is away when",
        "licensetui.cli.absences:ABSENCES",
    ),
    Listed(
        "export", "write CSV, JSON, vCards, a calendar, a report", "licensetui.cli.export:EXPORT"
    ),
    Listed(
        "report", "write amounts, dates and savings as Markdown", "licensetui.cli.report:REPORT"
    ),
    Listed("remind", "mail what is new since the last mail", "licensetui.cli.remind:REMIND"),
    Listed(
        "history",
        "print who changed what and when, the newest first",
        "licensetui.cli.history:HISTORY",
    ),
    Listed("undo", "take back your newest change, or another", "licensetui.cli.undo:UNDO"),
    Listed(
        "redo", "bring back what was undone last, or another change", "licensetui.cli.undo:REDO"
    ),
    Listed("backup", "make a backup of the file now", "licensetui.cli.backup:BACKUP"),
    Listed(
        "restore", "list the backups, compare one, bring it back", "licensetui.cli.backup:RESTORE"
    ),
    Listed(
        "forget",
        "remove a person's data, or license keys, also from history and backups",
        "licensetui.cli.forget:FORGET",
    ),
    Listed(
        "doctor", "print whether all is well, and what to do if not", "licensetui.cli.doctor:DOCTOR"
    ),
    Listed(
        "facts", "print what is known of vendors, with sources", "licensetui.cli.facts:FACTS_TABLE"
    ),
    Listed("keys", "print the keys of all screens", "licensetui.cli.keys:KEYS"),
)
"""In the order of the help."""

OUTLOOK = "licensetui.outlook:Outlook"
DEMO = "licensetui.demo:demo_portfolio"
MEMORY_STORE = "licensetui.store.memory:MemoryStore"
FILE_KEEPER = "licensetui.store.file.keeper:FileKeeper"
"""Looks after a file: nobody else here knows what a store is in."""
PROGRAM = "licensetui.tui.app:run_app"
PROGRAM_FAILED = "licensetui.tui.app:ProgramFailedError"
"""The screens, and with them all of Textual."""
ASK_ABOUT = "licensetui.cli.asking:ask_about"
UNASKED = "licensetui.cli.asking:unasked"
"""Name servers, for `check --dns`."""
CALENDAR_EXPORT = "licensetui.cli.export_calendar:export_calendar"
REPORT_EXPORT = "licensetui.cli.report:write_report"
"""What only some exports need."""
ADD_CONTACTS = "licensetui.cli.contacts_added:add_contacts"
"""What reads lists of people, for `contacts --add`."""
PARTNER_DRAFT = "licensetui.exchange.partner_draft:partner_draft"
BY_OWNER = "licensetui.exchange.owners:by_recipient"
REMINDER = "licensetui.exchange.mail:reminder"
TRIAL_MESSAGE = "licensetui.exchange.mail:trial_message"
WHY_UNREAD = "licensetui.exchange.recipients:why_unread"
DELIVER = "licensetui.exchange.smtp:deliver"
MAIL_CHECKS = "licensetui.cli.mail_checks:mail_checks"
"""Mail, if there is any to write or to send."""
TYPED_ERROR = "licensetui.forms.typed:TypedError"
"""Failure of a value that is given, or refused."""
UNREADABLE_FILE_ERROR = "licensetui.tables.table:UnreadableFileError"
CLOSED_INPUT_ERROR = "licensetui.tables.sources:ClosedInputError"
TABLE_ERROR = "licensetui.tables.table:TableError"
DAMAGED_KEY_ERROR = "licensetui.vendors.atlassian.license_key:DamagedKeyError"
TRY_LATER_ERROR = "licensetui.exchange.delivery:TryLaterError"
LOGIN_ERROR = "licensetui.exchange.delivery:LoginError"
DELIVERY_ERROR = "licensetui.exchange.delivery:DeliveryError"
UNREAD_ERROR = "licensetui.exchange.delivery:UnreadError"
"""Failures of reading a list or a license key, and of mailing."""
