"""Tests of words in little room: what is among them, and what is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.compact import Compact

WORDS = st.sets(st.text(st.characters(exclude_characters="\n")))


@given(WORDS, WORDS)
def test_the_same_words_are_in_it_as_in_a_set(words: set[str], others: set[str]) -> None:
    compact = Compact([*words, *words])
    assert {word for word in words | others if word in compact} == words
    assert sorted(compact) == sorted(words)
    assert len(compact) == len(words)


@given(WORDS)
def test_what_runs_over_a_line_is_no_word(words: set[str]) -> None:
    compact = Compact(words)
    assert not [one for one in words for other in words if f"{one}\n{other}" in compact]


def test_a_part_of_a_word_is_none() -> None:
    compact = Compact(["example", "exam.org"])
    assert not [word for word in ("exam", "ample", "org", "", "example\n") if word in compact]
