"""Domains that look like another: made of own, vendors' and providers' names; and real ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from licensetui.addresses import facts
from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio
from tests.addresses.scores import CASES, Score
from tests.bench.address_rows import counted
from tests.bench.address_rows.typing import real_domains

OWN = ("acme.com", "nordmann-energie.de", "tallow.co.uk", "groupe-lartigue.fr")
VENDORS = ("atlassian.com", "microsoft.com", "jetbrains.com", "github.com", "adobe.com")
LARGE = 4
"""The frequency of the providers whose looks are worth the trouble."""
ACCENTS = {"a": "áàâä", "e": "éèê", "i": "íï", "o": "óôö", "u": "úü", "c": "ç", "n": "ñ"}
REAL = (
    *("köln.de", "münchen.de", "nürnberg.de", "würzburg.de", "düsseldorf.de", "lübeck.de"),
    *("правительство.рф", "президент.рф", "кремль.рф", "россия.рф", "почта.рф", "музей.рф"),
    *("κυβέρνηση.ελ", "ουτοπία.δπθ.gr", "español.com", "genève.ch", "zürich.ch", "québec.ca"),
)
"""Domains of letters outside ASCII that look like nobody else's."""


def lookalikes(domain: str) -> Iterator[str]:
    """Yield domains that look like another, each as it is seen and, outside ASCII, as it is sent.

    One letter of another script or with an accent, all letters that have a double, rn for m, and
    digits for letters.
    """
    name, dot, ending = domain.partition(".")
    made = [name.replace("m", "rn", 1), name.replace("l", "1", 1), name.replace("o", "0", 1)]
    for at, letter in enumerate(name):
        doubles = _doubles().get(letter, "") + ACCENTS.get(letter, "")
        made += [f"{name[:at]}{double}{name[at + 1 :]}" for double in doubles]
    made.append("".join(_doubles().get(letter, letter)[-1] for letter in name))
    for look in dict.fromkeys(made):
        if look != name:
            yield f"{look}{dot}{ending}"
            if not look.isascii():
                yield f"xn--{look.encode('punycode').decode()}{dot}{ending}"


@cache
def _doubles() -> dict[str, str]:
    """Return the letters that look like each Latin one."""
    found: dict[str, str] = {}
    for line in facts.lines("letters.txt"):
        code, letter, *_name = line.split("\t")
        found[letter] = found.get(letter, "") + chr(int(code.removeprefix("U+"), base=16))
    return found


def scores() -> Iterator[Score]:
    """Count those of which something is said, and real domains that are suspected."""
    contacts = [f"{local}@{own}" for own in OWN for local in ("it", "anna.keller", "licenses")]
    known = KnownAddresses.of(
        Portfolio((), tuple(Contact(email=x, id=id) for id, x in enumerate(contacts, 1))), OWN
    )
    large = sorted(x.domain for x in facts.providers().values() if x.frequency >= LARGE)
    for what, domains in (("own", OWN), ("vendors'", VENDORS), ("providers'", large)):
        made = [(look, domain) for domain in domains for look in lookalikes(domain)]
        missed = [f"{look} ({domain})" for look, domain in made if not _is_told(look, known)]
        yield counted(f"look-alikes told, {what}", len(made), missed, 100, are_missed=True)
    listed = (line for line in (CASES / "idn.txt").read_text("utf-8").splitlines())
    real = [
        *REAL,
        *(line for line in listed if not line.startswith("#")),
        *(domain for domain in real_domains() if not re.fullmatch(r"[\w.-]+", domain)),
    ]
    suspected = [domain for domain in real if _is_told(domain, known)]
    yield counted("real domains outside ASCII suspected", len(real), suspected, 0)


def _is_told(domain: str, known: KnownAddresses) -> bool:
    report = check(f"zoe.quill@{domain}", known)
    return bool(report.suggestion or report.oddity or report.note)
