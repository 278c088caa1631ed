"""What a list shows after edits, letters and filters is what it would show if made from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from licensetui.tui.views.sieve import FEW, Sieve, best_first


@dataclass(frozen=True, eq=False)
class Page:
    id: int
    text: str
    archived: bool = False
    label: str = ""


TEXTS = st.text("ab", max_size=3) | st.text("ab \n", max_size=9)
PAGES = st.builds(Page, st.integers(1, 8), TEXTS, st.booleans())
WORDS = st.lists(st.text("ab", min_size=1, max_size=3), max_size=2)
FILTERS = {"": None, "with a": lambda page: "a" in page.text}


def first(page: Page) -> str:
    return page.text[:1]


def text(page: Page) -> str:
    return page.text


def texts(pages: Sequence[Page]) -> list[str]:
    return [page.text for page in pages]


IDS = st.sets(st.integers(1, 8), max_size=2)
STEP = st.tuples(
    st.lists(PAGES, max_size=5), IDS, st.booleans(), st.sampled_from([*FILTERS]), WORDS
)


@given(st.lists(STEP))
def test_each_step_is_as_from_nothing(
    steps: list[tuple[list[Page], set[int], bool, str, list[str]]],
) -> None:
    sieve, known = Sieve[Page](), dict[int, Page]()
    for edits, gone, is_reversed, name, words in steps:
        known |= {page.id: page for page in edits}
        known = {id: page for id, page in known.items() if id not in gone}
        pages = tuple(sorted(known.values(), key=lambda page: page.id))
        keep = FILTERS[name]
        sieve.sort(pages, first, text, "by text", is_reversed=is_reversed)
        sieve.filter(keep, name)
        found = sieve.find(words, texts, pages)
        expected = [
            page
            for page in sorted(pages, key=lambda x: (first(x), text(x)), reverse=is_reversed)
            if (keep(page) if keep else not page.archived)
            if all(word in page.text for word in words)
        ]
        assert found == sorted(expected, key=lambda page: grade(page.text, words))


def grade(text: str, words: list[str]) -> int:
    """How well a text matches, the best being 0; all are as good where nothing is to be found."""
    typed, name = " ".join(words), " " + text.partition("\n")[0]
    if not words or text.startswith(typed):
        return 0
    if all(f" {word}" in name for word in words):
        return 1
    if all(word in name for word in words):
        return 2
    return 3 if f"\n{typed}" in text else 4


def test_texts_are_asked_for_once_while_letters_are_typed_and_anew_after_an_edit() -> None:
    pages = tuple(Page(id, "ab" if id % 2 else "b") for id in range(1, FEW * 3))
    asked: list[int] = []
    sieve = Sieve[Page]()

    def noted(pages: Sequence[Page]) -> list[str]:
        asked.append(len(pages))
        return texts(pages)

    def found(pages: tuple[Page, ...], *words: str) -> int:
        sieve.sort(pages, text, text, "", is_reversed=False)
        sieve.filter(None, "")
        return len(sieve.find([*words], noted, pages))

    half = len(pages) // 2
    assert [found(pages, "a"), found(pages, "ab"), asked] == [half + 1, half + 1, [len(pages)]]
    assert found(pages, "b") == len(pages)
    fewer = pages[:half]
    assert found(fewer, "b") == half
    assert asked == [len(pages), len(pages), half]


def test_after_an_edit_only_what_was_edited_is_sorted_anew() -> None:
    pages = tuple(Page(id, str(id)) for id in range(1, FEW * 10))
    asked = set[int]()

    def key(page: Page) -> str:
        asked.add(page.id)
        return page.text

    sieve = Sieve[Page]()
    sieve.sort(pages, key, text, "", is_reversed=False)
    asked.clear()
    sieve.sort((Page(1, "5"), *pages[1:]), key, text, "", is_reversed=False)
    assert len(asked) < 20


def test_the_better_a_name_matches_the_further_up_it_stands() -> None:
    best = ("ji so", "so of ji", "so anji", "wiki\nji so", "wiki\nof ji so")
    texts = [*reversed(best)]
    assert best_first(texts, texts, ["ji", "so"]) == [*best]


def test_what_is_found_after_an_edit_is_looked_for_in_the_new_texts() -> None:
    """A contact was renamed: the licenses are the same, but are found by another name."""
    pages, sieve = (Page(1, "jira"), Page(2, "wiki")), Sieve[Page]()
    for names, expected in ((("anna", "lea"), [pages[0]]), (("lea", "anna"), [pages[1]])):
        sieve.sort(pages, first, text, "", is_reversed=False)
        sieve.filter(None, "")
        assert sieve.find(["anna"], partial(_these, names), names) == expected


def _these(names: Sequence[str], pages: Sequence[Page]) -> Sequence[str]:
    return names
