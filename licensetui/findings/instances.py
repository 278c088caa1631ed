"""The rule about whole instances: one product that lapses stops all others on it.

An app that lapses stops only itself, so apps are no part of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from licensetui.domain.counting import listed
from licensetui.domain.license import License, LicenseType
from licensetui.domain.milestones import MilestoneKind, Urgency
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.findings.rule import Fault, PortfolioRule, Rule
from licensetui.findings.surroundings import Surroundings
from licensetui.vendors import vendor_of

_Found = tuple[int, Fault]
"""The id of a license, and what is wrong."""
_Key = tuple[str, str, str]
"""What stops, and by what its instance is known: a kind of name, and the name."""
NAMED = 4
"""How many licenses a sentence names."""


class _Product(NamedTuple):
    """A license of a product whose end stops an instance."""

    id: int
    name: str
    keys: tuple[_Key, ...]
    """By what its instance is known: the license it hangs on in the end, its server id, its site.
    Two products that have one of them in common share the instance."""
    stops: str
    """What stops: `Jira stops creating issues`."""
    remedy: str
    """What brings the others back, other than to renew it."""
    site: str
    """Its site, as typed."""
    lapsed: date | None
    """The day on which it ended itself, if somebody wants to hear of it."""


def instance_stops(found: Mapping[int, _Product], around: Surroundings) -> Iterator[_Found]:
    """Yield one finding for each instance that a lapsed product stops, about that license.

    A product alone on its instance is only overdue.
    """
    for products in _instances(found.values()):
        lapsed = sorted((x.lapsed, x.name, x) for x in products if x.lapsed)
        touched = [x.name for x in products if not x.lapsed]
        if not lapsed or not touched:
            continue
        (day, name, first), *others = lapsed
        site = next((x.site for x in products if x.site), "")
        ended = f"{name} ended on {day}"
        if others:
            ended += f", as did {listed([name for _, name, _ in others], NAMED)}"
        yield (
            first.id,
            Fault(
                f"{first.stops} on the whole instance{site and f' {site}'}: {ended}. "
                f"Affected: {listed(touched, NAMED)}. Renew it, or {first.remedy}"
            ),
        )


def _instances(products: Collection[_Product]) -> Iterator[list[_Product]]:
    """Yield the products of each instance, in their order."""
    above: dict[_Key, _Key] = {}

    def top(key: _Key) -> _Key:
        while (up := above.setdefault(key, key)) != key:
            above[key] = above[up]  # a shorter way for the next one
            key = up
        return key

    for product in products:
        for key in product.keys:
            above[top(key)] = top(product.keys[0])
    groups: dict[_Key, list[_Product]] = {}
    for product in products:
        groups.setdefault(top(product.keys[0]), []).append(product)
    yield from groups.values()


def _product(license: License, around: Surroundings) -> _Product | None:
    """Return a license that can stop others; a developer license is for another instance."""
    vendor = vendor_of(license)
    stops = vendor.instance_stop(license)
    if not stops or license.type is LicenseType.DEVELOPER:
        return None
    root = str(_root(around.portfolio, license).id)
    names = (("license", root), ("server", license.server_id), ("site", license.site))
    return _Product(
        license.id,
        license.name,
        tuple((stops, kind, folded(name.strip())) for kind, name in names if name.strip()),
        stops,
        vendor.instance_remedy(license),
        license.site,
        _lapsed(license, around),
    )


def _root(portfolio: Portfolio, license: License) -> License:
    """Return the license on which another hangs in the end; itself if on none, or in a circle."""
    if license.parent is None:
        return license
    seen, here = {license.id}, license
    while (above := portfolio.license(here.parent)) and above.id not in seen:
        seen.add(above.id)
        here = above
    return license if here.parent in seen else here


def _lapsed(license: License, around: Surroundings) -> date | None:
    """Return when a license ended itself, if it has, and nobody said not to want to hear of it."""
    term = license.term
    if term is None or term.ends_only_maintenance:
        return None
    entries = around.entries_of(license)
    ended = (x.day for x in entries if x.kind is MilestoneKind.ENDS and x.day < around.today)
    return next(ended, None)


RULES: tuple[Rule, ...] = (
    PortfolioRule(
        name="instance-stops",
        gather=_product,
        check=instance_stops,
        word="instance",
        field="terms",
        severity=Urgency.OVERDUE,
        together="{count} instances stop because a product on them has lapsed",
    ),
)
"""The rules about instances."""
