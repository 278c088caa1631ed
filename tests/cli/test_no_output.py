"""Whatever becomes of the output, the change was saved, and the code says how it ended."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from licensetui.cli import exits, main
from licensetui.cli.results import OutputError, Results
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.sidecar import Sidecar
from tests.builders import a_contact, a_license, a_portfolio
from tests.cli.program import ROOT, TODAY, a_file_of
from tests.forks import forked

FULL = Path("/dev/full")
ANNA, BERT = "anna.martin@example.org", "bert@example.org"
MANY = 400
"""Rows of which the plan is longer than what is printed at once."""
UNREAD = b"licensetui: the change was saved, but the output is incomplete: output was closed\n"


@contextmanager
def _unread() -> Iterator[int]:
    """Yield the end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


@contextmanager
def _full() -> Iterator[int]:
    with FULL.open("wb") as full:
        yield full.fileno()


OUTPUTS = {
    "output was closed": (_unread, 141),
    "No space left on device": (_full, 74),
}


def _run(arguments: tuple[str, ...], out: int, **more: Any) -> tuple[int, bytes]:
    """Run the program as a process that prints to `out`."""
    ended = subprocess.run(
        [sys.executable, "-m", "licensetui", *arguments],
        cwd=ROOT,
        env={**os.environ, "LICENSETUI_TODAY": TODAY},
        stdin=subprocess.DEVNULL,
        stdout=out,
        timeout=60,
        check=False,
        **{"stderr": subprocess.PIPE, **more},
    )
    return ended.returncode, ended.stderr or b""


def _forked(arguments: tuple[str, ...], out: int) -> tuple[int, bytes]:
    """Run the program like `_run`, in a copy of this process, which is there sooner."""
    environment = {**os.environ, "LICENSETUI_TODAY": TODAY}
    with Path(os.devnull).open("rb") as nothing, tempfile.TemporaryFile() as said:
        code = forked(lambda: main(arguments), environment, (nothing.fileno(), out, said.fileno()))
        said.seek(0)
        return code, said.read()


def _file(tmp_path: Path) -> str:
    """Write two licenses of Anna's into a file, and a change of it."""
    contacts = (a_contact(), a_contact("Bert", id=2, email=BERT))
    licenses = (a_license(), a_license("Bamboo", id=2))
    return a_file_of(tmp_path / "x.json", a_portfolio(*licenses, contacts=contacts))


def _rows(tmp_path: Path) -> str:
    rows = tmp_path / "rows.csv"
    lines = "".join(f"Jira é {number},2027-01-31\n" for number in range(MANY))
    rows.write_text(f"Name,End\n{lines}")
    return str(rows)


@pytest.mark.parametrize("reason", OUTPUTS)
def test_what_saves_has_saved_and_says_so(tmp_path: Path, reason: str) -> None:
    output, code = OUTPUTS[reason]
    if output is _full and not FULL.exists():
        pytest.skip("this system has no /dev/full")
    file, rows, note = _file(tmp_path), _rows(tmp_path), tmp_path / "note.md"
    beside = Sidecar(Path(file))

    def saves(*arguments: str, run: Callable[..., tuple[int, bytes]] = _forked) -> None:
        before = Path(file).read_bytes()
        with output() as out:
            ended, said = run((*arguments, "--file", file), out)
        assert (ended, said.decode()) == (
            code,
            f"licensetui: the change was saved, but the output is incomplete: {reason}\n",
        ), arguments
        assert (Path(file).read_bytes() != before) == (arguments != ("backup",)), arguments

    def licenses() -> int:
        return len(FileStore.open(Path(file)).portfolio.licenses)

    saves("import", rows, "--apply", run=_run)
    assert licenses() == MANY + 2
    saves("undo", run=_run)
    assert licenses() == 2
    saves("redo")
    assert licenses() == MANY + 2
    saves("handover", ANNA, BERT, "--note", str(note))
    assert "Bamboo" in note.read_text()
    kept = len(list(beside.backups.iterdir()))
    saves("backup")
    assert len(list(beside.backups.iterdir())) == kept + 1
    saves("undo", "1", "--take", "mine")
    assert licenses() == MANY
    saves("restore", "1", "--apply")
    assert licenses() == MANY + 2
    saves("forget", ANNA, "--apply")
    assert ANNA not in Path(file).read_text()
    Path(file).write_text(Path(file).read_text().replace("Bamboo", "Bamboo 2"))
    saves("doctor", "--accept")
    assert not FileStore.open(Path(file)).is_doubtful


def test_what_only_prints_ends_at_once_and_is_quiet(tmp_path: Path) -> None:
    file = _file(tmp_path)
    with _unread() as out:
        assert _run(("list", "--file", file), out) == (141, b"")
        assert _run(("export", "ics", "--file", file), out) == (141, b"")
        assert _run(("import", _rows(tmp_path), "--file", file), out) == (141, b"")
    assert len(FileStore.open(Path(file)).portfolio.licenses) == 2


def test_a_list_of_addresses_without_an_end_ends_with_its_reader() -> None:
    command = f"yes a@example.org | {sys.executable} -m licensetui --demo check - | head -n 1"
    ended = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[1]}}"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert ended.stderr == b""
    assert ended.stdout.splitlines()[-1] == b"141"


