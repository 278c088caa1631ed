"""Rules that vendors make: their ends of life, and licenses that must fit together."""

from __future__ import annotations

from datetime import date

from licensetui.domain.auto_renewal import present_end
from licensetui.domain.license import License, LicenseType, Seats
from licensetui.domain.milestones import Urgency
from licensetui.domain.term import Ending
from licensetui.findings.rule import Fault, LicenseRule, Rule
from licensetui.findings.surroundings import Surroundings
from licensetui.vendors import EndOfLife, meant, vendor_of


def tier_below_host(license: License, around: Surroundings) -> Fault | None:
    """Say that an app has fewer seats than the license it hangs on.

    Developer licenses and seats that nobody stated or that count other things are no finding.
    """
    host = around.portfolio.license(license.parent)
    if host is None or not is_below(license, host):
        return None
    return Fault(
        f"{license.name} is for {seats_words(license)}, its host {host.name} for "
        f"{seats_words(host)}: an app needs at least the tier of its host"
    )


def after_end_of_life(license: License, around: Surroundings) -> Fault | None:
    """Say that a term goes on after the vendor ends what it is for."""
    end = present_end(license, around.today)
    limit = limit_passed(license, end)
    if limit is None or (end and end < around.today):  # then what became of it is said
        return None
    return Fault(
        f"{license.name} runs until {end}, but {limit_words(limit, around.today)}: "
        "check on the portal"
    )


def outlives_parent(license: License, around: Surroundings) -> Fault | None:
    """Say that a developer license ends after the license it belongs to."""
    parent = around.portfolio.license(license.parent)
    if parent is None or license.type is not LicenseType.DEVELOPER:
        return None
    end, last = present_end(license, around.today), present_end(parent, around.today)
    if not ends_after(license, end, last):
        return None
    return Fault(
        f"{license.name} ends on {end}, but a developer license ends with "
        f"its parent: {parent.name} on {last}"
    )


def ends_though_perpetual(license: License, around: Surroundings) -> Fault | None:
    """Say that a perpetual license is said to end itself."""
    if not is_ending_though_perpetual(license):
        return None
    return Fault(
        f"{license.name} is perpetual, so only its maintenance can end, "
        "but the license itself has an end"
    )


def long_evaluation(license: License, around: Surroundings) -> Fault | None:
    """Say that the term of an evaluation is longer than the vendor gives."""
    term = license.term
    if license.type is not LicenseType.EVALUATION or not (term and term.start and term.end):
        return None
    vendor, days = vendor_of(license), (term.end - term.start).days
    trial = vendor.trial(license)
    if trial is None or days <= trial.days:
        return None
    gives = (
        f"{license.name} is an evaluation for {days} days, but {vendor.name} allows {trial.days}"
    )
    if trial.longest == trial.days:
        return Fault(f"{gives}: check its end on the portal")
    more = f"{gives}, or {trial.longest} at most if extended: check its end on the portal"
    return Fault(more, Urgency.LATER if days <= trial.longest else None)


def unclear_vendor(license: License, around: Surroundings) -> Fault | None:
    """Say that the vendor of a license is hardly the one that was typed, or was not."""
    question = vendor_question(license)
    return Fault(f"{license.name}: {question[0].lower()}{question[1:]}") if question else None


def vendor_question(license: License) -> str:
    """Return what to ask about the vendor of a license, as a sentence; empty if it is clear."""
    other = meant(license)
    if not other:
        return ""
    if license.vendor.strip():
        return f"The vendor is {license.vendor.strip()}. Did you mean {other}?"
    return f"No vendor, but {license.number} looks like {other}'s. Did you mean {other}?"


def limit_passed(license: License, end: date | None) -> EndOfLife | None:
    """Return the end of life after which a term of a license with that end goes on, if it does."""
    limit = vendor_of(license).end_of_life(license)
    return limit if limit and end and end > limit.day else None


def limit_words(limit: EndOfLife, today: date) -> str:
    """Return an end of life as a clause: `Data Center ends on 2029-03-28`."""
    if limit.day < today:
        return f"{limit.what} ended on {limit.day}"
    return f"{limit.what} ends on {limit.day}"


def is_below(license: License, host: License) -> bool:
    """Say whether an app has fewer seats than its host; not if they cannot be compared."""
    if license.type is LicenseType.DEVELOPER or license.unit is not host.unit:
        return False
    return _is_fewer(license.seats, host.seats)


def ends_after(license: License, end: date | None, last: date | None) -> bool:
    """Say whether a developer license ends after its parent, as far as both ends are known."""
    return bool(license.type is LicenseType.DEVELOPER and end and last and end > last)


def is_ending_though_perpetual(license: License) -> bool:
    """Say whether a perpetual license has an end of its own."""
    term = license.term
    return bool(term and term.perpetual and term.end and term.ends is Ending.LICENSE)


def seats_words(license: License) -> str:
    """Return the seats of a license: `500 users`."""
    return f"{license.seats} {license.unit.label}"


def _is_fewer(seats: Seats, host: Seats) -> bool:
    if not isinstance(seats, int) or host is None:
        return False
    return not isinstance(host, int) or seats < host


RULES: tuple[Rule, ...] = (
    LicenseRule(
        name="tier-below-host",
        check=tier_below_host,
        word="tier",
        field="seats",
        severity=Urgency.URGENT,
        together="{count} apps are for fewer users than their host",
    ),
    LicenseRule(
        name="after-end-of-life",
        check=after_end_of_life,
        word="after EOL",
        field="terms",
        together="{count} licenses run past the vendor's end-of-life date",
    ),
    LicenseRule(
        name="outlives-parent",
        check=outlives_parent,
        word="parent",
        field="terms",
        together="{count} developer licenses end after their parent",
    ),
    LicenseRule(
        name="ends-though-perpetual",
        check=ends_though_perpetual,
        word="perpetual",
        field="terms",
        together="{count} perpetual licenses have an end",
    ),
    LicenseRule(
        name="long-evaluation",
        check=long_evaluation,
        word="evaluation",
        field="terms",
        together="{count} evaluations are longer than the vendor allows",
    ),
    LicenseRule(
        name="unclear-vendor",
        check=unclear_vendor,
        word="vendor?",
        field="vendor",
        severity=Urgency.LATER,
        together="{count} licenses have a missing or mistyped vendor",
    ),
)
"""The rules that vendors make, in the order of their findings."""
