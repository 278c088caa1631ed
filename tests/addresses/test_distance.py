from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.distance import distance, neighbors

WORDS = st.text(alphabet="abcdehilmnorstuy-.1", max_size=10)


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("gmail", "gmail", 0.0),
        ("yaho", "yahoo", 0.5),
        ("gmaill", "gmail", 0.5),
        ("tonline", "t-online", 0.45),
        ("t.online", "t-online", 0.45),
        ("gmial", "gmail", 0.6),
        ("gmaik", "gmail", 0.7),
        ("wanadou", "wanadoo", 0.8),
        ("hotmal", "hotmail", 0.9),
        ("hotmaril", "hotmail", 1.0),
        ("hotwail", "hotmail", 1.1),
        ("fmail", "gmail", 1.1),
        ("otmail", "hotmail", 1.3),
        ("ohtmail", "hotmail", 0.6),
    ],
)
def test_what_happens_often_costs_little(typed: str, meant: str, cost: float) -> None:
    assert distance(typed, meant) == pytest.approx(cost)


def test_a_slip_to_a_neighboring_key_counts_on_each_keyboard() -> None:
    assert "z" in neighbors()["a"]
    assert "a" in neighbors()["z"]  # azerty
    assert "t" in neighbors()["z"]  # qwertz
    assert "p" not in neighbors()["a"]
    assert distance("gmqil", "gmail") == pytest.approx(0.7)  # azerty


@given(WORDS, WORDS)
def test_only_the_same_is_at_no_distance_and_the_limit_is_kept(typed: str, meant: str) -> None:
    far = distance(typed, meant)
    assert (far == 0) is (typed == meant)
    assert distance(typed, meant, 1.0) == pytest.approx(min(far, 1.0))


@given(WORDS, st.data())
def test_one_slip_never_costs_more_than_a_letter_and_the_first_one(
    meant: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(meant)))
    sign = data.draw(st.sampled_from("abz-1"))
    assert distance(meant[:at] + sign + meant[at:], meant) <= 1.5
    assert distance(meant[:at] + meant[at + 1 :], meant) <= 1.5
