"""The door through which comes what is loaded only when somebody asks for it.

A start must not pay for what most runs never use. So a registry names such things as strings,
`licensetui.tui.views.portal:PortalView`, and only `load` makes something of a string: in all other
places imports stand at the top of the file. `tests/test_registries.py` loads every string.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any


@cache  # asked of every license and every contact, again and again
def load(where: str) -> Any:
    """Return what `module:name` names; the module is imported now if it was not before."""
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)
