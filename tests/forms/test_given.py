"""Values given by name: whatever is given, it is read as in the form or refused in a sentence."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.forms.contact_values import CONTACT_NAMES, contact_given
from licensetui.forms.given import by_field
from licensetui.forms.license_form import all_fields
from licensetui.forms.license_values import license_given, license_names
from licensetui.forms.renew_values import renewal_given, renewal_names
from licensetui.forms.typed import TypedError
from tests.builders import a_contact, a_license, a_term

TODAY = date(2026, 11, 22)
LICENSE = a_license(terms=(a_term(9),))
NAMES = license_names("EUR")
IDS = {"owner", "parent", "parent_id", "deputy", "members", "sign_in_known_by"}
"""What a command turns into ids before it is read."""
SAID = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["never", "yes", "none", "30 days", "31/12", "12.50 EUR", "unlimited", "-1"]),
    st.none() | st.booleans() | st.integers() | st.floats(),
    st.lists(st.integers() | st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=2), st.none(), max_size=1),
)


def some(names: set[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(sorted(names - IDS)), SAID, max_size=4)


@given(some({*NAMES}))
def test_a_license_comes_of_it_or_a_sentence(values: dict[str, Any]) -> None:
    with suppress(TypedError):
        license_given(LICENSE, by_field(values, NAMES), "EUR", TODAY)


@given(some({*CONTACT_NAMES}))
def test_a_contact_comes_of_it_or_a_sentence(values: dict[str, Any]) -> None:
    with suppress(TypedError):
        contact_given(a_contact(), by_field(values, CONTACT_NAMES), TODAY)


@given(some({*renewal_names(LICENSE, "EUR")}))
def test_a_renewal_comes_of_it_or_a_sentence(values: dict[str, Any]) -> None:
    with suppress(TypedError):
        given = by_field(values, renewal_names(LICENSE, "EUR"))
        renewal_given(LICENSE, given, "EUR", TODAY)


def test_nothing_given_changes_nothing() -> None:
    assert license_given(LICENSE, {}, "EUR", TODAY) == LICENSE
    assert contact_given(a_contact(), {}, TODAY) == a_contact()


def test_each_field_of_the_form_can_be_given() -> None:
    assert {field.name for field in all_fields("EUR")} <= {*NAMES.values()}


def test_a_currency_alone_is_that_of_the_cost_so_far() -> None:
    priced = license_given(LICENSE, {"cost": "12.50"}, "EUR", TODAY)
    for given_so, shown in (
        ({"currency": "USD"}, "12.50 USD"),
        ({"cost": "13", "currency": "CHF"}, "13 CHF"),
        ({"cost": ""}, "None"),
    ):
        term = license_given(priced, by_field(given_so, NAMES), "EUR", TODAY).term
        assert str(term and term.cost) == shown
    with pytest.raises(TypedError, match="Cost"):
        license_given(priced, {"cost": "13 USD", "currency": "EUR"}, "EUR", TODAY)


@pytest.mark.parametrize(("word", "is_set"), [("yes", True), ("TRUE", True), ("no", False)])
def test_yes_and_no_are_taken_as_json_and_people_say_them(word: str, is_set: bool) -> None:
    term = license_given(LICENSE, {"auto_renew": word}, "EUR", TODAY).term
    assert term is not None
    assert term.auto_renew is is_set
