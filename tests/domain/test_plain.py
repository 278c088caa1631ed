from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
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


INVISIBLE = (
    *("\N{ARABIC LETTER MARK}", "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}"),
    *("\N{SOFT HYPHEN}", "\N{HANGUL CHOSEONG FILLER}", "\N{HANGUL JUNGSEONG FILLER}"),
    *("\N{HANGUL FILLER}", "\N{HALFWIDTH HANGUL FILLER}", "\N{COMBINING GRAPHEME JOINER}"),
    *("\N{TAG LATIN SMALL LETTER A}", "\N{CANCEL TAG}", "\U000e0001", "\U000e0fff", "\u2065"),
    *("\N{VARIATION SELECTOR-1}", "\N{VARIATION SELECTOR-16}", "\N{VARIATION SELECTOR-17}"),
    *("\N{MONGOLIAN VOWEL SEPARATOR}", "\N{KHMER VOWEL INHERENT AQ}", "\ufff0"),
    *("\N{INHIBIT SYMMETRIC SWAPPING}", "\N{MUSICAL SYMBOL BEGIN BEAM}", "\U0001bca0"),
    "\N{BRAILLE PATTERN BLANK}",
)


@pytest.mark.parametrize("around", ["Jira", "\u65e5 ", "\u05d0\u05d1", "\N{FIRE} "])
def test_what_is_invisible_becomes_a_sign_between_letters_that_need_none(around: str) -> None:
    first, last = around[:-1], around[-1]
    for sign in INVISIBLE:
        for text in (f"{first}a{sign}{last}", f"{first} {sign}", f"{sign}{last}", sign):
            assert plain(text) == text.replace(sign, SIGN), f"{ord(sign):04X}"
            assert plain(text, is_growing=True) == text.replace(sign, SIGN), f"{ord(sign):04X}"


NEEDED = (
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian: I want
    "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc",  # Persian: a letter
    "\u0915\u094d\u200d\u0937",  # Hindi: a half letter
    "\u0dc1\u0dca\u200d\u0dbb\u0dd3",  # Sinhala: Sri
    "\u0995\u09cd\u200c\u09b0",  # Bengali
    "\N{WOMAN}\u200d\N{PERSONAL COMPUTER}",
    "\N{MAN}\N{EMOJI MODIFIER FITZPATRICK TYPE-5}\u200d\N{STAFF OF AESCULAPIUS}\ufe0f",
    "\N{WAVING WHITE FLAG}\ufe0f\u200d\N{RAINBOW}",
    "\N{HEAVY BLACK HEART}\ufe0f ok",
    "1\ufe0f\u20e3 #\ufe0f\u20e3",
    "\N{WAVING BLACK FLAG}" + "".join(chr(0xE0000 + ord(x)) for x in "gbsct") + "\N{CANCEL TAG}",
    "\u845b\U000e0100\u98fe",  # Japanese: the name of a town, and of people
    "\u1820\u180e\u1820\u180b",  # Mongolian
    "\u2813\u2800\u2814",  # Braille
)


@pytest.mark.parametrize("text", NEEDED)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    assert plain(text) == text
    assert plain(f"x {text} x") == f"x {text} x"


@pytest.mark.parametrize("text", NEEDED)
def test_it_can_be_typed_sign_by_sign(text: str) -> None:
    typed = ""
    for sign in text:
        typed = plain(typed + sign, is_growing=True)
    assert typed == text


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u200c",  # nothing follows
        "\u0645\u200c\u200c\u0645",  # twice
        "\u0645\u200ca",
        "\u0661\u200c\u0662",  # digits do not join
        "\N{FIRE}\u200da",
        "a\ufe0f\u200d\N{FIRE}",
        "\N{WAVING BLACK FLAG}"
        + "".join(chr(0xE0000 + ord(x)) for x in "hidden")
        + "\N{CANCEL TAG}",
        "\N{WAVING BLACK FLAG}" + "".join(chr(0xE0000 + ord(x)) for x in "gbsct"),
        "1\ufe0f",
    ],
)
def test_what_only_looks_like_a_need_is_shown(text: str) -> None:
    assert SIGN in plain(text)


def test_every_default_ignorable_code_point_is_shown_between_latin_letters() -> None:
    """Of all that the Unicode database calls a format character, only the visible ones stay."""
    visible = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    egyptian = set(range(0x13430, 0x13439))  # they place hieroglyphs, and are no ignorable ones
    stay = {
        code
        for code in range(0x110000)
        if unicodedata.category(chr(code)) == "Cf" and plain(f"a{chr(code)}b") == f"a{chr(code)}b"
    }
    assert stay == visible | egyptian


SIGNS = st.sampled_from("".join(INVISIBLE + NEEDED))


@given(st.text() | st.text(SIGNS))
@example("\u0993\u200c\u180b")  # a joiner before a sign that is taken away
@example("x\u180b\u200d\u0993")
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
