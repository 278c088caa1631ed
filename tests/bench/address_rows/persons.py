"""Persons called a team: names of the PyPI package Faker, as firms write them in addresses."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache

from faker import Faker

from licensetui.addresses.kinds import kind_of_local
from licensetui.addresses.report import AddressKind
from licensetui.addresses.words import fold
from tests.addresses.scores import CASES, Score
from tests.bench.address_rows import counted

LOCALES = re.findall(
    r"\w+",
    "cs_CZ da_DK de_AT de_CH de_DE en_GB en_IE en_IN en_NG en_NZ en_US es_AR es_CL es_CO es_ES "
    "es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_FR hr_HR hu_HU id_ID it_IT lt_LT lv_LV nl_BE nl_NL "
    "no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sv_SE tr_TR",
)
"""The places of Faker whose names are in Latin letters: 38."""
COUNT = 400
"""Names of each place."""
MOST = 0.1
"""Percent that may be called a team."""
LEAST = 95
"""Percent of the hard ones that have to be right."""


@cache
def names(locale: str, count: int = COUNT) -> tuple[tuple[str, str], ...]:
    """Return different first names and surnames of a place as they stand in addresses."""
    faker = Faker(locale)
    faker.seed_instance(20_261_127)
    drawn = ((_written(faker.first_name()), _written(faker.last_name())) for _ in range(3 * count))
    return tuple(dict.fromkeys(name for name in drawn if all(name)))[:count]


def _written(name: str) -> str:
    return "-".join(re.findall(r"[a-z]+", fold(name).replace("'", "")))


def forms(first: str, last: str) -> Iterator[str]:
    """Yield a name as firms write it before the @."""
    yield from (f"{first}.{last}", f"{first[0]}.{last}", f"{first[0]}{last}", f"{last}.{first}")
    yield from (f"{first}{last}", f"{first}_{last}", f"{last}{first[0]}")


def scores() -> Iterator[Score]:
    """Count the forms of names that are taken for a team's."""
    whole, wrong = 0, list[str]()
    for locale in LOCALES:
        for name in names(locale):
            for local in forms(*name):
                whole += 1
                if kind_of_local(local) is AddressKind.TEAM:
                    wrong.append(f"{local} ({locale})")
    yield counted("persons of Faker called a team", whole, wrong, MOST)
    hard = [(row["address"], row["expected"]) for row in _hard()]
    got = [(address, _kind(address), wanted.split("|")) for address, wanted in hard]
    missed = [f"{address}  ->  {kind}" for address, kind, wanted in got if kind not in wanted]
    yield counted("hard persons right", len(hard), missed, LEAST, are_missed=True)


def _hard() -> Iterator[dict[str, str]]:
    """Yield the names that look like roles, accounts and numbers, of `hard-persons.csv`."""
    with (CASES / "hard-persons.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _kind(address: str) -> str:
    return kind_of_local(address.partition("@")[0]).value
