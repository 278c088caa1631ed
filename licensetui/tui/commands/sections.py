"""Sections of the help: which commands work where; the order of README and footer too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from licensetui.tui.command import Command
from licensetui.tui.commands import browsing, dashboard, everywhere, forms, records, text_fields

ANYWHERE, IN_LISTS = "Everywhere", "Lists"
ON_DASHBOARD = "Dashboard"
IN_DAYS, IN_FINDINGS = "Dashboard, calendar", "Dashboard, findings"
ON_LICENSES, ON_CONTACTS, ON_PORTAL, ON_HISTORY = "Licenses", "Contacts", "Portal", "History"
IN_FORMS, IN_FIELDS = "Forms", "Text fields"
IN_RENEWALS = "Renewal form, when not in a text field"
IN_ONE_RENEWAL = "Renewal form of one license, when not in a text field"
IN_SEVERAL = "Form for several licenses, when not in a text field"
IN_EMAIL, IN_CONTACT, IN_MEMBERS = "Email field", "Contact form", "Contact form, members"
IN_LICENSE_CONTACTS, IN_DOCUMENTS = "License form, contacts", "License form, documents"
IN_ABSENCE = "Absence form"
IN_VENDOR = "License form, vendor"
IN_NEW_CONTACTS = "Pasted contacts"
IN_CHECK = "Portal check"
IN_LICENSE_KEY = "License key form"
IN_HANDOVER = "Handover form"
IN_IMPORT, IN_PLAN = "Import, columns", "Import, review"
IN_CONFLICT = "Conflicts"

EVERYWHERE = (
    *(everywhere.SHOW_DASHBOARD, everywhere.SHOW_LICENSES, everywhere.SHOW_CONTACTS),
    *(everywhere.SHOW_PORTAL, everywhere.SHOW_HISTORY),
    *(everywhere.UNDO, everywhere.REDO, everywhere.SAVE_AGAIN),
    *(everywhere.OPEN_DRAFT, everywhere.DROP_DRAFT, everywhere.IMPORT, everywhere.EXPORT),
    everywhere.NEXT_PROBLEM,
    *(everywhere.THEME, everywhere.PALETTE, everywhere.HELP, everywhere.QUIT, everywhere.SUSPEND),
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
    *(records.PASTE_KEY, records.KEY_CAME),
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
FINDINGS = (browsing.OPEN, *LICENSE, records.ABSENCE)
LICENSES = (
    *(browsing.OPEN, browsing.EDIT, browsing.NEW, *LICENSE),
    *(browsing.FIND, browsing.FILTER, browsing.SORT, browsing.REVERSE),
    *(browsing.MARK, browsing.ARCHIVE, browsing.COPY, browsing.LOG, browsing.UNFIND),
)
CONTACTS = (
    *(browsing.OPEN, browsing.EDIT, browsing.NEW, records.PASTE_CONTACTS),
    *(records.ABSENCE, records.LEAVING, records.CONFIRM, records.BOUNCED),
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
FORM = (
    *(forms.SAVE, forms.LEAVE, forms.FORM_HELP),
    *(forms.NEXT_SECTION, forms.PREVIOUS_SECTION),
)
RENEWAL = (
    *(forms.ONE_YEAR, forms.TWO_YEARS, forms.THREE_YEARS, forms.ONE_MONTH, forms.UNTIL_DAY),
    *(forms.FROM_LAST_END, forms.FROM_PAYMENT, forms.FROM_FIXED_DAY),
)
ONE_RENEWAL = (forms.TO_COST,)
IN_LIST = (forms.ENTER_LIST, forms.LEAVE_LIST)
"""What works in each list of a form."""
SEVERAL = (forms.LEAVE_OUT,)
EMAIL = (forms.TAKE_SUGGESTION, forms.KEEP_ADDRESS)
VENDOR = (forms.TAKE_VENDOR,)
ABSENCE = (forms.CLOSE_GAP,)
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


EDITING = (
    *(text_fields.LINE_START, text_fields.LINE_END),
    *(text_fields.WORD_LEFT, text_fields.WORD_RIGHT),
    *(text_fields.DELETE_BEFORE, text_fields.DELETE_AFTER),
    *(text_fields.DELETE_WORD, text_fields.DELETE_NEXT),
    *(text_fields.CUT, text_fields.PUT_BACK, text_fields.UNDO_TYPING),
)
"""What works in every field one types in."""
FIELDS = (text_fields.NEXT_FIELD, text_fields.FIELD_BEFORE, *EDITING, text_fields.SELECT)

VIEWS: Mapping[str, tuple[str, ...]] = {
    "dashboard": (ON_DASHBOARD, IN_DAYS, IN_FINDINGS),
    "licenses": (ON_LICENSES,),
    "contacts": (ON_CONTACTS,),
    "portal": (ON_PORTAL,),
    "history": (ON_HISTORY,),
}
"""The sections of the views, by what the registry calls those."""
SHEETS: Mapping[str, tuple[str, ...]] = {
    "license": (IN_LICENSE_CONTACTS, IN_FORMS, IN_DOCUMENTS, IN_VENDOR),
    "contact": (IN_EMAIL, IN_CONTACT, IN_MEMBERS, IN_FORMS),
    "new contacts": (IN_NEW_CONTACTS, IN_FORMS),
    "handover": (IN_HANDOVER, IN_FORMS),
    "absence": (IN_ABSENCE, IN_FORMS),
    "leaving": (IN_FORMS,),
    "seen": (IN_CHECK, IN_FORMS),
    "renewal": (IN_ONE_RENEWAL, IN_RENEWALS, IN_FORMS),
    "renewals": (IN_RENEWALS, IN_SEVERAL, IN_FORMS),
    "import": (IN_IMPORT, IN_PLAN, IN_FORMS),
    "co-term": (IN_SEVERAL, IN_FORMS),
    "license key": (IN_LICENSE_KEY, IN_FORMS),
}
"""The sections of the forms, its own first, by what the registry calls those."""
SCREENS: Mapping[str, tuple[str, ...]] = {
    **{view: (*titles, IN_LISTS, ANYWHERE) for view, titles in VIEWS.items()},
    **{sheet: (*titles, IN_FIELDS) for sheet, titles in SHEETS.items()},
    "conflict": (IN_CONFLICT,),
}
"""The sections of all that works on a screen, where no key may mean two things."""
SHOWING: Mapping[str, Command] = {
    "dashboard": everywhere.SHOW_DASHBOARD,
    "licenses": everywhere.SHOW_LICENSES,
    "contacts": everywhere.SHOW_CONTACTS,
    "portal": everywhere.SHOW_PORTAL,
    "history": everywhere.SHOW_HISTORY,
}
"""The commands that show the views."""
PANELS: Mapping[str, str] = {"weeks": IN_DAYS, "findings": IN_FINDINGS}
"""The sections of the panels that have their own, by the panel's id."""


