"""Portal steps as a document to work from, each with its guide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from licensetui.domain.portal_deadline import deadline
from licensetui.domain.portal_step import PortalStep
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.exchange.markdown import as_text
from licensetui.findings.counsel import VENDORS
from licensetui.vendors.guides import guide
from licensetui.vendors.partner import by_partner, partner_message


def portal_note(
    steps: Sequence[PortalStep],
    portfolio: Portfolio,
    today: date,
    settings: Settings,
    by_person: bool = False,
) -> list[str]:
    """Return the lines of the document (Markdown), the steps in their order.

    A part for each license, or with `by_person` for who does it; then the messages to partners.
    """
    lines = [f"# Portal steps, {today}"]
    if not steps:
        return [*lines, "", "Nothing."]
    heading = ""
    for step in steps:
        name = " ".join(filter(None, (step.license.name, step.license.number)))
        title = (step.by_whom or "Anyone") if by_person else name
        if title != heading:
            lines += ["", f"## {as_text(title)}"]
            heading = title
        lines += _section(step, portfolio, today, settings, f"{name}: " if by_person else "")
    for partner, asked in by_partner(steps).items():
        subject, text = partner_message(asked)
        lines += ["", f"## Message to {as_text(partner or 'the partner')}", ""]
        lines += [f"Subject: {as_text(subject)}", ""]
        lines += [f"    {row}".rstrip() for row in text.splitlines()]
    return lines


def _section(
    step: PortalStep, portfolio: Portfolio, today: date, settings: Settings, about: str
) -> Iterator[str]:
    told = guide(step, portfolio, today)
    yield from ("", f"### {as_text(f'{about}{step.number}. {told.title}')}", "")
    yield f"- [ ] {as_text('; '.join(_facts(step, portfolio, today, settings)))}"
    is_list = False
    for row in told.lines:
        number, dot, rest = row.partition(". ")
        was_list, is_list = is_list, bool(dot) and number.isdigit()
        if not (was_list and is_list):
            yield ""  # else a renderer would make one paragraph of it
        yield f"{number}. {as_text(rest)}" if is_list else as_text(row)
    source = " ".join(filter(None, (told.source, told.address)))
    yield from ("", as_text(f"Source: {source} ({told.date}); check on the portal."))


def _facts(
    step: PortalStep, portfolio: Portfolio, today: date, settings: Settings
) -> Iterator[str]:
    by, days = deadline(step.license, portfolio, today, settings, VENDORS), step.days_open(today)
    yield step.task
    if step.by_whom:
        yield step.by_whom
    if days is not None:
        yield f"open for {days} d"
    if by:
        yield f"by {by.day} ({by.why})"
