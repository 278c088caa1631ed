"""A look at a portal, as a text that a draft keeps."""

from __future__ import annotations

from collections.abc import Container, Iterable

from licensetui.domain.license import Role, SeenAssignment

SEEN = "seen"
"""Name of the text, which has no field."""
_PRIMARY = "primary"
UNSURE = "?"
"""Stands in place of a role that nobody has said."""
_ROLES = {role.value: role for role in Role}


def seen_text(seen: Iterable[SeenAssignment], unsure: Container[SeenAssignment] = ()) -> str:
    """Return a line per address: `technical, primary TAB a.martin@example.org`.

    For those that are `unsure`, no role was said.
    """
    return "\n".join(
        f"{UNSURE if held in unsure else held.role.value}{f', {_PRIMARY}' if held.primary else ''}"
        f"\t{held.address}"
        for held in seen
    )


def seen_from(text: str, unsaid: Role = Role.TECHNICAL) -> tuple[SeenAssignment, ...]:
    """Return what `seen_text` wrote; a line of a draft that is none is left out.

    Where no role was said, it is `unsaid` until somebody says one (`unsure_in`).
    """
    roles = {**_ROLES, UNSURE: unsaid}
    found = []
    for line in text.split("\n"):
        what, _, address = line.partition("\t")
        word, _, primary = what.partition(", ")
        if address.strip() and word in roles:
            found.append(SeenAssignment(address, roles[word], primary == _PRIMARY))
    return tuple(found)


def unsure_in(text: str, unsaid: Role = Role.TECHNICAL) -> tuple[SeenAssignment, ...]:
    """Return those lines of `seen_text` that are in no role."""
    return seen_from("\n".join(x for x in text.split("\n") if x.startswith(UNSURE)), unsaid)
