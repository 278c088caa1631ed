"""What the program says is plain English with one word per thing, by `tests.banned`."""

from __future__ import annotations

import pytest

from tests import words
from tests.banned import ALLOWED, BANNED, Banned
from tests.words import Said


def test_nothing_says_a_banned_word() -> None:
    found = [line for lines in words.unclean().values() for line in lines]
    assert not found, "\n".join(["say it otherwise (tests/banned.py):", *found])


@pytest.mark.parametrize("head", ["## Unreleased\n- a\n\n", ""])
def test_of_the_changelog_the_newest_release_is_read(head: str) -> None:
    changelog = f"# Changelog\n\n{head}## 2.0.0 - 2027-01-01\n- b\n"
    assert words._newest(f"{changelog}\n## 1.0.0 - 2026-01-01\n- c\n").split() == [
        *changelog.split()[2:]
    ]
    assert words._newest(changelog).split() == changelog.split()[2:]


@pytest.mark.parametrize("banned", BANNED, ids=lambda banned: banned.sample)
def test_a_banned_word_is_found_and_the_right_one_is_free(banned: Banned) -> None:
    assert banned in words.banned_in(banned.sample)
    assert words.banned_in(banned.instead) == []


def test_what_is_allowed_is_still_said_and_would_be_found() -> None:
    said = {each.text for each in words.sentences()}
    assert ALLOWED.keys() <= said
    assert all(any(each.found.search(text) for each in BANNED) for text in ALLOWED)


def test_sentences_of_a_module_are_its_literals_that_somebody_reads() -> None:
    source = '''"""Wanted here."""
CSS = "wanted { color: red }"
KEYS = {"wanted": 1}
PATTERN = "wanted|not wanted"
HEAD = "Wanted"

def words(count):
    """Return what is wanted."""
    return f"{count} are wanted" "," + f"no {wanted}"
'''
    assert list(words.in_module("a.py", source)) == [
        Said("a.py", 5, "Wanted"),
        Said("a.py", 9, "{} are wanted,"),
        Said("a.py", 9, "no {}"),
    ]


def test_sentences_of_a_guide_and_of_prose() -> None:
    guide = "title: Look\nsource: wanted\naddress: x\n\n1. Sign in as {wanted}."
    assert [each.text for each in words.in_guide("a", guide)] == [
        "title: Look",
        "1. Sign in as {wanted}.",
    ]
    assert words.banned_in("1. Sign in as {wanted}.") == []
    prose = "Now `wanted`:\n```sh\nwanted\n```\n[so](wanted)\n"
    assert [(each.line, each.text) for each in words.in_prose("a", prose)] == [
        (1, "Now ``:"),
        (5, "[so``"),
    ]
