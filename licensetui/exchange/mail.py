"""The reminder mail: subject, text and headers. Pure; `smtp` sends it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from email import policy, utils
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import Policy
from typing import Any, ClassVar, Literal

from licensetui.domain.agenda import AgendaEntry, is_long_ended
from licensetui.domain.counting import counted
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, Urgency, in_days
from licensetui.domain.plain import plain
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision
from licensetui.exchange.notices import News
from licensetui.wording.costs import price_words

_ENCODED_WORD = 75
"""Characters of an encoded word at most (RFC 2047)."""
_LONGEST = 78
"""Characters of a subject: more is cut by what shows it (RFC 5322, 2.1.1)."""


_FOUND = {
    Urgency.OVERDUE: "WRONG",
    Urgency.URGENT: "TO CHECK",
    Urgency.SOON: "ADVICE",
    Urgency.LATER: "ADVICE",
}
"""Headings of findings, by how bad they are."""


class _Subject(BaseHeader):
    """A subject that every reader shows as it was written.

    The library's own would decode what looks like an encoded word, line breaks included; it also
    breaks a line after its name, or adds a space before an encoded word.
    """

    max_count: ClassVar[Literal[1]] = 1
    """A message has one subject."""

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Take the text as it is."""
        kwds["parse_tree"], kwds["decoded"] = None, value

    def fold(self, *, policy: Policy) -> str:
        """Return the header as it stands in a message."""
        text = str(self)
        if not text.isascii() or "=?" in text:
            words = Header(text, "utf-8", _ENCODED_WORD, self.name)
            text = words.encode(linesep=policy.linesep)
        return f"{self.name}: {text}{policy.linesep}"


def reminder(
    notices: Sequence[News],
    settings: Settings,
    sender: str,
    recipients: Sequence[str],
    at: datetime,
    place: str,
) -> EmailMessage:
    """Return the message that tells `notices`, at least one, to `recipients`.

    Addresses are as `domain.mailbox.mailbox` gives them, `at` is aware, and `place` says which file
    it is about. The Message-ID follows from the day, the recipients and what is told: mail servers
    that drop what they know drop a message that had to be sent twice on a day.
    """
    id = _message_id(notices, sender, recipients, at)
    message = _message(sender, recipients, subject(notices, at), at, id)
    message.set_content(message_text(notices, settings, at, place), cte="quoted-printable")
    return message


def trial_message(
    sender: str, recipients: Sequence[str], at: datetime, machine: str
) -> EmailMessage:
    """Return a message that says only that mail arrives; its arguments are those of `reminder`."""
    id = utils.make_msgid(domain=sender.rpartition("@")[2])
    message = _message(sender, recipients, "licensetui: test message", at, id)
    text = (
        f"This is a test. Reminders from licensetui on {plain(machine)} reach "
        f"{', '.join(recipients)}.\n"
    )
    message.set_content(text, cte="quoted-printable")
    return message


def _message(
    sender: str, recipients: Sequence[str], subject: str, at: datetime, id: str
) -> EmailMessage:
    """Return a message without a text, with what each of ours has in its head."""
    needs_utf8 = not all(address.isascii() for address in (sender, *recipients))
    usual = policy.SMTPUTF8 if needs_utf8 else policy.SMTP
    headers = HeaderRegistry()
    headers.map_to_type("subject", _Subject)
    message = EmailMessage(policy=usual.clone(header_factory=headers))
    message["From"] = f"licensetui <{sender}>"
    message["To"] = ", ".join(recipients)
    message["Subject"] = subject
    message["Date"] = utils.format_datetime(at)
    message["Message-ID"] = id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    return message


def subject(notices: Sequence[News], at: datetime) -> str:
    """Return what is told, in a line: `licensetui: 3 due, first in 9 d (2026-12-01) Jira ends`."""
    dates = _by_day(notices)
    late = sum(entry.urgency is Urgency.OVERDUE for entry in dates)
    found = len(notices) - len(dates)
    counts = [
        *([f"{late} overdue"] * bool(late)),
        *([f"{len(dates) - late} due"] * (len(dates) > late)),
        *([counted(found, "finding")] * bool(found)),
    ]
    told = f"licensetui: {', '.join(counts)}"
    if not dates:
        return _cut(f"{told}: {plain(notices[0].subject).strip()}")
    # Of what is overdue, the latest: a license that ended years ago is not what presses most.
    first = next((x for x in reversed(dates) if x.urgency is Urgency.OVERDUE), dates[0])
    when = in_days(first.day, at.date())
    begun, verb = f"{told}, first {when} ({first.day}) ", f" {_verb(first)}"
    return begun + _cut(plain(first.license.name).strip(), _LONGEST - len(begun + verb)) + verb


