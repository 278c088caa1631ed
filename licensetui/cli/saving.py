"""One change by a command: what it would do, or that it is saved, in lines or as JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import Any

from licensetui.cli.changes import HAPPENED, Verbs, print_changes
from licensetui.cli.conflicts import add_take, commit
from licensetui.cli.contacts import contact_record
from licensetui.cli.context import Context, changing
from licensetui.cli.exits import DONE
from licensetui.cli.licenses import license_record
from licensetui.cli.registry import OUTLOOK
from licensetui.cli.table import print_json
from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.keyless import change_without_keys
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.door import load
from licensetui.outlook import Outlook
from licensetui.store.record_changes import record_changes
from licensetui.store.store import Store

_SHALL: Verbs = ("add", "remove", "change")
SO_ALREADY = "Already set: nothing to change."


def add_saving(parser: ArgumentParser) -> None:
    """Add the options of a command that makes one change."""
    parser.add_argument("--dry-run", action="store_true", help="preview only")
    parser.add_argument("--json", action="store_true", help="print the record as JSON")
    add_take(parser)


def store_for(
    arguments: Namespace, context: Context, what: str, *, may_begin: bool = False
) -> Store:
    """Return the store to change, but for reading only with `--dry-run`.

    A file that is not there yet is an error, unless this `may_begin` one.
    """
    if not arguments.dry_run:
        changing(arguments, context, what)
    if not may_begin:
        return context.opened(readonly=arguments.dry_run)
    store = context.open_store(arguments.dry_run)
    context.remark_doubts(store)
    return store


def finish(
    arguments: Namespace,
    context: Context,
    store: Store,
    change: Change | None,
    about: License | Contact,
    warnings: Iterable[str] = (),
) -> int:
    """Save a change, or show it; None is one that changes nothing. Return the exit code.

    `about` is the record to print; `warnings` are printed before anything is saved.
    """
    for warning in warnings:
        context.remark(plain(warning))
    if change is None:
        if not arguments.json:
            context.say(SO_ALREADY)
        else:
            print_json(context, _record(context, store.portfolio, about, about.id))
        return DONE
    change, keys = change_without_keys(change)
    if keys:
        kept = "only its last characters and a SHA-256 are kept"
        context.remark(plain(f"license key in {', '.join(keys)}: {kept}"))
    if arguments.dry_run:
        _show(arguments, context, store, change, about)
        return DONE
    saved = commit(context, store, change, arguments.take)
    if arguments.json:
        ids = saved.licenses if isinstance(about, License) else saved.contacts
        id = ids.get(about.id, about.id)
        print_json(context, _record(context, saved.portfolio, about, id))
        return DONE
    new = store.history().entry(saved.number) if saved.number else None
    if new is not None:
        print_changes(context, new.records, saved.portfolio, HAPPENED)
    context.say(f"Saved: {plain(change.label)}. To undo: licensetui undo")
    return DONE


def _show(
    arguments: Namespace, context: Context, store: Store, change: Change, about: License | Contact
) -> None:
    licenses = [edit.after for edit in change.licenses if edit.after]
    contacts = [edit.after for edit in change.contacts if edit.after]
    portfolio = store.portfolio.with_licenses(licenses).with_contacts(contacts)
    if arguments.json:
        print_json(context, _record(context, portfolio, about, about.id))
        return
    print_changes(context, record_changes(change, {}), portfolio, _SHALL)
    context.say("Nothing was written. Without --dry-run, this is saved.")


def _record(
    context: Context, portfolio: Portfolio, about: License | Contact, id: int
) -> dict[str, Any]:
    """Return a record as it is printed; one that has no id yet has null there."""
    outlook: Outlook = load(OUTLOOK)(portfolio, context.today, context.settings)
    if isinstance(about, License):
        return {**license_record(portfolio.license(id) or about, outlook), "id": id or None}
    outlook.complete()
    return {**contact_record(portfolio.contact(id) or about, outlook), "id": id or None}


def shown(record: License | Contact, outlook: Outlook) -> dict[str, Any]:
    """Return a record as `list --json` or `contacts --json` prints it."""
    if isinstance(record, License):
        return license_record(record, outlook)
    return contact_record(record, outlook)
