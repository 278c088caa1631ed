"""Roles on a license, with their holders and primaries, as a list that one edits."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from licensetui.domain.license import Assignment, Role, SeenAssignment
from licensetui.tui.widgets.form_rows import FormRows

Held = TypeVar("Held", Assignment, SeenAssignment)
ROLES = tuple(Role)


class RoleRows(FormRows[Held]):
    """Lines with a role each, at most one of them primary in it."""

    def who(self, item: Held) -> Hashable:
        """Return whose line it is, whatever the role."""
        raise NotImplementedError

    def key(self, item: Held) -> Hashable:
        """Return whose line it is, and the role."""
        return (self.who(item), item.role)

    def add(self, who: Hashable, make: Callable[[Role, bool], Held]) -> None:
        """Add a line: technical, and primary if there is none yet; else in the next free role."""
        held = {item.role for item in self.items if self.who(item) == who}
        role = next((role for role in ROLES if role not in held), None)
        if role is None:
            return
        is_first = not any(x.role is role and x.primary for x in self.items)
        self.hold(tuple(chain(self.items, (make(role, is_first),))))
        self.select((who, role))

    def action_make_primary(self) -> None:
        """Make it primary, and no other of its role; or secondary again."""
        chosen = self.current
        if chosen is None:
            return
        self.hold(
            tuple(
                replace(x, primary=x is chosen and not chosen.primary)
                if x.role is chosen.role
                else x
                for x in self.items
            )
        )

    def action_change_role(self) -> None:
        """Give the line its next free role; primary only if that has none yet."""
        chosen = self.current
        if chosen is None:
            return
        others = [x for x in self.items if x is not chosen]
        taken = {x.role for x in others if self.who(x) == self.who(chosen)}
        start = ROLES.index(chosen.role)
        role = next(
            role
            for step in range(1, len(ROLES) + 1)
            if (role := ROLES[(start + step) % len(ROLES)]) not in taken
        )
        is_free = not any(x.role is role and x.primary for x in others)
        changed = replace(chosen, role=role, primary=chosen.primary and is_free)
        self.hold(tuple(changed if x is chosen else x for x in self.items))
        self.select(self.key(changed))
