"""Make the list of names anew: `python -m tests.names > licensetui/addresses/data/names.txt`.

Needs the PyPI package Faker as it was then: `pip install Faker==40.54.0`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version

from licensetui.addresses.words import fold, lexicon

LOCALES = (
    "en_US",
    "en_GB",
    "en_IE",
    "en_NZ",
    "fr_FR",
    "fr_CA",
    "fr_BE",
    "fr_CH",
    "fr_DZ",
    "de_DE",
    "de_AT",
    "de_CH",
    "de_LI",
    "de_LU",
    "es_ES",
    "es_MX",
    "es_AR",
    "es_CO",
    "es_CL",
    "it_IT",
    "pt_PT",
    "pt_BR",
    "nl_NL",
    "nl_BE",
)
"""Those of Faker whose names are in one of our seven languages."""
HEAD = """\
# First names and surnames in English, French, German, Spanish, Italian, Portuguese and Dutch:
# what such a word says is a person. Role words (roles.txt) are left out, whoever bears them.
# Source: the PyPI package Faker {version} (MIT license), its person providers of these places;
# made on {day} by: python -m tests.names > licensetui/addresses/data/names.txt
# One line: class TAB kind TAB names, without accents, of one first letter.
"""


def main() -> None:
    """Print the whole file."""
    print(HEAD.format(version=version("Faker"), day=datetime.now(UTC).date()), end="")
    for kind, attribute in (("first", "first_names"), ("last", "last_names")):
        names = sorted(set(_names(attribute)) - lexicon().keys())
        for letter in "abcdefghijklmnopqrstuvwxyz":
            line = " ".join(name for name in names if name[0] == letter)
            for part in textwrap.wrap(line, 96, break_long_words=False):
                print("name", kind, part, sep="\t")


def _names(attribute: str) -> Iterator[str]:
    """Yield every name of a kind, its parts and the whole of it: `la`, `cruz`, `delacruz`."""
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for key in dir(provider):
            names = getattr(provider, key)
            if not key.startswith(attribute[:-1]) or not isinstance(names, (tuple, list, dict)):
                continue
            for name in names:
                parts = re.findall(r"[a-z]{2,}", re.sub(r"['\u2019]", "", fold(name)))
                yield from (part for part in parts if len(part) > 2 or len(parts) == 1)
                if parts:
                    yield "".join(parts)


if __name__ == "__main__":
    main()
