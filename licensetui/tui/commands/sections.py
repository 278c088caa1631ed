"""Sections of the help: which commands work where; the order of README and footer too."""

from __future__ import annotations

from licensetui.tui.command import Command
from licensetui.tui.commands import browsing, dashboard, everywhere, forms, records

EVERYWHERE = (
    *(everywhere.SHOW_DASHBOARD, everywhere.SHOW_LICENSES, everywhere.SHOW_CONTACTS),
    *(everywhere.SHOW_PORTAL, everywhere.SHOW_HISTORY),
    *(everywhere.UNDO, everywhere.REDO, everywhere.SAVE_AGAIN),
    *(everywhere.OPEN_DRAFT, everywhere.DROP_DRAFT, everywhere.IMPORT, everywhere.EXPORT),
    everywhere.NEXT_PROBLEM,
    *(everywhere.PALETTE, everywhere.HELP, everywhere.QUIT, everywhere.SUSPEND),
)
LISTS = (
    *(browsing.UP, browsing.DOWN, browsing.PAGE_UP, browsing.PAGE_DOWN),
    *(browsing.FIRST, browsing.LAST),
)
LICENSE = (
    *(records.RENEW, records.HANDLE, records.SNOOZE, records.DECIDE, records.PROCEED),
    *(records.TERMS, records.CO_TERM, records.SET_TECHNICAL, records.SET_BILLING),
    *(records.SET_OWNER, records.OPEN_DOCUMENT),
    *(records.SEEN_ON_PORTAL, records.WHO_SEES, records.HAND_OVER),
    *(records.PASTE_KEY, records.KEY_RECEIVED, records.KEY_INSTALLED),
)
"""What becomes of the term and of the contacts: wherever a license is under the cursor."""
DASHBOARD = (
    *(dashboard.NEXT_PANEL, dashboard.PREVIOUS_PANEL),
    *(dashboard.EARLIER_WEEKS, dashboard.LATER_WEEKS),
    *(dashboard.SHOW_EVERYTHING, dashboard.SHOW_TOTALS),
    *(browsing.NEW, browsing.FIND),
)
"""What works in all of its panels."""
AGENDA = (browsing.OPEN, *LICENSE, *DASHBOARD)
DAYS = (
    *(dashboard.OPEN_DAY, dashboard.DAY_BEFORE, dashboard.DAY_AFTER),
    *(dashboard.WEEK_BEFORE, dashboard.WEEK_AFTER, dashboard.TODAY),
)
FINDINGS = (browsing.OPEN, *LICENSE)
LICENSES = (
    *(browsing.OPEN, browsing.EDIT, browsing.NEW, *LICENSE),
    *(browsing.FIND, browsing.FILTER, browsing.SORT, browsing.REVERSE),
    *(browsing.MARK, browsing.ARCHIVE, browsing.COPY, browsing.LOG, browsing.UNFIND),
)
CONTACTS = (
    *(browsing.OPEN, browsing.EDIT, browsing.NEW, records.PASTE_CONTACTS),
    *(records.LEAVING, records.CONFIRM, records.BOUNCED),
    *(browsing.FIND, browsing.FILTER, browsing.SORT, browsing.REVERSE),
    *(browsing.MARK, browsing.ARCHIVE, records.WHO_SEES, browsing.COPY, browsing.LOG),
    records.HAND_OVER,
    browsing.UNFIND,
)
PORTAL = (
    *(records.TICK, browsing.OPEN, records.ASK_TO_SIGN_IN, records.SEEN_ON_PORTAL, browsing.COPY),
    *(records.COPY_MESSAGE, browsing.FIND, browsing.FILTER, browsing.SORT, browsing.UNFIND),
)
HISTORY = (browsing.OPEN, browsing.FIND, browsing.FILTER, browsing.UNFIND)
FORM = (forms.SAVE, forms.LEAVE, forms.FORM_HELP)
RENEWAL = (
    *(forms.ONE_YEAR, forms.TWO_YEARS, forms.THREE_YEARS, forms.ONE_MONTH, forms.UNTIL_DAY),
    *(forms.FROM_LAST_END, forms.FROM_PAYMENT, forms.FROM_FIXED_DAY),
)
IN_LIST = (forms.ENTER_LIST, forms.LEAVE_LIST)
"""What works in each list of a form."""
SEVERAL = (forms.LEAVE_OUT,)
IN_RENEWALS = "Forms of renewals, outside the lines one types in"
"""Where the keys of `RENEWAL` work."""
IN_SEVERAL = "Forms of several licenses, outside the lines one types in"
"""Where the keys of `SEVERAL` work."""
IN_IMPORT = "Form of an import"
"""Where the keys of `COLUMNS` work."""
IN_PLAN = "Form of an import, its plan"
"""Where the keys of `PLANNED` work."""
EDITING = (
    *(forms.LINE_START, forms.LINE_END, forms.CUT_WORD, forms.CUT_BEFORE, forms.CUT_BEHIND),
    forms.UNDO_TYPING,
)
"""What works in every field one types in."""
EMAIL = (forms.TAKE_SUGGESTION, forms.KEEP_ADDRESS)
VENDOR = (forms.TAKE_VENDOR,)
CONTACT = (forms.CLOSE_GAP, forms.CONFIRM_HERE, forms.BOUNCED_HERE, forms.HAND_OVER_HERE)
MEMBERS = (
    *IN_LIST,
    *(forms.ADD_HOLDER, forms.OPEN_AGAIN, forms.CHANGE_SIGN_IN, forms.REMOVE_HOLDER),
)
NEW_CONTACTS = (forms.TAKE_SUGGESTION, forms.REMOVE_HOLDER)
SEEN = (
    *(forms.ADD_HOLDER, forms.AS_WANTED, forms.AS_LAST_SEEN),
    *(forms.MAKE_PRIMARY, forms.CHANGE_ROLE, forms.REMOVE_HOLDER),
)
KEY = (forms.TAKE_FROM_KEY, forms.TAKE_ALL_FROM_KEY)
HANDOVER = (
    *(forms.GO_ON, forms.TAKE_ROW, forms.CHOOSE_SUCCESSOR, forms.CHOOSE_FOR_ALL),
    forms.WRITE_NOTE,
)
COLUMNS = (
    *(forms.GO_ON, forms.CHOOSE_FIELD, forms.LEAVE_COLUMN),
    *(forms.CHOOSE_SHEET, forms.SHOW_REMARKS),
)
PLANNED = (
    *(forms.SAVE_IMPORT, forms.DAY_FIRST, forms.MONTH_FIRST, forms.FILTER_ROWS),
    *(forms.TAKE_SUGGESTION, forms.SHOW_NOTES, forms.SAY_CURRENCY, forms.SAY_SEEN),
)
CONFLICT = (
    *(forms.TAKE_MINE, forms.TAKE_THEIRS, forms.ALL_MINE, forms.ALL_THEIRS),
    *(forms.SAVE_CHOICE, forms.LEAVE_CONFLICT),
)
HOLDERS = (
    *IN_LIST,
    *(forms.ADD_HOLDER, forms.OPEN_AGAIN, forms.MAKE_PRIMARY),
    *(forms.CHANGE_ROLE, forms.REMOVE_HOLDER),
)

