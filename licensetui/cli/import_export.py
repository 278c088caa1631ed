"""`licensetui import` of what `licensetui export json` wrote: records, and not rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from licensetui.cli.context import Context, UsageError
from licensetui.cli.exits import BAD_DATA, DONE, FOUND
from licensetui.cli.import_json import print_plan_json
from licensetui.cli.import_plan import print_plan
from licensetui.cli.plans import conclude
from licensetui.imports.planned import ImportPlan, RowOutcome
from licensetui.imports.portfolio_plan import plan_portfolio
from licensetui.store.exported import read_export
from licensetui.store.store import Store

BACKUP = "import"
"""Why there is a backup of what was there before."""
_FOR_LISTS = ("dates", "currency", "numbers", "seen", "sheet", "encoding")


def import_export(
    arguments: Namespace, context: Context, files: Sequence[tuple[str, bytes]], again: str
) -> int:
    """Show what an export would change, and with `--apply` change it.

    `again` is the command that does. Raises a `TableError` for one that cannot be read.
    """
    if len(files) > 1:
        raise UsageError(
            "a file from licensetui export json must be imported alone: name no other files"
        )
    said = next((name for name in _FOR_LISTS if getattr(arguments, name)), "")
    if said:
        raise UsageError(
            f"--{said} is for lists; a file from licensetui export json does not need it"
        )
    ((source, raw),) = files
    portfolio, traces = read_export(raw, source)
    store = context.open_store(not arguments.apply)
    context.remark_doubts(store)
    is_new = _is_new(store)
    plan = plan_portfolio(portfolio, store.portfolio, source, traces, is_new=is_new)
    if arguments.json:
        print_plan_json(context, plan)
    else:
        print_plan(context, plan, is_verbose=arguments.verbose)
    change = replace(plan.change, backup=BACKUP)
    conclude(arguments, context, store, change, again)
    return plan_code(plan, is_asked=arguments.exit_code)


def _is_new(store: Store) -> bool:
    """Say whether nothing has ever been in a store: no id can be another's."""
    now = store.portfolio
    return not (now.licenses or now.contacts or now.mappings or store.newest(0))


def plan_code(plan: ImportPlan, *, is_asked: bool) -> int:
    """Return the exit code for a plan; `is_asked` says that doubts count."""
    rows = plan.rows
    if rows and plan.counts[RowOutcome.REFUSED] == len(rows):
        return BAD_DATA
    return FOUND if is_asked and any(file.doubts for file in plan.files) else DONE
