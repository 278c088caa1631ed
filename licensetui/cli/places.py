"""The place where the portfolio is kept: what names it, and what opens it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from licensetui.cli.registry import DATABASE_KEEPER, DEMO, FILE_KEEPER, MEMORY_STORE
from licensetui.cli.usage import UsageError
from licensetui.clock import Clock
from licensetui.domain.settings import Settings
from licensetui.domain.store_address import address_problem, is_address
from licensetui.door import load
from licensetui.home import default_path
from licensetui.store.errors import UnreadableError
from licensetui.store.store import Store

if TYPE_CHECKING:
    from licensetui.store.keeper import Keeper

FILE_VARIABLE = "LICENSETUI_FILE"
"""Environment variable that names the file where no option names a place."""
STORE_VARIABLE = "LICENSETUI_STORE"
"""The same for the address of a database."""
_DRIVER = "psycopg"
_NO_DRIVER = (
    "a database needs psycopg, and {why}: install licensetui[postgres] (licensetui help team)"
)


@dataclass(frozen=True)
class StorePlace:
    """A place where a portfolio is kept. Making one touches nothing."""

    keeper: Keeper | None
    """Looks after it; None for the demo, of which nothing is kept."""
    open: Callable[[bool], Store]
    """Opens the store there, for reading only if True. Raises a `StoreError`."""
    title: str
    """What to call it where everybody may read it: in emails."""
    missing: str = ""
    """What to say where nothing was ever saved, as a clause."""
    remedy: str = ""
    """What to do then, as a clause."""
    is_named: bool = False
    """Whether somebody named it, so that its absence is a slip."""


@dataclass(frozen=True)
class Named:
    """What says where the portfolio is, before the settings are asked."""

    by: str
    """The option or the variable."""
    file: str = ""
    """The path; empty if it names a database."""
    address: str = ""
    """The address of a database; empty if it names a file."""


def find_place(
    arguments: Namespace,
    environ: Mapping[str, str],
    clock: Clock,
    settings: Callable[[], Settings],
) -> StorePlace:
    """Return the place that is meant: by an option, else the environment, else the settings.

    Raises `UsageError` or `SettingsError` where nobody can tell, `UnreadableError` without what
    a database needs.
    """
    if arguments.demo:
        return StorePlace(None, lambda _readonly: _demo(clock), "the demo")
    named = named_place(arguments, environ)
    readonly = arguments.readonly
    if named and named.file:
        return _file(Path(named.file), clock.now, is_named=True, always_readonly=readonly)
    if address := named.address if named else settings().store:
        return _database(address, clock.now, always_readonly=readonly)
    return _file(default_path(), clock.now, is_named=False, always_readonly=readonly)


def named_place(arguments: Namespace, environ: Mapping[str, str]) -> Named | None:
    """Return what an option names, else the environment; None if that is left to the settings.

    Raises `UsageError`.
    """
    if arguments.file or arguments.store:
        return _named("--file", arguments.file or "", "--store", arguments.store or "")
    file, address = environ.get(FILE_VARIABLE, ""), environ.get(STORE_VARIABLE, "")
    if file and address:
        raise UsageError(f"{FILE_VARIABLE} and {STORE_VARIABLE} are both set: unset one of them")
    return _named(FILE_VARIABLE, file, STORE_VARIABLE, address)


def keeper_named(what: str, text: str, now: Callable[[], datetime]) -> Keeper:
    """Return what looks after a place that an argument names: the path of a file, or an address.

    Raises `UsageError`, which calls the argument `what` and repeats no address, or
    `UnreadableError` without what a database needs.
    """
    if not is_address(text):
        keeper: Keeper = load(FILE_KEEPER)(Path(text), now)
        return keeper
    if why := address_problem(text):
        raise UsageError(f"{what} {why}")
    return _database_keeper(text, now)


def _named(of_file: str, file: str, of_store: str, address: str) -> Named | None:
    """Return what is named by which of two, or raise `UsageError`, which repeats no address."""
    if is_address(file):
        raise UsageError(f"{of_file} names a file; for a database use {of_store}")
    if address and (why := address_problem(address)):
        hint = "" if is_address(address) else f"; for a file use {of_file}"
        raise UsageError(f"{of_store} {why}{hint}")
    if address:
        return Named(of_store, address=address)
    return Named(of_file, file=file) if file else None


def named_again(arguments: Namespace) -> list[str]:
    """Return the words that name the place in a command to be copied, as they did in this one."""
    if arguments.file:
        return ["--file", arguments.file]
    return ["--store", arguments.store] if arguments.store else []


def _demo(clock: Clock) -> Store:
    store: Store = load(MEMORY_STORE)(load(DEMO)(clock.today()), title="demo")
    return store


def _file(
    path: Path, now: Callable[[], datetime], *, is_named: bool, always_readonly: bool
) -> StorePlace:
    keeper: Keeper = load(FILE_KEEPER)(path, now)
    return StorePlace(
        keeper,
        lambda readonly: keeper.open(readonly or always_readonly),
        f"{path.absolute()} on {os.uname().nodename}",
        f"{path} does not exist",
        "Check the path; the app, add, or import --apply creates a new file",
        is_named,
    )


def _database_keeper(address: str, now: Callable[[], datetime]) -> Keeper:
    try:
        keeper: Keeper = load(DATABASE_KEEPER)(address, now)
    except ImportError as error:
        if error.name is not None and error.name.partition(".")[0] != _DRIVER:
            raise  # of ours: a defect
        why = "it is not installed" if error.name else f"it cannot be loaded ({_first(error)})"
        raise UnreadableError(_NO_DRIVER.format(why=why)) from error
    return keeper


def _database(address: str, now: Callable[[], datetime], *, always_readonly: bool) -> StorePlace:
    keeper = _database_keeper(address, now)
    return StorePlace(
        keeper,
        lambda readonly: keeper.open(readonly or always_readonly),
        keeper.title,
        f"{keeper.title} has no portfolio yet",
        "To move one there: licensetui move FROM TO",
        is_named=True,
    )


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0]
