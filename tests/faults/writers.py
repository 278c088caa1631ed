"""Sessions in processes of their own, which save until they are killed and tell what they did."""

from __future__ import annotations

import gc
import os
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.store.store import Saved, Store
from tests.builders import a_license

FIELDS = (
    "vendor",
    "product",
    "sen",
    "entitlement",
    "organization",
    "site",
    "partner",
    "notes",
)
"""The field that each writer has for itself in the licenses that all of them edit."""
SHARED = range(len(FIELDS) + 1, len(FIELDS) + 6)
"""Ids of the licenses that all writers edit. Those before are one for each writer."""
CHECKED = SHARED.stop
"""Id of the license in which a check notes that the file can be written."""


def change_of(writer: int, number: int, portfolio: Portfolio) -> Change:
    """Return the change with a number that a writer makes: several records at once."""
    own, shared = portfolio.license(writer + 1), portfolio.license(_shared(number))
    if own is None or shared is None:
        raise ValueError(f"the licenses of writer {writer} are gone")
    edits = [
        Edit(own, replace(own, server_id=str(number))),
        Edit(shared, with_text(shared, writer, number)),
    ]
    if number % 3 == 0:
        edits.append(Edit(None, added(writer, number)))
    if number % 7 == 0 and (mine := _added_by(writer, portfolio)):
        edits.append(Edit(mine[0], None))
    return Change(label(writer, number), tuple(edits))


def label(writer: int, number: int) -> str:
    """Return what a change of a writer is called in the history."""
    return f"writer {writer} change {number}"


def added(writer: int, number: int, id: int = 0) -> License:
    """Return the license that a writer adds with a change."""
    return a_license(f"by {writer}: {number}", id=id, wanted=())


def with_text(license: License, writer: int, number: int) -> License:
    """Return a shared license with the field of a writer as a change leaves it."""
    fields = {FIELDS[writer]: f"{writer}: {number}"}
    return replace(license, **fields)  # type: ignore[arg-type]


def _added_by(writer: int, portfolio: Portfolio) -> list[License]:
    return [x for x in portfolio.licenses if x.name.startswith(f"by {writer}: ")]


def _shared(number: int) -> int:
    return SHARED[number % len(SHARED)]


@dataclass
class Model:
    """What all writers together have made of a file."""

    base: Portfolio
    """What was there before."""
    own: dict[int, int] = field(default_factory=dict)
    """By writer, the number of its last change that is in the file."""
    shared: dict[tuple[int, int], int] = field(default_factory=dict)
    """By license and writer, the number of the last change there."""
    added: dict[int, list[int]] = field(default_factory=dict)
    """By writer, the numbers of the changes whose new licenses are still there."""
    labels: set[str] = field(default_factory=set)
    """What must stand in the history, each once."""
    ids: dict[str, int] = field(default_factory=dict)
    """Ids of new licenses as they were confirmed, by name."""

    def apply(self, writer: int, number: int) -> None:
        """Take note of a change that is in the file."""
        self.own[writer] = number
        self.shared[_shared(number), writer] = number
        mine = self.added.setdefault(writer, [])
        gone = mine[:1] if number % 7 == 0 else []
        if number % 3 == 0:
            mine.append(number)
        self.added[writer] = [one for one in mine if one not in gone]
        self.labels.add(label(writer, number))

    def differences(self, found: Portfolio) -> list[str]:
        """Return in words what is not as it must be in a portfolio, whole records compared."""
        wanted = {license.id: license for license in self.base.licenses}
        for writer, number in self.own.items():
            wanted[writer + 1] = replace(wanted[writer + 1], server_id=str(number))
        for (id, writer), number in self.shared.items():
            wanted[id] = with_text(wanted[id], writer, number)
        known = {license.id: license for license in found.licenses}
        new = {known[id].name: id for id in known if id not in wanted}
        wanted_new = {
            added(writer, number).name: added(writer, number)
            for writer, numbers in self.added.items()
            for number in numbers
        }
        told = [f"license {id} is not as saved" for id in wanted if known.get(id) != wanted[id]]
        told += [f"{name!r} is missing" for name in wanted_new if name not in new]
        told += [
            f"{name!r} was never saved, or is removed" for name in new if name not in wanted_new
        ]
        told += [
            f"{name!r} is not as saved"
            for name, id in new.items()
            if name in wanted_new and replace(wanted_new[name], id=id) != known[id]
        ]
        told += [
            f"{name!r} was confirmed as {self.ids[name]} and is {id}"
            for name, id in new.items()
            if self.ids.get(name, id) != id
        ]
        if len(new) != len(known) - len(wanted):
            told.append("two new licenses have one name")
        return told


@dataclass
class Writer:
    """A process that saves one change after the other."""

    number: int
    """Which of the writers it is, from 0."""
    process: int
    """The process."""
    pipe: int
    """From where to read what it says."""
    begun: list[int] = field(default_factory=list)
    """Numbers of the changes it has begun to save."""
    confirmed: dict[int, int] = field(default_factory=dict)
    """By number, the changes that the store has called saved, and the id of the new license."""
    complaint: str = ""
    """What it was surprised by."""

    def kill(self) -> None:
        """Kill it, in whatever it does."""
        os.kill(self.process, signal.SIGKILL)

    def collect(self) -> None:
        """Wait for its end, and read what it said."""
        os.waitpid(self.process, 0)
        with os.fdopen(self.pipe) as pipe:
            for line in pipe:
                word, _, rest = line.rstrip("\n").partition(" ")
                if word == "begin":
                    self.begun.append(int(rest))
                elif word == "saved":
                    number, id = map(int, rest.split())
                    self.confirmed[number] = id
                else:
                    self.complaint = rest


def once(store: Store, change: Change) -> Saved:
    """Save a change, and take no for an answer."""
    return store.commit(change)


def start(
    writer: int,
    first: int,
    open: Callable[[], Store],
    sabotage: Callable[[], None] | None = None,
    save: Callable[[Store, Change], Saved] = once,
) -> Writer:
    """Fork a writer whose changes count from `first`.

    It uses the store that `open` returns; `sabotage` leaves out a step of saving.
    """
    read, write = os.pipe()
    gc.freeze()  # else the child's collector copies all of the parent's memory
    child = os.fork()
    if child:
        os.close(write)
        return Writer(writer, child, read)
    try:
        os.close(read)
        if sabotage:
            sabotage()
        store = open()
        number = first
        while True:
            os.write(write, f"begin {number}\n".encode())
            saved = save(store, change_of(writer, number, store.portfolio))
            os.write(write, f"saved {number} {saved.licenses.get(0, 0)}\n".encode())
            number += 1
    except BaseException as error:
        os.write(write, f"surprise {error!r}\n".encode())
    finally:
        os._exit(1)


def some(writers: int, chance: random.Random, longest: float) -> list[tuple[float, int]]:
    """Return when to kill which writer, in seconds from the start, in order."""
    return sorted((chance.uniform(0, longest), writer) for writer in range(writers))
