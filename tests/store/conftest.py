"""Places to keep a portfolio in, for tests of what any store does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.places import MEMORY, SHARED, Place, empty_place


@pytest.fixture(params=SHARED)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Yield an empty place that many sessions share."""
    with empty_place(request.param, tmp_path) as place:
        yield place


@pytest.fixture(params=(*SHARED, MEMORY))
def own_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Yield an empty place that one session alone has."""
    with empty_place(request.param, tmp_path) as place:
        yield place
