"""A page of a portal, pasted as text: which addresses it shows, and in which roles.

The real pages are not public and change; so only what is on any of them is relied on: addresses,
headings that name a role, and a word for the primary one. English, French, German and Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License, Role
from licensetui.domain.plain import folded
from licensetui.tables.table import TableError

MOST = 100_000
"""Characters of a page: one with more is no page of one license."""

_ADDRESS = re.compile(r"[^\s<>()\[\]{},;:|\"'@]{1,64}@[^\s<>()\[\]{},;:|\"'@]{1,255}")
_NUMBER = re.compile(r"\bSEN[- ]?L?\d+\b|\bE-[A-Z0-9]{3}(?:-[A-Z0-9]{3}){2,3}\b", re.IGNORECASE)
_CELLS = re.compile(r"\t|\s\|\s| {3,}")
_BUTTON = re.compile(
    r"\b(?:make|set as|mark as|definir comme|rendre|als|establecer como|hacer) (?:the )?"
    r"(?:primary|principal|primar\w*|haupt\w*)(?: (?:festlegen|setzen|machen))?"
)
_ADDING = re.compile(r"\b(?:add|invite|ajouter|inviter|hinzufugen|einladen|anadir|agregar)\b")
_PRIMARY = re.compile(
    r"\b(?:primary|principal\w*|primar\w*|haupt\w*)\b(?!\s*:?\s*(?:no|non|nein)\b)"
)
_ROLES = {
    Role.BILLING_ADMIN: r"billing admin\w*|administrateurs? de (?:la )?facturation"
    r"|(?:abrechnungs|rechnungs)admin\w*|administrador\w* de facturacion",
    Role.ORGANIZATION_ADMIN: r"org(?:anization)? admin\w*|administrateurs? de l.organisation"
    r"|organisationsadmin\w*|administrador\w* de (?:la )?organizacion",
    Role.SITE_ADMIN: r"site admin\w*|administrateurs? du site|websiteadmin\w*|siteadmin\w*"
    r"|administrador\w* del sitio",
    Role.BUSINESS: r"business contacts?|contacts? commercia(?:l|ux)|geschaftskontakte?"
    r"|contactos? comercial(?:es)?",
    Role.CUSTOMER: r"customer contacts?|contacts? clients?|kundenkontakte?|contactos? de clientes?",
    Role.BILLING: r"billing|facturation|rechnungs\w*|abrechnungs\w*|facturacion",
    Role.TECHNICAL: r"technical|technique?s?|technisch\w*|tecnic[oa]s?",
}
_ROLE = re.compile("|".join(f"({words})" for words in _ROLES.values()))
_IN_ORDER = tuple(_ROLES)


class PageError(TableError):
    """A page that cannot be read. Its text is a sentence for the user."""


@dataclass(frozen=True)
class Shown:
    """An address on a page."""

    address: str
    """As it stands there."""
    role: Role | None
    """By the nearest heading; None where none names a role."""
    primary: bool
    """Whether it is called the primary one."""
    number: str
    """The number of the license under which it stands; empty if none is above it."""


@dataclass(frozen=True)
class Page:
    """What was found on a page."""

    shown: tuple[Shown, ...]
    """Its addresses, in their order, each once in a role."""
    numbers: tuple[str, ...]
    """The numbers of licenses that it names."""
    unread: tuple[str, ...]
    """Lines that say something, but not what: neither an address nor a heading."""

    def of(self, license: License) -> Page:
        """Return what it shows of one license, as far as it says of which."""
        mine = {x for x in map(_key, (license.sen, license.entitlement)) if x}
        if not mine.intersection(map(_key, self.numbers)):
            return replace(self, shown=_as_of_one(self.shown))
        shown = [x for x in self.shown if not x.number or _key(x.number) in mine]
        return Page(_as_of_one(shown), (), self.unread)


def read_page(text: str) -> Page:
    """Return what a page shows, or raise `PageError` for one that is too long to be one."""
    if len(text) > MOST:
        raise PageError(
            f"That is more than {MOST:,} characters: paste only the part with the contacts"
        )
    reader = _Reader()
    for line in text.splitlines():
        reader.read(line)
    found = {(x.address.casefold(), x.role, _key(x.number)): x for x in reversed(reader.shown)}
    return Page(
        tuple(reversed(found.values())), tuple(dict.fromkeys(reader.numbers)), tuple(reader.unread)
    )


def _as_of_one(shown: Sequence[Shown]) -> tuple[Shown, ...]:
    """Return addresses as those of one license: each once in a role, with one primary at most.

    Where no heading names a role, the user will be asked; until then it is a technical one.
    """
    sorted_out = sorted(shown, key=lambda x: (x.role is None, not x.primary))
    kept = {(x.address.casefold(), x.role): x for x in reversed(sorted_out)}
    primaries: dict[Role, Shown] = {}
    for one in sorted_out:
        if one.primary:
            primaries.setdefault(one.role or Role.TECHNICAL, one)
    return tuple(
        replace(x, primary=x.primary and x is primaries[x.role or Role.TECHNICAL])
        for x in shown
        if kept[x.address.casefold(), x.role] is x
    )


class _Reader:
    """Goes through the lines, and keeps which heading is the nearest."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self.numbers: list[str] = []
        self.unread: list[str] = []
        self._roles: tuple[Role, ...] = ()
        self._columns: dict[int, Role] = {}
        self._is_primary = False  # by the heading, and only of the first address below it
        self._number = ""
        self._primaries: set[tuple[Role | None, str]] = set()

    def read(self, line: str) -> None:
        """Take a line: a heading, addresses, or both."""
        for number in _NUMBER.findall(line):
            self._number = number
            self.numbers.append(number)
        cells = _CELLS.split(line)
        addresses = _ADDRESS.findall(line)
        words = _words(line)
        roles = tuple(dict.fromkeys(_roles(words)))
        if not addresses:
            self._heading(cells, words, roles)
        elif self._columns and not roles:
            self._by_column(cells)
        else:
            self._row(line, roles)

    def _heading(self, cells: list[str], words: str, roles: tuple[Role, ...]) -> None:
        if _ADDING.search(words):
            return  # a button: it may name a role, and nobody stands below it
        if not roles:
            if words.strip() and not _NUMBER.search(words.upper()) and not _BUTTON.search(words):
                self.unread.append(" ".join(" ".join(cells).split()))
            return
        columns = {n: found[0] for n, x in enumerate(cells) if (found := [*_roles(_words(x))])}
        self._columns = columns if len(columns) > 1 else {}
        self._roles = roles
        self._is_primary = bool(_PRIMARY.search(words))

    def _by_column(self, cells: list[str]) -> None:
        for place, cell in enumerate(cells):
            for address in _ADDRESS.findall(cell):
                self._show(address, self._columns.get(place), _is_primary(cell))

    def _row(self, line: str, roles: tuple[Role, ...]) -> None:
        if roles:
            self._roles, self._columns, self._is_primary = roles, {}, False
        for address, before, after in _around(line):
            is_primary = self._is_primary or _is_primary(after) or _is_primary(before)
            self._is_primary = False
            for role in self._roles or (None,):
                self._show(address, role, is_primary)

    def _show(self, address: str, role: Role | None, is_primary: bool) -> None:
        place = role, self._number
        self.shown.append(
            Shown(_bare(address), role, is_primary and place not in self._primaries, self._number)
        )
        if is_primary:
            self._primaries.add(place)


def _around(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield each address of a line with the words about it: before the first one, and after."""
    found = [*_ADDRESS.finditer(line)]
    ends = [*(x.start() for x in found[1:]), len(line)]
    for place, (address, end) in enumerate(zip(found, ends, strict=True)):
        before = line[: address.start()] if not place else ""
        yield address[0], before, line[address.end() : end]


def _bare(address: str) -> str:
    bare = address.rstrip(".")
    return bare[7:] if bare[:7].casefold() == "mailto:" else bare


def _words(text: str) -> str:
    """Return the words of a line without addresses and buttons, in the form that is compared."""
    return _BUTTON.sub(" ", folded(_ADDRESS.sub(" ", text)))


def _is_primary(text: str) -> bool:
    return bool(_PRIMARY.search(_words(text)))


def _roles(words: str) -> Iterator[Role]:
    for found in _ROLE.finditer(words):
        yield _IN_ORDER[(found.lastindex or 1) - 1]


def _key(number: str) -> str:
    return re.sub("[^a-z0-9]", "", number.casefold())
