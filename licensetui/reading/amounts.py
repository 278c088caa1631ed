"""Amounts of money as people and programs write them.

`1.250` is a thousand or little more than one. Which one holds is never guessed from one value:
other amounts of the same column show which sign is the decimal mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from licensetui.domain.dataclass import dataclass
from licensetui.domain.money import Money
from licensetui.reading.cells import CellError, content, one_line, quoted

DecimalMark = Literal[".", ","]
"""What stands before the cents."""

_ISO_4217 = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
    GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
    KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
    NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND
    VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """
_CODES = frozenset(_ISO_4217.split())
"""ISO 4217 codes in use; three other letters beside a number are no currency."""
_SIGNS = {
    "\N{EURO SIGN}": "EUR",
    "EURO": "EUR",
    "EUROS": "EUR",
    "$": "USD",
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "\N{POUND SIGN}": "GBP",
    "\N{YEN SIGN}": "JPY",
    "\N{INDIAN RUPEE SIGN}": "INR",
    "FR": "CHF",
    "SFR": "CHF",
    "Z\N{LATIN CAPITAL LETTER L WITH STROKE}": "PLN",
    "K\N{LATIN CAPITAL LETTER C WITH CARON}": "CZK",
}
"""Signs and words for a currency, in capitals."""
_MAX_DIGITS = 18
"""Nothing costs more; and sums stay exact."""
_MINUS = "-\N{MINUS SIGN}\N{EN DASH}"
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_NO_CENTS = re.compile(rf"[.,][{_MINUS}\N{{EM DASH}}]{{1,2}}")
_PARTS = re.compile(r"([^0-9]*)([0-9](?:.*[0-9])?)([^0-9]*)")
_SPACED = re.compile(
    rf"[0-9]{{1,3}}(?:([ {_APOSTROPHES}])[0-9]{{3}})(?:\1[0-9]{{3}})*([.,][0-9]+)?"
)
_HEADER_WORDS = re.compile(r"[A-Z]{3}|[^\w\s()\[\]]")


@dataclass(frozen=True)
class Amount:
    """A number with the currency that stands beside it."""

    number: Decimal
    """In units of the currency."""
    currency: str = ""
    """ISO code; empty where the cell names none."""


@dataclass(frozen=True)
class _Figure:
    """The digits of an amount, cut at what may be its decimal mark."""

    whole: str
    fraction: str
    mark: DecimalMark | None
    """The decimal mark of the column, if this amount shows it, or could be using it."""
    is_ambiguous: bool = False
    """Whether `mark` may as well stand between thousands."""


def decimal_mark(values: Iterable[str]) -> DecimalMark | None:
    """Return the decimal mark that the amounts of a column show, None without or against proof."""
    shown: set[DecimalMark] = set()
    for value in values:
        parts = _PARTS.fullmatch(one_line(content(value)))
        figure = _figure(parts[2]) if parts else None
        if figure and figure.mark and not figure.is_ambiguous:
            shown.add(figure.mark)
    return shown.pop() if len(shown) == 1 else None


def read_amount(text: str, mark: DecimalMark | None) -> Amount | None:
    """Return the amount in a cell, None for an empty one, or raise a `CellError`.

    `mark` settles only what has two readings.
    """
    written = one_line(content(text))
    if not written:
        return None
    parts = _PARTS.fullmatch(written) if len(written) <= 60 else None
    figure = _figure(parts[2]) if parts else None
    if parts is None or figure is None:
        raise CellError(f"{quoted(text)} is not an amount")
    is_negative, currency = _around(text, parts[1], parts[3])
    if figure.is_ambiguous and mark is None:
        raise CellError(
            f"{quoted(text)} can be {figure.whole}{figure.fraction} or"
            f" {figure.whole}.{figure.fraction}: write it with cents"
        )
    whole, fraction = figure.whole, figure.fraction
    if figure.is_ambiguous and figure.mark != mark:
        whole, fraction = whole + fraction, ""
    number = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return Amount(-number if is_negative else number, currency)


def read_currency(text: str) -> str:
    """Return the ISO code for what names a currency (a sign, a code), or raise a `CellError`."""
    code = _currency(content(text))
    if code is None:
        raise CellError(_no_currency(text))
    return code


def amount_text(money: Money) -> str:
    """Return an amount as it is read again, whatever its currency: `1250 EUR`, `1.2500 EUR`.

    Three places would have two readings.
    """
    is_ambiguous = money.amount.as_tuple().exponent == -3
    return f"{money.amount:.4f} {money.currency}" if is_ambiguous else str(money)


def header_currency(header: str) -> str:
    """Return the currency that a column header names, as in `Cost (EUR)`; empty if none."""
    found = (_currency(word) for word in _HEADER_WORDS.findall(header))
    return next((code for code in found if code), "")


def _no_currency(word: str) -> str:
    return f"{quoted(word)} is not a currency; write an ISO code such as EUR"


def _currency(word: str) -> str | None:
    """Return the ISO code for a word or sign, empty for none, None if it means nothing."""
    word = word.strip().rstrip(".").upper()
    if not word or word in _CODES:
        return word
    return _SIGNS.get(word)


def _around(text: str, before: str, after: str) -> tuple[bool, str]:
    """Return what stands around the digits: whether it is negative, and the currency."""
    after = _NO_CENTS.sub("", after, count=1)
    negative = next((sign for sign in _MINUS if sign in before), "")
    before = before.replace(negative, "", 1) if negative else before.replace("+", "", 1)
    named = {word.strip(): _currency(word) for word in (before, after) if word.strip()}
    if unknown := next((word for word, code in named.items() if code is None), ""):
        raise CellError(f"{quoted(text)}: {_no_currency(unknown)}")
    currencies = set(named.values()) - {""}
    if len(currencies) > 1:
        raise CellError(f"{quoted(text)} is not an amount: it names two currencies")
    return bool(negative), next((code for code in currencies if code), "")


def _figure(body: str) -> _Figure | None:
    """Cut the digits of an amount; None if they are grouped in no known way."""
    if sum(sign.isdigit() for sign in body) > _MAX_DIGITS:
        return None
    if body.isascii() and body.isdigit():
        return _Figure(body, "", None)
    spaced = _SPACED.fullmatch(body)
    if spaced:
        cents = spaced[2] or ""
        whole = re.sub(r"[^0-9]", "", body[: len(body) - len(cents)])
        return _Figure(whole, cents[1:], _mark(cents[0]) if cents else None)
    if re.search(r"[^0-9.,]", body):
        return None
    return _figure_with_marks(body)


def _figure_with_marks(body: str) -> _Figure | None:
    """Cut digits that are grouped by points or commas, or end in cents."""
    last = max(body.rfind("."), body.rfind(","))
    mark = _mark(body[last])
    other = _mark("," if mark == "." else ".")
    head, tail = body[:last], body[last + 1 :]
    if other in head and mark not in head:
        return _Figure(head.replace(other, ""), tail, mark) if _is_grouped(head, other) else None
    if mark in head:
        return _Figure(body.replace(mark, ""), "", other) if _is_grouped(body, mark) else None
    is_ambiguous = len(tail) == 3 and len(head) <= 3 and not head.startswith("0")
    return _Figure(head, tail, mark, is_ambiguous)


def _is_grouped(digits: str, mark: str) -> bool:
    first, *groups = digits.split(mark)
    return (
        1 <= len(first) <= 3
        and first.isdigit()
        and all(len(group) == 3 and group.isdigit() for group in groups)
    )


def _mark(sign: str) -> DecimalMark:
    return "." if sign == "." else ","