DOCUMENTS = (
    *IN_LIST,
    *(forms.ADD_DOCUMENT, forms.EDIT_DOCUMENT, forms.REMOVE_DOCUMENT),
    forms.OPEN_DOCUMENT_HERE,
)


def sections() -> tuple[tuple[str, tuple[Command, ...]], ...]:
    """Return every command by the place in which it works, in the order of the help."""
    return (
        ("Everywhere", EVERYWHERE),
        ("Lists", LISTS),
        ("Dashboard", AGENDA),
        ("Days of the dashboard", DAYS),
        ("Findings of the dashboard", FINDINGS),
        ("Licenses", LICENSES),
        ("Contacts", CONTACTS),
        ("Portal", PORTAL),
        ("History", HISTORY),
        ("Forms", FORM),
        ("Fields of forms, while one types", EDITING),
        (IN_RENEWALS, RENEWAL),
        (IN_SEVERAL, SEVERAL),
        ("E-mail address, in its form", EMAIL),
        ("Contacts of a license, in its form", HOLDERS),
        ("Documents of a license, in its form", DOCUMENTS),
        ("Vendor of a license, in its form", VENDOR),
        ("Form of a contact", CONTACT),
        ("Contacts of a team, in its form", MEMBERS),
        ("New contacts from a paste, in their form", NEW_CONTACTS),
        ("Contacts of the portal, in their form", SEEN),
        ("License key, in its form", KEY),
        ("Form of a hand-over", HANDOVER),
        (IN_IMPORT, COLUMNS),
        (IN_PLAN, PLANNED),
        ("Conflicts", CONFLICT),
    )


def all_commands() -> frozenset[Command]:
    """Return every command once."""
    return frozenset(command for _, commands in sections() for command in commands)


def bar_order() -> tuple[Command, ...]:
    """Return the commands in the order of the footer: those of the place before the general."""
    first = (
        browsing.OPEN,
        browsing.NEW,
        records.RENEW,
        everywhere.UNDO,
        records.SET_TECHNICAL,
        records.SET_BILLING,
        browsing.FIND,
    )
    in_forms = (
        *FORM,
        *RENEWAL,
        *SEVERAL,
        *EMAIL,
        *VENDOR,
        *CONTACT,
        *HOLDERS,
        *DOCUMENTS,
        *MEMBERS,
        *SEEN,
        *KEY,
        *HANDOVER,
        *COLUMNS,
        *PLANNED,
    )
    in_views = (*LICENSES, *CONTACTS, *AGENDA, *DAYS, *PORTAL, *HISTORY)
    return (*in_forms, *CONFLICT, *first, *in_views, *EVERYWHERE)
