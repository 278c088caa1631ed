"""The notation of days and amounts in one table, and readers of cells that are told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from licensetui.domain.documents import documents_in
from licensetui.domain.license import Document
from licensetui.domain.notice import Notice
from licensetui.domain.web_password import has_password
from licensetui.reading.amounts import Amount, DecimalMark, read_amount
from licensetui.reading.cells import CellError, one_line
from licensetui.reading.dates import DateOrder, TwoDaysError, read_date, read_end
from licensetui.reading.notices import read_notice


@dataclass(frozen=True)
class Notation:
    """The way in which dates and amounts are written in one table."""

    date_order: DateOrder | None
    """The reading of a date with two that holds; None if that is not known."""
    mark: DecimalMark | None
    """The reading of an amount with two that holds; None if that is not known."""
    currency: str
    """ISO code for amounts without one."""
    is_assumed: bool
    """Whether that currency is a setting and neither the file nor the user said it."""
    notice_header: str = ""
    """The header of the notices, which may name the unit of bare numbers."""


_ORDER = "choose once whether the day or the month comes first"

Reader = Callable[[str, Notation], Any]
"""Reads a cell without white space around it; raises `CellError`. Nothing said is None or ""."""


def alone(reader: Callable[[str], Any]) -> Reader:
    """Return the reader of cells that are written in one way only."""
    return lambda cell, _: reader(cell)


def text(cell: str, _: Notation) -> str:
    """Return a text on one line."""
    return one_line(cell)


def lines(cell: str, _: Notation) -> str:
    """Return a text with its line breaks."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def documents(cell: str, _: Notation) -> tuple[Document, ...] | None:
    """Return the documents that a cell names, one a line; an address has no password."""
    found = tuple(documents_in(cell))
    if any(has_password(document.place) for document in found):
        raise CellError("contain a password", "take it out of the address: passwords are not kept")
    return found or None


def day(cell: str, notation: Notation) -> date | None:
    """Return the day in a cell."""
    try:
        return read_date(cell, notation.date_order)
    except TwoDaysError as error:
        raise CellError(str(error), _ORDER) from None


def end(cell: str, notation: Notation) -> date | None:
    """Return the end in a cell; `NO_END` where it says that there is none."""
    try:
        return read_end(cell, notation.date_order)
    except TwoDaysError as error:
        raise CellError(str(error), _ORDER) from None


def notice(cell: str, notation: Notation) -> Notice | None:
    """Return the notice in a cell."""
    try:
        return read_notice(cell, notation.date_order, notation.notice_header)
    except TwoDaysError as error:
        raise CellError(str(error), _ORDER) from None


def amount(cell: str, notation: Notation) -> Amount | None:
    """Return the amount in a cell."""
    return read_amount(cell, notation.mark)
