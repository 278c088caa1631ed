"""Apps of other vendors that Atlassian's Marketplace sells, and what is known of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from licensetui.domain.license import Hosting, License
from licensetui.vendors.atlassian import Atlassian, app_days, facts
from licensetui.vendors.fact import Fact, Sureness
from licensetui.vendors.number_facts import is_atlassians
from licensetui.vendors.vendor import Trial

APP_VENDORS = Fact(
    "app-vendors",
    "Tempo, Appfire, Adaptavist, K15t, Communardo, eazyBI, Elements, Ricksoft, Gliffy, draw.io and "
    "Xray sell apps by the Marketplace.",
    (
        *("Tempo", "Tempo Software", "Appfire", "Adaptavist", "K15t", "Communardo", "eazyBI"),
        *("Elements Apps", "Ricksoft", "Gliffy", "draw.io", "Xray"),
    ),
    "licenses of these vendors are taken for apps, and changed on Atlassian's portals",
    "the vendors' help pages on licenses, as https://help.k15t.com/help/"
    "finding-your-support-entitlement-number-sen-or-clo",
    facts.UNDATED,
    Sureness.REPORTED,
)
APP_NAMES = Fact(
    "app-names",
    "Apps are named after the product they run in: ScriptRunner for Jira.",
    re.compile(r"\bfor (jira|confluence|bitbucket|bamboo)\b", re.IGNORECASE),
    "a license with such a name and a number of Atlassian's form is taken for an app",
    "https://docs.ricksoft-inc.com/wbs-gantt-chart-for-jira-data-center/",
    facts.UNDATED,
    Sureness.REPORTED,
)
APP_TIER = Fact(
    "app-tier",
    "An app must be licensed for at least as many users as the product it runs in.",
    True,
    "when an app has fewer seats than its host",
    "https://support.atlassian.com/jira/kb/apps-and-user-license",
    facts.UNDATED,
)
APP_TRIAL_CLOUD = Fact(
    "app-trial-cloud",
    "The trial of a Cloud app lasts at least 30 days and ends with a billing period of its site.",
    None,
    "no trial of a Cloud app is called too long",
    "https://developer.atlassian.com/platform/marketplace/knowledge-base/licensing-faq/",
    "2020-06-05",
)
APP_TRIAL_LONGEST = Fact(
    "app-trial-longest",
    "The trial of a Data Center app lasts 30 days and can be extended five times, to six months.",
    183,
    "when an evaluation of an app was typed that is longer",
    "https://aserve.atlassian.net/wiki/pages/viewpage.action?pageId=747012125, "
    "quoting Atlassian's Marketplace licensing FAQ",
    facts.UNDATED,
)


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

    def trial(self, license: License) -> Trial | None:
        """Return how long an app can be tried; on Cloud that follows the billing of its site."""
        if license.hosting is Hosting.CLOUD:
            return APP_TRIAL_CLOUD.value
        return Trial(facts.EVALUATION_DAYS.value, APP_TRIAL_LONGEST.value)

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
