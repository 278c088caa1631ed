"""How often the address checks are right on labeled cases, counted as a strict judge would.

The cases are tables of text in a directory: fields between TABs, `#` lines are comments, then one
line with the names of the columns. What each column means stands at the top of its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.report import AddressKind, Report
from licensetui.addresses.while_typing import check_typing
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio

CASES = Path(__file__).parent / "cases"
"""The cases that are part of the tests."""
LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl")
"""The languages of the local parts."""

FLOORS: dict[str, tuple[str, float]] = {
    "typos: found": (">=", 97),
    "typos: found, observed": (">=", 97),
    "typos: wrong fix": ("<=", 0.3),
    "legitimate: corrected": ("<=", 0.3),
    "legitimate: flashes while typed": ("<=", 0),
    "organizations: found": (">=", 92),
    "organizations: wrong fix": ("<=", 0.3),
    "organizations: corrected": ("<=", 0.3),
    "typing: wrong flash": ("<=", 0),
    "typing: corrected at the end": ("<=", 0),
    **{f"teams found, {language}": (">=", 93) for language in LANGUAGES},
    "persons called a team": ("<=", 0.5),
    "no-reply found": (">=", 93),
    "robots found": (">=", 93),
    "called no-reply or robot": ("<=", 0.5),
    "pastes: valid or not": (">=", 97),
    "pastes: normalized": (">=", 97),
    "pastes: suggestion": (">=", 97),
    "pastes: remarked": (">=", 97),
}
"""What each rate in percent has to be at least or at most."""

NOTHING = KnownAddresses()
"""An empty file."""


@dataclass(frozen=True)
class Score:
    """How many cases of a table are so."""

    name: str
    """What they are, as in `FLOORS` if there is one for it."""
    count: int
    """How many are."""
    whole: int
    """Of how many."""
    failures: tuple[str, ...]
    """The cases that should be otherwise, and what came of them."""
    wanted: tuple[str, float] = ("", 0.0)
    """What the rate has to be where `FLOORS` does not say it."""

    @property
    def percent(self) -> float:
        """The rate. Of none at all it is not a number, which meets no floor."""
        return 100 * self.count / self.whole if self.whole else float("nan")

    @property
    def floor(self) -> str:
        """What the rate has to be, as `>= 97`; empty if nobody has said it."""
        sign, percent = FLOORS.get(self.name, self.wanted)
        return f"{sign} {percent:g}" if sign else ""

    @property
    def is_met(self) -> bool:
        """Whether the rate is what it has to be."""
        sign, percent = FLOORS.get(self.name, self.wanted)
        return self.percent <= percent if sign == "<=" else self.percent >= percent


@dataclass(frozen=True)
class _Case:
    """One row, and whether it is what a score counts."""

    row: str
    """What stands in the table."""
    got: object
    """What came of it."""
    counts: bool
    """Whether it is counted."""


def _good(name: str, cases: Iterable[_Case]) -> Score:
    """Return a score that counts what is right: the others are failures."""
    return _score(name, cases, fails=False)


def _bad(name: str, cases: Iterable[_Case]) -> Score:
    """Return a score that counts what is wrong: those are the failures."""
    return _score(name, cases, fails=True)


def _score(name: str, cases: Iterable[_Case], *, fails: bool) -> Score:
    cases = tuple(cases)
    failures = tuple(f"{case.row}  ->  {case.got}" for case in cases if case.counts is fails)
    return Score(name, sum(case.counts for case in cases), len(cases), failures)


def rows(directory: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, each by the names of its columns; none if there is no such table.

    Raises ValueError for a row that has not as many fields as there are columns.
    """
    path = directory / f"{name}.tsv"
    if not path.exists():
        return
    lines = path.read_text(encoding="utf-8").split("\n")
    columns: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if not columns:
            columns = fields
        elif len(fields) != len(columns):
            raise ValueError(f"{path}, line {number}: {len(fields)} fields, not {len(columns)}")
        else:
            yield dict(zip(columns, fields, strict=True))


def scores_of(directory: Path = CASES) -> Iterator[Score]:
    """Yield all scores of the tables in a directory; a table that is not there has none."""
    for table in TABLES.values():
        yield from table(directory)


def typos(directory: Path = CASES) -> Iterator[Score]:
    """Yield how many mistyped domains are found, in all and by the way they came about."""
    found: list[tuple[str, _Case]] = []
    wrong: list[_Case] = []
    for row in rows(directory, "typos"):
        meant = f"anna.martin@{row['intended']}"
        got = _suggested(check(f"anna.martin@{row['typed']}", NOTHING))
        text = f"{row['typed']} ({row['intended']}, {row['how']})"
        found.append((row["how"], _Case(text, got, got == meant)))
        wrong.append(_Case(text, got, got not in (None, meant)))
    if found:
        yield _good("typos: found", (case for _how, case in found))
        for how in sorted({how for how, _case in found}):
            yield _good(f"typos: found, {how}", (case for way, case in found if way == how))
        yield _bad("typos: wrong fix", wrong)


def legitimate(directory: Path = CASES) -> Iterator[Score]:
    """Yield for how many real domains something else is suggested, at the end and on the way."""
    corrected, flashed = [], []
    for row in rows(directory, "legitimate"):
        address, text = f"info@{row['domain']}", f"{row['domain']} ({row['why']})"
        got = _suggested(check(address, NOTHING))
        corrected.append(_Case(text, got, got is not None))
        flash = _first_flash(address)
        flashed.append(_Case(text, flash, bool(flash)))
    if corrected:
        yield _bad("legitimate: corrected", corrected)
        yield _bad("legitimate: flashes while typed", flashed)


