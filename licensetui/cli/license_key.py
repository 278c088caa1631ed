"""`licensetui key FILE`: takes what a license key says; the key itself is kept nowhere."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Collection
from typing import Any

from licensetui.cli.conflicts import add_take
from licensetui.cli.context import Context, Subcommand, UsageError, add_json
from licensetui.cli.exits import DONE
from licensetui.cli.plans import add_apply, applying, conclude, store_for
from licensetui.cli.table import Cut, PrintedColumn, iso, print_json, print_table
from licensetui.cli.typed import license_meant
from licensetui.domain.counting import listed
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.key_fields import KeyField
from licensetui.exchange.key_plan import KeyPlan, fitting, plan_key
from licensetui.tables.encodings import decoded
from licensetui.tables.sources import bytes_of
from licensetui.vendors.atlassian.license_key import (
    DamagedKeyError,
    IssuedKey,
    is_like_key,
    read_key,
)

MOST_BYTES = 1_000_000
"""Bytes of a file that is read at all."""
ALL = "all"
"""Every field, for `--overwrite`."""
_FIELDS = ("hosting", "type", "sen", "organization", "seats", "server_id", "end")
_CANDIDATES = 5
"""So many licenses that may be meant are named."""
_FIELD = (PrintedColumn(""), PrintedColumn("field"))
_FILLED = (*_FIELD, PrintedColumn("in the key", Cut.LINES))
_DIFFERENT = (
    *_FIELD,
    PrintedColumn("in the key", Cut.NAME),
    PrintedColumn("recorded", Cut.NAME),
    PrintedColumn(""),
)


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        "The key itself is not stored: only its last six characters, its SHA-256, and "
        "the day it arrived. Supported: Atlassian keys."
    )
    parser.add_argument("key", metavar="FILE", help="file with the key; - is standard input")
    parser.add_argument(
        "--license", metavar="LICENSE", help="license that the key is for: name, number, or id"
    )
    parser.add_argument("--new", action="store_true", help="add a license from the key")
    parser.add_argument(
        "--overwrite",
        action="append",
        choices=(*_FIELDS, ALL),
        default=[],
        metavar="FIELD",
        help=f"replace this field with the value in the key: {', '.join(_FIELDS)}, all",
    )
    add_apply(parser)
    add_take(parser)
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    if is_like_key(arguments.key):
        raise UsageError(
            "that is a key, not a file. On the command line, other users can see it "
            "and the shell saves it; run licensetui key - instead, paste it, and press "
            "Ctrl+D"
        )
    if arguments.new and arguments.license is not None:
        raise UsageError("--new and --license cannot be used together")
    store = store_for(arguments, context)
    key = _read(arguments, context)
    license = _license(arguments, key, store.portfolio)
    plan = plan_key(key, license, store.portfolio, context.today)
    taken = _FIELDS if ALL in arguments.overwrite else tuple(arguments.overwrite)
    if arguments.json:
        print_json(context, _record(plan, taken))
    else:
        _print_plan(context, plan, taken)
    change = plan.change(taken)
    again = applying(
        arguments,
        "key",
        arguments.key,
        license=license.id if license else None,
        new=license is None,
        overwrite=arguments.overwrite,
    )
    conclude(arguments, context, store, change, again)
    return DONE


def _read(arguments: Namespace, context: Context) -> IssuedKey:
    source, raw = bytes_of(arguments.key, context.input, MOST_BYTES)
    if len(raw) > MOST_BYTES:
        raise DamagedKeyError(
            f"{source}: larger than {MOST_BYTES:,} bytes, so not a license key: an "
            "Atlassian key has about a thousand"
        )
    try:
        return read_key(decoded(raw, source, "save it as text").text)
    except DamagedKeyError as error:
        raise DamagedKeyError(f"{source}: {error}") from None


def _license(arguments: Namespace, key: IssuedKey, portfolio: Portfolio) -> License | None:
    """Return the license that is meant, None for a new one. Raises `UsageError` if unsure."""
    if arguments.new:
        return None
    if arguments.license is not None:
        return license_meant(arguments.license, portfolio)
    found = fitting(key, portfolio)
    if len(found) == 1:
        return found[0]
    words = ", ".join(filter(None, (key.product, key.sen, key.organization))) or str(key.trace)
    if not found:
        raise UsageError(
            f"no license here matches this key ({plain(words)}): choose one with "
            "--license, or add one with --new"
        )
    names = plain(listed([f"{x.id} {x.name}" for x in found], _CANDIDATES, "; "))
    raise UsageError(
        f"this key ({plain(words)}) matches {names}: choose one with --license ID, or use --new"
    )


def _print_plan(context: Context, plan: KeyPlan, taken: Collection[str]) -> None:
    key, license = plan.key, plan.before
    number = f", {license.number}" if license and license.number else ""
    whose = f"{license.name}{number}" if license else f"a new license: {plan.after().name}"
    context.say(plain(f"License key {key.trace} for {whose}"))
    if key.description:
        context.say(plain(key.description))
    if plan.filled:
        context.say("Filled in (was empty):")
        print_table(context, _FILLED, [_row(x)[:3] for x in plan.filled])
    if plan.different:
        context.say("Differs; kept unless --overwrite FIELD replaces it:")
        rows = [(*_row(x), x.here, "replaced" * (x.name in taken)) for x in plan.different]
        print_table(context, _DIFFERENT, rows)
    context.say(plan.kept_words(taken))
    for remark in plan.remarks:
        context.say(plain(remark))


def _row(field: KeyField) -> tuple[str, str, str]:
    return ("", field.name, field.there)


def _record(plan: KeyPlan, taken: Collection[str]) -> dict[str, Any]:
    key, after = plan.key, plan.after(taken)
    return {
        "record": "key",
        "license": plan.before.id if plan.before else None,
        "name": after.name,
        "state": "known" if plan.before else "new",
        "last": key.trace.last,
        "sha256": key.trace.sha256,
        "description": key.description,
        "filled": [_field(x) for x in plan.filled],
        "different": [{**_field(x), "replaced": x.name in taken} for x in plan.different],
        "received": iso(after.term.key_received) if after.term else None,
        "contact": {"name": key.contact_name, "address": key.contact_address},
        "purchased": iso(key.purchased),
        "issued": iso(key.issued),
        "active": list(key.is_active),
        "remarks": list(plan.remarks),
    }


def _field(field: KeyField) -> dict[str, Any]:
    return {"field": field.name, "recorded": field.here, "key": field.there}


KEY = Subcommand(_add_arguments, _run)
