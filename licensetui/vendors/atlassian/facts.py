"""Facts about Atlassian's products and how long they run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from licensetui.vendors.fact import Fact, Sureness

_ANNOUNCED = "Atlassian's announcement of September 2025, as partners quote it: idalko.com"
_EXPIRED_JIRA = (
    "https://support.atlassian.com/jira/kb/"
    "what-happens-when-your-jira-server-or-data-center-license-expires"
)
_DATA_STORAGE = "https://confluence.atlassian.com/cloud/data-storage-faq-873871367.html"
_GUARD = (
    "https://support.atlassian.com/subscriptions-and-billing/docs/"
    "resolve-atlassian-guard-payment-issue"
)
_FAQ = "https://www.atlassian.com/licensing/purchase-licensing"
UNDATED = "undated, looked up on 2026-11-27"
"""What stands for the date of a page that has none."""

DATA_CENTER_END = Fact(
    "data-center-end",
    "All Data Center licenses, apps included, expire on 2029-03-28.",
    date(2029, 3, 28),
    "when a term is typed or found that ends later; on the calendar",
    f"{_ANNOUNCED}; redresscompliance.com says the same of apps",
    "2025-09",
    Sureness.REPORTED,
)
DATA_CENTER_PURCHASE = Fact(
    "data-center-last-purchase",
    "Data Center licenses can be bought and expanded until 2028-03-30.",
    date(2028, 3, 30),
    "when a purchase or more seats are typed for a later day; on the calendar",
    f"{_ANNOUNCED}; atlasoptima.com of 2026-03-31",
    "2025-09",
    Sureness.REPORTED,
)
DATA_CENTER_CLOSED = Fact(
    "data-center-closed",
    "Data Center is closed to new customers as of 2026-03-30.",
    date(2026, 3, 30),
    "when the first Data Center license is typed with a later start",
    _ANNOUNCED,
    "2025-09",
    Sureness.REPORTED,
)
DATA_CENTER_EXEMPT = Fact(
    "data-center-exempt",
    "Bitbucket Data Center and Jira Align are said not to end with Data Center.",
    ("bitbucket", "jira align"),
    "no finding about a later end of these two",
    "no public page was found",
    UNDATED,
    Sureness.UNCONFIRMED,
)
SERVER_END = Fact(
    "server-end",
    "Support for Server products and apps ended on 2024-02-15.",
    date(2024, 2, 15),
    "when a Server license is renewed, brought to a common end, overdue, or ends later",
    f"{_EXPIRED_JIRA} (at the top, as on all pages of that knowledge base)",
    UNDATED,
)
SERVER_EXEMPT = Fact(
    "server-exempt",
    "Fisheye and Crucible are the Server products whose support did not end.",
    ("fisheye", "crucible"),
    "their renewals are treated like any other",
    f"{_EXPIRED_JIRA} (the same notice)",
    UNDATED,
)
SERVER_SALE = Fact(
    "server-no-renewal",
    "No Server maintenance is sold for the time after the end of its support.",
    True,
    "a renewal of a Server license is not saved, planned or proposed",
    "https://developer.atlassian.com/platform/marketplace/knowledge-base/"
    "end-of-sale-and-support-for-server-apps/; journey-to-cloud: maintenance until 2024-02",
    "2023-02-14",
)
SERVER_PERPETUAL = Fact(
    "server-perpetual",
    "A Server license is perpetual: after its maintenance the product keeps working as before.",
    True,
    "for an imported Server license only the maintenance ends",
    "https://confluence.atlassian.com/purchasing/"
    "what-happens-when-the-included-maintenance-ends-321848855.html",
    "2017-11-02",
)
DATA_CENTER_TERM = Fact(
    "data-center-term",
    "A Data Center license is an annual subscription that expires; none is perpetual.",
    True,
    "for an imported Data Center license the license itself ends",
    "https://www.atlassian.com/licensing/data-center, as copied at noticnastic.com",
    UNDATED,
    Sureness.REPORTED,
)
SERVER_ID = Fact(
    "server-id",
    "A server ID identifies an instance: it survives upgrades and is the same on all nodes.",
    True,
    "products with the same server ID are on the same instance",
    "https://confluence.atlassian.com/confkb/what-is-the-confluence-server-id-151519275.html",
    "2016-02-23",
)
DEVELOPER_END = Fact(
    "developer-end",
    "A developer license ends with the license it belongs to.",
    True,
    "when a developer license ends later",
    "no public page was found",
    UNDATED,
    Sureness.UNCONFIRMED,
)
HOST_PRODUCTS = Fact[Mapping[str, tuple[str, ...]]](
    "data-center-products",
    "Jira (Software, Service Management, Core), Confluence, Bitbucket, Bamboo and Crowd have "
    "instances of their own on Data Center.",
    {
        "Jira": (
            "jira",
            "jira software",
            "jira service management",
            "jira service desk",
            "jira core",
            "jira work management",
        ),
        "Confluence": ("confluence",),
        "Bitbucket": ("bitbucket",),
        "Bamboo": ("bamboo",),
        "Crowd": ("crowd",),
    },
    "any other license is an app, and its end does not stop an instance",
    f"{_FAQ} (Trials: Data Center products)",
    UNDATED,
)
INSTANCE_STOP = Fact[Mapping[str, str]](
    "instance-stop",
    "If one of several Jira products on a Data Center instance expires, no issue can be created "
    "on the whole instance.",
    {"Jira": "Jira stops creating issues"},
    "when a product on an instance with others has ended",
    _EXPIRED_JIRA,
    UNDATED,
)
INSTANCE_REMEDY = Fact(
    "instance-remedy",
    "Removing the expired license restores what the other licenses of the instance allow.",
    "remove the expired license under Applications, Versions and licenses, as Atlassian's "
    "knowledge base says",
    "in the same finding",
    _EXPIRED_JIRA,
    UNDATED,
)
APP_STOPS_ALONE = Fact(
    "app-stops-alone",
    "An app that expires stops alone: the product and apps with valid licenses keep working.",
    "it stops until it is renewed; nothing else is affected",
    "when an app on Data Center has ended; no instance is said to stop",
    f"{_EXPIRED_JIRA}; https://appfire.atlassian.net/wiki/spaces/SUPPORT/pages/652673148",
    UNDATED,
)
EXPIRED = Fact[Mapping[str, str]](
    "data-center-expired",
    "An expired Data Center license makes its product refuse new work: new issues in Jira, pushes "
    "in Bitbucket, builds in Bamboo.",
    {
        "Jira": "Jira creates no new issues until it is renewed",
        "Bitbucket": "Bitbucket rejects pushes until it is renewed",
        "Bamboo": "Bamboo runs no builds until it is renewed",
    },
    "when such a license has ended",
    f"{_EXPIRED_JIRA}; https://confluence.atlassian.com/display/BitbucketServerKB/"
    "What+happens+when+a+Bitbucket+Data+Center+license+expires; "
    "https://support.atlassian.com/bamboo/kb/what-happens-when-a-bamboo-license-expires",
    "2025-04-08",
)
CLOUD_GRACE = Fact(
    "cloud-grace",
    "An unpaid Cloud subscription is switched off 15 days after the due date.",
    15,
    "when a Cloud license that does not auto-renew is past its end",
    _DATA_STORAGE,
    UNDATED,
)
CLOUD_KEPT = Fact(
    "cloud-kept",
    "The data of a Cloud subscription is kept for 60 days after it was switched off.",
    60,
    "in the same finding",
    _DATA_STORAGE,
    UNDATED,
)
CLOUD_EVALUATION_KEPT = Fact(
    "cloud-evaluation-kept",
    "The data of a Cloud evaluation is kept for 15 days after it was switched off.",
    15,
    "in the same finding, of an evaluation",
    _DATA_STORAGE,
    UNDATED,
)
GUARD_GRACE = Fact(
    "guard-grace",
    "Atlassian Guard has 14 days of grace once it is inactive; then its settings are lost.",
    14,
    "when a license of Guard that does not auto-renew is past its end",
    _GUARD,
    UNDATED,
)
GUARD_NAMES = Fact(
    "guard-names",
    "Atlassian Guard was formerly called Atlassian Access.",
    ("atlassian guard", "guard", "atlassian access"),
    "which licenses are of Guard",
    "https://support.atlassian.com/subscriptions-and-billing/docs/"
    "resolve-atlassian-access-payment-issue/ (the same page under the earlier name)",
    UNDATED,
)
EVALUATION_DAYS = Fact(
    "evaluation-days",
    "An evaluation of a Data Center or Server product lasts 30 days.",
    30,
    "when an evaluation is longer",
    _FAQ,
    UNDATED,
)
EVALUATION_LONGEST = Fact(
    "evaluation-longest",
    "An evaluation of a Data Center or Server product that was extended lasts 90 days at most.",
    90,
    "in the same finding",
    _FAQ,
    UNDATED,
)
TRIAL_STANDARD = Fact(
    "trial-standard",
    "A Cloud trial on Standard lasts 14 days.",
    14,
    "when a longer evaluation of a Standard plan is recorded",
    _FAQ,
    UNDATED,
)
TRIAL_PREMIUM = Fact(
    "trial-premium",
    "A Cloud trial on Premium or Enterprise lasts 30 days.",
    30,
    "when a longer evaluation of a Cloud product is recorded",
    _FAQ,
    UNDATED,
)
_CLOUD_PRODUCTS = (
    "jira",
    "confluence",
    "bitbucket",
    "trello",
    "guard",
    "access",
    "statuspage",
    "compass",
    "loom",
    "opsgenie",
    "rovo",
)
CLOUD_PRODUCTS = Fact(
    "cloud-products",
    "Atlassian's products on Cloud are Jira, Confluence, Bitbucket, Trello, Guard, Statuspage, "
    "Compass, Loom, Opsgenie and Rovo.",
    _CLOUD_PRODUCTS,
    "which evaluations are as long as one of Atlassian's own trials",
    "https://www.atlassian.com/licensing/billing-engine",
    UNDATED,
)
