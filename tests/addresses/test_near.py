from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.near import Neighbors, one_slip, tokens
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio

LOCALS = st.text(alphabet="abc.-_", min_size=1, max_size=8)


def _like(typed: str, *known: str) -> list[str]:
    people = tuple(Contact(email=address, id=id) for id, address in enumerate(known, 1))
    local, _, domain = typed.partition("@")
    return [near.address for near in KnownAddresses.of(Portfolio((), people)).like(local, domain)]


def test_a_slip_or_a_separator_apart_is_near() -> None:
    known = "atlassian-admins@acme.com"
    for typed in ("atlasian-admins", "atlassian.admins", "atlassianadmins", "atlassian-admin"):
        assert _like(f"{typed}@acme.com", known) == [known]


def test_two_slips_another_domain_or_the_address_itself_are_not_near() -> None:
    known = "atlassian-admins@acme.com"
    for typed in ("atlasian-admin@acme.com", "atlasian-admins@acme.de", known):
        assert _like(typed, known) == []


def test_the_word_that_differs_is_named() -> None:
    (near,) = Neighbors({"jira.support": 3}).like("jira.suport", "acme.com")
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
    if a == b or one_slip(a, b):
        assert known in Neighbors({known: 1}).candidates(a, tokens(a))


def test_thousands_of_addresses_that_begin_alike_are_not_all_compared() -> None:
    known = Neighbors({f"service.account.{number:04}": 1 for number in range(3_000)})
    asked = "service.account.1234"
    assert len(list(known.candidates(asked, tokens(asked)))) < 300


@given(st.lists(LOCALS, max_size=6), st.dictionaries(LOCALS, st.none() | st.integers(0, 3)), LOCALS)
def test_an_index_that_followed_a_change_finds_what_one_made_anew_finds(
    known: list[str], changed: dict[str, int | None], typed: str
) -> None:
    before = Neighbors(dict.fromkeys(known, 1))
    before._index  # noqa: B018  # as after many questions
    after = before.after(changed)
    anew = Neighbors(dict(after.uses))
    assert set(after.like(typed, "acme.com")) == set(anew.like(typed, "acme.com"))
    assert after.uses == {
        local: count
        for local, count in {**dict.fromkeys(known, 1), **changed}.items()
        if count is not None
    }


MIXED = st.text(alphabet="abcmnrovwIqz015.-+éä", min_size=1, max_size=8)


@given(st.sets(MIXED, max_size=12), MIXED)
@example({"0"}, "0.0")  # words in order were taken for letters and their number
@example({"b1bb2"}, "b12bb")  # a digit that moved is no slip, though a letter would be
def test_who_asks_often_is_told_the_same_as_who_asks_once(known: set[str], typed: str) -> None:
    uses = {local.casefold(): count for count, local in enumerate(sorted(known))}
    once, often = Neighbors(uses), Neighbors(uses)
    often._index  # noqa: B018  # as after many questions
    told = set(often.like(typed, "acme.com"))
    assert set(once.like(typed, "acme.com")) == told
    later = once.after({"abc": 7, "bca": None})
    assert set(later.like(typed, "acme.com")) == set(
        often.after({"abc": 7, "bca": None}).like(typed, "acme.com")
    )


def test_an_index_is_made_once_it_takes_no_longer_than_what_it_saves() -> None:
    locals = [f"{first}{second}name" for first in "abcdefghij" for second in "abcdefghij"]
    known = Neighbors(dict.fromkeys(locals, 1))
    told = [known.like(local, "acme.com") for local in locals[:3]]
    assert all(map(list, told))
    assert "_index" not in vars(known)
    for local in locals * 9:
        list(known.like(local, "acme.com"))
    assert "_index" in vars(known)
