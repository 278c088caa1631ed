"""Hostile neighbors: what two users, and root, do where somebody has put something strange.

Anna owns a file that a team shares; Bert is in the team, and puts links, pipes, directories,
sockets, second names and other people's things in place of what stands beside the file. Whatever
Anna, Bert or root then do works, or is refused in a sentence and at once, and of what the strange
thing leads to nothing is shown, changed, opened or given away.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import stat
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from licensetui.cli import main
from licensetui.domain.draft import Draft
from licensetui.store.errors import StoreError
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.gate import Gate
from tests.builders import a_contact, a_license, a_portfolio
from tests.faults.files import NAME, PATIENCE, edit
from tests.faults.outcome import Run, Tally, Wrong
from tests.faults.planting import ANNA, BERT, KINDS, ROOT, STRANGER
from tests.store.changes import all_new

_TEAM = 30001
_SECRET = "Top secret"  # noqa: S105
_LONGEST = 5
"""Seconds after which a command counts as stuck; most take a tenth of one."""
_CODES = {0, 1, 2, 65, 69, 74, 75, 77, 78}
_TODAY = "2026-11-22T10:31"
_BACKUP = "backups/2026-11-21T100000Z-g1-daily.json"
_DRAFT = "drafts/1-0badcafe.jsonl"
_PLACES = (
    "",  # the directory itself
    "history.jsonl",
    "lock",
    "queue",
    "sent.jsonl",
    "backups",
    "drafts",
    _BACKUP,
    _DRAFT,
    ".history.jsonl.new",
    f"../.{NAME}.new",
)
"""What stands beside the file, or may, by its path in the directory beside it."""
_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("due",),
    ("doctor",),
    ("history",),
    ("undo",),
    ("redo",),
    ("forget", "anna"),
    ("forget", "anna", "--apply"),
    ("backup",),
    ("restore",),
    ("restore", "1", "--apply"),
    ("import", "LIST", "--apply"),
    ("export", "ics", "-o", "OUT"),
    ("remind", "--mail", "x@example.org"),
    ("remind", "--mail", "x@example.org", "--dry-run"),
    ("type",),  # in a form: a draft is kept
)


@dataclass(frozen=True)
class _Try:
    """Something strange, and what somebody does where it is."""

    place: str
    """Where it is put, in the directory beside the file."""
    kind: str
    """What is put there."""
    actor: int
    """Who does something."""
    command: tuple[str, ...]
    """What is done."""

    def __str__(self) -> str:
        """Return it for people."""
        who = {ANNA: "Anna", BERT: "Bert", ROOT: "root"}[self.actor]
        return f"{who}: {' '.join(self.command)}, with {self.kind} as {self.place or 'FILE.d'}"


def run(run: Run) -> Tally:
    """Try every command of every user with every strange thing, or some of them."""
    with patch.dict(os.environ):  # the next harness has its own
        return _run(run)


def _run(run: Run) -> Tally:
    tally = Tally("neighbors")
    if os.geteuid() != 0:
        tally.skipped = "only root can act as several users"
        return tally
    run.place.chmod(0o755)
    if any(not above.stat().st_mode & stat.S_IXOTH for above in run.place.parents):
        tally.skipped = f"other users cannot come to {run.place}"
        return tally
    scene = _Scene(run.place)
    actors = (ANNA, BERT, ROOT)
    tries = [_Try(*one) for one in itertools.product(_PLACES, KINDS, actors, _COMMANDS)]
    run.chance().shuffle(tries)
    slowest = 0.0
    for one in tries[: run.of(200, 2000)]:
        if run.is_over:
            break
        slowest = max(slowest, scene.done(one, tally))
    tally.notes.append(f"the slowest took {slowest:.1f} s; {len(tries):,} in all")
    control = Tally("without the gate")
    with patch.object(Gate, "_opened", _followed), patch.object(Gate, "_check", lambda *_, **__: 0):
        for one in tries[:100]:
            scene.done(one, control)
    tally.must_fail(control)
    return tally


class _Scene:
    """A file that a team shares, over and over from the same beginning."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._base, self._work = place / "base", place / "work"
        (self._base / "team").mkdir(parents=True)
        (place / "list.csv").write_text("name,end\nImported,2027-03-01\n")
        (place / "settings.toml").write_text(
            'mail_from = "a@example.org"\nsmtp_host = "127.0.0.1"\nsmtp_port = 9\n'
            'smtp_security = "none"\nask_dns = false\n'
        )
        os.environ.update(
            LICENSETUI_TODAY=_TODAY,
            LICENSETUI_SETTINGS=str(place / "settings.toml"),
            HOME=str(place),
        )
        self._make(self._base / "team", "License")
        self._make(self._base / "precious", _SECRET)
        self._warm_up()

    def done(self, one: _Try, tally: Tally) -> float:
        """Do it, check what came of it, and return how many seconds it took."""
        tally.tries += 1
        self._begin()
        planted = self._beside / one.place
        KINDS[one.kind](planted, self._counterpart(one.place))
        precious = _seen(self._work / "precious")
        before = planted.lstat()
        is_empty = not (any(planted.iterdir()) if planted.is_dir() else before.st_size)
        began = time.monotonic()
        code, said = self._as(one.actor, one.command)
        took = time.monotonic() - began
        if code == -signal.SIGALRM:
            tally.add(Wrong.STUCK, f"{one}: nothing within {_LONGEST} s")
        else:
            # Then it may be shown; and to root, what belongs to the owner of the file.
            is_own = before.st_uid == one.actor or (one.actor, before.st_uid) == (ROOT, ANNA)
            self._check_said(one, code, said.replace(_SECRET, "") if is_own else said, tally)
        if _seen(self._work / "precious") != precious:
            tally.add(Wrong.LOST, f"{one}: something precious has changed")
        if not (is_empty and before.st_uid == one.actor):  # which shows and gives nothing
            self._check_kept(one, planted, before, tally)
        self._check_file(one, tally)
        tally.confirmed += code == 0
        return took

    @property
    def _beside(self) -> Path:
        return self._work / "team" / f"{NAME}.d"

    def _counterpart(self, place: str) -> Path:
        """Return the precious thing of the same sort, owned by a stranger."""
        name = place or "."
        found = self._work / "precious" / f"{NAME}.d" / name
        return found if found.exists() else self._work / "precious" / NAME

    def _make(self, directory: Path, name: str) -> None:
        """Make a file with a license and a contact of that name, and all that may be beside it."""
        directory.mkdir(exist_ok=True)
        path = directory / NAME
        licenses, contacts = (a_license(f"{name} 1"),), (a_contact("Anna Martin"),)
        store = FileStore.open(path)
        store.commit(all_new(a_portfolio(*licenses, contacts=contacts)))
        store.commit(edit(store, 1, f"{name} changed", notes=f"{name} notes"))
        beside = directory / f"{NAME}.d"
        (beside / "backups").mkdir(exist_ok=True)
        shutil.copy(path, beside / _BACKUP)
        (beside / "sent.jsonl").touch()
        store.drafts.keep(_draft(name), 1)
        store.drafts.close()
        (draft,) = (beside / "drafts").iterdir()
        draft.rename(beside / _DRAFT)

    def _begin(self) -> None:
        """Lay everything out anew, with owners, groups and modes."""
        shutil.rmtree(self._work, ignore_errors=True)
        shutil.copytree(self._base, self._work, symlinks=True)
        self._work.chmod(0o755)
        for path in (self._work / "precious", *(self._work / "precious").rglob("*")):
            os.chown(path, STRANGER, STRANGER)
            path.chmod(0o700 if path.is_dir() else 0o600)
        team = self._work / "team"
        for path in (team, *team.rglob("*")):
            os.chown(path, ANNA, _TEAM)
            path.chmod(0o2770 if path.is_dir() else 0o660)
        (self._beside / _DRAFT).chmod(0o600)

    def _warm_up(self) -> None:
        """Load everything that a command needs, while everybody may read it."""
        for command in _COMMANDS:
            self._begin()
            with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                self._do(command)

    def _do(self, command: tuple[str, ...]) -> int:
        path = self._work / "team" / NAME
        if command == ("type",):
            return _type(path)
        known = {"LIST": str(self._place / "list.csv"), "OUT": str(self._work / "team" / "o.ics")}
        return main(["--file", str(path), *(known.get(word, word) for word in command)])

    def _as(self, user: int, command: tuple[str, ...]) -> tuple[int, str]:
        """Let somebody do something in a process of its own; return exit code and what was said."""
        with (self._place / "said").open("w+") as said:
            child = os.fork()
            if child == 0:
                code = 99
                try:
                    signal.alarm(_LONGEST)
                    os.umask(0o077)
                    if user != ROOT:
                        os.setgroups([_TEAM])
                        os.setresgid(user, user, user)
                        os.setresuid(user, user, user)
                    with redirect_stdout(said), redirect_stderr(said):
                        code = self._do(command)
                    said.flush()
                except BaseException as error:
                    os.write(said.fileno(), f"Traceback {error!r}\n".encode())
                finally:
                    os._exit(code)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said.seek(0)
            return code, said.read()

    def _check_said(self, one: _Try, code: int, said: str, tally: Tally) -> None:
        complaints = [line for line in said.splitlines() if line.startswith("licensetui: ")]
        if code not in _CODES or "Traceback" in said:
            tally.add(Wrong.UNTRUE, f"{one}: code {code}, {said[-300:]!r}")
        elif code != 0 and not complaints and one.command[0] != "doctor":
            tally.add(Wrong.UNTRUE, f"{one}: code {code} without a sentence: {said[-200:]!r}")
        if _SECRET in said:
            tally.add(Wrong.UNTRUE, f"{one}: it shows what is another's")

    def _check_kept(self, one: _Try, planted: Path, before: os.stat_result, tally: Tally) -> None:
        """Check that what was put there was not given away, and no more people were let in."""
        try:
            now = planted.lstat()
        except OSError:
            return
        if not os.path.samestat(now, before):
            return
        is_opened = stat.S_IMODE(now.st_mode) & ~stat.S_IMODE(before.st_mode) & 0o077
        if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid) or is_opened:
            tally.add(Wrong.LOST, f"{one}: given away, or opened to {now.st_mode:o}")

    def _check_file(self, one: _Try, tally: Tally) -> None:
        """Check that the file is sound, and that it can be saved once the strange thing is gone."""
        path = self._work / "team" / NAME
        planted = self._beside / one.place
        if planted.is_symlink() or not planted.is_dir():
            planted.unlink(missing_ok=True)
        else:
            shutil.rmtree(planted)
        try:
            store = FileStore.open(path, wait=PATIENCE)
            if store.portfolio.licenses:
                store.commit(edit(store, 1, notes="afterwards"))
        except StoreError as error:
            tally.add(Wrong.UNREADABLE, f"{one}: and afterwards {error}")


def _type(path: Path) -> int:
    """Keep a draft, as a form does, and look what others have left."""
    try:
        store = FileStore.open(path)
        store.drafts.keep(_draft("typed"), 1)
        found = store.drafts.left_behind()
        store.drafts.close()
    except StoreError as error:
        print(f"licensetui: {error}")
        return 74
    print(*found)
    return 0


def _draft(text: str) -> Draft:
    at = datetime.fromisoformat(f"{_TODAY}+00:00")
    return Draft("license", "Licenses", at, {"name": text})


def _seen(directory: Path) -> dict[Path, tuple[object, ...]]:
    """Return all in a directory with mode, owner, group, time and content, but not its names."""
    return {
        path: (
            *((status := path.lstat()).st_mode, status.st_uid, status.st_gid, status.st_mtime_ns),
            path.read_bytes() if path.is_file() else None,
        )
        for path in (directory, *directory.rglob("*"))
    }


def _followed(
    gate: Gate, path: Path, flags: int, mode: int, place: int, *, many_names: bool = False
) -> int:
    """Open as a program does that thinks of nobody else."""
    return os.open(path.name, flags & ~os.O_DIRECTORY, mode, dir_fd=place)
