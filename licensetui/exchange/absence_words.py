"""Words that call an event an absence: in English, French, German and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterable

from licensetui.domain.plain import folded

OUT_OF_OFFICE = "OOF"
"""The status of Outlook for a time out of the office; `WORKINGELSEWHERE` is none."""

_ENGLISH = (
    *("vacations?", "holidays?", "pto", "time off", "days? off", "off work", "off sick"),
    *("sick", "sick days?", "sick leave", "out of (?:the )?office", "ooo", "oof"),
    *("absen(?:t|ce|ces)", "away", "sabbatical", "not in (?:the )?office"),
    "(?:annual|parental|maternity|paternity|medical|family|unpaid|paid|study|on) leave",
)
_FRENCH = (
    *("conges?", "vacances", "absente?s?", "rtt", "arret maladie", "malades?", "maladie"),
    *("hors du bureau", "hors bureau", "jours? de repos", "en repos"),
)
_GERMAN = (
    *(r"\w*urlaub", r"\w*urlaubstage?", "ferien", "abwesend", "abwesenheit", "abwesenheiten"),
    *("krank", "krankheit", "krankgemeldet", "krankmeldung", "krankenstand", "ausser haus"),
    *("elternzeit", "mutterschutz", "gleittage?", "zeitausgleich", "freizeitausgleich"),
    *("freie[rn]? tage?", "nicht im (?:buro|buero|haus)", r"u(?:e)?berstundenabbau"),
)
_SPANISH = (
    *("vacaciones", "ausentes?", "ausencias?", "fuera de (?:la )?oficina", "baja medica"),
    *("de baja", "de permiso", "dias? libres?", "enferm[oa]", "asuntos propios", "libranza"),
)
_ABSENT = re.compile(rf"\b(?:{'|'.join((*_ENGLISH, *_FRENCH, *_GERMAN, *_SPANISH))})\b")
_OTHERWISE = re.compile(
    r"\b(?:plan|planning|planner|party|request|requests|policy|calendar|report|away days?"
    r"|(?:public|bank|school) holidays?|demandes?|fete|politique|jours? feries?"
    r"|planung|antrag|antrage|feier|feiertage?|schulferien"
    r"|solicitud|solicitudes|planificacion|fiesta|festivos?|back from|retour de|zuruck aus"
    r"|vuelta de)\b"
)
# Words beside which an event is about absences and is none: `vacation planning`, `public holiday`.


def is_absence(title: str, categories: Iterable[str], busy: str) -> bool:
    """Say whether a status, a category or a word of the title calls an event an absence."""
    if busy == OUT_OF_OFFICE:
        return True
    texts = [folded(text) for text in (title, *categories)]
    if any(_OTHERWISE.search(text) for text in texts):
        return False
    return any(_ABSENT.search(text) for text in texts)


def without_words(title: str) -> str:
    """Return the folded title without the words that call it an absence."""
    return _ABSENT.sub(" ", folded(title))
