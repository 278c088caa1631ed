"""Lines of `licensetui check` about an address: a mark, its kinds, and what there is to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from licensetui.addresses.mail_answers import MailServer
from licensetui.addresses.report import AddressKind, DomainKind, Report
from licensetui.addresses.said import said
from licensetui.cli.table import WIDEST
from licensetui.domain.counting import counted
from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import cropped, padded, plain, width

STREAM_CELLS = 40
"""Cells for an address where nobody knows how long the next one is."""
LONGEST_TEXT = 1_000
"""Characters of a text that are printed: all of whatever could be an address."""
WRONG = "x!"
"""The marks of what `--exit-code` is about."""

_WORDS = {".": "fine", "*": "with advice", "!": "to check", "x": "wrong"}


@dataclass(frozen=True)
class Checked:
    """An address and what there is to say of it."""

    report: Report
    """What it says about itself."""
    advice: tuple[str, ...]
    """What is unwise about it where it is used, as clauses."""
    is_kept: bool = False
    """Whether the user keeps it against any suggestion."""
    server: MailServer | None = None
    """What is known about mail to its domain; None if no name server was asked."""

    @property
    def domain(self) -> str:
        """The domain that can be asked about; empty if it is no address."""
        is_one = self.report.is_valid and not self.report.is_dead_end
        return self.report.domain if is_one else ""

    @property
    def mark(self) -> str:
        """The letter that says how bad it is.

        `x`: no address, or its domain takes no mail. `!`: probably a slip, or nobody reads it.
        `*`: advice. `.`: fine.
        """
        report = self.report
        if not report.is_valid or (self.server and self.server.is_bad):
            return "x"
        is_lost = report.domain_kind is DomainKind.DISPOSABLE
        if report.is_suspicious or is_lost or report.kind is AddressKind.NO_REPLY:
            return "!"
        is_doubtful = self.server is not None and self.server.is_doubtful
        return "*" if self.advice or report.note or report.oddity or is_doubtful else "."

    @property
    def record(self) -> dict[str, Any]:
        """The object for `--json`.

        `address` is the text as given, or its beginning if it is no address at all for its length.
        What is wrong with the syntax stands in `advice`, odd characters in `note`.
        """
        report = self.report
        return {
            "address": report.text[:LONGEST_TEXT].encode("utf-8", "replace").decode(),
            "valid": report.is_valid,
            "normalized": report.address if report.is_valid else None,
            "suggestion": report.suggestion.address if report.suggestion else None,
            "note": _joined(report.oddity, "" if report.note == report.problem else report.note),
            "kind": report.kind.value,
            "domain_kind": report.domain_kind.value,
            "advice": _joined(report.problem, *self.advice),
            "dns": self.server.answer.value if self.server else None,
        }

    def lines(self, cells: int, with_dns: bool) -> Iterator[str]:
        """Yield the lines for people: the address in so many cells, then sentences about it."""
        report, server = self.report, self.server
        columns = [self.mark, padded(_shown(report.text), cells, False)]
        if report.is_valid:
            columns += [f"{report.kind.label:8}", f"{report.domain_kind.label:10}"]
            if with_dns:
                columns.append(server.answer.label if server else "not queried")
        yield "  ".join(columns).rstrip()
        for sentence in self._sentences():
            yield f"   {plain(sentence)}"

    def _sentences(self) -> Iterator[str]:
        lines = [*said(self.report, self.advice)]
        meant, server = self.report.suggestion, self.server
        if server and server.is_doubtful and not (meant and meant.reason == server.sentence):
            lines.insert(1 if self.report.is_suspicious else 0, server.sentence)
        yield from map(_sentence, lines)


def cells_of(texts: Iterable[str]) -> int:
    """Return how many cells the longest of some addresses takes."""
    return max((width(_shown(text)) for text in texts), default=0)


def summary(marks: Mapping[str, int]) -> str:
    """Return a sentence that says how many addresses have each mark, the best first."""
    counts = ", ".join(f"{marks[m]} {word} ({m})" for m, word in _WORDS.items() if marks.get(m))
    total = sum(marks.values())
    return f"{counted(total, 'address')}: {counts}."


def _joined(*clauses: str) -> str | None:
    return " ".join(map(_sentence, filter(None, clauses))) or None


def _sentence(text: str) -> str:
    """Return a clause as a sentence: with an end. It may begin with a domain."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _shown(text: str) -> str:
    return cropped(plain(text[:LONGEST_TEXT]), WIDEST)
