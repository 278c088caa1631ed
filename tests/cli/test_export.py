"""`licensetui export ics`: where it goes, and what it leaves alone."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from licensetui import descriptors
from licensetui.domain.change import Change, Edit
from licensetui.domain.term import Progress
from licensetui.exchange.output_file import write_file
from licensetui.store.errors import NotSavedError
from licensetui.store.file import layout
from licensetui.store.file.filestore import FileStore
from tests.builders import TODAY, a_license, a_portfolio, a_term
from tests.cli.at import DATABASE, ON_BOTH, At
from tests.cli.program import ROOT, a_file_of, printed, refused, start
from tests.postgres.server import RITA

NEEDS_ROOT = pytest.mark.skipif(
    os.geteuid() != 0, reason="NOT TESTED: only root can give a file to any group"
)
WISE = "Comptabilité, « 経理 »; 🧾"


@pytest.fixture
def place(at: At) -> At:
    """A license with four dates to come."""
    license = a_license(WISE, terms=(a_term(120, notice_days=45),))
    at.save(a_portfolio(license))
    return at


@pytest.fixture
def file(place: At) -> str:
    """The file with it."""
    return place.name


def archive(place: At) -> None:
    """Archive all licenses."""
    store = place.open()
    edits = tuple(Edit(x, replace(x, archived=True)) for x in store.portfolio.licenses)
    store.commit(Change("archive", edits))


def begin(place: At, day: date) -> None:
    """Let what is there have begun on a day."""
    if place.database is not None:
        place.database.execute("UPDATE head SET begun = %s", f"{day}T10:00:00+00:00")
        return
    path = Path(place.name)
    contents = layout.parse(path.read_bytes(), place.name)
    path.write_bytes(layout.render(replace(contents, begun=f"{day}T10:00:00+00:00")))


def uids(content: bytes, status: str) -> set[str]:
    """Return the UIDs of the events with a status."""
    found: list[Any] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return {str(event["uid"]) for event in found if event["status"] == status}


def days(content: bytes) -> dict[str, date]:
    """Return what still stands, by UID."""
    found: list[Any] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return {
        str(event["uid"]): event["dtstart"].dt for event in found if event["status"] == "CONFIRMED"
    }


@ON_BOTH
def test_the_first_export_has_nothing_to_take_off(at: At) -> None:
    """A calendar that knows no STATUS, as calcurse, shows what is canceled as if it stood."""
    done = a_license("Done", id=1, terms=(a_term(120, progress=Progress.DONE),))
    near = a_license("Soon", id=2, terms=(a_term(10, notice_days=45),))
    gone = a_license("Gone", id=3, terms=(a_term(-20),))
    at.save(a_portfolio(done, near, gone))
    content = start(*at, "export", "ics").stdout
    assert b"CANCELLED" not in content
    assert b"Done" not in content
    assert b"Gone" not in content, "its end has passed, and no calendar ever had it"
    assert b"Ends: Soon" in content


@ON_BOTH
def test_later_ones_take_off_what_was_exported_wherever_they_are_written(
    place: At, tmp_path: Path
) -> None:
    before = days(start(*place, "export", "ics").stdout)
    archive(place)
    new = tmp_path / "elsewhere.ics"
    for _ in range(2):
        said = printed(*place, "export", "ics", "-o", str(new))
        assert "0 dates; 4 past or completed" in said
        assert uids(new.read_bytes(), "CANCELLED") == set(before)
    fresh = start(*place, "export", "ics", "--fresh").stdout
    assert uids(fresh, "CANCELLED") == set()


@ON_BOTH
def test_what_was_never_exported_is_not_taken_off(place: At) -> None:
    archive(place)
    assert b"VEVENT" not in start(*place, "export", "ics").stdout


def test_where_nobody_knows_what_calendars_have_it_may_be_all_since_the_file_began(
    at: At, tmp_path: Path
) -> None:
    """A copy without what stands beside it; but what had passed by then was open in no export."""
    near = a_license("Soon", id=2, terms=(a_term(10, notice_days=45),))
    at.save(a_portfolio(near))
    begin(at, TODAY)
    before = uids(start(*at, "export", "ics").stdout, "CONFIRMED")
    assert before
    archive(at)
    copy = tmp_path / "copy.json"
    copy.write_bytes(Path(at.name).read_bytes())
    for _ in range(2):
        content = start("--file", str(copy), "export", "ics").stdout
        assert uids(content, "CANCELLED") == before
        assert b"Cancel by" not in content


@ON_BOTH
def test_what_began_before_exports_were_noted_takes_off_what_it_may_have_exported(
    place: At,
) -> None:
    begin(place, TODAY - timedelta(days=300))
    archive(place)
    assert len(uids(start(*place, "export", "ics").stdout, "CANCELLED")) == 4


@pytest.mark.parametrize("at", [DATABASE], indirect=True)
def test_a_reader_whose_exports_nobody_notes_gets_all_and_no_remark(place: At) -> None:
    begin(place, TODAY)
    assert place.database
    export = ("--store", place.database.url(RITA), "export", "ics")
    result = start(*export)
    assert (result.returncode, result.stderr) == (0, b"")
    before = uids(result.stdout, "CONFIRMED")
    assert len(before) == 4
    archive(place)
    assert uids(start(*export).stdout, "CANCELLED") == before, "her calendar has them"


def test_what_cannot_be_noted_is_exported_all_the_same(file: str, place: At) -> None:
    archive(place)
    (Path(f"{file}.d") / "exported.jsonl").mkdir()
    result = start("--file", file, "export", "ics")
    assert result.returncode == 0
    assert b"The export could not be recorded" in result.stderr
    assert len(uids(result.stdout, "CANCELLED")) == 4


def test_a_half_line_of_a_full_disk_costs_that_line_alone(file: str, place: At) -> None:
    notes = Path(f"{file}.d") / "exported.jsonl"
    before = days(start("--file", file, "export", "ics").stdout)
    with notes.open("ab") as half:
        half.write(b'{"at":"2026-')
    store = FileStore.open(Path(file))
    store.commit(Change("add", (Edit(None, a_license("New", id=0, terms=(a_term(120),))),)))
    after = days(start("--file", file, "export", "ics").stdout)
    assert set(before) < set(after)
    archive(place)
    assert uids(start("--file", file, "export", "ics").stdout, "CANCELLED") == set(after)


def test_standard_output_gets_utf8_whatever_the_terminal_has(file: str) -> None:
    plain = start("--file", file, "export", "ics")
    dashed = start("--file", file, "export", "ics", "-o", "-", LANG="C", PYTHONIOENCODING="ascii")
    assert plain.stderr == dashed.stderr == b""
    assert plain.stdout == dashed.stdout
    assert plain.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"\n" not in plain.stdout.replace(b"\r\n", b"")
    (summary,) = {
        str(event["summary"]).partition(": ")[2]
        for event in icalendar.Calendar.from_ical(plain.stdout).walk("VEVENT")
    }
    assert summary == WISE


def test_a_file_is_written_for_its_owner_alone(file: str, tmp_path: Path) -> None:
    target = tmp_path / "out.ics"
    said = printed("--file", file, "export", "ics", "-o", str(target))
    assert said == f"{target}: 4 dates.\n"  # nothing is to be taken off
    assert target.read_bytes() == start("--file", file, "export", "ics").stdout
    assert target.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".licensetui-*"))


def test_a_file_that_others_may_read_stays_so_and_a_link_stays_a_link(
    file: str, tmp_path: Path
) -> None:
    target, link = tmp_path / "real.ics", tmp_path / "link.ics"
    target.write_text("old")
    target.chmod(0o644)
    link.symlink_to(target)
    printed("--file", file, "export", "ics", "-o", str(link))
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o644
    assert len(days(target.read_bytes())) == 4


def test_edits_move_the_events_of_the_same_ids(file: str) -> None:
    before = days(start("--file", file, "export", "ics").stdout)
    store = FileStore.open(Path(file))
    old = store.portfolio.licenses[0]
    new = replace(old, name="Renamed").with_term(a_term(130, notice_days=45))
    store.commit(Change("edit", (Edit(old, new),)))
    after = days(start("--file", file, "export", "ics").stdout)
    assert after.keys() == before.keys()
    assert {(after[uid] - before[uid]).days for uid in after} == {10}


def test_the_events_of_two_files_and_of_the_demo_are_apart(file: str, tmp_path: Path) -> None:
    other = a_file_of(tmp_path / "other.json", a_portfolio(a_license(terms=(a_term(120),))))
    found = [
        set(days(start(*which, "export", "ics").stdout))
        for which in (("--file", file), ("--file", other), ("--demo",))
    ]
    assert all(found)
    assert len(set.union(*found)) == sum(map(len, found))


def test_a_file_that_was_moved_with_what_stands_beside_it_keeps_its_ids(
    file: str, tmp_path: Path
) -> None:
    before = days(start("--file", file, "export", "ics").stdout)
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    Path(file).rename(moved / "l.json")
    Path(file + ".d").rename(moved / "l.json.d")
    assert days(start("--file", str(moved / "l.json"), "export", "ics").stdout) == before


def test_a_copy_of_the_file_alone_keeps_its_ids(file: str, tmp_path: Path) -> None:
    before = days(start("--file", file, "export", "ics").stdout)
    copy = tmp_path / "copy.json"
    copy.write_bytes(Path(file).read_bytes())
    assert days(start("--file", str(copy), "export", "ics").stdout) == before
    store = FileStore.open(copy)
    old = store.portfolio.licenses[0]
    store.commit(Change("edit", (Edit(old, replace(old, notes="x")),)))
    assert days(start("--file", str(copy), "export", "ics").stdout) == before


def test_a_file_of_an_earlier_release_keeps_its_ids_when_it_is_saved_again(
    file: str, tmp_path: Path
) -> None:
    """Before this release the moment of the first change stood in the history alone."""
    path = Path(file)
    before = days(start("--file", file, "export", "ics").stdout)
    contents = layout.parse(path.read_bytes(), file)
    path.write_bytes(layout.render(replace(contents, begun="")))
    assert b"begun" not in path.read_bytes()
    assert days(start("--file", file, "export", "ics").stdout) == before
    store = FileStore.open(path)
    old = store.portfolio.licenses[0]
    store.commit(Change("edit", (Edit(old, replace(old, notes="x")),)))
    assert layout.parse(path.read_bytes(), file).begun == contents.begun != ""
    assert days(start("--file", file, "export", "ics").stdout) == before


def test_the_mails_come_with_an_option() -> None:
    without = start("--demo", "export", "ics").stdout
    with_mails = start("--demo", "export", "ics", "--reminders").stdout
    assert b"Reminder mail" not in without
    assert days(without).items() < days(with_mails).items()


def test_nothing_to_tell_is_an_empty_calendar_and_a_remark(tmp_path: Path) -> None:
    result = start("export", "ics")
    assert result.returncode == 0
    assert days(result.stdout) == {}
    assert b"No licenses yet" in result.stderr
    endless = a_file_of(tmp_path / "x.json", a_portfolio(a_license(terms=())))
    assert b"the calendar is empty" in start("--file", endless, "export", "ics").stderr


def test_what_is_no_place_for_it_is_refused_and_left_as_it_is(file: str, tmp_path: Path) -> None:
    def said(code: int, target: str) -> str:
        return refused(code, "--file", file, "export", "ics", "-o", target)

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    records = Path(file).read_bytes()
    assert said(74, str(tmp_path)) == f"{tmp_path} is a directory: name a file in it"
    assert "is not a file: name one, or - for" in said(74, os.devnull)
    assert "is not a file: name one, or - for" in said(74, str(pipe))
    assert f"there is no directory {tmp_path}/no" in said(74, f"{tmp_path}/no/x.ics")
    assert "File name too long" in said(74, str(tmp_path / ("x" * 300)))
    assert "your data file" in said(2, file)
    assert "-o needs a file name" in said(2, "")
    assert Path(file).read_bytes() == records
    assert Path(os.devnull).is_char_device()
    assert "FORMAT: 'xls' is not one of csv" in refused(2, "--demo", "export", "xls")


@pytest.mark.parametrize("at", ["write", "rename"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk full"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EACCES, "no permission to write"),
    ],
)
def test_what_cannot_be_written_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str, number: int, words: str
) -> None:
    target = tmp_path / "out.ics"
    target.write_bytes(b"old")

    def half(descriptor: int, content: bytes) -> None:
        os.write(descriptor, content[:3])
        raise OSError(number, os.strerror(number))

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    if at == "write":
        monkeypatch.setattr(descriptors, "write_all", half)
    else:
        monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(NotSavedError, match=f"out.ics was not written: {words}"):
        write_file(target, b"new content")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.ics"]


def test_a_file_that_its_owner_made_read_only_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.ics"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anything
    with pytest.raises(NotSavedError, match="it already exists and is read-only"):
        write_file(target, b"new content")
    assert target.read_bytes() == b"old"


def test_it_never_takes_the_place_of_what_belongs_to_the_file(file: str, tmp_path: Path) -> None:
    beside = Path(f"{file}.d")
    (tmp_path / "elsewhere").symlink_to(beside)
    (tmp_path / "other.ics").symlink_to(beside / "lock")
    targets = [
        *(beside / name for name in ("history.jsonl", "lock", "queue", "new.ics", "backups/x.ics")),
        tmp_path / "elsewhere" / "drafts" / "x.ics",
        tmp_path / "other.ics",
    ]
    before = {path: path.read_bytes() for path in beside.rglob("*") if path.is_file()}
    for target in targets:
        said = refused(2, "--file", file, "export", "ics", "-o", str(target))
        assert "which has the history, backups, and locks of your data file: choose another" in said
        assert "locks of your" in refused(2, "--file", file, "report", "-o", str(target))
    new = Path(file).with_name(f".{Path(file).name}.new")
    assert "is rewritten" in refused(2, "--file", file, "export", "ics", "-o", str(new))
    assert {path: path.read_bytes() for path in beside.rglob("*") if path.is_file()} == before


def test_it_never_takes_the_place_of_a_file_that_is_still_to_be_made(tmp_path: Path) -> None:
    data = {"XDG_DATA_HOME": str(tmp_path / "data")}
    (tmp_path / "data" / "licensetui").mkdir(parents=True)
    for name in ("licenses.json", "licenses.json.d"):
        target = tmp_path / "data" / "licensetui" / name
        assert "choose another file" in refused(2, "export", "ics", "-o", str(target), **data)
        assert not target.exists()


@NEEDS_ROOT
@pytest.mark.parametrize("group", [0, 30001])
def test_a_file_that_is_there_keeps_its_mode_and_its_group(tmp_path: Path, group: int) -> None:
    target = tmp_path / "out.ics"
    target.write_bytes(b"old")
    os.chown(target, -1, group)
    target.chmod(0o640)
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert (target.stat().st_gid, target.stat().st_mode & 0o777) == (group, 0o640)


@NEEDS_ROOT
@pytest.mark.parametrize(("mode", "is_written"), [(0o640, False), (0o600, True)])
def test_a_group_that_cannot_be_kept_is_said_where_it_matters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, is_written: bool
) -> None:
    def fail(*_: Any) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    target = tmp_path / "out.ics"
    target.write_bytes(b"old")
    os.chown(target, -1, 30001)
    target.chmod(mode)
    monkeypatch.setattr(os, "fchown", fail)  # as for all but root and the members of the group
    if is_written:
        write_file(target, b"new")
    else:
        with pytest.raises(NotSavedError, match="a group that you are not in"):
            write_file(target, b"new")
    assert target.read_bytes() == (b"new" if is_written else b"old")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.ics"]


def test_what_a_killed_run_has_left_is_removed_by_the_next(tmp_path: Path) -> None:
    left, busy = tmp_path / ".licensetui-1.new", tmp_path / ".licensetui-2.new"
    mine, pipe = tmp_path / ".licensetui.new", tmp_path / ".licensetui-3.new"
    for path in (left, busy, mine):
        path.write_bytes(b"half")
    os.mkfifo(pipe)
    with busy.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        write_file(tmp_path / "out.ics", b"new")
    found = sorted(path.name for path in tmp_path.iterdir() if not path.is_dir())
    assert found == [busy.name, pipe.name, mine.name, "out.ics"]


def test_no_export_loads_icalendar_or_textual(file: str) -> None:
    program = (
        "import sys\n"
        "from licensetui.cli import main\n"
        f"main(['due', '--file', {file!r}])\n"
        "print('icalendar' in sys.modules)\n"
        f"main(['export', 'ics', '--file', {file!r}, '-o', {file + '.ics'!r}])\n"
        "print('icalendar' in sys.modules, 'textual' in sys.modules)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=30, check=True
    )
    lines = result.stdout.decode().splitlines()
    assert [line for line in lines if line in ("True", "False")] == ["False"]
    assert lines[-1] == "False False"
