"""Numbers of things in words: one rule for one and many, one end for lists that are too long."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import licensetui
from licensetui.domain.counting import and_more, by_count, counted, fitting, listed, named


@pytest.mark.parametrize(
    ("count", "word", "words"),
    [
        (0, "license", "0 licenses"),
        (1, "license", "1 license"),
        (2, "license", "2 licenses"),
        (1, "address", "1 address"),
        (3, "address", "3 addresses"),
        (2, "more license", "2 more licenses"),
    ],
)
def test_a_number_with_its_word(count: int, word: str, words: str) -> None:
    assert counted(count, word) == words


def test_zero_can_be_a_word() -> None:
    assert counted(0, "step", none="no") == "no steps"
    assert counted(1, "step", none="no") == "1 step"


def test_a_list_that_is_too_long_ends_with_how_many_more() -> None:
    names = ["Jira", "Crowd", "Bamboo"]
    assert listed(names, 3) == "Jira, Crowd, Bamboo"
    assert listed(names, 2) == "Jira, Crowd and 1 more"
    assert listed(names, 1, "; ") == "Jira and 2 more"
    assert (and_more(0, ","), and_more(-1), and_more(2, ",")) == ("", "", ", and 2 more")


def test_several_names_are_their_number() -> None:
    assert named(["Jira"], "license") == "Jira"
    assert named(["Jira", "Crowd"], "license") == "2 licenses"


def test_a_whole_sentence_is_chosen_by_a_number_and_names_may_have_any_signs() -> None:
    one, many = "{name} has 1 form, which was closed", "{name} has {count} forms, which were closed"
    assert by_count(1, one, many, name="{count}") == "{count} has 1 form, which was closed"
    assert by_count(0, one, many, name="{x") == "{x has 0 forms, which were closed"


def test_nowhere_else_an_s_is_put_behind_a_word() -> None:
    made = re.compile(r"""['"]s['"]( \* | if )|['"] if [^\n]* else ['"]e?s['"]""")
    package = Path(licensetui.__file__).parent
    found = [path.name for path in package.rglob("*.py") if made.search(path.read_text())]
    assert found == ["counting.py"]


def test_lines_that_do_not_fit_leave_the_last_one_to_their_number() -> None:
    assert fitting(["a", "b"], 2) == ["a", "b"]
    assert fitting(["a", "b", "c", "d"], 3) == ["a", "b", "and 2 more"]
    assert fitting(["a", "b"], 2, left_out=3) == ["a", "and 4 more"]
