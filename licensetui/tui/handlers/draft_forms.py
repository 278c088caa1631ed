"""The forms of drafts, as they were left."""

from __future__ import annotations

from typing import Any

from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.door import load
from licensetui.tui.desk import Desk
from licensetui.tui.messages import OpenDraft
from licensetui.tui.registry import FORMS
from licensetui.tui.screens.form import Form
from licensetui.tui.screens.several import drafted
from licensetui.tui.session import Session

OF_CONTACTS = ("contact", "handover", "leaving")
"""The forms of a contact; the others are of a license, or of several."""
OF_SEVERAL = ("renewals", "co-term")
"""The forms of several licenses."""
OF_NEW_ONES = ("license", "contact")
"""The forms in which a record may come into being."""


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
    kind = draft.form
    about: License | Contact | tuple[License, ...] | None
    if kind in OF_SEVERAL:
        about = drafted(draft, session) or None
    else:
        about = draft.contact if kind in OF_CONTACTS else draft.license
    if kind not in FORMS or (about is None and kind not in OF_NEW_ONES):
        return None
    form: Form[Any] = load(FORMS[kind])(session, about, draft=draft)
    return form
