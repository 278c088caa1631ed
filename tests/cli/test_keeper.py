"""What commands ask of a keeper: one serves them that knows of no file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest

from licensetui.cli import exits
from licensetui.cli.arguments import parse
from licensetui.cli.context import Context, UsageError
from licensetui.cli.places import StorePlace
from licensetui.cli.results import Results
from licensetui.clock import Clock
from licensetui.domain.history import RecordChange, RecordKind
from licensetui.domain.portfolio import Portfolio
from licensetui.store.check import Check, State
from licensetui.store.contact_names import ContactNames
from licensetui.store.errors import UnreadableError
from licensetui.store.keeper import Comparison, Held, Righted, Since, Survey, Unreached
from licensetui.store.memory import MemoryStore
from licensetui.store.moving import End
from licensetui.store.person import Person
from licensetui.store.told import Told, mark_of
from tests.builders import a_license, a_portfolio

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@dataclass(frozen=True)
class _Backup:
    name: str = "g7"
    place: str = "server db1, generation 7"
    at: datetime = NOW
    generation: int = 7
    reason: str = "manual"

    def is_called(self, text: str) -> bool:
        return text == self.name


RIGHTED = Righted(9, "generation 8", Portfolio())


@dataclass
class _Versions:
    problem: str = ""
    restored: list[str] = field(default_factory=list)

    def all(self) -> Sequence[_Backup]:
        return [_Backup()]

    def back_up(self) -> tuple[str, Portfolio]:
        return _Backup().place, Portfolio()

    def held(self, name: str) -> Held:
        return Held(3, 2, Since(1, 0, 0))

    def comparison(self, name: str) -> Comparison:
        change = RecordChange(RecordKind.LICENSE, 1, "Jira", {"name": "Jira"}, None)
        return Comparison(Portfolio(), a_portfolio(a_license("Jira", id=1)), (change,))

    def restore(self, name: str) -> Righted:
        self.restored.append(name)
        return RIGHTED


SURVEY = Survey(
    in_file=("contact 5",),
    lines=2,
    backups=(_Backup(),),
    drafts=(),
    unreached=(),
    person=Person(0, (), ()),
    shared=(),
    left=(),
    is_in_sent=False,
    alone=(),
    on_portal=(),
)


@dataclass
class _Sent:
    told: Told

    def read(self) -> Told:
        return self.told

    @contextmanager
    def locked(self) -> Iterator[None]:
        yield

    def about_to_send(self, id: str, recipients: Sequence[str], at: datetime) -> None:
        raise NotImplementedError

    def accepted(
        self, id: str, recipients: Sequence[str], told: Mapping[str, int], at: datetime
    ) -> None:
        raise NotImplementedError

    def failed(self, id: str, at: datetime) -> None:
        raise NotImplementedError

    def unsure(self, id: str, recipients: Sequence[str], at: datetime) -> None:
        raise NotImplementedError

    def over(self, recipient: str, keys: Sequence[str], at: datetime) -> None:
        raise NotImplementedError


class _Exported:
    def known(self, begun: date | None) -> frozenset[str] | None:
        return frozenset()

    def note(self, uids: Iterable[str], at: datetime) -> None:
        pass


@dataclass
class _Keeper:
    portfolio: Portfolio = field(default_factory=Portfolio)
    told: Told = field(default_factory=Told)
    is_there: bool = True
    forgotten: list[int] = field(default_factory=list)
    versions: _Versions = field(default_factory=_Versions)

    @property
    def title(self) -> str:
        return "licenses@db1"

    @property
    def sent(self) -> _Sent:
        return _Sent(self.told)

    @property
    def exported(self) -> _Exported:
        return _Exported()

    @property
    def end(self) -> End:
        raise NotImplementedError

    def upgrade(self, *, apply: bool) -> Sequence[str]:
        return ("make empty tables",)

    def open(self, readonly: bool) -> MemoryStore:
        return MemoryStore(self.portfolio)

    def own(self, path: Path) -> str:
        return "of the server" if path.name == "server" else ""

    def checks(self) -> Iterator[Check]:
        yield Check("server", "db1 does not answer", State.FAILED, "Start it.")

    def accept(self) -> Righted:
        return RIGHTED

    def people(self) -> list[ContactNames]:
        return [ContactNames(5, ["Bruno Durand"], ["bruno@example.org"])]

    def forget(self, who: ContactNames, *, apply: bool) -> Survey:
        self.forgotten += [who.id] if apply else []
        person = Person(who.id, tuple(who.names), tuple(who.addresses))
        standby = Unreached("the standby db2", "it does not answer")
        return replace(SURVEY, person=person, unreached=(standby,))

    @property
    def why_no_forgetting(self) -> str:
        return ""

    def forget_keys(self, numbers: Collection[str], *, apply: bool) -> Survey:
        return replace(SURVEY, in_file=tuple(f"spared: {one}" for one in numbers))


def ran(keeper: _Keeper, *words: str) -> tuple[int, str]:
    """Run a command about a place that is no file, and return its exit code and output."""
    arguments = parse(list(words), Clock().today)
    out = StringIO()
    context = Context(
        find_place=lambda _settings: StorePlace(
            keeper, keeper.open, keeper.title, "no file does not exist", is_named=True
        ),
        no_dns=True,
        environ={"LICENSETUI_SETTINGS": "/dev/null", "TERM": "xterm"},
        clock=Clock(NOW),
        out=Results(out),
        err=StringIO(),
        answers=None,
    )
    code: int = arguments.run(arguments, context)
    return code, out.getvalue()


def test_a_backup_is_where_its_keeper_says() -> None:
    assert ran(_Keeper(), "backup") == (
        exits.DONE,
        "Backup made, with 0 licenses and 0 contacts:\n  server db1, generation 7\n",
    )


def test_backups_are_listed_compared_and_restored_by_the_name_their_keeper_gave() -> None:
    keeper = _Keeper()
    assert "manual         3         2  1 added        g7" in ran(keeper, "restore")[1]
    (line,) = map(json.loads, ran(keeper, "restore", "--json")[1].splitlines())
    assert line["path"] == "server db1, generation 7"
    assert "Jira" in ran(keeper, "restore", "g7")[1]
    assert keeper.versions.restored == []
    shown = ran(keeper, "restore", "g7", "--apply")[1]
    assert keeper.versions.restored == ["g7"]
    assert "The previous data is kept as\n  generation 8\n" in shown


def test_doctor_tells_what_its_keeper_finds_and_ends_with_the_code_for_it() -> None:
    code, shown = ran(_Keeper(), "doctor")
    assert code == exits.FAILED_IO
    assert "x   server           db1 does not answer\n" in shown
    assert "Recorded as change 9" in ran(_Keeper(), "doctor", "--accept")[1]


def test_somebody_is_forgotten_by_the_keeper_and_only_with_apply() -> None:
    keeper = _Keeper()
    shown = ran(keeper, "forget", "bruno")[1]
    assert "  the standby db2: it does not answer\n" in shown
    assert keeper.forgotten == []
    ran(keeper, "forget", "bruno", "--apply")
    assert keeper.forgotten == [5]
    assert "spared: sen" in ran(keeper, "forget", "--keys", "--numbers", "sen")[1]


def test_reminders_ask_the_keeper_what_was_told() -> None:
    anna = "anna@example.org"
    keeper = _Keeper(a_portfolio(a_license("Jira", id=1)))
    shown = ran(keeper, "remind", "--mail", anna, "--dry-run")[1]
    assert f"To: {anna}" in shown
    keeper.told = Told({mark_of(anna): _Everything()})
    assert ran(keeper, "remind", "--mail", anna, "--dry-run")[1].startswith("Nothing is new")


class _Everything(dict[str, int]):
    """Stages that say of anything that its last one was told."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> int:
        return -100_000


def test_no_result_is_written_where_the_keeper_keeps_something(tmp_path: Path) -> None:
    keeper = _Keeper(a_portfolio(a_license("Jira", id=1)))
    with pytest.raises(UsageError, match="server is of the server: choose another file"):
        ran(keeper, "export", "ics", "-o", str(tmp_path / "server"))


def test_a_place_where_nothing_was_saved_is_no_empty_portfolio_if_it_was_named() -> None:
    with pytest.raises(UnreadableError, match="no file does not exist"):
        ran(_Keeper(is_there=False), "list")
    with pytest.raises(UnreadableError, match="nothing to send"):
        ran(_Keeper(is_there=False), "remind", "--mail", "anna@example.org", "--dry-run")
