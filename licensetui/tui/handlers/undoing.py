"""Undo and redo; and changes that are not saved: told, withdrawn, or saved at last."""

from __future__ import annotations

from collections.abc import Callable

from licensetui.domain.change import Change
from licensetui.domain.counting import by_count, named
from licensetui.domain.history import Entry
from licensetui.domain.moments import brief_moment
from licensetui.store.errors import ConflictError, NotRevertibleError, StoreError
from licensetui.tui.commands.everywhere import DROP_DRAFT, OPEN_DRAFT, REDO, SAVE_AGAIN, UNDO
from licensetui.tui.desk import Desk
from licensetui.tui.handlers.drafts import bring_back
from licensetui.tui.messages import Redo, SaveAgain, TakeBack, Undo
from licensetui.tui.unsaved import NOT_CONFIRMED, NOT_SAVED
from licensetui.tui.widgets.cells import shortened

CLOSED = 64
"""Cells that what is said of a closed form takes beside its title."""
SENTENCE = 46
"""Cells that what is said of an undo takes beside the name of the change."""


def undo(desk: Desk, _request: Undo) -> None:
    """Undo what was done last: a draft that was dropped, or a change."""
    session = desk.session
    if session.dropped is not None:
        bring_back(desk)
    elif desk.may_edit() and not _withdraw(desk, undo=False, word="Undone"):
        _take_back_next(desk, session.taking_back.next_undo, "Nothing to undo.")


def redo(desk: Desk, _request: Redo) -> None:
    """Redo what was undone last."""
    if desk.may_edit() and not _withdraw(desk, undo=True, word="Redone"):
        _take_back_next(desk, desk.session.taking_back.next_redo, "Nothing to redo.")


def save_again(desk: Desk, request: SaveAgain) -> None:
    """Retry to save what could not be saved."""
    session = desk.session
    if not session.waiting.changes:
        desk.say(_nothing_to_save(desk))
        return
    try:
        saved = session.save_pending()
    except ConflictError as error:

        def settle(settled: Change) -> None:
            session.waiting.settle(settled)
            save_again(desk, request)

        desk.settle(error, settle)
    except StoreError as error:
        sentence = str(error)
        is_clear = sentence.startswith((NOT_SAVED, NOT_CONFIRMED))
        desk.refuse(sentence if is_clear else f"{NOT_SAVED}: {sentence}")
    else:
        names = named([change.label for change in saved], "change")
        desk.say(session.trouble or f"Saved: {names}", is_error=bool(session.trouble))


def _nothing_to_save(desk: Desk) -> str:
    """Return that all is saved, or all but a form that was closed with something typed in it."""
    if draft := desk.session.left:
        when = brief_moment(draft.at, desk.outlook.today)
        title = shortened(draft.title, max(desk.width - CLOSED, 10))
        return f"All is saved but what was closed {when}: {title}. {OPEN_DRAFT.key} reopens it."
    left = desk.session.drafts.left_behind()
    if not left:
        return "Everything is saved."
    reopen, drop = OPEN_DRAFT.key, DROP_DRAFT.key
    return by_count(
        len(left),
        f"1 draft is not saved: {reopen} reopens it, {drop} drops it. All else is saved.",
        f"{{count}} drafts are not saved: {reopen} reopens, {drop} drops one. All else is saved.",
    )


def take_back(desk: Desk, request: TakeBack) -> None:
    """Undo or redo an entry of the history, whoever made it and whatever came after it."""
    entry = request.entry
    if not desk.may_edit():
        return
    try:
        history = desk.session.history()
    except StoreError as error:
        desk.refuse(str(error))
        return
    taken = history.undone_by(entry.number)
    if history.is_aside(entry.number):
        _settle_aside(desk, entry, brings_in=request.redo)
    elif request.redo and not taken and not entry.is_undo:
        desk.refuse(f"Not undone yet: {UNDO.key} undoes it.")
    elif request.redo or not taken:
        _take_back(desk, taken or entry)
    else:
        word = "redone" if entry.is_undo else "undone"
        when = brief_moment(taken.at, desk.outlook.today)
        desk.refuse(f"Already {word}: {when} by {taken.by}. {REDO.key} reverts that.")


def _settle_aside(desk: Desk, entry: Entry, *, brings_in: bool) -> None:
    """Bring in a change that is in the history and not in the file, or leave it out."""
    try:
        if brings_in:
            change = desk.session.taking_back.bringing_in(entry.number)
        else:
            change = desk.session.taking_back.leaving_out(entry.number)
    except StoreError as error:
        desk.refuse(str(error))
        return
    name = _name(desk, entry)
    if brings_in:
        desk.commit(change, f"Brought in: {name}.", lambda: _point_at(desk, entry))
    else:
        desk.commit(change, f"Left out: {name}. {REDO.key} brings it in.")


def _withdraw(desk: Desk, *, undo: bool, word: str) -> bool:
    """Give up the last change that is not saved yet, if it is an undo, or if it is none.

    Return whether there was one, given up or not.
    """
    pending = desk.session.waiting.changes
    if not pending or pending[-1].is_undo is not undo:
        return False
    try:
        change = desk.session.withdraw()
    except NotRevertibleError as error:
        desk.refuse(f"{error}. {SAVE_AGAIN.key} asks again")
        return True
    desk.say(f"{word}: {change.first_done}. It had not been saved.")
    return True


def _take_back_next(desk: Desk, find: Callable[[], Entry | None], nothing: str) -> None:
    try:
        entry = find()
    except StoreError as error:
        desk.refuse(str(error))
        return
    if entry is None:
        desk.say(nothing)
    elif not _take_back(desk, entry):
        desk.session.taking_back.pass_over(entry.number)


def _take_back(desk: Desk, entry: Entry) -> bool:
    """Undo or redo an entry of the history; return whether that can be tried at all."""
    try:
        change = desk.session.taking_back.reverting(entry.number)
    except StoreError as error:
        desk.refuse(str(error))
        return not isinstance(error, NotRevertibleError)
    name = _name(desk, entry)
    if entry.is_undo:
        done = f"Redone: {name}. {UNDO.key} undoes it."
    else:
        when = brief_moment(entry.at, desk.outlook.today)
        done = f"Undone: {name} ({when}). {REDO.key} redoes it."
    desk.commit(change, done, lambda: _point_at(desk, entry))
    return True


def _point_at(desk: Desk, entry: Entry) -> None:
    """Put the cursor on one of the records that were changed, where one is on screen."""
    desk.main.view.point_at_any(entry.records)


def _name(desk: Desk, entry: Entry) -> str:
    return shortened(entry.first_done, max(desk.width - SENTENCE, 10))
