"""Choices in a hand-over as text: to be kept in a draft, and to be read back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

from licensetui.addresses.syntax import check_syntax
from licensetui.domain.auto_renewal import present_end
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counting import counted
from licensetui.domain.handover import HandoverRow, given_to, left_out
from licensetui.domain.handover_plan import HandoverPlan, handover_plan
from licensetui.domain.holdings import holdings
from licensetui.domain.plain import capitalized, folded
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.prospect import HandoverWarning
from licensetui.domain.structure import StructureError
from licensetui.domain.successors import all_to, proposed
from licensetui.exchange.handover_note import note
from licensetui.exchange.output_file import write_file
from licensetui.forms.typed import TypedError
from licensetui.outlook import Outlook
from licensetui.tui.commands.records import LEAVING
from licensetui.tui.forms.leaving_form import leaver_from
from licensetui.tui.widgets.cells import wrapped

ROWS, NEW = "rows", "new contacts"
"""In a draft: who takes what, and the addresses of new contacts."""
_NOBODY = "nobody"
_OUT = "left out"


@dataclass(frozen=True)
class Takers:
    """Who takes what, as it was proposed and chosen."""

    rows: tuple[HandoverRow, ...]
    """What somebody holds, and who takes it."""
    new: tuple[Contact, ...] = ()
    """Those among them who are not in the file yet, with ids below zero."""

    @classmethod
    def proposed(cls, contact: Contact, outlook: Outlook) -> Takers:
        """Return what is proposed for all that a contact holds."""
        portfolio, today = outlook.portfolio, outlook.today
        held = holdings(contact, portfolio, today)
        return cls(proposed(held, contact, portfolio, today, outlook.counsel))

    def among(self, portfolio: Portfolio) -> Portfolio:
        """Return all records, and the new contacts."""
        return portfolio.with_contacts(self.new)

    def drafted(self, texts: Mapping[str, str], leaver: Contact, portfolio: Portfolio) -> Takers:
        """Return what the texts of a draft say, as far as that still fits."""
        new = new_contacts(texts.get(NEW, ""))
        known = {x.id for x in (*portfolio.contacts, *new)} - {leaver.id}
        return Takers(with_choices(self.rows, texts.get(ROWS, ""), known), new)

    def texts(self) -> dict[str, str]:
        """Return what a draft keeps."""
        new = {NEW: " ".join(contact.email for contact in self.new)} if self.new else {}
        return {ROWS: rows_text(self.rows), **new}

    def with_rows(self, changed: Iterable[HandoverRow]) -> Takers:
        """Put rows in the place of those about the same."""
        new = {row.holding.key: row for row in changed}
        return replace(self, rows=tuple(new.get(row.holding.key, row) for row in self.rows))

    def given(
        self, rows: tuple[HandoverRow, ...], choice: Contact | str | None, portfolio: Portfolio
    ) -> Takers:
        """Give rows to a contact, to a new one by its address, or to nobody.

        Raises `TypedError`.
        """
        try:
            if choice is None:
                return self.with_rows(given_to(row, None) for row in rows)
            if isinstance(choice, Contact):
                return self.with_rows(_all_to(rows, choice))
            contact = new_contact(choice, -len(self.new) - 1)
            known = self.among(portfolio).contact_at(contact.email)
            if known:
                return self.with_rows(_all_to(rows, known))
            return replace(self, new=(*self.new, contact)).with_rows(_all_to(rows, contact))
        except StructureError as error:
            raise TypedError(f"Not changed: {error.problem}.") from None

    def plan(
        self,
        contact: Contact,
        outlook: Outlook,
        first: Mapping[str, str],
        now: Mapping[str, str],
    ) -> HandoverPlan:
        """Return the hand-over with the days as typed. Raises `TypedError`."""
        gone = leaver_from(contact, first, now)
        if contact.last_day and not gone.last_day:
            raise TypedError(
                f"Last day: for someone who stays, press {LEAVING.key} in the list of contacts",
                "last_day",
            )
        try:
            return handover_plan(
                self.among(outlook.portfolio),
                self.rows,
                outlook.portfolio.contact(contact.id) or contact,
                outlook.today,
                outlook.settings,
                outlook.counsel,
                gone.last_day,
                gone.mailbox_closes,
            )
        except StructureError as error:
            raise TypedError(capitalized(error.problem)) from None


def facts(row: HandoverRow, portfolio: Portfolio, today: date) -> str:
    """Return what matters of a row, and who would take it, in one line."""
    parts = [note.label for note in row.holding.notes]
    license = row.holding.license
    end = present_end(license, today) if license else None
    parts += [f"ends {end}"] if end else []
    successor = portfolio.contact(row.successor) if row.taken else None
    if successor:
        count = counted(portfolio.held_count(successor.id), "license", none="no")
        parts.append(f"{successor.label} holds {count}")
    return f"{row.holding.name}: {', '.join(parts)}"


def warnings_shown(
    warnings: Iterable[HandoverWarning], width: int, room: int
) -> tuple[str, tuple[str, ...]]:
    """Return a title that counts warnings, and their lines, as many as there is room for."""
    known = tuple(warnings)
    lines = [line for warning in known for line in warning_lines(warning, width)]
    if len(lines) > room:
        lines = [*lines[: room - 1], f"  ({counted(len(lines) - room + 1, 'more line')})"]
    return f"Before you apply: {counted(len(known), 'warning', none='no')}", tuple(lines)


def written_note(contact: Contact, plan: HandoverPlan, outlook: Outlook) -> Path:
    """Write the note for the successors into a new file in the working directory; return it.

    Raises `FileNotFoundError` if that is gone, and a `StoreError` if it cannot be written.
    """
    path = note_path(Path.cwd(), contact)
    write_file(path, note(plan, outlook.today, outlook.settings).encode())
    return path


def rows_text(rows: Iterable[HandoverRow]) -> str:
    """Return who takes what, one line a row."""
    return "\n".join(f"{_key(row)}|{_choice(row)}" for row in rows)


def with_choices(
    rows: Iterable[HandoverRow], text: str, known: Collection[int]
) -> tuple[HandoverRow, ...]:
    """Return rows with the choices of a text, as far as they still fit.

    `known` are the ids of the contacts who may follow.
    """
    lines = (line.rpartition("|") for line in text.splitlines())
    choices = {key: choice for key, _, choice in lines}
    return tuple(_chosen(row, choices.get(_key(row), ""), known) for row in rows)


def new_contact(typed: str, id: int) -> Contact:
    """Return a new contact with the address that was typed. Raises `TypedError`."""
    syntax = check_syntax(typed)
    if not syntax.ok:
        raise TypedError(f"A new contact needs a full address: {syntax.problem}")
    return Contact(email=syntax.normalized, id=id, kind=ContactKind.UNKNOWN)


def new_contacts(text: str) -> tuple[Contact, ...]:
    """Return the new contacts of a draft, by their addresses; what is none is left out."""
    found: list[Contact] = []
    for address in text.split():
        with suppress(TypedError):
            found.append(new_contact(address, -len(found) - 1))
    return tuple(found)


def note_path(directory: Path, leaver: Contact) -> Path:
    """Return a file for the note on a hand-over that is not there yet: `handover-anna-martin.md`.

    The next is `handover-anna-martin-2.md`.
    """
    name = re.sub(r"[^a-z0-9]+", "-", folded(leaver.label)).strip("-")[:60] or str(leaver.id)
    names = (f"handover-{name}{f'-{n}' if n > 1 else ''}.md" for n in count(1))
    return next(path for each in names if not (path := directory / each).exists())


def warning_lines(warning: HandoverWarning, width: int) -> list[str]:
    """Return a warning behind its mark, folded."""
    first, *others = wrapped(warning.sentence, width)
    return [f"{warning.severity.mark} {first}", *(f"  {line}" for line in others)]


def _all_to(rows: tuple[HandoverRow, ...], contact: Contact) -> tuple[HandoverRow, ...]:
    if len(rows) == 1:
        return (given_to(rows[0], contact.id),)
    return all_to(rows, contact.id)


def _key(row: HandoverRow) -> str:
    return "|".join(map(str, row.holding.key))


def _choice(row: HandoverRow) -> str:
    if not row.taken:
        return _OUT
    return _NOBODY if row.successor is None else str(row.successor)


def _chosen(row: HandoverRow, choice: str, known: Collection[int]) -> HandoverRow:
    try:
        if choice == _OUT:
            return left_out(row)
        if choice == _NOBODY:
            return given_to(row, None)
        return given_to(row, int(choice)) if choice in map(str, known) else row
    except StructureError:  # the holding is another one by now
        return row
