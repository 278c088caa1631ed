from __future__ import annotations

import inspect
import re
import time

import email_validator
import email_validator.syntax
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.odd import SEVERAL
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
    ("text", "problem"),
    [
        ("", "The address is empty."),
        (" \t", "The address is empty."),
        ("Anna Martin", "An address needs an @ sign."),
        ("anna@", "There is nothing after the @."),
        ("@example.org", "There is nothing before the @."),
        ("anna@localhost", "`.localhost` is not on the internet: no vendor's mail can arrive."),
        ("admin@corp.local", "`.local` is not on the internet: no vendor's mail can arrive."),
        ("anna@intranet", "The ending is missing: .com, .fr?"),
        ("anna@example.", "The ending is missing: .com, .fr?"),
        ("anna@example.org.", "No dot at the end."),
        ("anna@example.co.uk.", "No dot at the end."),
        ("anna@example.123", "`.123` is not an ending: .com, .fr?"),
        ("anna@example..org", "No two dots in a row after the @."),
        ("anna..m@example.org", "No two dots in a row before the @."),
        (".anna@example.org", "No dot at the beginning."),
        ("anna.@example.org", "No dot right before the @."),
        ("anna@.example.org", "No dot right after the @."),
        ("anna@-example.org", "No hyphen next to a dot, or at either end, after the @."),
        ("anna@ex.-ample.org", "No hyphen next to a dot, or at either end, after the @."),
        ("anna@@example.org", "There is more than one @ sign: an address has only one."),
        ("anna martin@example.org", "No spaces before the @."),
        ("Mail : anna@example.org", "No spaces or `:` before the @."),
        ("a(b)[c@example.org", "No `(`, `)` or `[` before the @."),
        ('"anna"@example.org', 'No `"` before the @.'),
        ("anna@exam ple.org", "No spaces after the @."),
        ("anna@exam_ple.org", "No `_` after the @."),
        ("anna@example.org/jira", "No `/` after the @."),
        ("anna@\u2603.org", "No `\u2603` after the @."),
        ("\u0301anna@example.org", "No `\u0301` before the @."),
        ("anna@example.org, lea@example.org", SEVERAL),
        ("anna@example.org;lea@example.org", SEVERAL),
        ("anna@example.org\nlea@example.org", SEVERAL),
        ("anna@example.orglea@example.org", SEVERAL),
        (
            "Anna Martin <anna@example.org>",
            "Enter only the address, without the name: anna@example.org",
        ),
        (
            "Anna <anna@example.org<mailto:anna@example.org>>",
            "Enter only the address, without the name: anna@example.org",
        ),
        ("anna@example.org;ANNA@example.org", "Enter the address once: anna@example.org"),
        ("anna@[192.168.0.1]", "No IP address after the @: use a domain name."),
        ("anna@[IPv6:fe80::1%eth0]", "No IP address after the @: use a domain name."),
        ("a\x1b[31m@example.org", "No U+001B or `[` before the @."),
        ("anna\x00@example.org", "No U+0000 before the @."),
        ("anna\ud800@example.org", "No U+D800 before the @."),
        ("a" * 250 + "@example.org", "An address has at most 254 characters."),
        ("a" * 400 + "@example.org", "An address has at most 254 characters."),
        ("a@" + "b" * 64 + ".org", "At most 63 characters between two dots after the @."),
        ("a@" + "b." * 130 + "org", "At most 253 characters after the @."),
        ("a@xn--0.org", "The part after the @ is not a valid domain."),
        ("a@ab--c.org", "The part after the @ is not a valid domain."),
        ("a@1.\u05d0\u05d1.com", "The part after the @ is not a valid domain."),
    ],
)
def test_each_kind_of_error_has_a_sentence_of_its_own(text: str, problem: str) -> None:
    syntax = check_syntax(text)
    assert (syntax.ok, syntax.problem) == (False, problem)


BROKEN = st.text("ab@.-_ :;,<>()[]\"'\\/%\u00e9\u05d0\u0301\u200b\u3002\uff20\x1b\n1", max_size=40)


THEIRS = ("@-sign", "at-sign", "period", "email address", "IDNA", "isplay name", "Extra", "invalid")
"""Words of which each sentence of the library has one, and none of ours."""


def test_each_sentence_of_the_library_would_be_recognized() -> None:
    raised = re.findall(r"SyntaxError\(f?[\"'](.+)", inspect.getsource(email_validator.syntax))
    assert len(raised) > 30
    assert [words for words in raised if not any(word in words for word in THEIRS)] == []


@given(BROKEN | st.text(max_size=60) | st.builds("{}@{}".format, st.text(), st.text()))
def test_no_sentence_of_the_library_is_ever_shown(text: str) -> None:
    problem = check_syntax(text).problem
    assert problem.isprintable()
    assert not any(word in problem for word in THEIRS)


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
