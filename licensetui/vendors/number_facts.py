"""Facts about the numbers by which vendors tell licenses apart."""

from __future__ import annotations

import re

from licensetui.vendors.fact import Fact, Sureness

SEN = Fact(
    "sen-form",
    "Atlassian's support entitlement numbers are written SEN-1234567.",
    re.compile(r"SEN[-\N{EN DASH}:#. ]*(L?)[- ]?([0-9]+)", re.IGNORECASE),
    "when one is read from a list, and where a license with one has no vendor",
    "https://idalko.com/atlassian-license-management/",
    "undated, looked up on 2026-11-27",
    Sureness.REPORTED,
)
SEN_TRIAL = Fact(
    "sen-trial",
    "The support entitlement number of an evaluation begins with SEN-L.",
    "SEN-L",
    "an imported license with such a number is an evaluation",
    "https://idalko.com/atlassian-license-management/",
    "undated, looked up on 2026-11-27",
    Sureness.REPORTED,
)
ENTITLEMENT = Fact(
    "entitlement-form",
    "Atlassian's Cloud entitlement numbers are written E-XXX-XXX-XXX; four groups occur, too.",
    re.compile(r"E(?:[-\N{EN DASH} ][A-Z0-9]{3}){3,4}", re.IGNORECASE),
    "when one is read from a list, and where a license with one has no vendor",
    "https://community.developer.atlassian.com/t/introducing-new-cloud-identifiers/49814",
    "undated, looked up on 2026-11-27",
    Sureness.STAFF,
)
SEN_STAYS = Fact(
    "sen-stays",
    "A license keeps its support entitlement number for as long as it exists.",
    True,
    "a row of a list with the number of a known license is that license, whatever its name",
    "https://praecipio.com/resources/articles/best-practices-for-software-licensing-management",
    "undated, looked up on 2026-11-27",
    Sureness.REPORTED,
)


def is_atlassians(sen: str, entitlement: str) -> bool:
    """Say whether one of these is a number of the forms that Atlassian has."""
    return bool(
        (sen and SEN.value.fullmatch(sen.strip()))
        or (entitlement and ENTITLEMENT.value.fullmatch(entitlement.strip()))
    )