def test_what_could_not_be_saved_is_not_said_to_be(tmp_path: Path) -> None:
    """A file of a newer release: the error of the run says more than that of the output."""
    file = tmp_path / "x.json"
    file.write_text("no list of licenses")
    with _unread() as out:
        code, said = _run(("import", _rows(tmp_path), "--apply", "--file", str(file)), out)
    assert code == 65
    assert b"is saved" not in said


def test_an_import_of_which_all_was_refused_is_65_whoever_reads(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("Name,End\n" + "Jira,2026-02-31\n" * MANY)
    with _unread() as out:
        code, said = _run(("import", str(rows), "--apply", "--file", str(tmp_path / "x.json")), out)
    assert (code, said) == (65, b"")


def _closing(number: int, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program with a standard stream closed, as by `>&-`."""
    words = " ".join([sys.executable, "-m", "licensetui", *arguments])
    return subprocess.run(
        ["sh", "-c", f"exec {words} {number}>&-"],
        cwd=ROOT,
        env={**os.environ, "LICENSETUI_TODAY": TODAY},
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_standard_output_that_is_closed(tmp_path: Path) -> None:
    file = _file(tmp_path)
    saved = _closing(1, "import", _rows(tmp_path), "--apply", "--file", file)
    assert saved.returncode == 74
    assert saved.stderr == UNREAD.replace(b"output was closed", b"standard output is closed")
    assert len(FileStore.open(Path(file)).portfolio.licenses) == MANY + 2
    read = _closing(1, "list", "--file", file)
    said = b"licensetui: output incomplete: standard output is closed\n"
    assert (read.returncode, read.stderr) == (74, said)
    quiet = _closing(1, "--file", file, "due", "--quiet", "--within", "0")
    assert (quiet.returncode, quiet.stderr) == (0, b"")


def test_remarks_do_not_go_to_the_output_where_standard_error_is_closed(tmp_path: Path) -> None:
    file = _file(tmp_path)
    ended = _closing(2, "--file", file)  # remarks why there are only lines
    assert ended.returncode == 0
    assert b"so this is only what is due" not in ended.stdout
    assert b"Bamboo" in ended.stdout
    assert _closing(2, "--file", file, "undo", "99").returncode == 2
    assert _closing(2, "import", _rows(tmp_path), "--apply", "--file", file).returncode == 0
    assert len(FileStore.open(Path(file)).portfolio.licenses) == MANY + 2
    for name in Path(file), *Sidecar(Path(file)).directory.glob("*.jsonl"):
        assert b"licensetui: " not in name.read_bytes()


def test_no_file_takes_the_place_of_a_stream_that_is_closed() -> None:
    """Whatever else in the process writes to "standard error" would write into that file."""
    program = (
        "import os; from licensetui.cli import main; code = main(['--version']); "
        "os._exit(code or os.open('/dev/null', os.O_RDONLY))"
    )
    ended = subprocess.run(
        ["sh", "-c", f'exec {sys.executable} -c "{program}" <&- >&- 2>&-'],
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert ended.returncode > 2


def test_standard_input_that_is_closed(tmp_path: Path) -> None:
    file = _file(tmp_path)
    assert _closing(0, "list", "--file", file).returncode == 0
    closed = _closing(0, "check", "-", "--file", file)
    assert closed.returncode == 2
    assert b"standard input is closed" in closed.stderr


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_complaints_that_find_no_room_leave_the_code(tmp_path: Path) -> None:
    with FULL.open("wb") as full:
        for arguments, code in (("dew",), 2), (("--file", str(tmp_path), "list"), 74):
            assert _run(arguments, full.fileno(), stderr=full.fileno())[0] == code
        assert _run(("--demo",), subprocess.DEVNULL, stderr=full.fileno())[0] == 0


def test_a_defect_is_70_with_all_that_helps_to_find_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """1 would say that something is due."""

    def broken(*_: object) -> str:
        raise KeyError("no such thing")

    monkeypatch.setattr(Results, "say", broken)
    assert main(["keys"]) == exits.DEFECT == 70
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "KeyError: 'no such thing'" in said
    assert said.endswith("licensetui: this is a bug in licensetui: please report it\n")


def test_a_directory_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    file = _file(tmp_path)
    program = f"{sys.executable} -m licensetui"

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        script = f"cd {gone} && mkdir -p {gone} && rmdir {gone} && {program} {' '.join(arguments)}"
        gone.mkdir(exist_ok=True)
        environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
        return subprocess.run(
            ["sh", "-c", script], env=environ, capture_output=True, timeout=60, check=False
        )

    assert run("list", "--file", file).returncode == 0
    lost = run("list", "--file", "x.json")
    assert lost.returncode == 74
    assert lost.stderr.startswith(b"licensetui: ")
    assert b"was deleted" in lost.stderr
    assert lost.stderr.count(b"\n") == 1


def test_results_go_on_only_where_they_must() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with TextIOWrapper(os.fdopen(writing, "wb", 0), write_through=True) as stream:
        results = Results(stream)
        with pytest.raises(OutputError) as caught:
            results.say("x")
        assert caught.value.is_unread
        results.must_finish = True
        results.say("y")
        assert results.has_failed
        with pytest.raises(OutputError):
            results.end()
