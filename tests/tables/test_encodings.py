"""No letter is misread in silence: what is doubtful is said, with a word as it was read."""

# ruff: noqa: RUF001  # letters of other scripts are what it is about

from __future__ import annotations

import codecs

import pytest

from licensetui.tables.encoding_names import codec_of
from licensetui.tables.encodings import Decoded, decoded
from licensetui.tables.read import parse_table
from licensetui.tables.table import TableError

FRENCH = "Produit;Éditeur;Échéance;Coût (€)\nJira;Söhne;2027-01-01;10\n"
LISTS = {
    "cp1251": ("Windows-1251", "Название;Дата\nМосква бюро;2027-01-01\n"),
    "koi8-r": ("KOI8-R", "Название;Дата\nМосква бюро;2027-01-01\n"),
    "cp866": ("CP866", "Название;Дата\nМосква бюро;2027-01-01\n"),
    "cp932": ("Shift-JIS", "製品名;ベンダー;期限\nウイルスバスター;トレンドマイクロ;2027-01-01\n"),
    "euc-jp": ("EUC-JP", "製品名;ベンダー;期限\nウイルスバスター;トレンドマイクロ;2027-01-01\n"),
    "gb18030": ("GB18030", "产品名称;供应商;到期日期\n微软办公软件;微软公司;2027-01-01\n"),
    "big5": ("Big5", "產品名稱;供應商;到期日期\n微軟辦公軟體;微軟公司;2027-01-01\n"),
    "cp949": ("CP949", "제품명;공급업체;만료일\n한글 오피스;한글과컴퓨터;2027-01-01\n"),
    "cp1253": ("Windows-1253", "Προϊόν;Ημερομηνία λήξης\nΆδεια χρήσης;2027-01-01\n"),
    "cp1250": ("Windows-1250", "Nazwa;Data wygaśnięcia\nLicencja użytkownika;2027-01-01\n"),
    "cp1254": ("Windows-1254", "Ürün;Satıcı;Bitiş\nMuhasebe yazılımı;Iğdır;2027-01-01\n"),
    "cp850": ("CP850", "Produit;Éditeur;Échéance\nJira;Müller;2027-01-01\n"),
    "mac-roman": ("Mac-Roman", "Produit;Éditeur;Échéance\nJira;Müller;2027-01-01\n"),
}


def read(raw: bytes, encoding: str | None = None) -> Decoded:
    return decoded(raw, "x.csv", wanted=encoding)


def refused(raw: bytes, encoding: str | None = None) -> str:
    with pytest.raises(TableError) as caught:
        read(raw, encoding)
    return str(caught.value)


@pytest.mark.parametrize("text", [FRENCH, "Año;¿Qué?\n", "Name;Größe\nx; 5 – 7 °C\n", "Preis €\n"])
def test_western_words_are_read_without_a_doubt(text: str) -> None:
    assert read(text.encode("cp1252")) == Decoded(text, "Windows-1252")


@pytest.mark.parametrize("codec", LISTS)
def test_another_encoding_is_told_by_its_letters_and_said_with_a_word(codec: str) -> None:
    name, text = LISTS[codec]
    found = read(text.encode(codec))
    assert (found.text, found.encoding) == (text, name)
    (remark,) = found.remarks
    assert remark.startswith(
        f"no encoding declared: read as {name}, guessed from its letters, as in"
    )
    assert found.is_guessed
    assert text.split(";")[0] in remark or text.split(";")[1].split("\n")[0] in remark


@pytest.mark.parametrize("codec", LISTS)
def test_the_user_knows_better(codec: str) -> None:
    name, text = LISTS[codec]
    assert read(text.encode(codec), codec) == Decoded(text, name)
    assert read(text.encode(codec), name.lower()).text == text


def test_as_good_another_reading_is_said_too() -> None:
    (remark,) = read("Name\nМосква\n".encode("cp1251")).remarks
    assert 'as in "Москва"' in remark
    assert "(in " in remark


