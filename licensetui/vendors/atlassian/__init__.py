"""Atlassian's ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from licensetui.domain.contact import ContactKind
from licensetui.domain.contact_policy import ContactPolicy
from licensetui.domain.license import Hosting, License, LicenseType, Portal
from licensetui.vendors.generic import GENERIC
from licensetui.vendors.vendor import EndOfLife

DATA_CENTER = EndOfLife(date(2029, 3, 28), "Data Center")
"""Announced by Atlassian in 2025: every Data Center license expires on this day."""
SERVER = EndOfLife(date(2024, 2, 15), "Server support")
"""Atlassian's last day of support for Server products and apps."""
DATA_CENTER_EXEMPT = ("bitbucket", "jira align")
"""Products reported as exempt from the end of Data Center; check on the portal."""


@dataclass(frozen=True)
class Atlassian:
    """Atlassian: its products, and those apps that are recorded under its name, as imports do."""

    name: str = "Atlassian"
    """As it stands in a license."""

    def end_of_life(self, license: License) -> EndOfLife | None:
        """Return the end of the hosting a license is for; Cloud has none."""
        if license.hosting is Hosting.SERVER:
            return SERVER
        product = f"{license.product} {license.name}".casefold()
        exempt = any(name in product for name in DATA_CENTER_EXEMPT)
        return DATA_CENTER if license.hosting is Hosting.DATA_CENTER and not exempt else None

    def contact_policy(self, license: License) -> ContactPolicy:
        """Return what Atlassian's help pages say of contacts; they turn round for Cloud billing.

        my.atlassian.com: a shared address is advised; a contact of another or a public domain
        must sign in to become primary; an evaluation takes no extra contacts. Cloud billing: no
        distribution list can be a billing admin. Partner-managed: the partner assigns whom it is
        told. Check on the portal: the pages are of 2017 to 2026.
        """
        portal = license.portal.value
        match license.portal:
            case Portal.MY_ATLASSIAN:
                return ContactPolicy(
                    portal,
                    takes_extra=license.type is not LicenseType.EVALUATION,
                    asks_strangers=True,
                )
            case Portal.CLOUD_BILLING:
                return ContactPolicy(portal, wise=ContactKind.PERSON, takes_teams=False)
            case _:
                return GENERIC.contact_policy(license)


ATLASSIAN = Atlassian()
"""The only one there needs to be."""
