"""Keys of the fields one types in: Textual's own, told in the help and bound by nobody here."""

from __future__ import annotations

from functools import partial

from licensetui.tui.command import Command

_typing = partial(Command, shown=False)

LINE_START = _typing("line-start", "ctrl+a,home", "Start", "Go to the start of the line.")
LINE_END = _typing("line-end", "ctrl+e,end", "End", "Go to the end of the line.")
WORD_LEFT = _typing("word-left", "ctrl+left", "Word left", "Go one word left.")
WORD_RIGHT = _typing("word-right", "ctrl+right", "Word right", "Go one word right.")
DELETE_TO_START = _typing(
    "delete-to-start", "ctrl+u", "Clear left", "Delete to the start of the line."
)
DELETE_TO_END = _typing("delete-to-end", "ctrl+k", "Clear right", "Delete to the end of the line.")
DELETE_WORD = _typing(
    "delete-word", "ctrl+w,alt+backspace", "Delete word", "Delete the word before the cursor."
)
DELETE_NEXT = _typing(
    "delete-next", "ctrl+d,delete", "Delete", "Delete the character at the cursor."
)
SELECT_BY_LETTER = _typing(
    "select", "shift+left,shift+right", "Select", "Select; typing replaces what is selected."
)
CUT = _typing("cut", "ctrl+x", "Cut", "Cut what is selected.")
PUT_BACK = _typing("put-back", "ctrl+v", "Put back", "Insert what was cut.")
NEXT_FIELD = _typing("next-field", "tab,enter", "Next field", "Go to the next field.")
FIELD_BEFORE = _typing("field-before", "shift+tab", "Field before", "Go to the field before.")
