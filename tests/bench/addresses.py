"""How fast and how right the address checks are.

`python -m tests.bench.addresses [--cases DIRECTORY] [--failures] [--rates] [--row ROW] [N ...]`.
For files of N contacts (100, 5,000 and 50,000, names and domains made up) it prints what it takes
to know them, and what one check takes, by what is typed, and of an address being typed; nearly
every address is a new one, so that little is remembered from the checks before. Then the rates on
the labeled cases of a directory (those of the tests), and those of the rows in `address_rows`,
beside what they have to be. No test: figures of a busy machine prove nothing.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.while_typing import check_typing
from licensetui.domain.contact import Contact
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.portfolio import Portfolio
from tests.addresses.scores import CASES, scores_of
from tests.bench.address_rows import ROWS
from tests.bench.address_rows import scores_of as row_scores
from tests.bench.address_rows.speed import figures as worst_figures
from tests.bench.figures import Figure

COUNTS = (100, 5_000, 50_000)
"""Contacts in the files, unless somebody wants others."""
JUDGED, MOST = 5_000, 1.0
"""Contacts in the file to which the target applies, and milliseconds of a check at most."""
CHECKS = 100
"""How many addresses of each sort are checked in each file."""

FIRST = re.findall(
    r"\w+",
    "anna bruno carla david elena franz giulia henrik ines jonas karin luis marie nils olga pedro "
    "quentin rosa stefan teresa ulrich vera willem xavier yvonne zoe",
)
LAST = re.findall(
    r"\w+",
    "martin durand schmidt rossi garcia jansen silva novak petit weber moreau keller ferrari lopez "
    "bakker costa dubois wagner romano sanchez visser pereira lambert fischer greco ortega smit "
    "santos girard becker marino vidal mulder lopes bonnet hoffmann conti ramos bos nunes",
)
TEAMS = re.findall(
    r"[\w-]+",
    "it-support jira-admins licenses purchasing helpdesk dsi compras einkauf software-assets "
    "accounting atlassian-admins infrastructure",
)
TRADES = re.findall(
    r"\w+",
    "software bau energie logistics consulting medias bank optics telecom foods pharma immo "
    "systems chemie voyages seguros marine textile robotics ingenieria wood tools",
)
PROVIDERS = ("gmail.com", "outlook.com", "orange.fr", "gmx.de", "yahoo.es", "libero.it")


@dataclass(frozen=True)
class Figures:
    """What was measured with one file. All times in milliseconds, sorted."""

    count: int
    """Contacts in it."""
    known: float
    """To know them, with the first check: once after each change of the file."""
    checks: Mapping[str, Sequence[float]]
    """Of whole addresses, by what is typed."""
    keys: Sequence[float]
    """Of addresses that are being typed."""
    at_worst: Sequence[Figure] = ()
    """What no time of these shows, of the file to which the targets apply."""

    @property
    def every(self) -> Sequence[float]:
        """Of whole addresses, whatever is typed."""
        return sorted(chain.from_iterable(self.checks.values()))

    def rows(self) -> Iterator[str]:
        """Yield the lines of the table."""
        yield f"{self.count:>9,}  {'to know them':<24} {self.known:>9.3f}"
        for what, times in (*self.checks.items(), ("any", self.every), ("a key", self.keys)):
            parts = " ".join(f"{_at(part, times):>9.3f}" for part in PARTS)
            yield f"{self.count:>9,}  {what:<24} {parts}"

    @property
    def verdict(self) -> str:
        """What there is to say of the target, which is for whatever is typed."""
        worst = max(self.checks, key=lambda what: _at(0.5, self.checks[what]))
        middle = _at(0.5, self.checks[worst])
        met = "met" if middle <= MOST else "NOT MET"
        return f"{'':>9}  {worst}, ms: {middle:.3f}, wanted at most {MOST:g}: {met}"


PARTS = (0.5, 0.95, 1.0)
HEADER = f" contacts  {'typed':<24} {'median ms':>9} {'95 %':>9} {'longest':>9}"


def main(arguments: list[str] | None = None) -> None:
    """Measure, count and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.addresses")
    parser.add_argument("counts", nargs="*", type=int, metavar="N", default=COUNTS)
    parser.add_argument("--cases", type=Path, default=CASES, help="a directory of labeled cases")
    parser.add_argument("--failures", action="store_true", help="print each case that fails")
    parser.add_argument("--rates", action="store_true", help="measure no times")
    parser.add_argument("--row", action="append", choices=("none", *ROWS), help="not all rows")
    wanted = parser.parse_args(arguments)
    if not wanted.rates:
        print(HEADER)
        for count in wanted.counts:
            figures = measured(count)
            print("\n".join(figures.rows()), flush=True)
            if count == JUDGED:
                print(figures.verdict)
                print("\n".join(map(str, figures.at_worst)))
        print()
    print(f"{'cases':<44} {'count':>6} {'of':>6} {'percent':>8}  wanted")
    named = [name for name in wanted.row or ROWS if name in ROWS]
    for score in chain(scores_of(wanted.cases), row_scores(named)):
        met = "" if score.is_met or not score.floor else "  NOT MET"
        print(
            f"{score.name:<44} {score.count:>6,} {score.whole:>6,} {score.percent:>8.2f}  "
            f"{score.floor}{met}"
        )
        for failure in score.failures if wanted.failures else ():
            print(f"    {failure}")


