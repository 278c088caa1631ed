from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.odd import name_in
from licensetui.addresses.pasted import pasted
from licensetui.addresses.syntax import check_syntax


@pytest.mark.parametrize(
    "text",
    [
        "anna@acme.com",
        "  anna@acme.com\n",
        "<anna@acme.com>",
        "mailto:anna@acme.com",
        "MAILTO:anna@acme.com?subject=Jira&cc=x@y.z",
        '"anna@acme.com"',
        "'anna@acme.com'",
        "<mailto:anna@acme.com>",
        "(anna@acme.com)",
    ],
)
def test_what_stands_around_an_address_does_not_count(text: str) -> None:
    what = pasted(text)
    assert (what.text, what.meant, what.problem, what.oddity) == (
        *("anna@acme.com", "anna@acme.com", "", ""),
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("anna@acme,com", "anna@acme.com"),
        ("anna@acme;com", "anna@acme.com"),
        ("anna@acme..com", "anna@acme.com"),
        ("anna@acme.com.", "anna@acme.com"),
        ("anna@acme.com,", "anna@acme.com"),
        ("anna@acme .com", "anna@acme.com"),
        ("anna @acme.com", "anna@acme.com"),
        ("anna@ acme.com", "anna@acme.com"),
        ("anna@@acme.com", "anna@acme.com"),
        ("anna@.acme.com", "anna@acme.com"),
        ("anna..martin@acme.com", "anna.martin@acme.com"),
        ("anna.@acme.com", "anna@acme.com"),
        (".anna@acme.com", "anna@acme.com"),
        ("anna,martin@acme.com", "anna.martin@acme.com"),
        ("anna(at)acme.com", "anna@acme.com"),
        ("anna [at] acme.com", "anna@acme.com"),
        ("anna at acme.com", "anna@acme.com"),
        ('anna"acme.com', "anna@acme.com"),
        ("annaàacme.com", "anna@acme.com"),
        ("o'brien@acme.com", "o'brien@acme.com"),
    ],
)
def test_the_punctuation_that_was_meant_is_known(text: str, meant: str) -> None:
    what = pasted(text)
    assert (what.meant, what.problem) == (meant, "")


def test_a_name_with_an_address_is_refused_with_the_address() -> None:
    what = pasted("Martin, Anna <anna@acme.com>;")
    assert what.meant == "anna@acme.com"
    assert "without the name: anna@acme.com" in what.problem


@pytest.mark.parametrize(
    "text",
    [
        "anna@acme.com, lea@acme.com",
        "anna@acme.com;lea@acme.com",
        "anna@acme.com lea@acme.com",
        "anna@acme.com\nlea@acme.com",
        "Anna <anna@acme.com>, Lea <lea@acme.com>",
    ],
)
def test_several_addresses_are_refused_and_none_is_chosen(text: str) -> None:
    what = pasted(text)
    assert "more than one" in what.problem
    assert what.meant == ""


@pytest.mark.parametrize(
    ("text", "meant", "says"),
    [
        ("anna@ac\N{ZERO WIDTH SPACE}me.com", "anna@acme.com", "ZERO WIDTH SPACE"),
        ("\N{RIGHT-TO-LEFT MARK}anna@acme.com", "anna@acme.com", "RIGHT-TO-LEFT MARK"),
        ("anna@acme.com\N{SOFT HYPHEN}", "anna@acme.com", "SOFT HYPHEN"),
        ("anna@gm\N{CYRILLIC SMALL LETTER A}il.com", "anna@gmail.com", "cyrillic small letter a"),
        ("anna\N{FULLWIDTH COMMERCIAL AT}acme.com", "anna@acme.com", ""),
        ("anna@acme\N{IDEOGRAPHIC FULL STOP}com", "anna@acme.com", ""),
        ("\uff41nna\uff0dm@acme.com", "anna-m@acme.com", "full-width characters (\uff0d, \uff41)"),
        ("\uff41\uff42\uff43@acme.com", "abc@acme.com", "full-width characters (\uff41, \uff42)"),
        ("anna\uff0emeier@acme.com", "anna.meier@acme.com", "full-width characters (\uff0e)"),
        ("anna\uff20acme.com", "anna@acme.com", "full-width characters (\uff20)"),
    ],
)
def test_what_nobody_sees_is_named(text: str, meant: str, says: str) -> None:
    what = pasted(text)
    assert what.meant == meant
    assert says in what.oddity


@pytest.mark.parametrize(
    "text",
    [
        "\uff21\uff22 <anna@acme.com>",
        '"\uff34anaka" <t@acme.com>',
        "メール\uff1aanna@acme.com",
        "anna@\uff41cme.com",
        "\uff41nna",
    ],
)
def test_full_width_characters_elsewhere_are_not_those_of_the_address(text: str) -> None:
    assert pasted(text).oddity == ""


@pytest.mark.parametrize("text", ["anna@почта.рф", "jürgen@müller.de", "用户@例子.广告"])
def test_another_script_is_nothing_odd(text: str) -> None:
    assert pasted(text).oddity == ""
    assert pasted(text).meant == text


@given(st.text() | st.text(alphabet="a@.<>,; \n\"'()[]at:\u200bé") | st.emails())
def test_any_text_gets_an_answer_and_what_was_meant_is_stable(text: str) -> None:
    what = pasted(text)
    assert len(what.text) <= 320
    if check_syntax(what.meant).ok:
        again = pasted(what.meant)
        assert (again.text, again.meant, again.problem) == (what.meant, what.meant, "")


def test_a_book_takes_no_time() -> None:
    started = time.process_time()
    for text in (
        "a@b.c " * 2_000_000,
        "\u200b" * 10_000_000,
        "<" * 1200,
        "a@" * 600,
        "mailto:" * 180,
    ):
        pasted(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Léa Petit <l.petit@example.org>", "Léa Petit"),
        ('"Petit,  Léa" <mailto:l.petit@example.org>;', "Petit, Léa"),
        ("  Léa\tPetit\u00a0<l.petit@example.org>", "Léa Petit"),
        ("<l.petit@example.org>", ""),
        ("l.petit@example.org", ""),
        ("Léa Petit", ""),
        ("", ""),
    ],
)
def test_the_name_that_was_pasted_with_an_address(text: str, name: str) -> None:
    assert name_in(text) == name
