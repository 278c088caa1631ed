"""The context of a subcommand: all that the outside world decides, made once and handed down."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from licensetui.cli.fitting import columns_of, wrapped
from licensetui.cli.places import StorePlace
from licensetui.cli.registry import (
    OUTLOOK,
    PLACED,
    READ_SETTINGS,
    SET_ASIDE,
    SET_ASIDE_REMEDY,
    TAKE_KEYS,
)
from licensetui.cli.results import Results
from licensetui.cli.usage import UsageError as UsageError
from licensetui.clock import Clock
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.structure import StructureError
from licensetui.door import load
from licensetui.home import SETTINGS_VARIABLE, settings_path
from licensetui.store.errors import StoreError, UnreadableError
from licensetui.store.store import Store

if TYPE_CHECKING:
    from licensetui.outlook import Outlook
    from licensetui.store.keeper import Keeper

NO_LICENSES = (
    "No licenses yet. To see sample data: licensetui --demo. To import a list: "
    "licensetui import FILE.csv"
)
"""What to say, and to do, where there is nothing."""
NO_CONTACTS = (
    "No contacts yet, so nobody reads the vendors' reminders. Add contacts in the app: licensetui"
)
"""What to say, and to do, where there are licenses alone."""


@dataclass(frozen=True)
class Context:
    """The outside of one run of the program."""

    find_place: Callable[[Callable[[], Settings]], StorePlace]
    """Finds where the portfolio is kept; it asks for the settings if nothing else says so."""
    no_dns: bool
    """Whether no name server is asked in this run, whatever the settings say."""
    environ: Mapping[str, str]
    """The environment of the process."""
    clock: Clock
    """What tells today."""
    out: Results
    """Where results go."""
    err: TextIO
    """Where remarks go that are no result."""
    answers: TextIO | None
    """Where somebody at a terminal types answers; None if nobody is there."""
    input: BinaryIO | None = None
    """Standard input, for a command that reads it; None if it is closed."""

    @cached_property
    def place(self) -> StorePlace:
        """The place where the portfolio is kept. Raises as `find_place` does."""
        return self.find_place(lambda: self.settings)

    @cached_property
    def settings_file(self) -> Path:
        """The path of the user's settings, there or not; raises `SettingsError` without a home."""
        return settings_path(self.environ)

    @cached_property
    def settings(self) -> Settings:
        """The user's settings for this run. Raises `SettingsError` where they cannot be used."""
        named, settings = bool(self.environ.get(SETTINGS_VARIABLE)), Settings()
        if named or _may_be_there(self.settings_file):
            settings = load(READ_SETTINGS)(self.settings_file, must_exist=named)
        return replace(settings, ask_dns=False) if self.no_dns else settings

    def take_keys(self) -> None:
        """Give commands the keys of the settings; raises `SettingsError` where that cannot be."""
        if self.settings.keys:
            try:
                load(TAKE_KEYS)(self.settings.keys)
            except StructureError as error:
                raise load(PLACED)(error, self.settings_file) from error

    @property
    def today(self) -> date:
        """The day for which everything is computed."""
        return self.clock.today()

    def open_store(self, readonly: bool) -> Store:
        """Return the store that the options name, for reading only if asked."""
        return self.place.open(readonly)

    def opened(self, *, readonly: bool = True, must_exist: bool = False) -> Store:
        """Return the store, and say aloud what makes it doubtful.

        At the first start there is no file yet, which is no error. But one that somebody named is
        there, or its name is mistyped: raises `UnreadableError`, as for any with `must_exist`.
        """
        store = self.open_store(readonly)
        if self.place.is_named or must_exist:
            self.refuse_missing()
        self.remark_doubts(store)
        return store

    def remark_doubts(self, store: Store) -> None:
        """Say what makes a store doubtful: another program's work, changes that are set aside."""
        if store.is_doubtful:
            self.remark(f"{plain(store.title)}: {store.why_read_only}; see licensetui doctor")
        with suppress(StoreError):  # what is wrong with a history, doctor says; a list needs none
            if aside := store.set_aside():
                found, remedy = load(SET_ASIDE)(aside), load(SET_ASIDE_REMEDY)(aside)
                self.remark(f"{plain(store.title)}: {found}. {remedy}.")

    def refuse_missing(self) -> None:
        """Raise `UnreadableError` if nothing was ever saved."""
        if self.keeper and not self.keeper.is_there:
            raise UnreadableError(f"{self.place.missing}. {self.place.remedy}")

    def read(self, *, must_exist: bool = False) -> Portfolio:
        """Return the portfolio; nothing can be changed. Raises as `opened` does."""
        return self.opened(must_exist=must_exist).portfolio

    def outlook(self, *, must_exist: bool = False) -> Outlook:
        """Return the portfolio as seen today. Raises as `opened` does."""
        portfolio = self.read(must_exist=must_exist)
        outlook: Outlook = load(OUTLOOK)(portfolio, self.today, self.settings)
        return outlook

    @property
    def keeper(self) -> Keeper | None:
        """The keeper of the place; None for the demo. Raises as `place` does."""
        return self.place.keeper

    def keeper_for(self, command: str) -> Keeper:
        """Return what looks after the place for a command, or raise `UsageError` for the demo."""
        if self.keeper is None:
            raise UsageError(f"{command} needs saved data, and --demo has none")
        return self.keeper

    @cached_property
    def columns(self) -> int | None:
        """How many columns a line may take; None in a pipe or a file, where all of it stands."""
        return columns_of(self.environ, self.out.stream)

    def say(self, line: str = "", *, under: int = 0) -> None:
        """Print a line of the result; where it does not fit, the rest stands `under` so many cells.

        Nobody is to copy it, and no program reads it: else `say_whole`.
        """
        for part in [line] if self.columns is None else wrapped(line, self.columns, under):
            self.out.say(part)

    def say_whole(self, line: str) -> None:
        """Print a line of the result as it is, however wide."""
        self.out.say(line)

    def ask(self, question: str) -> str:
        """Return what is answered to a question, trimmed; empty where nobody answers."""
        if self.answers is None or self.out.has_failed:
            return ""
        self.out.write(question)
        self.out.flush()
        return self.answers.readline().strip()

    def remark(self, sentence: str) -> None:
        """Print a sentence that is no result. Where nobody can see it, the run goes on."""
        with suppress(OSError):
            print(f"licensetui: {sentence}", file=self.err)


