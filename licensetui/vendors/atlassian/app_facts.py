"""Apps that Atlassian's Marketplace sells: what is known of them, and how they are told."""

from __future__ import annotations

import re
from functools import lru_cache

from licensetui.vendors.atlassian.facts import UNDATED
from licensetui.vendors.fact import Fact, Sureness

APP_VENDORS = Fact(
    "app-vendors",
    "Tempo, Appfire, Adaptavist, K15t, Communardo, eazyBI, Elements, Ricksoft, Gliffy, draw.io and "
    "Xray sell apps through the Marketplace.",
    (
        *("Tempo", "Tempo Software", "Appfire", "Adaptavist", "K15t", "Communardo", "eazyBI"),
        *("Elements Apps", "Ricksoft", "Gliffy", "draw.io", "Xray"),
    ),
    "licenses of these vendors, or of Atlassian with such a name, are treated as apps, and changed "
    "on Atlassian's portals",
    "the vendors' help pages on licenses, as https://help.k15t.com/help/"
    "finding-your-support-entitlement-number-sen-or-clo",
    UNDATED,
    Sureness.REPORTED,
)
APP_NAMES = Fact(
    "app-names",
    "Apps are named after the product they run in: ScriptRunner for Jira.",
    re.compile(r"\bfor (jira|confluence|bitbucket|bamboo)\b", re.IGNORECASE),
    "a license with such a name and a number of Atlassian's form, or with Atlassian as its "
    "vendor, is treated as an app",
    "https://docs.ricksoft-inc.com/wbs-gantt-chart-for-jira-data-center/",
    UNDATED,
    Sureness.REPORTED,
)
APP_TIER = Fact(
    "app-tier",
    "An app must be licensed for at least as many users as the product it runs in.",
    True,
    "when an app has fewer seats than its host",
    "https://support.atlassian.com/jira/kb/apps-and-user-license",
    UNDATED,
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
    "when an evaluation of an app is longer",
    "https://aserve.atlassian.net/wiki/pages/viewpage.action?pageId=747012125, "
    "quoting Atlassian's Marketplace licensing FAQ",
    UNDATED,
)


@lru_cache(maxsize=16_384)  # asked of each license several times
def is_named_as_app(name: str) -> bool:
    """Say whether a product's name is that of an app: for its host, or after one who makes apps."""
    if _HOST.match(name):
        return False
    return bool(APP_NAMES.value.search(name) or _MAKER.search(name))


_HOST = re.compile(r"\s*(jira|confluence|bitbucket|bamboo|crowd)\b", re.IGNORECASE)
_MAKER = re.compile(rf"\b({'|'.join(map(re.escape, APP_VENDORS.value))})\b", re.IGNORECASE)
