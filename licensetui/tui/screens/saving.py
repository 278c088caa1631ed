"""Saving from a list, and taking back: what became of each change, and what to do if it was not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on
from textual.screen import Screen

from licensetui.domain.change import Change
from licensetui.domain.counting import by_count, named
from licensetui.domain.history import Entry, RecordChange
from licensetui.domain.moments import brief_moment
from licensetui.store.errors import (
    ConflictError,
    NotDurableError,
    NotRevertibleError,
    ReadOnlyError,
    StoreError,
)
from licensetui.tui import messages
from licensetui.tui.pending import NOT_SAVED
from licensetui.tui.session import Session
from licensetui.tui.widgets.cells import shortened

SENTENCE = 46
"""Cells that what is said of an undo takes beside the name of the change."""
THEIRS_KEPT = "Kept what the other session saved; the history has yours."
"""Said when the user has given up all of a change for another session's values."""
REMEDY = 60
"""Cells that what is said of a failed save takes beside the reason."""


class SavingScreen(Screen[None]):
    """Saves changes, asks where another session is in the way, and undoes and redoes them."""

    def __init__(self, session: Session) -> None:
        """Make the screen of a session."""
        super().__init__()
        self.session = session
        """Reads and saves."""

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Show a sentence to the user."""
        raise NotImplementedError

    def point_at_any(self, changes: Iterable[RecordChange]) -> None:
        """Put the cursor on one of the records that were changed, where one is on screen."""
        raise NotImplementedError

    def commit(self, change: Change, done: str, then: Callable[[], None] = lambda: None) -> None:
        """Save a change and say `done`, or say why not.

        Where another session is in the way, ask; where the disk is, keep the change in memory.
        `then` is called when it is saved.
        """
        try:
            self.session.save(change)
        except ConflictError as error:
            self._ask(
                error, lambda settled: self.commit(settled, _after_conflict(settled, done), then)
            )
        except (ReadOnlyError, NotDurableError) as error:
            self.say(str(error), is_error=True)
        except StoreError as error:
            self.session.keep(change, error)
            why = shortened(self.session.why_pending, max(self.size.width - REMEDY, 10))
            self.say(f"{NOT_SAVED}: {why}. Ctrl+S tries again, u takes it back", is_error=True)
        else:
            self.say(f"{done}{self.session.key_words}")
            then()

    def _ask(self, error: ConflictError, then: Callable[[Change], None]) -> None:
        """Let the user choose between both sides, if there is anything to choose."""
        if error.change is None or not error.conflicts:
            self.say(str(error), is_error=True)
            return
        from licensetui.tui.dialogs.conflict import ConflictScreen

        def answered(settled: Change | None) -> None:
            if settled is None:
                self.say(str(error), is_error=True)
            else:
                then(settled)

        portfolio = self.session.outlook.portfolio
        who = self.session.who_changed(error.conflicts)
        screen = ConflictScreen(error.change, error.conflicts, portfolio, who=who)
        self.app.push_screen(screen, answered)

    def action_save_again(self) -> None:
        """Try again to save what could not be saved."""
        if not self.session.pending:
            self.say(self._nothing_to_save())
            return
        try:
            saved = self.session.save_pending()
        except ConflictError as error:

            def settle(settled: Change) -> None:
                self.session.settle(settled)
                self.action_save_again()

            self._ask(error, settle)
        except StoreError as error:
            self.say(_not_saved(error), is_error=True)
        else:
            names = named([change.label for change in saved], "change")
            self.say(self.session.trouble or f"Saved: {names}", is_error=bool(self.session.trouble))

    def _nothing_to_save(self) -> str:
        """Return that all is saved, or which form was closed with something typed in it."""
        if draft := self.session.discarded:
            return f"Closed without saving: {draft.title}. u opens it again."
        left = self.session.drafts.left_behind()
        if not left:
            return "Everything is saved."
        return by_count(
            len(left),
            "1 form was closed without saving: o opens, O drops. All else is saved.",
            "{count} forms were closed without saving: o opens, O drops. All else is saved.",
        )

    def action_undo(self) -> None:
        """Take back what was done last: a form that was closed, or a change."""
        if self.session.discarded is not None:
            draft, self.session.discarded = self.session.discarded, None
            self.post_message(messages.OpenDraft(draft))
        elif self._may_edit() and not self._withdraw(undo=False, word="Undone"):
            self._take_back_next(self.session.next_undo, "Nothing to undo.")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        if self._may_edit() and not self._withdraw(undo=True, word="Redone"):
            self._take_back_next(self.session.next_redo, "Nothing to redo.")

    @on(messages.TakeBack)
    def _take_back_chosen(self, request: messages.TakeBack) -> None:
        entry = request.entry
        if not self._may_edit():
            return
        try:
            history = self.session.history()
        except StoreError as error:
            self.say(str(error), is_error=True)
            return
        taken = history.undone_by(entry.number)
        if history.is_aside(entry.number):
            self._settle_aside(entry, brings_in=request.redo)
        elif request.redo and not taken and not entry.is_undo:
            self.say("It is not undone: u undoes it.", is_error=True)
        elif request.redo or not taken:
            self._take_back(taken or entry)
        else:
            word = "Redone" if entry.is_undo else "Undone"
            when = brief_moment(taken.at, self.session.outlook.today)
            self.say(
                f"{word} already: {when} by {taken.by}. Ctrl+R takes that back.", is_error=True
            )

    def _settle_aside(self, entry: Entry, *, brings_in: bool) -> None:
        """Bring in a change that is in the history and not in the file, or leave it out."""
        try:
            if brings_in:
                change = self.session.bringing_in(entry.number)
            else:
                change = self.session.leaving_out(entry.number)
        except StoreError as error:
            self.say(str(error), is_error=True)
            return
        name = shortened(entry.first_done, max(self.size.width - SENTENCE, 10))
        if brings_in:
            self.commit(change, f"Brought in: {name}.", lambda: self.point_at_any(entry.records))
        else:
            self.commit(change, f"Left out: {name}. Ctrl+R brings it in.")

    def _may_edit(self) -> bool:
        if not self.session.is_writable:
            why = self.session.why_read_only
            self.say(f"Nothing can be changed here: {why}.", is_error=True)
        return self.session.is_writable

    def _withdraw(self, *, undo: bool, word: str) -> bool:
        """Give up the last change that is not saved yet, if it is an undo, or if it is none."""
        pending = self.session.pending
        if not pending or pending[-1].is_undo is not undo:
            return False
        change = self.session.withdraw()
        self.say(f"{word}: {change.first_done}. It had not been saved.")
        return True

    def _take_back_next(self, find: Callable[[], Entry | None], nothing: str) -> None:
        try:
            entry = find()
        except StoreError as error:
            self.say(str(error), is_error=True)
            return
        if entry is None:
            self.say(nothing)
        elif not self._take_back(entry):
            self.session.pass_over(entry.number)

    def _take_back(self, entry: Entry) -> bool:
        """Take back an entry of the history; return whether that can be tried at all."""
        try:
            change = self.session.reverting(entry.number)
        except StoreError as error:
            self.say(str(error), is_error=True)
            return not isinstance(error, NotRevertibleError)
        name = shortened(entry.first_done, max(self.size.width - SENTENCE, 10))
        if entry.is_undo:
            done = f"Redone: {name}. u undoes it."
        else:
            when = brief_moment(entry.at, self.session.outlook.today)
            done = f"Undone: {name} ({when}). Ctrl+R redoes it."
        self.commit(change, done, lambda: self.point_at_any(entry.records))
        return True


def _not_saved(error: StoreError) -> str:
    """Return an error's sentence that says in any case that nothing was saved."""
    sentence = str(error)
    return sentence if sentence.startswith(NOT_SAVED) else f"{NOT_SAVED}: {sentence}"


def _after_conflict(settled: Change, done: str) -> str:
    """Return what to say once the user has chosen."""
    if settled.licenses or settled.contacts:
        return done
    return THEIRS_KEPT
