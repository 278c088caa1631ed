"""Writes the data files of the address checks that are made from lists of others.

    python -m tests.facts endings tlds-alpha-by-domain.txt
    python -m tests.facts second-endings public_suffix_list.dat
    python -m tests.facts free LIST LIST ...
    python -m tests.facts words /usr/share/dict/american-english=com,net,org ...

The sources are named at the top of each file. The lists are not fetched: give them as files.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from licensetui.addresses import domains, facts
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.targets import providers

DATA = Path(facts.__file__).parent / "data"
SECOND = frozenset(
    "ac asso biz co com edu firm firma go gob gov gouv gub gv id idf in info ltd me mil net ne"
    " nom or org plc sch store tm web".split()
)
"""First parts of the endings of two parts under which people register."""
COMMON = 2
"""In so many lists must a free-mail domain be: each has companies and typos of its own."""
LARGE = 4
"""Frequency from which a word is nonetheless the slip that it looks like, if it is a small one."""
SMALL = 0.9


def endings(source: str) -> list[str]:
    """Return the endings in IANA's list: one a line, in capitals, after a `#` line."""
    return sorted(line.lower() for line in _lines(source) if not line.startswith("#"))


def second_endings(source: str) -> list[str]:
    """Return those of two parts with a usual word in front, from the ICANN part of the PSL."""
    icann = source.partition("===END ICANN DOMAINS===")[0]
    found = (line.split(".") for line in _lines(icann) if not line.startswith(("//", "*", "!")))
    return sorted(
        ".".join(labels)
        for labels in found
        if len(labels) == 2 and labels[0] in SECOND and re.fullmatch("[a-z]{2}", labels[1])
    )


def free_domains(sources: Iterable[str]) -> list[str]:
    """Return what several lists call free mail, without providers, typos and throw-away ones."""
    count = Counter(domain for source in sources for domain in {*map(str.lower, _lines(source))})
    return sorted(
        domain
        for domain, times in count.items()
        if times >= COMMON
        and re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain)
        and parts(domain).is_real
        and domain not in facts.providers()
        and domain not in facts.relays()
        and not facts.is_disposable(domain)
        and domains.among(domain, providers()) is None
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
            far = domains._name_cost(word, target)
            if far and (target.brand < LARGE or far > SMALL):
                found.add(f"{word}.{target.parts.ending}")
    return found - set(facts.providers())


def write(name: str, entries: Iterable[str]) -> None:
    """Put entries in the place of those of a data file, below its comment."""
    path = DATA / name
    comment = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*comment, *entries]) + "\n", "utf-8")


def _lines(source: str) -> list[str]:
    return [line.strip() for line in source.splitlines() if line.strip()]


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.strip().lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def main(arguments: list[str]) -> None:
    """Write one data file from its sources."""
    match arguments:
        case ["endings", path]:
            write("endings.txt", endings(Path(path).read_text("utf-8")))
        case ["second-endings", path]:
            write("second_endings.txt", second_endings(Path(path).read_text("utf-8")))
        case ["free", *paths] if paths:
            write("free_domains.txt", free_domains(Path(p).read_text("utf-8") for p in paths))
        case ["words", *sources] if sources:
            found: set[str] = set()
            for source in sources:
                path, _, last = source.partition("=")
                text = Path(path).read_text("utf-8", errors="replace")
                found |= words_as_domains(text.splitlines(), frozenset(last.split(",")))
            write("words.txt", sorted(found))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
