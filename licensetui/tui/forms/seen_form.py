"""A look at a portal, as a text that a draft keeps."""

from __future__ import annotations

from collections.abc import Iterable

from licensetui.domain.license import Role, SeenAssignment

SEEN = "seen"
"""Name of the text, which has no field."""
_PRIMARY = "primary"
_ROLES = {role.value: role for role in Role}


def seen_text(seen: Iterable[SeenAssignment]) -> str:
    """Return a line per address: `technical, primary TAB a.martin@example.org`."""
    return "\n".join(
        f"{held.role.value}{f', {_PRIMARY}' if held.primary else ''}\t{held.address}"
        for held in seen
    )


def seen_from(text: str) -> tuple[SeenAssignment, ...]:
    """Return what `seen_text` wrote; a line of a draft that is none is left out."""
    found = []
    for line in text.split("\n"):
        what, _, address = line.partition("\t")
        word, _, primary = what.partition(", ")
        if address.strip() and word in _ROLES:
            found.append(SeenAssignment(address, _ROLES[word], primary == _PRIMARY))
    return tuple(found)
