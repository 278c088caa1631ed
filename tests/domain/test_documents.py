"""Places of documents: what a paste means, and what a program may be given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.change import Change, Edit
from licensetui.domain.documents import (
    NotOpenedError,
    document_words,
    documents_in,
    place_of,
    target_of,
)
from licensetui.domain.keyless import change_without_keys
from licensetui.domain.license import Document
from licensetui.domain.merge import Conflict, merge
from licensetui.domain.web_password import has_password
from tests.builders import a_license

ONE, OTHER, THIRD = (Document(f"/srv/{name}.pdf", name) for name in ("one", "other", "third"))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        (" /srv/a b.pdf ", "/srv/a b.pdf"),
        ('"/srv/a b.pdf"', "/srv/a b.pdf"),
        ("'/srv/a.pdf'", "/srv/a.pdf"),
        ("<https://example.org/q?id=7>", "https://example.org/q?id=7"),
        ("file:///srv/a%20b.pdf", "/srv/a b.pdf"),
        ("'file://localhost/srv/%C3%A9.pdf'", "/srv/é.pdf"),
        ("file:/srv/a.pdf", "/srv/a.pdf"),
        ("file:///srv/a?b#c.pdf", "/srv/a?b#c.pdf"),
        ("file://server/share/a.pdf", "file://server/share/a.pdf"),
        ("file:///srv/%1b%5B31m", "file:///srv/%1b%5B31m"),
        ("file:///srv/%ff", "file:///srv/%ff"),
        ("file://[/x", "file://[/x"),
        (r"C:\Contracts\a.pdf", r"C:\Contracts\a.pdf"),
        ('""', ""),
    ],
)
def test_a_place_is_understood_with_quotes_and_as_a_file_address(typed: str, place: str) -> None:
    assert place_of(typed) == place


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("https://example.org/q?id=7&x=%20", "https://example.org/q?id=7&x=%20"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("/srv/$(touch x); rm -rf ~.pdf", "/srv/$(touch x); rm -rf ~.pdf"),
        ("~/quote.pdf", "/home/anna/quote.pdf"),
        ("file:///srv/a%20b.pdf", "/srv/a b.pdf"),
    ],
)
def test_paths_and_addresses_of_the_web_are_opened(place: str, target: str) -> None:
    assert target_of(place, "/home/anna") == target


@pytest.mark.parametrize(
    "place",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/x",
        "mailto:a@example.org",
        "vbscript:x",
        "file://server/x",
        "smb://server/x",
        r"C:\x.pdf",
        "https://",
        "https://[x",
        "https://example.org/a b",
        "-oProxyCommand=x",
        "contract.pdf",
        "~root/x",
        "/srv/\x1b[31mred",
        "/srv/\u202efdp.exe",
        "https://example.org/\nx",
        "",
    ],
)
def test_nothing_else_is(place: str) -> None:
    with pytest.raises(NotOpenedError):
        target_of(place, "/home/anna")


def test_an_address_that_is_not_whole_is_not_called_one_of_another_scheme() -> None:
    with pytest.raises(NotOpenedError, match="no host"):
        target_of("https://example.org/a quote", "/home/anna")


@given(st.text(), st.sampled_from(["", "~/", "/", "https://", "file://", "HTTPS:", "'"]))
def test_what_is_opened_is_a_whole_path_or_an_address_of_the_web(text: str, before: str) -> None:
    try:
        target = target_of(before + text, "/home/anna")
    except NotOpenedError:
        return
    assert target.startswith("/") or target.lower().startswith(("http://", "https://"))
    assert "\0" not in target


@given(st.text())
def test_each_line_is_a_document_once(text: str) -> None:
    found = list(documents_in(text))
    assert len({x.place for x in found}) == len(found)
    assert all(x.place.strip() for x in found)


def test_documents_of_two_sessions_fit_together_and_one_title_said_twice_does_not() -> None:
    before = a_license(documents=(ONE,))
    mine = a_license(documents=(ONE, OTHER))
    edit = merge(Edit(before, mine), a_license(documents=(THIRD,)))
    assert isinstance(edit, Edit)
    assert edit.after
    assert set(edit.after.documents) == {OTHER, THIRD}
    renamed, called = (a_license(documents=(Document(ONE.place, x),)) for x in ("a", "b"))
    conflict = merge(Edit(before, renamed), called)
    assert isinstance(conflict, Conflict)
    assert conflict.fields == ("documents",)


def test_a_license_key_is_no_place() -> None:
    after = a_license(documents=(ONE, Document("key: 3FA2-99B1-77C0-4D5E-A1B2", "x")))
    change, said = change_without_keys(Change("x", (Edit(a_license(documents=(ONE,)), after),)))
    [edit] = change.licenses
    assert edit.after
    assert said
    assert "77C0" not in str(edit.after)
    assert edit.after.documents[0] == ONE


def test_in_a_few_words_there_are_two() -> None:
    assert document_words(()) == ""
    assert document_words((ONE, Document("/x"))) == "one, /x"
    assert document_words((ONE, OTHER, THIRD)) == "one, other, and 1 more"


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("https://anna:secret@example.org/q", "https://anna:***@example.org/q"),
        ("https://anna:se@cr/et@example.org/", "https://anna:***@cr/et@example.org/"),
        ("https://anna:sec/ret@example.org/", "https://anna:***@example.org/"),
        ("https://:token@example.org", "https://:***@example.org"),
        ("FTP://anna:1234@example.org/", "FTP://anna:***@example.org/"),
        ("https://anna@example.org:8443/q:x@y", "https://anna@example.org:8443/q:x@y"),
        ("https://example.org:8443/a@b", "https://example.org:8443/a@b"),
        ("https://[::1]:8443/a:b@c", "https://[::1]:8443/a:b@c"),
        ("/srv/a:b@c.pdf", "/srv/a:b@c.pdf"),
    ],
)
def test_an_address_is_shown_without_its_password(place: str, shown: str) -> None:
    assert Document(place).shown == shown
    assert has_password(place) == (shown != place)
    assert has_password(shown) == (shown != place), "what was shown is no address to keep"
