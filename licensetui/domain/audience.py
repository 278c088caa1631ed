"""Audiences: who reads what is sent to the same addresses, day by day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from licensetui.domain.contact import Contact
from licensetui.domain.counsel import Flaw
from licensetui.domain.missing import Missing, Why
from licensetui.domain.reach import Part, Reach


class Cover(IntEnum):
    """The cover of a mail: how well it is read, the worst first."""

    NOBODY = 0
    """All whom it reaches are missing, or it reaches nobody."""
    UNKNOWN = 1
    """It reaches an address of which nobody knows who reads it, and no reader who is known."""
    ONE = 2
    """One reader is known."""
    SEVERAL = 3
    """Two readers or more."""


class Reading(NamedTuple):
    """The readers of a mail on a day, and those who miss it."""

    readers: tuple[Contact, ...] = ()
    """The persons who read it, those of the primary address first."""
    missing: tuple[Missing, ...] = ()
    """Those who would read it on another day, or did once."""
    unknown: tuple[str, ...] = ()
    """Addresses of which nobody knows who reads them: no contact has them, or a team has no
    members."""

    @property
    def cover(self) -> Cover:
        """The cover: an address of which nobody knows is no second reader."""
        if self.readers:
            return Cover.SEVERAL if len(self.readers) > 1 else Cover.ONE
        return Cover.UNKNOWN if self.unknown else Cover.NOBODY


class Audience:
    """The people reached by mails to the same addresses, day by day."""

    __slots__ = (
        "_got",
        "_ids",
        "_reaches",
        "_readings",
        "_turns",
        "_unknown",
        "is_always_read",
        "keys",
    )

    def __init__(
        self, reaches: tuple[Reach, ...], unknown: tuple[str, ...], keys: tuple[str | int, ...]
    ) -> None:
        """Begin with the addresses that contacts have, and those that nobody has."""
        self.keys = keys
        """Ids of contacts, and addresses as `address_key`: who has them are the addressees."""
        self._reaches = reaches
        self._unknown = unknown
        self._turns: list[date] | None = None
        # The days on which the readers may be others than on the day before, once asked for: of
        # mails that two persons or more always read, nobody asks on which day who does.
        self._readings: dict[int, Reading] = {}
        # Who reads before the first of them, between two, and from the last one on.
        always: Set[str | int] = frozenset()
        for reach in reaches:
            always = always | reach.steady if always else reach.steady
            if len(always) > 1:
                break
        self.is_always_read = len(always) > 1
        """Whether two persons or more read each mail, whatever the day."""
        self._got: tuple[date, tuple[Part, ...]] | None = None
        self._ids: Set[int] | None = None

    @property
    def addressees(self) -> tuple[Contact, ...]:
        """The contacts who have the addresses."""
        return tuple([reach.addressee for reach in self._reaches])

    def on(self, day: date) -> Reading:
        """Return who reads on a day: the same between two days on which something changes."""
        place = bisect_right(self._days, day)
        known = self._readings.get(place)
        if known is None:
            known = self._readings[place] = self._read(day)
        return known

    def spans(self, first: date) -> Iterator[tuple[date, Reading]]:
        """Yield days from `first` on, each with who reads from then until the next of them."""
        yield first, self.on(first)
        for day in self._days[bisect_right(self._days, first) :]:
            yield day, self.on(day)

    @property
    def last_turn(self) -> date | None:
        """The last day on which the readers change; None where they never do."""
        return self._days[-1] if self._days else None

    @property
    def _days(self) -> list[date]:
        if self._turns is None:
            turns = [reach.turns for reach in self._reaches if reach.turns]
            self._turns = sorted(turns[0].union(*turns[1:])) if turns else []
        return self._turns

    def reached(self, day: date) -> tuple[Contact, ...]:
        """Return the persons and teams who get a mail of a day, who are away included."""
        return tuple(part.contact for part in self._reached(day))

    def staying(self, day: date) -> tuple[Contact, ...]:
        """Return the persons among them: who reads on a day, or will again after an absence."""
        return tuple([part.contact for part in self._reached(day) if not part.is_team])

    @property
    def involved(self) -> tuple[Contact, ...]:
        """All persons and teams whom a mail reaches, or would reach on another day, each once."""
        return tuple(part.contact for part in self._parts())

    @property
    def involved_ids(self) -> Set[int]:
        """Their ids."""
        if self._ids is None:
            self._ids = {part.contact.id for part in self._parts()}
        return self._ids

    @property
    def people(self) -> tuple[Contact, ...]:
        """The persons among them."""
        return tuple(part.contact for part in self._parts() if not part.is_team)

    @property
    def teams(self) -> tuple[Contact, ...]:
        """The teams among them."""
        return tuple(part.contact for part in self._parts() if part.is_team)

    def _parts(self) -> Iterable[Part]:
        return {part.contact.id: part for x in self._reaches for part in x.parts}.values()

    def _reached(self, day: date) -> tuple[Part, ...]:
        if self._got is None or self._got[0] != day:
            found = {
                part.contact.id: part
                for reach in self._reaches
                if reach.flaw is None
                for part, why in reach.on(day)
                if why is None or why.why is Why.AWAY
            }
            self._got = day, tuple(found.values())
        return self._got[1]

    def _read(self, day: date) -> Reading:
        readers, missing = dict[str | int, Contact](), dict[str | int, Missing]()
        unknown = list(self._unknown)
        for reach in self._reaches:
            is_known = False
            for part, why in reach.on(day) if reach.flaw is not Flaw.DOUBTFUL else ():
                if why:
                    missing.setdefault(part.identity, why)
                elif not part.is_team:
                    readers.setdefault(part.identity, part.contact)
                is_known = is_known or why is not None or not part.is_team
            if not is_known:
                unknown.append(reach.addressee.email.strip())
        lost = [why for one, why in missing.items() if one not in readers] if missing else ()
        return Reading(tuple(readers.values()), tuple(lost), tuple(unknown))