@dataclass(frozen=True)
class Subcommand:
    """What a word after `licensetui` stands for; `registry.SUBCOMMANDS` has the words."""

    add_arguments: Callable[[ArgumentParser], None]
    """Adds its own options to a parser."""
    run: Callable[[Namespace, Context], int]
    """Does it, and returns the exit code."""


def _may_be_there(path: Path) -> bool:
    """Say whether there is something at a path, or nobody can say."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True  # who reads it says what is wrong
    return True


def add_nothing(parser: ArgumentParser) -> None:
    """Add no option: there is nothing to choose."""


def add_json(parser: ArgumentParser) -> None:
    """Add the option that all lists have."""
    parser.add_argument("--json", action="store_true", help="print JSON Lines")


def add_list_arguments(parser: ArgumentParser) -> None:
    """Add the options of a list of records: `--all` and `--json`."""
    parser.add_argument("--all", action="store_true", help="include archived records")
    add_json(parser)


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a number from `least` to `most` for argparse."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if not least <= value <= most:
            raise ArgumentTypeError(f"{text!r} is not a number from {least} to {most}")
        return value

    return number


def changing(arguments: Namespace, context: Context, what: str) -> None:
    """Let this run save, and finish even if its results can no longer be printed.

    Raises `UsageError` if `what` would change something that shall not be changed.
    """
    if arguments.demo:
        raise UsageError(f"{what} cannot be used with --demo, which saves nothing")
    if arguments.readonly:
        raise UsageError(f"{what} and --readonly cannot be used together")
    context.out.must_finish = True
