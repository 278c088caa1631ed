"""When Atlassian reminds of an end, and to whom it writes on my.atlassian.com."""

from __future__ import annotations

import re

from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.reminders import Origin, ReminderDays
from licensetui.domain.term import Term
from licensetui.vendors.fact import Fact, Sureness

_CAMPAIGNS = (
    "https://developer.atlassian.com/platform/marketplace/sales-and-renewals-email-campaigns/"
)
_ROLES = (
    "https://confluence.atlassian.com/purchasing/"
    "billing-technical-contact-roles-responsibilities-936516407.html"
)
_SAID = "mails to come, coverage"
PRODUCTS = Fact(
    "atlassian-reminders",
    "Atlassian reminds of the end of its products 90, 60, 30 and 15 days before, but not of "
    "monthly Cloud subscriptions.",
    (90, 60, 30, 15),
    _SAID,
    "https://community.developer.atlassian.com/t/atlassian-emails-dunning/7138",
    "looked at 2026-11-27",
    Sureness.STAFF,
)
"""An answer of Atlassian's staff to vendors of apps."""
APPS = Fact(
    "marketplace-reminders",
    "Atlassian reminds of the end of Marketplace apps 90, 45 and 15 days before, and 15 days after "
    "if they are not renewed.",
    (90, 45, 15, -15),
    _SAID,
    _CAMPAIGNS,
    "2020-06-05",
)
"""Its page for vendors of apps."""
RENEWING_APPS = Fact(
    "marketplace-reminders-auto-renew",
    "Of Marketplace apps that renew themselves it also reminds 30 days before.",
    (90, 45, 30, 15, -15),
    _SAID,
    _CAMPAIGNS,
    "2020-06-05",
)
"""Of the same page."""
REMINDED = Fact(
    "my-atlassian-reminded",
    "On my.atlassian.com renewal reminders go to the technical contacts and to the primary billing "
    "contact; the page leaves open whether secondary billing contacts get them.",
    ("technical", "billing, primary"),
    "coverage, who",
    _ROLES,
    "2017-11-01",
)
"""Atlassian's table of roles and responsibilities."""
INFORMED = Fact(
    "my-atlassian-informed",
    "On my.atlassian.com mails about a product, as of changes and of security, go to the technical "
    "contacts.",
    ("technical",),
    "coverage, who",
    _ROLES,
    "2017-11-01",
)
"""Of the same table: product-related email communication."""
ORDERED = Fact(
    "my-atlassian-ordered",
    "On my.atlassian.com quotes and confirmations of a purchase, after which there is a license "
    "key, go to the named billing and technical contacts.",
    ("technical", "billing"),
    "coverage, who",
    "https://confluence.atlassian.com/purchasing/"
    "how-can-i-purchase-a-user-tier-upgrade-or-maintenance-renewal-321848741.html",
    "looked at 2026-11-27",
)
"""Its page on upgrades and renewals."""
FACTS: tuple[Fact[object], ...] = (PRODUCTS, APPS, RENEWING_APPS, REMINDED, INFORMED, ORDERED)
"""All of them, for the table."""

_APP = re.compile(r"\bfor (?:jira|confluence|bitbucket|bamboo|crowd|trello)\b", re.IGNORECASE)
_MONTH = 31


def days_of(license: License, *, of_others: bool) -> ReminderDays | None:
    """Return when Atlassian reminds of the end of a license; None for a month of Cloud."""
    term = license.term
    if license.hosting is Hosting.CLOUD and term and _is_monthly(term):
        return None
    if of_others or is_app(license):
        fact = RENEWING_APPS if term and term.auto_renew else APPS
        return ReminderDays(fact.value, Origin.VENDOR, "Atlassian Marketplace")
    return ReminderDays(PRODUCTS.value, Origin.VENDOR, "Atlassian")


def _is_monthly(term: Term) -> bool:
    return bool(term.start and term.end and (term.end - term.start).days <= _MONTH)


def is_app(license: License) -> bool:
    """Say whether a license recorded under Atlassian's name is of an app, as imports record them.

    It hangs on its host, or is called after it: `ScriptRunner for Jira`.
    """
    if license.parent is not None and license.type is not LicenseType.DEVELOPER:
        return True
    return bool(_APP.search(license.product or license.name))
