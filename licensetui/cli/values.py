"""`--set NAME=VALUE` and `--from FILE`: values for fields of a record."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from typing import Any

from licensetui.cli.context import Context
from licensetui.cli.typed import contact_meant, license_meant
from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.forms.typed import TypedError
from licensetui.tables.sources import bytes_of

MOST_BYTES = 1_000_000
_SHOWN = 40
"""So much of what was given is said again: it may be a license key."""
_TERM = "term"
_FIND: Mapping[str, Callable[[str, Portfolio], Contact | License]] = {
    "owner": contact_meant,
    "deputy": contact_meant,
    "parent": license_meant,
    "parent_id": license_meant,
}
_FIND_SEVERAL = ("members", "sign_in_known_by")
HELP = """\
NAME is a field name as in --json; an unknown name lists the valid ones. Fields of a
term may be written term.NAME; term.seats must be. NAME= clears a field. Dates, amounts,
and notices are read as in the forms. Contacts and licenses are named by id, address,
number, or name. FILE contains one JSON object; edit accepts one that list --json or
contacts --json printed, with your changes. Rejected values exit with 65, and nothing is
saved.
"""


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (equals and name.strip()):
        raise ArgumentTypeError(f"{text[:_SHOWN]!r} has no value: write NAME=VALUE")
    return name.strip(), value


def add_values(parser: ArgumentParser) -> None:
    """Add the options that give values."""
    parser.add_argument(
        "--set",
        dest="values",
        metavar="NAME=VALUE",
        type=_assignment,
        action="append",
        default=[],
        help="set a field; repeat for each field",
    )
    parser.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        help="read values from a JSON object; - is standard input; --set overrides it",
    )


def values_given(
    arguments: Namespace, context: Context, shown: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the values by their names. Raises `TypedError`.

    What a file says as `shown`, the record as it is printed, is left out: it changes nothing.
    """
    found: dict[str, Any] = {}
    if arguments.source is not None:
        known = shown or {}
        found = _read(context, arguments.source)
        found = {k: v for k, v in found.items() if k not in known or known[k] != v}
        if isinstance(term := found.pop(_TERM, {}), dict):
            found |= {f"{_TERM}.{name}": value for name, value in term.items()}
        else:
            raise TypedError("term is not a JSON object: write its fields as one")
    names = [name for name, _ in arguments.values]
    for name in names:
        if names.count(name) > 1:
            raise TypedError(f"{plain(name)} is set twice: set it once")
    return found | dict(arguments.values)


def with_ids(
    given: Mapping[str, Any], portfolio: Portfolio, own: License | Contact | None
) -> dict[str, Any]:
    """Return values in which records that are named are ids; `own` is the record itself.

    Raises `UsageError` for a name that fits none or several.
    """
    found = dict(given)
    for name, value in given.items():
        if name in _FIND:
            found[name] = _id(name, value, _FIND[name], portfolio, own)
        elif name in _FIND_SEVERAL:
            parts = value if isinstance(value, list) else str(value or "").split(",")
            ids = (_id(name, part, contact_meant, portfolio, own) for part in parts)
            found[name] = ",".join(filter(None, ids))
    return found


def _id(
    name: str,
    value: Any,
    find: Callable[[str, Portfolio], Contact | License],
    portfolio: Portfolio,
    own: License | Contact | None,
) -> str:
    """Return the id of a record that is named, as text; empty for none."""
    if isinstance(value, dict):  # as --json prints an owner
        value = value.get("id")
    text = "" if value is None else str(value).strip()
    if not text:
        return ""
    named = find(text, portfolio)
    if own is not None and type(named) is type(own) and named.id == own.id:
        raise TypedError(f"{name}: {plain(text)!r} is the record itself: name another one", name)
    return str(named.id)


def _read(context: Context, source: str) -> dict[str, Any]:
    name, raw = bytes_of(source, context.input, MOST_BYTES)
    name = plain(name)
    if len(raw) > MOST_BYTES:
        raise TypedError(f"{name} is larger than {MOST_BYTES} bytes, too large for a record")
    try:
        found = json.loads(raw, object_pairs_hook=_once, parse_constant=_no_number)
    except TypedError as error:
        raise TypedError(f"{name}: {error}") from None
    except json.JSONDecodeError as error:
        raise TypedError(
            f"{name}, line {error.lineno}, column {error.colno}: not JSON: {error.msg}"
        ) from None
    except (ValueError, RecursionError):
        raise TypedError(f"{name}: not a JSON object in UTF-8") from None
    if not isinstance(found, dict):
        raise TypedError(f"{name}: not a JSON object: write the fields of one record in {{}}")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise TypedError(f"{plain(twice)!r} appears twice: keep one")
    return found


def _no_number(text: str) -> Any:
    raise TypedError(f"{text} is not a number")
