"""Commands in the fields one types in: each has the action of Textual's that its id names."""

from __future__ import annotations

from functools import partial

from licensetui.tui.command import Command

_typing = partial(Command, shown=False)

NEXT_FIELD = _typing("next-field", "tab,enter", "Next field", "Go to the next field.")
FIELD_BEFORE = _typing("field-before", "shift+tab", "Field before", "Go to the field before.")
LINE_START = _typing("home", "ctrl+a,home", "Start", "Go to the start of the field.")
LINE_END = _typing("end", "ctrl+e,end", "End", "Go to the end of the field.")
WORD_LEFT = _typing("cursor-left-word", "ctrl+left", "Word left", "Go one word left.")
WORD_RIGHT = _typing("cursor-right-word", "ctrl+right", "Word right", "Go one word right.")
DELETE_BEFORE = _typing(
    "delete-left-all", "ctrl+u", "Clear left", "Delete everything before the cursor."
)
DELETE_AFTER = _typing(
    "delete-right-all", "ctrl+k", "Clear right", "Delete everything after the cursor."
)
DELETE_WORD = _typing(
    "delete-left-word",
    "ctrl+w,alt+backspace,ctrl+backspace",
    "Delete word",
    "Delete the word before the cursor.",
)
DELETE_NEXT = _typing(
    "delete-right", "ctrl+d,delete", "Delete", "Delete the character at the cursor."
)
SELECT = _typing(
    "select", "shift+left,shift+right", "Select", "Select; typing replaces what is selected."
)
CUT = _typing("cut", "ctrl+x", "Cut", "Cut what is selected.")
PUT_BACK = _typing("paste", "ctrl+v", "Put back", "Insert what was cut.")
UNDO_TYPING = _typing(
    "undo-typing",
    "ctrl+underscore,ctrl+slash,ctrl+minus",
    "Undo typing",
    "Undo typing in the field: the value before is back.",
)
