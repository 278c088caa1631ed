"""Atlassian's ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from licensetui.domain.license import Hosting, License
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


ATLASSIAN = Atlassian()
"""The only one there needs to be."""
