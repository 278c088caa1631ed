"""License keys beside the records: whose each is, what it fills, and what nobody asked for."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Ending, Term
from licensetui.exchange.key_plan import fitting, plan_key
from licensetui.vendors.atlassian.license_key import IssuedKey, read_key
from tests.builders import TODAY, a_contact, a_license, a_term
from tests.store.strategies import portfolios
from tests.vendors.keys_made import a_key

KEY = read_key(a_key())
KEPT = {"key", "terms"}
"""What a key of the present term changes besides the fields that it says."""
days = st.none() | st.dates()
texts = st.text(max_size=12)
keys = st.builds(
    IssuedKey,
    st.just(KEY.trace),
    description=texts | st.just("Jira Software (Data Center): Commercial"),
    organization=texts,
    contact_address=texts,
    sen=texts | st.just("SEN-1001"),
    server_id=texts,
    seats=st.none() | st.just("unlimited") | st.integers(0, 9_999_999),
    type=st.none() | st.sampled_from(LicenseType),
    hosting=st.none() | st.sampled_from(Hosting),
    ends=days,
    maintenance_ends=days,
)


def ids(key: IssuedKey, *licenses: License) -> list[int]:
    return [x.id for x in fitting(key, Portfolio(licenses, ()))]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(keys, portfolios())
def test_nothing_that_is_recorded_is_overwritten_unasked(
    key: IssuedKey, portfolio: Portfolio
) -> None:
    for license in portfolio.licenses:
        plan = plan_key(key, license, portfolio, TODAY)
        asked = {x.name for x in plan.different}
        filled = {x.name for x in plan.filled}
        after, whole = plan.after(), plan.after(asked)
        for field in fields(License):
            if field.name not in KEPT | filled:
                assert getattr(after, field.name) == getattr(license, field.name)
        if license.end:
            assert after.end == license.end
        left = {x.name for x in plan_key(key, whole, portfolio, TODAY).different}
        assert left == set()
    assert plan_key(key, None, portfolio, TODAY).after().name


def test_the_sen_decides_then_server_id_with_product_then_organization_with_product() -> None:
    bare = a_license(sen="", server_id="")
    by_sen = replace(bare, id=2, sen="sen 1001", product="Confluence", organization="Other")
    by_server = replace(bare, id=3, server_id="b8kn-xxxx-yyyy-zzzz")
    app = replace(by_server, id=4, name="Tempo", product="Tempo Timesheets")
    by_name = replace(bare, id=5, organization="ACME  GmbH")
    assert ids(KEY, bare, by_name, app, by_server, by_sen) == [2]
    assert ids(KEY, bare, by_name, app, by_server) == [3]
    assert ids(KEY, bare, by_name, app) == [5]
    assert ids(KEY, bare, app) == []


def test_another_number_is_another_license_and_an_archived_one_comes_last() -> None:
    other = a_license(sen="SEN-2", server_id="B8KN-XXXX-YYYY-ZZZZ")
    assert ids(KEY, other) == []
    elsewhere = a_license(sen="", server_id="B999-XXXX-YYYY-ZZZZ", organization="Acme GmbH")
    assert ids(KEY, elsewhere) == []
    archived = a_license(id=1, sen="SEN-1001", archived=True)
    assert ids(KEY, archived) == [1]
    assert ids(KEY, archived, replace(archived, id=2, archived=False)) == [2]


def test_a_perpetual_key_ends_the_maintenance_alone() -> None:
    key = read_key(a_key(LicenseExpiryDate="", Subscription="false"))
    after = plan_key(key, a_license(terms=()), Portfolio(), TODAY).after()
    assert after.term is not None
    assert (after.term.end, after.term.ends) == (date(2027, 12, 1), Ending.MAINTENANCE)
    assert after.term.perpetual


def test_a_key_of_another_term_leaves_no_trace_and_says_so() -> None:
    license = a_license(terms=(a_term(9),))
    plan = plan_key(KEY, license, Portfolio((license,), ()), TODAY)
    assert plan.after({"end"}).key is None
    assert plan.after({"end"}).terms == license.terms
    assert "Record the renewal first" in plan.remarks[0]
    # what it fills is kept all the same
    assert plan.after().organization == "Acme GmbH"
    assert plan.kept_words() == (
        "Its last characters and SHA-256 are not stored: it is not the key for the current term."
    )
    begun = a_license(terms=(Term(1, date(2028, 1, 1)),))
    early = plan_key(KEY, begun, Portfolio(), TODAY)
    assert early.after().terms == begun.terms
    assert "for an earlier term, until 2027-12-01; the current one starts later" in early.remarks[0]


def test_the_new_key_of_a_term_takes_the_place_of_the_old_trace_and_came_today() -> None:
    old = read_key(a_key(seed=2)).trace
    license = a_license(terms=(a_term(date(2027, 12, 1)),), key=old)
    plan = plan_key(KEY, license, Portfolio((license,), ()), TODAY)
    after = plan.after()
    assert after.key == KEY.trace
    assert after.term is not None
    assert after.term.key_received == TODAY
    assert f"replacing ...{old.last}" in plan.kept_words()
    again = plan_key(KEY, after, Portfolio((after,), ()), TODAY + timedelta(days=1))
    assert again.change().is_empty


def test_the_contact_inside_is_told_against_those_here_and_changes_nothing() -> None:
    anna = a_contact("Anna Keller", email="anna.keller@acme.com")

    def told(*contacts: object, license: License) -> str:
        portfolio = Portfolio((license,), contacts)  # type: ignore[arg-type]
        return plan_key(KEY, license, portfolio, TODAY).remarks[-1]

    who = "It was issued to Anna Keller <anna.keller@acme.com>, "
    assert told(anna, license=a_license()) == f"{who}here technical contact."
    nobody = a_license(wanted=())
    assert told(anna, license=nobody) == (f"{who}here Anna Keller, not assigned to this license.")
    assert told(license=nobody) == f"{who}who is not a contact here."
