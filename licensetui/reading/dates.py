"""Dates as people and programs write them.

A numeric date such as 06/09/2026 has two readings. Which one holds is never guessed from one
value: other dates of the same file show it, or the user says it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from licensetui.domain.dataclass import dataclass
from licensetui.reading.cells import CellError, content, folded, quoted

DateOrder = Literal["dmy", "mdy"]
"""Day first or month first."""

_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_COUNTED = re.compile(r"([3-6][0-9]{4})(?:\.[0-9]+)?")
"""Days since the end of 1899, as spreadsheets keep them: from 1982 on."""
_NUMERIC = re.compile(r"([0-9]{1,2})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}|[0-9]{2})")
_DAY_OF_YEAR = re.compile(r"([0-9]{1,2})\s*([/.])\s*([0-9]{1,2})\s*\.?")
_WITHIN = re.compile(r"(?<![/.0-9])([0-9]{1,2})[/.]([0-9]{1,2})(?![0-9])")
_EPOCH = re.compile(r"[0-9]{11,14}")
_TIME = re.compile(
    r"(?<=[0-9])(?:T|,?\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[0-9]+|[^\W\d_]+")
_FILLERS = frozenset({"de", "del", "of", "er", "o", "st", "nd", "rd", "th"})
_MONTHS = (
    "jan january janv janvier januar janner ene enero gen genn gennaio januari",
    "feb february fev fevr fevrier februar febrero febbr febbraio februari",
    "mar march mars marz maerz mrz marzo mrt maart",
    "apr april avr avril abr abril aprile",
    "may mai mayo mag magg maggio mei",
    "jun june juin juni junio giu giugno",
    "jul july juil juillet juli julio lug luglio",
    "aug august aout ago agosto augustus",
    "sep sept september septembre septiembre set setiembre sett settembre",
    "oct october octobre okt oktober octubre ott ottobre",
    "nov november novembre noviembre",
    "dec december decembre dez dezember dic diciembre dicembre",
)
"""Names and abbreviations, without accents, in English, French, German, Spanish, Italian and
Dutch."""
_MONTH = {name: month for month, names in enumerate(_MONTHS, 1) for name in names.split()}


_ERA = 2026
"""The year to which those with two digits are nearest: licenses are of these decades."""
NO_END = date.max
"""Stands for the end of what has none."""
_NEVER = frozenset({date.max, date(2999, 12, 31), date(2099, 12, 31)})
"""Days that people and programs write for it."""
_PERPETUAL = """perpetual perpetually perpetuel perpetuelle perpetuo perpetua perpetuallicense
    perpetuallicence licenceperpetuelle licenciaperpetua licenzaperpetua unbefristet
    unbefristetelizenz dauerhaft dauerlizenz lifetime lifelong lebenslang avie vitalicio vitalicia
    avita eeuwigdurend levenslang permanent permanente permanently forever"""
_NEVER_ENDS = """never jamais nie niemals nunca mai nooit noend noenddate doesnotexpire doesntexpire
    neverexpires noexpiration noexpiry noexpirationdate nonexpiring unbegrenzt ohneende ohneablauf
    keinablauf keinende lauftnichtab sansfin sansecheance sansexpiration nexpirepas illimite
    illimitee indefini indeterminee ilimitado ilimitada indefinido indefinida sinfin sinvencimiento
    sincaducidad nocaduca noexpira illimitato illimitata senzascadenza nonscade indeterminato
    onbeperkt onbepaald verlooptniet geeneinddatum unlimited"""
_PERPETUAL_WORDS = frozenset(_PERPETUAL.split())
_NEVER_WORDS = _PERPETUAL_WORDS | frozenset(_NEVER_ENDS.split())


class TwoDaysError(CellError):
    """A date with two readings. Its text names both; whoever asks says what to do."""


@dataclass(frozen=True)
class DateEvidence:
    """The evidence of a file's dates for the order of day and month."""

    day_first: str = ""
    """A value that can only be read day first, or empty."""
    month_first: str = ""
    """A value that can only be read month first, or empty."""

    @property
    def order(self) -> DateOrder | None:
        """The order, or None where nothing shows it or values contradict each other."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return "dmy" if self.day_first else "mdy"


def date_evidence(values: Iterable[str]) -> DateEvidence:
    """Return what the values of all date columns of a file show together."""
    day_first = month_first = ""
    for value in values:
        numbers = _NUMERIC.fullmatch(_without_time(value))
        if numbers:
            one, other = int(numbers[1]), int(numbers[3])
            if one > 12 >= other:
                day_first = day_first or value
            elif other > 12 >= one:
                month_first = month_first or value
    return DateEvidence(day_first, month_first)


def is_ambiguous(text: str) -> bool:
    """Say whether `text` is a date with two readings."""
    numbers = _NUMERIC.fullmatch(_without_time(text))
    return numbers is not None and _has_two_readings(numbers)


def read_date(text: str, order: DateOrder | None) -> date | None:
    """Return the date in a cell, None for an empty one, or raise a `CellError`.

    A date with a time is the day as written; epoch milliseconds are the day in UTC.
    `order` settles only what has two readings (`TwoDaysError`); two-digit years are of the
    century that is nearest.
    """
    written = _without_time(text)
    if not written:
        return None
    found = _read(written, order)
    if found is None or found.year < 1900:
        raise CellError(f"{quoted(text)} is not a date", _counted_day(written))
    return found


def _counted_day(text: str) -> str:
    """Return what would help if a text is the number of a day in a spreadsheet; else nothing."""
    number = _COUNTED.fullmatch(text)
    if number is None:
        return ""
    day = date(1899, 12, 30) + timedelta(int(number[1]))
    return (
        f"if it is {day} as spreadsheets count days: format the column as a date, and export it "
        "again"
    )


def read_end(text: str, order: DateOrder | None) -> date | None:
    """Return the end in a cell as `read_date` does; `NO_END` for words and days that mean never."""
    if folded(text) in _NEVER_WORDS:
        return NO_END
    day = read_date(text, order)
    return NO_END if day in _NEVER else day


def is_perpetual(text: str) -> bool:
    """Say whether a word, wherever it stands, says that a license is perpetual."""
    return folded(text) in _PERPETUAL_WORDS


def _read(text: str, order: DateOrder | None) -> date | None:
    iso = _ISO.fullmatch(text)
    if iso:
        return _day(int(iso[1]), int(iso[3]), int(iso[4]))
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _day(*(int(part) for part in compact.groups()))
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text) // 1000, UTC).date()
    numbers = _NUMERIC.fullmatch(text)
    return _read_numbers(text, numbers, order) if numbers else _read_words(text)


def _read_numbers(text: str, numbers: re.Match[str], order: DateOrder | None) -> date | None:
    one, other, year = int(numbers[1]), int(numbers[3]), _year(numbers[4])
    if not _has_two_readings(numbers):
        return _day(year, one, other) if other > 12 else _day(year, other, one)
    if order is None:
        raise _two_days(text, one, other, f" {year}")
    return _day(year, other, one) if order == "dmy" else _day(year, one, other)


def _two_days(text: str, one: int, other: int, year: str = "") -> TwoDaysError:
    day_first, month_first = _both(one, other, year)
    return TwoDaysError(f"{quoted(text)} can be {day_first} or {month_first}")


def _both(one: int, other: int, year: str) -> tuple[str, str]:
    names = [names.split()[0].capitalize() for names in _MONTHS]
    return f"{one} {names[other - 1]}{year}", f"{other} {names[one - 1]}{year}"


def readings(text: str) -> tuple[str, str]:
    """Return an ambiguous date day first and month first: `6 Sep 2026`, `9 Jun 2026`."""
    numbers = _NUMERIC.fullmatch(_without_time(text))
    if numbers is None:
        raise ValueError(f"{text!r} has no two readings")
    return _both(int(numbers[1]), int(numbers[3]), f" {_year(numbers[4])}")


def _has_two_readings(numbers: re.Match[str]) -> bool:
    one, other = int(numbers[1]), int(numbers[3])
    return 1 <= one <= 12 and 1 <= other <= 12 and one != other


def order_within(text: str) -> DateOrder | None:
    """Return the order that dates within a text show, such as `20/12 - 05/01`."""
    found = _WITHIN.findall(text)
    return date_evidence(f"{one}/{other}/2000" for one, other in found).order


def day_of_year(text: str, order: DateOrder | None = None) -> tuple[int, int] | None:
    """Return month and day of a date without a year: `31/12`, `31.12.`, `31 Dec`; else None.

    Raises `TwoDaysError` where both numbers may be the month, and no `order` settles it.
    """
    if numbers := _DAY_OF_YEAR.fullmatch(text.strip()):
        one, other = int(numbers[1]), int(numbers[3])
        if _has_two_readings(numbers):
            if order is None:
                raise _two_days(text, one, other)
            is_month_first = order == "mdy"
        else:
            is_month_first = other > 12
        month, day = (one, other) if is_month_first else (other, one)
    else:
        words = _words(text)
        if len(words) == 2 and words[0] in _MONTH:
            words.reverse()
        if len(words) != 2 or words[1] not in _MONTH or not re.fullmatch("[0-9]{1,2}", words[0]):
            return None
        month, day = _MONTH[words[1]], int(words[0])
    return (month, day) if _day(2000, month, day) else None  # a leap year


def _words(text: str) -> list[str]:
    # Composed first: an accent that stands apart would cut its word in two.
    words = map(folded, _WORDS.findall(unicodedata.normalize("NFC", text)))
    return [word for word in words if word not in _FILLERS]


def _read_words(text: str) -> date | None:
    """Return a date with the month as a word: `17 mars 2026`, `May 31, 2026`, `31/May/26`."""
    words = _words(text)
    if len(words) != 3:
        return None
    match words:
        case [day, month, year] if month in _MONTH and day.isdigit() and len(day) <= 2:
            pass
        case [month, day, year] if month in _MONTH and len(day) <= 2:
            pass
        case [year, month, day] if month in _MONTH and len(year) == 4:
            pass
        case _:
            return None
    if not (day.isdecimal() and year.isdecimal() and len(day) <= 2 and len(year) in (2, 4)):
        return None
    return _day(_year(year), _MONTH[month], int(day))


def _without_time(text: str) -> str:
    text = content(text)
    time = _TIME.search(text) if ":" in text else None
    return text[: time.start()].rstrip() if time and time.end() == len(text) else text


def _year(text: str) -> int:
    """Return the year; of two digits that which is nearest: `81` is 1981, and `75` is 2075."""
    if len(text) != 2:
        return int(text)
    year = int(text) + 2000
    return year - 100 if year - _ERA > 50 else year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
