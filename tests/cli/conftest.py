"""The places where commands are tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.at import FILE, At
from tests.postgres.server import OWNER, a_database


@pytest.fixture
def at(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[At]:
    """A place with nothing in it: a file, and with `ON_BOTH` a database, as its owner sees it."""
    if getattr(request, "param", FILE) == FILE:
        yield At("--file", str(tmp_path / "my licenses.json"))
        return
    database = a_database()
    yield At("--store", database.url(OWNER))
    database.drop()
