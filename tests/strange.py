"""Make the filter of known words anew: `python -m tests.strange CENSUS... DICTIONARY`.

CENSUS are the tables of surnames and first names of the United States' census of 1990, which is in
the public domain, as the PyPI package names 0.3.0 has them: dist.all.last, dist.female.first and
dist.male.first. DICTIONARY is american-english of Debian 12's package wamerican 2020.12.07. First
names and surnames of all languages come from the PyPI package Faker 40.54.0 (MIT license).
"""

from __future__ import annotations

import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from licensetui.addresses import strange
from licensetui.addresses.words import fold, names

TARGET = Path(strange.__file__).parent / "data" / strange.FILE
COMMON = 40_000
"""So many surnames of the census, the most frequent first."""
LONGEST = 7
"""Letters of ordinary words; longer ones are no names, nor near one."""


def main(paths: Iterable[str]) -> None:
    """Write the file."""
    words = set(names())
    for path in map(Path, paths):
        lines = path.read_text("utf-8").splitlines()
        if path.name.startswith("dist."):
            words |= {line.split()[0].lower() for line in lines[:COMMON]}
        else:
            words |= {line for line in lines if re.fullmatch(f"[a-z]{{4,{LONGEST}}}", line)}
    words |= set(_of_faker())
    TARGET.write_bytes(filtered(words))
    print(f"{len(words):,} words, {TARGET.stat().st_size:,} bytes")


def filtered(words: Iterable[str]) -> bytes:
    """Return the filter that knows these folded words."""
    words = sorted(words)
    kept = bytearray(len(words) * strange.BITS // 8 + 1)
    for word in words:
        for bit in strange.bits_of(word, len(kept)):
            kept[bit >> 3] |= 1 << (bit & 7)
    return bytes(kept)


def _of_faker() -> Iterator[str]:
    """Yield every name, in Latin letters, its parts and the whole of it, apostrophes both ways."""
    providers = import_module("faker.providers.person")
    for found in pkgutil.iter_modules(providers.__path__):
        provider = import_module(f"faker.providers.person.{found.name}").Provider
        for key in dir(provider):
            if not re.search("first.*name|last.*name|prenom|surname", key):
                continue
            kept = getattr(provider, key)
            if isinstance(kept, (tuple, list, dict)):
                for name in kept:
                    yield from _words(name if isinstance(name, str) else " ".join(map(str, name)))


def _words(name: str) -> Iterator[str]:
    folded = fold(name)
    for text in (folded, re.sub("['\u2019]", "", folded)):
        parts = re.findall(r"[a-z]{2,}", text)
        yield from parts
        yield "".join(parts)
    name = name.lower()
    for umlaut, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("å", "aa")):
        name = name.replace(umlaut, spelled)
    yield from re.findall(r"[a-z]{2,}", fold(name))


if __name__ == "__main__":
    main(sys.argv[1:])
