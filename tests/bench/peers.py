"""Other terminal programs, to be measured beside: what starts them, and with how much in them.

From Debian calcurse, abook and khal; from PyPI posting, in an environment of its own whose `bin` is
in PATH, and tree-sitter 0.25: with 0.26 it crashes. What is not installed is not measured.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ENTRIES = 1_000
"""Appointments, or people, in each."""
_KHAL = """\
[calendars]
[[work]]
path = {directory}/khal
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
_EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//bench//EN
BEGIN:VEVENT
UID:{number}
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:{day:%Y%m%d}
SUMMARY:Jira Software DC {number} ends
END:VEVENT
END:VCALENDAR
"""


@dataclass(frozen=True)
class Peer:
    """A program that is measured beside ours."""

    name: str
    """How people call it."""
    command: tuple[str, ...]
    """Starts it; the first word is a path."""
    shows: tuple[str, ...]
    """What is to be read once it stands: patterns."""
    arrow: str = "\x1b[B"
    """The key that goes one line or day further; empty where there is nothing to go to."""
    before: tuple[str, ...] = ()
    """Keys that lead to where it does."""
    environ: tuple[tuple[str, str], ...] = ()
    """What it wants of the environment."""


def peers(directory: Path) -> Iterator[Peer]:
    """Write what each is to show into a directory, and yield those that are installed."""
    hello = str(Path(__file__).with_name("hello.py"))
    yield Peer("hello", (sys.executable, hello), ("Hello",), arrow="")
    today = date.today()  # noqa: DTZ011  # of these programs too
    days = [today + timedelta(days=number // 3) for number in range(ENTRIES)]
    if program := shutil.which("calcurse"):
        place = directory / "calcurse"
        place.mkdir()
        (place / "apts").write_text(
            "".join(f"{day:%m/%d/%Y} [1] Jira Software DC {n} ends\n" for n, day in enumerate(days))
        )
        (place / "todo").write_text("".join(f"[{n % 9 + 1}] Renew {n}\n" for n in range(30)))
        yield Peer("calcurse", (program, "-D", str(place)), ("Renew 0",), arrow="j")
    if program := shutil.which("abook"):
        book = directory / "addressbook"
        people = (f"[{n}]\nname=Anna Novak {n}\nemail=anna.{n}@example.org\n" for n in range(1_000))
        book.write_text("[format]\nprogram=abook\nversion=0.6.1\n\n" + "\n".join(people))
        yield Peer("abook", (program, "--datafile", str(book)), ("Anna Novak 1",))
    if program := shutil.which("ikhal"):
        (directory / "khal").mkdir()
        for number, day in enumerate(days):
            event = _EVENT.format(number=number, day=day).replace("\n", "\r\n")
            (directory / "khal" / f"{number}.ics").write_text(event, newline="")
        (directory / "khal.conf").write_text(_KHAL.format(directory=directory))
        command = (program, "-c", str(directory / "khal.conf"))
        # It asks for the names of weekdays in en_US, which may not be there.
        yield Peer("ikhal", command, ("Jira Software DC 0",), environ=(("LC_ALL", "C"),))
    if program := shutil.which("posting"):
        (directory / "posting").mkdir()
        yield Peer("posting", (program, "--collection", str(directory / "posting")), ("Send",))
