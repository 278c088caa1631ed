"""What all forms have in common: saving, conflicts, drafts, and leaving without loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from itertools import count
from typing import ClassVar, TypeVar

from rich.cells import cell_len

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.counting import listed
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.outlook import Outlook
from licensetui.store.errors import ConflictError, NotDurableError, StoreError
from licensetui.store.store import Saved
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import places
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.messages import SettleConflict
from licensetui.tui.pending import THEIRS_KEPT
from licensetui.tui.screens.sheet import Sheet
from licensetui.tui.session import Session
from licensetui.tui.widgets.cells import shortened
from licensetui.tui.widgets.detail import Detail

Result = TypeVar("Result", bound=License | Contact)

DRAFT_DELAY = 0.7
"""Seconds after which what is typed is on the disk, however fast one types on."""
GAP = 3
"""Cells between what stands in the heading."""
FRAME = 4
"""Cells that the rule of the heading takes."""
NAME = 24
"""Cells that the name of the form has in any case."""

_numbers = count(1)
# Tell the forms of a run apart, for their drafts.


class Form(Sheet[Result]):
    """Ends with what was saved, or None. Nothing has changed until the store has said so."""

    KIND: ClassVar[str]
    """What a draft calls it."""
    BINDINGS = bindings(*places.FORM)

    def __init__(
        self,
        session: Session,
        texts: Mapping[str, str],
        *,
        start_in: str = "",
        typed: Mapping[str, str] | None = None,
        draft: Draft | None = None,
    ) -> None:
        """Make a form on a session whose fields hold `texts`, with the cursor in `start_in`.

        What is in `typed` or in a `draft` counts as typed already.
        """
        already = draft.texts if draft else typed or {}
        if draft and not start_in:
            start_in = next((name for name in already if name in texts), "")
        super().__init__(texts, already, start_in=start_in, is_writable=session.is_writable)
        self.session = session
        """Reads and saves."""
        self.draft_trouble = ""
        """Why what is typed is not on the disk, as a clause; empty if it is."""
        self._draft = draft
        self._number = next(_numbers)
        self._is_draft_due = False
        self._elsewhere = ""
        self.left: Draft | None = None
        """What was typed when the form was left unsaved; None if it was not, or nothing was."""
        self._left_labels: list[str] = []
        self._is_theirs_kept = False
        # Whether the user has given up for another session's values all that was typed.
        self._is_over = False

    @property
    def today(self) -> date:
        """The day it is for the session."""
        return self.session.outlook.today

    @property
    def before(self) -> License | Contact | None:
        """The record as it was when one began to type; None for a new one."""
        raise NotImplementedError

    def change(self) -> Change | None:
        """Return what was typed as a change, or None if nothing differs. Raises `TypedError`."""
        raise NotImplementedError

    def result(self, saved: Saved) -> Result | None:
        """Return the record as it was saved; None if it is gone."""
        raise NotImplementedError

    def name_of(self, result: Result) -> str:
        """Return what to call what was saved."""
        return result.label

    def closing_words(self, result: Result | None) -> str:
        """Return what to say now that the form is closed; nothing if nothing was typed."""
        if self._is_theirs_kept:
            return THEIRS_KEPT
        if result is not None:
            return f"Saved: {self.name_of(result)}{self.session.key_words}"
        labels = self._left_labels
        if not labels:
            return ""
        lost = f" q loses it: {self.draft_trouble}." if self.draft_trouble else ""
        names = listed(labels, 1)
        return f"Not saved: {names}. u opens the form again as it was.{lost}"

    def begin(self) -> None:
        """Keep at once what a draft brings along, and watch what others do to the record."""
        super().begin()
        self.session.listen(self._look_elsewhere)
        self._look_elsewhere(self.session.outlook)
        if self._draft is not None:
            self.keep_draft()

    def on_unmount(self) -> None:
        """Listen no longer."""
        if self.has_begun:
            self.session.unlisten(self._look_elsewhere)

    def _show_heading(self) -> None:
        state = "not saved yet" if self.changed() else ""
        parts = [part for part in (state, self._elsewhere, self.draft_trouble) if part]
        room = self.size.width - sum(GAP + cell_len(part) for part in parts) - FRAME
        name = shortened(self.heading(), max(room, NAME))
        self.query_one("#heading", Detail).title = (" " * GAP).join((name, *parts))

    def _look_elsewhere(self, _: Outlook) -> None:
        """Say in the heading if another session has changed the record meanwhile."""
        if self._is_over or not self.is_attached:
            return
        before = self.before
        now = self.session.current(before) if before is not None else None
        if before is None:
            self._elsewhere = ""
        elif now is None:
            self._elsewhere = "REMOVED by another session"
        else:
            labels = {field.name: field.label for field in self.fields()}
            changed = [
                labels.get(field.name, field.name.capitalize())
                for field in fields(before)
                if field.name != "key" and getattr(before, field.name) != getattr(now, field.name)
            ]
            self._elsewhere = f"CHANGED by others: {', '.join(changed)}" if changed else ""
        self._show_heading()

    def note_typing(self) -> None:
        """Show that something is not saved, and keep it on the disk before long."""
        self._show_heading()
        if not self._is_draft_due:
            self._is_draft_due = True
            self.set_timer(DRAFT_DELAY, self.keep_draft)

    def keep_draft(self) -> None:
        """Put on the disk what is typed, now. If that fails the heading says so."""
        self._is_draft_due = False
        if self._is_over:
            return  # a timer may come too late
        self._keep(self.draft() if self.changed() else None)

    def _keep(self, draft: Draft | None) -> None:
        before = self.draft_trouble
        try:
            if draft is not None:
                self.session.drafts.keep(draft, self._number)
            else:
                self.session.drafts.drop(self._number)
            self._take_over()
            self.draft_trouble = ""
        except StoreError as error:
            self.draft_trouble = str(error)
        if before != self.draft_trouble:
            self._show_heading()

    def _take_over(self) -> None:
        """Let nobody else offer the draft with which the form began: this one keeps it now."""
        if self._draft is not None:
            self.session.drafts.take_over(self._draft)
            self._draft = None

    def draft(self) -> Draft:
        """Return what stands in the form and is not saved."""
        now, before = self.texts(), self.before
        return Draft(
            self.KIND,
            self.heading(),
            self.session.now(),
            {name: text for name, text in now.items() if text != self.first[name]},
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
            saved = self.session.save(change)
        except NotDurableError:
            self._close(None)  # it is in the file; the main screen shows the session's trouble
        except ConflictError as error:
            self._ask(error)
        except StoreError as error:
            self.complain(f"{error}   What you typed is still here: Ctrl+S tries again.")
        else:
            self._is_theirs_kept = not (change.licenses or change.contacts)
            self._close(self.result(saved))

    def _ask(self, error: ConflictError) -> None:
        """Let the user choose between both sides, if there is anything to choose."""
        if not error.can_be_settled:
            self.complain(str(error))
            return

        def refused() -> None:
            self.complain(f"{error}   What you typed is still here: Ctrl+S asks again.")

        self.post_message(SettleConflict(error, self._commit, refused))

    def _close(self, result: Result | None) -> None:
        """End; nothing is typed any more that is not saved."""
        self._is_over = True
        self.session.drafts.drop(self._number)
        self._take_over()
        self.dismiss(result)

    def action_leave(self) -> None:
        """Close at once; what was typed can be had again."""
        self.put_away()
        if self.left is None:
            self._close(None)
        else:
            self.dismiss(None)

    def put_away(self) -> None:
        """Be ready to be closed: what was typed is there for `u`, and stays on the disk.

        If nobody opens the form again, `o` and the next start offer it.
        """
        self._left_labels = self.changed()
        if self._left_labels:
            self.left = self.session.discarded = self.draft()
            self._keep(self.left)
            self.session.drafts.leave(self._number)
        self._is_over = True
