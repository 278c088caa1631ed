"""Whom a mail reaches through one address: the contact who has it, and behind a team its members.

An address that does not work on a day passes nothing on. Each team passes a mail on once, so teams
that are members of each other end somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from licensetui.domain.contact import Contact
from licensetui.domain.counsel import Flaw
from licensetui.domain.missing import Gap, Missing, Why, missing_on, turns


class Part(NamedTuple):
    """What a contact does with a mail."""

    contact: Contact
    identity: str | int
    """What tells readers apart: two contacts with the same address are one."""
    is_team: bool
    """Whether it is passed on to members."""
    gaps: tuple[Gap, ...]
    """When it is lost."""


Loss = TypeVar("Loss")
Reached = Sequence[tuple[Part, Missing | None]]
"""Whom a mail reaches, with why it is lost there; None where it is not."""

_NO_DAYS = frozenset[date]()
_NOBODY = frozenset[str | int]()
# Most have these, and each empty set by itself takes as much room as all else.


class Reach:
    """Whom mails reach through the address of a contact, day by day. Immutable."""

    __slots__ = ("_always", "flaw", "parts", "steady", "turns")

    def __init__(self, parts: tuple[Part, ...], flaw: Flaw | None) -> None:
        """Take all whom a mail may reach, whoever has the address first."""
        contact = parts[0].contact
        has_address = bool(contact.email.strip())
        self.flaw = flaw
        """What is wrong with the address itself."""
        self.parts = parts if has_address else parts[:1]
        """Whoever has the address, and all whom a mail reaches while it works."""
        gaps = [gap for part in self.parts for gap in part.gaps]
        self.turns: frozenset[date] = frozenset(turns(gaps)) if gaps else _NO_DAYS
        """The days on which it may reach others than on the day before."""
        self._always: Reached | None = None
        if not has_address:
            self._always = ((parts[0], Missing(contact, Why.NO_ADDRESS)),)
        elif flaw is Flaw.DEAD:
            self._always = ((parts[0], Missing(contact, Why.DEAD)),)
        elif not gaps:
            self._always = tuple([(part, None) for part in parts])
        is_sound = has_address and flaw is None
        found = self._passed_on(lambda part: True) if is_sound else ()
        steady = [part.identity for part, is_lost in found if not (part.is_team or is_lost)]
        self.steady: frozenset[str | int] = frozenset(steady) if steady else _NOBODY
        """By their identities, the persons who read each mail, whatever the day."""

    @property
    def addressee(self) -> Contact:
        """The contact who has the address."""
        return self.parts[0].contact

    def on(self, day: date) -> Reached:
        """Return whom a mail of a day reaches, who loses it included."""
        if self._always is not None:
            return self._always
        return tuple(self._passed_on(lambda part: missing_on(day, part.gaps)))

    def _passed_on(self, lost: Callable[[Part], Loss | None]) -> Iterable[tuple[Part, Loss | None]]:
        """Return whom a mail reaches, with what `lost` says of those who have gaps."""
        by_id = {part.contact.id: part for part in self.parts}
        found: dict[int, tuple[Part, Loss | None]] = {}
        waiting = [self.addressee.id]
        for id in waiting:  # which grows on the way
            if id not in found and id in by_id:
                part = by_id[id]
                why = lost(part) if part.gaps else None
                found[id] = part, why
                if part.is_team and not why:
                    waiting += part.contact.members
        return found.values()
