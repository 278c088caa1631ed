"""The base of all forms: saving, conflicts, drafts, and leaving without loss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, ClassVar, TypeVar, cast

from rich.cells import cell_len

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.counting import listed
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.forms.field import Field
from licensetui.forms.typed import TypedError
from licensetui.outlook import Outlook
from licensetui.store.errors import ConflictError, NotDurableError, StoreError, UnconfirmedError
from licensetui.store.store import Saved
from licensetui.tui.background import aside
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import sections
from licensetui.tui.commands.everywhere import OPEN_DRAFT, QUIT
from licensetui.tui.commands.forms import SAVE
from licensetui.tui.forms.kept_draft import KeptDraft
from licensetui.tui.forms.outcomes import drafted, ids_text
from licensetui.tui.messages import SettleConflict
from licensetui.tui.screens.sheet import Sheet
from licensetui.tui.session import Session
from licensetui.tui.unsaved import THEIRS_KEPT
from licensetui.tui.widgets.cells import shortened, whole_parts
from licensetui.tui.widgets.detail import Detail

Result = TypeVar("Result", bound=License | Contact)

DRAFT_DELAY = 0.7
"""Seconds after which what is typed is on the disk, however fast one types on."""
MAYBE_SAVED = "maybe saved"
"""How the title of a draft begins whose form was saved, and nobody knows whether it is."""
APART = 3
"""Cells between what stands in the heading."""
ROOM_FOR_WHY = 1.75
"""Lines for why something is not saved; what to do takes the third, and words do not fill one."""
FRAME = 4
"""Cells that the rule of the heading takes."""
NAME = 24
"""Cells that the name of the form has in any case."""


class Form(Sheet[Result]):
    """Ends with what was saved, or None. Nothing has changed until the store has said so."""

    KIND: ClassVar[str]
    """What a draft calls it."""
    MAKES_NEW: ClassVar[bool] = False
    """Whether a record may come into being in it."""
    OF_SEVERAL: ClassVar[bool] = False
    """Whether it is about several licenses."""
    BINDINGS = bindings(*sections.FORM)

    def __init__(
        self,
        session: Session,
        heading: str,
        fields: tuple[Field, ...],
        texts: Mapping[str, str],
        before: Result | None,
        *,
        licenses: tuple[License, ...] = (),
        start_in: str = "",
        typed: Mapping[str, str] | None = None,
        draft: Draft | None = None,
    ) -> None:
        """Make a form whose `fields` hold `texts`, with the cursor in `start_in`.

        `before` is the record as it is; None for a new one, or for several `licenses`. What is in
        `typed` or in a `draft` counts as typed already, and the cursor is where something was
        typed.
        """
        already = draft.texts if draft else typed or {}
        if draft:
            start_in = next((name for name in already if name in texts), start_in)
        super().__init__(
            heading, fields, texts, already, start_in=start_in, is_writable=session.is_writable
        )
        self.session = session
        """Reads and saves."""
        self.before = before
        """The record as it was when one began to type; None for a new one, or for several."""
        self.licenses = licenses
        """Several licenses as they were then; none in the form of one record."""
        self.done = ""
        """What was done, in words; empty if the name of what was saved says it."""
        self.left: Draft | None = None
        """What was typed when the form was left unsaved; None if it was not, or nothing was."""
        self.is_in_doubt = False
        """Whether it was saved, and nobody knows whether it is."""
        self._has_draft = draft is not None
        self._is_maybe_saved = draft is not None and draft.title.startswith(MAYBE_SAVED)
        self._kept = KeptDraft(session.drafts, draft)
        self._is_draft_due = False
        self._day = session.outlook.today
        self._elsewhere = ""
        self._left_labels: list[str] = []
        self._is_theirs_kept = False
        # Whether the user has given up for another session's values all that was typed.
        self._is_over = False
        self._ahead: object = None
        # What the store has read ahead for the save.

    @classmethod
    def of_draft(cls, draft: Draft, session: Session) -> Form[Any] | None:
        """Return the form as it was left; None if what it was about is not there any more."""
        about: object = draft.license or draft.contact
        if cls.OF_SEVERAL:
            about = drafted(draft, session.outlook.portfolio) or None
        if about is None and not cls.MAKES_NEW:
            return None
        make: Any = cls  # every form is made with a session, and with what it is about
        form: Form[Any] = make(session, about, draft=draft)
        return form

    @property
    def today(self) -> date:
        """The day it is for the session."""
        return self.session.outlook.today

    @property
    def draft_trouble(self) -> str:
        """Why what is typed is not on the disk, as a clause; empty if it is."""
        return self._kept.trouble

    def change(self) -> Change | None:
        """Return what was typed as a change, or None if nothing differs. Raises `TypedError`."""
        raise NotImplementedError

    def result(self, saved: Saved) -> Result | None:
        """Return the record as it was saved, of several the first; None if it is gone."""
        about: License | Contact | None = next(iter(self.licenses), self.before)
        if about is not None:
            return cast("Result | None", self.session.current(about))
        license = saved.portfolio.license(saved.licenses.get(0))
        return cast("Result | None", license or saved.portfolio.contact(saved.contacts.get(0)))

    def name_of(self, result: Result) -> str:
        """Return what was done, or what to call what was saved."""
        return self.done or result.label

    def steps_of(self, _result: Result) -> License | Contact | None:
        """Return whose portal steps `closing_words` tells of, of what was saved; else None."""
        return None

    def closing_words(self, result: Result | None) -> str:
        """Return what to say now that the form is closed; nothing if nothing was typed."""
        if self.is_in_doubt:
            return self.session.doubt_words
        if self._is_theirs_kept:
            return THEIRS_KEPT
        if result is not None:
            return f"Saved: {self.name_of(result)}{self.session.key_words}"
        labels = self._left_labels
        if not labels:
            return ""
        lost = f" {QUIT.key} loses it: {self.draft_trouble}." if self.draft_trouble else ""
        names = listed(labels, 1)
        return f"Not saved: {names}. {OPEN_DRAFT.key} reopens it.{lost}"

    def begin(self) -> None:
        """Keep at once what a draft brings along, and watch what others do to the record."""
        super().begin()
        self.session.listen(self._take_outlook)
        self._take_outlook(self.session.outlook)
        if self._has_draft:
            self.keep_draft()
        self.call_after_refresh(self._expect_save)

    def _expect_save(self) -> None:
        """Let the store read ahead while one types, which takes longer than the save itself."""
        if self.session.is_writable:
            aside(self, self.session.expect_save, self._keep_ahead)

    def _keep_ahead(self, ahead: object) -> None:
        self._ahead = None if self._is_over else ahead

    def on_unmount(self) -> None:
        """Listen no longer."""
        self._ahead = None
        if self.has_begun:
            self.session.unlisten(self._take_outlook)

    def _take_outlook(self, outlook: Outlook) -> None:
        """Say in the heading what others did to the record; show what a new day changes."""
        if self._is_over or not self.is_attached:
            return
        before: License | Contact | None = self.before
        now = self.session.current(before) if before else None
        self._elsewhere = _elsewhere_words(before, now, self.fields)
        if self._day != outlook.today:
            self._day = outlook.today
            self.begin_day()
        self.show_heading()

    def begin_day(self) -> None:
        """Show what another day changes: it was midnight while the form was open."""
        self.follow()
        self.say_hint()

    def show_heading(self) -> None:
        """Show where one is, and what is not saved, or not as it was."""
        state = MAYBE_SAVED if self._is_maybe_saved else "not saved yet"
        state = state if self.changed() else ""
        parts = [part for part in (state, self._elsewhere, self.draft_trouble) if part]
        room = self.size.width - sum(APART + cell_len(part) for part in parts) - FRAME
        name = shortened(whole_parts(self.heading, room + FRAME), max(room, NAME))
        self.query_one("#heading", Detail).title = (" " * APART).join((name, *parts))

    def note_typing(self) -> None:
        """Show that something is not saved, and keep it on the disk before long."""
        self.show_heading()
        if not self._is_draft_due:
            self._is_draft_due = True
            self.set_timer(DRAFT_DELAY, self.keep_draft)

    def keep_draft(self) -> None:
        """Put on the disk what is typed, now. If that fails the heading says so."""
        self._is_draft_due = False
        if self._is_over:
            return  # a timer may come too late
        before = self.draft_trouble
        self._kept.keep(self.draft() if self.changed() else None)
        if before != self.draft_trouble:
            self.show_heading()

    def draft(self) -> Draft:
        """Return what stands in the form and is not saved."""
        now, before = self.texts(), self.before
        return Draft(
            self.KIND,
            f"{MAYBE_SAVED}: {self.heading}" if self._is_maybe_saved else self.heading,
            self.session.now(),
            {name: text for name, text in now.items() if text != self.first[name]}
            | ids_text(self.licenses),
            license=before if isinstance(before, License) else None,
            contact=before if isinstance(before, Contact) else None,
        )

    def action_save(self) -> None:
        """Save what was typed, and close; what cannot be saved stays on screen."""
        if not self.session.is_writable:
            self.complain(f"NOT SAVED: {self.session.why_read_only}")
            return
        try:
            change = self.change()
        except TypedError as error:
            self.complain(str(error), error.field)
            return
        if change is None:
            self._close(None)
        else:
            self._commit(change)

    def _commit(self, change: Change) -> None:
        try:
            saved = self.session.save(change, self._kept.end)
        except UnconfirmedError:
            self._close_unconfirmed()
        except NotDurableError:
            self._close(None)  # it is in the file; the main screen shows the session's trouble
        except ConflictError as error:
            self._ask(error)
        except StoreError as error:
            self._keep_open(error, "tries again")
        else:
            self._is_theirs_kept = not (change.licenses or change.contacts)
            self._close(self.result(saved))

    def _ask(self, error: ConflictError) -> None:
        """Let the user choose between both sides, if there is anything to choose."""
        if not error.can_be_settled:
            self.complain(str(error))
            return

        def refused() -> None:
            self._keep_open(error, "asks again")

        self.post_message(SettleConflict(error, self._commit, refused))

    def _keep_open(self, error: StoreError, again: str) -> None:
        """Say why it is not saved, however much there is to say, and that nothing is lost."""
        why = shortened(str(error), int(ROOM_FOR_WHY * self.size.width))
        self.complain(f"{why}   What you typed is still here: {SAVE.key} {again}.")

    def _close(self, result: Result | None) -> None:
        """End; nothing is typed any more that is not saved."""
        self._is_over = True
        self._kept.end()
        self.dismiss(result)

    def _close_unconfirmed(self) -> None:
        """End as if it were saved, for it may be: saved again from here it would be there twice.

        What was typed stays on the disk until it is known what became of it.
        """
        self.is_in_doubt = True
        self._is_maybe_saved = True
        self._kept.keep(self.draft())
        self._is_over = True
        self.dismiss(None)

    def action_leave(self) -> None:
        """Close at once; what was typed can be had again."""
        self.put_away()
        if self.left is None:
            self._close(None)
        else:
            self.dismiss(None)

    def put_away(self) -> None:
        """Be ready to be closed: what was typed is there for `o`, and stays on the disk.

        If nobody reopens the form, the next start offers it.
        """
        self._left_labels = self.changed()
        if self._left_labels:
            self.left = self.session.left = self.draft()
            self.session.dropped = None
            self._kept.leave(self.left)
        self._is_over = True


def _elsewhere_words(
    before: License | Contact | None, now: License | Contact | None, known: Iterable[Field]
) -> str:
    """Return what became of a record since the form was opened; empty if nothing did.

    `known` are the fields of the form, which have the labels.
    """
    if before is None:
        return ""
    if now is None:
        return "REMOVED by another session"
    labels = {field.name: field.label for field in known}
    changed = [
        labels.get(field.name, field.name.capitalize())
        for field in fields(before)
        if field.name != "key" and getattr(before, field.name) != getattr(now, field.name)
    ]
    return f"CHANGED by others: {', '.join(changed)}" if changed else ""
