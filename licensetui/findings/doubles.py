"""The rule about licenses that are probably in the file twice.

A SEN or the number of an entitlement is that of one license, and of the developer license made from
it; any other number may be that of a contract, and tells only together with the product. Of two
licenses without a number in common at most one has any, and nothing that both say of themselves
differs: else they are two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from licensetui.domain.counting import and_more
from licensetui.domain.license import Hosting, License, LicenseType, Seats
from licensetui.domain.milestones import Urgency
from licensetui.domain.plain import folded
from licensetui.findings.rule import Fault, PortfolioRule, Rule
from licensetui.findings.surroundings import Surroundings

Key = TypeVar("Key", bound=Hashable)
_NEAR = 8
"""With so many of its name a license is compared: thousands of one name are told by numbers."""
_SEN = re.compile(r"senl?\d+")
_SIGNS = re.compile(r"[\W_]+")


class _Number(NamedTuple):
    """A number of a license."""

    key: str
    """Its letters and digits."""
    product: str
    """What tells the license as well, where several may have the number."""
    typed: str
    """As typed."""


class _One(NamedTuple):
    """A license, by what tells it from others."""

    id: int
    name: str
    """As typed."""
    numbers: tuple[_Number, ...]
    """Those by which the vendor knows it."""
    kind: tuple[str, str, LicenseType]
    """Name, vendor and type, which two that are one have in common."""
    details: tuple[object, ...]
    """What does not differ as far as both say it."""
    seats: Seats
    """As many as typed."""
    end: date | None
    """End of its term."""


def doubled(found: Mapping[int, _One], around: Surroundings) -> Iterator[tuple[int, Fault]]:
    """Yield one finding for each license that is probably there already, about the later one."""
    told: set[int] = set()
    for (key, _), same in _groups(found.values(), _keys):
        first, second, *others = same
        if second.id not in told:
            told |= {one.id for one in same}
            number = next(number.typed for number in second.numbers if number.key == key)
            both = f"{_both(first, second)}{and_more(len(others))}"
            reason = f"Probably the same license (number {number}): {both}"
            yield second.id, Fault(f"{reason}. Archive one, or correct the number")
    for _, same in _groups(found.values(), _kind):
        for first, second in _pairs(same):
            if told.isdisjoint((first.id, second.id)):
                told |= {first.id, second.id}
                reason = f"Probably the same license: {_both(first, second)}"
                advice = "Archive one, or give each its own number"
                yield second.id, Fault(f"{reason}. {advice}", Urgency.LATER)


def _keys(one: _One) -> Iterator[tuple[str, str]]:
    return ((number.key, number.product) for number in one.numbers)


def _kind(one: _One) -> Iterator[tuple[str, str, LicenseType]]:
    yield one.kind


def _groups(
    ones: Iterable[_One], keys: Callable[[_One], Iterable[Key]]
) -> Iterator[tuple[Key, list[_One]]]:
    """Yield the keys that several have in common, each with these."""
    groups: dict[Key, list[_One]] = {}
    for one in ones:
        for key in keys(one):
            groups.setdefault(key, []).append(one)
    return ((key, group) for key, group in groups.items() if len(group) > 1)


def _pairs(same: list[_One]) -> Iterator[tuple[_One, _One]]:
    """Yield those of one name that are probably one, the earlier first."""
    if all(one.numbers for one in same):
        return
    same.sort(key=lambda one: ([str(detail) for detail in one.details], one.id))
    for place, one in enumerate(same):
        for other in same[max(place - _NEAR, 0) : place]:
            if _may_be_one(one, other):
                yield min(one, other), max(one, other)


def _may_be_one(one: _One, other: _One) -> bool:
    """Say whether two of one name differ in nothing that both say."""
    if one.numbers and other.numbers:
        return False
    pairs = zip(one.details, other.details, strict=True)
    is_alike = all(a == b or not (a and b) for a, b in pairs)
    is_one_end = one.end == other.end and one.end is not None
    return is_alike and (one.seats == other.seats or is_one_end)


def _both(first: _One, second: _One) -> str:
    """Return both by name; where that is one name, with what tells them apart."""
    if _word(first.name) != _word(second.name):
        return f"{first.name} and {second.name}"
    return f"{first.name} twice (no. {first.id} and no. {second.id})"


def _one(license: License, around: Surroundings) -> _One:
    """Return what tells a license from others."""
    return _One(
        license.id,
        license.name,
        _numbers(license),
        _kind_of(license.name, license.vendor, license.type),
        _details(
            *(license.organization, license.site, license.server_id),
            *(license.hosting, license.parent),
        ),
        license.seats,
        license.end,
    )


@lru_cache(maxsize=4_096)  # few kinds for many licenses, asked again when one has changed
def _kind_of(name: str, vendor: str, type: LicenseType) -> tuple[str, str, LicenseType]:
    return _word(name), _word(vendor), type


@lru_cache(maxsize=4_096)  # one for all apps of an instance
def _details(
    organization: str, site: str, server_id: str, hosting: Hosting, parent: int | None
) -> tuple[object, ...]:
    words = (_word(organization), _word(site), _word(server_id))
    return (*words, hosting is not Hosting.OTHER and hosting, parent)


def _numbers(license: License) -> tuple[_Number, ...]:
    found = []
    if sen := _key(license.sen):
        is_sen = _SEN.fullmatch(sen) and license.type is not LicenseType.DEVELOPER
        product = "" if is_sen else _word(license.product or license.name)
        found.append(_Number(sen, product, license.sen))
    if entitlement := _key(license.entitlement):
        found.append(_Number(entitlement, "", license.entitlement))
    return tuple(found)


def _key(number: str) -> str:
    return _SIGNS.sub("", folded(number)) if number else ""


@lru_cache(maxsize=4_096)  # an organization, a vendor, a site of many licenses
def _word(text: str) -> str:
    return " ".join(folded(text).split())


RULES: tuple[Rule, ...] = (
    PortfolioRule(
        name="same-license",
        gather=_one,
        check=doubled,
        word="twice",
        field="sen",
        together="{count} licenses are probably entered twice",
    ),
)
"""The rule about licenses that are there twice."""
