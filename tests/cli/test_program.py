"""Options, exit codes, and what happens where there is no terminal."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from licensetui import __version__
from licensetui.cli import exits
from licensetui.cli.context import UsageError
from licensetui.cli.registry import SUBCOMMANDS
from licensetui.domain.settings import SettingsError
from licensetui.store import errors
from tests.builders import a_license, a_portfolio, a_term
from tests.cli.program import ROOT, a_file_of, printed, records, refused, start


def test_version() -> None:
    assert printed("--version") == f"licensetui {__version__}\n"


WITHOUT_JSON = (
    "completion",
    "help",
    "keys",
    "move",
    "upgrade",
    "export",
    "report",
    "remind",
    "undo",
    "redo",
    "backup",
    "forget",
)


def test_help_names_every_command_and_the_exit_codes() -> None:
    text = printed("--help")
    for command in SUBCOMMANDS:
        assert f"\n  {command.word} " in text or f"\n    {command.word} " in text
        assert ("--json" in printed(command.word, "--help")) != (command.word in WITHOUT_JSON)
    assert "65   data damaged" in text
    assert "75   file locked" in text


def test_options_stand_before_and_after_the_command(tmp_path: Path) -> None:
    path = a_file_of(tmp_path / "x.json", a_portfolio())
    before = printed("--file", path, "--readonly", "due")
    assert before == printed("due", "--file", path, "--readonly")
    assert "Jira Software DC 500" in before
    assert printed("--demo", "due") == printed("due", "--demo")


def test_the_file_comes_from_the_option_then_the_environment_then_the_usual_place(
    tmp_path: Path,
) -> None:
    def names(*arguments: str, **environ: str) -> list[str]:
        return [record["name"] for record in records("list", *arguments, **environ)]

    usual = Path(os.environ["XDG_DATA_HOME"]) / "licensetui" / "licenses.json"
    a_file_of(usual, a_portfolio(a_license("usual")))
    chosen = a_file_of(tmp_path / "a.json", a_portfolio(a_license("chosen")))
    other = a_file_of(tmp_path / "b.json", a_portfolio(a_license("other")))
    assert names() == ["usual"]
    assert names(LICENSETUI_FILE=other) == ["other"]
    assert names("--file", chosen, LICENSETUI_FILE=other) == ["chosen"]


def test_looking_makes_no_file() -> None:
    printed("due")
    printed("list")
    assert not Path(os.environ["XDG_DATA_HOME"]).exists()


READING: tuple[list[str], ...] = (
    *(["due"], ["list"], ["contacts"], ["calendar"], ["findings"], ["report"], ["history"]),
    *(["export", "ics"], ["coterm", "2027-06-30"], ["check"], []),
)


@pytest.mark.parametrize("command", READING, ids=lambda command: " ".join(command) or "none")
def test_a_mistyped_file_is_an_error_and_not_an_empty_one(
    tmp_path: Path, command: list[str]
) -> None:
    missing = str(tmp_path / "licences.json")
    for arguments, environ in (
        (["--file", missing, *command], {}),
        (command, {"LICENSETUI_FILE": missing}),
    ):
        result = start(*arguments, **environ)
        assert (result.returncode, result.stdout) == (74, b"")
        assert f"{missing} does not exist. Check the path" in result.stderr.decode()
        assert list(tmp_path.glob("licences*")) == []


def test_a_list_may_be_planned_for_a_file_that_is_to_be_made(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("Name,End\nJira,2027-01-31\n")
    made = tmp_path / "made.json"
    printed("--file", str(made), "import", str(rows))
    assert not made.exists()
    printed("--file", str(made), "import", str(rows), "--apply")
    assert [record["name"] for record in records("--file", str(made), "list")] == ["Jira"]


def test_what_another_program_changed_is_printed_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    a_file_of(path, a_portfolio())
    path.write_text(path.read_text().replace("Jira Software DC 500", "Jira Software DC 501"))
    result = start("--file", str(path), "due", "--quiet", "--exit-code")
    assert result.returncode == 1
    assert "Jira Software DC 501" in result.stdout.decode()
    assert (
        "another program changed this file (its checksum does not match); see licensetui doctor"
    ) in (result.stderr.decode())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["due", "--json", "--plain"], "--json and --plain cannot be used together"),
        (["calendar", "--months", "121"], "'121' is not a number from 1 to 120"),
        (["dew"], "unknown command 'dew' (did you mean due?)"),
        (["due", "--within", "soon"], "'soon' is not a number from 0"),
        (["due", "--within", "-1"], "'-1' is not a number from 0"),
        (["due", "--bogus"], "--bogus"),
        (["--file"], "--file"),
        (["--file", "", "due"], "--file needs a file name"),
        (["--demo", "--file", "x", "due"], "cannot be used together"),
        (["--file", "x", "due", "--demo"], "cannot be used together"),
        (["calendar", "--months", "0"], "'0' is not a number from 1"),
        (["import"], "FILE"),
    ],
)
def test_wrong_use_is_2_and_says_what_is_wrong(arguments: list[str], says: str) -> None:
    assert says in refused(2, *arguments)


def test_broken_data_is_65(tmp_path: Path) -> None:
    for name, content in (("empty", ""), ("text", "hello"), ("cut", '{"licenses": {"1": {')):
        path = tmp_path / f"{name}.json"
        path.write_text(content)
        assert name in refused(65, "--file", str(path), "due")
        assert path.read_text() == content


def _of_a_newer_release(path: Path, number: str) -> str:
    a_file_of(path, a_portfolio())
    document = json.loads(path.read_text())
    document["meta"]["1"][number] = 999
    path.write_text(json.dumps(document))
    return str(path)


def test_a_file_of_a_newer_format_is_65(tmp_path: Path) -> None:
    file = _of_a_newer_release(tmp_path / "x.json", "format")
    assert "update licensetui" in refused(65, "--file", file, "list")


def test_a_file_of_a_newer_schema_is_shown_with_a_remark_and_not_saved(tmp_path: Path) -> None:
    file = _of_a_newer_release(tmp_path / "x.json", "schema")
    result = start("--file", file, "list")
    assert result.returncode == 0
    assert b"Jira Software DC 500" in result.stdout
    assert b"has schema 999, this release knows schema 4: update licensetui" in result.stderr
    before = Path(file).read_bytes()
    assert start("--file", file, "undo").returncode != 0
    assert Path(file).read_bytes() == before


def test_an_unreadable_file_is_74(tmp_path: Path) -> None:
    assert str(tmp_path) in refused(74, "--file", str(tmp_path), "due")


def test_broken_settings_are_78(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("# mine\nurgent_day = 7\n")
    said = refused(78, "--demo", "due", LICENSETUI_SETTINGS=str(settings))
    assert f"{settings}, line 2: urgent_day" in said
    assert "did you mean urgent_days?" in said


def test_a_day_that_is_none_is_78() -> None:
    said = refused(78, "--demo", "due", LICENSETUI_TODAY="tomorrow\x1b[31m")
    assert "LICENSETUI_TODAY" in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("x"), 2),
        (errors.NotRevertibleError("x"), 2),
        (errors.DamagedError("x"), 65),
        (errors.NewerError("x"), 65),
        (errors.UnreadableError("x"), 74),
        (errors.NotSavedError("x"), 74),
        (errors.NotDurableError("x"), 74),
        (errors.ReadOnlyError("x"), 74),
        (FileNotFoundError(2, "No such file", "x"), 74),
        (errors.LockedError("x"), 75),
        (errors.ConflictError("x"), 75),
        (SettingsError("x"), 78),
        (KeyError("x"), None),
    ],
)
def test_each_error_has_its_code_and_a_defect_has_none(error: Exception, code: int | None) -> None:
    assert exits.code_of(error) == code


def test_today_is_a_parameter() -> None:
    days = [record["days"] for record in records("--demo", "due", LICENSETUI_TODAY="2027-03-01")]
    assert days[0] == -2
    assert records("--demo", "due", LICENSETUI_TODAY="2027-03-01")[0]["date"] == "2027-02-27"


def test_without_a_terminal_it_prints_what_is_due_and_says_why() -> None:
    result = start("--demo")
    assert result.returncode == 0
    assert result.stdout.decode() == printed("--demo", "due")
    assert b"licensetui: standard input is not a terminal" in result.stderr


def _in_terminal(
    term: str, *, wait_for: bytes = b"", then: bytes = b"", error: int | None = None
) -> tuple[int, bytes]:
    """Run the program in a terminal of 80x24; once it shows `wait_for`, type `then`.

    Standard error goes to the terminal or to `error`. Returns the exit code and what was shown.
    """
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (24, 80))
    process = subprocess.Popen(
        [sys.executable, "-m", "licensetui", "--demo"],
        cwd=ROOT,
        env={**os.environ, "TERM": term, "LICENSETUI_TODAY": "2026-11-22"},
        stdin=follower,
        stdout=follower,
        stderr=follower if error is None else error,
    )
    os.close(follower)
    seen = b""
    try:
        while select.select([leader], [], [], 20)[0]:
            try:
                part = os.read(leader, 65536)
            except OSError:  # what Linux says when the other end is closed
                break
            seen += part
            if not part:
                break
            if then and wait_for in seen:
                os.write(leader, then)
                then = b""
        return process.wait(timeout=20), seen
    finally:
        os.close(leader)
        process.kill()
        process.wait()


def test_in_a_terminal_the_program_opens_and_q_leaves() -> None:
    code, seen = _in_terminal("xterm-256color", wait_for=b"ScriptRunner", then=b"q")
    assert b"ScriptRunner" in seen
    assert seen.startswith(b"\x1b")
    assert code == 0


def test_a_dumb_terminal_gets_lines() -> None:
    code, seen = _in_terminal("dumb")
    assert code == 0
    assert b"\x1b" not in seen
    assert b"ScriptRunner for Jira" in seen
    assert b"TERM is dumb" in seen


def test_screens_are_never_drawn_into_a_file_of_errors(tmp_path: Path) -> None:
    """Textual draws to standard error: `2>errors.log` would swallow the whole screen."""
    errors_file = tmp_path / "errors.log"
    with errors_file.open("wb") as file:
        code, seen = _in_terminal("xterm-256color", error=file.fileno())
    assert code == 0
    assert b"ScriptRunner for Jira" in seen
    assert "standard error is not a terminal" in errors_file.read_text()


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = (
        f"{sys.executable} -m licensetui --demo list --json | head -n 1; echo ${{PIPESTATUS[0]}}"
    )
    for _ in range(3):
        result = subprocess.run(
            ["bash", "-c", command], cwd=ROOT, capture_output=True, timeout=30, check=True
        )
        assert result.stderr == b""
        assert result.stdout.splitlines()[-1] in (b"0", b"141")


def test_a_pipe_that_is_closed_already_is_quiet() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = subprocess.run(
            [sys.executable, "-m", "licensetui", "--demo", "list"],
            cwd=ROOT,
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=30,
            check=False,
        )
    finally:
        os.close(writing)
    assert (result.returncode, result.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_the_output_is_74() -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "licensetui", "--demo", "list"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=30,
            check=False,
        )
    assert result.returncode == 74
    assert result.stderr.startswith(b"licensetui: ")
    assert result.stderr.count(b"\n") == 1


def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    """A named pipe as settings file holds the program up until the signal."""
    pipe = tmp_path / "settings.toml"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "licensetui", "--demo", "due"],
        cwd=ROOT,
        env={**os.environ, "LICENSETUI_SETTINGS": str(pipe)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # Opening for writing returns once the program has opened the pipe for reading. Let it get as
    # far as the read: a signal between the two may be lost in the interpreter.
    with pipe.open("wb"):
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=20)
    assert (process.returncode, out, said) == (130, b"", b"")


def test_due_loads_neither_screens_nor_name_servers(tmp_path: Path) -> None:
    path = a_file_of(tmp_path / "x.json", a_portfolio(a_license(terms=(a_term(9),))))
    program = (
        "import sys\n"
        "from licensetui.cli import main\n"
        f"code = main(['due', '--file', {path!r}])\n"
        "heavy = ('textual', 'rich', 'dns', 'tinydb', 'asyncio')\n"
        "print([name for name in heavy if name in sys.modules], code)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=30, check=True
    )
    lines = result.stdout.decode().splitlines()
    assert "Jira Software DC 500" in lines[1]
    assert lines[-1] == "[] 0"