def measured(count: int) -> Figures:
    """Measure with a file of `count` contacts."""
    portfolio = a_file(count)
    began = time.perf_counter()
    known = KnownAddresses.of(portfolio)
    check(f"first.check.{count}@example.org", known)
    took = (time.perf_counter() - began) * 1000
    chance = random.Random(count)  # noqa: S311  # nothing secret
    texts = [typed(what, number, portfolio, chance) for number in range(CHECKS) for what in TYPED]
    checks: dict[str, Sequence[float]] = {
        what: _times(lambda text: check(text, known), texts[place :: len(TYPED)])
        for place, what in enumerate(TYPED)
    }
    begun = [f"k{text[: len(text) - number % 6]}" for number, text in enumerate(texts)]
    keys = _times(lambda text: check_typing(text, known), begun)
    at_worst = tuple(worst_figures(texts, known)) if count == JUDGED else ()
    return Figures(count, took, checks, keys, at_worst)


def a_file(count: int) -> Portfolio:
    """Return a file of so many contacts: persons and teams, at one domain for 40 of them."""
    contacts = tuple(Contact(email=_address(id), id=id) for id in range(1, count + 1))
    licenses = tuple(
        License(f"Jira {id}", id, wanted=(Assignment(id * 7 % count + 1, Role.TECHNICAL, True),))
        for id in range(1, count // 5 + 1)
    )
    return Portfolio(licenses, contacts)


def _address(id: int) -> str:
    """Return the address of a contact: all are different."""
    domain = _domain(id // 40)
    if id % 10 == 0:
        return f"{TEAMS[id // 10 % len(TEAMS)]}-{id}@{domain}"
    if id % 25 == 1:
        domain = PROVIDERS[id % len(PROVIDERS)]
    first, last = FIRST[id % len(FIRST)], LAST[id // len(FIRST) % len(LAST)]
    again = id // (len(FIRST) * len(LAST))
    return f"{first}.{last}{again or ''}@{domain}"


def _domain(number: int) -> str:
    """Return the domain of an organization."""
    last, trade = LAST[number % len(LAST)], TRADES[number // len(LAST) % len(TRADES)]
    hyphen = "-" * (number % 2)
    return f"{last}{hyphen}{trade}.{('com', 'de', 'fr', 'co.uk', 'nl', 'es')[number % 6]}"


TYPED = (
    "a contact",
    "slip of a contact",
    "new, known domain",
    "slip of a known domain",
    "slip of a provider",
    "new, new domain",
)
"""What people type."""


def typed(what: str, number: int, portfolio: Portfolio, chance: random.Random) -> str:
    """Return an address as people type it; each `number` is another one."""
    contact = portfolio.contacts[chance.randrange(len(portfolio.contacts))]
    local, _, domain = contact.email.partition("@")
    new = f"{chance.choice(FIRST)}.{chance.choice(LAST)}{number}"
    return {
        "a contact": contact.email,
        "slip of a contact": f"{_slipped(local, chance)}@{domain}",
        "new, known domain": f"{new}@{domain}",
        "slip of a known domain": f"{new}@{_slipped(domain, chance)}",
        "slip of a provider": f"{new}@{_slipped(chance.choice(PROVIDERS), chance)}",
        "new, new domain": f"{new}@{chance.choice(LAST)}{number}.com",
    }[what]


def _slipped(text: str, chance: random.Random) -> str:
    """Return a text with two letters swapped, one left out, or one twice."""
    at = chance.randrange(1, len(text) - 1)
    return chance.choice(
        (
            text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
        )
    )


def _times(action: Callable[[str], object], texts: Sequence[str]) -> Sequence[float]:
    """Return the milliseconds that each text takes, sorted."""
    times = []
    for text in texts:
        began = time.perf_counter()
        action(text)
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)


def _at(part: float, ordered: Sequence[float]) -> float:
    """Return the figure below which so great a part of them is."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


if __name__ == "__main__":
    main()
