"""The forms of drafts, as they were left."""

from __future__ import annotations

from typing import Any

from licensetui.domain.draft import Draft
from licensetui.domain.plain import plain
from licensetui.door import load
from licensetui.tui.desk import Desk
from licensetui.tui.messages import OpenDraft
from licensetui.tui.registry import FORMS
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session


def open_draft(desk: Desk, request: OpenDraft) -> None:
    """Open a form again with what was typed there."""
    form = form_of(request.draft, desk.session)
    if form is None:
        desk.refuse(f"This release has no form for {plain(request.draft.title)}.")
    else:
        desk.open(form)


def form_of(draft: Draft, session: Session) -> Form[Any] | None:
    """Return the form of a draft, as it was left; None if this release has no such form.

    It begins with the record as it was then: to save merges, or shows what others have changed.
    """
    if draft.form not in FORMS:
        return None
    kind: type[Form[Any]] = load(FORMS[draft.form])
    return kind.of_draft(draft, session)
