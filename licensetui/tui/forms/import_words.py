"""Words about a file that is imported, about its columns, and about its plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from licensetui.domain.counting import by_count, counted
from licensetui.imports.columns import ListColumn
from licensetui.imports.field_keys import sentence
from licensetui.imports.mapping_notes import mapping_warnings
from licensetui.imports.planned import ImportPlan, PlannedRow, Question, QuestionKind, RowOutcome
from licensetui.tui.commands.everywhere import UNDO
from licensetui.tui.commands.forms import (
    CHOOSE_FIELD,
    GO_ON,
    LEAVE,
    SAVE_IMPORT,
    SAY_CURRENCY,
    SAY_SEEN,
    TAKE_SUGGESTION,
)
from licensetui.tui.forms.import_file import OpenedFile

STEPS = ("file", "columns", "plan")
"""What each step of an import shows."""
_KINDS = "Type to find a file, Enter selects it: .xlsx .ods .xls .csv .json"
_SAVES = f"{SAVE_IMPORT.key} or {GO_ON.key} saves everything as one change; {UNDO.key} undoes it."
_NOTHING = f"Nothing to save. {LEAVE.key} goes back to the columns."
ANSWERS = {"dmy": "d", "mdy": "m"}
"""The keys that answer the question for the order of days and months."""
LEARNED = "what these columns hold"
"""What is remembered for the next file."""
_OPTION = re.compile(r"; --\w+ changes that| \(--[^()]*\)")
# What only the command has; keys do the same, and the remarks name them.
OTHER_ANSWERS = {
    QuestionKind.CURRENCY: f"{SAY_CURRENCY.key}: another",
    QuestionKind.SEEN: f"{SAY_SEEN.key}: on the portal today",
}
"""The keys that answer what is assumed unless somebody says more."""


def heading(step: int, file: OpenedFile | None = None) -> str:
    """Return where one is."""
    name = f" > {file.path.name}" if file and step > 1 else ""
    return f"Import{name}   {step} of {len(STEPS)}: {STEPS[step - 1]}"


def step_hint(step: int, *, has_change: bool) -> str:
    """Return what to do in the first step, or in the last: nothing claims to save nothing."""
    return _KINDS if step == 1 else _SAVES if has_change else _NOTHING


def file_remarks(file: OpenedFile) -> tuple[str, ...]:
    """Return what is lost as the columns of a file are taken, and what is odd about it."""
    return (*_lost(file), *(f". {one}" for one in file.table.remarks))


def _lost(file: OpenedFile) -> Iterator[str]:
    for one in mapping_warnings(file.table, file.mapping, names_options=False):
        yield f"! {one}"


def column_hint(column: ListColumn) -> tuple[str, ...]:
    """Return all there is to say of a column, and what to do."""
    values = " | ".join(column.samples) or "no values"
    if column.field:
        held = f"{column.field.key} ({column.why}): {sentence(column.field)}"
    elif column.is_number:
        held = "number: goes to the notes, though it looks like a license key"
    else:
        held = f"{column.why}: not imported"
    return (
        f"{column.header}: {values}",
        held,
        f"{CHOOSE_FIELD.key} sets what it holds, {GO_ON.key} continues.",
    )


def plan_title(plan: ImportPlan) -> str:
    """Return what a plan comes to: `Saves 20 new licenses, 3 changed contacts`."""
    made = [counted(count, kind) for kind, count in plan.effect.items()]
    if made:
        return f"Saves {', '.join(made)}"
    return f"Saves only {LEARNED}" if plan.change.mappings else "Nothing to save"


def plan_remarks(plan: ImportPlan, file: OpenedFile) -> tuple[str, ...]:
    """Return what is open, what is odd about the whole file, and which addresses look wrong.

    What refuses rows comes first, what is assumed unless somebody says more comes last.
    """
    asked = [(one.rows, f"? {one.text} ({_answers(one)})") for one in plan.questions]
    found = [*(words for rows, words in asked if rows), *_lost(file)]
    said = {*mapping_warnings(file.table, file.mapping), *file.table.remarks}
    found += [f"! {doubt}" for one in plan.files for doubt in one.doubts if doubt not in said]
    for one in plan.contacts:
        key = f" ({TAKE_SUGGESTION.key}: yes)" if one.meant else ""
        found += [f"! {one.label}: {doubt}{key}" for doubt in one.doubts]
    found += [f". {wrong} is read as {meant}" for wrong, meant in file.fixes.items()]
    return (*found, *(words for rows, words in asked if not rows))


def _answers(question: Question) -> str:
    """Return the keys that answer a question."""
    if question.about is QuestionKind.DATES:
        return "; ".join(f"{ANSWERS[value]}: {words}" for value, words in question.choices)
    return OTHER_ANSWERS[question.about]


def plan_notes(plan: ImportPlan, file: OpenedFile) -> tuple[str, ...]:
    """Return all that is said of the whole file: what is open, what is odd, how it was read."""
    told = (_OPTION.sub("", one) for one in (*file.table.remarks, *plan.notes))
    remarks = (f". {one}" for one in told)
    return (*plan_remarks(plan, file), "", *dict.fromkeys(remarks))


def row_lines(row: PlannedRow, plan: ImportPlan) -> Iterator[str]:
    """Yield all there is to say of a row: why it is refused, what is odd, what changes."""
    if row.reason:
        yield f"refused: {row.reason}"
    if row.remedy:
        yield row.remedy
    yield from (f"! {doubt}" for doubt in row.doubts)
    if row.term:
        yield row.term
    yield from map(str, row.changes)
    doubts = {contact.label: contact.doubts for contact in plan.contacts} if row.contacts else {}
    for label in row.contacts:
        yield "; ".join((f"new contact {label}", *doubts.get(label, ())))
    yield from row.notes


def imported_words(plan: ImportPlan) -> str:
    """Return what an import has brought, as a sentence."""
    new, changed = plan.effect.get("new license", 0), plan.effect.get("changed license", 0)
    parts = [counted(new, "license")] if new else []
    parts += [by_count(changed, "1 changed", "{count} changed")] if changed else []
    contacts = plan.effect.get("new contact", 0)
    parts += [counted(contacts, "new contact")] if contacts else []
    refused = plan.counts.get(RowOutcome.REFUSED, 0)
    parts += [f"{counted(refused, 'row')} refused"] if refused else []
    return f"Imported {', '.join(parts) or f'only {LEARNED}'}. {UNDO.key} undoes it."
