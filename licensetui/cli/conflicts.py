"""Two changes of one record: both are shown, and somebody decides."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable

from licensetui.cli.changes import field_value
from licensetui.cli.context import Context
from licensetui.domain.change import Change
from licensetui.domain.history import RecordKind
from licensetui.domain.merge import WHOLE, AnyConflict, resolved
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError
from licensetui.store import codec
from licensetui.store.errors import ConflictError, UnconfirmedError
from licensetui.store.store import Saved, Store
from licensetui.wording.conflicts import Record, in_brief, with_names

MINE, THEIRS = "mine", "theirs"
PATIENCE, PAUSE = 30.0, 2.0
"""Seconds to ask what became of a change, and between two questions."""


def add_take(parser: ArgumentParser) -> None:
    """Add the option that decides without asking."""
    parser.add_argument(
        "--take",
        choices=(MINE, THEIRS),
        help="whose value to keep where another session changed the same field",
    )


def commit(context: Context, store: Store, change: Change, take: str | None) -> Saved:
    """Save a change; where another session is in the way, show both sides and let `take` decide.

    Without `take` somebody at the terminal is asked, field by field. Raises `ConflictError` if
    nobody decides, and what `Store.commit` raises otherwise; then nothing was saved.
    """
    while True:
        try:
            saved = confirmed(context, store, change)
        except ConflictError as error:
            if not error.conflicts or error.change is None:
                raise
            change = _settled(context, store, error, error.change, take)
        else:
            if saved.warning:
                context.remark(plain(saved.warning))
            return saved


def confirmed(context: Context, store: Store, change: Change) -> Saved:
    """Save a change, and ask on where the answer of a server was lost.

    Raises what `Store.commit` raises, `UnconfirmedError` only once nobody has answered for long.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return store.commit(change)
        except UnconfirmedError as error:
            why = str(error).partition(". ")[0]
            if time.monotonic() > until:
                raise UnconfirmedError(
                    f"{why}. Nobody knows whether the change is saved, and to run this again may "
                    "save it twice. Look first: licensetui history"
                ) from error
            context.remark(plain(f"{why}. Asking again..."))
            time.sleep(PAUSE)


def _settled(
    context: Context, store: Store, error: ConflictError, change: Change, take: str | None
) -> Change:
    portfolio = with_names(change, store.portfolio)
    for conflict in error.conflicts:
        context.say(f"{in_brief(change, _name(conflict))}:")
        _print(context, portfolio, conflict)
    if take is None and context.answers is None:
        raise ConflictError(
            f"{error}. Choose --take mine (your new value) or --take theirs (the saved value)"
        )
    choose = _always(take) if take else _asking(context)
    try:
        return resolved(change, error.conflicts, choose)
    except StructureError as problem:
        raise ConflictError(
            f"NOT SAVED: the chosen values conflict: {problem}. Choose again"
        ) from problem


def _always(take: str) -> Callable[[AnyConflict], Iterable[str]]:
    return lambda conflict: conflict.fields if take == MINE else ()


def _asking(context: Context) -> Callable[[AnyConflict], Iterable[str]]:
    def choose(conflict: AnyConflict) -> list[str]:
        return [name for name in conflict.fields if _is_mine(context, conflict, name)]

    return choose


def _is_mine(context: Context, conflict: AnyConflict, field: str) -> bool:
    what = "the whole record" if field == WHOLE else field.replace("_", " ")
    while True:
        answer = context.ask(f"{_name(conflict)}, {what}: [m]ine or [t]heirs (Enter: cancel)? ")
        if not answer:
            raise ConflictError("NOT SAVED: canceled, so nothing was changed")
        if MINE.startswith(answer.lower()) or THEIRS.startswith(answer.lower()):
            return MINE.startswith(answer.lower())


def _print(context: Context, portfolio: Portfolio, conflict: AnyConflict) -> None:
    """Print both sides of a conflict; `portfolio` knows what other records are called."""
    if WHOLE in conflict.fields:
        context.say(f"  mine:   {_whole(conflict.mine)}")
        context.say(f"  theirs: {_whole(conflict.theirs)}")
        return
    kind = RecordKind.of(conflict.shown)
    for field in conflict.fields:
        for side, record in ((MINE, conflict.mine), (THEIRS, conflict.theirs)):
            value = codec.values(record).get(field) if record else None
            label, shown = field_value(kind, field, value, portfolio)
            context.say(f"  {label}, {side + ':':7} {shown}")


def _whole(record: Record | None) -> str:
    if record is None:
        return "removed"
    return f"kept, as {plain(record.label)!r}"


def _name(conflict: AnyConflict) -> str:
    record = conflict.shown
    kind = RecordKind.of(record).label.capitalize()
    return f"{kind} {record.id} ({plain(record.label)})"
