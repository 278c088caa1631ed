"""The plan of an import as JSON lines, whole: rows, new contacts, files, and the counts."""

from __future__ import annotations

from typing import Any

from licensetui.cli.context import Context
from licensetui.cli.table import iso, print_json
from licensetui.imports.planned import ImportPlan, PlannedContact, PlannedFile, PlannedRow

SHAPE = """\
--json prints JSON Lines of these kinds: row (file, line, outcome, license, start, end,
perpetual, cost, seats, renewal, changes with field, before and after, contacts, doubts, notes,
reason, help), contact (name, address, place, doubts), file (file, questions with about, text,
choices, option and rows, doubts, notes), and finally total (counts of rows by outcome, effect)."""
"""The shape of it, for --help."""


def print_plan_json(context: Context, plan: ImportPlan) -> None:
    """Print all of a plan."""
    for file in plan.files:
        for row in file.rows:
            print_json(context, _row(file, row))
    for contact in plan.contacts:
        print_json(context, _contact(contact))
    for file in plan.files:
        print_json(context, _file(file))
    counts = {outcome.value: count for outcome, count in plan.counts.items()}
    print_json(context, {"kind": "total", "counts": counts, "effect": dict(plan.effect)})


def _row(file: PlannedFile, row: PlannedRow) -> dict[str, Any]:
    return {
        "kind": "row",
        "file": file.source,
        "line": row.line,
        "outcome": row.outcome.value,
        "license": row.what,
        "start": iso(row.start),
        "end": iso(row.end),
        "perpetual": row.is_perpetual,
        "cost": row.cost or None,
        "seats": row.seats or None,
        "renewal": row.renewal or None,
        "changes": [
            {"field": change.label, "before": change.before or None, "after": change.after}
            for change in row.changes
        ],
        "contacts": list(row.contacts),
        "doubts": list(row.doubts),
        "notes": list(row.notes),
        "reason": row.reason or None,
        "help": row.remedy or None,
    }


def _contact(contact: PlannedContact) -> dict[str, Any]:
    return {
        "kind": "contact",
        "name": contact.name or None,
        "address": contact.address or None,
        "place": contact.place,
        "doubts": list(contact.doubts),
    }


def _file(file: PlannedFile) -> dict[str, Any]:
    return {
        "kind": "file",
        "file": file.source,
        "questions": [
            {
                "about": question.about.value,
                "text": question.text,
                "choices": dict(question.choices),
                "option": question.option,
                "rows": question.rows,
            }
            for question in file.questions
        ],
        "doubts": list(file.doubts),
        "notes": list(file.notes),
    }
