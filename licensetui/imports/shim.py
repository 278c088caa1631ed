"""Temporary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from licensetui.imports import plan as old
from licensetui.imports.planned import *
from licensetui.imports.planned import Asked


class StoppedError(Exception):
    """Temporary."""


@dataclass(frozen=True)
class Source:
    """Temporary."""

    table: object
    mapping: object
    answers: Answers = Answers()


def plan_imports(sources, portfolio, today, settings, progress=None):
    """Temporary."""
    s = sources[0]
    p = old.plan_import(
        s.table, s.mapping, portfolio, today, settings, date_order=s.answers.date_order
    )
    edits = {e.shown.name: e.shown for e in p.change.licenses}
    rows = []
    for i, r in enumerate(p.rows):
        if progress and i % 200 == 0:
            progress(i, len(p.rows))
        lic = next((x for n, x in edits.items() if r.what.startswith(n)), None)
        term = lic.terms[-1] if lic and lic.terms else None
        rows.append(
            PlannedRow(
                r.line,
                f"line {r.line}",
                RowOutcome(r.outcome.value),
                r.what,
                term.start if term else None,
                term.end if term else None,
                str(term.cost) if term and term.cost else "",
                str(lic.seats or "") if lic else "",
                tuple(FieldChange(d.split(" ")[0], "", d.partition(" ")[2]) for d in r.details),
                (),
                (),
                r.notes,
                r.reason,
            )
        )
    q = tuple(
        Question(
            Asked.DATES,
            'Which order has "06/09/2026"?',
            (("dmy", "day first"), ("mdy", "month first")),
            "--dates",
            3,
        )
        for n in p.notes
        if "use --dates dmy" in n
    )
    f = PlannedFile(s.table.source, tuple(rows), q, (), p.notes)
    cs = tuple(
        PlannedContact(e.after.name, e.after.email, "line 2")
        for e in p.change.contacts
        if e.before is None
    )
    return ImportPlan((f,), cs, p.change, dict(Counter(r.outcome for r in rows)))
