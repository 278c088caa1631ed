"""The labeled cases of `cases/addresses.csv`: what is typed, into which file, and what it must say.

`suggestion=` without a value means silence; `|` means either. `note=any` is a hint of any kind,
`note=dead` that no mail can arrive, `note=problem:a|b` a problem with one of these words, and
`typing=quiet` that nothing is called wrong before the address is whole, at no key and at no pause.
Rows marked debatable are counted and never a must; those of DNS are asked in `test_mail_servers`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.report import Report
from licensetui.addresses.while_typing import check_typing
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio
from tests.addresses.scores import CASES

NOT_YET = "not_yet.txt"
"""The rows that do not hold yet, one number on each line, with what it is about."""


@dataclass(frozen=True)
class Labeled:
    """One row."""

    number: int
    """Its place, from 1: what the list of those that do not hold yet names."""
    input: str
    """What is typed or pasted."""
    context: str
    """The file into which it is typed, by its name in `addresses-contexts.json`."""
    expected: str
    """What must be said, as a question and its answer: `kind=team`."""
    why: str
    is_debatable: bool
    """Whether a good program may answer otherwise."""

    @property
    def is_asked(self) -> bool:
        """Whether it is of DNS, and no check can answer it."""
        return self.context not in contexts()

    @property
    def got(self) -> str:
        """What the checks say, where it is not what they must; empty if it is."""
        known = context(self.context)
        question, _, wanted = self.expected.partition("=")
        if question == "typing":
            return next(wrong_hints(self.input, known), "")
        report = check(self.input, known)
        if question == "note":
            return _without_note(report, wanted)
        got = {
            "suggestion": report.suggestion.address if report.suggestion else "",
            "kind": report.kind.value,
            "domain_kind": report.domain_kind.value,
            "valid": "valid" if report.is_valid else "invalid",
        }[question]
        return "" if got in wanted.split("|") else got or "silence"

    def __str__(self) -> str:
        """Return the row as it stands on the list."""
        return f"{self.number} {self.input!r} in {self.context}: {self.expected}"


@cache
def labeled() -> tuple[Labeled, ...]:
    """Return all rows."""
    with (CASES / "addresses.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Labeled(
                *(number, row["input"], row["context"], row["expected"], row["why"]),
                bool(row["debatable"]),
            )
            for number, row in enumerate(csv.DictReader(file), 1)
        )


def musts() -> Iterator[Labeled]:
    """Yield the rows that have to hold."""
    return (row for row in labeled() if not (row.is_debatable or row.is_asked))


def not_yet() -> frozenset[int]:
    """Return the numbers of the rows that do not hold yet."""
    lines = (CASES / NOT_YET).read_text(encoding="utf-8").splitlines()
    return frozenset(int(line.split()[0]) for line in lines if line and line[0] != "#")


@cache
def contexts() -> dict[str, dict[str, list[str]]]:
    """Return the own domains and the contacts of each context."""
    return dict(json.loads((CASES / "addresses-contexts.json").read_text(encoding="utf-8")))


@cache
def context(name: str) -> KnownAddresses:
    """Return what a file of that name tells."""
    said = contexts()[name]
    contacts = (Contact(email=text, id=id) for id, text in enumerate(said["contacts"], 1))
    return KnownAddresses.of(Portfolio((), tuple(contacts)), said["own_domains"])


def _without_note(report: Report, wanted: str) -> str:
    """Return what is said instead of a wanted note; empty if that is there."""
    said = f"{report.problem}; {report.suggestion}; {report.note}; {report.oddity}"
    if wanted == "dead":
        return "" if report.is_dead_end else said
    if wanted == "any":
        return "" if report.suggestion or report.note or report.oddity else "silence"
    words = wanted.removeprefix("problem:").split("|")
    return "" if any(word in report.problem for word in words) else said


def wrong_hints(address: str, known: KnownAddresses) -> Iterator[str]:
    """Yield what is called wrong of the beginnings of an address, at a key or after a pause."""
    for end in range(1, len(address) + 1):
        for when, paused in (("key", False), ("pause", True)):
            report = check_typing(address[:end], known, paused=paused)
            if report and (report.is_suspicious or report.note):
                said = report.suggestion or report.note or report.problem
                yield f"{when} {address[:end]}: {said}"


def main() -> None:
    """Print how many rows hold, and those that do not."""
    failing = [row for row in musts() if row.got]
    every = sum(not row.is_asked for row in labeled())
    debatable = [row for row in labeled() if row.is_debatable]
    print(f"{every - len(debatable) - len(failing)} of {every - len(debatable)} hold, and")
    print(f"{sum(not row.got for row in debatable)} of {len(debatable)} debatable ones")
    for row in failing:
        print(f"{row}  ->  {row.got}")


if __name__ == "__main__":
    main()
