"""What vendors make of licenses that do not fit together, or that are too late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from licensetui.domain.finding import Finding
from licensetui.domain.license import Hosting, License, LicenseType, Unit
from licensetui.domain.milestones import Urgency
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
        ("days", "fields", "broken"),
        [
            (30, {}, False),
            (31, {}, True),
            (365, {"type": LicenseType.COMMERCIAL}, False),
            (365, {"vendor": "JetBrains"}, False),
        ],
    )
    def test_an_evaluation_lasts_thirty_days(
        self, days: int, fields: dict[str, Any], broken: bool
    ) -> None:
        term = Term(1, TODAY, TODAY + timedelta(days=days))
        trial = a_license(**{"type": LicenseType.EVALUATION, "terms": (term,), **fields})
        assert bool(found("long-evaluation", trial)) is broken


LAPSED = (a_term(-2),)


def reasons(*licenses: License) -> list[str]:
    """What is said of whole instances."""
    return [f.reason for f in found("instance-stops", *licenses)]


class TestInstances:
    HOST = a_license("Jira", id=1, site="jira.example.org", server_id="B1", terms=FAR)

    def test_one_app_that_lapses_stops_the_instance_and_all_on_it_are_named(self) -> None:
        app = a_license("Tempo", product="Tempo", id=2, parent=1, terms=LAPSED)
        other = a_license("Structure", product="Structure", id=3, server_id=" b1 ", terms=FAR)
        service = a_license("JSM", product="Jira Service Management", id=4, server_id="B1")
        (finding,) = found("instance-stops", self.HOST, app, other, service)
        assert finding.reason == (
            "Jira stops creating issues on the whole instance jira.example.org: "
            "Tempo ended on 2026-11-20. Touched: Jira, JSM, Structure. Check on the portal"
        )
        assert (finding.license, finding.field) == (2, "terms")
        assert finding.severity is Urgency.OVERDUE

    def test_several_that_lapse_are_one_finding_and_the_host_may_be_one_of_them(self) -> None:
        host = a_license("Jira", id=1, terms=(a_term(-1),))
        app = a_license("Tempo", product="Tempo", id=2, parent=1, terms=LAPSED)
        last = a_license("Structure", product="Structure", id=3, parent=2, terms=FAR)
        (reason,) = reasons(host, app, last)
        assert "Tempo ended on 2026-11-20, as did Jira. Touched: Structure." in reason

    def test_each_instance_has_its_own(self) -> None:
        second = a_license("Jira Lab", id=5, server_id="B2", terms=LAPSED)
        apps = [
            a_license("Tempo", product="Tempo", id=2, parent=1, terms=LAPSED),
            a_license("Tempo Lab", product="Tempo", id=6, parent=5, terms=FAR),
        ]
        findings = found("instance-stops", self.HOST, second, *apps)
        assert sorted(f.license or 0 for f in findings) == [2, 5]

    def test_long_lists_of_names_are_cut(self) -> None:
        apps = [
            a_license(f"App {n}", product="App", id=n, parent=1, terms=FAR) for n in range(3, 9)
        ]
        lapsed = a_license("Tempo", product="Tempo", id=2, parent=1, terms=LAPSED)
        (reason,) = reasons(self.HOST, lapsed, *apps)
        assert "Touched: Jira, App 3, App 4, App 5 and 3 more." in reason

    def test_a_site_counts_only_where_one_product_has_it(self) -> None:
        app = a_license("Tempo", product="Tempo", id=2, site="JIRA.example.org", terms=LAPSED)
        wiki = a_license("Wiki", product="Confluence", id=3, site="jira.example.org", terms=FAR)
        assert reasons(self.HOST, app)
        assert not reasons(self.HOST, app, wiki)

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
            {"parent": None},
            {"product": "Confluence", "parent": None, "server_id": "B1"},
        ],
    )
    def test_what_stops_nothing(self, lapsed: dict[str, Any]) -> None:
        sound = {"product": "Tempo", "id": 2, "parent": 1, "terms": LAPSED}
        assert reasons(self.HOST, a_license("Tempo", **sound))
        assert not reasons(self.HOST, a_license("Tempo", **{**sound, **lapsed}))

    def test_other_products_and_a_license_alone_stop_nothing_else(self) -> None:
        wiki = a_license("Wiki", product="Confluence", terms=FAR)
        app = a_license("draw.io", product="draw.io", id=2, parent=1, terms=LAPSED)
        assert not reasons(wiki, app)
        assert not reasons(a_license("Jira", terms=LAPSED))

    def test_licenses_that_hang_on_each_other_in_a_circle_do_no_harm(self) -> None:
        one = a_license("One", id=1, parent=2, terms=LAPSED)
        two = a_license("Two", id=2, parent=1, terms=FAR)
        assert found("overdue", one, two)
        assert len(reasons(one, two)) <= 1