def sections() -> tuple[tuple[str, tuple[Command, ...]], ...]:
    """Return every command by the place in which it works, in the order of the help."""
    return (
        (ANYWHERE, EVERYWHERE),
        (IN_LISTS, LISTS),
        (ON_DASHBOARD, AGENDA),
        (IN_DAYS, DAYS),
        (IN_FINDINGS, FINDINGS),
        (ON_LICENSES, LICENSES),
        (ON_CONTACTS, CONTACTS),
        (ON_PORTAL, PORTAL),
        (ON_HISTORY, HISTORY),
        (IN_FORMS, FORM),
        (IN_FIELDS, FIELDS),
        (IN_RENEWALS, RENEWAL),
        (IN_ONE_RENEWAL, ONE_RENEWAL),
        (IN_SEVERAL, SEVERAL),
        (IN_EMAIL, EMAIL),
        (IN_LICENSE_CONTACTS, HOLDERS),
        (IN_DOCUMENTS, DOCUMENTS),
        (IN_VENDOR, VENDOR),
        (IN_CONTACT, CONTACT),
        (IN_ABSENCE, ABSENCE),
        (IN_MEMBERS, MEMBERS),
        (IN_NEW_CONTACTS, NEW_CONTACTS),
        (IN_CHECK, SEEN),
        (IN_LICENSE_KEY, KEY),
        (IN_HANDOVER, HANDOVER),
        (IN_IMPORT, COLUMNS),
        (IN_PLAN, PLANNED),
        (IN_CONFLICT, CONFLICT),
    )


def all_commands() -> frozenset[Command]:
    """Return every command once."""
    return frozenset(command for _, commands in sections() for command in commands)


def keyed(text: str) -> str:
    """Return a text with the keys of the commands whose ids stand in it: `{save} saves`."""
    return re.sub(r"\{([a-z-]+)\}", lambda found: _by_id()[found[1]].key, text)


@cache
def _by_id() -> Mapping[str, Command]:
    return {command.id: command for command in all_commands()}


def bar_order() -> tuple[Command, ...]:
    """Return the commands in the order of the footer: those of the place before the general."""
    first = (
        *(browsing.OPEN, browsing.FIND, browsing.NEW, records.RENEW, records.ABSENCE),
        *(everywhere.UNDO, records.SET_TECHNICAL, records.SET_BILLING),
    )
    in_forms = (
        *FORM,
        *ONE_RENEWAL,
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
