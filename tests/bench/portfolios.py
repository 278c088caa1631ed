"""Well-kept portfolios of many licenses, made up: `python -m tests.bench.portfolios [N ...]`.

The same number gives the same records each time: instances of Atlassian with their apps, Cloud
sites, licenses by partners and of other vendors; teams with members as primary contacts, persons
beside them; portals that were looked at lately and show who is wanted. A few percent have open
steps, one percent something else to find. `written` keeps the files, as the store writes them, in
a directory of the machine's temporary files, and gives out copies.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from licensetui.domain.change import Change, Edit, contact_with_ids, with_ids
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.outlook import Outlook
from licensetui.store.file.filestore import FileStore
from tests.bench.families import family, looked_at
from tests.bench.people import People
from tests.builders import TODAY

CONTACTS = {1_000: 300, 10_000: 2_000, 100_000: 10_000}
"""Contacts beside so many licenses."""


def main(arguments: list[str] | None = None) -> None:
    """Write the files, and print what is found in them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.portfolios")
    parser.add_argument("counts", nargs="*", type=int, metavar="N", default=list(CONTACTS))
    for count in parser.parse_args(arguments).counts:
        path = kept(count)
        portfolio = FileStore.open(path, readonly=True).portfolio
        rules = Counter(x.rule for x in Outlook(portfolio, TODAY, Settings()).findings)
        print(f"{len(portfolio.licenses):,} licenses, {len(portfolio.contacts):,} contacts: {path}")
        print("  " + ", ".join(f"{count:,} {rule}" for rule, count in rules.most_common()))


def written(count: int, directory: Path) -> Path:
    """Return a file of so many licenses in a directory, which must not be there yet."""
    shutil.copytree(kept(count).parent, directory)
    return directory / "licenses.json"


def kept(count: int) -> Path:
    """Return the file of so many licenses to copy from, written now if it never was.

    It is another one after a change of the modules that make it up.
    """
    sources = sorted(Path(__file__).parent.glob("*.py"))
    made_by = (x.read_bytes() for x in sources if x.stem in ("families", "people", "portfolios"))
    version = hashlib.sha256(b"".join(made_by)).hexdigest()[:12]
    above = Path(tempfile.gettempdir()) / f"licensetui-bench-{os.getuid()}"
    above.mkdir(mode=0o700, exist_ok=True)
    if above.stat().st_uid != os.getuid():
        raise PermissionError(f"{above} belongs to somebody else")
    place = above / f"{count}-{version}"
    if not place.exists():
        with tempfile.TemporaryDirectory(dir=above) as unready:
            write(portfolio(count), Path(unready) / "licenses.json")
            Path(unready).rename(place)
            Path(unready).mkdir()  # for the one who takes it away
    return place / "licenses.json"


def write(made: Portfolio, path: Path) -> None:
    """Write a portfolio to a new file, by one change as an import makes it: ids stay."""
    licenses, contacts = ({x.id: -x.id for x in of} for of in (made.licenses, made.contacts))
    FileStore.open(path).commit(
        Change(
            f"import {len(licenses)} licenses",
            tuple(
                Edit(None, replace(with_ids(x, licenses, contacts), id=-x.id))
                for x in made.licenses
            ),
            tuple(Edit(None, contact_with_ids(x, contacts)) for x in made.contacts),
        )
    )


def portfolio(count: int, contacts: int = 0) -> Portfolio:
    """Return so many licenses, `USES` at least, with so many contacts or those of `CONTACTS`."""
    chance = random.Random(count)  # noqa: S311  # nothing secret
    people = People.made(contacts or CONTACTS.get(count, count // 5 + 30), chance)
    licenses: list[License] = []
    while len(licenses) < count:
        licenses += family(len(licenses) + 1, people, chance)
    made = tuple(looked_at(x, people, chance) for x in licenses[:count])
    return Portfolio(made, people.all)


if __name__ == "__main__":
    main()
