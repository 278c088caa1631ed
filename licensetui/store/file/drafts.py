"""Drafts on the disk: what is typed in forms before it is saved.

Each session appends to a journal of its own in `FILE.d/drafts/`, which it makes when something is
typed and removes when everything is saved or dropped. The journals of sessions that were killed
stay; the next session of their user claims them, and offers what is in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from licensetui import descriptors
from licensetui.domain.draft import Draft
from licensetui.door import load
from licensetui.store.errors import NotSavedError, UnreadableError
from licensetui.store.file.draftline import UnknownLineError, parsed, rendered
from licensetui.store.file.gate import Gate
from licensetui.store.file.journal import SUFFIX, Journal
from licensetui.store.file.registry import DRAFT_WITHOUT_KEYS

_MOST = 1 << 20
"""Bytes after which a journal begins anew with what still counts."""


class DraftSide(Protocol):
    """The place on this machine where drafts are kept."""

    gate: Gate
    """The way to it."""
    drafts: Path
    """The directory of the journals."""

    def prepare(self) -> None:
        """Make the directory, open to this user alone if nobody else may read. Raises `OSError`."""


class FileDrafts:
    """The drafts of one session, and those that others of the same user have left behind."""

    def __init__(self, beside: DraftSide) -> None:
        """Touch nothing yet."""
        self._beside = beside
        self._journal: Journal | None = None
        self._is_sound = True
        # Whether the journal says what is kept, and can be written further.
        self._kept: Mapping[int, Draft] = {}
        self._closed: set[int] = set()
        # The forms of this session that were left before they were saved.
        self._left: list[_Left] = []

    def keep(self, draft: Draft, form: int) -> None:
        """Keep what stands in a form; it is on the disk when this returns.

        Raises `NotSavedError` (`draft not kept: disk full`), and what was kept for the form before
        is still there.
        """
        kept = {**self._kept, form: draft}
        try:
            line = rendered(form, draft)
            # Of a key that was typed sign by sign, no line before must tell the beginning.
            has_key = load(DRAFT_WITHOUT_KEYS)(draft) != draft
            if self._journal and self._is_sound and not has_key and self._journal.size < _MOST:
                self._append(line)
            else:
                self._begin(kept)
        except OSError as error:
            raise _not_kept(descriptors.reason(error)) from error
        except NotSavedError as error:
            raise _not_kept(str(error).removeprefix("NOT SAVED: ")) from error
        self._kept = kept

    def drop(self, form: int) -> None:
        """Forget what was kept for a form."""
        if self._journal is None or form not in self._kept:
            return
        self._kept = {known: draft for known, draft in self._kept.items() if known != form}
        self._closed.discard(form)
        if not self._kept:
            self._journal.remove()
            self._journal, self._is_sound = None, True
            return
        try:
            self._append(rendered(form, None))
        except OSError:  # the next `keep` begins a journal without it; at worst it is offered again
            self._is_sound = False

    def leave(self, form: int) -> None:
        """Offer what was kept for a form: it was left before it was saved."""
        if form in self._kept:
            self._closed.add(form)

    @property
    def kept_in(self) -> str:
        """The path of the journal; empty if nothing is kept."""
        return str(self._journal.path) if self._journal and self._kept else ""

    def left_behind(self) -> tuple[Draft, ...]:
        """Return the drafts of this user's sessions that ended without saving, the newest first.

        Those of forms that were left in this session are among them. What cannot be understood
        stays where it is.
        """
        claimed = {left.journal.path for left in self._left}
        for path in _journals(self._beside):
            if path not in claimed and (left := _claimed(self._beside.gate, path)):
                self._left.append(left)
        found = [self._kept[form] for form in sorted(self._closed)]
        for left in self._left:
            found += [draft for draft in left.drafts.values() if draft not in found]
        return tuple(sorted(found, key=lambda draft: draft.at, reverse=True))

    def take_over(self, draft: Draft) -> None:
        """Forget a draft that was left behind, or kept in this session for a form that is gone."""
        # The very same, as another form may have begun with it, and keep what is equal.
        for form in [form for form, known in self._kept.items() if known is draft]:
            self.drop(form)
        for left in self._left:
            left.forget(draft)
        self._left = [left for left in self._left if not left.is_over()]

    def close(self) -> None:
        """End the session: the journal stays only if something is still kept."""
        if self._journal:
            self._journal.close()
            self._journal = None
        for left in self._left:
            left.journal.close()
        self._left = []

    def _append(self, line: bytes) -> None:
        assert self._journal is not None  # noqa: S101  # as both callers have asked
        try:
            self._journal.append(line)
        except OSError:
            self._is_sound = False
            raise

    def _begin(self, kept: Mapping[int, Draft]) -> None:
        """Begin a journal with what counts; the one before is removed once this is on the disk."""
        self._beside.prepare()
        lines = b"".join(rendered(form, draft) for form, draft in kept.items())
        before = self._journal
        self._journal = Journal.begin(self._beside.gate, self._beside.drafts, lines)
        self._is_sound = True
        if before:
            before.remove()


class _Left:
    """A journal that was left behind, and is claimed."""

    def __init__(
        self, journal: Journal, drafts: dict[int, Draft], end: int, *, is_whole: bool
    ) -> None:
        self.journal = journal
        self.drafts = drafts
        self._end = end
        # Bytes up to the end of the last complete line.
        self._is_whole = is_whole

    def forget(self, draft: Draft) -> None:
        """Forget a draft, if it is here."""
        gone = [form for form, known in self.drafts.items() if known == draft]
        for form in gone:
            del self.drafts[form]
        if gone and (self.drafts or not self._is_whole):
            self._note(gone)

    def is_over(self) -> bool:
        """Say whether nothing is left in it; then it is closed."""
        if self.drafts:
            return False
        if self._is_whole:
            self.journal.remove()
        else:  # somebody may want to look at what is damaged
            self.journal.close()
        return True

    def _note(self, gone: list[int]) -> None:
        lines = b"".join(rendered(form, None) for form in gone)
        try:
            self.journal.cut(self._end)  # else what is torn would spoil what follows it
            self.journal.append(lines)
        except OSError:  # then it is offered once more
            return
        self._end += len(lines)


def _not_kept(why: str) -> NotSavedError:
    return NotSavedError(f"draft not kept: {why}")


def _journals(beside: DraftSide) -> list[Path]:
    try:
        names = beside.gate.names(beside.drafts)
    except UnreadableError:  # not ours to look into
        return []
    return [beside.drafts / name for name in names if name.endswith(SUFFIX)]


def _claimed(gate: Gate, path: Path) -> _Left | None:
    """Claim a journal; None if nothing is in it, or if it must be left alone."""
    journal = Journal.claim(gate, path)
    if journal is None:
        return None
    try:
        left = _read(journal)
    except (OSError, UnknownLineError):
        journal.close()
        return None
    return None if left.is_over() else left


def _read(journal: Journal) -> _Left:
    """Read a journal; the last complete line of each form counts. Raises `UnknownLineError`."""
    drafts: dict[int, Draft] = {}
    place = end = 0
    is_torn, is_whole = False, True
    for line in journal.read().splitlines(keepends=True):
        place += len(line)
        found = parsed(line)
        if found is None:
            is_torn = True
            continue
        end, is_whole = place, is_whole and not is_torn
        drafts.pop(found.form, None)
        if found.draft is not None:
            drafts[found.form] = found.draft
    return _Left(journal, drafts, end, is_whole=is_whole)
