"""What forms of several licenses have in common: a preview, and what to do with the refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Input

from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.store.store import Saved
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import places
from licensetui.tui.forms.outcomes import LEAVE_OUT, STOP
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.choice import Choice
from licensetui.tui.widgets.rows import RowList

LICENSES = "licenses"
"""In a draft: the ids of the licenses."""


class SeveralForm(Form[License]):
    """Shows below its fields what becomes of each license; one change saves all."""

    KEY_SECTIONS: ClassVar[tuple[str, ...]] = (places.IN_SEVERAL, "Forms")
    BINDINGS = bindings(*places.SEVERAL)
    DEFAULT_CSS = """
    SeveralForm Fields { height: auto; }
    SeveralForm .sheet RowList { height: 1fr; }
    """

    def __init__(
        self,
        session: Session,
        licenses: tuple[License, ...],
        texts: Mapping[str, str],
        *,
        start_in: str,
        draft: Draft | None = None,
    ) -> None:
        """Make a form of licenses whose fields hold `texts`."""
        super().__init__(session, texts, start_in="" if draft else start_in, draft=draft)
        self.licenses = licenses
        """The licenses as they were."""

    @property
    def before(self) -> None:
        """None: there is not one record but several."""
        return None

    def preview(self) -> RowList[Any]:
        """Return the list that shows what becomes of each license."""
        raise NotImplementedError

    def show_preview(self) -> None:
        """Show what becomes of the licenses by what stands in the fields now."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """Return the fields."""
        yield Container(*self.rows(self.fields()), classes="fields")

    def below(self) -> Iterable[Widget]:
        """Return the preview."""
        yield self.preview()

    def begin(self) -> None:
        """Show what becomes of the licenses from the start."""
        super().begin()
        self.show_preview()

    def draft(self) -> Draft:
        """Return what stands in the form, and of which licenses."""
        ids = ",".join(str(license.id) for license in self.licenses)
        draft = super().draft()
        return replace(draft, texts={**draft.texts, LICENSES: ids})

    def leaves_out(self) -> bool:
        """Say whether what is refused is to be left out."""
        return self.texts()["refused"] == LEAVE_OUT

    def action_leave_out(self) -> None:
        """Leave out what is refused, or stop at it again."""
        self.entry("refused").value = STOP if self.leaves_out() else LEAVE_OUT

    @on(Choice.Changed)
    @on(Input.Changed)
    def _preview_again(self) -> None:
        if self.has_begun:
            self.show_preview()
            self._say(self.focused.id if self.focused else None)

    def result(self, saved: Saved) -> License | None:
        """Return the first license as it was saved."""
        return saved.portfolio.license(self.licenses[0].id) if self.licenses else None


def drafted(draft: Draft, session: Session) -> tuple[License, ...]:
    """Return the licenses of a draft, those that are gone left out."""
    ids = [int(id) for id in draft.texts.get(LICENSES, "").split(",") if id.isdecimal()]
    found = (session.outlook.portfolio.license(id) for id in ids)
    return tuple(license for license in found if license is not None)
