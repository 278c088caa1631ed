"""Texts from bytes: byte order marks, UTF-8, and what else it can be.

Nothing is guessed in silence: where the bytes do not say what they are, a remark does, with a word
as it was read.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import replace

from licensetui.domain.counting import by_count, listed
from licensetui.domain.dataclass import dataclass
from licensetui.door import load
from licensetui.reading.cells import one_line, quoted
from licensetui.tables.encoding_names import NAMES, codec_of
from licensetui.tables.kinds import Kind, kind_of
from licensetui.tables.letters import example, plausibility
from licensetui.tables.table import TableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
"""Byte order marks with the codec and its name; UTF-32's begins like UTF-16's."""
_TRIED = tuple(name for name in NAMES if name != "iso8859-1" and "utf" not in name)
_SAMPLE = 60_000
"""Bytes that are looked at to tell an encoding."""
_CERTAIN, _CLOSE = 0.85, 0.35
"""How plausible a text must be to be in Windows-1252, and what is as good as another."""
_SHOWN = 5
"""Lines that are named at most."""
_STRANGE = re.compile(rb"[\x80-\xff]")
_TWICE = re.compile("[\xc2-\xf4][\x80-\xbf\u0152-\u2122]+")
"""What UTF-8 looks like that was read as Windows-1252."""


@dataclass(frozen=True)
class Decoded:
    """A text, and how it was read."""

    text: str
    """Without a byte order mark."""
    encoding: str
    """Name of its encoding, as people know it."""
    remarks: tuple[str, ...] = ()
    """Sentences on what is doubtful about that."""
    is_guessed: bool = False
    """Whether nothing but its letters tells the encoding."""


class UnknownEncodingError(TableError):
    """A text of which nothing tells the encoding."""


def decoded(
    raw: bytes, source: str, instead: str = "save it as CSV", wanted: str | None = None
) -> Decoded:
    """Return the text in some bytes, or raise `TableError`; `wanted` is the encoding by the user.

    `source` is harmless already; `instead` says what to do with what is no text.
    """
    kind, what = kind_of(raw)
    if kind is not Kind.TEXT:
        raise TableError(f"{source} is {what}: {instead}")
    if wanted is not None:
        return _as_wanted(raw, source, codec_of(wanted))
    mark, codec, name = next((one for one in _MARKS if raw.startswith(one[0])), (b"", "", ""))
    if mark:
        try:
            found = Decoded(raw[len(mark) :].decode(codec), name)
        except UnicodeDecodeError as error:
            where = error.start + len(mark) + 1
            raise TableError(
                f"{source} is declared as {name}, but the byte at {where} is not: save "
                "it again as UTF-8"
            ) from error
    else:
        found = _unmarked(raw, source, instead)
    if "\0" in found.text:
        raise _no_text(raw, source, instead)
    return replace(found, remarks=(*found.remarks, *_lost_letters(found.text)))


def _as_wanted(raw: bytes, source: str, codec: str) -> Decoded:
    name = NAMES.get(codec, codec.upper())
    if codec in ("utf-16", "utf-32") and not raw.startswith(tuple(one[0] for one in _MARKS)):
        codec += "-le"
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"the byte 0x{raw[error.start]:02x}"
        raise TableError(f"{source}, line {line}: {byte} is not {name}") from error
    except UnicodeError as error:
        raise TableError(f"{source} is not {name}") from error
    if "\0" in text:
        raise TableError(f"{source} is not {name}: it has NUL bytes")
    text = text.removeprefix("\ufeff")
    return Decoded(text, name, _lost_letters(text))


def _unmarked(raw: bytes, source: str, instead: str) -> Decoded:
    if b"\0" in raw:
        return _without_mark(raw, source, instead)
    try:
        return Decoded(raw.decode(), "UTF-8", _read_twice(raw))
    except UnicodeDecodeError:
        return _mixed(raw, source) or _legacy(raw, source)


def _without_mark(raw: bytes, source: str, instead: str) -> Decoded:
    """Return a text in UTF-16 that does not begin as one."""
    for codec in ("utf-16-le", "utf-16-be"):
        # A separator, a digit or a line end is half a NUL: they stand at one side of each pair.
        sides = raw[1::2].count(0), raw[::2].count(0)
        nuls, others = sides if codec == "utf-16-le" else sides[::-1]
        if others or nuls < len(raw) / 40:
            continue
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if not re.search("[\n\r;,\t|]", text):
            continue
        remark = "no encoding declared: read as UTF-16, guessed from its bytes"
        return Decoded(text, "UTF-16", (f"{remark}{_as_in(text)}",))
    raise _no_text(raw, source, instead)


def _mixed(raw: bytes, source: str) -> Decoded | None:
    """Return a text in UTF-8 of which a few lines are in Windows-1252; None if it is no such."""
    lines = raw.split(b"\n")
    wrong = [place for place, line in enumerate(lines) if not line.isascii() and not _is_utf8(line)]
    right = sum(not line.isascii() for line in lines) - len(wrong)
    if right < len(wrong) or not right:
        return None
    texts = []
    for place in wrong:
        try:
            texts.append(lines[place].decode("cp1252"))
        except UnicodeDecodeError as error:
            raise TableError(
                f"{source}, line {place + 1}: the byte "
                f"0x{lines[place][error.start]:02x} is not UTF-8 like the other lines: "
                "save the file as UTF-8"
            ) from error
        lines[place] = texts[-1].encode()
    where = listed([str(place + 1) for place in wrong], _SHOWN)
    remark = by_count(
        len(wrong),
        "line {where} is not UTF-8 like the other lines; read as Windows-1252{example}",
        "lines {where} are not UTF-8 like the other lines; read as Windows-1252{example}",
        where=where,
        example=_as_in(texts[0]),
    )
    return Decoded(b"\n".join(lines).decode(), "UTF-8", (remark,))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _legacy(raw: bytes, source: str) -> Decoded:
    """Return a text in an encoding of before UTF-8, told by its letters."""
    sample = _telling(raw)
    for codec, instead in _ranked(sample):
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec == "cp1252" and not instead:
            return Decoded(text, NAMES[codec])
        other = f" (in {NAMES[instead]}{_as_in(sample.decode(instead))})" if instead else ""
        read = f"read as {NAMES[codec]}, guessed from its letters{_as_in(text)}{other}"
        return Decoded(text, NAMES[codec], (f"no encoding declared: {read}",), True)
    fault = _first_fault(raw)
    line = raw.count(b"\n", 0, fault) + 1
    raise UnknownEncodingError(
        f"{source}, line {line}: the byte 0x{raw[fault]:02x} is not UTF-8, and the "
        "encoding cannot be guessed: save the file as UTF-8"
    )


def _first_fault(raw: bytes) -> int:
    """Return the place of the first byte that is not UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _telling(raw: bytes) -> bytes:
    """Return the lines by which an encoding can be told, up to a sample's size."""
    found, size = [], 0
    for line in raw.split(b"\n"):
        if strange := None if line.isascii() else _STRANGE.search(line):
            start = strange.start()
            found.append(line[max(0, start - 1000) : start + 1000])
            size += len(found[-1])
            if size > _SAMPLE:
                break
    return b"\n".join(found)