@pytest.mark.parametrize("lines", [(3,), (2, 4)])
def test_lines_that_are_not_utf_8_as_the_others_are_named(lines: tuple[int, ...]) -> None:
    rows = ["Name;Ort", "Müller;Köln", "Société;Orléans", "Söhne;Lübeck", "Bäcker;Gießen"]
    raw = [row.encode("cp1252" if n in lines else "utf-8") for n, row in enumerate(rows, 1)]
    found = read(b"\n".join(raw))
    assert (found.text, found.encoding) == ("\n".join(rows), "UTF-8")
    which = "line 3 is" if len(lines) == 1 else "lines 2, 4 are"
    (remark,) = found.remarks
    assert remark.startswith(f"{which} not UTF-8 like the other lines; read as Windows-1252")


def test_a_line_that_is_nothing_at_all_is_said() -> None:
    raw = "Müller\nKöln\n".encode() + b"\x81\n"
    assert refused(raw).startswith("x.csv, line 3: the byte 0x81 is not UTF-8 like the other lines")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Name;End\nJira;2027-01-01\n", LISTS["cp1251"][1]])
def test_utf_16_without_its_mark_is_known(codec: str, text: str) -> None:
    found = read(text.encode(codec))
    assert (found.text, found.encoding) == (text, "UTF-16")
    assert found.remarks[0].startswith(
        "no encoding declared: read as UTF-16, guessed from its bytes"
    )


def test_letters_that_were_lost_before_are_said() -> None:
    (twice,) = read("Name\nSoci\xc3\xa9t\xc3\xa9\n".encode()).remarks
    assert twice.startswith('it contains "Ã©" instead of "é"')
    (lost,) = read("Name\n\nSoci\ufffdt\ufffd\n".encode()).remarks
    assert lost.startswith("line 3: letters were lost before the file was saved")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_a_mark_is_no_letter(mark: bytes) -> None:
    codec = "utf-8" if mark == codecs.BOM_UTF8 else "utf-16-le"
    for encoding in (None, codec):
        assert read(mark + "Näme".encode(codec), encoding).text == "Näme"


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("utf8", "utf-8"),
        ("Windows-1251", "cp1251"),
        ("koi8_r", "koi8-r"),
        ("Latin1", "iso8859-1"),
        ("SHIFT_JIS", "shift-jis"),
        ("ANSI", "cp1252"),
        ("mac", "mac-roman"),
    ],
)
def test_encodings_are_known_by_the_names_that_people_use(name: str, codec: str) -> None:
    assert codec_of(name) == codec


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("koi8", "KOI8-R"),
        ("win-1251", "Windows-1251"),
        ("utf-7", "UTF-8"),
        ("rot13", "UTF-8, Windows-1252, Windows-1251, Shift-JIS"),
        ("", "UTF-8, Windows-1252, Windows-1251, Shift-JIS"),
        ("a\x1b[31m", "UTF-8, Windows-1252, Windows-1251, Shift-JIS"),
        ("unicode_escape", "UTF-8, Windows-1252, Windows-1251, Shift-JIS"),
    ],
)
def test_an_encoding_that_is_none_is_said_with_those_that_are_close(name: str, there: str) -> None:
    said = refused(b"Name\n", name)
    assert said.isprintable()
    assert said.startswith("unknown encoding")
    assert f"choose from {there}" in said


def test_bytes_that_are_not_what_the_user_says_are_said() -> None:
    assert refused("Name\nДата\n".encode("koi8-r"), "utf-8") == (
        "x.csv, line 2: the byte 0xe4 is not UTF-8"
    )
    assert "is not UTF-16" in refused(b"Name\nJi", "utf-16")
    assert refused(b"N\0a\0", "latin1") == "x.csv is not ISO-8859-1: it has NUL bytes"


def test_whoever_imports_can_name_it() -> None:
    (remark,) = parse_table("Name\nМосква\n".encode("cp1251"), "x.csv").remarks
    assert remark.endswith("; to change it: licensetui import --encoding NAME")
    with pytest.raises(TableError, match="or set the encoding: licensetui import --encoding NAME"):
        parse_table(b"Name\n\x80\xcb\xb9\xf2\xa8\xe7\n", "x.csv")


def test_a_long_line_before_the_letters_takes_no_time() -> None:
    text = "x" * 5_000_000 + "\nМосква бюро\n"
    assert read(text.encode("cp1251")).encoding == "Windows-1251"
