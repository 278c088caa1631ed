"""Notices as people write them: `60`, `2 months`, `3 mois`, `4 Wochen`, `30 Sep`, `2026-09-30`."""

from __future__ import annotations

import re
from datetime import date

from licensetui.domain.counting import counted
from licensetui.domain.months import day_and_month
from licensetui.domain.notice import NO_NOTICE, YEARLY, Notice, NoticeUnit
from licensetui.reading.cells import CellError, content, folded, one_line, quoted
from licensetui.reading.dates import DateOrder, TwoDaysError, day_of_year, read_date

_PERIODS = {
    (NoticeUnit.DAYS, 1): "day days d jour jours j tag tage tagen t dia dias giorno giorni gg dag"
    " dagen",
    (NoticeUnit.WEEKS, 1): "week weeks w wk wks semaine semaines woche wochen semana semanas"
    " settimana settimane weken",
    (NoticeUnit.MONTHS, 1): "month months m mo mos mois monat monate monaten mes meses"
    " mese mesi maand maanden",
    (NoticeUnit.MONTHS, 3): "quarter quarters trimestre trimestres quartal quartale quartalen"
    " trimestri kwartaal kwartalen",
    (NoticeUnit.MONTHS, 12): "year years y yr yrs an ans annee annees jahr jahre jahren ano anos"
    " anno anni jaar jaren",
}
_PERIOD = {word: period for period, words in _PERIODS.items() for word in words.split()}
_FILLERS = """before prior notice calendar to the end of term expiry expiration renewal in advance
    written avant preavis de la l fin echeance calendaires calendaire vor vorher zum ende frist
    kundigungsfrist laufzeitende vertragsende ablauf antes preaviso del vencimiento naturales di
    preavviso prima della dalla scadenza disdetta voor voorafgaand einde het looptijd opzegtermijn
    opzegging"""
_AROUND = frozenset(_FILLERS.split())
"""What stands around a time and says nothing else: `30 calendar days before the end`."""
_NO = "none no aucun aucune sans keine kein ninguno ninguna nil nessuno nessuna nessun geen"
_NONE = frozenset(_NO.split())
_LENGTH = re.compile(r"([0-9]{1,4})(?:[.,]0)?\s*(.*)")
_LONGEST = 9_999
"""More days, weeks or months than that nobody agrees on, and none is read back."""
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_EACH_YEAR = re.compile(
    r"^(?:each year|every year|yearly|annually)\b(?: on)?"
    r"|\b(?:(?:of )?(?:each|every) year|yearly|annually|chaque ann[e\xe9]e|jedes jahr"
    r"|cada a[n\xf1]o)$",
    re.IGNORECASE,
)


def read_notice(text: str, order: DateOrder | None = None, header: str = "") -> Notice | None:
    """Return the notice in a cell or a field, None for nothing, or raise a `CellError`.

    A number alone is days, unless the `header` of its column names another unit; a day without its
    year comes back each year. `NO_NOTICE` stands for a word that says that there is none.
    """
    written = one_line(content(text))
    if not written:
        return None
    if folded(written) in _NONE:
        return NO_NOTICE
    try:
        notice = _time(written, header) or _day(written, order)
    except TwoDaysError:
        raise
    except CellError:
        notice = None
    if notice is None:
        raise CellError(f"{quoted(text)} is neither a time, as 30 days or 3 months, nor a day")
    return notice


def notice_text(notice: Notice | None) -> str:
    """Return a notice as one may type it: `2 months`, `30 Sep`, `2026-09-30`; of none nothing."""
    if notice is None:
        return ""
    if notice.day is None:
        return counted(notice.length, notice.unit.value.removesuffix("s"))
    return day_and_month(notice.day) if notice.yearly else str(notice.day)


def _time(written: str, header: str) -> Notice | None:
    found = _LENGTH.fullmatch(written)
    if found is None:
        return None
    words = _units(found[2])
    if words is None or len(words) > 1:
        return None
    named = words or [word for word in _words(header) if word in _PERIOD][:1]
    unit, count = _PERIOD[named[0]] if named else (NoticeUnit.DAYS, 1)
    length = int(found[1]) * count
    return Notice(length, unit) if length <= _LONGEST else None


def _units(text: str) -> list[str] | None:
    """Return the words of a text that are units; None if it has any that says something else."""
    words = [word for word in _words(text) if word not in _AROUND]
    return words if all(word in _PERIOD for word in words) else None


def _words(text: str) -> list[str]:
    return [word for part in re.split(r"[^\w]+", text) if (word := folded(part))]


def _day(written: str, order: DateOrder | None) -> Notice | None:
    bare = _EACH_YEAR.sub("", written).strip(" ,")
    if found := _MONTH_DAY.fullmatch(bare):
        month, day = int(found[1]), int(found[2])
    elif of_year := day_of_year(bare, order):
        month, day = of_year
    else:
        known = read_date(bare, order)
        if known is None or bare == written:
            return Notice(day=known) if known else None
        month, day = known.month, known.day
    try:
        return Notice(day=date(YEARLY, month, day), yearly=True)
    except ValueError:
        return None