def organizations(directory: Path = CASES) -> Iterator[Score]:
    """Yield how many slips near own contacts and domains are found, and what is wrongly offered."""
    found, wrong, corrected = [], [], []
    for row in rows(directory, "organizations"):
        got = _suggested(check(row["typed"], _known(row["contacts"])))
        expected = None if row["expected"] == "-" else row["expected"]
        text = f"{row['typed']} ({row['expected']}, {row['why']}; {row['contacts']})"
        if expected is None:
            corrected.append(_Case(text, got, got is not None))
        else:
            found.append(_Case(text, got, got == expected))
            wrong.append(_Case(text, got, got not in (None, expected)))
    if found:
        yield _good("organizations: found", found)
        yield _bad("organizations: wrong fix", wrong)
    if corrected:
        yield _bad("organizations: corrected", corrected)


def typing(directory: Path = CASES) -> Iterator[Score]:
    """Yield at how many correct addresses something is suggested while they are typed."""
    flashed, corrected = [], []
    for row in rows(directory, "typing"):
        flash, got = _first_flash(row["address"]), _suggested(check(row["address"], NOTHING))
        flashed.append(_Case(row["address"], flash, bool(flash)))
        corrected.append(_Case(row["address"], got, got is not None))
    if flashed:
        yield _bad("typing: wrong flash", flashed)
        yield _bad("typing: corrected at the end", corrected)


def locals_(directory: Path = CASES) -> Iterator[Score]:
    """Yield how many teams, persons, no-reply addresses and robots are taken for what they are."""
    judged = [
        (row, check(f"{row['local']}@example.org", NOTHING).kind)
        for row in rows(directory, "locals")
    ]

    def of(kind: AddressKind, *as_kinds: AddressKind, language: str = "") -> list[_Case]:
        return [
            _Case(f"{row['local']} ({row['language']}, {row['kind']})", got.value, got in as_kinds)
            for row, got in judged
            if row["kind"] == kind.value and language in ("", row["language"])
        ]

    team, person = AddressKind.TEAM, AddressKind.PERSON
    robot, no_reply, unsure = AddressKind.ROBOT, AddressKind.NO_REPLY, AddressKind.UNSURE
    for language in LANGUAGES:
        if cases := of(team, team, language=language):
            yield _good(f"teams found, {language}", cases)
    if judged:
        yield _bad("persons called a team", of(person, team))
        yield _good("persons found", of(person, person))
        yield _good("no-reply found", of(no_reply, no_reply))
        yield _good("robots found", of(robot, robot))
        read = [case for kind in (team, person, unsure) for case in of(kind, no_reply, robot)]
        yield _bad("called no-reply or robot", read)
        yield _good("unsure found", of(unsure, unsure))


def pastes(directory: Path = CASES) -> Iterator[Score]:
    """Yield how many pasted texts are taken as what they are."""
    valid, normalized, suggestion, remarked = [], [], [], []
    for row in rows(directory, "pastes"):
        report = check(decoded(row["typed"]), NOTHING)
        got, address = _suggested(report), decoded(row["normalized"])
        text = f"{row['typed']!r} ({row['why']})"
        if row["valid"] in ("yes", "no"):
            is_right = report.is_valid is (row["valid"] == "yes")
            valid.append(_Case(text, report.problem or "valid", is_right))
        if row["valid"] in ("yes", "either") and address not in ("-", "*"):
            kept = report.address if report.is_valid or row["valid"] == "yes" else got
            is_right = address in ((got, kept) if row["valid"] == "either" else (kept,))
            normalized.append(_Case(text, kept, is_right))
        if row["suggestion"] != "*":
            expected = None if row["suggestion"] == "-" else decoded(row["suggestion"])
            suggestion.append(_Case(text, got, got == expected))
        if "must be remarked" in row["why"]:
            remarked.append(_Case(text, report.oddity, bool(report.oddity)))
    for name, cases in (
        ("pastes: valid or not", valid),
        ("pastes: normalized", normalized),
        ("pastes: suggestion", suggestion),
        ("pastes: remarked", remarked),
    ):
        if cases:
            yield _good(name, cases)


TABLES = {
    "typos": typos,
    "legitimate": legitimate,
    "organizations": organizations,
    "typing": typing,
    "locals": locals_,
    "pastes": pastes,
}
"""What counts each table, by its name."""


def decoded(text: str) -> str:
    r"""Return a text with what is written as `\u00a0` in it, also in two halves."""
    text = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _suggested(report: Report) -> str | None:
    return report.suggestion.address if report.suggestion else None


def _first_flash(address: str) -> str:
    """Return what is suggested first while an address is typed, with what stands there then."""
    for end in range(1, len(address) + 1):
        report = check_typing(address[:end], NOTHING)
        if report and report.suggestion:
            return f"{address[:end]}: {report.suggestion.address}"
    return ""


@cache
def _known(addresses: str) -> KnownAddresses:
    """Return a file that has these addresses, separated by spaces, and nothing else."""
    contacts = (Contact(email=text, id=id) for id, text in enumerate(addresses.split(), 1))
    return KnownAddresses.of(Portfolio((), tuple(contacts)))
