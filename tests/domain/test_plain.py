from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.plain import folded, plain

SIGN = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Jira [/x] Comptabilité 日本", "Jira [/x] Comptabilité 日本"),
        ("a\x1b[31mb", f"a{SIGN}[31mb"),
        ("a\nb\tc\r\n", "a b c  "),
        ("a\x9b31mb", f"a{SIGN}31mb"),
        ("abc\u202ecod.exe", f"abc{SIGN}cod.exe"),
        ("a\u200bb", f"a{SIGN}b"),
        ("a\ud800b", f"a{SIGN}b"),
        ("", ""),
    ],
)
def test_what_a_terminal_would_obey_is_shown_as_a_sign(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_the_result_is_one_harmless_line_of_the_same_length(text: str) -> None:
    shown = plain(text)
    assert len(shown) == len(text)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    assert len(shown.splitlines()) <= 1
    assert plain(shown) == shown
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "found"), [("Élodie", "elodie"), ("STRASSE", "strasse"), ("Straße", "strasse")]
)
def test_folded_text_is_found_without_accents_and_case(text: str, found: str) -> None:
    assert folded(text) == found
