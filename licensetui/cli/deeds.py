"""`licensetui done`, `tick` and `archive`: what takes one key on the screens."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace

from licensetui.cli.context import Context, Subcommand, UsageError
from licensetui.cli.registry import OUTLOOK
from licensetui.cli.saving import add_saving, finish, store_for
from licensetui.cli.typed import add_record, license_meant, record_named
from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.handling import handled, reopened
from licensetui.domain.license import License
from licensetui.domain.plain import folded, plain
from licensetui.domain.portal_steps import PortalStep, StepKind
from licensetui.domain.structure import StructureError
from licensetui.door import load
from licensetui.forms.deeds import (
    archiving_contacts,
    archiving_licenses,
    ticking,
    why_not_archived,
    why_not_handled,
)
from licensetui.forms.typed import TypedError
from licensetui.outlook import Outlook


def refuse_archived(record: License | Contact) -> None:
    """Raise `TypedError` for a record that is archived."""
    if record.archived:
        kind = "license" if isinstance(record, License) else "contact"
        back = f"licensetui archive --back --{kind} {record.id}"
        raise TypedError(f"{plain(record.label)} is archived. To restore it first: {back}")


def _done_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("license", metavar="LICENSE", help="id, name or number")
    parser.add_argument("--reopen", action="store_true", help="reopen it")
    add_saving(parser)


def _run_done(arguments: Namespace, context: Context) -> int:
    store = store_for(arguments, context, "done")
    license = license_meant(arguments.license, store.portfolio)
    refuse_archived(license)
    why = why_not_handled(license, context.today)
    if why and not arguments.reopen:
        again = f"confirm with licensetui renew {license.id}, or first set decision=cancel"
        raise TypedError(f"{plain(why)}: {again}")
    try:
        after = reopened(license) if arguments.reopen else handled(license)
    except StructureError as error:
        raise TypedError(error.problem) from None
    words = f"reopen {license.name}" if arguments.reopen else f"mark {license.name} as done"
    change = Change(words, licenses=(Edit(license, after),)) if after != license else None
    return finish(arguments, context, store, change, after)


def _tick_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "step", metavar="STEP", help="step code, from the first column of licensetui portal"
    )
    add_saving(parser)


def _run_tick(arguments: Namespace, context: Context) -> int:
    store = store_for(arguments, context, "tick")
    outlook: Outlook = load(OUTLOOK)(store.portfolio, context.today, context.settings)
    step = _step(arguments.step, outlook.steps)
    if step.kind is StepKind.LOOK:
        see = f"licensetui portal --seen {step.license.id} FILE --apply"
        raise TypedError(f"that portal was never checked. Record its page: {see}")
    change = ticking(step.license, step, context.today)
    (edit,) = change.licenses
    return finish(arguments, context, store, change, edit.shown)


def _step(text: str, steps: Sequence[PortalStep]) -> PortalStep:
    """Return the open step with a code, or raise `UsageError`."""
    wanted = folded(text.strip())
    for step in steps:
        if step.code == wanted:
            return step
    license = wanted.partition("-")[0]
    near = "; ".join(f"{x.code} {x.task}" for x in steps if str(x.license.id) == license)
    there = f"open steps of that license: {near}" if near else "for a list: licensetui portal"
    raise UsageError(f"no open step {plain(text)!r}; {plain(there)}")


def _archive_arguments(parser: ArgumentParser) -> None:
    add_record(parser, "id, name, number, or address")
    parser.add_argument("--back", action="store_true", help="restore it")
    add_saving(parser)


def _run_archive(arguments: Namespace, context: Context) -> int:
    store = store_for(arguments, context, "archive")
    record = record_named(arguments, store.portfolio)
    archive = not arguments.back
    if record.archived is archive:
        return finish(arguments, context, store, None, record)
    if isinstance(record, License):
        change = archiving_licenses((record,), archive)
        return finish(arguments, context, store, change, replace(record, archived=archive))
    if archive and (why := why_not_archived(record, store.portfolio)):
        # On portals without primary ones, assign takes nobody's place: handover does on all.
        raise TypedError(f"{plain(why)} (licensetui handover {record.id} TO)")
    change = archiving_contacts((record,), archive)
    return finish(arguments, context, store, change, replace(record, archived=archive))


HANDLED = Subcommand(_done_arguments, _run_done)
TICK = Subcommand(_tick_arguments, _run_tick)
ARCHIVE = Subcommand(_archive_arguments, _run_archive)
