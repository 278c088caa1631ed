"""Rows below a list that are no entry of it: totals, and what programs write at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from licensetui.domain.plain import folded
from licensetui.reading.amounts import read_amount
from licensetui.reading.cells import CellError, quoted
from licensetui.tables.table import TableRow

_TOTAL = re.compile(
    r"(?:grand |sub|sub |sous |overall |net |gross |zwischen)?"
    r"(?:totals?|totaux|totale?s?|totali|totaal|summe|gesamt\w*|insgesamt|somme|suma|sum)"
    r"(?: (?:cost|costs|amount|price|licen[cs]es?|seats|general|generale|annuel|anual|year|a year"
    r"|per year|ht|ttc|netto|brutto|pro jahr|jahr|par an|eur|usd|gbp|chf|cad|(?:19|20)[0-9]{2}))*"
)
_FOOTER = re.compile(
    r"[^\w]*(?:exported|generated|printed|created|last updated|page|seite|as of|stand|source|"
    r"confidential|copyright|count|records|rows|anzahl|erstellt|exporte|genere|imprime)\b"
    r".*(?:[:0-9]).*|\xa9.*|[0-9]+ (?:rows?|records?|licen[cs]es?|items?|zeilen)"
)
_RULE = re.compile(r"(?::?[-=_]{2,}:?)?")
"""What programs draw below headers: `---`, `:--:`."""
_MAYBE = re.compile(
    r"\W*(?:tot|su[mb]|som|sous|ges|ins|gr|over|net|zwi|[0-9]|expo|gene|prin|crea|last|page|seit"
    r"|as |stan|sour|conf|copy|coun|reco|rows|anza|erst|g\xe9n|impr|\Z)",
    re.IGNORECASE,
)
"""How all of these begin, and few names."""
_DAY = re.compile(r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}")
_NUMBER = re.compile(r"[^\w]*[0-9][0-9.,' \xa0]*[^\w]*(?:[A-Z]{3})?")
_LONGEST = 60
"""Characters of the longest name that a total has."""
_AT_THE_END = 3
"""Rows at the end of a list among which a footer is."""


def fault_of(rows: Sequence[TableRow], place: int, width: int) -> str:
    """Return why a row is no entry of its list; empty for one that may be."""
    row = rows[place]
    name = row.cells[0].strip() or next(
        (cell for cell in row.cells if cell and not cell.isspace()), ""
    )
    if len(name) > _LONGEST or not _MAYBE.match(name):
        return ""
    if _NUMBER.fullmatch(name.strip()):
        return _sum(rows, place, width)
    if all(_RULE.fullmatch(cell.strip()) for cell in row.cells) and len(name.strip()) > 1:
        return "a line of dashes, not a license"
    text = " ".join(re.sub(r"[-:_=*]", " ", folded(name)).split())
    if _TOTAL.fullmatch(text) and not any(_DAY.search(cell) for cell in row.cells):
        amounts = [cell.strip() for cell in row.cells if _NUMBER.fullmatch(cell.strip()[:_LONGEST])]
        if width == 1 or amounts or sum(bool(cell.strip()) for cell in row.cells) == 1:
            return f"{quoted(name.strip())} is a total of the rows above, not a license"
    is_end = place >= len(rows) - _AT_THE_END and width > 2
    if is_end and _FOOTER.fullmatch(text) and sum(bool(x.strip()) for x in row.cells) == 1:
        return f"{quoted(name.strip())} is below the list and not a license"
    return ""


def _sum(rows: Sequence[TableRow], place: int, width: int) -> str:
    """Return that the only cell of a row is the sum of those above it."""
    filled = [(column, cell) for column, cell in enumerate(rows[place].cells) if cell.strip()]
    if len(filled) > 1 or width < 2 or place < 2 or place < len(rows) - _AT_THE_END:
        return ""
    ((column, cell),) = filled
    total, above = _number(cell), [_number(row.cell(column)) for row in rows[:place]]
    if total and sum(number for number in above if number) == total:
        return f"{quoted(cell.strip())} is the sum of the rows above"
    return ""


def _number(cell: str) -> Decimal | None:
    try:
        amount = read_amount(cell, ".")
    except CellError:
        return None
    return amount.number if amount else None
