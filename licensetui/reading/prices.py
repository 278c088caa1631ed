"""Words for the time and the seats of a price, in six languages."""

from __future__ import annotations

import re
from fractions import Fraction

from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import folded
from licensetui.domain.term import CostBasis
from licensetui.reading.cells import CellError, content, one_line, quoted

_AND = r"\b(?:and|et|und|y)\s+"
_PER = rf"(?:(?:{_AND})?(?:\b(?:per|each|every|par|pro|por|je|a|al|im)\s+|/\s*)|{_AND})"
_PATTERNS = {
    CostBasis.YEAR: rf"\b(?:annual(?:ly)?|yearly|annuel(?:le)?s?|annuellement|jahrlich(?:e[rs]?)?"
    rf"|anual(?:es|mente)?|annual[ei]|annu[aoie]|annualmente|jaarlijks(?:e)?)\b|\bp\.\s?a\b\.?|\bjahres(?=kosten|preis|betrag|gebuhr)|{_PER}(?:annum|year|yr|an|annee|jahr|ano|anno|jaar)\b",
    CostBasis.MONTH: rf"\b(?:monthly|mensuel(?:le)?s?|mensuellement|monatlich(?:e[rs]?)?"
    rf"|mensual(?:es|mente)?|mensil[ei]|mensilmente|maandelijks(?:e)?)\b|\bmonats(?=kosten|preis|betrag|gebuhr)"
    rf"|{_PER}(?:month|mo|mois|monat|mes|mese|maand)\b",
}
_TIMES = {basis: re.compile(pattern) for basis, pattern in _PATTERNS.items()}
_SEAT = re.compile(
    rf"{_PER}(?:named )?(?:user|seat|licen[sc]e|agent|member|utilisateur|poste|siege|benutzer"
    r"|utente|gebruiker|licenza|postazione|nutzer|anwender|platz|arbeitsplatz|lizenz|usuario|puesto|licencia)\b"
    r"|\b(?:unit|unitaire|unitario)\b|\b(?:stuck|einzel)(?=preis|kosten)"
)
_WORDS = {
    1: "month monthly mensuel mensuelle monat monatlich mes mensual mese mensile maand maandelijks",
    3: "quarter quarterly trimestre trimestriel trimestrielle quartal quartalsweise trimestral"
    " vierteljahrlich trimestrale kwartaal elkkwartaal",
    6: "semi-annual semiannual semi-annually half-yearly semestriel semestrielle halbjahrlich"
    " semestral semestrale halfjaarlijks",
    12: "year yearly annual annually annuel annuelle an jahr jahrlich ano anual anno"
    " annuale jaar jaarlijks",
    24: "biennial",
    36: "triennial",
}
_CYCLES = {word: months for months, words in _WORDS.items() for word in words.split()}
"""Months of a cycle by its word."""
_ONCE_WORDS = (
    "once|one-time|one time|onetime|lifetime|perpetual|term|unique|une fois|einmalig|unico"
    "|una tantum|eenmalig"
)
_ONCE = frozenset(_ONCE_WORDS.split("|"))
_COUNTED = re.compile(
    r"(?:every|each|tous les|toutes les|alle|cada|ogni|elke|per)?\s*([0-9]{1,3})\s*"
    r"(?:(?P<month>months?|mois|monate?n?|mes(?:es|i|e)?|maand(?:en)?)"
    r"|(?P<year>years?|yrs?|ans?|annees?|jahre?n?|anos?|ann[oi]|jaar|jaren)"
    r"|(?P<week>weeks?|semaines?|wochen?|semanas?|settiman[ae]|weken)"
    r"|(?P<day>days?|jours?|tage?n?|dias?|giorn[oi]|dag(?:en)?))(?:\(e?n?s?\))?"
)
_A_YEAR = {
    "month": Fraction(12),
    "year": Fraction(1),
    "week": Fraction(1461, 28),
    "day": Fraction(1461, 4),
}
"""How many of these are in a year."""
_WEEKS = "week weekly hebdomadaire wochentlich woche semanal settimanale wekelijks"
_WEEKLY = frozenset(_WEEKS.split())


@dataclass(frozen=True)
class Cycle:
    """The time after which an amount is paid again, as the basis of a cost."""

    basis: CostBasis
    factor: Fraction = Fraction(1)
    """By what the amount is to be multiplied for that basis."""
    per_seat: bool = False
    """Whether it is paid for each seat."""


def basis_in(text: str) -> CostBasis | None:
    """Return the time that a header of a cost names, as in `Annual cost`; None if none."""
    return next((basis for basis, x in _TIMES.items() if x.search(folded(text))), None)


def is_per_seat(text: str) -> bool:
    """Say whether a header of a cost names seats, as in `Price per user`."""
    return _SEAT.search(folded(text)) is not None


def without_basis(text: str) -> str:
    """Return a header, folded, without the words for time and seats: `price`."""
    bare = folded(text)
    for pattern in (_SEAT, *_TIMES.values()):
        bare = pattern.sub(" ", bare)
    return one_line(bare)


def read_cycle(text: str) -> Cycle | None:
    """Return the cycle in a cell, None for an empty one, or raise a `CellError`."""
    written = one_line(content(text))
    if not written:
        return None
    per_seat = is_per_seat(written)
    word = one_line(_SEAT.sub(" ", folded(written))).strip(" ,;")
    if word in _ONCE:
        return Cycle(CostBasis.TERM, per_seat=per_seat)
    if word in _WEEKLY:
        word = "1 week"
    counted = _COUNTED.fullmatch(word)
    if counted and int(counted[1]) and counted.lastgroup:
        a_year = _A_YEAR[counted.lastgroup] / int(counted[1])
    elif months := _CYCLES.get(word):
        a_year = Fraction(12, months)
    elif basis := basis_in(word):
        a_year = _A_YEAR["month" if basis is CostBasis.MONTH else "year"]
    else:
        raise CellError(f"{quoted(text)} is not a time: write monthly, yearly or per term")
    if a_year == _A_YEAR["month"]:
        return Cycle(CostBasis.MONTH, per_seat=per_seat)
    return Cycle(CostBasis.YEAR, a_year, per_seat)
