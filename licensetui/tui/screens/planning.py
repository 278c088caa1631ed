"""A form of a contact that shows what its days away uncover, and closes that on request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted
from licensetui.domain.coverage_fixes import Fix, FixKind
from licensetui.domain.structure import StructureError
from licensetui.tui.commands import people
from licensetui.tui.forms.contact_form import FIELDS, FIXES
from licensetui.tui.forms.field import read
from licensetui.tui.forms.gaps import (
    DAYS,
    LINES,
    GapFinder,
    Gaps,
    combined,
    fixes_from,
    fixes_text,
    gap_words,
)
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.screens.contact_finding import FindingForm
from licensetui.tui.widgets.choice import Pick
from licensetui.tui.widgets.detail import Detail

PLANNED = tuple(field for field in FIELDS if field.name in (*DAYS, "deputy"))
"""The fields that say when mail is read, and by whom else."""


class PlanningForm(FindingForm[Contact]):
    """Shows below its fields which mails lose their readers by what stands in them."""

    DEFAULT_CSS = f"""
    PlanningForm .sheet > #gaps {{ height: {LINES + 1}; }}
    """

    contact: Contact | None = None
    """The contact as it was; nothing is uncovered by a new one."""
    _finder: GapFinder | None = None
    _gaps = Gaps()
    _fixes: tuple[Fix, ...] = ()
    # What was chosen, also against gaps that are none at the moment.
    _looked_at: Mapping[str, object] | None = None
    # The values by which the gaps were last looked for.

    def below(self) -> Iterable[Widget]:
        """Return the place that tells of gaps; it is always there, so that nothing moves."""
        yield Detail(id="gaps")

    def begin(self) -> None:
        """Tell from the start of the gaps by the days that are known."""
        super().begin()
        if self.contact is None:
            return
        self._fixes = fixes_from(self.start[FIXES], self.session.outlook.portfolio)
        self._finder = GapFinder(self.session.outlook, self.contact)
        self._look()

    @on(Input.Changed)
    @on(Pick.Changed)
    def _look(self) -> None:
        """Look for gaps by what stands in the fields now, if that can be read."""
        if self._finder is None or self.contact is None:
            return
        try:
            values = read(PLANNED, {}, self.texts())
            if values != self._looked_at:
                self._show(self._finder, replace(self.contact, **values))
                self._looked_at = values
        except (TypedError, StructureError):
            return  # said in the field itself; until then the gaps stay as they were

    def _show(self, finder: GapFinder, planned: Contact) -> None:
        self._gaps = finder.look(planned, self._fixes)
        panel = self.query_one("#gaps", Detail)
        panel.title, panel.lines = gap_words(self._gaps, self.session.outlook.today)
        self.refresh_bindings()

    def texts(self) -> dict[str, str]:
        """Return what each field shows, and what was chosen against gaps."""
        return {**super().texts(), FIXES: fixes_text(self._gaps.chosen)}

    def changed(self) -> list[str]:
        """Return the labels of the fields that were changed."""
        return [*super().changed(), *(["Coverage"] if self._gaps.chosen else [])]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: closing a gap while there is a way."""
        if action == people.CloseGap.action():
            return self._gaps.proposal is not None
        return super().check_action(action, parameters)

    def action_close_gap(self) -> None:
        """Do what is proposed, with the contact and in the same change."""
        if self._finder is None or self.contact is None:
            return
        try:
            planned = replace(self.contact, **read(PLANNED, {}, self.texts()))
        except TypedError as error:
            self.complain(str(error), error.field)
        except StructureError as error:
            self.complain(f"{error.problem[:1].upper()}{error.problem[1:]}", error.field)
        else:
            self._fixes = (*self._gaps.chosen, *self._finder.closing(self._gaps, planned))
            self._show(self._finder, planned)
            self.note_typing()

    def name_of(self, result: Contact) -> str:
        """Return who was saved, and who reads mail as well from now on."""
        chosen = self._gaps.chosen
        if not chosen:
            return super().name_of(result)
        names = ", ".join(dict.fromkeys(fix.contact.label for fix in chosen))
        count = len({fix.license.id for fix in chosen})
        licenses = counted(count, "license")
        steps = ". 4 shows the steps" if any(x.kind is FixKind.CONTACT for x in chosen) else ""
        return f"{result.label}. Added: {names} ({licenses}){steps}"

    @property
    def has_fixes(self) -> bool:
        """Whether anything was chosen against gaps."""
        return bool(self._gaps.chosen)

    def with_fixes(self, change: Change) -> Change:
        """Return a change that does as well what was chosen."""
        outlook = self.session.outlook
        return combined(change, self._gaps.chosen, outlook.portfolio, outlook.today)
