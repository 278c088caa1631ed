"""Forms that were left before they were saved: offered, opened again, or dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from licensetui.domain.draft import Draft
from licensetui.domain.moments import brief_moment
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.screens.contact_editor import ContactEditor
from licensetui.tui.screens.coterm import CoTermForm
from licensetui.tui.screens.form import Form
from licensetui.tui.screens.handover import HandoverForm
from licensetui.tui.screens.leaving import LeavingForm
from licensetui.tui.screens.license_editor import LicenseEditor
from licensetui.tui.screens.renew import RenewForm
from licensetui.tui.screens.renew_several import RenewSeveralForm
from licensetui.tui.screens.seen import SeenForm
from licensetui.tui.screens.several import drafted
from licensetui.tui.session import Session

if TYPE_CHECKING:
    from licensetui.tui.screens.editing import EditingScreen

SEVERAL: dict[str, type[RenewSeveralForm] | type[CoTermForm]] = {
    RenewSeveralForm.KIND: RenewSeveralForm,
    CoTermForm.KIND: CoTermForm,
}
"""The forms of several licenses."""


def form_of(draft: Draft, session: Session) -> Form[Any] | None:
    """Return the form of a draft, as it was left; None if this release has no such form.

    It begins with the record as it was then: to save merges, or shows what others have changed.
    """
    if draft.form == LicenseEditor.KIND:
        return LicenseEditor(session, draft.license, draft=draft)
    if draft.form == ContactEditor.KIND:
        return ContactEditor(session, draft.contact, draft=draft)
    if draft.form == HandoverForm.KIND and draft.contact is not None:
        return HandoverForm(session, draft.contact, draft=draft)
    if draft.form == LeavingForm.KIND and draft.contact is not None:
        return LeavingForm(session, draft.contact, draft=draft)
    if draft.form == SeenForm.KIND and draft.license is not None:
        return SeenForm(session, draft.license, draft=draft)
    if draft.form == RenewForm.KIND and draft.license is not None:
        return RenewForm(session, draft.license, draft=draft)
    if draft.form in SEVERAL and (licenses := drafted(draft, session)):
        return SEVERAL[draft.form](session, licenses, draft=draft)
    return None


def choose(
    screen: EditingScreen, drafts: tuple[Draft, ...], question: str, then: Callable[[Draft], None]
) -> None:
    """Call `then` with the draft that the user means: the only one, or the one chosen."""
    if len(drafts) == 1:
        then(drafts[0])
        return
    today = screen.session.outlook.today
    options = [Option(draft.title, draft, _typed(draft, today)) for draft in drafts]

    def chosen(draft: Draft | None) -> None:
        if draft is not None:
            then(draft)

    screen.app.push_screen(Chooser(question, options), chosen)


def _typed(draft: Draft, today: date) -> str:
    """Return when a draft was kept, and what was typed: `22 Nov 10:31  notes: call Bruno`."""
    texts = ", ".join(f"{name}: {text}" for name, text in draft.texts.items())
    return f"{brief_moment(draft.at, today)}  {texts}"
