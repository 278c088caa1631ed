"""What is typed and not saved: kept within the session, offered after it was killed."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licensetui.domain.draft import Draft, Json
from licensetui.domain.keyless import draft_without_keys
from licensetui.domain.license import LicenseKey
from licensetui.store.errors import NotSavedError
from licensetui.store.file import draftline
from licensetui.store.file.draftline import UnknownLineError, parsed, rendered
from licensetui.store.file.drafts import FileDrafts
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.journal import Journal
from licensetui.store.file.sidecar import Sidecar
from tests.builders import HOSTILE, a_contact, a_license
from tests.forks import talking
from tests.store import strategies

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def a_draft(text: str = "b.durand@gmail.com", minute: int = 0) -> Draft:
    return Draft(
        "contact",
        "Contacts > Bruno Durand",
        NOON + timedelta(minutes=minute),
        {"email": text},
        contact=a_contact("Bruno Durand", id=2),
    )


def a_place(directory: Path) -> Sidecar:
    return Sidecar(directory / "licenses.json")


def journals(place: Sidecar) -> list[Path]:
    return sorted(place.drafts.iterdir()) if place.drafts.exists() else []


@contextmanager
def session(place: Sidecar) -> Iterator[FileDrafts]:
    drafts = FileDrafts(place)
    try:
        yield drafts
    finally:
        drafts.close()


def killed(place: Sidecar, *kept: Draft) -> Path:
    """Leave the journal of a session that was killed, and return it."""
    before = journals(place)
    with session(place) as drafts:
        for form, draft in enumerate(kept):
            drafts.keep(draft, form)
    (journal,) = set(journals(place)) - set(before)
    return journal


def test_what_a_session_left_is_offered_to_the_next_and_only_then(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    with session(place) as first, session(place) as second:
        first.keep(a_draft(), 1)
        assert first.left_behind() == ()
        assert second.left_behind() == ()
    with session(place) as third:
        assert third.left_behind() == (a_draft(),)


def test_the_last_line_of_each_form_counts(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    with session(place) as drafts:
        for minute, text in enumerate(("b", "b.", "b.d")):
            drafts.keep(a_draft(text, minute), 1)
            drafts.keep(a_draft(text.upper(), minute), 2)
        drafts.keep(a_draft("gone"), 3)
        drafts.drop(3)
    with session(place) as after:
        assert {draft.texts["email"] for draft in after.left_behind()} == {"b.d", "B.D"}


def test_the_newest_comes_first_whatever_session_left_it(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    for minute in (3, 9, 1):
        killed(place, a_draft(str(minute), minute))
    with session(place) as after:
        assert [draft.texts["email"] for draft in after.left_behind()] == ["9", "3", "1"]


def test_nothing_is_on_the_disk_before_something_is_kept(tmp_path: Path) -> None:
    place = a_place(tmp_path / "not" / "there")
    with session(place) as drafts:
        assert drafts.left_behind() == ()
        drafts.drop(1)
        drafts.take_over(a_draft())
        assert not (tmp_path / "not").exists()
        drafts.keep(a_draft(), 1)
        assert place.drafts.is_dir()
        assert not place.file.exists()


def test_what_was_saved_or_dropped_leaves_no_file(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    with session(place) as drafts:
        drafts.keep(a_draft(), 1)
        drafts.keep(a_draft("other"), 2)
        drafts.drop(1)
        drafts.drop(2)
        drafts.drop(2)
        assert journals(place) == []
        drafts.keep(a_draft("again"), 3)
        assert len(journals(place)) == 1
        drafts.drop(3)
    assert journals(place) == []


def test_a_clean_end_with_something_still_kept_counts_as_left_behind(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    with session(place) as drafts:
        drafts.keep(a_draft("one"), 1)
        drafts.keep(a_draft("two"), 2)
        drafts.drop(1)
    with session(place) as after:
        assert [draft.texts["email"] for draft in after.left_behind()] == ["two"]


def test_taking_over_forgets_one_draft_and_removes_the_journal_with_the_last(
    tmp_path: Path,
) -> None:
    place = a_place(tmp_path)
    killed(place, a_draft("one", 1), a_draft("two", 2))
    with session(place) as drafts:
        two, one = drafts.left_behind()
        drafts.take_over(two)
        assert drafts.left_behind() == (one,)
    with session(place) as drafts:
        assert drafts.left_behind() == (one,)
        drafts.take_over(one)
        assert drafts.left_behind() == ()
        assert journals(place) == []


def test_taking_over_forgets_what_this_session_keeps_for_a_form_that_is_gone(
    tmp_path: Path,
) -> None:
    place = a_place(tmp_path)
    with session(place) as drafts:
        draft = a_draft()
        drafts.keep(draft, 1)
        drafts.keep(a_draft(), 2)  # a form that has begun with it
        drafts.take_over(draft)
        assert len(journals(place)) == 1
        drafts.drop(2)
        assert journals(place) == []


def test_one_session_at_a_time_offers_what_was_left_behind(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    killed(place, a_draft())
    with session(place) as first, session(place) as second:
        assert first.left_behind() == (a_draft(),)
        assert second.left_behind() == ()
        assert first.left_behind() == (a_draft(),)
    with session(place) as third:
        assert third.left_behind() == (a_draft(),)


def test_a_session_that_ends_while_another_runs_is_found_later(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    with session(place) as running:
        assert running.left_behind() == ()
        killed(place, a_draft())
        assert running.left_behind() == (a_draft(),)


def test_a_journal_and_its_directory_are_the_writers_alone(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    previous = os.umask(0)
    try:
        journal = killed(place, a_draft())
    finally:
        os.umask(previous)
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.drafts.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.directory.stat().st_mode) == 0o700


def test_the_drafts_of_others_are_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_place(tmp_path)
    journal = killed(place, a_draft())
    with monkeypatch.context() as patched:
        patched.setattr(os, "geteuid", lambda: os.getuid() + 1)
        with session(place) as drafts:
            assert drafts.left_behind() == ()
    assert journal.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_root_does_not_offer_what_belongs_to_somebody_else(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    theirs = killed(place, a_draft("theirs"))
    os.chown(theirs, 12345, 12345)
    before = theirs.read_bytes()
    killed(place, a_draft("ours"))
    with session(place) as drafts:
        assert [draft.texts["email"] for draft in drafts.left_behind()] == ["ours"]
        drafts.take_over(a_draft("theirs"))
    assert theirs.read_bytes() == before


def test_all_of_the_record_is_in_a_journal(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    key = LicenseKey("abcdef", "0" * 64)
    license = a_license(key=key, notes="\x1b[31m\n[/x]")
    draft = Draft("license", "Licenses > Jira", NOON, {"name": "Jira X"}, license=license)
    killed(place, draft)
    with session(place) as drafts:
        (found,) = drafts.left_behind()
    assert found == draft


@pytest.mark.parametrize("text", [*HOSTILE, "\x00", "a\nb\rc\u2028d", "é\N{PILE OF POO}", ""])
def test_any_text_comes_back_as_it_was_typed(tmp_path: Path, text: str) -> None:
    place = a_place(tmp_path)
    draft = replace(a_draft(text), title=text, form=text)
    killed(place, draft)
    with session(place) as drafts:
        assert drafts.left_behind() == (draft,)


def test_half_a_character_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with (
        session(a_place(tmp_path)) as drafts,
        pytest.raises(NotSavedError, match=r"^draft not kept: half a character"),
    ):
        drafts.keep(a_draft("\ud800"), 1)


MOMENTS = st.datetimes(
    datetime(1000, 1, 2),  # noqa: DTZ001  # hypothesis adds the zone
    datetime(9000, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 2**50) | strategies.TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(strategies.TEXTS, inner, max_size=3)
    ),
    max_leaves=5,
)
DRAFTS = st.builds(
    Draft,
    form=strategies.TEXTS,
    title=strategies.TEXTS,
    at=MOMENTS,
    texts=st.dictionaries(strategies.TEXTS, strategies.TEXTS, max_size=3),
    license=st.none() | strategies.licenses(4, 3),
    contact=st.none() | strategies.contacts(5, 3),
    chosen=st.dictionaries(strategies.TEXTS, JSON, max_size=3),
)


@settings(max_examples=150, deadline=None)
@given(DRAFTS, st.integers(0, 2**40))
def test_every_draft_comes_back(draft: Draft, form: int) -> None:
    found = parsed(rendered(form, draft))
    assert found is not None
    assert found.form == form
    assert found.draft == draft_without_keys(draft)


def test_a_journal_torn_at_any_byte_gives_the_last_line_that_is_whole(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    journal = _two_lines(place)
    content = journal.read_bytes()
    first = content.index(b"\n") + 1
    for size in range(len(content) + 1):
        journal.write_bytes(content[:size])
        with session(place) as drafts:
            found = [draft.texts["email"] for draft in drafts.left_behind()]
        wanted = "second" if size == len(content) else "first"
        assert found == ([wanted] if size >= first else []), size
        assert journal.exists() == (size >= first)


def _two_lines(place: Sidecar) -> Path:
    with session(place) as drafts:
        drafts.keep(a_draft("first"), 1)
        drafts.keep(a_draft("second"), 1)
        (journal,) = journals(place)
    return journal


def test_a_draft_behind_a_torn_line_can_be_dropped(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    journal = killed(place, a_draft("one", 1), a_draft("two", 2))
    journal.write_bytes(journal.read_bytes() + b'{"check":"123')
    with session(place) as drafts:
        assert len(drafts.left_behind()) == 2
        drafts.take_over(a_draft("two", 2))
    with session(place) as drafts:
        assert drafts.left_behind() == (a_draft("one", 1),)


@pytest.mark.parametrize("step", range(0, 700, 13))
def test_a_damaged_line_costs_itself_alone_and_the_file_is_not_removed(
    tmp_path: Path, step: int
) -> None:
    place = a_place(tmp_path)
    journal = killed(place, a_draft("one", 1), a_draft("two", 2))
    content = bytearray(journal.read_bytes())
    spot = step % content.index(b"\n")
    content[spot] ^= 0x10
    journal.write_bytes(content)
    with session(place) as drafts:
        assert drafts.left_behind() == (a_draft("two", 2),)
        drafts.take_over(a_draft("two", 2))
        assert drafts.left_behind() == ()
    assert journal.exists()
    with session(place) as drafts:
        assert drafts.left_behind() == ()


@pytest.mark.parametrize(
    "change",
    [
        (b'"version":1', b'"version":3'),
        (b'"form":"contact"', b'"shape":"contact"'),
        (b'"texts":{"email"', b'"texts":{"email":[1],"e"'),
        (b'12:00:00Z"', b'12:00:00"'),
        (b'"name":"Bruno Durand"', b'"name":7'),
    ],
)
def test_what_this_release_does_not_understand_is_left_alone(
    tmp_path: Path, change: tuple[bytes, bytes]
) -> None:
    place = a_place(tmp_path)
    journal = killed(place, a_draft())
    line = journal.read_bytes()
    rest = line.partition(b",")[2].replace(*change)
    assert rest not in line
    journal.write_bytes(draftline._checked(rest[:-1]))
    with pytest.raises(UnknownLineError):
        parsed(journal.read_bytes())
    before = journal.read_bytes()
    with session(place) as drafts:
        assert drafts.left_behind() == ()
    assert journal.read_bytes() == before


def test_whatever_else_lies_there_is_left_alone(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    journal = killed(place, a_draft())
    outside = tmp_path / "outside"
    outside.write_bytes(journal.read_bytes())
    (place.drafts / "a.jsonl").symlink_to(outside)
    (place.drafts / "b.jsonl").mkdir()
    os.mkfifo(place.drafts / "c.jsonl")
    (place.drafts / "notes.txt").write_text("mine")
    (place.drafts / "closed.jsonl").write_bytes(b"\x00" * 99)
    there = {*journals(place), outside} - {journal}
    with session(place) as drafts:
        assert drafts.left_behind() == (a_draft(),)
        drafts.take_over(a_draft())
    there -= {place.drafts / "closed.jsonl"}  # a torn line and nothing else: a killed session's
    assert {*journals(place), outside} == there


# disks that fail


def _failing(
    monkeypatch: pytest.MonkeyPatch, name: str, number: int, *, torn: int = 0
) -> Callable[[], None]:
    """Let a function of `os` fail, a write after some bytes, until the returned is called."""
    real = getattr(os, name)

    def fail(descriptor: Any, *rest: Any) -> Any:
        if torn:
            real(descriptor, bytes(rest[0][:torn]))
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, name, fail)
    return lambda: monkeypatch.setattr(os, name, real)


@pytest.mark.parametrize("torn", [0, 1, 40])
def test_a_full_disk_is_said_and_what_was_kept_before_is_still_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, torn: int
) -> None:
    place = a_place(tmp_path)
    with session(place) as drafts:
        drafts.keep(a_draft("before"), 1)
        repair = _failing(monkeypatch, "write", errno.ENOSPC, torn=torn)
        for _ in range(3):
            with pytest.raises(NotSavedError, match=r"^draft not kept: disk full$"):
                drafts.keep(a_draft("after"), 1)
        repair()
        assert len(journals(place)) == 1
    with session(place) as drafts:
        assert [draft.texts["email"] for draft in drafts.left_behind()] == ["before"]


@pytest.mark.parametrize("name", ["write", "fsync"])
def test_once_the_disk_is_well_again_what_is_typed_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    place = a_place(tmp_path)
    with session(place) as drafts:
        drafts.keep(a_draft("other", 1), 2)
        repair = _failing(monkeypatch, name, errno.EIO)
        with pytest.raises(NotSavedError, match="draft not kept: disk error"):
            drafts.keep(a_draft("after"), 1)
        repair()
        (failed,) = journals(place)
        drafts.keep(a_draft("after"), 1)
        (journal,) = journals(place)
        assert journal != failed  # never written further after a failure
    with session(place) as drafts:
        found = [draft.texts["email"] for draft in drafts.left_behind()]
    assert found == ["other", "after"]


def test_what_is_dropped_on_a_full_disk_is_dropped_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_place(tmp_path)
    with session(place) as drafts:
        drafts.keep(a_draft("saved"), 1)
        drafts.keep(a_draft("typed"), 2)
        repair = _failing(monkeypatch, "write", errno.ENOSPC)
        drafts.drop(1)
        repair()
        drafts.keep(a_draft("typed on"), 2)
    with session(place) as drafts:
        assert [draft.texts["email"] for draft in drafts.left_behind()] == ["typed on"]


CALLS = ("open", "write", "fsync", "mkdir", "lseek", "fstat", "unlink", "ftruncate")


def _fail_at(monkeypatch: pytest.MonkeyPatch, nth: int, number: int) -> list[str]:
    """Let the nth of all calls of the system fail, once; the list gets its name."""
    calls, failed = [0], list[str]()

    def failing(module: Any, name: str) -> None:
        real = getattr(module, name)

        def call(*arguments: Any, **options: Any) -> Any:
            calls[0] += 1
            if calls[0] == nth:
                failed.append(name)
                raise OSError(number, os.strerror(number))
            return real(*arguments, **options)

        monkeypatch.setattr(module, name, call)

    for name in CALLS:
        failing(os, name)
    failing(fcntl, "flock")
    return failed


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_whichever_call_fails_a_draft_is_kept_or_it_is_said_and_the_one_before_stays(
    tmp_path: Path, number: int
) -> None:
    outcomes: dict[str, set[str]] = {}
    for nth in range(1, 200):
        place = Sidecar(tmp_path / f"{nth}.json")
        failed: list[str] = []
        typed, kept = ["b", "b.", "b.d"], ""
        with session(place) as drafts, pytest.MonkeyPatch.context() as patched:
            failed = _fail_at(patched, nth, number)
            for minute, text in enumerate(typed):
                try:
                    drafts.keep(a_draft(text, minute), 1)
                    kept, outcome = text, "kept"
                except NotSavedError:
                    outcome = "said"
                if len(failed) == 1:
                    outcomes.setdefault(failed[0], set()).add(outcome)
                    failed.append("and no more")
        with session(place) as after:
            found = [draft.texts["email"] for draft in after.left_behind()]
            # What was typed last may be there although the disk did not confirm it.
            assert found in ([kept], [typed[-1]]), (nth, failed)
            assert kept == typed[-1] or outcome == "said"
        if not failed:
            break
    assert not failed
    for name in ("open", "write", "fsync", "mkdir"):
        assert "said" in outcomes[name], name


def test_whichever_call_fails_while_they_are_offered_nothing_is_lost(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    both = (a_draft("two", 2), a_draft("one", 1))
    failed: list[str] = []
    for nth in range(1, 200):
        killed(place, *both)
        offered: set[str] = set()
        with session(place) as drafts, pytest.MonkeyPatch.context() as patched:
            failed = _fail_at(patched, nth, errno.EIO)
            for _ in range(2):
                offered = {draft.texts["email"] for draft in drafts.left_behind()}
            assert offered == {"one", "two"}
            drafts.take_over(both[0])
        with session(place) as drafts:
            left = drafts.left_behind()
            assert both[1] in left, failed
            if not failed:
                assert left == both[1:]
            for draft in left:
                drafts.take_over(draft)
            assert drafts.left_behind() == ()
        if not failed:
            break
    assert not failed


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("keep"), st.integers(0, 2), st.integers(1, 3)),
        st.tuples(st.just("drop"), st.integers(0, 2), st.integers(1, 3)),
        st.tuples(st.just("end"), st.integers(0, 2), st.just(0)),
        st.tuples(st.just("offer"), st.integers(0, 2), st.just(0)),
        st.tuples(st.just("take"), st.integers(0, 2), st.integers(0, 3)),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_three_sessions_offer_exactly_what_the_ended_ones_left(
    steps: list[tuple[str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        place = a_place(Path(directory))
        sessions = [FileDrafts(place) for _ in range(3)]
        kept: list[dict[int, Draft]] = [{}, {}, {}]
        claimed: list[list[Draft]] = [[], [], []]
        free: list[Draft] = []
        for number, (step, who, which) in enumerate(steps):
            drafts = sessions[who]
            if step == "keep":
                kept[who][which] = a_draft(str(number), number)
                drafts.keep(kept[who][which], which)
            elif step == "drop":
                kept[who].pop(which, None)
                drafts.drop(which)
            elif step == "end":
                drafts.close()
                sessions[who] = FileDrafts(place)
                free += [*kept[who].values(), *claimed[who]]
                kept[who], claimed[who] = {}, []
            else:
                claimed[who] += free
                free = []
                newest = sorted(claimed[who], key=lambda draft: draft.at, reverse=True)
                assert drafts.left_behind() == tuple(newest)
                if step == "take" and which < len(newest):
                    drafts.take_over(newest[which])
                    claimed[who].remove(newest[which])
        for drafts in sessions:
            drafts.close()
        with session(place) as last:
            everything = [*free, *(x for own in kept for x in own.values())]
            everything += [draft for own in claimed for draft in own]
            assert sorted(draft.at for draft in last.left_behind()) == sorted(
                draft.at for draft in everything
            )
            for draft in last.left_behind():
                last.take_over(draft)
        assert journals(place) == []


def test_a_directory_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    place.directory.write_text("in the way")
    with session(place) as drafts:
        assert drafts.left_behind() == ()
        with pytest.raises(
            NotSavedError, match=r"^draft not kept: .*licenses\.json\.d is a file, where"
        ):
            drafts.keep(a_draft(), 1)


def test_a_journal_does_not_grow_without_end(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    with session(place) as drafts:
        drafts.keep(a_draft("still open"), 1)
        for number in range(40):
            drafts.keep(a_draft(f"{number} " * 40_000), 2)
        (journal,) = journals(place)
        assert journal.stat().st_size < 2_000_000
    with session(place) as drafts:
        texts = {draft.texts["email"] for draft in drafts.left_behind()}
    assert texts == {"still open", "39 " * 40_000}


def test_a_new_journal_that_another_session_removes_as_empty_gets_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_place(tmp_path)
    place.prepare()
    real = os.open
    stolen: list[Any] = []

    def opened(path: Any, flags: int, *rest: int, **within: int) -> int:
        descriptor = real(path, flags, *rest, **within)
        if flags & os.O_CREAT and str(path).endswith(".jsonl") and len(stolen) < 3:
            stolen.append(path)
            with session(place) as other:
                assert other.left_behind() == ()
            assert not (place.drafts / path).exists()
        return descriptor

    monkeypatch.setattr(os, "open", opened)
    journal = Journal.begin(place.gate, place.drafts, rendered(1, a_draft()))
    assert len(stolen) == 3
    assert journals(place) == [journal.path]
    journal.close()


# sessions of their own


def _type_on(place: Sidecar) -> int:
    drafts = FileDrafts(place)
    for number in count():
        texts = {"name": "x" * 3000 + str(number)}
        drafts.keep(Draft("contact", "Contacts > new", datetime.now(UTC), texts), 1)
        print(number, flush=True)
    return 0


def test_a_session_killed_at_any_moment_loses_no_draft_that_was_kept(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    for lines in range(1, 12):
        with talking(partial(_type_on, place)) as (typing, said):
            kept = [int(said.readline()) for _ in range(lines * 7)]
            with session(place) as other:
                assert other.left_behind() == ()  # it lives
            os.kill(typing, signal.SIGKILL)
            kept += [int(line) for line in said if line.endswith("\n")]
        with session(place) as after:
            (draft,) = after.left_behind()
            assert int(draft.texts["name"].lstrip("x")) in (kept[-1], kept[-1] + 1)
            after.take_over(draft)
        assert journals(place) == []


def test_sessions_that_start_at_once_offer_each_draft_once() -> None:
    with tempfile.TemporaryDirectory() as directory:
        place = a_place(Path(directory))
        for number in range(20):
            killed(place, a_draft(str(number), number))
        script = (
            "import sys; from pathlib import Path\n"
            "from licensetui.store.file.drafts import FileDrafts\n"
            "from licensetui.store.file.sidecar import Sidecar\n"
            "drafts = FileDrafts(Sidecar(Path(sys.argv[1])))\n"
            "print(*(d.texts['email'] for d in drafts.left_behind()), flush=True)\n"
            "sys.stdin.read()"
        )
        sessions = [
            subprocess.Popen(
                [sys.executable, "-c", script, str(place.file)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(3)
        ]
        offered: list[str] = []
        for each in sessions:
            assert each.stdout is not None
            offered += each.stdout.readline().split()
        for each in sessions:
            each.communicate("")
        assert sorted(offered, key=int) == [str(number) for number in range(20)]


def test_a_store_opened_for_reading_keeps_no_drafts(tmp_path: Path) -> None:
    store = FileStore.open(tmp_path / "licenses.json", readonly=True)
    store.drafts.keep(a_draft(), 1)
    assert store.drafts.left_behind() == ()
    store.drafts.close()
    assert not (tmp_path / "licenses.json.d").exists()


def test_a_store_keeps_drafts_beside_its_file_before_there_is_one(tmp_path: Path) -> None:
    FileStore.open(tmp_path / "licenses.json")
    assert not (tmp_path / "licenses.json.d").exists()
    store = FileStore.open(tmp_path / "licenses.json")
    store.drafts.keep(a_draft(), 1)
    store.drafts.close()
    assert FileStore.open(tmp_path / "licenses.json").drafts.left_behind() == (a_draft(),)
