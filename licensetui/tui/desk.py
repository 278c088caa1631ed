"""The desk of the handlers: they say, save, ask and open by way of it, whoever asks them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App
from textual.screen import Screen

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.door import load
from licensetui.outlook import Outlook
from licensetui.store.errors import (
    ConflictError,
    NotDurableError,
    ReadOnlyError,
    StoreError,
    UnconfirmedError,
)
from licensetui.tui.commands.everywhere import SAVE_AGAIN, UNDO
from licensetui.tui.messages import Request, SettleConflict
from licensetui.tui.registry import HANDLERS
from licensetui.tui.screens.main import MainScreen
from licensetui.tui.session import Session
from licensetui.tui.unsaved import NOT_SAVED, after_conflict
from licensetui.tui.widgets.cells import shortened

if TYPE_CHECKING:
    from licensetui.tui.dialogs.chooser import Chooser
    from licensetui.tui.screens.form import Form

Result = TypeVar("Result", bound=License | Contact)
Answer = TypeVar("Answer")

REMEDY = 60
"""Cells that what is said of a failed save takes beside the reason."""


class Desk:
    """Stands between the handlers and the screens: none of them looks for another one."""

    def __init__(self, app: App[None], main: MainScreen, session: Session) -> None:
        """Make the desk of a program."""
        self.app = app
        """What ends, and has the clipboard."""
        self.main = main
        """The screen with the views and the status line."""
        self.session = session
        """Reads and saves."""
        self.steps_of: License | Contact | None = None
        """Whose portal steps are shown next: of what was saved, and said to have some."""

    @property
    def outlook(self) -> Outlook:
        """The portfolio as seen today."""
        return self.session.outlook

    @property
    def width(self) -> int:
        """The cells of the status line."""
        return self.main.size.width

    def do(self, request: Request) -> Awaitable[None] | None:
        """Do what a request wants; a view is shown once what is returned has been awaited."""
        done: Awaitable[None] | None = load(HANDLERS[type(request).__name__])(self, request)
        return done

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Show a sentence in the status line."""
        self.main.say(sentence, is_error=is_error)

    def refuse(self, sentence: str) -> None:
        """Say why something is not done."""
        self.main.say(sentence, is_error=True)

    def may_edit(self) -> bool:
        """Say whether anything can be changed; if not, say why not."""
        if not self.session.is_writable:
            self.refuse(f"Nothing can be changed here: {self.session.why_read_only}.")
        return self.session.is_writable

    def commit(self, change: Change, done: str, then: Callable[[], None] = lambda: None) -> None:
        """Save a change and say `done`, or say why not.

        Where another session is in the way, ask; where the disk is, keep the change in memory.
        `then` is called when it is saved.
        """
        try:
            self.session.save(change)
        except ConflictError as error:
            self.settle(
                error, lambda settled: self.commit(settled, after_conflict(settled, done), then)
            )
        except UnconfirmedError:
            pass  # the session has said so, and keeps it
        except (ReadOnlyError, NotDurableError) as error:
            self.refuse(str(error))
        except StoreError as error:
            self.session.keep(change, error)
            why = shortened(self.session.waiting.why, max(self.width - REMEDY, 10))
            self.refuse(f"{NOT_SAVED}: {why}. {SAVE_AGAIN.key} retries, {UNDO.key} undoes it")
        else:
            self.say(f"{done}{self.session.key_words}")
            then()

    def settle(self, error: ConflictError, then: Callable[[Change], None]) -> None:
        """Let the user choose between both sides, if there is anything to choose."""
        if error.can_be_settled:
            self.do(SettleConflict(error, then, lambda: self.refuse(str(error))))
        else:
            self.refuse(str(error))

    def open(self, form: Form[Result]) -> None:
        """Open a form, and say in the end what became of it."""

        def closed(record: Result | None) -> None:
            if record is not None:
                self.main.view.point_at(record)
                self.steps_of = form.steps_of(record)
            self.left_behind()
            if words := form.closing_words(record):
                self.say(words, is_error=form.is_in_doubt)

        self.app.push_screen(form, closed)

    def show(self, screen: Screen[Any]) -> None:
        """Show a screen until a key ends it."""
        self.app.push_screen(screen)

    def ask(self, question: Chooser[Answer], then: Callable[[Answer], None]) -> None:
        """Ask a question; `then` is called with the answer, if there is one."""
        question.ask(self.app, then)

    def left_behind(self) -> tuple[Draft, ...]:
        """Return the forms that can be opened again, and show how many those are."""
        if not self.session.is_writable:
            return ()
        try:
            drafts = self.session.drafts.left_behind()
        except StoreError as error:
            self.refuse(str(error))
            return ()
        self.main.show_draft_count(len(drafts))
        return drafts
