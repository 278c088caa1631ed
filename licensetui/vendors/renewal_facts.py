"""Facts about how vendors count terms, notices and renewals."""

from __future__ import annotations

from licensetui.domain.renewal import Anchor
from licensetui.vendors.fact import Fact, Sureness

RENEWAL_ANCHOR = Fact(
    "renewal-anchor",
    "A renewal is counted from the end of the previous term, whenever it is paid.",
    Anchor.PREVIOUS_END,
    "what r offers",
    "https://confluence.atlassian.com/purchasing/"
    "what-happens-when-the-included-maintenance-ends-321848855.html",
    "2017-11-02",
)
UPGRADE_ANCHOR = Fact(
    "upgrade-anchor",
    "The maintenance of a Server license that is upgraded counts 12 months from the payment, "
    "instead of what was left.",
    Anchor.PAYMENT,
    "what r offers for an upgrade",
    "https://www.atlassian.com/licensing/jira-software, as quoted in "
    "https://community.atlassian.com/t5/Jira-Cloud-Admins-discussions/td-p/1182235",
    "undated, looked up on 2026-11-27",
)
UPGRADE_KEEPS_END = Fact(
    "upgrade-keeps-end",
    "A Data Center license that is upgraded keeps its end, and costs a prorated share until then.",
    True,
    "what r offers for an upgrade of a Data Center license",
    "https://www.atlassian.com/licensing/data-center, as copied at noticnastic.com",
    "undated, looked up on 2026-11-27",
    Sureness.REPORTED,
)
