"""Choices in an import, found by typing: what a column holds, the currency of amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from licensetui.domain.dataclass import dataclass
from licensetui.imports.columns import ListColumn
from licensetui.imports.field_keys import CHOICES, LEAVE_OUT, sentence
from licensetui.imports.fields import ImportField
from licensetui.imports.mapping import Mapping as ColumnMapping
from licensetui.tui.dialogs.chooser import Chooser, Option

NUMBER = "number"
"""What a column is called that holds numbers for the notes."""
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY")
"""Those that are offered; the code of any other can be typed."""


@dataclass(frozen=True)
class FieldChoice:
    """The choice for a column."""

    field: ImportField | None
    """The field; None to leave the column out."""
    is_number: bool = False
    """Whether it holds numbers that look like license keys, and are kept in the notes."""


def field_chooser(column: ListColumn, mapping: ColumnMapping) -> Chooser[FieldChoice]:
    """Return a chooser of the field that a column holds; `-` leaves it out."""
    options = [
        Option(field.key, FieldChoice(field), _meaning(field, column, mapping)) for field in CHOICES
    ]
    options.append(
        Option(NUMBER, FieldChoice(None, True), "not a license key, though it looks like one")
    )
    options.append(Option(LEAVE_OUT, FieldChoice(None), "skip this column"))
    return Chooser(f"What {column.header} holds", options, starts_first=True)


def _meaning(field: ImportField, column: ListColumn, mapping: ColumnMapping) -> str:
    """Return what a field is, or which other column holds it now."""
    now = mapping.column(field)
    if now is None or now == column.place:
        return sentence(field)
    return f"now {mapping.headers[now]}. {sentence(field)}"


def currency_chooser(assumed: str) -> Chooser[str]:
    """Return a chooser of a currency, the assumed one first; any code of three letters will do."""
    codes = dict.fromkeys((assumed, *CURRENCIES))

    def new(typed: str) -> Iterator[Option[str]]:
        code = typed.upper()
        if re.fullmatch("[A-Z]{3}", code) and code not in codes:
            yield Option(code, code, "as typed")

    options = [Option(code, code) for code in codes]
    return Chooser("Currency of amounts without one", options, new=new)
