"""Atlassian's ways."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from licensetui.domain.contact import ContactKind
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.portal_step import PortalStep, StepCase
from licensetui.domain.portals import PARTNER, ContactPolicy, MailKind, Portal, Role, SignIn
from licensetui.domain.reminders import ReminderDays
from licensetui.domain.term import Term
from licensetui.vendors.atlassian import app_facts, facts, key_facts, mail_facts, portal_facts
from licensetui.vendors.vendor import EndOfLife, Trial, Vendor, text_of

DATA_CENTER = EndOfLife(facts.DATA_CENTER_END.value, "Data Center", expires=True)
"""The day on which every Data Center license expires."""
DATA_CENTER_PURCHASE = EndOfLife(facts.DATA_CENTER_PURCHASE.value, "Data Center")
"""The last day to buy or to expand a Data Center license."""
DATA_CENTER_CLOSED = EndOfLife(facts.DATA_CENTER_CLOSED.value, "Data Center")
"""The day from which it is closed to new customers."""
SERVER = EndOfLife(facts.SERVER_END.value, "Server support", is_last_sold=facts.SERVER_SALE.value)
"""The last day of support for Server products and apps."""
CLOUD_GRACE = timedelta(facts.CLOUD_GRACE.value)
"""From the due date of an unpaid Cloud subscription to the day on which it is switched off."""
APP_TRIAL = Trial(facts.EVALUATION_DAYS.value, app_facts.APP_TRIAL_LONGEST.value)
"""How long an app can be tried on Data Center."""
GUARD_GRACE = timedelta(facts.GUARD_GRACE.value)
"""From the day on which Atlassian Guard becomes inactive to that on which its settings are lost."""
_STRANGERS_SIGN_IN = ContactPolicy(
    "my.atlassian.com",
    wise=portal_facts.TEAM_ADVISED.value,
    asks_strangers=portal_facts.STRANGERS.value,
)
MY_ATLASSIAN = Portal(
    "my.atlassian.com",
    page="https://my.atlassian.com/",
    mails={
        MailKind.REMINDER: mail_facts.REMINDED.value,
        MailKind.KEY: mail_facts.ORDERED.value,
        MailKind.CHANGE: mail_facts.INFORMED.value,
        MailKind.SECURITY: mail_facts.INFORMED.value,
    },
    has_primaries=True,
    only_primary_promotes=portal_facts.WHO_PROMOTES.value,
    sign_in=SignIn.CONTACTS,
    keys_for=key_facts.RENEWED_KEYS.value,
    policy=_STRANGERS_SIGN_IN,
    policy_of_evaluations=replace(
        _STRANGERS_SIGN_IN, takes_extra=portal_facts.EVALUATION_CONTACTS.value
    ),
    guides="my-atlassian-",
)
"""A shared address is advised there."""
CLOUD_BILLING = Portal(
    "Atlassian Cloud billing",
    page="https://admin.atlassian.com/",
    readers=(Role.TECHNICAL, Role.BILLING_ADMIN),
    billing=Role.BILLING_ADMIN,
    sign_in=SignIn.CONTACTS,
    technical=Role.BILLING_ADMIN,
    changed_by=(portal_facts.CLOUD_BILLING_ADMINS.value, *portal_facts.CLOUD_BILLING_FORMER.value),
    kept_elsewhere=portal_facts.CLOUD_ADMINS.value,
    former=portal_facts.CLOUD_BILLING_FORMER.value,
    are_equals=portal_facts.TWO_BILLING_ADMINS.value > 1,
    policy=ContactPolicy(
        "Atlassian Cloud billing",
        wise=ContactKind.PERSON,
        takes_teams=portal_facts.CLOUD_BILLING_TEAMS.value,
    ),
    guides="cloud-billing-",
)
"""Persons are advised there."""


def _is_monthly(term: Term) -> bool:
    days = (term.end - term.start).days if term.start and term.end else None
    return days is not None and days <= mail_facts.MONTHLY.value


def app_days(license: License) -> tuple[int, ...]:
    """Return when Atlassian reminds of an app: once more, if it renews itself."""
    renews = license.term is not None and license.term.auto_renew
    return mail_facts.RENEWING_APPS.value if renews else mail_facts.APPS.value


@dataclass(frozen=True)
class Atlassian(Vendor):
    """Atlassian: its products, and those apps that are recorded under its name, as imports do."""

    name: str = "Atlassian"
    also: tuple[str, ...] = ("Atlassian US", "Atlassian Network Services")
    portals: tuple[Portal, ...] = (MY_ATLASSIAN, CLOUD_BILLING)
    """Licenses of Marketplace vendors are changed there too."""
    package: str = __package__
    reminds: tuple[int, ...] | None = mail_facts.PRODUCTS.value

    def portal(self, hosting: Hosting, partner: str = "") -> Portal:
        """Return Cloud billing for what it hosts itself, unless a partner manages that."""
        if hosting is not Hosting.CLOUD:
            return MY_ATLASSIAN
        return PARTNER if partner else CLOUD_BILLING

    def guide_text(self, step: PortalStep) -> str:
        """Return how it is done on my.atlassian.com, in Cloud billing, or by a partner."""
        if step.case is StepCase.ASK_PARTNER:
            return text_of(__package__, f"partner-{step.case.value}.txt")
        return super().guide_text(step)

    def end_of_life(self, license: License) -> EndOfLife | None:
        """Return the end of the hosting a license is for; Cloud has none."""
        if license.hosting is Hosting.SERVER:
            return None if _is_any(license, facts.SERVER_EXEMPT.value) else SERVER
        return DATA_CENTER if _ends_with_data_center(license) else None

    def last_purchase(self, license: License) -> EndOfLife | None:
        """Return the last day to buy or expand Data Center."""
        return DATA_CENTER_PURCHASE if _ends_with_data_center(license) else None

    def closed_to_new(self, license: License) -> EndOfLife | None:
        """Return the day from which Data Center is closed to new customers."""
        return DATA_CENTER_CLOSED if _ends_with_data_center(license) else None

    def trial(self, license: License) -> Trial | None:
        """Return how long a product can be tried, on Cloud by its plan; and an app.

        Nothing is known of one on Cloud that may be an app: that follows the billing of its site.
        """
        is_cloud = license.hosting is Hosting.CLOUD
        if self.is_app(license):
            return app_facts.APP_TRIAL_CLOUD.value if is_cloud else APP_TRIAL
        if not is_cloud:
            return Trial(facts.EVALUATION_DAYS.value, facts.EVALUATION_LONGEST.value)
        words = _words(f"{license.product} {license.name}")
        if not set(words) & set(facts.CLOUD_PRODUCTS.value):
            return None
        plan = facts.TRIAL_STANDARD if "standard" in words else facts.TRIAL_PREMIUM
        return Trial(plan.value, plan.value)

    def reminder_days(self, license: License) -> ReminderDays | None:
        """Return when it reminds of a product, or of an app; of a month of Cloud it does not."""
        term = license.term
        if license.hosting is Hosting.CLOUD and term and _is_monthly(term):
            return None
        return self._reminding(self._days(license))

    def _days(self, license: License) -> tuple[int, ...]:
        is_developer = license.type is LicenseType.DEVELOPER
        is_app = (license.parent is not None and not is_developer) or _is_named_as_app(license)
        return app_days(license) if is_app else mail_facts.PRODUCTS.value

    def consequence(self, license: License, end: date) -> str:
        """Return what an unpaid end comes to: on Cloud, on Server, and of a Data Center product."""
        if license.hosting is Hosting.SERVER and not _is_any(license, facts.SERVER_EXEMPT.value):
            return f"{SERVER.what} ended on {SERVER.day}, and no maintenance is sold anymore"
        if license.hosting is Hosting.DATA_CENTER and self.is_app(license):
            return facts.APP_STOPS_ALONE.value
        if license.hosting is not Hosting.CLOUD:
            return facts.EXPIRED.value.get(self.host_product(license), "")
        called = (license.product or license.name).casefold().strip()
        if called.startswith(facts.GUARD_NAMES.value) and not self.is_app(license):
            lost = min(end, date.max - GUARD_GRACE) + GUARD_GRACE
            return (
                f"if unpaid, its settings are lost from {lost}, after {GUARD_GRACE.days} days of "
                "grace; check on the portal"
            )
        is_evaluation = license.type is LicenseType.EVALUATION
        kept = facts.CLOUD_EVALUATION_KEPT if is_evaluation else facts.CLOUD_KEPT
        last = date.max - CLOUD_GRACE - timedelta(kept.value)
        off = min(end, last) + CLOUD_GRACE
        return (
            f"if unpaid, it is off from {off}, {CLOUD_GRACE.days} days after the due date, and its "
            f"data is kept for {kept.value} days, until {off + timedelta(kept.value)}; "
            "check on the portal"
        )

    def is_app(self, license: License) -> bool:
        """Say whether a license is surely one of an app: by its host or its name.

        What says which product it is, is one.
        """
        is_one = license.parent is not None or _is_named_as_app(license)
        return is_one and not self.host_product(license)

    def host_product(self, license: License) -> str:
        """Return the product, if it is one with an instance of its own on Data Center.

        What hangs on another license is an app, unless its product says what it is: apps have
        names such as `Jira Misc Workflow Extensions`.
        """
        if license.hosting is not Hosting.DATA_CENTER:
            return ""
        return _host_product(license.product, license.name, license.parent is not None)

    def instance_stop(self, license: License) -> str:
        """Return that Jira creates no issues while one product of its instance has lapsed."""
        return facts.INSTANCE_STOP.value.get(self.host_product(license), "")

    def instance_remedy(self, license: License) -> str:
        """Return what Atlassian names besides renewing it."""
        return facts.INSTANCE_REMEDY.value


def _is_named_as_app(license: License) -> bool:
    return app_facts.is_named_as_app(license.product or license.name)


def _ends_with_data_center(license: License) -> bool:
    if license.hosting is not Hosting.DATA_CENTER:
        return False
    return not _is_any(license, facts.DATA_CENTER_EXEMPT.value)


def _is_any(license: License, products: tuple[str, ...]) -> bool:
    return _names_any(license.product, license.name, products)


@lru_cache(maxsize=16_384)  # asked of each license several times
def _names_any(product: str, name: str, products: tuple[str, ...]) -> bool:
    words = f"{product} {name}".casefold()
    return any(one in words for one in products)


@lru_cache(maxsize=16_384)  # as above
def _host_product(product: str, name: str, hangs_on_another: bool) -> str:
    words = [word for word in _words(product) if word not in _HOSTING_WORDS]
    for host, known in facts.HOST_PRODUCTS.value.items():
        if " ".join(words) in known:
            return host
        if not words and not hangs_on_another and _words(name)[:1] == _words(host):
            return "" if _words(name)[1:2] == ["align"] else host
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


_WORD = re.compile(r"\w+")
_HOSTING_WORDS = frozenset({"data", "center", "dc"})
ATLASSIAN = Atlassian()
"""The only one there needs to be."""
