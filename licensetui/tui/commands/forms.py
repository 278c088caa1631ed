"""Commands in forms: saving, and single letters where nobody types."""

from __future__ import annotations

from functools import partial

from licensetui.tui.command import Command

_edit = partial(Command, edits=True)

SAVE = _edit("save", "ctrl+s", "Save", "Save the form.")
LEAVE = Command("leave", "escape", "Cancel", "Close without saving; the form can be reopened.")
FORM_HELP = Command("form-help", "ctrl+g", "Help", "Show the keys of this form; type to search.")
FROM_LAST_END = _edit(
    "from-last-end", "e", "Last end", "Start the term at the end of the last one.", shown=False
)
FROM_PAYMENT = _edit(
    "from-payment", "p", "Paid on", "Start the term on the day of payment: today, or type it."
)
FROM_FIXED_DAY = _edit("from-fixed-day", "f", "Start date", "Start the term on a date you type.")
ONE_YEAR = _edit("one-year", "1", "Year", "Make the term one year long.")
TWO_YEARS = _edit("two-years", "2", "Years", "Make the term two years long.")
THREE_YEARS = _edit("three-years", "3", "3 years", "Make the term three years long.", shown=False)
ONE_MONTH = _edit("one-month", "m", "Month", "Make the term one month long.")
UNTIL_DAY = _edit("until-day", "d", "End date", "End the term on a date you type.")
TO_COST = _edit("to-cost", "c", "Cost", "Type the cost.")
LEAVE_OUT = _edit(
    "leave-out", "o", "Skip", "Skip licenses that cannot be renewed, or stop at them."
)
TAKE_SUGGESTION = _edit("take-suggestion", "ctrl+y", "Yes, fix", "Use the suggested address.")
KEEP_ADDRESS = _edit(
    "keep-address", "ctrl+n", "No, keep", "Keep the address as typed; don't ask again."
)
TAKE_VENDOR = _edit("take-vendor", "ctrl+y", "Yes, fix", "Use the suggested vendor.")
NEXT_SECTION = Command(
    "next-section", "pagedown", "Section", "Go to the next section of the form.", shown=False
)
PREVIOUS_SECTION = Command(
    "previous-section",
    "pageup",
    "Section",
    "Go back a section, or to the start of this one.",
    shown=False,
)
ENTER_LIST = _edit("enter-list", "enter", "Edit list", "Enter the list: now its keys work.")
LEAVE_LIST = Command("leave-list", "escape", "Leave list", "Leave the list: back to the fields.")
ADD_HOLDER = _edit(
    "add-holder", "n", "Add contact", "Add a contact: type to search, or type a new one."
)
OPEN_AGAIN = _edit(
    "open-again",
    "o",
    "Draft",
    "Reopen the new contact that you did not save.",
    shown=False,
)
MAKE_PRIMARY = _edit("make-primary", "p", "Primary", "Make it primary or secondary in its role.")
CHANGE_ROLE = _edit("change-role", "space", "Role", "Give the contact the next role.")
CHANGE_SIGN_IN = _edit(
    "change-sign-in",
    "space",
    "Password",
    "Gets the mail, also knows the password, or only that.",
)
REMOVE_HOLDER = _edit("remove-holder", "delete,D", "Remove", "Remove the contact from the list.")
ADD_DOCUMENT = _edit(
    "add-document", "n", "Add document", "Add a document: its path or URL, and what it is."
)
EDIT_DOCUMENT = _edit("edit-document", "enter", "Edit", "Edit the document.")
REMOVE_DOCUMENT = _edit(
    "remove-document", "delete,D", "Remove", "Remove the document from the list; the file stays."
)
OPEN_DOCUMENT_HERE = Command(
    "open-document-here", "L", "Open", "Open the document, and copy its path."
)

CONFIRM_HERE = _edit(
    "confirm-here", "ctrl+t", "Confirm", "Confirm, as of today, that the address works."
)
BOUNCED_HERE = _edit(
    "bounced-here", "ctrl+o", "Bounced", "Record that mail bounced today.", shown=False
)
CLOSE_GAP = _edit("close-gap", "ctrl+r", "Fix gap", "Apply the suggested coverage for the absence.")
AS_WANTED = _edit("as-wanted", "w", "As assigned", "The portal matches the assigned contacts.")
AS_LAST_SEEN = _edit(
    "as-last-seen", "b", "Unchanged", "The portal is unchanged since the last check."
)

HAND_OVER_HERE = _edit(
    "hand-over-here",
    "ctrl+l",
    "Hand over",
    "Hand over everything this contact holds, once saved.",
    shown=False,
)
GO_ON = _edit("go-on", "ctrl+s", "Next", "Go to the next step; the last one applies everything.")
TAKE_ROW = _edit("take-row", "space", "Skip", "Skip this row, or include it again.")
TAKE_FROM_KEY = _edit(
    "take-from-key", "space", "Take", "Use the value in the key, or keep the recorded one."
)
TAKE_ALL_FROM_KEY = _edit(
    "take-all-from-key", "a", "Take all", "Use all values in the key; again: none of them."
)
CHOOSE_SUCCESSOR = _edit("choose-successor", "enter", "Assign", "Assign this row to someone.")
CHOOSE_FOR_ALL = _edit(
    "choose-for-all", "a", "Assign all", "Assign all included rows to one person."
)
WRITE_NOTE = Command("write-note", "w", "Write note", "Write a handover note (Markdown).")

CHOOSE_FIELD = _edit("choose-field", "enter", "Field", "Choose what the column holds.")
LEAVE_COLUMN = _edit("leave-column", "minus", "Skip", "Skip the column.")
CHOOSE_SHEET = _edit("choose-sheet", "s", "Sheet", "Choose which sheet of the workbook to read.")
SHOW_REMARKS = Command("show-remarks", "n", "Notes", "Show all notes about the file.")
SAVE_IMPORT = _edit("save-import", "enter", "Save", "Save the whole import as one change.")
FILTER_ROWS = Command(
    "filter-rows", "f", "Filter", "Show only new, changed, unchanged, or rejected rows."
)
SHOW_NOTES = Command("show-notes", "n", "Notes", "Show all notes about how the file was read.")
SAY_CURRENCY = _edit(
    "say-currency", "c", "Currency", "Choose the currency of amounts that have none."
)
SAY_SEEN = _edit(
    "say-seen",
    "v",
    "Checked",
    "Record that the portal lists today what the file says.",
    shown=False,
)
DAY_FIRST = _edit("day-first", "d", "Day first", "Read 06/09/2026 as 6 September.")
MONTH_FIRST = _edit("month-first", "m", "Month first", "Read 06/09/2026 as 9 June.")

TAKE_MINE = Command("take-mine", "m,left", "Mine", "Keep your value.")
TAKE_THEIRS = Command("take-theirs", "t,right", "Theirs", "Keep the other session's value.")
ALL_MINE = Command("all-mine", "M", "All mine", "Keep your values in all lines.")
ALL_THEIRS = Command(
    "all-theirs", "T", "All theirs", "Keep the other session's values in all lines."
)
SAVE_CHOICE = Command(
    "save-choice", "enter,ctrl+s", "Save", "Save the choices, once every line is decided."
)
LEAVE_CONFLICT = Command(
    "leave-conflict", "escape", "Cancel", "Go back with nothing saved; what you typed is kept."
)
