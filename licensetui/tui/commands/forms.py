"""Commands in forms: saving, and the single letters outside the lines one types in."""

from __future__ import annotations

from functools import partial

from licensetui.tui.command import Command

_edit = partial(Command, edits=True)


def _typing(id: str, keys: str, help: str) -> Command:
    """Return a command of the line one types in; Textual's own action, but for undoing."""
    return Command(id, keys, "", help, edits=True, shown=False)


SAVE = _edit("save", "ctrl+s", "Save", "Save what was typed.")
LEAVE = Command(
    "leave", "escape", "Back", "Go back without saving; u opens the form again as it was."
)
FORM_HELP = Command("form-help", "ctrl+g", "Help", "Show the keys of the form.")
FROM_LAST_END = _edit(
    "from-last-end", "e", "Last end", "Count the term from the end of the last one.", shown=False
)
FROM_PAYMENT = _edit(
    "from-payment", "p", "Paid on", "Count the term from the payment: today, or type the day."
)
FROM_FIXED_DAY = _edit(
    "from-fixed-day", "f", "From day", "Count the term from a day that you type."
)
ONE_YEAR = _edit("one-year", "1", "Year", "Let the term last one year.")
TWO_YEARS = _edit("two-years", "2", "Years", "Let the term last two years.")
THREE_YEARS = _edit("three-years", "3", "3 years", "Let the term last three years.", shown=False)
ONE_MONTH = _edit("one-month", "m", "Month", "Let the term last one month.")
UNTIL_DAY = _edit("until-day", "d", "Until day", "Let the term last until a day that you type.")
LEAVE_OUT = _edit(
    "leave-out", "o", "Leave out", "Leave out what cannot be done, or stop at it again."
)
LINE_START = _typing("home", "home,ctrl+a", "Go to the start of the field.")
LINE_END = _typing("end", "end,ctrl+e", "Go to the end of the field.")
CUT_WORD = _typing("delete-left-word", "ctrl+w", "Delete the word before the cursor.")
CUT_BEFORE = _typing("delete-left-all", "ctrl+u", "Delete all before the cursor.")
CUT_BEHIND = _typing("delete-right-all", "ctrl+k", "Delete all behind the cursor.")
UNDO_TYPING = _typing(
    "undo-typing",
    "ctrl+underscore,ctrl+slash,ctrl+minus",
    "Undo typing in the field: what was replaced comes back.",
)
TAKE_SUGGESTION = _edit(
    "take-suggestion", "ctrl+y", "Yes, fix", "Take the address that is suggested."
)
KEEP_ADDRESS = _edit(
    "keep-address", "ctrl+n", "No, keep", "Keep the address as typed; it is not asked about again."
)
TAKE_VENDOR = _edit("take-vendor", "ctrl+y", "Yes, take", "Take the vendor that is probably meant.")
ENTER_LIST = _edit("enter-list", "enter", "Edit list", "Enter the list: now its keys work.")
LEAVE_LIST = Command("leave-list", "escape", "Leave list", "Leave the list: back to the fields.")
ADD_HOLDER = _edit("add-holder", "n", "Add contact", "Add a contact: type to find one, or a new.")
OPEN_AGAIN = _edit(
    "open-again",
    "o",
    "Draft",
    "Reopen the draft of a new contact that you left here.",
    shown=False,
)
MAKE_PRIMARY = _edit(
    "make-primary", "p", "Primary", "Make it the primary contact of its role, or secondary."
)
CHANGE_ROLE = _edit("change-role", "space", "Role", "Give the contact the next role.")
CHANGE_SIGN_IN = _edit(
    "change-sign-in",
    "space",
    "Password",
    "Say that it reads, also knows the password, or only that.",
)
REMOVE_HOLDER = _edit("remove-holder", "delete,D", "Remove", "Take the contact off the list.")
ADD_DOCUMENT = _edit(
    "add-document", "n", "Add document", "Add a document: its path or address, and what it is."
)
EDIT_DOCUMENT = _edit("edit-document", "enter", "Edit", "Edit the document.")
REMOVE_DOCUMENT = _edit(
    "remove-document", "delete,D", "Remove", "Take the document off the list; it is not touched."
)
OPEN_DOCUMENT_HERE = Command(
    "open-document-here", "L", "Open", "Open the document, and copy where it is."
)

