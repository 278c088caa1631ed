"""The places of tests of screens: what holds for two sessions on a file holds on a database."""

from __future__ import annotations

from tests.store.conftest import place

__all__ = ["place"]
