"""Matching of rows to known licenses."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache

from licensetui.domain.contact import address_key
from licensetui.domain.license import License, Role
from licensetui.domain.portfolio import Portfolio
from licensetui.imports.fields import ImportField
from licensetui.imports.identifiers import entitlement_key, sen_key
from licensetui.imports.mapping import Mapping
from licensetui.imports.named_contacts import NamedContact
from licensetui.imports.statement import Statement
from licensetui.reading.cells import content, folded, text_key
from licensetui.tables.table import Table

_CORRECT = "fix one of the numbers"
_TELLING = 5
"""Letters and digits from which on a number without its signs is hardly another's."""


class AmbiguousError(ValueError):
    """A row that could be about several licenses. Its text says which."""

    def __init__(self, reason: str, remedy: str) -> None:
        """Say which, and what would help."""
        super().__init__(reason)
        self.remedy = remedy
        """What would help."""


class KnownLicenses:
    """The licenses of a portfolio by all that identifies one."""

    def __init__(self, portfolio: Portfolio) -> None:
        """Index the licenses of `portfolio`, archived ones included."""
        self._portfolio = portfolio
        self._places: dict[Hashable, list[License]] = {}
        for license in portfolio.licenses:
            for key in dict.fromkeys(self._keys(license)):
                self._places.setdefault(key, []).append(license)
        self._claimed: dict[int, str] = {}
        # The names in rows that give the number of a license, by its id.

    def claim(self, table: Table, mapping: Mapping) -> None:
        """Remember the numbers in a file: a row of the same name without one is another license.

        For whatever order the rows are in.
        """
        found = (mapping.column(field) for field in (ImportField.SEN, ImportField.ENTITLEMENT))
        columns = [column for column in found if column is not None]
        name = mapping.column(ImportField.NAME)
        if name is None or not self._portfolio.licenses:
            return
        for row in table.rows:
            for column in columns:
                number = content(row.cell(column))
                for key in (("sen", sen_key(number)), ("entitlement", entitlement_key(number))):
                    for known in self._places.get(key, ()) if number else ():
                        self._claimed[known.id] = text_key(row.cell(name))

    def match(self, stated: Statement) -> License | None:
        """Return the license that a statement is about, None if it is new.

        The SEN decides, else the entitlement number, else the license key, else name, vendor,
        organization and technical contact together: one key may serve several licenses.

        Raises `AmbiguousError` where several licenses fit.
        """
        if (own := self._exported(stated)) is not None:
            return own
        if not stated.number:
            return self._match_by_key(stated) or self._match_by_words(stated)
        by_sen = self._only(("sen", sen_key(stated.sen)), stated) if stated.sen else None
        key = ("entitlement", entitlement_key(stated.entitlement))
        by_entitlement = self._only(key, stated) if stated.entitlement else None
        if by_sen and by_entitlement and by_sen.id != by_entitlement.id:
            raise AmbiguousError(
                f"{stated.sen} is {label_of(by_sen)}, but {stated.entitlement} is"
                f" {label_of(by_entitlement)}",
                _CORRECT,
            )
        if found := by_sen or by_entitlement:
            _check_numbers(found, stated)
            return found
        by_key = self._match_by_key(stated)
        return by_key if by_key and not by_key.number else None

    def _exported(self, stated: Statement) -> License | None:
        """Return the license of which a list was exported, if it is still called so."""
        own = self._portfolio.license(int(stated.record)) if stated.record.isdecimal() else None
        if own is None or text_key(own.name) != text_key(stated.name):
            return None
        pairs = (
            (own.sen, stated.sen, sen_key),
            (own.entitlement, stated.entitlement, entitlement_key),
        )
        return own if all(key(one) == key(other) for one, other, key in pairs) else None

    def _match_by_key(self, stated: Statement) -> License | None:
        if not has_own_key(stated) or stated.key is None:
            return None
        found = self._places.get(("key", stated.key.sha256), [])
        fitting = [x for x in found if not (x.number and stated.number)]
        if len(fitting) > 1:
            raise _ambiguous(stated, fitting)
        return fitting[0] if fitting else None

    def lookalike(self, stated: Statement) -> License | None:
        """Return a known license that a new one may well be, for a remark.

        Vendor and organization agree as far as both say them, and so do the letters and digits of
        the number or, where one has none, those of the name.
        """
        if not self._places:
            return None
        said = (text_key(stated.vendor), text_key(stated.organization))
        near = self._places.get(("digits", _digits(stated.number)), [])
        for known in [*near, *self._places.get(("near", _near(stated.name)), [])]:
            there = (text_key(known.vendor), text_key(known.organization))
            agree = all("" in pair or pair[0] == pair[1] for pair in zip(said, there, strict=True))
            is_other = known.number and stated.number and known not in near
            if agree and not is_other:
                return known
        return None

    def _match_by_words(self, stated: Statement) -> License | None:
        name, who = text_key(stated.name), _key_of_first(stated.technical)
        key: Hashable = ("contact", name, who) if who else ("name", name)
        fitting = [
            known
            for known in self._places.get(key, ())
            if _fits(stated, known) and self._claimed.get(known.id) != name
        ]
        equal = [known for known in fitting if self._is_equal(stated, known)]
        # A row without a number is sooner a license without one, and sooner one that agrees
        # in everything than one of which the row says less.
        for candidates in (equal, fitting):
            without = [known for known in candidates if not known.number]
            for found in (without, candidates):
                if len(found) == 1:
                    return found[0]
                if found:
                    raise _ambiguous(stated, found)
        return None

    def _is_equal(self, stated: Statement, known: License) -> bool:
        has_contact = any(True for _ in self._technical_keys(known))
        return (
            text_key(known.vendor) == text_key(stated.vendor)
            and text_key(known.organization) == text_key(stated.organization)
            and has_contact == bool(stated.technical)
        )

    def _only(self, key: Hashable, stated: Statement) -> License | None:
        found = self._places.get(key, [])
        if len(found) > 1:
            raise _ambiguous(stated, found)
        return found[0] if found else None

    def _keys(self, license: License) -> Iterator[Hashable]:
        if license.sen:
            yield ("sen", sen_key(license.sen))
        if license.entitlement:
            yield ("entitlement", entitlement_key(license.entitlement))
        if license.key:
            yield ("key", license.key.sha256)
        if digits := _digits(license.number):
            yield ("digits", digits)
        name = text_key(license.name)
        yield ("near", _near(license.name))
        yield ("name", name)
        for who in self._technical_keys(license):
            yield ("contact", name, who)

    def _technical_keys(self, license: License) -> Iterator[str]:
        """Yield the addresses, or names without one, of the technical contacts of a license."""
        roles = (Role.TECHNICAL, license.portal.technical)
        for contact in self._portfolio.holders(license, *roles):
            yield contact.address or text_key(contact.name)
        for seen in license.on_portal:
            if seen.role in roles:
                yield address_key(seen.address)


