"""Remarks on an address: the same, in the same words and once, wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from licensetui.addresses.report import Cause, Report

TYPO = "typo?"
"""The word of the remark that asks whether something else was meant."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say of an address."""

    mark: str
    """`x` where it is no address, `!` where something is wrong, `*` advice, `.` all else."""
    word: str
    """What it is about, in a word: `typo?`."""
    text: str
    """The sentence, without a full stop at its end."""
    reason: str = ""
    """Why, as a clause; empty where the sentence says it."""

    @property
    def line(self) -> str:
        """The sentence with its reason."""
        return f"{self.text} {self.reason}".rstrip()


def remarks(report: Report, advice: Iterable[str] = ()) -> tuple[Remark, ...]:
    """Return all there is to say of an address, what matters most first, each thing once.

    `advice` is what is unwise about it where it is used; of what was not meant, none matters.
    """
    found: dict[str, Remark] = {}
    for remark in _remarks(report, advice):
        remark = replace(remark, text=_clause(remark.text), reason=_clause(remark.reason))
        found.setdefault(remark.text.casefold(), remark)
    return tuple(found.values())


def said(report: Report, advice: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the same as lines: for a plan, or any other list of addresses."""
    return tuple(remark.line for remark in remarks(report, advice))


def _remarks(report: Report, advice: Iterable[str]) -> Iterator[Remark]:
    meant, wrong = report.suggestion, "x" if report.problem else "!"
    if report.problem and not _is_about(report.problem, report.oddity):
        yield Remark("x", "syntax", report.problem)
    if meant:
        reason = "" if meant.cause is Cause.CHARACTERS else meant.reason
        yield Remark(wrong, TYPO, f"Did you mean {meant.address}?", reason)
    if report.oddity:
        yield Remark(wrong, "characters", report.oddity)
    if report.is_dead_end and meant is None:
        yield Remark("!", "ending", report.dead_end)
    note = (Remark(".", "note", report.note),) if report.note else ()
    if report.maybe:  # another address is named: that comes before what is unwise
        yield from note
    if meant is None:
        yield from (Remark("*", "advice", sentence) for sentence in advice)
    yield from note


def _is_about(problem: str, oddity: str) -> bool:
    """Say whether a problem is that of characters which are named as odd anyway."""
    names = oddity.partition("(")[2].partition(")")[0]
    return bool(names) and any(name in problem for name in names.split(", "))


def _clause(text: str) -> str:
    return text.removesuffix(".")