def _ranked(sample: bytes) -> list[tuple[str, str]]:
    """Return the codecs that a text may be in, the likeliest first, each with another likely one.

    What reads as Western words in Windows-1252 is that: most lists that are not UTF-8 are.
    """
    with suppress(UnicodeDecodeError):
        if plausibility(sample.decode("cp1252"), "cp1252") > _CERTAIN:
            return [("cp1252", "")]
    likely: dict[str, float] = {}
    for match in load("charset_normalizer:from_bytes")(sample, cp_isolation=list(_TRIED)):
        for name in match.could_be_from_charset:
            codec = name.replace("_", "-")
            plausible = plausibility(sample.decode(codec), codec) if codec in _TRIED else 0.0
            if plausible:
                likely[codec] = plausible - 2 * match.chaos + match.coherence / 4
    ranked = sorted(likely, key=lambda codec: (-round(likely[codec], 1), _TRIED.index(codec)))
    found = []
    for place, codec in enumerate(ranked):
        words = example(sample.decode(codec))
        others = (x for x in ranked[place + 1 :] if likely[codec] - likely[x] < _CLOSE)
        other = next((x for x in others if example(sample.decode(x)) != words), "")
        found.append((codec, other))
    return found


def _as_in(text: str) -> str:
    shown = one_line(example(text))
    return f", as in {quoted(shown)}" if shown else ""


def _read_twice(raw: bytes) -> tuple[str, ...]:
    """Return that letters in UTF-8 had been read as Windows-1252 before the file was saved."""
    for found in _TWICE.finditer(raw.decode()) if b"\xc3" in raw else ():
        try:
            meant = found[0].encode("cp1252").decode()
        except UnicodeError:
            continue
        return (
            f"it contains {quoted(found[0])} instead of {quoted(meant)}: the program "
            "that wrote it misread UTF-8 as Windows-1252; export it again",
        )
    return ()


def _lost_letters(text: str) -> tuple[str, ...]:
    """Return where a text has signs that stand for letters which were lost before."""
    if "\ufffd" not in text:
        return ()
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    return (f"line {line}: letters were lost before the file was saved (\ufffd): export it again",)


def _no_text(raw: bytes, source: str, instead: str) -> TableError:
    line = raw.count(b"\n", 0, raw.find(b"\0")) + 1
    return TableError(f"{source}, line {line}: a NUL byte, so this is not a text file: {instead}")
