"""Changes for tests of the stores."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from licensetui.domain.change import Change, Edit, contact_with_ids, with_ids
from licensetui.domain.portfolio import Portfolio
from licensetui.store.file.filestore import FileStore
from licensetui.store.store import Store
from tests.builders import a_contact, a_license


def all_new(portfolio: Portfolio) -> Change:
    """Return the change that makes a portfolio whose ids count from 1."""
    license_ids = {license.id: -license.id for license in portfolio.licenses}
    contact_ids = {contact.id: -contact.id for contact in portfolio.contacts}
    return Change(
        "everything",
        tuple(
            Edit(None, with_ids(license, license_ids, contact_ids))
            for license in portfolio.licenses
        ),
        tuple(Edit(None, contact_with_ids(contact, contact_ids)) for contact in portfolio.contacts),
        mappings=tuple(Edit(None, replace(x, id=-x.id)) for x in portfolio.mappings),
    )


def a_file(directory: Path, *names: str) -> Path:
    """Write a file with contact 1 and a license for each name, and return its path."""
    path = directory / "licenses.json"
    licenses = tuple(a_license(name, id=id) for id, name in enumerate(names or ("Jira",), 1))
    FileStore.open(path).commit(all_new(Portfolio(licenses, (a_contact(),))))
    return path


def note(store: Store, id: int, **fields: Any) -> Change:
    """Return a change of some fields of a license, as the store shows it now."""
    license = store.portfolio.license(id)
    assert license is not None
    return Change(f"edit {license.name}", (Edit(license, replace(license, **fields)),))


def new_license(name: str) -> Change:
    """Return the change that adds one license."""
    return Change(f"add {name}", (Edit(None, a_license(name, id=0, wanted=())),))


def names_in(directory: Path) -> list[str]:
    """Return what is in a directory, by name."""
    return sorted(entry.name for entry in directory.iterdir())
