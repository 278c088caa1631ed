"""Slips of known people's names and of teams are found; new colleagues are nobody's slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses import strange
from licensetui.addresses.check import check
from licensetui.addresses.words import names
from tests.addresses.test_check import known
from tests.strange import filtered

PEOPLE = known(
    *("anna.keller@acme.com", "jean-marc.dubois@acme.com", "b.durand@acme.com"),
    *("cfischer@acme.com", "mschneider@acme.com", "it-support@acme.com", "jira-admins@acme.com"),
    *("marco.rossi@acme.com", "hmiller@acme.com", "secretariat@acme.com", "bernard@acme.com"),
)


def meant(local: str) -> str:
    suggestion = check(f"{local}@acme.com", PEOPLE).suggestion
    return suggestion.address.partition("@")[0] if suggestion else ""


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        *(("anna.keler", "anna.keller"), ("anna.kelller", "anna.keller")),
        *(("anna.kellre", "anna.keller"), ("anna.kellrr", "anna.keller")),
        *(("anna.klleer", "anna.keller"), ("anna.kwller", "anna.keller")),
        *(("anna.ekller", "anna.keller"), ("anan.keller", "anna.keller")),
        *(("annakellre", "anna.keller"), ("jean-marc.dubios", "jean-marc.dubois")),
        *(("b.durrand", "b.durand"), ("cfishcer", "cfischer"), ("mschnneider", "mschneider")),
        *(
            ("it-uspport", "it-support"),
            ("it-suport", "it-support"),
            ("jira-amdins", "jira-admins"),
        ),
        *(("secretarait", "secretariat"), ("marco.rosssi", "marco.rossi")),
    ],
)
def test_a_strange_word_one_slip_from_a_known_one_is_that(typed: str, right: str) -> None:
    assert meant(typed) == right


@pytest.mark.parametrize(
    "typed",
    [
        *("anna.ke11er", "anna.keIler", "anna.kelIer", "anna.kéller", "ANNA.KE11ER"),
        *("qnnq.keller", "keller.anna", "anna;keller", "anna:keller", "annakeller"),
    ],
)
def test_what_looks_so_or_stands_in_another_order_is_the_known_person(typed: str) -> None:
    assert meant(typed) == "anna.keller"


def test_letters_side_by_side_that_look_like_another_are_that() -> None:
    assert meant("bemard") == "bernard"
    assert meant("hrniller") == "hmiller"


@pytest.mark.parametrize(
    "typed",
    [
        *("anna.kessler", "anne.keller", "hanna.keller", "anna.zeller", "cfisher", "jfischer"),
        *("mschneidera", "tschneider", "marco.rosi", "maria.rossi", "b.duran", "c.durand"),
        *("hmueller", "hmiler", "kmiller", "anna.keller2", "jira-admin", "it-support2"),
    ],
)
def test_who_may_be_somebody_else_gets_a_note_at_most(typed: str) -> None:
    assert meant(typed) == ""


def test_a_first_name_in_front_of_a_surname_is_a_person_though_the_words_are_known() -> None:
    others = known("paul.martin@acme.com")
    assert check("martin.paul@acme.com", others).suggestion is None
    assert check("martin.paul@acme.com", others).note


@given(st.sampled_from(sorted(names())))
def test_no_known_name_is_strange(name: str) -> None:
    assert not strange.is_strange(name)
    assert not strange.is_strange(name.upper())


def test_slips_are_mostly_strange() -> None:
    """Some are names as well, and one in a hundred is taken for one by chance."""
    long = [name for name in sorted(names()) if len(name) > 6][::7]
    doubled = [f"{name[:4]}{name[3:]}" for name in long]
    assert sum(map(strange.is_strange, doubled)) > 0.95 * len(doubled)


@given(st.sets(st.text(alphabet="abcdefgh", min_size=1), min_size=1))
def test_a_filter_knows_every_word_of_which_it_is_made(words: set[str]) -> None:
    kept = filtered(words)
    for word in words:
        assert all(kept[bit >> 3] >> (bit & 7) & 1 for bit in strange.bits_of(word, len(kept)))
