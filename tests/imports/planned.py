"""What the import tests share: a plan from lines of text, and a change applied as a store would."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from licensetui.domain.change import Change, contact_with_ids, with_ids
from licensetui.domain.portfolio import Portfolio
from licensetui.imports.guessing import guess_mapping
from licensetui.imports.mapping import Mapping
from licensetui.imports.plan import Source, plan_imports
from licensetui.imports.planned import ImportPlan, PlanAnswers, PlannedRow
from licensetui.tables.read import parse_table, read_table
from licensetui.tables.table import Table
from tests.builders import SETTINGS, TODAY

SAMPLES = Path(__file__).parent / "samples"
FRENCH, SNIPE_IT, MARKETPLACE = (
    SAMPLES / f"{name}.csv"
    for name in ("suivi-licences", "snipe-it-licenses", "marketplace-licenses")
)
EMPTY = Portfolio()


def a_table(*lines: str) -> Table:
    """Return the table that lines of a CSV file make."""
    return parse_table("\n".join(lines).encode(), "list.csv")


def plan_of(
    table: Table, portfolio: Portfolio = EMPTY, today: date = TODAY, **said: Any
) -> ImportPlan:
    """Return the plan for a table with the mapping its headers suggest."""
    return plan_with(guess_mapping(table.headers, table.rows), table, portfolio, today, **said)


def plan_with(
    mapping: Mapping, table: Table, portfolio: Portfolio = EMPTY, today: date = TODAY, **said: Any
) -> ImportPlan:
    """Return the plan for a table with a mapping; `said` is what somebody answers."""
    source = Source(table, mapping, PlanAnswers(**said))
    return plan_imports([source], portfolio, today, SETTINGS)


def plan_of_file(
    path: Path, portfolio: Portfolio = EMPTY, today: date = TODAY, **said: Any
) -> ImportPlan:
    """Return the plan for a file with the mapping its headers suggest."""
    return plan_of(read_table(path), portfolio, today, **said)


def only_row(plan: ImportPlan) -> PlannedRow:
    """Return the row of a plan that has one."""
    (row,) = plan.rows
    return row


def applied(portfolio: Portfolio, change: Change) -> Portfolio:
    """Return a portfolio after a change, with final ids where the change has its own."""
    ids = [license.id for license in portfolio.licenses]
    top = max((*ids, *(contact.id for contact in portfolio.contacts)), default=0)
    licenses = {edit.shown.id: top + n for n, edit in enumerate(_new(change.licenses), 1)}
    contacts = {edit.shown.id: top + n for n, edit in enumerate(_new(change.contacts), 1)}
    for license in change.licenses:
        assert license.before is None or license.before in portfolio.licenses
    for contact in change.contacts:
        assert contact.before is None or contact.before in portfolio.contacts
    after = portfolio.with_licenses(
        with_ids(edit.shown, licenses, contacts) for edit in change.licenses
    )
    return after.with_contacts(contact_with_ids(edit.shown, contacts) for edit in change.contacts)


def _new(edits: Any) -> list[Any]:
    found = [edit for edit in edits if edit.before is None]
    ids = [edit.shown.id for edit in found]
    assert all(id <= 0 for id in ids)
    assert len(set(ids)) == len(ids)
    return found