CONFIRM_HERE = _edit("confirm-here", "ctrl+t", "Read today", "Say that the address is read, today.")
BOUNCED_HERE = _edit(
    "bounced-here", "ctrl+o", "Came back", "Say that a mail came back today.", shown=False
)
CLOSE_GAP = _edit(
    "close-gap", "ctrl+r", "Close gap", "Do what is proposed against days nobody reads the mail."
)
AS_WANTED = _edit(
    "as-wanted", "w", "As wanted", "Say that the portal shows the contacts that are wanted."
)
AS_LAST_SEEN = _edit(
    "as-last-seen", "b", "As before", "Say that the portal shows what it showed the last time."
)

HAND_OVER_HERE = _edit(
    "hand-over-here",
    "ctrl+l",
    "Hand over",
    "Hand over what the contact holds, once all is saved.",
    shown=False,
)
GO_ON = _edit(
    "go-on", "ctrl+s", "Next, apply", "Go to the next step; in the last one apply all of it."
)
TAKE_ROW = _edit("take-row", "space", "Skip", "Leave this row out, or hand it over again.")
TAKE_FROM_KEY = _edit(
    "take-from-key", "space", "Take", "Take what the key says here, or leave what is recorded."
)
TAKE_ALL_FROM_KEY = _edit(
    "take-all-from-key", "a", "Take all", "Take all that the key says; again takes none of it."
)
CHOOSE_SUCCESSOR = _edit(
    "choose-successor", "enter", "Who", "Choose who takes this row, found by typing."
)
CHOOSE_FOR_ALL = _edit(
    "choose-for-all", "a", "All to", "Choose one who takes all rows that are not left out."
)
WRITE_NOTE = Command(
    "write-note", "w", "Write note", "Write a note for those who take over (Markdown)."
)

CHOOSE_FIELD = _edit(
    "choose-field", "enter", "Field", "Choose what the column holds, found by typing."
)
LEAVE_COLUMN = _edit("leave-column", "minus", "Leave out", "Leave the column out of the import.")
CHOOSE_SHEET = _edit("choose-sheet", "s", "Sheet", "Choose which sheet of the workbook to read.")
SHOW_REMARKS = Command("show-remarks", "n", "Notes", "Show all that there is to say of the file.")
SAVE_IMPORT = _edit("save-import", "enter", "Save", "Save all of the import as one change.")
FILTER_ROWS = Command(
    "filter-rows", "f", "Filter", "Show only what is new, changed, the same, or refused."
)
SHOW_NOTES = Command("show-notes", "n", "Notes", "Show how the file was read, in full.")
SAY_CURRENCY = _edit(
    "say-currency", "c", "Currency", "Choose the currency of amounts that have none."
)
SAY_SEEN = _edit(
    "say-seen",
    "v",
    "Seen",
    "Say that the portal shows today what the file says.",
    shown=False,
)
DAY_FIRST = _edit("day-first", "d", "Day first", "Read 06/09/2026 as 6 September.")
MONTH_FIRST = _edit("month-first", "m", "Month first", "Read 06/09/2026 as 9 June.")

TAKE_MINE = Command("take-mine", "m,left", "Mine", "Let your value stand in this line.")
TAKE_THEIRS = Command(
    "take-theirs", "t,right", "Theirs", "Let the other session's value stand in this line."
)
ALL_MINE = Command("all-mine", "M", "All mine", "Let your values stand in all lines.")
ALL_THEIRS = Command(
    "all-theirs", "T", "All theirs", "Let the other session's values stand in all lines."
)
SAVE_CHOICE = Command(
    "save-choice", "enter,ctrl+s", "Save", "Save what was chosen, once every line is decided."
)
LEAVE_CONFLICT = Command(
    "leave-conflict", "escape", "Back", "Go back with nothing saved; what you typed is kept."
)
