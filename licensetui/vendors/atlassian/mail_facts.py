"""Facts about the mails that Atlassian writes: on which days, and to whom."""

from __future__ import annotations

from licensetui.domain.portals import Receivers, Role
from licensetui.vendors.fact import Fact, Sureness

_LOOKED_UP = "undated, looked up on 2026-11-27"
_CAMPAIGNS = (
    "https://developer.atlassian.com/platform/marketplace/sales-and-renewals-email-campaigns/"
)
_ROLES = (
    "https://confluence.atlassian.com/purchasing/"
    "billing-technical-contact-roles-responsibilities-936516407.html"
)
_DAYS = "the days of the vendor's upcoming reminders, and who reads them"
_TO = "who reads which of the vendor's emails"
_BOTH: Receivers = {Role.TECHNICAL: False, Role.BILLING: False}

PRODUCTS = Fact(
    "reminders-atlassian",
    "Atlassian sends reminders 90, 60, 30 and 15 days before the end of its products.",
    (90, 60, 30, 15),
    _DAYS,
    "https://community.developer.atlassian.com/t/atlassian-emails-dunning/7138",
    _LOOKED_UP,
    Sureness.STAFF,
)
MONTHLY = Fact(
    "reminders-monthly-cloud",
    "Atlassian sends no such reminders for Cloud subscriptions that are paid by the month, of "
    "31 days at most.",
    31,
    "the reminder days of a monthly Cloud subscription are assumed",
    "https://community.developer.atlassian.com/t/atlassian-emails-dunning/7138",
    _LOOKED_UP,
    Sureness.STAFF,
)
"""Days up to which a term is one of a month."""
APPS = Fact(
    "reminders-marketplace",
    "Atlassian sends reminders 90, 45 and 15 days before the end of Marketplace apps, and 15 days "
    "after it if they are not renewed.",
    (90, 45, 15, -15),
    _DAYS,
    _CAMPAIGNS,
    "2020-06-05",
)
RENEWING_APPS = Fact(
    "reminders-marketplace-auto-renew",
    "For Marketplace apps that auto-renew it also sends one 30 days before.",
    (90, 45, 30, 15, -15),
    _DAYS,
    _CAMPAIGNS,
    "2020-06-05",
)
REMINDED = Fact[Receivers](
    "reminded-my-atlassian",
    "On my.atlassian.com renewal reminders go to the technical contacts and to the primary billing "
    "contact; of secondary billing contacts the page leaves it open.",
    {Role.TECHNICAL: False, Role.BILLING: True},
    _TO,
    _ROLES,
    "2017-11-01",
)
INFORMED = Fact[Receivers](
    "informed-my-atlassian",
    "On my.atlassian.com, emails about a product, such as changes and security, go to the "
    "technical contacts.",
    {Role.TECHNICAL: False},
    _TO,
    _ROLES,
    "2017-11-01",
)
ORDERED = Fact[Receivers](
    "ordered-my-atlassian",
    "On my.atlassian.com quotes and confirmations of a purchase, after which there is a license "
    "key, go to the named billing and technical contacts.",
    _BOTH,
    _TO,
    "https://confluence.atlassian.com/purchasing/"
    "how-can-i-purchase-a-user-tier-upgrade-or-maintenance-renewal-321848741.html",
    _LOOKED_UP,
)
CLOUD_BILLING = Fact(
    "billing-mails-cloud",
    "Billing admins receive the emails about billing in Atlassian Cloud; organization, site and "
    "user access admins do not.",
    None,
    _TO,
    "https://support.atlassian.com/subscriptions-and-billing/docs/billing-permissions-by-role",
    _LOOKED_UP,
)
