from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.near import NearIndex, one_slip

LOCALS = st.text(alphabet="abc.-_", min_size=1, max_size=8)


def _like(typed: str, *known: str) -> list[str]:
    index = NearIndex(dict.fromkeys(known, 1))
    local, _, domain = typed.partition("@")
    return [near.address for near in index.like(local, domain)]


def test_a_slip_or_a_separator_apart_is_near() -> None:
    known = "atlassian-admins@acme.com"
    for typed in ("atlasian-admins", "atlassian.admins", "atlassianadmins", "atlassian-admin"):
        assert _like(f"{typed}@acme.com", known) == [known]


def test_two_slips_another_domain_or_the_address_itself_are_not_near() -> None:
    known = "atlassian-admins@acme.com"
    for typed in ("atlasian-admin@acme.com", "atlasian-admins@acme.de", known):
        assert _like(typed, known) == []


def test_the_word_that_differs_is_named() -> None:
    index = NearIndex({"jira.support@acme.com": 3})
    (near,) = index.like("jira.suport", "acme.com")
    assert (near.typed, near.meant, near.uses) == ("suport", "support", 3)


@pytest.mark.parametrize(
    ("a", "b", "is_one"),
    [
        ("abc", "abc", False),
        ("abc", "abd", True),
        ("abc", "acb", True),
        ("abc", "ab", True),
        ("abc", "abcd", True),
        ("abc", "cba", False),
        ("abc", "a", False),
        ("abcd", "badc", False),
    ],
)
def test_one_slip(a: str, b: str, is_one: bool) -> None:
    assert one_slip(a, b) is is_one
    assert one_slip(b, a) is is_one


@given(LOCALS, LOCALS)
def test_the_index_finds_what_a_look_at_all_would_find(typed: str, known: str) -> None:
    """Whatever is one slip apart when separators do not count is a candidate."""
    a, b = ("".join(sign for sign in text if sign.isalpha()) for text in (typed, known))
    index = NearIndex({f"{known}@acme.com": 1})
    is_candidate = known in set(index._candidates(a, "acme.com"))
    if a == b or (one_slip(a, b) and min(len(a), len(b)) > 2):
        assert is_candidate
