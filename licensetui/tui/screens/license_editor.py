"""The form of a license, its current term and its contacts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual import on
from textual.widget import Widget

from licensetui.domain.change import Change
from licensetui.domain.draft import Draft, Json
from licensetui.domain.license import License
from licensetui.findings.objections import Objection, objections
from licensetui.forms.field import Field
from licensetui.forms.license_form import license_from, texts_of
from licensetui.forms.license_values import license_change
from licensetui.forms.typed import TypedError
from licensetui.forms.vendor_fields import meant_vendor, portal_word
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import sections
from licensetui.tui.forms import license_sections as places
from licensetui.tui.forms.hints import comes_to
from licensetui.tui.forms.license_verdict import verdict, worst_finding
from licensetui.tui.forms.pasted_key import KEY, pasted_key, trace_from
from licensetui.tui.forms.vendor_offer import offered
from licensetui.tui.screens.form import Form
from licensetui.tui.screens.license_lists import LicenseLists
from licensetui.tui.session import Session
from licensetui.tui.widgets.choice import Choice, Pick
from licensetui.tui.widgets.document_rows import Documents
from licensetui.tui.widgets.role_rows import Holders
from licensetui.tui.widgets.rule import SectionRule
from licensetui.tui.widgets.term_rows import TermRows
from licensetui.tui.widgets.verdict import VerdictLines
from licensetui.vendors import PORTALS
from licensetui.vendors.atlassian.license_key import DamagedKeyError, is_like_key

STARTS = {"terms": "end", "on_portal": "wanted", "perpetual": places.ENDS, "": "name"}
"""Where the cursor goes for a field of the record that is not a field of the form."""


class LicenseEditor(Form[License]):
    """Ends with the license as saved, or None."""

    KEY_SECTIONS = sections.SHEETS["license"]
    BINDINGS = bindings(*sections.VENDOR)
    KIND = "license"
    MAKES_NEW = True
    DEFAULT_CSS = """
    LicenseEditor FieldGrid { grid-columns: 14 9fr 12 10fr; }
    LicenseEditor .others { height: auto; max-height: 3; padding: 0 1; color: $text-warning; }
    LicenseEditor Holders { height: auto; min-height: 3; max-height: 8; }
    LicenseEditor Documents { height: auto; min-height: 2; max-height: 8; }
    LicenseEditor #seats, LicenseEditor #end { width: 13; }
    LicenseEditor #per_seat, LicenseEditor #cost_basis { width: 11; }
    """

    def __init__(
        self,
        session: Session,
        license: License | None,
        *,
        start_in: str = "",
        draft: Draft | None = None,
    ) -> None:
        """Edit a license, or a new one."""
        texts = texts_of(license)
        self._perpetual = texts["perpetual"]
        texts[places.ENDS] = places.ending_text(texts[places.ENDS], self._perpetual)
        super().__init__(
            session,
            f"Licenses > {license.name if license else 'new'}",
            places.form_fields(session.settings.currency),
            texts,
            license,
            # A draft begins where something was typed, or in the contacts if only they were chosen.
            start_in=STARTS.get(start_in, start_in) if draft is None else "wanted",
            draft=draft,
        )
        self.license = license
        """The license as it was, or None."""
        self._lists = LicenseLists(self, license, draft)
        self._key = trace_from(draft.chosen.get(KEY)) if draft else None
        # The trace of a license key that was pasted into the form.
        self._followed = portal_word(self.first)
        # The portal of the vendor that stands there: it follows, until another one is chosen.
        self._meant = ""
        self._verdict = VerdictLines()
        known = session.outlook.portfolio.license(license.id) if license else None
        self._found = worst_finding(known, session.outlook) if known else None
        # What is wrong with it as saved; nothing of one that is gone, which no outlook knows.

    def above(self) -> Iterable[Widget]:
        """Return the verdict."""
        self._verdict.styles.height = 2 if self._found else 1
        yield self._verdict

    def body(self) -> Iterable[Widget]:
        """Return what it is, its term and its contacts first: they are what one comes for."""
        yield SectionRule("License")
        yield self.grid(places.placed(places.LICENSE, self.fields))
        yield SectionRule("Term")
        yield self.grid(places.placed(places.TERM, self.fields))
        yield self._lists.holders
        yield self._lists.others
        yield SectionRule("More")
        yield self.grid(places.placed(places.MORE, self.fields))
        yield self._lists.documents
        if self.license and self.license.terms:
            yield TermRows()

    def start_typing(self, name: str) -> None:
        """Show what is chosen in words, and the terms."""
        self.query_one("#ends", Choice).names = {places.UNCLEAR: "?"}
        if self.license and self.license.terms:
            rows = self.query_one(TermRows)
            rows.title = f"Terms: {len(self.license.terms)}   > latest, ? planned"
            rows.styles.height = rows.show_terms(self.license) + 1
        self._lists.show()
        if name in ("wanted", "documents"):
            (self._lists.holders if name == "wanted" else self._lists.documents).enter()
        else:
            super().start_typing(name)

    def texts(self) -> dict[str, str]:
        """Return what stands in each field, and whether it is perpetual by what ends."""
        texts = super().texts()
        ends, first = texts[places.ENDS], self.first[places.ENDS]
        return texts | {"perpetual": places.perpetual_text(ends, first, self._perpetual)}

    def follow(self) -> None:
        """Let verdict and portal follow what is typed, and offer the vendor who is meant."""
        texts = self.texts()
        before, self._followed = self._followed, portal_word(texts)
        if before != self._followed and texts["portal"] == before:
            self.put("portal", self._followed)
        was_meant, self._meant = self._meant, meant_vendor(texts)
        if was_meant != self._meant:
            self.refresh_bindings()
        now = verdict(self.so_far(), self.session.outlook, is_new=self.license is None)
        self._verdict.verdicts = (now, *([self._found] if self._found else []))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a vendor only where one is meant."""
        if action == "take_vendor":
            return bool(self._meant)
        return super().check_action(action, parameters)

    def action_take_vendor(self) -> None:
        """Put the vendor that is meant in the place of what was typed."""
        self.entry("vendor").value = self._meant
        self.say_hint()

    def hint_of(self, field: Field) -> str:
        """Return what a field says: of reminders, which days hold without any."""
        if field.name != "reminders":
            return super().hint_of(field)
        try:
            license = replace(self._after(), reminders=None)
        except TypedError:
            return field.hint
        return f"As 90, 30, 0, -15, or none; empty: {self.session.outlook.reminders(license).brief}"

    def changed(self) -> list[str]:
        """Return the labels of what was changed, contacts and documents included."""
        return super().changed() + self._lists.changed()

    def draft(self) -> Draft:
        """Return what stands in the form, its lists, and the trace of a key that was pasted."""
        key: dict[str, Json] = {KEY: self._key.json} if self._key else {}
        return replace(super().draft(), chosen=self._lists.chosen() | key)

    @on(Holders.Changed)
    def _show_others(self) -> None:
        self._lists.show_others()

    @on(Holders.Asked)
    def _choose_contact(self, event: Holders.Asked) -> None:
        self._lists.choose_contact(event, self.so_far())

    @on(Pick.Asked, "#owner")
    def _choose_owner(self, event: Pick.Asked) -> None:
        self._lists.choose_owner(event)

    @on(Pick.Asked, "#parent")
    def _choose_parent(self, event: Pick.Asked) -> None:
        self._lists.choose_parent(event)

    @on(Documents.Entry)
    def _enter_document(self, event: Documents.Entry) -> None:
        self._lists.enter_document(event)

    @on(Documents.Opening)
    def _open_document(self, event: Documents.Opening) -> None:
        self._lists.open_document(event)

    @on(Documents.Refused)
    def _refuse_document(self, event: Documents.Refused) -> None:
        self.complain(event.why)

    def so_far(self) -> License:
        """Return the license as typed; of what cannot be read yet, only name and portal."""
        try:
            return self._after()
        except TypedError:
            texts = self.texts()
            known = self.license or License(texts["name"].strip() or "this license")
            return replace(known, portal=PORTALS.get(texts["portal"], known.portal))

    def take_paste(self, text: str) -> bool:
        """Fill with what a license key says what is empty; the key itself stands in no line."""
        if not is_like_key(text):
            return False
        outlook = self.session.outlook
        try:
            found = pasted_key(text, self.so_far(), self.texts(), outlook.portfolio, outlook.today)
        except DamagedKeyError as error:
            self.complain(f"{error}.")
            return True
        self._key = found.kept
        for name, filled in found.texts.items():
            self.entry(name).value = filled
        self.say(*found.words)
        return True

    def objection(self) -> Objection | None:
        """Return what speaks against saving what stands in the form, if it can be read."""
        try:
            after = self._after()
        except TypedError:
            return None
        outlook = self.session.outlook
        found = objections(self.license, after, outlook.portfolio, outlook.today)
        return next(iter(found), offered(self.texts()))

    def price_words(self) -> str:
        """Return what the price comes to: `4.10 EUR/seat/month, 20 seats: 984.00 EUR a year`."""
        return comes_to(self._after)

    def _after(self) -> License:
        after = license_from(
            self.license,
            self.first,
            self.texts(),
            self._lists.wanted_now,
            self.session.settings.currency,
            self._lists.documents_now,
        )
        return self._key.traced(after) if self._key else after

    def change(self) -> Change | None:
        """Return what was typed, if anything differs. Raises `TypedError` for what is refused."""
        outlook = self.session.outlook
        return license_change(self.license, self._after(), outlook.portfolio, outlook.today)
