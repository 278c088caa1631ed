"""Guesses of what the columns of a table hold: by a profile, by the headers, by the values.

A wrong guess is worse than none. So values alone count only where they can be nothing else, as a
support entitlement number; else a word of the header must agree with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from licensetui.domain.plain import folded as plain_folded
from licensetui.domain.secret import cleaned
from licensetui.imports import evidence
from licensetui.imports.evidence import Evidence
from licensetui.imports.fields import TAKING, ImportField
from licensetui.imports.mapping import HEADER, HEADER_AND_VALUES, VALUES, Mapping
from licensetui.imports.notation import text
from licensetui.imports.profiles import profile_columns, profile_of
from licensetui.reading.amounts import header_currency
from licensetui.reading.cells import folded
from licensetui.reading.prices import without_basis
from licensetui.tables.table import TableRow

_FIELD = ImportField
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MUST_BE: dict[ImportField, Callable[[str], bool]] = {
    _FIELD.START: evidence.may_be_day,
    _FIELD.END: evidence.may_be_day,
}
"""The form that some value of a column must have; where none has, its header means another."""
_DOUBTFUL: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(
        ("renewal", "renouvellement", "verlangerung", "renovacion", "rinnovo", "verlenging"),
        evidence.is_yes_or_no,
    ),
    **dict.fromkeys(("licenses", "licences", "licencias", "lizenzen"), evidence.is_seats),
    **dict.fromkeys(
        ("billed", "billing", "frequency", "frequence", "frequenza"), evidence.is_cycle
    ),
}
"""Headers that mean several things, and the form without which they are not of a field that is no
date."""
_BY_VALUES: tuple[tuple[ImportField, Callable[[str], bool]], ...] = (
    (_FIELD.SEN, evidence.is_sen),
    (_FIELD.ENTITLEMENT, evidence.is_entitlement_number),
    (_FIELD.KEY, evidence.is_key),
    (_FIELD.SEATS, evidence.is_number_of_seats),
    (_FIELD.COST, evidence.is_amount_of_money),
)
"""Forms that tell what a column holds, whatever its header."""
_BY_BOTH: tuple[tuple[ImportField, Callable[[str], bool], str], ...] = (
    (
        _FIELD.OWNER_ADDRESS,
        evidence.is_address,
        "owner|responsab|verantwort|proprie|propiet|inhaber|eigenaar|beheerder",
    ),
    (_FIELD.BILLING_ADDRESS, evidence.is_address, "billing|invoice|factur|rechnung|fattur"),
    (
        _FIELD.TECHNICAL_ADDRESS,
        evidence.is_address,
        "techni|tecnic|licensed to|contact|kontakt|contatto|ansprechpartner",
    ),
    (
        _FIELD.END,
        evidence.is_day,
        r"expir|renew|\bend|valid (?:un)?til|ablauf|ende\b|gultig bis|verlang|echeance|\bfin\b"
        r"|renouv|venc|caduc|renov|scad|rinnov|verval|\beind|verleng",
    ),
    (
        _FIELD.START,
        evidence.is_day,
        r"\bstart|begin|debut|gultig ab|inicio|inizio|decorr|ingang|purchas|achat|kauf|compra"
        r"|acquist|aankoop",
    ),
    (
        _FIELD.AUTO_RENEW,
        evidence.is_yes_or_no,
        "renew|reconduc|verlang|renouv|renov|rinnov|verleng",
    ),
    (
        _FIELD.SEATS,
        evidence.is_seats,
        r"\bseats\b|\busers\b|\blicen[cs]es\b|lizenzen|benutzer|nutzer|\bpostes\b|utilisateurs"
        r"|usuarios|licencias|utenti|licenze|gebruikers|licenties",
    ),
    (
        _FIELD.COST,
        evidence.is_price,
        r"\bcosts?\b|\bprice|kosten|preis|\bcout|\bprix|\bcost[eo]\b|precio|importe|prezzo|prijs",
    ),
)
"""Forms that tell it together with a word of the header, folded."""
_OTHER_DAY = (
    "remind|notice|cancel|kundig|preavis|resili|opzeg|disdetta|review|days|last|previous|prior"
    "|letzt|vorig|derni|preced|ultim|laatst|original|first|since|seit|depuis|creat|updat|user"
)
_AGAINST: dict[ImportField, str] = {
    _FIELD.END: _OTHER_DAY,
    _FIELD.START: _OTHER_DAY,
    _FIELD.SEATS: r"used|use\b|assign|free|avail|remain|active|utilis|libre|dispon|belegt|genutzt"
    r"|frei|uso|asign|attrib|gebruik|min|max|\bids?\b|code|key|cost|price|preis|kosten|prix",
    _FIELD.COST: "cent(?:er|re)|stelle|week|woche|seman|settiman|quart|trimest|hour|day|saving"
    "|budget|last|previous|vorig|letzt|derni|ultim|change|delta",
}
"""Words of a header, folded, whose value is another one: the day of a reminder, the free seats."""


@cache
def known_headers(field: ImportField) -> tuple[str, ...]:
    """Return the headers known for a field, folded, the best first."""
    return tuple(dict.fromkeys(map(folded, field.headers)))


def header_forms(header: str) -> tuple[str, ...]:
    """Return a header folded: whole, without what stands in brackets, without a currency."""
    bare = _BRACKETS.sub(" ", header)
    code = header_currency(bare)
    without = re.sub(rf"\b(?:in |en )?{code}\b", " ", bare) if code else bare
    return tuple(dict.fromkeys(folded(form) for form in (header, bare, without) if folded(form)))


def guess_mapping(headers: Sequence[str], rows: Sequence[TableRow] = ()) -> Mapping:
    """Return the mapping that headers and values suggest; of two same headers the first counts."""
    return _Guess(headers, rows).mapping()


class _Guess:
    """Takes columns for fields, the surest ones first."""

    def __init__(self, headers: Sequence[str], rows: Sequence[TableRow]) -> None:
        self.headers = headers
        self.columns: dict[ImportField, int] = {}
        self.reasons: dict[int, str] = {}
        self.evidence = [Evidence(rows, column) for column in range(len(headers))]

    def mapping(self) -> Mapping:
        profile = profile_of(self.headers)
        if profile:
            columns, left_out = profile_columns(profile, self.headers)
            self.columns = columns
            why = f"profile {profile.name}"
            self.reasons = dict.fromkeys((*columns.values(), *left_out), why)
        self.by_headers()
        self.by_values()
        numbers = {folded(header) for header in profile.numbers} if profile else set[str]()
        # A file without headers may begin with a license, and its key: headers are printed.
        shown = tuple(cleaned(header).text for header in self.headers)
        return Mapping(
            shown,
            tuple(self.columns.items()),
            profile.vendor if profile else "",
            is_portal_export=bool(profile and profile.is_portal),
            numbers=tuple(x for x, head in enumerate(self.headers) if folded(head) in numbers),
            reasons=tuple(self.reasons.items()),
        )

    def take(self, field: ImportField, column: int, why: str) -> None:
        self.columns[field] = column
        self.reasons[column] = why

    def free(self) -> Iterable[int]:
        """Yield the columns that are taken for nothing yet."""
        return (x for x in range(len(self.headers)) if x not in self.reasons)

    def can_be(self, field: ImportField, column: int) -> bool:
        """Say whether the values of a column let it be a field: some value has its form."""
        form = _MUST_BE.get(field) or _DOUBTFUL.get(folded(self.headers[column]))
        is_text = field.read is text
        return form is None or is_text or not self.evidence[column].none_is(form)

    def by_headers(self) -> None:
        forms = [header_forms(header) for header in self.headers]
        # Whole headers first: `Cost (EUR)` must not lose to another column `Cost`.
        places: dict[str, int] = {}
        for rank in range(3):
            for column in self.free():
                if rank < len(forms[column]):
                    places.setdefault(forms[column][rank], column)
        for field in TAKING:
            if field in self.columns:
                continue
            found = (places[name] for name in known_headers(field) if name in places)
            for column in found:
                if column not in self.reasons and self.can_be(field, column):
                    self.take(field, column, HEADER)
                    break
        if ImportField.COST not in self.columns:
            self.by_price()

    def by_price(self) -> None:
        """Take the first column left that is of a cost but for its time and seats: `Price a month`.

        As what the row costs in all is sought first, under a known header.
        """
        known = known_headers(ImportField.COST)
        for column in self.free():
            bare = header_forms(without_basis(self.headers[column]))
            if any(form in known for form in bare):
                self.take(ImportField.COST, column, HEADER)
                return

    def by_values(self) -> None:
        """Take columns whose values have a form; of two such columns, neither."""
        for field, form in _BY_VALUES:
            self.take_only(
                field, (x for x in self.free() if self.evidence[x].all_are(form)), VALUES
            )
        for field, form, words in _BY_BOTH:
            such = [
                column
                for column in self.free()
                if self.says(column, field, words) and self.evidence[column].all_are(form)
            ]
            self.take_only(field, such, HEADER_AND_VALUES)

    def take_only(self, field: ImportField, found: Iterable[int], why: str) -> None:
        columns = () if field in self.columns else tuple(found)
        if len(columns) == 1:
            self.take(field, columns[0], why)

    def says(self, column: int, field: ImportField, words: str) -> bool:
        """Say whether a header has one of the words for a field, and none that is against it."""
        header = plain_folded(self.headers[column])
        against = _AGAINST.get(field)
        is_other = against is not None and re.search(against, header)
        return not is_other and re.search(words, header) is not None
