"""The rule about license keys: one that was renewed needs its new key before the old term ends."""

from __future__ import annotations

from licensetui.domain.finding import Remedy
from licensetui.domain.key_days import old_end
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency, in_days
from licensetui.findings.rule import Fault, LicenseRule, Rule
from licensetui.findings.surroundings import Surroundings


def key_not_installed(license: License, around: Surroundings) -> Fault | None:
    """Say that the key of a renewal is not in use, and the old term is about to end, or has."""
    end, term = old_end(license, around.today), license.term
    if end is None or term is None:
        return None
    ends = "ended" if end < around.today else "ends"
    came = f", received on {term.key_received}," if term.key_received else ""
    return Fault(
        f"{license.name} is renewed until {term.end or 'no end'}, but the license key for that "
        f"term{came} is not recorded as installed; the old term {ends} "
        f"{in_days(end, around.today)}, on {end}"
    )


RULES: tuple[Rule, ...] = (
    LicenseRule(
        name="key-not-installed",
        check=key_not_installed,
        word="key",
        field="key_installed",
        severity=Urgency.URGENT,
        together="{count} renewals have no license key recorded as installed",
        remedy=Remedy.INSTALL_KEY,
    ),
)
"""The rule about license keys."""
