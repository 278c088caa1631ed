"""Words of the command line read: days, and the records that are meant."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from licensetui.cli.context import UsageError
from licensetui.domain.contact import Contact
from licensetui.domain.counting import listed
from licensetui.domain.license import License
from licensetui.domain.plain import folded, plain
from licensetui.domain.portfolio import Portfolio
from licensetui.reading.cells import CellError
from licensetui.reading.dates import TwoDaysError, read_date
from licensetui.reading.days import EXAMPLES, read_day

_MOST = 10
"""So many candidates are named at most."""
_SHOWN = 40
"""So much of what was typed is said again: it may be a license key."""
_OTHER = {"contact": "address", "license": "number", "contact or license": "address, number"}
"""By what else than a name and an id a record is known."""
_Named = TypeVar("_Named", Contact, License, Contact | License)


def day(text: str) -> date:
    """Return a day with its year, for argparse; `take_days` has it read short days as well."""
    return _read(text, lambda typed: read_date(typed, None))


def past_day(text: str) -> date:
    """Return such a day; a short one is the last such day, and not the next."""
    return day(text)


def take_days(parser: ArgumentParser, today: Callable[[], date]) -> None:
    """Have a parser count short days of its options from `today`."""
    for kind, is_past in ((day, False), (past_day, True)):

        def read(text: str, *, is_past: bool = is_past) -> date:
            return _read(text, lambda typed: read_day(typed, today(), is_past=is_past))

        parser.register("type", kind, read)


def _read(text: str, reader: Callable[[str], date | None]) -> date:
    try:
        if found := reader(text):
            return found
    except TwoDaysError as error:
        raise ArgumentTypeError(f"{error}: choose one of these") from None
    except CellError:
        pass
    raise ArgumentTypeError(f"{text!r} is not a date: write YYYY-MM-DD, or {EXAMPLES}")


def contact_meant(text: str, portfolio: Portfolio) -> Contact:
    """Return the contact with this id, name or address, or the only one with a part of these.

    Archived ones count if no other fits. Raises `UsageError` that names all who may be meant.
    """
    groups = (portfolio.current().contacts, portfolio.contacts)
    return _meant(text, groups, "contact", "for a list: licensetui contacts")


def license_meant(text: str, portfolio: Portfolio) -> License:
    """Return the license with this id, name or number, in the same way."""
    groups = (portfolio.current().licenses, portfolio.licenses)
    return _meant(text, groups, "license", "for a list: licensetui list")


def record_meant(text: str, portfolio: Portfolio) -> Contact | License:
    """Return the contact or license that is called so, in the same way."""
    now = portfolio.current()
    present: tuple[Contact | License, ...] = (*now.contacts, *now.licenses)
    known: tuple[Contact | License, ...] = (*portfolio.contacts, *portfolio.licenses)
    groups = (present, known)
    return _meant(
        text, groups, "contact or license", ("for lists: licensetui contacts, licensetui list")
    )


def add_record(parser: ArgumentParser, help: str) -> None:
    """Add an argument that names a contact or a license; `record_named` reads it."""
    parser.add_argument("name", metavar="CONTACT|LICENSE", help=help)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--contact", action="store_true", help="it names a contact")
    which.add_argument("--license", action="store_true", help="it names a license")


def record_named(arguments: Namespace, portfolio: Portfolio) -> Contact | License:
    """Return the contact or license that is named. Raises `UsageError`."""
    find: Callable[[str, Portfolio], Contact | License] = record_meant
    if arguments.contact or arguments.license:
        find = contact_meant if arguments.contact else license_meant
    return find(arguments.name, portfolio)


def _meant(text: str, groups: Iterable[Sequence[_Named]], what: str, where: str) -> _Named:
    """Return the only record that fits, of the first group in which any does.

    One of another group that is called just so may be meant too, where others have it as a part.
    """
    wanted = folded(text.strip())
    if not wanted:
        raise UsageError(f"empty {what}: give a name, {_OTHER[what]}, or id")
    groups = tuple(groups)
    called = [
        x
        for x in groups[-1]
        if str(x.id) == wanted or any(wanted == folded(word) for word in _words(x))
    ]
    for known in groups:
        found = [x for x in called if x in known]
        if not found:
            found = [x for x in known if any(wanted in folded(word) for word in _words(x))]
            found += [x for x in called if found]
        if len(found) == 1:
            return found[0]
        if found:
            shown = listed([_name(record) for record in found], _MOST, "; ")
            how = "give the id" + (" after --contact or --license" if " or " in what else "")
            raise UsageError(f"{plain(text)[:_SHOWN]!r} may be {plain(shown)}: {how}")
    raise UsageError(
        f"no {what} with the name, {_OTHER[what]}, or id {plain(text)[:_SHOWN]!r}; {where}"
    )


def _words(record: Contact | License) -> tuple[str, ...]:
    words = (
        (record.name, record.email)
        if isinstance(record, Contact)
        else (record.name, record.sen, record.entitlement)
    )
    return tuple(word.strip() for word in words if word.strip())


def _name(record: Contact | License) -> str:
    """Return a record with id and address or number: `5 Bruno Durand <bruno@example.org>`."""
    archived = ", archived" if record.archived else ""
    if isinstance(record, License):
        number = f" ({record.number})" if record.number else ""
        return f"{record.id} {record.name}{number}{archived}"
    address = f" <{record.email}>" if record.email and record.name.strip() else ""
    return f"{record.id} {record.label}{address}{archived}"
