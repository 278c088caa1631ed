"""The draft of one form: on the disk while something is typed, and gone when it is saved."""

from __future__ import annotations

from itertools import count

from licensetui.domain.draft import Draft
from licensetui.store.errors import StoreError
from licensetui.store.store import Drafts

_numbers = count(1)
# Tell the forms of a run apart, for their drafts.


class KeptDraft:
    """Keeps what is typed in one form, in the place of the draft with which that began."""

    def __init__(self, drafts: Drafts, begun_with: Draft | None) -> None:
        """Keep nothing yet."""
        self._drafts = drafts
        self._begun_with = begun_with
        self._number = next(_numbers)
        self.trouble = ""
        """Why what is typed is not on the disk, as a clause; empty if it is."""

    def keep(self, draft: Draft | None) -> None:
        """Put on the disk what is typed, or nothing; `trouble` says if that has failed."""
        try:
            if draft is not None:
                self._drafts.keep(draft, self._number)
            else:
                self._drafts.drop(self._number)
            self._take_over()
            self.trouble = ""
        except StoreError as error:
            self.trouble = str(error)

    def leave(self, draft: Draft) -> None:
        """Keep what was typed when the form is left: `o` and the next start offer it."""
        self.keep(draft)
        self._drafts.leave(self._number)

    def end(self) -> None:
        """Forget all of it: nothing is typed any more that is not saved."""
        self._drafts.drop(self._number)
        self._take_over()

    def _take_over(self) -> None:
        """Let nobody else offer the draft with which the form began: this one keeps it now."""
        if self._begun_with is not None:
            self._drafts.take_over(self._begun_with)
            self._begun_with = None
