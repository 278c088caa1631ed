"""One row of a table as a statement: what the row says of a license, read, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licensetui.domain.costs import times
from licensetui.domain.license import Hosting, LicenseKey, LicenseType, Role
from licensetui.domain.money import Money
from licensetui.domain.notice import notice_fields
from licensetui.domain.secret import is_vendors_number
from licensetui.domain.term import NEVER_ENDS, CostBasis
from licensetui.imports.choices import hosting_in_name
from licensetui.imports.fields import LEFT_OUT, ImportField
from licensetui.imports.identifiers import is_entitlement, is_trial, read_entitlement, read_sen
from licensetui.imports.keys import FoundKey, numbered, other_numbers, remarks
from licensetui.imports.mapping import Mapping as ColumnMapping
from licensetui.imports.named_contacts import (
    NamedContact,
    distinct,
    is_erased,
    named,
    read_contacts,
)
from licensetui.imports.notation import Notation
from licensetui.imports.statement import Statement
from licensetui.reading.amounts import decimal_mark, header_currency
from licensetui.reading.cells import CellError, content, one_line, quoted, same_text
from licensetui.reading.dates import NO_END, DateOrder
from licensetui.reading.prices import Cycle, basis_in, is_per_seat
from licensetui.tables.table import Table, TableRow


class RowError(ValueError):
    """A row that cannot be imported. Its text says why, all reasons at once."""


def notation_of(
    table: Table,
    mapping: ColumnMapping,
    order: DateOrder | None,
    currency: str | None,
    default_currency: str,
) -> Notation:
    """Return how to read a table; `currency` is what the user said, if anything."""
    column = mapping.column(ImportField.COST)
    amounts = () if column is None else (row.cell(column) for row in table.rows)
    said = header_currency(mapping.header(ImportField.COST)) or currency
    header = mapping.header(ImportField.NOTICE)
    return Notation(order, decimal_mark(amounts), said or default_currency, not said, header)


def read_row(
    row: TableRow, mapping: ColumnMapping, notation: Notation, keys: tuple[FoundKey, ...] = ()
) -> Statement:
    """Return what a row, without its `keys`, says, or raise a `RowError` with all that is wrong."""
    return _RowReader(row, mapping, notation, keys).statement()


class _RowReader:
    """Reads one row, and collects what is wrong or worth a remark on the way."""

    def __init__(
        self, row: TableRow, mapping: ColumnMapping, notation: Notation, keys: tuple[FoundKey, ...]
    ) -> None:
        self.row = row
        self.mapping = mapping
        self.notation = notation
        self.keys = keys
        self.problems: list[str] = []
        self.remarks: list[str] = list(remarks(keys, mapping))
        self.derived: set[str] = set()
        self._read: dict[ImportField, Any] = {}

    def statement(self) -> Statement:
        """Read all fields, first those that need each other, in the order of what is told."""
        self.check_width()
        name = self.name()
        product, hosting = self.product(name)
        sen, entitlement, number = self.numbers()
        self.read(ImportField.SEATS)
        cost, is_assumed = self.cost()
        price = self.price(cost)
        erased = self.erased()
        self.check_days()
        self.remark_no_end()
        together = {
            "license.vendor": self.vendor(),
            "license.product": product,
            "license.hosting": hosting,
            "license.type": self.type(sen),
            "license.sen": sen,
            "license.key": self.key(),
            "license.entitlement": entitlement,
            "license.seats_in_use": self.seats_in_use(),
            "term.cost": price.pop("cost", None),
            "term.cost_basis": price.pop("cost_basis", None),
            "term.order_number": self.order_number(),
        }
        said = self.said(together)
        statement = Statement(
            line=self.row.line,
            license=_of_record("license.", said),
            term={**_of_term(said), **price},
            is_currency_assumed=is_assumed,
            technical=self.technical(erased),
            billing=self.billing(erased),
            owner=self.owner(),
            erased=erased,
            looked_on=self.read(ImportField.LOOKED_ON),
            notes=self.read(ImportField.NOTES),
            numbers=(*number, *other_numbers(self.row, self.mapping)),
            derived=frozenset(self.derived),
            remarks=tuple(self.remarks),
        )
        if self.problems:
            raise RowError("; ".join(self.problems))
        return statement

    def said(self, together: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values by where they go; `together` has those of several columns."""
        found: dict[str, Any] = {}
        for field in ImportField:
            first = field.to[0]
            if first in together:
                found[first] = together[first]
            elif "." in first:
                value = self.read(field)
                values = value if value is not None and len(field.to) > 1 else (value,)
                found.update(zip(field.to, values, strict=False))
        return found

    def cell(self, field: ImportField) -> str:
        column = self.mapping.column(field)
        return "" if column is None else content(self.row.cell(column))

    def read(self, field: ImportField) -> Any:
        """Return what a cell says; one that cannot be read is a problem of the row, told once."""
        if field not in self._read:
            self._read[field] = None
            try:
                self._read[field] = field.read(self.cell(field), self.notation)
            except CellError as error:
                if field in LEFT_OUT:
                    self.remarks.append(f"{field.label} {error}: left out")
                else:
                    self.problems.append(f"{field.label} {error}")
        return self._read[field]

    def name(self) -> str:
        name: str = self.read(ImportField.NAME)
        if not name:
            header = self.mapping.header(ImportField.NAME)
            why = "no column is known to hold it (Product, Item name, License name, ...)"
            if header:
                why = f"the column {quoted(header)} is empty"
            self.problems.append(f"no name: {why}")
        return name

    def key(self) -> LicenseKey | None:
        """Return what is kept of the best key; one that stood in a text is concluded."""
        if self.keys and not self.keys[0].is_alone:
            self.derived.add("key")
        return self.keys[0].key if self.keys else None

    def check_days(self) -> None:
        start, end = self.read(ImportField.START), self.read(ImportField.END)
        if start and end and end < start:
            self.problems.append(f"end {end} is before the start {start}")

    def remark_no_end(self) -> None:
        if self.read(ImportField.END) == NO_END:
            self.remarks.append(f"end {quoted(self.cell(ImportField.END))} is read as no end")

    def number(self, field: ImportField) -> str:
        written, number = one_line(self.cell(field)), str(self.read(field))
        if number != written:
            self.remarks.append(f"{field.label} {quoted(written)} is read as {number}")
        return number

    def numbers(self) -> tuple[str, str, tuple[str, ...]]:
        """Return the SEN, the entitlement number, and a number from the column of keys.

        Who has a column of keys writes the number there where there is no key.
        """
        sen = self.number(ImportField.SEN)
        entitlement = self.number(ImportField.ENTITLEMENT)
        written: str = self.read(ImportField.KEY)
        if not written:
            return sen, entitlement, ()
        header = quoted(self.mapping.header(ImportField.KEY))
        is_said = self.mapping.column(ImportField.KEY) in self.mapping.numbers
        if not is_said and not is_vendors_number(written):
            self.remarks.append(f"what else stands under {header} is no key, and is not kept")
            return sen, entitlement, ()
        if read_entitlement(written) in (sen, entitlement) or read_sen(written) == sen:
            return sen, entitlement, ()
        if not entitlement and is_entitlement(written):
            return sen, read_entitlement(written), ()
        if not sen:
            return read_sen(written), entitlement, ()
        return sen, entitlement, (numbered(self.mapping.header(ImportField.KEY), written),)

    def check_width(self) -> None:
        width = len(self.mapping.headers)
        cells = self.row.cells
        if any(cell.strip() for cell in cells[width:]):
            self.problems.append(
                f"{len(cells)} cells where the headers are {width}:"
                " is a separator inside a cell without quotation marks?"
            )
        elif len(cells) < width:
            self.remarks.append(f"only {len(cells)} of {width} cells: the others are read as empty")

    def vendor(self) -> str:
        vendor: str = self.read(ImportField.VENDOR)
        if not vendor:
            self.derived.add("vendor")
        return vendor or self.mapping.vendor

    def product(self, name: str) -> tuple[str, Hosting | None]:
        product, hosting = hosting_in_name(name)
        said_product: str = self.read(ImportField.PRODUCT)
        said_hosting: Hosting | None = self.read(ImportField.HOSTING)
        self.remark_other(ImportField.HOSTING, said_hosting is Hosting.OTHER)
        if not said_product:
            self.derived.add("product")
        if not said_hosting:
            self.derived.add("hosting")
        return said_product or product, said_hosting or hosting

    def type(self, sen: str) -> LicenseType | None:
        said: LicenseType | None = self.read(ImportField.TYPE)
        self.remark_other(ImportField.TYPE, said is LicenseType.OTHER)
        if said or not is_trial(sen):
            return said
        self.derived.add("type")
        return LicenseType.EVALUATION

    def remark_other(self, field: ImportField, is_other: bool) -> None:
        if is_other:
            self.remarks.append(f'{field.label} {quoted(self.cell(field))} is read as "other"')

    def seats_in_use(self) -> int | None:
        """Return the seats in use, said or counted: all seats but the free ones."""
        used: int | None = self.read(ImportField.SEATS_IN_USE)
        free: int | None = self.read(ImportField.FREE_SEATS)
        seats = self.read(ImportField.SEATS)
        if used is not None or free is None or not seats or not isinstance(seats[0], int):
            return used
        return max(seats[0] - free, 0)

    def order_number(self) -> str:
        purchase: str
        order: str
        purchase, order = self.read(ImportField.PURCHASE_ORDER), self.read(ImportField.ORDER_NUMBER)
        if purchase and order and purchase != order:
            self.remarks.append(f"the purchase order {purchase} is kept, not order {order}")
        return purchase or order

    def cost(self) -> tuple[Money | None, bool]:
        amount = self.read(ImportField.COST)
        if amount is None:
            return None, False
        said = amount.currency or self.read(ImportField.CURRENCY)
        is_assumed = not said and self.notation.is_assumed
        cost = Money(amount.number, said or self.notation.currency)
        if cost.is_credit:
            self.remarks.append(f"{cost} is a credit: it is kept, and no cost counts it")
        return cost, is_assumed

    def price(self, cost: Money | None) -> dict[str, Any]:
        """Return a cost with its time and seats, by the header or else the billing cycle.

        Where neither names them, nothing is said of them.
        """
        cycle: Cycle | None = self.read(ImportField.BILLING_CYCLE)
        if cost is None:
            return {}
        header = self.mapping.header(ImportField.COST)
        basis, per_seat = basis_in(header), is_per_seat(header)
        if basis is None and cycle:
            basis, per_seat = cycle.basis, per_seat or cycle.per_seat
            if cycle.factor != 1:
                of_cycle, cost = cost, times(cost, cycle.factor)
                word = quoted(self.cell(ImportField.BILLING_CYCLE))
                self.remarks.append(f"{of_cycle} {word} is kept as {cost} a year")
        if basis is None and not per_seat:
            return {"cost": cost}
        seats = self.read(ImportField.SEATS)
        counted = seats[0] if per_seat and seats and isinstance(seats[0], int) else None
        price = {"cost": cost, "cost_basis": basis or CostBasis.TERM, "per_seat": per_seat}
        return price if counted is None else {**price, "seats": counted}

    def erased(self) -> tuple[Role, ...]:
        found = []
        for role, *fields in (
            (Role.TECHNICAL, ImportField.TECHNICAL, ImportField.TECHNICAL_ADDRESS),
            (Role.BILLING, ImportField.BILLING, ImportField.BILLING_ADDRESS),
        ):
            if any(is_erased(self.cell(field)) for field in fields):
                self.remarks.append(f"the {role.value} contact was erased (RTBF): none is imported")
                found.append(role)
        return tuple(found)

    def technical(self, erased: tuple[Role, ...]) -> tuple[NamedContact, ...]:
        people: tuple[NamedContact, ...] = ()
        if Role.TECHNICAL not in erased:
            people = self.people(
                ImportField.TECHNICAL,
                ImportField.TECHNICAL_ADDRESS,
                ImportField.TECHNICAL_PHONE,
                self.read(ImportField.ORGANIZATION),
            )
        return distinct(
            (*people, *read_contacts(self.cell(ImportField.SECOND_TECHNICAL), is_address=False))
        )

    def billing(self, erased: tuple[Role, ...]) -> tuple[NamedContact, ...]:
        if Role.BILLING in erased:
            return ()
        return self.people(
            ImportField.BILLING, ImportField.BILLING_ADDRESS, ImportField.BILLING_PHONE, ""
        )

    def owner(self) -> NamedContact | None:
        """Return who decides about the license; of several, the first."""
        either = self.cell(ImportField.OWNER)
        people = read_contacts(self.cell(ImportField.OWNER_ADDRESS), is_address=True)
        if "@" in either:
            people = distinct((*people, *read_contacts(either, is_address=False)))
        else:
            people = named(people, either)
        if len(people) > 1:
            first, other = (person.address or person.name for person in people[:2])
            self.remarks.append(f"the owner is {first}: a license has one, so not {other}")
        return people[0] if people else None

    def people(
        self, who: ImportField, address: ImportField, phone: ImportField, organization: str
    ) -> tuple[NamedContact, ...]:
        """Return whom two cells name together: one a name or an address, the other an address.

        A name that is the organization's (Snipe-IT's `Licensed To Name`) is no person's.
        """
        people = read_contacts(self.cell(address), is_address=True)
        either = self.cell(who)
        if "@" in either:
            return distinct((*people, *read_contacts(either, is_address=False)))
        name = "" if organization and same_text(either, organization) else either
        return named(people, name, self.cell(phone))


def _of_term(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the fields of a term. A notice and no end are several fields."""
    found = _of_record("term.", said)
    if notice := found.pop("notice", None):
        found |= notice_fields(notice)
    if found.get("end") == NO_END:
        found |= NEVER_ENDS
    return found


def _of_record(start: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the fields of one record, without those of which nothing is said."""
    return {
        name.removeprefix(start): value
        for name, value in said.items()
        if name.startswith(start) and value not in ("", None)
    }
