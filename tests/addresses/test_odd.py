"""Any paste becomes the address that was meant, or stays one that gets a sentence: no guesses."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio

ANNA = "anna.keller@acme.com"
KNOWN = KnownAddresses.of(
    Portfolio((), (Contact("", ANNA, 1), Contact("", "b.durand@acme.com", 2))), ["acme.com"]
)
NOBODY = KnownAddresses.of(Portfolio())

LABELS = (
    *("Email: ", "E-mail : ", "E-Mail-Adresse: ", "Adresse électronique : ", "Correo:", "Mél : "),
    *(
        "Posta elettronica: ",
        "Sähköposti: ",
        "メール\uff1a",
        "邮箱\uff1a",
        "Почта: ",
        "이메일: ",
        "E-posta: ",
    ),
    *(
        "To: ",
        "De : ",
        "Cc: ",
        "SMTP:",
        "smtp: ",
        "sip:",
        "UPN ",
        "Email ",
        "• ",
        "1. ",
        "> ",
        "✉ ",
    ),
    *(
        "T: +49 30 123 | m. ",
        "Anna Keller: ",
        "Anna Keller (IT) ",
        "Anna Keller - ",
        "Keller, Anna ",
    ),
    *(
        "\N{E-MAIL SYMBOL}",
        "mailto://",
        "Frau Keller\t",
        "Dr. Anna Keller; ",
        "email=",
        '"email": "',
        "https://x.org/?to=",
        "mailto: ",
    ),
)
AROUND = (
    *(
        ("« ", " »"),
        ("“", "”"),
        ("„", "“"),
        ("\u2018", "\u2019"),
        ("\u2039", "\u203a"),
        ("»", "«"),
        ("「", "」"),
    ),
    *(
        ("[", "]"),
        ("{", "}"),
        ("**", "**"),
        ("`", "`"),
        ("'<", ">'"),
        ("&lt;", "&gt;"),
        ("<<", ">>"),
    ),
    *(("Anna Keller <", ">"), ('"Keller, Anna (IT)" <', ">;"), ("Anna Keller [mailto:", "]")),
    *(("[Anna Keller](mailto:", ")"), ("[Anna Keller|mailto:", "]"), ("Anna <mailto:", ">")),
    *(('<a href="mailto:', '">Anna</a>'), ("<b>", "</b>"), ("<mailto:", "?subject=Jira>")),
    *(("", " (Anna Keller)"), ("", ", thanks"), ("", ". Thanks"), ("", "\n\nRegards"), ("", "!")),
    *(
        ("", "%20"),
        ("", "&nbsp;"),
        ("", "/jira"),
        ("", ":25"),
        ("", "…"),
        ("'", ""),
        ("", "\u2019"),
    ),
    *((f"{ANNA}<mailto:", ">"), (f"{ANNA};", ""), (f"{ANNA} ", ""), (ANNA, ""), ("@", "")),
)
FOR_AT = (
    *("(at)", " [at] ", " at ", "_at_", ".at.", " AT ", "AT", "(a)", "(ät)", "[arobase]", "(dog)"),
    *("(chiocciola)", "(собака)", " arobase ", "(@)", " @ ", "@ ", "@@", "%40", "&#64;", "&#x40;"),
    *(
        "&commat;",
        "\uff20",
        "2",
        '"',
        "'",
        "à",
        "0",
        "é",
        "q",
        "ò",
        "ç",
        "#",
        "£",
        ".",
        " ",
        "",
        "@<",
    ),
)
FOR_DOT = (
    "(dot)",
    " [dot] ",
    " dot ",
    "[point]",
    "(punkt)",
    ",",
    ";",
    ":",
    " ",
    ". ",
    " .",
    "..",
    "@",
)


def meant(text: str, known: KnownAddresses = KNOWN) -> str:
    """Return the address that is taken, or suggested."""
    report = check(text, known)
    return (report.suggestion.address if report.suggestion else report.address).lower()


@pytest.mark.parametrize("label", LABELS)
def test_what_stands_before_an_address_in_any_language_is_none_of_it(label: str) -> None:
    assert meant(f"{label}{ANNA}") == ANNA


@pytest.mark.parametrize(("before", "after"), AROUND)
def test_brackets_quotes_and_links_around_an_address_are_none_of_it(
    before: str, after: str
) -> None:
    assert meant(f"{before}{ANNA}{after}") == ANNA


@pytest.mark.parametrize("at", FOR_AT)
def test_what_stands_for_the_at_sign_is_read(at: str) -> None:
    assert meant(f"anna.keller{at}acme.com") == ANNA


@pytest.mark.parametrize("dot", FOR_DOT)
def test_what_stands_for_the_dot_is_read(dot: str) -> None:
    assert meant(f"anna.keller@acme{dot}com") == ANNA


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("anna.keller2acme.com", "`2` is on the @ key of US, Spanish and Nordic keyboards"),
        ("anna.kelleràacme.com", "`à` is on the @ key of French keyboards"),
        ("anna.kellerqacme.com", "`q` is on the @ key of German keyboards"),
        ("jean£gmail.com", "`£` is beside the @ of British Apple and Canadian keyboards"),
        ("jeangmail.com", "the @ is missing"),
        ("jean%40gmail.com", "`%40` is @ in a link"),
        ("jean&#64;gmail.com", "`&#64;` is @ in HTML"),
        ("jean(at)gmail.com", "@ is written in words"),
        ("jean@gmail@com", "@ instead of a dot"),
        ("jean@gmail.com@gmail.com", "the same domain appears twice"),
        ("jean\u20acgmail.com", "`€` means @"),
        ("jean@gmail.comjean@gmail.com", "the same address appears twice"),
        ("anna keller@acme.com", "a space replaces another character"),
    ],
)
def test_the_reason_says_which_slip_it_was(text: str, reason: str) -> None:
    suggestion = check(text, KNOWN).suggestion
    assert suggestion
    assert suggestion.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        *("anna.kelleracme.com", "jeanme.com", "gmail.com", "www.gmail.com", "https://gmail.com/x"),
        *("anna martin@foo.com", "anna, martin@foo.com", "acme\\anna@foo.com", "meet @ noon"),
        *("https://user:pw@host.com/x", "anna@mail to foo.com", '"anna m"@foo.com', "Anna Martin"),
        *("anna(at)foo", "12.50 @ 3.00", "Anna <foo.com>", "x400:c=de;a= ;p=acme;s=keller"),
        *("anna@foo.comlea@foo.com", "anna@foo.com, lea@foo.com", "anna@foo.com and lea@foo.com"),
    ],
)
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    report = check(text, NOBODY)
    assert report.problem
    assert report.suggestion is None


@pytest.mark.parametrize(
    "text", ["o'brien@foo.com", "r&d@foo.com", "jean-@foo.com", "_jean@foo.com", "jean+x@foo.com"]
)
def test_rare_signs_that_an_address_may_have_are_left_alone(text: str) -> None:
    assert meant(text, NOBODY) == text
    assert check(text, NOBODY).is_valid


@pytest.mark.parametrize("text", ["b;durand@acme.com", "b,durand@acme.com"])
def test_a_sign_beside_the_dot_stands_for_it_behind_an_initial_too(text: str) -> None:
    assert meant(text) == "b.durand@acme.com"
    assert meant("e:b.durand@acme.com") == "b.durand@acme.com"  # a label


def test_a_known_contact_decides_between_two_readings() -> None:
    known = KnownAddresses.of(Portfolio((), (Contact("", "anna2@acme.com", 1),)))
    assert meant("anna2acme.com", known) == "anna2@acme.com"


@pytest.mark.parametrize(
    "text",
    [
        *("@" * 1_000_000, "a@" * 500_000, "a@b.c " * 160_000, "x" * 1_000_000 + "@b.c"),
        *("é" * 1_200 + "@b.c", "@" + "," * 1_278, "(" * 600 + "@" + ")" * 600, "&#64;" * 200_000),
        *("a. " * 400 + "@b.com", "<" * 1_200, " at" * 400 + " x.com", "%40" * 300_000),
    ],
)
def test_a_hostile_paste_takes_no_time(text: str) -> None:
    check("jürgen@müller.de", KNOWN)  # all is loaded
    started = time.process_time()
    assert check(text, KNOWN).problem
    assert time.process_time() - started < 0.2  # 50 ms at most on a quiet machine


PIECES = st.sampled_from(
    (
        *LABELS,
        *FOR_AT,
        *FOR_DOT,
        "anna",
        "acme",
        "com",
        "@",
        ANNA,
        "<",
        ">",
        "(",
        ")",
        "é",
        "\u200b",
    )
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_whatever_is_suggested_is_an_address_of_which_nothing_else_is_said(text: str) -> None:
    report = check(text, KNOWN)
    if report.suggestion is not None:
        again = check(report.suggestion.address, KNOWN)
        assert again.is_valid
        assert again.suggestion is None
