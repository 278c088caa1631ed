"""Words of a cell that stand for one of the domain's values: hosting, type, yes and no."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from licensetui.domain.labels import Labeled
from licensetui.domain.license import Hosting, LicenseType, Portal, Unit
from licensetui.domain.term import Decision, Ending, Progress, TermKind
from licensetui.reading.cells import CellError, content, folded, quoted
from licensetui.reading.dates import is_perpetual
from licensetui.vendors import PORTALS

_HOSTINGS = {
    Hosting.CLOUD: "cloud saas",
    Hosting.DATA_CENTER: "datacenter datacentre dc rechenzentrum centrededonnees",
    Hosting.SERVER: "server serveur servidor",
    Hosting.OTHER: "other autre andere otro altro anders",
}
_HOSTING = {word: hosting for hosting, words in _HOSTINGS.items() for word in words.split()}
_TYPES = {
    LicenseType.COMMERCIAL: "commercial commerciale kommerziell comercial commercieel",
    LicenseType.ACADEMIC: "academic academique akademisch academica accademica academisch"
    " education educational",
    LicenseType.COMMUNITY: "community communaute",
    LicenseType.OPEN_SOURCE: "opensource",
    LicenseType.EVALUATION: "evaluation eval trial essai test testlizenz prueba prova valutazione"
    " proef proefversie evaluatie",
    LicenseType.DEVELOPER: "developer developpeur entwickler desarrollador sviluppatore"
    " ontwikkelaar",
    LicenseType.STARTER: "starter",
    LicenseType.DEMONSTRATION: "demonstration demo",
    LicenseType.PERSONAL: "personal personnel personnelle personlich personale persoonlijk",
    LicenseType.OTHER: "other autre andere otro altro anders",
}
_TYPE = {word: type for type, words in _TYPES.items() for word in words.split()}
_YES_WORDS = """yes y true 1 x oui o ja j si s vrai wahr verdadero vero waar on ein an aan activo
    enabled active activated enable actif active activee aktiv aktiviert activado activada attivo
    attiva attivato actief ingeschakeld auto automatic automatically automatique automatiquement
    automatisch automatico automatica automaticamente autorenew autorenews renews tacite"""
_NO_WORDS = """no n false 0 non nein nee falsch faux falso onwaar off aus uit disabled inactive
    deactivated disable inactif desactive desactivee inaktiv deaktiviert inactivo desactivado
    desactivada disattivo disattivato inactief uitgeschakeld manual manually manuel manuelle
    manuellement manuell manualmente manuale handmatig never none aucune aucun keine nessuno geen
    expresse doesnotrenew"""
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
_Choice = TypeVar("_Choice", bound=Labeled)
_HOSTED_NAME = re.compile(r"(.*\S)\s*\(([^()]*)\)")


def read_hosting(text: str) -> Hosting | None:
    """Return the hosting a cell names, None for an empty one, OTHER for an unknown word."""
    return _HOSTING.get(folded(text), Hosting.OTHER) if content(text) else None


def read_type(text: str) -> LicenseType | None:
    """Return the type a cell names, OTHER for an unknown word.

    None for an empty cell, and for a word that says how long it lasts, and not of what sort it is.
    """
    if not content(text) or is_perpetual(text):
        return None
    return _TYPE.get(folded(text), LicenseType.OTHER)


def _read_own(choices: type[_Choice], text: str) -> _Choice | None:
    """Return the choice that a cell names in our own word, None for an empty one.

    Raises a `CellError`.
    """
    word = content(text).casefold()
    found = next((choice for choice in choices if choice.value == word), None)
    if word and found is None:
        known = ", ".join(choice.value for choice in choices)
        raise CellError(f"{quoted(text)} is not one of: {known}")
    return found


read_unit: Callable[[str], Unit | None] = partial(_read_own, Unit)
"""The same of what a seat is."""
read_kind: Callable[[str], TermKind | None] = partial(_read_own, TermKind)
"""The same of how a term came about."""
read_ends: Callable[[str], Ending | None] = partial(_read_own, Ending)
"""The same of what stops at the end of a term."""
read_decision: Callable[[str], Decision | None] = partial(_read_own, Decision)
"""The same of what shall happen at the end."""
read_progress: Callable[[str], Progress | None] = partial(_read_own, Progress)
"""The same of how far that has come."""


def read_portal(text: str) -> Portal | None:
    """Return the portal that a cell names as the file does, None for an empty one.

    Raises a `CellError`.
    """
    word = content(text)
    if word and word not in PORTALS:
        raise CellError(f"{quoted(text)} is not one of: {', '.join(PORTALS)}")
    return PORTALS.get(word)


def read_yes(text: str) -> bool | None:
    """Return whether a cell says yes or no, None for an empty one, or raise a `CellError`."""
    word = folded(content(text))
    if not word:
        return None
    if word not in _YES | _NO:
        raise CellError(f"{quoted(text)} is not yes or no")
    return word in _YES


def hosting_in_name(name: str) -> tuple[str, Hosting | None]:
    """Return the product and the hosting in a name such as `Jira Software (Data Center)`."""
    found = _HOSTED_NAME.fullmatch(name)
    hosting = _HOSTING.get(folded(found[2])) if found else None
    return (found[1], hosting) if found and hosting else (name, None)
