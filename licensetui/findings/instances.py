"""The rule about whole instances: one license that lapses can stop all others."""

from __future__ import annotations

from collections.abc import Iterator

from licensetui.domain.counting import listed
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.milestones import MilestoneKind, Urgency, is_snoozed
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.findings.rule import Fault, PortfolioRule, Rule
from licensetui.findings.surroundings import Surroundings
from licensetui.vendors import vendor_of

NAMED = 4
"""How many licenses a sentence names."""


def instance_stops(around: Surroundings) -> Iterator[tuple[License, Fault]]:
    """Yield one finding for each instance that a lapsed license stops, about that license.

    A license alone on its instance is only overdue.
    """
    for host, licenses in instances(around):
        lapsed = [license for license in licenses if _has_lapsed(license, around)]
        ended_ids = {license.id for license in lapsed}
        touched = [license for license in licenses if license.id not in ended_ids]
        if not lapsed or not touched:
            continue
        lapsed.sort(key=lambda x: (x.end or around.today, x.name))
        place = f" {host.site}" if host.site else ""
        ended = f"{lapsed[0].name} ended on {lapsed[0].end}"
        if len(lapsed) > 1:
            ended += f", as did {_names(lapsed[1:])}"
        yield (
            lapsed[0],
            Fault(
                f"{vendor_of(host).instance_stop(host)} on the whole instance{place}: {ended}. "
                f"Touched: {_names(touched)}. Check on the portal"
            ),
        )


def instances(around: Surroundings) -> tuple[tuple[License, tuple[License, ...]], ...]:
    """Return the instances that one lapsed license stops: a host, and all licenses on it.

    Licenses are on an instance if they hang on its host, or have its server id, or its site where
    no other product has that site too. A developer license is for another instance.
    """
    licenses = [
        license
        for license in around.kept
        if license.hosting is Hosting.DATA_CENTER and license.type is not LicenseType.DEVELOPER
    ]
    hosts = [
        license
        for license in licenses
        if vendor_of(license).instance_stop(license) and _root(around.portfolio, license) is license
    ]
    groups = _groups(hosts)
    of_host = {host.id: group for group in groups for host in group}
    members = {group[0].id: list(group) for group in groups}
    places = _places(licenses, groups)
    for license in licenses:
        root = _root(around.portfolio, license)
        group = of_host.get(root.id)
        if root is license and group is None and not vendor_of(license).host_product(license):
            group = next((places[key] for key in _keys(license) if key in places), None)
        if group is not None and license.id not in of_host:
            members[group[0].id].append(license)
    return tuple((group[0], tuple(members[group[0].id])) for group in groups)


def _groups(hosts: list[License]) -> list[list[License]]:
    """Return the hosts by instance: products such as Jira's share one server id, or one site."""
    found: dict[tuple[str, str], list[License]] = {}
    groups: list[list[License]] = []
    for host in hosts:
        same = {id(found[key]): found[key] for key in _keys(host) if key in found}
        group = [*(x for known in same.values() for x in known), host]
        groups = [*(known for known in groups if id(known) not in same), group]
        found.update((key, group) for x in group for key in _keys(x))
    return groups


def _places(
    licenses: list[License], groups: list[list[License]]
) -> dict[tuple[str, str], list[License]]:
    """Return the instances by the keys that lead to only one product."""
    products: dict[tuple[str, str], set[str]] = {}
    for license in licenses:
        product = vendor_of(license).host_product(license)
        for key in _keys(license) if product else ():
            products.setdefault(key, set()).add(product)
    return {
        key: group
        for group in groups
        for host in group
        for key in _keys(host)
        if len(products[key]) == 1
    }


def _keys(license: License) -> list[tuple[str, str]]:
    """Return by what an instance is known: its server id, else its site."""
    named = (("server", license.server_id), ("site", license.site))
    return [(kind, folded(name.strip())) for kind, name in named if name.strip()]


def _root(portfolio: Portfolio, license: License) -> License:
    """Return the license on which another hangs in the end; itself if on none, or in a circle."""
    seen, here = {license.id}, license
    while (above := portfolio.license(here.parent)) and above.id not in seen:
        seen.add(above.id)
        here = above
    return license if here.parent in seen else here


def _has_lapsed(license: License, around: Surroundings) -> bool:
    """Say whether a license has ended itself, and somebody wants to hear of it."""
    term, today = license.term, around.today
    if term is None or term.ends_only_maintenance or is_snoozed(license, today):
        return False
    points = around.open_milestones(license)
    return any(point.kind is MilestoneKind.ENDS and point.day < today for point in points)


def _names(licenses: list[License]) -> str:
    return listed([license.name for license in licenses], NAMED)


RULES: tuple[Rule, ...] = (
    PortfolioRule(
        name="instance-stops",
        check=instance_stops,
        word="instance",
        field="terms",
        severity=Urgency.OVERDUE,
        together="{count} instances stop, as one license on them has lapsed",
    ),
)
"""The rules about instances."""
