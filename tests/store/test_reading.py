"""Licenses read at once are those that each document says, and what they say alike is kept once."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec
from licensetui.store.errors import DamagedError
from tests.builders import a_license
from tests.store.strategies import portfolios


def documents(*licenses: License) -> codec.Tables:
    return {codec.LICENSES: {str(x.id): codec.document(x) for x in licenses}}


def read_alone(tables: codec.Tables) -> tuple[License, ...]:
    """Read each document as if there were no other."""
    licenses = tables[codec.LICENSES]
    return tuple(
        codec.record(License, int(id), msgspec.json.decode(raw)) for id, raw in licenses.items()
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(portfolios())
def test_licenses_read_at_once_are_those_read_one_by_one(portfolio: Portfolio) -> None:
    tables = documents(*portfolio.licenses)
    assert codec.portfolio(tables, "file").licenses == read_alone(tables) == portfolio.licenses


def test_what_licenses_say_alike_is_one_object() -> None:
    one = a_license(
        id=1,
        organization="Example",
        wanted=(Assignment(1, Role.TECHNICAL),),
        on_portal=(SeenAssignment("a@example.org", Role.TECHNICAL, True),),
    )
    other = replace(one, id=2, on_portal=(*one.on_portal, SeenAssignment("b@a.org", Role.BILLING)))
    first, second = codec.portfolio(documents(one, other), "file").licenses
    assert (first, second) == (one, other)
    assert first.organization is second.organization
    assert first.wanted is second.wanted
    assert first.on_portal[0] is second.on_portal[0]
    assert first.terms[0].end is second.terms[0].end
    assert first.terms[0].cost is second.terms[0].cost


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (b'"wanted":null', "wanted: Expected `array`, got `null`"),
        (b'"wanted":[{"contact":1,"role":"chief"}]', "wanted[0].role: Invalid enum value 'chief'"),
        (b'"on_portal":[{"address":1,"role":"billing"}]', "on_portal[0].address: Expected `str`"),
        (b'"terms":[{"id":1,"cost":{"amount":"1","currency":"euro"}}]', "terms[0].cost.currency"),
        (b'"terms":[{"id":1},{"id":1}]', "terms: two terms have the same id"),
        (b'"id":1000000000000000000', "id: the number is too large"),
        (b'"id":"7"', "id: Expected `int`, got `str`"),
    ],
)
def test_what_is_wrong_in_a_part_is_told_with_its_place(fields: bytes, problem: str) -> None:
    tables = {codec.LICENSES: {"3": msgspec.Raw(b'{"name":"Jira",%b}' % fields)}}
    with pytest.raises(DamagedError) as caught:
        codec.portfolio(tables, "file")
    assert f"file: licenses 3: {problem}" in str(caught.value)


def test_an_id_in_a_document_does_not_count() -> None:
    (read,) = codec.portfolio(
        {codec.LICENSES: {"3": msgspec.Raw(b'{"name":"Jira","id":7}')}}, "file"
    ).licenses
    assert read.id == 3
