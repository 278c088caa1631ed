"""The evidence that the values of a column give of what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from licensetui.domain.secret import cleaned
from licensetui.imports.choices import read_yes
from licensetui.imports.counts import read_seats
from licensetui.imports.identifiers import is_entitlement, read_sen
from licensetui.reading.amounts import read_amount
from licensetui.reading.cells import CellError, content
from licensetui.reading.dates import NO_END, TwoDaysError, read_end
from licensetui.reading.prices import read_cycle
from licensetui.tables.table import TableRow
from licensetui.vendors.number_facts import SEN

_VALUES = 200
"""Values of a column that are looked at: the first of them."""
_ROWS = 5_000
"""Rows in which they are sought: of a column that is empty so long, nothing is said."""


class Evidence:
    """The first values of one column, and the forms that they have."""

    def __init__(self, rows: Sequence[TableRow], column: int) -> None:
        """Look at nothing yet."""
        self._rows = rows
        self._column = column

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The values that are not empty."""
        found: list[str] = []
        for row in self._rows[:_ROWS]:
            cell = row.cell(self._column)
            if cell and (value := content(cell)):
                found.append(value)
                if len(found) == _VALUES:
                    break
        return tuple(found)

    def all_are(self, is_such: Callable[[str], bool]) -> bool:
        """Say whether there are values, and all have a form."""
        return bool(self.values) and all(map(is_such, self.values))

    def none_is(self, is_such: Callable[[str], bool]) -> bool:
        """Say whether there are values, and none has a form."""
        return bool(self.values) and not any(map(is_such, self.values))


def is_end(value: str) -> bool:
    """Say whether a value is a date, or says that there is no end."""
    try:
        return read_end(value, None) is not None
    except TwoDaysError:
        return True
    except CellError:
        return False


def never_ends(value: str) -> bool:
    """Say whether a value says that there is no end: `Perpetual`."""
    return _day(value) == NO_END


def may_be_day(value: str) -> bool:
    """Say whether a value is meant as a date, be it a wrong one: no word without a digit is."""
    return any(letter.isdecimal() for letter in value) or is_end(value)


def is_day(value: str) -> bool:
    """Say whether a value is a date; long numbers, though they may be milliseconds, are none."""
    return is_end(value) and not value.isdecimal() and _day(value) != NO_END


def is_yes_or_no(value: str) -> bool:
    """Say whether a value says yes or no."""
    return _reads(read_yes, value)


def is_cycle(value: str) -> bool:
    """Say whether a value is a billing cycle."""
    return _reads(read_cycle, value)


def is_amount_of_money(value: str) -> bool:
    """Say whether a value is an amount with its currency."""
    try:
        amount = read_amount(value, ".")
    except CellError:
        return False
    return bool(amount and amount.currency)


def is_price(value: str) -> bool:
    """Say whether a value is an amount with its currency, or with cents: `4711` may be a number."""
    has_cents = re.search("[.,][0-9]{2}$", value) is not None
    return is_amount_of_money(value) or (has_cents and _reads(_amount, value))


def is_seats(value: str) -> bool:
    """Say whether a value is a number of seats."""
    return _reads(read_seats, value)


def is_number_of_seats(value: str) -> bool:
    """Say whether a value is a number of seats that says so: `20 users`, `unlimited users`."""
    return is_seats(value) and read_seats(value)[1] is not None


def is_sen(value: str) -> bool:
    """Say whether a value is a support entitlement number."""
    return bool(SEN.value.fullmatch(value)) and read_sen(value).startswith("SEN-")


def is_entitlement_number(value: str) -> bool:
    """Say whether a value is a Cloud entitlement number."""
    return is_entitlement(value)


def is_key(value: str) -> bool:
    """Say whether a value is a license key whatever stands above it."""
    return cleaned(value).is_all_key


def is_address(value: str) -> bool:
    """Say whether a value holds what is meant as an address: `a@b.c`, `Anna <a@b.c>`."""
    local, at, domain = value.partition("@")
    return bool(at and local.strip() and "." in domain)


def _amount(value: str) -> object:
    return read_amount(value, ".")


def _reads(reader: Callable[[str], object], value: str) -> bool:
    try:
        reader(value)
    except CellError:
        return False
    return True


def _day(value: str) -> date | None:
    try:
        return read_end(value, None)
    except CellError:
        return None
