"""Atlassian's ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from licensetui.domain.contact import ContactKind
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.portal_step import PortalStep, StepCase
from licensetui.domain.portals import ContactPolicy, Portal, Role, SignIn
from licensetui.vendors.vendor import EndOfLife, Vendor, text_of

DATA_CENTER = EndOfLife(date(2029, 3, 28), "Data Center", expires=True)
"""Announced by Atlassian in 2025: every Data Center license expires on this day."""
DATA_CENTER_PURCHASE = EndOfLife(date(2028, 3, 30), "Data Center")
"""Of the same announcement: the last day to buy or to expand a Data Center license."""
DATA_CENTER_CLOSED = EndOfLife(date(2026, 3, 30), "Data Center")
"""Of the same announcement: closed to new customers from this day."""
SERVER = EndOfLife(date(2024, 2, 15), "Server support")
"""Atlassian's last day of support for Server products and apps."""
DATA_CENTER_EXEMPT = ("bitbucket", "jira align")
"""Products reported as exempt from the end of Data Center; check on the portal."""
HOST_PRODUCTS = ("Jira", "Confluence", "Bitbucket", "Bamboo", "Crowd")
"""Products with an instance of their own on Data Center, on which apps run."""
CLOUD_GRACE = timedelta(days=15)
"""From the due date of an unpaid Cloud subscription to the day on which it is switched off."""
CLOUD_KEPT, CLOUD_EVALUATION_KEPT = 60, 15
"""Days for which Cloud data is kept then; that of an evaluation for fewer."""
EVALUATION_DAYS = 30
"""How long an evaluation lasts."""
_STRANGERS_SIGN_IN = ContactPolicy("my.atlassian.com", asks_strangers=True)
MY_ATLASSIAN = Portal(
    "my.atlassian.com",
    page="https://my.atlassian.com/",
    has_primaries=True,
    sign_in=SignIn.CONTACTS,
    policy=_STRANGERS_SIGN_IN,
    policy_of_evaluations=replace(_STRANGERS_SIGN_IN, takes_extra=False),
    guides="my-atlassian-",
)
"""A shared address is advised; a contact of another or a public domain must sign in to become
primary; an evaluation takes no extra contacts."""
CLOUD_BILLING = Portal(
    "Atlassian Cloud billing",
    page="https://admin.atlassian.com/",
    readers=(Role.TECHNICAL, Role.BILLING_ADMIN),
    billing=Role.BILLING_ADMIN,
    sign_in=SignIn.CONTACTS,
    changed_by=(Role.BILLING_ADMIN, Role.TECHNICAL, Role.BILLING),
    kept_elsewhere=(Role.ORGANIZATION_ADMIN, Role.SITE_ADMIN),
    policy=ContactPolicy("Atlassian Cloud billing", wise=ContactKind.PERSON, takes_teams=False),
    guides="cloud-billing-",
)
"""No distribution list can be a billing admin. As of the other one: check on the portal, the help
pages are of 2017 to 2026."""


@dataclass(frozen=True)
class Atlassian(Vendor):
    """Atlassian: its products, and those apps that are recorded under its name, as imports do."""

    name: str = "Atlassian"
    portals: tuple[Portal, ...] = (MY_ATLASSIAN, CLOUD_BILLING)
    """Licenses of Marketplace vendors are changed there too."""
    package: str = __package__

    def portal(self, hosting: Hosting) -> Portal:
        """Return Cloud billing for what it hosts itself."""
        return CLOUD_BILLING if hosting is Hosting.CLOUD else MY_ATLASSIAN

    def guide_text(self, step: PortalStep) -> str:
        """Return how it is done on my.atlassian.com, in Cloud billing, or by a partner."""
        if step.case is StepCase.ASK_PARTNER:
            return text_of(__package__, f"partner-{step.case.value}.txt")
        return super().guide_text(step)

    def end_of_life(self, license: License) -> EndOfLife | None:
        """Return the end of the hosting a license is for; Cloud has none."""
        if license.hosting is Hosting.SERVER:
            return SERVER
        return DATA_CENTER if _ends_with_data_center(license) else None

    def last_purchase(self, license: License) -> EndOfLife | None:
        """Return the last day to buy or expand Data Center."""
        return DATA_CENTER_PURCHASE if _ends_with_data_center(license) else None

    def closed_to_new(self, license: License) -> EndOfLife | None:
        """Return the day from which Data Center is closed to new customers."""
        return DATA_CENTER_CLOSED if _ends_with_data_center(license) else None

    def evaluation_days(self, license: License) -> int | None:
        """Return 30, as for all its products."""
        return EVALUATION_DAYS

    def consequence(self, license: License, end: date) -> str:
        """Return when an unpaid Cloud subscription is switched off, and how long data is kept.

        Atlassian's data retention policy, undated; check on the portal.
        """
        if license.hosting is not Hosting.CLOUD:
            return ""
        is_evaluation = license.type is LicenseType.EVALUATION
        days = CLOUD_EVALUATION_KEPT if is_evaluation else CLOUD_KEPT
        last = date.max - CLOUD_GRACE
        return (
            f"unpaid, it is off from {min(end, last) + CLOUD_GRACE}, {CLOUD_GRACE.days} days "
            f"after the due date, and its data is kept for {days} days; check on the portal"
        )

    def host_product(self, license: License) -> str:
        """Return the product, if it is one with an instance of its own on Data Center."""
        if license.hosting is not Hosting.DATA_CENTER:
            return ""
        words = (license.product or license.name).casefold().split()
        if not words or words[:2] == ["jira", "align"]:
            return ""
        return next((name for name in HOST_PRODUCTS if name.casefold() == words[0]), "")

    def instance_stop(self, license: License) -> str:
        """Return that Jira Data Center creates no issues while one license on it has lapsed."""
        return "Jira stops creating issues" if self.host_product(license) == "Jira" else ""


def _ends_with_data_center(license: License) -> bool:
    return license.hosting is Hosting.DATA_CENTER and not _is_exempt(license.product, license.name)


@lru_cache(maxsize=16_384)  # asked of each license several times
def _is_exempt(product: str, name: str) -> bool:
    words = f"{product} {name}".casefold()
    return any(exempt in words for exempt in DATA_CENTER_EXEMPT)


ATLASSIAN = Atlassian()
"""The only one there needs to be."""
