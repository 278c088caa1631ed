"""Wrong hints while a right address is typed: at each key, and at a pause after each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licensetui.addresses.known import KnownAddresses
from tests.addresses.labeled import context, contexts, wrong_hints
from tests.addresses.scores import CASES, Score
from tests.bench.address_rows import counted

BELOW = (
    *("it", "mail", "emea", "de", "fr", "uk", "us", "lab", "hr", "eu", "corp", "dev", "jira"),
    *("support", "intra", "apac", "group", "www2", "cloud", "com", "net", "paris.fr", "ops.it"),
)
"""What organizations put before their domain."""
LOCALS = ("zoe.quill", "it-support")
"""Who is typed before the @: nobody who is known, and a team."""


def real_domains() -> tuple[str, ...]:
    """Return domains of which there is mail, collected by hand."""
    lines = (CASES / "domains.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def own_subdomains(name: str) -> Iterator[str]:
    """Yield domains below each own one of a context."""
    domains = context(name).domains
    for own in sorted(domains.own):
        yield own
        yield from (f"{below}.{own}" for below in BELOW)


def scores() -> Iterator[Score]:
    """Count addresses with a wrong hint, in an empty file and in that of each context."""
    yield from _of("real domains", real_domains(), context("none"))
    for name in contexts():
        if name != "none":
            yield from _of(f"real domains in {name}", real_domains(), context(name))
            yield from _of(f"own domains of {name}", tuple(own_subdomains(name)), context(name))


def _of(what: str, domains: Sequence[str], known: KnownAddresses) -> Iterator[Score]:
    local = LOCALS[len(domains) % 2]
    hints = [(domain, tuple(wrong_hints(f"{local}@{domain}", known))) for domain in domains]
    for when in ("key", "pause"):
        wrong = [next((x for x in said if x.startswith(when)), "") for _, said in hints]
        yield counted(f"{what}: wrong at a {when}", len(domains), [*filter(None, wrong)], 0)