def message_text(notices: Sequence[News], settings: Settings, at: datetime, place: str) -> str:
    """Return the text of the message: a section for each urgency, the worst first."""
    lines = [f"New since the last message, as of {at.date()}:"]
    for heading, found in _sections(notices, settings):
        lines += ["", heading]
        for notice in found:
            lines += ["", *_lines(notice, at.date())]
    lines += [
        "",
        "-" * 72,
        plain(place),
        "To see everything: `licensetui due`, `licensetui findings`, or `licensetui` for",
        "the app.",
        "You will not be reminded of these again until their next reminder day.",
    ]
    return "".join(f"{line}\n" for line in lines)


def _sections(notices: Sequence[News], settings: Settings) -> Iterator[tuple[str, list[News]]]:
    """Yield headings with what stands below; what ended long ago comes last, the latest first."""
    dates = {
        Urgency.OVERDUE: "OVERDUE",
        Urgency.URGENT: f"WITHIN {settings.urgent_days} DAYS",
        Urgency.SOON: f"WITHIN {settings.soon_days} DAYS",
        Urgency.LATER: "LATER",
    }
    old = [x for x in notices if x.entry and is_long_ended(x.entry, settings)]
    known = {notice.stages for notice in old}
    for urgency in Urgency:
        found = [x for x in notices if x.urgency is urgency and x.stages not in known]
        for heading, about in (
            (dates[urgency], [x for x in found if x.entry]),
            (_FOUND[urgency], [x for x in found if not x.entry]),
        ):
            if about:
                yield f"{urgency.mark} {heading}", about
    if old:
        yield f"x ENDED MORE THAN {settings.urgent_days} DAYS AGO, STILL OPEN", old[::-1]


def _lines(notice: News, today: date) -> list[str]:
    """Return the lines of one notice; names and reasons are made harmless here."""
    entry = notice.entry
    to_do = [f"    owner: {plain(notice.owner)}"] if notice.owner else []
    to_do.append(f"    to do: {plain(notice.to_do)}")
    license = notice.license
    cost = price_words(license.term if license and entry else None)
    which = (license.vendor, license.number, license.organization) if license else ()
    about = [plain(part) for part in (*which, cost) if part]
    if entry is None:
        known = [f"    {', '.join(about)}"] if about else []
        return [f"  {plain(notice.subject)}", *known, *to_do]
    later = ", ".join(f"{x.kind.label} {x.day} ({in_days(x.day, today)})" for x in notice.later)
    return [
        f"  {entry.day}  {in_days(entry.day, today)}  {plain(notice.subject)}: {_verb(entry)}",
        *([f"    {', '.join(about)}"] if about else []),
        *([f"    then: {later}"] if later else []),
        f"    next vendor email goes to: {plain(notice.mail)}",
        *to_do,
    ]


def _verb(entry: AgendaEntry) -> str:
    if entry.kind is MilestoneKind.ENDS and entry.days < 0:
        return "ended"
    if entry.kind is MilestoneKind.ENDS and _renews_itself(entry.license):
        return "auto-renews"
    return entry.kind.label


def _renews_itself(license: License) -> bool:
    term = license.term
    return term is not None and term.auto_renew and term.decision is not Decision.CANCEL


def _by_day(notices: Iterable[News]) -> list[AgendaEntry]:
    return [notice.entry for notice in notices if notice.entry]


def _cut(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _message_id(
    notices: Iterable[News], sender: str, recipients: Iterable[str], at: datetime
) -> str:
    told = sorted(f"{key} {stage}" for notice in notices for key, stage in notice.stages)
    facts = "\n".join([at.date().isoformat(), *sorted(recipients), *told])
    digits = hashlib.sha256(facts.encode()).hexdigest()[:40]
    return f"<{digits}.licensetui@{sender.rpartition('@')[2]}>"
