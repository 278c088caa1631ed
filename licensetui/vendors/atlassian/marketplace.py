"""Apps of other vendors that Atlassian's Marketplace sells, and what is known of them."""

from __future__ import annotations

from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License
from licensetui.vendors.atlassian import Atlassian, app_days
from licensetui.vendors.atlassian.app_facts import APP_NAMES, APP_VENDORS
from licensetui.vendors.number_facts import is_atlassians


@dataclass(frozen=True)
class Marketplace(Atlassian):
    """The Marketplace: whoever made an app, Atlassian issues its license and writes its mails."""

    name: str = "Atlassian Marketplace"
    also: tuple[str, ...] = ("Marketplace", *APP_VENDORS.value)

    def sells(self, license: License) -> bool:
        """Say whether a license of a vendor whose name says nothing is one of its apps.

        Numbers alone tell nothing: other vendors' are kept in the same field.
        """
        return license.portal in self.portals or (
            is_atlassians(license.sen, license.entitlement)
            and bool(APP_NAMES.value.search(f"{license.product} {license.name}"))
        )

    def is_app(self, license: License) -> bool:
        """Return true: nothing else is sold there."""
        return True

    def _days(self, license: License) -> tuple[int, ...]:
        return app_days(license)

    def host_product(self, license: License) -> str:
        """Return nothing: an app has no instance of its own."""
        return ""


MARKETPLACE = Marketplace()
"""The only one there needs to be."""
