"""The same license twice: what is found, what is two licenses, and that it stays quick."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from licensetui.domain.finding import Finding
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.milestones import Urgency
from licensetui.domain.term import Decision, Progress
from licensetui.findings import doubles
from licensetui.findings.rule import PortfolioRule
from tests.builders import SETTINGS, TODAY, a_license, a_portfolio, a_term
from tests.outlooks import find_all


def bare(name: str = "Confluence", id: int = 1, **fields: Any) -> License:
    """A license of which a list says little."""
    plain: dict[str, Any] = {"sen": "", "product": "", "hosting": Hosting.OTHER, "seats": None}
    return a_license(name, id=id, **{**plain, **fields})


def found(*licenses: License) -> list[Finding]:
    """Findings of the rule."""
    portfolio = a_portfolio(*licenses)
    return [x for x in find_all(portfolio, TODAY, SETTINGS) if x.rule == "same-license"]


class TestByNumber:
    def test_both_are_named_and_it_leads_to_the_later_one(self) -> None:
        (finding,) = found(
            a_license("Jira DC 500"), a_license("Jira Software", id=2, sen="sen1001")
        )
        assert finding.reason == (
            "Probably the same license (number sen1001): Jira DC 500 and Jira Software. "
            "Archive one, or correct the number"
        )
        assert (finding.severity, finding.license, finding.field) == (Urgency.SOON, 2, "sen")

    def test_an_entitlement_tells_as_well_and_three_are_one_finding(self) -> None:
        many = [bare(f"App {id}", id, entitlement="E-2ZB-7KQ-4XD") for id in (1, 2, 3)]
        (finding,) = found(*many)
        assert "(number E-2ZB-7KQ-4XD): App 1 and App 2 and 1 more" in finding.reason

    def test_of_one_name_their_places_tell_them_apart(self) -> None:
        (finding,) = found(a_license("Jira", sen="SEN-1"), a_license("jira", id=2, sen="SEN-1"))
        assert "Jira twice (no. 1 and no. 2)" in finding.reason

    def test_a_contract_has_several_products(self) -> None:
        office = bare("Microsoft 365", sen="V1234567", product="Microsoft 365")
        windows = bare("Windows", 2, sen="V1234567", product="Windows")
        assert not found(office, windows)
        assert found(office, replace(windows, product="microsoft 365"))

    def test_a_developer_license_may_have_the_number_of_its_own(self) -> None:
        assert not found(
            a_license(), a_license("dev", id=2, sen="SEN-1001", type=LicenseType.DEVELOPER)
        )

    @pytest.mark.parametrize(
        "fields",
        [
            {"archived": True},
            {"terms": (a_term(-9, decision=Decision.CANCEL, progress=Progress.DONE),)},
        ],
    )
    def test_what_is_over_is_no_second_one(self, fields: dict[str, Any]) -> None:
        assert not found(a_license(), a_license("Old", id=2, sen="SEN-1001", **fields))


class TestByName:
    def test_one_without_a_number_is_probably_the_one_with_it(self) -> None:
        (finding,) = found(bare(sen="SEN-7", site="wiki.example.org"), bare("CONFLUENCE ", 2))
        assert finding.reason == (
            "Probably the same license: Confluence twice (no. 1 and no. 2). Archive one, "
            "or give each its own number"
        )
        assert (finding.severity, finding.license) == (Urgency.LATER, 2)

    @pytest.mark.parametrize(
        "fields",
        [
            {"name": "Confluence Cloud"},
            {"vendor": "Example"},
            {"type": LicenseType.DEVELOPER},
            {"sen": "SEN-2"},
            {"site": "b.example.org"},
            {"organization": "Example AG"},
            {"server_id": "BTST-0001-0002-0004"},
            {"hosting": Hosting.SERVER},
            {"seats": 50, "terms": (a_term(99),)},  # bought at another time, for others
        ],
    )
    def test_one_that_says_something_else_is_another(self, fields: dict[str, Any]) -> None:
        one = bare(
            sen="SEN-1",
            site="a.example.org",
            organization="Example SA",
            server_id="BTST-0001-0002-0003",
            hosting=Hosting.CLOUD,
        )
        assert found(one, bare(id=2))
        assert not found(one, bare(**{"name": "Confluence", "id": 2, **fields}))

    def test_that_nobody_said_an_end_makes_two_of_different_size_no_one(self) -> None:
        assert not found(bare(seats=10_000, terms=()), bare(id=2, seats=500, terms=()))
        assert found(bare(seats=10_000), bare(id=2, seats=500))

    def test_a_term_a_row_is_one_license(self) -> None:
        assert found(bare(), bare(id=2, terms=(a_term(374),)))


@pytest.mark.parametrize("name", ["License", "License {id}"])
def test_ten_times_as_many_take_ten_times_as_many_steps(name: str) -> None:
    (rule,) = doubles.RULES
    assert isinstance(rule, PortfolioRule)

    def steps(count: int) -> int:
        around: Any = None  # the rule asks for nothing around a license
        parts = {
            id: rule.gather(bare(name.format(id=id), id, site=f"s{id}", sen=f"V{id}"), around)
            for id in range(1, count + 1)
        }
        calls = Counter[str]()
        before = sys.getprofile()
        sys.setprofile(lambda _frame, event, _what: calls.update((event,)))
        try:
            assert not [*rule.check(parts, around)]
        finally:
            sys.setprofile(before)
        return calls.total()

    few = steps(100)
    assert few > 100
    assert steps(1_000) < 11 * few
