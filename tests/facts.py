"""Writes the data files of the address checks that are made from lists of others.

    python -m tests.facts endings tlds-alpha-by-domain.txt
    python -m tests.facts second-endings public_suffix_list.dat
    python -m tests.facts free LIST LIST LIST LIST
    python -m tests.facts words /usr/share/dict/american-english=com,net,org ...
    python -m tests.facts sites LIST ...

The sources are named at the top of each file. The lists are not fetched: give them as files.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from licensetui.addresses import domains, facts, matches
from licensetui.addresses.distance import distance
from licensetui.addresses.domain_parts import Parts, is_ending, parts
from licensetui.addresses.targets import Target, providers

DATA = Path(facts.__file__).parent / "data"
DOMAIN = re.compile(r"(?<![\w.@*-])(?:[a-z0-9][a-z0-9-]*\.)+[a-z][a-z0-9-]+(?![\w*-])")
"""A domain in a list of any format."""
WITNESSES = 4
"""In so many lists must a free-mail domain be: each has companies and throw-away ones besides."""
LARGE = 4
"""Frequency from which a word is nonetheless the slip that it looks like, if it is a small one."""
SMALL = 0.9
NEAR = ((3, 0.6), (4, 0.95), (5, 1.35), (6, 1.5), (8, 1.8))
"""Lengths of a provider's name, with how far sites may be from it to be worth a line."""
FAR = 2.0
"""The same for longer names."""
SQUATTED = 0.95
"""So near a `LARGE` provider, sites are mostly bought to catch its mail: never listed unseen."""


def version(source: str) -> str:
    """Return the version that IANA's list or the public suffix list says it has; empty if none."""
    found = re.search(r"^(?:#|//) version:? (\S+?),?(?:\s|$)", source, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""


def endings(source: str) -> list[str]:
    """Return the endings in IANA's list: one a line, in capitals, after a `#` line."""
    return sorted(line.lower() for line in _lines(source) if not line.startswith("#"))


def second_endings(source: str) -> list[str]:
    """Return those of two parts under a country, from the ICANN part of the public suffix list.

    Where any name may stand in front of one (`*.sch.uk`), it counts as an ending itself.
    """
    icann = source.partition("===END ICANN DOMAINS===")[0]
    rules = (line.removeprefix("*.") for line in _lines(icann) if not line.startswith(("//", "!")))
    return sorted({rule for rule in rules if re.fullmatch(r"[a-z0-9-]+\.[a-z]{2}", rule)})


def free_domains(sources: Iterable[str]) -> list[str]:
    """Return what several lists call free mail, without providers, typos and throw-away ones."""
    count = Counter(domain for source in sources for domain in set(domains_in(source)))
    return sorted(
        domain
        for domain, times in count.items()
        if times >= WITNESSES
        and domain not in facts.providers()
        and domain not in facts.relays()
        and not facts.is_disposable(domain)
        and domains.among(domain, providers()) is None
        and not is_squatted(parts(domain))
    )


def words_as_domains(words: Iterable[str], last: frozenset[str]) -> set[str]:
    """Return the words that, with one of the `last` endings, look like a typo of a provider's."""
    found = set()
    for word in {*map(_folded, words)}:
        if not re.fullmatch("[a-z]{3,14}", word):
            continue
        for target in providers().near(word):
            if target.brand > LARGE or target.parts.ending.rpartition(".")[2] not in last:
                continue
            far = matches.name_cost(word, target)
            if far and (target.brand < LARGE or far > SMALL):
                found.add(f"{word}.{target.parts.ending}")
    return found - set(facts.providers())


def sites(sources: Iterable[str]) -> list[str]:
    """Return the registered domains of sites that are near a provider's, and no squats of it."""
    by_ending: dict[str, list[Target]] = {}
    for target in providers().by_domain.values():
        by_ending.setdefault(target.parts.ending, []).append(target)
    found = {parts(domain) for source in sources for domain in set(domains_in(source))}
    return sorted(
        {
            site.registered
            for site in found
            if site.registered not in facts.providers()
            and any(_is_near(site.name, target) for target in by_ending.get(site.ending, ()))
            and not is_squatted(site)
        }
    )


def is_squatted(site: Parts) -> bool:
    """Say whether a domain is so near a large provider's that it is rather one for its typos."""
    name = site.whole_name
    return any(
        0 < distance(name, target.name, SQUATTED) < SQUATTED
        for target in providers().by_domain.values()
        if target.frequency >= LARGE and abs(len(target.name) - len(name)) <= 1
    )


def _is_near(name: str, target: Target) -> bool:
    if abs(len(name) - len(target.name)) > 2 or len(set(name) ^ set(target.name)) > 4:
        return False
    limit = next((limit for most, limit in NEAR if len(target.name) <= most), FAR)
    return 0 < distance(name, target.name, limit + 0.01) <= limit


def domains_in(text: str) -> Iterator[str]:
    """Yield the domains with a real ending in a list of any format, in lower case."""
    for domain in DOMAIN.findall(text.lower()):
        if is_ending(domain.rpartition(".")[2]):
            yield domain


def write(name: str, entries: Iterable[str], version: str = "") -> None:
    """Put entries, and the source's version, in the place of those of a data file."""
    path = DATA / name
    comment = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    if version:
        comment = [
            f"# Version {version}" if line.startswith("# Version ") else line for line in comment
        ]
    path.write_text("\n".join([*comment, *entries]) + "\n", "utf-8")


def _lines(source: str) -> list[str]:
    return [line.strip() for line in source.splitlines() if line.strip()]


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.strip().lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _read(path: str) -> str:
    return Path(path).read_text("utf-8", errors="replace")


def main(arguments: list[str]) -> None:
    """Write one data file from its sources."""
    match arguments:
        case ["endings", path]:
            write("endings.txt", endings(_read(path)), version(_read(path)))
        case ["second-endings", path]:
            write("second_endings.txt", second_endings(_read(path)), version(_read(path)))
        case ["free", *paths] if paths:
            write("free_domains.txt", free_domains(map(_read, paths)))
        case ["words", *sources] if sources:
            found: set[str] = set()
            for source in sources:
                path, _, last = source.partition("=")
                found |= words_as_domains(_read(path).splitlines(), frozenset(last.split(",")))
            write("words.txt", sorted(found))
        case ["sites", *paths] if paths:
            write("sites.txt", sites(map(_read, paths)))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
