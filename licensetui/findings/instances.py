"""The rule about whole instances: one license that lapses can stop all others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from licensetui.domain.counting import listed
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.milestones import MilestoneKind, Urgency
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.findings.rule import Fault, PortfolioRule, Rule
from licensetui.findings.surroundings import Surroundings
from licensetui.vendors import vendor_of

_Found = tuple[int, Fault]
"""The id of a license, and what is wrong."""
NAMED = 4
"""How many licenses a sentence names."""


class _Member(NamedTuple):
    """A license that may be on an instance."""

    id: int
    name: str
    root: int
    """Id of the license on which it hangs in the end; its own if on none, or in a circle."""
    keys: tuple[tuple[str, str], ...]
    """By what its instance is known: its server id, its site."""
    product: str
    """What it is a license of, if that can have an instance."""
    stops: str
    """What stops if it is a host and lapses; empty if it is no host."""
    site: str
    """Its site, as typed."""
    lapsed: date | None
    """The day on which it ended itself, if somebody wants to hear of it."""


def instance_stops(found: Mapping[int, _Member], around: Surroundings) -> Iterator[_Found]:
    """Yield one finding for each instance that a lapsed license stops, about that license.

    A license alone on its instance is only overdue.
    """
    for host, members in _instances(found.values()):
        lapsed = [(member.lapsed, member.name, member) for member in members if member.lapsed]
        touched = [member for member in members if not member.lapsed]
        if not lapsed or not touched:
            continue
        (day, name, first), *others = sorted(lapsed, key=lambda each: each[:2])
        place = f" {host.site}" if host.site else ""
        ended = f"{name} ended on {day}"
        if others:
            ended += f", as did {_names([member for *_, member in others])}"
        yield (
            first.id,
            Fault(
                f"{host.stops} on the whole instance{place}: {ended}. "
                f"Touched: {_names(touched)}. Check on the portal"
            ),
        )


def _instances(members: Collection[_Member]) -> Iterator[tuple[_Member, list[_Member]]]:
    """Yield the instances that one lapsed license stops: a host, and all licenses on it.

    Licenses are on an instance if they hang on its host, or have its server id, or its site where
    no other product has that site too.
    """
    hosts = [member for member in members if member.stops and member.root == member.id]
    of_host, groups = _groups(hosts)
    whole = {group[0].id: list(group) for group in groups}
    places = _places(members, groups)
    for member in members:
        group = of_host.get(member.root)
        if group is None and member.root == member.id and not member.product:
            group = next((places[key] for key in member.keys if key in places), None)
        if group is not None and member.id not in of_host:
            whole[group[0].id].append(member)
    for group in groups:
        yield group[0], whole[group[0].id]


def _groups(hosts: Iterable[_Member]) -> tuple[dict[int, list[_Member]], list[list[_Member]]]:
    """Return the hosts of one instance by the id of each, and all instances.

    Products such as Jira's share one server id, or one site.
    """
    of_host: dict[int, list[_Member]] = {}
    by_key: dict[tuple[str, str], int] = {}
    groups: dict[int, list[_Member]] = {}
    for host in hosts:
        known = (of_host[by_key[key]] for key in host.keys if key in by_key)
        same = list({id(group): group for group in known}.values())
        group = same[0] if same else []
        for other in same[1:]:
            group += other
            of_host.update((member.id, group) for member in other)
        group.append(host)
        of_host[host.id] = group
        by_key.update((key, host.id) for key in host.keys)
        for each in same:
            del groups[id(each)]
        groups[id(group)] = group
    return of_host, list(groups.values())


def _places(
    members: Iterable[_Member], groups: Iterable[list[_Member]]
) -> dict[tuple[str, str], list[_Member]]:
    """Return the instances by the keys that lead to only one product."""
    products: dict[tuple[str, str], set[str]] = {}
    for member in members:
        for key in member.keys if member.product else ():
            products.setdefault(key, set()).add(member.product)
    return {
        key: group
        for group in groups
        for host in group
        for key in host.keys
        if len(products.get(key, ())) == 1
    }


def _member(license: License, around: Surroundings) -> _Member | None:
    """Return a license as it may be on an instance; a developer license is for another one."""
    if license.hosting is not Hosting.DATA_CENTER or license.type is LicenseType.DEVELOPER:
        return None
    vendor = vendor_of(license)
    return _Member(
        license.id,
        license.name,
        _root(around.portfolio, license).id,
        _keys(license.server_id, license.site),
        vendor.host_product(license),
        vendor.instance_stop(license),
        license.site,
        _lapsed(license, around),
    )


@lru_cache(maxsize=4_096)  # one for all licenses on an instance
def _keys(server_id: str, site: str) -> tuple[tuple[str, str], ...]:
    named = (("server", server_id), ("site", site))
    return tuple((kind, folded(name.strip())) for kind, name in named if name.strip())


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


def _names(members: list[_Member]) -> str:
    return listed([member.name for member in members], NAMED)


RULES: tuple[Rule, ...] = (
    PortfolioRule(
        name="instance-stops",
        gather=_member,
        check=instance_stops,
        word="instance",
        field="terms",
        severity=Urgency.OVERDUE,
        together="{count} instances stop, as one license on them has lapsed",
    ),
)
"""The rules about instances."""
