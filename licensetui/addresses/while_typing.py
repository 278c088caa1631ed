"""What there is to say of an address while it is still being typed: mostly nothing."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from licensetui.addresses import facts
from licensetui.addresses.check import check
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.known import Known, domain_of
from licensetui.addresses.report import Report
from licensetui.domain.contact import Contact


def check_typing(text: str, known: Known, *, contact: Contact | None = None) -> Report | None:
    """Return a report of a text that somebody is typing, or None while nothing is to be said.

    Silent as long as the text can still become something known, or a whole address. What is said
    here, `check` says as well.
    """
    domain = domain_of(text.strip())
    if not parts(domain).ending or _may_go_on(domain, known):
        return None
    report = check(text, known, contact=contact)
    return report if report.is_valid or report.suggestion else None


def _may_go_on(domain: str, known: Known) -> bool:
    """Say whether a domain is the beginning of a known one, or of an ending."""
    ending = domain.rpartition(".")[2]
    return (
        len(ending) < 2
        or _begins(domain, _known_domains())
        or any(other != domain and other.startswith(domain) for other in known.targets.by_domain)
        or _begins(ending, _endings())
        or _begins(ending, _second_endings())
    )


def _begins(text: str, ordered: tuple[str, ...]) -> bool:
    """Say whether a text is the beginning of one of the texts, and not the whole."""
    at = bisect_left(ordered, text)
    at += at < len(ordered) and ordered[at] == text
    return at < len(ordered) and ordered[at].startswith(text)


@cache
def _known_domains() -> tuple[str, ...]:
    return tuple(
        sorted({*facts.providers(), *facts.free_domains(), *facts.lookalikes(), *facts.relays()})
    )


@cache
def _second_endings() -> tuple[str, ...]:
    """Return the first parts of the endings of two parts: `gou` is the beginning of `gouv.fr`."""
    return tuple(sorted({ending.partition(".")[0] for ending in facts.second_endings()}))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(facts.endings()))
