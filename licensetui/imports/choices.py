"""Words of a cell that stand for one of the domain's values: hosting, type, yes and no."""

from __future__ import annotations

import re

from licensetui.domain.license import Hosting, LicenseType
from licensetui.reading.cells import CellError, content, folded, quoted

_HOSTINGS = {
    Hosting.CLOUD: "cloud saas",
    Hosting.DATA_CENTER: "datacenter datacentre dc",
    Hosting.SERVER: "server serveur servidor",
    Hosting.OTHER: "other autre andere otro",
}
_HOSTING = {word: hosting for hosting, words in _HOSTINGS.items() for word in words.split()}
_TYPES = {
    LicenseType.COMMERCIAL: "commercial commerciale kommerziell comercial",
    LicenseType.ACADEMIC: "academic academique akademisch academica",
    LicenseType.COMMUNITY: "community communaute",
    LicenseType.OPEN_SOURCE: "opensource",
    LicenseType.EVALUATION: "evaluation eval trial essai test testlizenz prueba",
    LicenseType.DEVELOPER: "developer developpeur entwickler",
    LicenseType.STARTER: "starter",
    LicenseType.DEMONSTRATION: "demonstration demo",
    LicenseType.PERSONAL: "personal personnel personnelle personlich",
    LicenseType.OTHER: "other autre andere otro",
}
_TYPE = {word: type for type, words in _TYPES.items() for word in words.split()}
_YES = frozenset({"yes", "y", "true", "1", "x", "oui", "o", "ja", "j", "si"})
_NO = frozenset({"no", "n", "false", "0", "non", "nein"})
_HOSTED_NAME = re.compile(r"(.*\S)\s*\(([^()]*)\)")


def read_hosting(text: str) -> Hosting | None:
    """Return the hosting a cell names, None for an empty one, OTHER for an unknown word."""
    return _HOSTING.get(folded(text), Hosting.OTHER) if content(text) else None


def read_type(text: str) -> LicenseType | None:
    """Return the type a cell names, None for an empty one, OTHER for an unknown word."""
    return _TYPE.get(folded(text), LicenseType.OTHER) if content(text) else None


def read_yes(text: str) -> bool | None:
    """Return whether a cell says yes or no, None for an empty one, or raise a `CellError`."""
    word = folded(content(text))
    if not word:
        return None
    if word not in _YES | _NO:
        raise CellError(f"{quoted(text)} is neither yes nor no")
    return word in _YES


def hosting_in_name(name: str) -> tuple[str, Hosting | None]:
    """Return the product and the hosting in a name such as `Jira Software (Data Center)`."""
    found = _HOSTED_NAME.fullmatch(name)
    hosting = _HOSTING.get(folded(found[2])) if found else None
    return (found[1], hosting) if found and hosting else (name, None)
