from __future__ import annotations

import time

import email_validator
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.pasted import is_plain
from licensetui.addresses.syntax import check_syntax


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("anna@example.org", "anna@example.org"),
        ("  Anna.Martin@Example.ORG\n", "Anna.Martin@example.org"),
        ("anna+jira@example.co.uk", "anna+jira@example.co.uk"),
        ("b.durand@gmial.com", "b.durand@gmial.com"),
        ("jürgen@müller.de", "jürgen@müller.de"),
        ("用户@例子.广告", "用户@例子.广告"),
        ("admin@corp.internal", "admin@corp.internal"),
        ("admin@box.lan", "admin@box.lan"),
        (" <anna@example.org> ", "anna@example.org"),
        ("mailto:anna@example.org?subject=Jira", "anna@example.org"),
        ("o'brien@example.org", "o'brien@example.org"),
    ],
)
def test_well_formed_addresses(text: str, normalized: str) -> None:
    syntax = check_syntax(text)
    assert (syntax.ok, syntax.normalized, syntax.problem) == (True, normalized, "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        (" \t", "empty"),
        ("Anna Martin", "@"),
        ("anna@", "after the @"),
        ("@example.org", "before the @"),
        ("anna@localhost", "not on the internet"),
        ("admin@corp.local", "`.local` is not on the internet"),
        ("anna@intranet", "period"),
        ("anna@example..org", "two periods"),
        ("anna..m@example.org", "two periods"),
        ("anna@@example.org", "@"),
        ("anna martin@example.org", "SPACE"),
        ("anna@exam ple.org", "SPACE"),
        ("anna@example.org, lea@example.org", "more than one"),
        ("anna@example.org;lea@example.org", "more than one"),
        ("anna@example.org\nlea@example.org", "more than one"),
        ("Anna Martin <anna@example.org>", "without the name: anna@example.org"),
        ("anna@[192.168.0.1]", "IP address"),
        ("a\x1b[31m@example.org", "invalid"),
        ("anna\x00@example.org", "U+0000"),
        ("anna\ud800@example.org", "U+D800"),
        ("a" * 400 + "@example.org", "320"),
        ("a@" + "b" * 300 + ".org", "too long"),
    ],
)
def test_broken_addresses_get_a_sentence(text: str, says: str) -> None:
    syntax = check_syntax(text)
    assert not syntax.ok
    assert says in syntax.problem
    assert syntax.problem.isprintable()


def test_a_pasted_book_is_refused_at_once() -> None:
    book = "anna@example.org " * 600_000
    started = time.process_time()
    syntax = check_syntax(book)
    assert not syntax.ok
    assert len(syntax.normalized) <= 320
    assert time.process_time() - started < 0.5


@given(st.text() | st.emails() | st.text(alphabet="a@.<>,; \n\x1b-é"))
def test_any_text_gets_an_answer_and_a_good_one_stays_good(text: str) -> None:
    syntax = check_syntax(text)
    assert syntax.ok is not bool(syntax.problem)
    if syntax.ok:
        assert check_syntax(syntax.normalized) == syntax


ATOMS = st.text("az09_+-.", min_size=1, max_size=6)
DOMAINS = st.text("azAZ09-.", min_size=1, max_size=9) | st.sampled_from(
    ("acme.test", "acme.LOCAL", "xn--bcher-kva.de", "a--b.com", "ab--c.com", "-a.com", "acme.co.uk")
)


@given(ATOMS, DOMAINS, st.sampled_from(("", "com", "De", "c0m", "invalid", "onion")))
def test_of_what_is_plain_the_library_says_the_same(local: str, domain: str, ending: str) -> None:
    text = f"{local}@{domain}.{ending}" if ending else f"{local}@{domain}"
    syntax = check_syntax(text)
    if not is_plain(text):
        return
    try:
        found = email_validator.validate_email(text, check_deliverability=False).normalized
    except email_validator.EmailNotValidError:
        assert not syntax.ok
    else:
        assert (syntax.ok, syntax.normalized) == (True, found)


@pytest.mark.parametrize("text", ["anna.martin@acme.com", "it-2+jira@Acme-Fr.co.uk"])
def test_most_addresses_are_plain(text: str) -> None:
    assert is_plain(text)
    assert check_syntax(text).ok
