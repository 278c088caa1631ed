"""All addresses of a text, each with its name, and what else the text says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.in_text import addresses_in
from licensetui.addresses.names_beside import explains


def found(text: str) -> list[tuple[str, str]]:
    return [(person.name, person.address) for person in addresses_in(text).people]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("ana@acme.example and bob@acme.example", [("", "ana"), ("", "bob")]),
        ("ana@acme.example e bob@acme.example", [("", "ana"), ("", "bob")]),
        ("ana@acme.example/bob@acme.example", [("", "ana"), ("", "bob")]),
        ("ana@acme.example & bob@acme.example", [("", "ana"), ("", "bob")]),
        ("Ana Ruiz (IT) - ana@acme.example", [("Ana Ruiz (IT)", "ana")]),
        ("Ana Ruiz ana@acme.example", [("Ana Ruiz", "ana")]),
        ("Ruiz, Ana ana.ruiz@acme.example", [("Ruiz, Ana", "ana.ruiz")]),
        ("ana@acme.example (Ana Ruiz)", [("Ana Ruiz", "ana")]),
        ("Ana Ruiz (ana@acme.example)", [("Ana Ruiz", "ana")]),
        ("Ana Ruiz [SMTP:ana@acme.example]", [("Ana Ruiz", "ana")]),
        ("[Ana Ruiz](mailto:ana@acme.example)", [("Ana Ruiz", "ana")]),
        ("[Ana Ruiz|mailto:ana@acme.example]", [("Ana Ruiz", "ana")]),
        ('<a href="mailto:ana@acme.example">Ana Ruiz</a>', [("Ana Ruiz", "ana")]),
        ("ana@acme.example<mailto:ana@acme.example>", [("", "ana")]),
        ("Ana Ruiz<mailto:ana@acme.example>", [("Ana Ruiz", "ana")]),
        (
            'Ruiz, Ana <ana@acme.example>; "Hill, Bob" <bob@acme.example>, '
            "De Vries, Jan <jan@acme.example> and Zoé <zoe@acme.example>",
            [("Ruiz, Ana", "ana"), ("Hill, Bob", "bob"), ("De Vries, Jan", "jan"), ("Zoé", "zoe")],
        ),
        ("To: Ana Ruiz <ana@acme.example>", [("Ana Ruiz", "ana")]),
        ("Courriel : ana@acme.example", [("", "ana")]),
        ("Sähköposti: ana@acme.example", [("", "ana")]),
        ("Please write to ana@acme.example", [("", "ana")]),
        (
            "Ana Ruiz\tana@acme.example\nBob\tbob@acme.example",
            [("Ana Ruiz", "ana"), ("Bob", "bob")],
        ),
        ("ana@acme.example;Ana Ruiz", [("Ana Ruiz", "ana")]),
        ("ana@acme.example, Bob Hill", [("", "ana")]),
        ("o'brien@acme.example", [("", "o'brien")]),
        ("**ana@acme.example**.", [("", "ana")]),
        ("山田太郎 <yamada@acme.example>", [("山田太郎", "yamada")]),
    ],
)
def test_each_address_has_the_name_that_surely_is_its_own(
    text: str, people: list[tuple[str, str]]
) -> None:
    assert found(text) == [(name, f"{local}@acme.example") for name, local in people]


def test_a_signature_has_the_name_on_a_line_above() -> None:
    text = "Regards\n\nAna Ruiz\nIT Asset Manager\nTel: +34 91 123\nE-Mail: ana.ruiz@acme.example\n"
    assert found(text) == [("Ana Ruiz", "ana.ruiz@acme.example")]
    assert addresses_in(text).rest == ("Regards", "IT Asset Manager", "Tel: +34 91 123")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Ana; bob@acme.example", ("Ana",)),
        ("ana@acme.examplebob@acme.example", ("ana@acme.examplebob@acme.example",)),
        ("ana@@acme..example", ("ana@@acme..example",)),
        ("nobody", ("nobody",)),
        ("E-mail: , - \n", ()),
        ("write to ana@acme.example or call", ("or call",)),
    ],
)
def test_what_is_no_address_and_no_name_is_told_and_not_lost(
    text: str, rest: tuple[str, ...]
) -> None:
    assert addresses_in(text).rest == rest


def test_an_address_twice_is_one_with_the_name_from_either_place() -> None:
    assert found("ana@acme.example, Ana Ruiz <ANA@acme.example>") == [
        ("Ana Ruiz", "ANA@acme.example")
    ]


def test_an_address_explains_its_owners_name() -> None:
    assert explains("Léa Petit", "l.petit@acme.example")
    assert not explains("IT Asset Manager", "l.petit@acme.example")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "@" * 100_000,
            "a@" * 50_000,
            "a@b.c " * 17_000,
            "[a" * 50_000 + "@b",
            "-" * 100_000 + "@",
        ),
        *("a b\n" * 25_000 + "a@b.c", "x" * 100_000 + "@b.c", ", " * 50_000 + "a@b.c"),
        *(
            "-" * 100_000 + "@",
            '"' * 100_000 + "<a@b.c",
            "<a " * 33_000 + "a@b.c",
            "(" * 100_000 + "a@b.c",
        ),
    ],
)
def test_the_time_grows_as_the_text_does(text: str) -> None:
    started = time.process_time()
    addresses_in(text)
    assert time.process_time() - started < 1


@given(st.text() | st.text(alphabet="aB@.<>,; \n\"'()[]:|é\u200b\t"))
def test_any_text_gets_an_answer_and_no_address_is_made_up(text: str) -> None:
    people = addresses_in(text).people
    assert all(person.address in text and person.address.count("@") == 1 for person in people)
    assert len({person.address.lower() for person in people}) == len(people)
