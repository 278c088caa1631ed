"""Team words by language: of the labeled local parts, and of `teams.tsv`."""

from __future__ import annotations

from collections.abc import Iterator

from licensetui.addresses.kinds import kind_of_local
from licensetui.addresses.report import AddressKind
from tests.addresses.scores import CASES, LANGUAGES, Score, rows
from tests.bench.address_rows import counted

LEAST = 93
"""Percent of each language that have to be found."""


def words() -> dict[str, list[str]]:
    """Return the local parts of teams by language."""
    found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for row in rows(CASES, "locals"):
        if row["kind"] == AddressKind.TEAM.value:
            found[row["language"]].append(row["local"])
    for line in (CASES / "teams.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, _, locals = line.partition("\t")
            found.setdefault(language, []).extend(locals.split())
    return found


def scores() -> Iterator[Score]:
    """Count the teams that are taken for one."""
    for language, locals in sorted(words().items()):
        missed = [local for local in locals if kind_of_local(local) is not AddressKind.TEAM]
        name = f"team words found, {language}"
        yield counted(name, len(locals), missed, LEAST, are_missed=True)
