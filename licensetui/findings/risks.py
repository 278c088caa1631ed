"""The risk of each license, with what its vendor, its portal and the addresses say of it."""

from __future__ import annotations

from datetime import date

from licensetui.domain.coverage import LicenseCoverage
from licensetui.domain.portal_steps import steps
from licensetui.domain.readers import Readership
from licensetui.domain.risk import Risk, risk
from licensetui.domain.settings import Settings
from licensetui.vendors import vendor_of


def risk_of(
    covered: LicenseCoverage, readership: Readership, today: date, settings: Settings
) -> Risk:
    """Return the risk of a license of the portfolio to which a readership belongs."""
    license = covered.license
    return risk(
        covered,
        readership,
        today,
        policy=vendor_of(license).contact_policy(license),
        pending=bool(steps(license, readership.portfolio, today, settings)),
    )