def _check_numbers(known: License, stated: Statement) -> None:
    """Refuse a row of which one number is that of a known license, and the other is not."""
    for there, said, key in (
        (known.sen, stated.sen, sen_key),
        (known.entitlement, stated.entitlement, entitlement_key),
    ):
        if there and said and key(there) != key(said):
            by = stated.entitlement if said == stated.sen else stated.sen
            raise AmbiguousError(
                f"{by} is {label_of(known)}, which has the number {there}, not {said}", _CORRECT
            )


def has_own_key(stated: Statement) -> bool:
    """Say whether a row has a license key, and not only one in its texts."""
    return stated.key is not None and "key" not in stated.derived


def identities(stated: Statement) -> tuple[Hashable, ...]:
    """Return what no other row of the same file may have in common with a statement."""
    if stated.record:
        return (("row", stated.record), *_numbers(stated))
    if stated.key and has_own_key(stated) and not stated.number:
        return (("key", stated.key.sha256),)
    if not stated.number:
        words = (stated.name, stated.vendor, stated.organization)
        return (("words", *map(text_key, words), _key_of_first(stated.technical)),)
    return _numbers(stated)


def _numbers(stated: Statement) -> tuple[Hashable, ...]:
    numbers = []
    if stated.sen:
        numbers.append(("sen", sen_key(stated.sen)))
    if stated.entitlement:
        numbers.append(("entitlement", entitlement_key(stated.entitlement)))
    return tuple(numbers)


def _fits(stated: Statement, known: License) -> bool:
    """Say whether vendor and organization agree, as far as the row says them."""
    vendor, organization = text_key(stated.vendor), text_key(stated.organization)
    return vendor in ("", text_key(known.vendor)) and organization in (
        "",
        text_key(known.organization),
    )


@lru_cache(maxsize=4_096)  # many licenses have few names
def _near(name: str) -> str:
    """Return what is left of a name where signs and spaces do not count."""
    return folded(name) or name


def _digits(number: str) -> str:
    """Return what is left of a number that is long enough to be no other's; else nothing."""
    bare = folded(number).removeprefix("sen").lstrip("0") if number else ""
    return bare if len(bare) >= _TELLING else ""


def _key_of_first(people: tuple[NamedContact, ...]) -> str:
    return people[0].key if people else ""


def _ambiguous(stated: Statement, found: list[License]) -> AmbiguousError:
    labels = ", ".join(label_of(known) for known in found[:3])
    more = " and others" if len(found) > 3 else ""
    return AmbiguousError(
        f"{stated.label} matches {len(found)} licenses ({labels}{more})",
        "give the row and the licenses a number",
    )


def label_of(known: License) -> str:
    """Return what to call a known license in a message: the name and the number."""
    return f"{known.name} {known.number}".strip()
