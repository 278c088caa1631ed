"""`licensetui add` and `licensetui edit`: a license or a contact, by the values of its fields."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from licensetui.cli.contact_remarks import contact_remarks
from licensetui.cli.context import Context, Subcommand, UsageError
from licensetui.cli.registry import OUTLOOK
from licensetui.cli.saving import add_saving, finish, shown, store_for
from licensetui.cli.typed import add_record, record_named
from licensetui.cli.values import HELP, add_values, values_given, with_ids
from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.domain.portal_ticks import with_contact
from licensetui.door import load
from licensetui.forms.contact_values import CONTACT_NAMES, contact_given
from licensetui.forms.given import by_field
from licensetui.forms.license_values import (
    license_change,
    license_given,
    license_names,
    license_warnings,
)
from licensetui.store.store import Store

LICENSE, CONTACT = "license", "contact"


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        f"{HELP}\nExample:\n  licensetui add license --set name=Jira --set end=2027-03-31"
    )
    parser.add_argument("kind", choices=(LICENSE, CONTACT), help="what to add")
    add_values(parser)
    add_saving(parser)


def _edit_arguments(parser: ArgumentParser) -> None:
    parser.epilog = f"{HELP}\nExample:\n  licensetui edit Jira --set seats=600 --set quote=Q-17"
    add_record(parser, "id, name, number, or address")
    add_values(parser)
    add_saving(parser)


def _run_add(arguments: Namespace, context: Context) -> int:
    store = store_for(arguments, context, f"add {arguments.kind}", may_begin=True)
    given = values_given(arguments, context)
    if not given:
        raise UsageError("nothing to add: give fields with --set NAME=VALUE or --from FILE")
    if arguments.kind == LICENSE:
        return _license(arguments, context, store, None, given)
    return _contact(arguments, context, store, None, given)


def _run_edit(arguments: Namespace, context: Context) -> int:
    store = store_for(arguments, context, "edit")
    record = record_named(arguments, store.portfolio)
    printed = None
    if arguments.source is not None:
        outlook = load(OUTLOOK)(store.portfolio, context.today, context.settings)
        outlook.complete()
        printed = shown(record, outlook)
    given = values_given(arguments, context, printed)
    if not given and printed is None:
        raise UsageError("nothing to change: give fields with --set NAME=VALUE or --from FILE")
    if isinstance(record, License):
        return _license(arguments, context, store, record, given)
    return _contact(arguments, context, store, record, given)


def _license(
    arguments: Namespace,
    context: Context,
    store: Store,
    before: License | None,
    given: Mapping[str, Any],
) -> int:
    portfolio, today, currency = store.portfolio, context.today, context.settings.currency
    values = with_ids(given, portfolio, before)
    after = license_given(before, by_field(values, license_names(currency)), currency, today)
    change = license_change(before, after, portfolio, today)
    warnings = license_warnings(before, after, portfolio, today) if change else ()
    return finish(arguments, context, store, change, after, warnings)


def _contact(
    arguments: Namespace,
    context: Context,
    store: Store,
    before: Contact | None,
    given: Mapping[str, Any],
) -> int:
    portfolio = store.portfolio
    values = with_ids(given, portfolio, before)
    after = contact_given(before, by_field(values, CONTACT_NAMES), context.today)
    if after == before:
        return finish(arguments, context, store, None, after)
    change = with_contact(portfolio, before, after, context.today)
    remarks = contact_remarks(before, after, portfolio, context.settings.own_domains)
    return finish(arguments, context, store, change, after, remarks)


ADD = Subcommand(_add_arguments, _run_add)
EDIT = Subcommand(_edit_arguments, _run_edit)
