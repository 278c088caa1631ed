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
    Listed("due", "show what is due and who reads the next reminder", "licensetui.cli.agenda:DUE"),
    Listed("list", "list licenses", "licensetui.cli.licenses:LIST"),
    Listed("contacts", "list contacts, or add some", "licensetui.cli.contacts:CONTACTS"),
    Listed("calendar", "show months, the agenda, and the year", "licensetui.cli.months:CALENDAR"),
    Listed("findings", "list findings, worst first", "licensetui.cli.findings:FINDINGS"),
    Listed(
        "coverage",
        "list reminders that nobody (or only one person) will read",
        "licensetui.cli.coverage:COVERAGE",
    ),
    Listed(
        "who",
        "show who sees a license, or what a contact sees, and why",
        "licensetui.cli.who:WHO",
    ),
    Listed("portal", "list open steps on the vendors' portals", "licensetui.cli.portal:PORTAL"),
    Listed(
        "handover",
        "hand over everything a person holds, as one change",
        "licensetui.cli.handover:HANDOVER",
    ),
    Listed("add", "add a license or a contact", "licensetui.cli.editing:ADD"),
    Listed("edit", "change fields of a license or a contact", "licensetui.cli.editing:EDIT"),
    Listed("renew", "record a renewal", "licensetui.cli.renewing:RENEW"),
    Listed("done", "mark a license's term as done", "licensetui.cli.deeds:HANDLED"),
    Listed("assign", "assign a contact to a license", "licensetui.cli.assigning:ASSIGN"),
    Listed("tick", "tick a portal step", "licensetui.cli.deeds:TICK"),
    Listed("archive", "archive a license or a contact", "licensetui.cli.deeds:ARCHIVE"),
    Listed("coterm", "preview one common end date for licenses", "licensetui.cli.coterm:COTERM"),
    Listed(
        "check", "check email addresses: typos, kinds, mail servers", "licensetui.cli.check:CHECK"
    ),
    Listed(
        "import",
        "import licenses from spreadsheets, CSV, or JSON",
        "licensetui.cli.importing:IMPORT",
    ),
    Listed(
        "members",
        "update a team's members from a mail server or directory list",
        "licensetui.cli.members:MEMBERS",
    ),
    Listed(
        "key",
        "record what a license key says (the key is not stored)",
        "licensetui.cli.license_key:KEY",
    ),
    Listed(
        "absences",
        "import absences from a calendar file (ics)",
        "licensetui.cli.absences:ABSENCES",
    ),
    Listed(
        "export",
        "export CSV, JSON, vCards, a calendar, or a report",
        "licensetui.cli.export:EXPORT",
    ),
    Listed(
        "report", "write a Markdown report: costs, dates, savings", "licensetui.cli.report:REPORT"
    ),
    Listed("remind", "email what is new since the last message", "licensetui.cli.remind:REMIND"),
    Listed(
        "history",
        "show who changed what and when, newest first",
        "licensetui.cli.history:HISTORY",
    ),
    Listed("undo", "undo your last change, or another one", "licensetui.cli.undo:UNDO"),
    Listed("redo", "redo what was undone last, or another change", "licensetui.cli.undo:REDO"),
    Listed("backup", "make a backup now", "licensetui.cli.backup:BACKUP"),
    Listed("restore", "list backups, compare one, or restore it", "licensetui.cli.backup:RESTORE"),
    Listed(
        "move",
        "move everything to a database, or back to a file",
        "licensetui.cli.move:MOVE",
    ),
    Listed(
        "upgrade",
        "make or convert the tables of a database, as their owner",
        "licensetui.cli.upgrade:UPGRADE",
    ),
    Listed(
        "forget",
        "erase a person or license keys, also from history and backups",
        "licensetui.cli.forget:FORGET",
    ),
    Listed(
        "doctor",
        "check data, settings, and terminal, and suggest fixes",
        "licensetui.cli.doctor:DOCTOR",
    ),
    Listed(
        "facts",
        "list what is known about vendors, with sources",
        "licensetui.cli.facts:FACTS_TABLE",
    ),
    Listed(
        "config",
        "show all settings and where each comes from, or write a file to begin with",
        "licensetui.cli.config:CONFIG",
    ),
    Listed("keys", "list the keys of all screens", "licensetui.cli.keys:KEYS"),
    Listed(
        "completion",
        "print what completes commands in bash, zsh, or fish",
        "licensetui.cli.completion:COMPLETION",
    ),
    Listed("help", "read the manual, a page per topic", "licensetui.cli.help_topics:HELP"),
)

GROUPS: dict[str, tuple[str, ...]] = {
    "show": ("due", "list", "contacts", "calendar", "findings", "coverage", "who", "portal"),
    "change": (
        *("add", "edit", "renew", "done", "assign", "tick", "archive", "handover"),
        *("history", "undo", "redo"),
    ),
    "plan and remind": ("coterm", "report", "remind"),
    "import and export": ("import", "members", "key", "absences", "export"),
    "maintain": (*("config", "check", "backup", "restore", "move", "upgrade", "forget", "doctor"),),
    "help": ("help", "keys", "facts", "completion"),
}
"""Words of the commands as the help lists them: headings in order, and under each its words."""

TRACEBACK_LINES = "traceback:format_exception"
FILL = "textwrap:fill"
CLOSE_MATCHES = "difflib:get_close_matches"
"""What only help and misuse need of the standard library."""
WRITE_JSON = "json:dumps"
READ_SETTINGS = "licensetui.settings:read_settings"
PLACED = "licensetui.settings:placed"
"""Who has no settings file needs none of what reads one."""
SET_ASIDE = "licensetui.domain.set_aside:found"
SET_ASIDE_REMEDY = "licensetui.domain.set_aside:remedy"
RUN = "licensetui.cli.run:run"
"""What a run does once its arguments are read."""
CLOCK_FROM = "licensetui.clock:clock_from"
TAKE_DAYS = "licensetui.cli.typed:take_days"
"""What reads the days of a command's options."""
PRINT_DUE = "licensetui.cli.agenda:print_due"
OUTLOOK = "licensetui.outlook:Outlook"
DEMO = "licensetui.demo:demo_portfolio"
MEMORY_STORE = "licensetui.store.memory:MemoryStore"
FILE_KEEPER = "licensetui.store.file.keeper:FileKeeper"
DATABASE_KEEPER = "licensetui.store.postgres.keeper:PostgresKeeper"
"""Look after a file, and a database: nobody else here knows what a store is in."""
TAKE_KEYS = "licensetui.tui.keymap:take_keys"
"""The user's own keys, if there are any."""
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
CONTACT_MEANT = "licensetui.cli.typed:contact_meant"
"""What finds the contact whom somebody names."""
PLAIN = "licensetui.domain.plain:plain"
SETTINGS_ERROR = "licensetui.domain.settings:SettingsError"
STORE_ERROR = "licensetui.store.errors:StoreError"
CONFLICT_ERROR = "licensetui.store.errors:ConflictError"
DAMAGED_ERROR = "licensetui.store.errors:DamagedError"
LOCKED_ERROR = "licensetui.store.errors:LockedError"
NEWER_ERROR = "licensetui.store.errors:NewerError"
NOT_REVERTIBLE_ERROR = "licensetui.store.errors:NotRevertibleError"
"""Failures of the settings and of the store, and how their sentences are shown."""
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
