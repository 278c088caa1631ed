"""What vendors make of licenses that do not fit together, or that are too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from licensetui.domain.finding import Finding
from licensetui.domain.license import Hosting, License, LicenseType, Unit
from licensetui.domain.milestones import Urgency
from licensetui.domain.portals import OTHER
from licensetui.domain.term import Decision, Ending, Progress, Term
from tests.builders import SETTINGS, TODAY, a_license, a_portfolio, a_term
from tests.outlooks import find_all

FAR = (a_term(300, decision=Decision.RENEW),)


def found(rule: str, *licenses: License) -> list[Finding]:
    """Findings of one rule."""
    return [f for f in find_all(a_portfolio(*licenses), TODAY, SETTINGS) if f.rule == rule]


class TestVendorRules:
    @pytest.mark.parametrize(
        ("end", "broken"), [(date(2029, 3, 28), False), (date(2029, 3, 29), True)]
    )
    def test_data_center_ends_for_everybody_on_one_day(self, end: date, broken: bool) -> None:
        license = a_license(terms=(Term(1, end=end),))
        assert bool(found("after-end-of-life", license)) is broken

    def test_the_sentence_has_both_days_and_sends_to_the_portal(self) -> None:
        (finding,) = found("after-end-of-life", a_license(terms=(Term(1, end=date(2030, 1, 1)),)))
        for part in ("Data Center ends on 2029-03-28", "2030-01-01", "check on the portal"):
            assert part in finding.reason

    def test_a_day_in_the_past_is_said_in_the_past(self) -> None:
        server = a_license(hosting=Hosting.SERVER, terms=(a_term(99),))
        (finding,) = found("after-end-of-life", server)
        assert "Server support ended on 2024-02-15" in finding.reason
        ended = a_license(hosting=Hosting.SERVER, terms=(a_term(-9),))
        assert not found("after-end-of-life", ended)
        (overdue,) = found("overdue", ended)
        assert "Server support ended on 2024-02-15" in overdue.reason

    def test_other_vendors_and_exempt_products(self) -> None:
        late = (Term(1, end=date(2031, 1, 1)),)
        assert not found("after-end-of-life", a_license(vendor="JetBrains", terms=late))
        assert not found("after-end-of-life", a_license("Bitbucket", product="", terms=late))

    @pytest.mark.parametrize(
        ("app", "host", "broken"),
        [
            (499, 500, True),
            (500, 500, False),
            (501, 500, False),
            (500, "unlimited", True),
            ("unlimited", 500, False),
            ("unlimited", "unlimited", False),
            (None, 500, False),
            (10, None, False),
            (None, None, False),
        ],
    )
    def test_an_app_needs_the_tier_of_its_host(self, app: Any, host: Any, broken: bool) -> None:
        licenses = (
            a_license("Jira", seats=host, terms=FAR),
            a_license("Tempo", id=2, seats=app, parent=1, terms=FAR),
        )
        findings = found("tier-below-host", *licenses)
        assert [f.license for f in findings] == ([2] if broken else [])

    @pytest.mark.parametrize(
        "app", [{"type": LicenseType.DEVELOPER}, {"unit": Unit.AGENTS}, {"parent": 7}]
    )
    def test_tiers_that_are_not_compared(self, app: dict[str, Any]) -> None:
        small = a_license("Tempo", id=2, **{"seats": 10, "parent": 1, "terms": FAR, **app})
        assert not found("tier-below-host", a_license(terms=FAR), small)

    def test_both_tiers_are_said(self) -> None:
        app = a_license("Tempo", id=2, seats=10, parent=1)
        (finding,) = found("tier-below-host", a_license("Jira"), app)
        assert "Tempo is for 10 users, its host Jira for 500 users" in finding.reason

    @pytest.mark.parametrize(
        ("end", "parent", "broken"), [(300, 300, False), (299, 300, False), (301, 300, True)]
    )
    def test_a_developer_license_ends_with_its_parent(
        self, end: int, parent: int, broken: bool
    ) -> None:
        developer = a_license(
            "Jira dev", id=2, parent=1, type=LicenseType.DEVELOPER, terms=(a_term(end),)
        )
        licenses = (a_license("Jira", terms=(a_term(parent),)), developer)
        findings = found("outlives-parent", *licenses)
        assert [f.license for f in findings] == ([2] if broken else [])
        assert not broken or "ends with its parent: Jira on 2027-09-18" in findings[0].reason

    def test_an_app_may_end_after_its_host_and_a_parent_without_end_says_nothing(self) -> None:
        app = a_license("Tempo", id=2, parent=1, terms=(a_term(400),))
        assert not found("outlives-parent", a_license(terms=FAR), app)
        developer = a_license(id=2, parent=1, type=LicenseType.DEVELOPER, terms=FAR)
        assert not found("outlives-parent", a_license(terms=()), developer)

    def test_of_a_perpetual_license_only_the_maintenance_ends(self) -> None:
        wrong = a_term(300, perpetual=True, ends=Ending.LICENSE)
        (finding,) = found("ends-though-perpetual", a_license(terms=(wrong,)))
        assert "only its maintenance can end" in finding.reason
        right = a_term(300, perpetual=True, ends=Ending.MAINTENANCE)
        for term in (right, Term(1, perpetual=True), a_term(300)):
            assert not found("ends-though-perpetual", a_license(terms=(term,)))

    @pytest.mark.parametrize(
        ("days", "fields", "said"),
        [
            (30, {}, ""),
            (31, {}, "allows 30, or 90 at most if extended"),
            (91, {}, "allows 30, or 90 at most if extended"),
            (184, {"vendor": "Tempo"}, "Atlassian Marketplace allows 30, or 183 at most"),
            (365, {"type": LicenseType.COMMERCIAL}, ""),
            (365, {"vendor": "JetBrains"}, ""),
            (30, {"hosting": Hosting.CLOUD, "product": "Jira Premium"}, ""),
            (31, {"hosting": Hosting.CLOUD, "product": "Jira Premium"}, "allows 30: check"),
            (14, {"hosting": Hosting.CLOUD, "product": "Jira Standard"}, ""),
            (15, {"hosting": Hosting.CLOUD, "product": "Jira Standard"}, "allows 14: check"),
            (365, {"hosting": Hosting.CLOUD, "product": "Tempo", "name": "Tempo"}, ""),
            (60, {"hosting": Hosting.CLOUD, "vendor": "Tempo"}, ""),
        ],
    )
    def test_an_evaluation_is_as_long_as_the_vendor_gives(
        self, days: int, fields: dict[str, Any], said: str
    ) -> None:
        term = Term(1, TODAY, TODAY + timedelta(days=days))
        trial = a_license(**{"type": LicenseType.EVALUATION, "terms": (term,), **fields})
        (reason,) = [f.reason for f in found("long-evaluation", trial)] or [""]
        assert said in reason
        assert bool(said) is bool(reason)

    def test_what_may_have_been_extended_is_no_pressing_matter(self) -> None:
        for days, severity in ((90, Urgency.LATER), (91, Urgency.SOON)):
            terms = (Term(1, TODAY, TODAY + timedelta(days=days)),)
            trial = a_license(type=LicenseType.EVALUATION, terms=terms)
            assert found("long-evaluation", trial)[0].severity is severity


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"vendor": "Atlasian"}, "Wiki: the vendor is Atlasian. Did you mean Atlassian?"),
        (
            {"vendor": " "},
            ("Wiki: no vendor, but SEN-1001 looks like Atlassian's. Did you mean Atlassian?"),
        ),
        ({"vendor": "Slack"}, ""),
        ({"vendor": "Atlassian Pty Ltd"}, ""),
        ({"vendor": "", "sen": "1001", "portal": OTHER}, ""),
    ],
)
def test_a_vendor_that_is_hardly_meant_is_asked_about(fields: dict[str, Any], said: str) -> None:
    reasons = [f.reason for f in found("unclear-vendor", a_license("Wiki", **fields))]
    assert reasons == [said] * bool(said)


LAPSED = (a_term(-2),)


def reasons(*licenses: License) -> list[str]:
    """What is said of whole instances."""
    return [f.reason for f in found("instance-stops", *licenses)]


class TestInstances:
    HOST = a_license("Jira", id=1, site="jira.example.org", server_id="B1", terms=FAR)
    SERVICE = a_license("JSM", product="Jira Service Management", id=4, server_id=" b1 ")

    def test_a_product_that_lapses_stops_the_others_of_its_instance(self) -> None:
        lapsed = replace(self.SERVICE, terms=LAPSED)
        (finding,) = found("instance-stops", self.HOST, lapsed)
        assert finding.reason == (
            "Jira stops creating issues on the whole instance jira.example.org: JSM ended on "
            "2026-11-20. Affected: Jira. Renew it, or remove the expired license under "
            "Applications, Versions and licenses, as Atlassian's knowledge base says"
        )
        assert (finding.license, finding.field) == (4, "terms")
        assert finding.severity is Urgency.OVERDUE

    @pytest.mark.parametrize(
        "app",
        [
            {"product": "Tempo", "parent": 1},
            {"product": "Jira Misc Workflow Extensions", "parent": 1},
            {"product": "", "parent": 1},
            {"product": "Tempo", "server_id": "B1"},
            {"product": "Tempo", "site": "JIRA.example.org"},
            {"product": "Tempo", "vendor": "Tempo", "parent": 1},
        ],
    )
    def test_an_app_that_lapses_stops_only_itself(self, app: dict[str, Any]) -> None:
        lapsed = a_license("Tempo", id=2, terms=LAPSED, **app)
        assert found("overdue", lapsed)
        assert not reasons(self.HOST, self.SERVICE, lapsed)

    def test_apps_are_not_touched_when_a_product_lapses(self) -> None:
        app = a_license("Tempo", product="Tempo", id=2, parent=1, terms=FAR)
        assert not reasons(replace(self.HOST, terms=LAPSED), app)
        (reason,) = reasons(replace(self.HOST, terms=LAPSED), app, self.SERVICE)
        assert "Affected: JSM. " in reason

    def test_several_that_lapse_are_one_finding(self) -> None:
        core = a_license("Core", product="Jira Core", id=5, parent=4, terms=(a_term(-1),))
        (reason,) = reasons(self.HOST, replace(self.SERVICE, terms=LAPSED), core)
        assert "JSM ended on 2026-11-20, as did Core. Affected: Jira." in reason

    def test_each_instance_has_its_own(self) -> None:
        lab = a_license("Lab", id=5, server_id="B2", terms=LAPSED)
        lab_service = replace(self.SERVICE, id=6, server_id="", parent=5)
        lapsed = replace(self.SERVICE, terms=LAPSED)
        findings = found("instance-stops", self.HOST, lapsed, lab, lab_service)
        assert sorted(f.license or 0 for f in findings) == [4, 5]

    def test_server_id_site_and_host_tie_products_together(self) -> None:
        by_site = a_license("Core", product="Jira Core", id=5, site="JIRA.example.org", terms=FAR)
        by_host = replace(self.SERVICE, id=6, server_id="", parent=5, terms=LAPSED)
        (reason,) = reasons(self.SERVICE, by_host, by_site, self.HOST)
        assert "Affected: Jira, JSM, Core." in reason

    def test_long_lists_of_names_are_cut(self) -> None:
        products = [replace(self.SERVICE, name=f"JSM {n}", id=n) for n in range(3, 9)]
        (reason,) = reasons(replace(self.HOST, terms=LAPSED), *products)
        assert "Affected: JSM 3, JSM 4, JSM 5, JSM 6 and 2 more." in reason

    def test_ten_thousand_products_of_one_instance_are_no_matter(self) -> None:
        products = [replace(self.SERVICE, name=f"JSM {n}", id=n) for n in range(2, 10_002)]
        (reason,) = reasons(replace(self.HOST, terms=LAPSED), *products)
        assert "and 9996 more" in reason

    @pytest.mark.parametrize(
        "lapsed",
        [
            {"terms": FAR},
            {"terms": (a_term(0),)},
            {"terms": (a_term(-2, progress=Progress.DONE),)},
            {"terms": (a_term(-2, decision=Decision.CANCEL),)},
            {"terms": (a_term(-2, snoozed_until=TODAY + timedelta(days=1)),)},
            {"terms": (a_term(-2, ends=Ending.MAINTENANCE, perpetual=True),)},
            {"archived": True},
            {"type": LicenseType.DEVELOPER},
            {"hosting": Hosting.CLOUD},
            {"server_id": "B2"},
            {"product": "Confluence"},
        ],
    )
    def test_what_stops_nothing(self, lapsed: dict[str, Any]) -> None:
        sound = replace(self.SERVICE, terms=LAPSED)
        assert reasons(self.HOST, sound)
        assert not reasons(self.HOST, replace(sound, **lapsed))

    def test_a_product_alone_stops_nothing_else(self) -> None:
        assert not reasons(replace(self.HOST, terms=LAPSED))

    def test_licenses_that_hang_on_each_other_in_a_circle_do_no_harm(self) -> None:
        one = a_license("One", id=1, parent=2, terms=LAPSED)
        two = a_license("Two", id=2, parent=1, terms=FAR)
        assert found("overdue", one, two)
        assert len(reasons(one, two)) <= 1
