"""One row of a table as a draft of a license: what the row says, read, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from licensetui.domain.license import Hosting, LicenseType, Role
from licensetui.domain.money import Money
from licensetui.domain.secret import is_vendors_number
from licensetui.exchange.amounts import (
    DecimalMark,
    decimal_mark,
    header_currency,
    read_amount,
    read_currency,
)
from licensetui.exchange.cells import CellError, content, one_line, quoted, same_text
from licensetui.exchange.counts import read_count, read_days, read_seats
from licensetui.exchange.dates import DateOrder, read_date
from licensetui.exchange.draft import Draft
from licensetui.exchange.headers import Field
from licensetui.exchange.identifiers import is_entitlement, is_trial, read_entitlement, read_sen
from licensetui.exchange.keys import FoundKey, numbered, other_numbers, remarks
from licensetui.exchange.mapping import Mapping
from licensetui.exchange.people import Person, is_erased, named, read_people
from licensetui.exchange.table import Table, TableRow
from licensetui.exchange.words import hosting_in_name, read_hosting, read_type, read_yes

Value = TypeVar("Value")


class RowError(ValueError):
    """A row that cannot be imported. Its text says why, all reasons at once."""


@dataclass(frozen=True)
class Reading:
    """How the rows of one table are to be read."""

    mapping: Mapping
    """Where the fields are."""
    date_order: DateOrder | None
    """Which reading of a date with two holds; None if that is not known."""
    mark: DecimalMark | None
    """Which reading of an amount with two holds; None if that is not known."""
    currency: str
    """ISO code for amounts without one."""
    is_assumed: bool
    """Whether that currency is a setting and neither the file nor the user said it."""


def reading_of(
    table: Table,
    mapping: Mapping,
    order: DateOrder | None,
    currency: str | None,
    default_currency: str,
) -> Reading:
    """Return how to read a table; `currency` is what the user said, if anything."""
    column = mapping.column(Field.COST)
    amounts = () if column is None else (row.cell(column) for row in table.rows)
    said = header_currency(mapping.header(Field.COST)) or currency
    return Reading(mapping, order, decimal_mark(amounts), said or default_currency, not said)


def read_row(row: TableRow, reading: Reading, keys: tuple[FoundKey, ...] = ()) -> Draft:
    """Return what a row says, or raise a `RowError` with everything that is wrong with it.

    `keys` are the license keys that were taken out of it.
    """
    return _RowReader(row, reading, keys).draft()


class _RowReader:
    """Reads one row, and collects what is wrong or worth a remark on the way."""

    def __init__(self, row: TableRow, reading: Reading, keys: tuple[FoundKey, ...]) -> None:
        self.row = row
        self.reading = reading
        self.keys = keys
        self.problems: list[str] = []
        self.remarks: list[str] = list(remarks(keys, reading.mapping))
        self.derived: set[str] = set()

    def draft(self) -> Draft:
        """Read all fields."""
        self.check_width()
        name = self.text(Field.NAME)
        if not name:
            self.problems.append(self.no_name())
        product, hosting = self.product(name)
        key = self.keys[0].key if self.keys else None
        if self.keys and not self.keys[0].is_alone:
            self.derived.add("key")
        sen, entitlement, number = self.numbers()
        seats, unit = self.read(Field.SEATS, read_seats) or (None, None)
        cost, is_assumed = self.cost()
        organization = self.text(Field.ORGANIZATION)
        erased = self.erased()
        start, end = self.date(Field.START), self.date(Field.END)
        if start and end and end < start:
            self.problems.append(f"end {end} is before the start {start}")
        draft = Draft(
            line=self.row.line,
            name=name,
            vendor=self.vendor(),
            product=product,
            hosting=hosting,
            type=self.type(sen),
            sen=sen,
            key=key,
            entitlement=entitlement,
            organization=organization,
            site=self.text(Field.SITE),
            server_id=self.text(Field.SERVER_ID),
            seats=seats,
            unit=unit,
            seats_in_use=self.read(Field.SEATS_IN_USE, read_count),
            partner=self.text(Field.PARTNER),
            start=start,
            end=end,
            cost=cost,
            is_currency_assumed=is_assumed,
            notice_days=self.read(Field.NOTICE_DAYS, read_days),
            auto_renew=self.read(Field.AUTO_RENEW, read_yes),
            order_number=self.order_number(),
            technical=self.technical(organization, erased),
            billing=self.billing(erased),
            erased=erased,
            looked_on=self.date(Field.LOOKED_ON),
            notes=self.notes(),
            numbers=(*number, *other_numbers(self.row, self.reading.mapping)),
            derived=frozenset(self.derived),
            remarks=tuple(self.remarks),
        )
        if self.problems:
            raise RowError("; ".join(self.problems))
        return draft

    def cell(self, field: Field) -> str:
        column = self.reading.mapping.column(field)
        return "" if column is None else content(self.row.cell(column))

    def text(self, field: Field) -> str:
        return one_line(self.cell(field))

    def read(self, field: Field, reader: Callable[[str], Value]) -> Value | None:
        """Return what `reader` makes of a cell; a cell it cannot read is a problem of the row."""
        try:
            return reader(self.cell(field))
        except CellError as error:
            self.problems.append(f"{field.value} {error}")
            return None

    def date(self, field: Field) -> date | None:
        return self.read(field, lambda cell: read_date(cell, self.reading.date_order))

    def number(self, field: Field, reader: Callable[[str], str]) -> str:
        written = self.text(field)
        number = reader(written)
        if number != written:
            self.remarks.append(f"{field.value} {quoted(written)} is read as {number}")
        return number

    def numbers(self) -> tuple[str, str, tuple[str, ...]]:
        """Return the SEN, the entitlement number, and a number from the column of keys.

        Who has a column of keys writes the number there where there is no key.
        """
        sen = self.number(Field.SEN, read_sen)
        entitlement = self.number(Field.ENTITLEMENT, read_entitlement)
        written = self.text(Field.KEY)
        if not written:
            return sen, entitlement, ()
        header = quoted(self.reading.mapping.header(Field.KEY))
        is_said = self.reading.mapping.column(Field.KEY) in self.reading.mapping.numbers
        if not is_said and not is_vendors_number(written):
            self.remarks.append(f"what else stands under {header} is no key, and is not kept")
            return sen, entitlement, ()
        if read_entitlement(written) in (sen, entitlement) or read_sen(written) == sen:
            return sen, entitlement, ()
        if not entitlement and is_entitlement(written):
            return sen, read_entitlement(written), ()
        if not sen:
            return read_sen(written), entitlement, ()
        return sen, entitlement, (numbered(self.reading.mapping.header(Field.KEY), written),)

    def check_width(self) -> None:
        width = len(self.reading.mapping.headers)
        cells = self.row.cells
        if any(cell.strip() for cell in cells[width:]):
            self.problems.append(
                f"{len(cells)} cells where the headers are {width}:"
                " is a separator inside a cell without quotation marks?"
            )
        elif len(cells) < width:
            self.remarks.append(f"only {len(cells)} of {width} cells: the others are read as empty")

    def no_name(self) -> str:
        header = self.reading.mapping.header(Field.NAME)
        if header:
            return f"no name: the column {quoted(header)} is empty"
        return "no name: no column is known to hold it (Product, Item name, License name, ...)"

    def vendor(self) -> str:
        vendor = self.text(Field.VENDOR)
        if not vendor:
            self.derived.add("vendor")
        return vendor or self.reading.mapping.vendor

    def product(self, name: str) -> tuple[str, Hosting | None]:
        product, hosting = hosting_in_name(name)
        said_product = self.text(Field.PRODUCT)
        said_hosting = read_hosting(self.cell(Field.HOSTING))
        self.remark_other(Field.HOSTING, said_hosting is Hosting.OTHER)
        if not said_product:
            self.derived.add("product")
        if not said_hosting:
            self.derived.add("hosting")
        return said_product or product, said_hosting or hosting

    def type(self, sen: str) -> LicenseType | None:
        said = read_type(self.cell(Field.TYPE))
        self.remark_other(Field.TYPE, said is LicenseType.OTHER)
        if said or not is_trial(sen):
            return said
        self.derived.add("type")
        return LicenseType.EVALUATION

    def remark_other(self, field: Field, is_other: bool) -> None:
        if is_other:
            self.remarks.append(f'{field.value} {quoted(self.cell(field))} is read as "other"')

    def order_number(self) -> str:
        purchase, order = self.text(Field.PURCHASE_ORDER), self.text(Field.ORDER_NUMBER)
        if purchase and order and purchase != order:
            self.remarks.append(f"the purchase order {purchase} is kept, not order {order}")
        return purchase or order

    def cost(self) -> tuple[Money | None, bool]:
        amount = self.read(Field.COST, lambda cell: read_amount(cell, self.reading.mark))
        if amount is None:
            return None, False
        said = amount.currency or self.read(Field.CURRENCY, read_currency)
        is_assumed = not said and self.reading.is_assumed
        return Money(amount.number, said or self.reading.currency), is_assumed

    def erased(self) -> tuple[Role, ...]:
        found = []
        for role, *fields in (
            (Role.TECHNICAL, Field.TECHNICAL, Field.TECHNICAL_ADDRESS),
            (Role.BILLING, Field.BILLING, Field.BILLING_ADDRESS),
        ):
            if any(is_erased(self.cell(field)) for field in fields):
                self.remarks.append(f"the {role.value} contact was erased (RTBF): none is imported")
                found.append(role)
        return tuple(found)

    def technical(self, organization: str, erased: tuple[Role, ...]) -> tuple[Person, ...]:
        people: tuple[Person, ...] = ()
        if Role.TECHNICAL not in erased:
            people = self.people(
                Field.TECHNICAL, Field.TECHNICAL_ADDRESS, Field.TECHNICAL_PHONE, organization
            )
        return _distinct(
            (*people, *read_people(self.cell(Field.SECOND_TECHNICAL), is_address=False))
        )

    def billing(self, erased: tuple[Role, ...]) -> tuple[Person, ...]:
        if Role.BILLING in erased:
            return ()
        return self.people(Field.BILLING, Field.BILLING_ADDRESS, Field.BILLING_PHONE, "")

    def people(
        self, who: Field, address: Field, phone: Field, organization: str
    ) -> tuple[Person, ...]:
        """Return whom two cells name together: one a name or an address, the other an address.

        A name that is the organization's (Snipe-IT's `Licensed To Name`) is no person's.
        """
        people = read_people(self.cell(address), is_address=True)
        either = self.cell(who)
        if "@" in either:
            return _distinct((*people, *read_people(either, is_address=False)))
        name = "" if organization and same_text(either, organization) else either
        return named(people, name, self.cell(phone))

    def notes(self) -> str:
        return self.cell(Field.NOTES).replace("\r\n", "\n").replace("\r", "\n")


def _distinct(people: Iterable[Person]) -> tuple[Person, ...]:
    """Return each person once, in order."""
    found: dict[str, Person] = {}
    for person in people:
        found.setdefault(person.key, person)
    return tuple(found.values())
