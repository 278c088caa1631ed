"""Addresses that an import adds: what is said of them is the same as anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from licensetui.domain.contact import Contact
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.findings.addresses import address_flaw
from licensetui.findings.reports import Reports
from licensetui.imports.planned import PlannedContact


def judged(
    people: Iterable[tuple[Contact, PlannedContact]],
    portfolio: Portfolio,
    settings: Settings,
    done: Callable[[], None],
) -> tuple[PlannedContact, ...]:
    """Return contacts that are added, each with what is odd about its address.

    They are judged by all addresses that there will be: `portfolio` has them.
    """
    reports = Reports(portfolio, settings.own_domains)
    found = []
    for contact, planned in people:
        report = reports.of(contact) if contact.email.strip() else None
        flaw = address_flaw(contact, report) if report else ""
        doubts = (plain(flaw), *planned.doubts) if flaw else planned.doubts
        meant = report.suggestion.address if report and report.suggestion else ""
        found.append(replace(planned, doubts=doubts, meant=meant))
        done()
    return tuple(found)
