"""Ask a real calendar program: `python -m tests.khal` imports exports into Debian's `khal`.

It has a reader of its own and shows what it understood: every day, title, text and cancellation
must come out as they went in, once, however often they are imported; and what was edited must
have moved. Its settings, calendar and database are in a directory made for the purpose.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar

from licensetui.cli import main as licensetui
from licensetui.demo import demo_portfolio
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.exchange.calendar_events import CalendarEvent, calendar_events
from licensetui.exchange.ics import ics
from licensetui.outlook import Outlook
from tests.builders import a_license, a_term

NOW = datetime.now(UTC)
TODAY = NOW.astimezone().date()
ZONE = "Pacific/Auckland"
"""Far from UTC: days must not move."""
AWKWARD = (
    "Comptabilité, « été »; ça: 100 %",
    "経理システム 🧾👩‍💻 для бухгалтерии",
    "A\r\nBEGIN:VEVENT\r\nUID:injected\r\nEND:VEVENT",
    "B\nEND:VCALENDAR",
    "[/x] \"quoted\" 'x' <b> & {title} %s",
    "C:\\temp \x1b[31m\u202e",
    "A long name, " * 60,
)
"""Names, vendors and quotes, each for a way to go wrong.

No `\\;`, `\\,` or `\\n` typed as such: the reader of khal 0.10 loses the backslash there, or makes
a new line of it. That these are written by the book is in tests/exchange/test_ics.py.
"""
_CONFIG = """\
[calendars]
[[licenses]]
path = {place}/calendar
[sqlite]
path = {place}/khal.db
[default]
default_calendar = licenses
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}
"""

Shown = dict[str, tuple[date, str, str, bool]]
"""Day, title, description and whether it is off, by UID."""


class Khal:
    """khal with a calendar of its own."""

    def __init__(self, program: str, place: Path) -> None:
        """Make its directories and settings."""
        self._program = program
        self._config = place / "config"
        self._environ = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(place),
            "LANG": "C.UTF-8",
            "TZ": ZONE,
        }
        self._config.write_text(_CONFIG.format(place=place, zone=ZONE))
        self.calendar = place / "calendar"
        self.calendar.mkdir()

    def take(self, file: Path) -> None:
        """Import a file, as a user does who agrees to all."""
        self._run("import", "--batch", "-a", "licenses", str(file))

    def shows(self, first: date, last: date) -> Shown:
        """Return the events that it lists between two days; none may come twice."""
        line = "\x1e" + "\x1f".join(("{uid}", "{start-date}", "{title}", "{description}"))
        found: Shown = {}
        listed = self._run(
            "list", "--once", "-df", "", "-f", line + "\x1f{cancelled}\x1f", f"{first}", f"{last}"
        )
        for event in listed.split("\x1e")[1:]:
            uid, day, title, description, off, _ = event.split("\x1f")
            if uid in found:
                raise SystemExit(f"WRONG: khal shows {uid} twice")
            found[uid] = (date.fromisoformat(day), title, description, bool(off.strip()))
        return found

    def alarms(self) -> dict[str, list[timedelta]]:
        """Return the alarms that it keeps, by UID."""
        kept: list[Any] = [
            event
            for path in self.calendar.glob("*.ics")
            for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        ]
        return {
            str(event["uid"]): [alarm["trigger"].dt for alarm in event.walk("VALARM")]
            for event in kept
        }

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [self._program, "-c", self._config, "--no-color", *arguments],
            env=self._environ,
            capture_output=True,
            timeout=120,
            check=False,
        )
        if done.returncode or done.stderr:
            raise SystemExit(f"WRONG: khal {arguments[0]}: {done.stderr.decode()}")
        return done.stdout.decode()


def main() -> int:
    """Import everything, print a line for each step, and return the exit code."""
    program = shutil.which("khal")
    if program is None:
        print("khal SKIPPED: there is no khal (Debian: apt-get install khal)")
        return 0
    with tempfile.TemporaryDirectory(prefix="licensetui-khal-") as directory:
        place = Path(directory).resolve()
        khal = Khal(program, place)
        wrong = 0
        for what, portfolio in _states():
            events = calendar_events(Outlook(portfolio, TODAY, Settings()), "khal", with_mails=True)
            file = place / "export.ics"
            file.write_bytes(ics(events, NOW))
            khal.take(file)
            wrong += _compare(what, events, khal)
        wrong += _demo(Khal(program, _made(place / "demo")), place / "demo.ics")
    print(f"khal: {wrong} wrong")
    return 1 if wrong else 0


def _states() -> tuple[tuple[str, Portfolio], ...]:
    """Return what is exported one after the other, with what has happened in between."""
    demo = demo_portfolio(TODAY)
    named = tuple(
        a_license(
            text,
            id=100 + number,
            vendor=text,
            sen=text,
            terms=(a_term(TODAY + timedelta(days=100 + number), auto_renew=True, quote=text),),
        )
        for number, text in enumerate(AWKWARD)
    )
    first = replace(demo, licenses=(*demo.licenses, *named))
    edited = replace(first, licenses=tuple(_later(license) for license in first.licenses))
    return (
        ("imported", first),
        ("imported again", first),
        ("all ends five days later, all names new", edited),
        ("all archived", replace(edited, licenses=tuple(map(_archived, edited.licenses)))),
    )


def _later(license: License) -> License:
    terms = tuple(
        replace(term, end=term.end and term.end + timedelta(days=5)) for term in license.terms
    )
    return replace(license, name=f"New {license.name}", terms=terms)


def _archived(license: License) -> License:
    return replace(license, archived=True)


def _compare(what: str, events: tuple[CalendarEvent, ...], khal: Khal) -> int:
    """Say what khal shows of `events`, and return how many differ."""
    days = [event.day for event in events]
    shown = khal.shows(min(days) - timedelta(days=400), max(days) + timedelta(days=400))
    alarms = khal.alarms()
    wrong = 0
    for event in events:
        got = shown.get(event.uid)
        expected = (event.day, event.summary, event.description, not event.is_open)
        ringing = [timedelta(hours=-15)] * event.rings
        if got != expected or alarms.get(event.uid) != ringing:
            wrong += 1
            print(f"WRONG {event.uid}\n  is    {got}, {alarms.get(event.uid)}\n  not   {expected}")
    for uid in (shown.keys() | alarms.keys()) - {event.uid for event in events}:
        wrong += 1
        print(f"WRONG {uid} should not be there")
    still_open = sum(event.is_open for event in events)
    print(f"{what}: {len(shown)} events, {still_open} to come, {wrong} wrong")
    return wrong


def _demo(khal: Khal, file: Path) -> int:
    """Import what the command writes of the demo, twice."""
    if licensetui(["--demo", "export", "ics", "-o", str(file)]):
        raise SystemExit("WRONG: no export")
    khal.take(file)
    khal.take(file)
    events = calendar_events(Outlook(demo_portfolio(TODAY), TODAY, Settings()), "demo", had=_none)
    return _compare("the demo, imported twice", events, khal)


def _none(_uid: str, _day: date) -> bool:
    """No calendar has any event: this is the first export."""
    return False


def _made(directory: Path) -> Path:
    directory.mkdir()
    return directory


if __name__ == "__main__":
    sys.exit(main())
