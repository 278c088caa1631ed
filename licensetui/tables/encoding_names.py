"""Names of encodings: those of codecs, and those that people know."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from difflib import get_close_matches

from licensetui.domain.counting import listed
from licensetui.reading.cells import quoted
from licensetui.tables.table import TableError

NAMES = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "cp1254": "Windows-1254",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "cp932": "Shift-JIS",
    "cp1253": "Windows-1253",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp866": "CP866",
    "cp850": "CP850",
    "cp852": "CP852",
    "mac-roman": "Mac-Roman",
    "euc-jp": "EUC-JP",
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp949": "CP949",
    "iso8859-1": "ISO-8859-1",
    "iso8859-2": "ISO-8859-2",
    "iso8859-5": "ISO-8859-5",
    "iso8859-7": "ISO-8859-7",
    "iso8859-9": "ISO-8859-9",
    "iso8859-15": "ISO-8859-15",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
"""Encodings in which lists are met, by their codecs, with the names that people know."""
_LEGACY_NAMES = {"ansi": "cp1252", "mac": "mac-roman", "macintosh": "mac-roman", "dos": "cp850"}
_NOT_TEXT = re.compile("idna|punycode|escape|undefined|mbcs|oem|utf-7")


def codec_of(name: str) -> str:
    """Return the codec that a user names, or raise a `TableError` that names close ones."""
    key = re.sub(r"[^a-z0-9]+", "-", name.strip().casefold()).strip("-")
    try:
        codec = codecs.lookup(_LEGACY_NAMES.get(key, key))
        "".encode(codec.name)
        if not _NOT_TEXT.search(codec.name):
            return codec.name.replace("_", "-")
    except (LookupError, ValueError):
        pass
    by_key = {word.casefold(): name for item in NAMES.items() for word, name in _words(item)}
    close = [by_key[one] for one in get_close_matches(key, by_key, 5, 0.6)]
    names = list(dict.fromkeys(close)) or ["UTF-8", "Windows-1252", "Windows-1251", "Shift-JIS"]
    raise TableError(f"unknown encoding {quoted(name)}: choose from {listed(names, 5)}")


def _words(item: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the words by which an encoding may be meant, each with its name."""
    codec, name = item
    for word in (codec, name, name.replace("-", ""), name.replace("Windows-", "win")):
        yield word, name
