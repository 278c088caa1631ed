"""Where money may be saved: what is found, what is not, and that it stays quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from licensetui.domain.finding import Finding
from licensetui.domain.license import Assignment, Hosting, License, LicenseType, Role, Unit
from licensetui.domain.milestones import Urgency
from licensetui.domain.money import Money
from licensetui.domain.optimization import seat_uses, shared_ends, unused
from licensetui.domain.portals import OTHER
from licensetui.domain.term import Decision, Progress
from tests.builders import SETTINGS, TODAY, a_license, a_portfolio, a_term
from tests.outlooks import find_all


def year(cost: str | None = None, end: int = 300, **fields: Any) -> dict[str, Any]:
    """Terms of a license: one year with a cost in EUR."""
    money = Money(Decimal(cost), "EUR") if cost else None
    return {"terms": (a_term(end, cost=money, **fields),)}


def cloud(name: str = "Jira Cloud", **fields: Any) -> License:
    """A license sold seat by seat."""
    return a_license(name, **{"hosting": Hosting.CLOUD, "seats": 100, **year(), **fields})


def found(rule: str, *licenses: License) -> list[Finding]:
    """Findings of one rule."""
    return [f for f in find_all(a_portfolio(*licenses), TODAY, SETTINGS) if f.rule == rule]


class TestTooFewSeats:
    def test_more_are_taken_than_paid(self) -> None:
        (finding,) = found("too-few-seats", cloud(seats=40, seats_in_use=41, unit=Unit.AGENTS))
        assert finding.reason == "Jira Cloud is for 40 agents, but 41 use it"
        assert (finding.severity, finding.field, finding.license) == (Urgency.SOON, "seats", 1)

    @pytest.mark.parametrize(
        ("seats", "taken"), [(40, 40), ("unlimited", 900), (None, 3), (5, None)]
    )
    def test_enough_or_not_known(self, seats: Any, taken: int | None) -> None:
        assert not found("too-few-seats", cloud(seats=seats, seats_in_use=taken))


class TestNearlyFull:
    RULE = "nearly-full"

    def test_it_counts_what_is_left(self) -> None:
        (finding,) = found(self.RULE, cloud(seats=40, seats_in_use=37, unit=Unit.AGENTS))
        assert finding.reason == "Jira Cloud uses 37 of 40 seats: 3 left"
        assert (finding.severity, finding.field, finding.license) == (Urgency.LATER, "seats", 1)

    @pytest.mark.parametrize(("seats", "taken"), [(100, 90), (100, 100), (500, 463), (2, 2)])
    def test_nine_in_ten_are_taken(self, seats: int, taken: int) -> None:
        assert found(self.RULE, cloud(seats=seats, seats_in_use=taken))

    @pytest.mark.parametrize(
        "fields",
        [
            {"seats_in_use": 89},
            {"seats_in_use": None},
            {"seats_in_use": 101},  # told by the rule above
            {"seats": "unlimited", "seats_in_use": 900},
            {"seats": 1, "seats_in_use": 1},  # its only user
            {"seats_in_use": 95, **year(decision=Decision.CANCEL)},
        ],
    )
    def test_there_is_room_or_nobody_will_miss_it(self, fields: dict[str, Any]) -> None:
        assert not found(self.RULE, cloud(**fields))


class TestUnusedLicense:
    RULE = "unused-license"

    def test_nobody_uses_it_and_what_that_costs_a_year(self) -> None:
        (finding,) = found(self.RULE, cloud(seats_in_use=0, **year("2400.00")))
        assert finding.reason == "Nobody uses Jira Cloud (2400.00 EUR a year)"
        assert (finding.severity, finding.field) == (Urgency.LATER, "seats_in_use")

    def test_many_are_one_line_that_leads_to_the_dearest(self) -> None:
        many = [cloud(f"App {n}", id=n, seats_in_use=0, **year(f"{n}00")) for n in range(1, 51)]
        (finding,) = found(self.RULE, *many)
        assert finding.reason == "Nobody uses App 50 and 49 more: see licensetui report"
        assert finding.license == 50

    @pytest.mark.parametrize(
        "fields",
        [
            {"seats_in_use": None},
            {"seats_in_use": 1},
            {"seats_in_use": 0, **year(decision=Decision.CANCEL)},
            {"seats_in_use": 0, **year(end=-31)},
            {"seats_in_use": 0, "archived": True},
        ],
    )
    def test_not_counted_used_or_leaving(self, fields: dict[str, Any]) -> None:
        assert not found(self.RULE, cloud(**fields))

    def test_unlimited_seats_may_be_empty_too(self) -> None:
        portfolio = a_portfolio(cloud(seats="unlimited", seats_in_use=0))
        assert unused(portfolio, TODAY, SETTINGS) == portfolio.licenses


class TestSpareSeats:
    RULE = "spare-seats"

    @pytest.mark.parametrize(
        ("hosting", "taken", "spare"),
        [
            (Hosting.CLOUD, 80, True),
            (Hosting.CLOUD, 81, False),
            (Hosting.OTHER, 80, True),
            (Hosting.DATA_CENTER, 50, True),  # sold in tiers: the next lower one is about half
            (Hosting.DATA_CENTER, 51, False),
            (Hosting.SERVER, 51, False),
            (Hosting.CLOUD, 0, False),  # told by another rule
            (Hosting.CLOUD, 120, False),
            (Hosting.CLOUD, None, False),
        ],
    )
    def test_a_fifth_or_half_of_the_seats(
        self, hosting: Hosting, taken: int | None, spare: bool
    ) -> None:
        assert bool(found(self.RULE, cloud(hosting=hosting, seats_in_use=taken))) is spare

    def test_it_says_what_the_free_ones_cost_a_year(self) -> None:
        (finding,) = found(self.RULE, cloud(seats_in_use=70, **year("1000.00")))
        assert finding.reason == ("Unused seats in Jira Cloud: 30 of 100 users (300.00 EUR a year)")
        assert finding.severity is Urgency.LATER

    def test_an_app_keeps_the_tier_of_its_host(self) -> None:
        host = cloud("Host", seats_in_use=95)
        app = cloud("App", id=2, parent=1, seats_in_use=10)
        assert not found(self.RULE, host, app)
        (finding,) = found(self.RULE, host, cloud("App", id=2, seats_in_use=10))
        assert finding.license == 2
        assert not found(self.RULE, cloud("Host", seats=5), replace(app, seats_in_use=95))
        assert found(self.RULE, replace(host, unit=Unit.NODES), app)[0].license == 2
        unlimited = cloud("Host", seats="unlimited")
        assert not found(self.RULE, unlimited, app)

    def test_many_are_one_line_that_leads_to_the_dearest(self) -> None:
        many = [cloud(f"C {n}", id=n, seats_in_use=9, **year(f"{n}00")) for n in range(1, 51)]
        (finding,) = found(self.RULE, *many, cloud("No cost", id=51, seats_in_use=9))
        assert finding.reason == "Unused seats in C 50 and 50 more: see licensetui report"
        assert finding.license == 50

    def test_what_leaves_anyway_is_none(self) -> None:
        assert not found(self.RULE, cloud(seats_in_use=9, **year(decision=Decision.CANCEL)))


class TestCostOfASeat:
    def test_paid_and_taken(self) -> None:
        (use,) = seat_uses(
            a_portfolio(cloud(seats=3, seats_in_use=2, **year("1000.00"))), TODAY, SETTINGS
        )
        assert (str(use.per_seat), str(use.per_seat_in_use)) == ("333.33 EUR", "500.00 EUR")
        assert (use.free, str(use.free_cost)) == (1, "333.33 EUR")

    def test_too_many_taken_cost_nothing_for_free_ones(self) -> None:
        (use,) = seat_uses(
            a_portfolio(cloud(seats=2, seats_in_use=5, **year("1000.00"))), TODAY, SETTINGS
        )
        assert (use.free, str(use.free_cost)) == (-3, "0.00 EUR")

    def test_nobody_takes_any_and_nobody_knows(self) -> None:
        portfolio = a_portfolio(
            cloud("A", seats_in_use=0, **year("10")), cloud("B", id=2), cloud("C", id=3, seats=0)
        )
        first, second = seat_uses(portfolio, TODAY, SETTINGS)
        assert first.per_seat_in_use is None
        assert (second.free, second.per_seat, second.free_cost) == (None, None, None)


class TestEndsApart:
    RULE = "ends-apart"

    def test_ends_of_one_vendor_near_each_other(self) -> None:
        near = [cloud(f"C {days}", id=days, **year(end=days)) for days in (10, 40, 102)]
        far = cloud("far", id=400, **year(end=195))
        (finding,) = found(self.RULE, *near, far)
        assert finding.reason == (
            "3 licenses of Atlassian end on 3 dates from 2026-12-02 to 2027-03-04: they could "
            "share one"
        )
        assert (finding.severity, finding.license) == (Urgency.LATER, 10)

    def test_several_vendors_are_one_line(self) -> None:
        licenses = [
            cloud(f"{vendor} {days}", id=days + place, vendor=vendor, **year(end=days))
            for place, vendor in enumerate(("A", "B", "C"))
            for days in (10, 20, 30)
        ]
        (finding,) = found(self.RULE, *licenses)
        assert finding.reason == (
            "9 licenses end on 9 dates that could be 3: see licensetui report"
        )

    @pytest.mark.parametrize(
        "other",
        [
            year(end=10),
            year(end=-1),
            year(end=103),
            year(end=20, decision=Decision.CANCEL),
            year(end=20, progress=Progress.ORDERED),
            {**year(end=20), "vendor": "Other"},
            {**year(end=20), "organization": "Other"},
            {**year(end=20), "partner": "Other"},
            {**year(end=20), "type": LicenseType.DEVELOPER},
            {**year(end=20), "type": LicenseType.EVALUATION},
            {**year(end=20), "archived": True},
            {**year(end=20), "planned": a_term(400, id=2)},
            {"terms": ()},
        ],
    )
    def test_not_with_the_same_day_another_owner_or_nothing_to_order(
        self, other: dict[str, Any]
    ) -> None:
        assert not found(self.RULE, cloud(**year(end=10)), cloud("Other", id=2, **other))

    def test_server_is_not_sold_any_more_so_its_end_cannot_be_moved(self) -> None:
        server = {**year(end=20), "hosting": Hosting.SERVER}
        jira = cloud("Jira", id=1, **year(end=10))
        old = cloud("Old", id=2, **server)
        assert not found(self.RULE, jira, old)
        assert found(self.RULE, jira, cloud("Fisheye", id=2, product="Fisheye", **server))
        others = [replace(x, vendor="Acme", portal=OTHER) for x in (jira, old)]
        assert found(self.RULE, *others)

    def test_a_vendor_that_nobody_stated_is_no_common_one(self) -> None:
        blank = [cloud(f"C {n}", id=n, vendor="", **year(end=n)) for n in (10, 20)]
        assert not found(self.RULE, *blank)

    def test_every_run_of_ends_stands_alone(self) -> None:
        ends = (10, 50, 110, 150, 300)
        portfolio = a_portfolio(*(cloud(f"C {n}", id=n, **year(end=n)) for n in ends))
        shared = shared_ends(portfolio.licenses, TODAY, SETTINGS)
        assert [[x.id for x in run.licenses] for run in shared] == [[10, 50], [110, 150]]
        assert shared[0].days == tuple(TODAY + timedelta(days=n) for n in (10, 50))


def test_what_may_be_saved_comes_after_everything_else_in_at_most_three_lines() -> None:
    licenses = [
        cloud(f"C {n}", id=n, seats_in_use=n % 2 * 9, **year("100", end=n)) for n in range(1, 101)
    ]
    broken = cloud("Broken", id=101, wanted=(Assignment(1, Role.BILLING),))
    quiet = {"unused-license", "spare-seats", "ends-apart"}
    rules = [f.rule for f in find_all(a_portfolio(*licenses, broken), TODAY, SETTINGS)]
    assert set(rules[-3:]) == quiet
    assert not quiet & set(rules[:-3])
    assert len(rules) > 10
