"""Remarks on an address: the same, in the same words and once, wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from licensetui.addresses.report import Cause, Report
from licensetui.domain.dataclass import dataclass

MOST = 1_000
"""Characters of a text that are looked at: more is no address."""
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
    if report.problem and not _is_about_oddity(report):
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


def _is_about_oddity(report: Report) -> bool:
    """Say whether the problem is a character that nobody sees, which is named as odd anyway."""
    unseen = (f"U+{ord(sign):04X}" for sign in report.text[:MOST] if not sign.isprintable())
    return bool(report.oddity) and any(code in report.problem for code in unseen)


def _clause(text: str) -> str:
    return text.removesuffix(".")
