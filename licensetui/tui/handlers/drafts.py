"""Drafts: forms closed before they were saved, offered, chosen, reopened, or dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from licensetui.domain.draft import Draft
from licensetui.domain.moments import brief_moment
from licensetui.domain.plain import plain
from licensetui.door import load
from licensetui.tui.commands.everywhere import DROP_DRAFT, OPEN_DRAFT, UNDO
from licensetui.tui.desk import Desk
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.forms.kept_draft import KeptDraft
from licensetui.tui.messages import ChooseDraft, DropDraft, OfferDrafts, OpenDraft
from licensetui.tui.registry import FORMS
from licensetui.tui.screens.form import Form
from licensetui.tui.widgets.cells import shortened

OFFER = 60
"""Cells that what is said of a draft, and the state at the right, take beside its title."""


def offer_drafts(desk: Desk, _request: OfferDrafts) -> None:
    """Say which drafts there are, if any."""
    drafts = desk.left_behind()
    reopen, drop = OPEN_DRAFT.key, DROP_DRAFT.key
    if len(drafts) == 1:
        moment = brief_moment(drafts[0].at, desk.outlook.today)
        title = shortened(drafts[0].title, max(desk.width - OFFER, 10))
        desk.say(f"Draft of {moment}: {title}. {reopen} reopens it, {drop} drops it.")
    elif drafts:
        desk.say(
            f"{len(drafts)} drafts of forms that were not saved: "
            f"{reopen} reopens, {drop} drops one."
        )


def choose_draft(desk: Desk, _request: ChooseDraft) -> None:
    """Reopen the form that was closed just now, else a draft."""
    if draft := desk.session.left:
        desk.session.left = None
        desk.do(OpenDraft(draft))
        return

    def reopen(draft: Draft) -> None:
        desk.main.show_draft_count(len(desk.left_behind()) - 1)
        desk.do(OpenDraft(draft))

    _choose(desk, "Reopen which draft", reopen)


def open_draft(desk: Desk, request: OpenDraft) -> None:
    """Reopen a form with what was typed there."""
    draft = request.draft
    # It begins with the record as it was then: to save merges, or shows what others have changed.
    kind: type[Form[Any]] | None = load(FORMS[draft.form]) if draft.form in FORMS else None
    form = kind.of_draft(draft, desk.session) if kind else None
    if form is None:
        desk.refuse(f"This version has no form for {plain(draft.title)}.")
    else:
        desk.open(form)


def drop_draft(desk: Desk, _request: DropDraft) -> None:
    """Drop a draft; `u` brings it back."""

    def drop(draft: Draft) -> None:
        desk.session.drafts.take_over(draft)
        desk.session.left, desk.session.dropped = None, draft
        desk.left_behind()
        desk.say(f"Dropped the draft: {draft.title}. {UNDO.key} undoes it.")

    _choose(desk, "Drop which draft", drop)


def bring_back(desk: Desk) -> None:
    """Put the draft back that was dropped just now."""
    draft, desk.session.dropped = desk.session.dropped, None
    assert draft is not None  # noqa: S101  # whoever asks has looked
    kept = KeptDraft(desk.session.drafts, None)
    kept.leave(draft)
    desk.left_behind()
    desk.session.left = draft
    desk.say(f"Undone: dropped the draft {draft.title}. {OPEN_DRAFT.key} reopens it.{kept.trouble}")


def _choose(desk: Desk, question: str, then: Callable[[Draft], None]) -> None:
    """Call `then` with the draft that the user means: the only one, or the one chosen."""
    if not desk.may_edit():
        return
    drafts = desk.left_behind()
    if not drafts:
        desk.say("There are no drafts.")
    elif len(drafts) == 1:
        then(drafts[0])
    else:
        options = [Option(draft.title, draft, _typed(desk, draft)) for draft in drafts]
        desk.ask(Chooser(question, options), then)


def _typed(desk: Desk, draft: Draft) -> str:
    """Return when a draft was kept, and what was typed: `22 Nov 10:31  notes: call Bruno`."""
    texts = ", ".join(f"{name}: {text}" for name, text in draft.texts.items())
    return f"{brief_moment(draft.at, desk.outlook.today)}  {texts}"
