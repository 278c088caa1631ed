"""No home directory and no name, as in a container: it works, or one sentence says what to do."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from licensetui.cli import main
from licensetui.home import expanded, home, usual_directory
from licensetui.store.author import author
from tests.builders import a_contact, a_license, a_portfolio
from tests.cli.program import ROOT, a_file_of

STRANGER = 54321
"""A user id that no system knows."""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a user whom the system does not know, without HOME."""

    def unknown(id: int) -> pwd.struct_passwd:
        raise KeyError(f"getpwuid(): uid not found: {id}")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name)


@pytest.fixture
def run(homeless: None, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program as that user, and return code, output and complaints."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def settings(tmp_path: Path) -> str:
    path = tmp_path / "settings.toml"
    path.write_text('currency = "CHF"\n')
    return str(path)


def test_where_both_files_are_named_all_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, settings: str
) -> None:
    monkeypatch.setenv("LICENSETUI_SETTINGS", settings)
    file, rows = str(tmp_path / "x.json"), tmp_path / "rows.csv"
    rows.write_text("Name,End\nJira,2027-01-31\n")
    assert run("--file", file, "import", str(rows), "--apply")[::2] == (0, "")
    assert f"user{os.geteuid()}@" in run("--file", file, "history")[1]
    assert author().startswith(f"user{os.geteuid()}@")
    for command in ("list", "due", "undo", "redo", "backup", "restore", "doctor", "check"):
        assert run("--file", file, command)[::2] == (0, ""), command


@pytest.mark.parametrize("command", ["list", "due", "history", "backup", "undo", "remind"])
def test_without_a_name_for_the_file_one_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, run: Run, settings: str, command: str
) -> None:
    monkeypatch.setenv("LICENSETUI_SETTINGS", settings)
    more = ("--mail", "anna@example.org") if command == "remind" else ()
    assert run(command, *more) == (
        78,
        "",
        "licensetui: no home directory, so the data file cannot be found: set HOME to "
        "an absolute path, or set both LICENSETUI_FILE (or --file) and "
        "LICENSETUI_SETTINGS\n",
    )


def test_without_a_name_for_the_settings_too(tmp_path: Path, run: Run) -> None:
    file = a_file_of(tmp_path / "x.json", a_portfolio())
    code, said, complaint = run("--file", file, "check", "a@b.example")
    assert (code, said) == (78, "")
    assert complaint.startswith("licensetui: no home directory, so the")
    assert complaint.count("\n") == 1


def test_what_needs_neither_file_needs_no_home(tmp_path: Path, run: Run) -> None:
    file = a_file_of(tmp_path / "x.json", a_portfolio())
    assert run("keys")[::2] == (0, "")
    assert run("--version")[::2] == (0, "")
    for command in ("history", "backup", "restore"):
        assert run("--file", file, command)[::2] == (0, ""), command


def test_doctor_says_both(run: Run) -> None:
    code, said, complaint = run("doctor")
    assert (code, complaint) == (78, "")
    assert said.count("the settings file cannot be found") == 2  # where the data is, it would say
    assert "2 wrong (x)" in said


@pytest.mark.parametrize("value", ["", "relative", "~"])
def test_a_home_that_is_no_whole_path_is_none(
    monkeypatch: pytest.MonkeyPatch, run: Run, value: str
) -> None:
    monkeypatch.setenv("HOME", value)
    assert home() is None
    assert run("list")[0] == 78


def test_older_releases_of_platformdirs_leave_the_tilde(
    monkeypatch: pytest.MonkeyPatch, run: Run, settings: str
) -> None:
    monkeypatch.setenv("LICENSETUI_SETTINGS", settings)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: "~/.local/share/licensetui")
    assert "the data file cannot be found" in run("list")[2]


def test_xdg_directories_are_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert usual_directory("data") == tmp_path / "data" / "licensetui"
    assert run("list")[0] == 0


@pytest.mark.parametrize("path", ["~/ca.pem", "~nobody-of-this-name/ca.pem"])
def test_a_setting_that_begins_in_a_home_which_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, path: str
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(
        f'mail_from = "a@example.org"\nsmtp_host = "127.0.0.1"\nsmtp_ca_file = "{path}"\n'
    )
    monkeypatch.setenv("LICENSETUI_SETTINGS", str(settings))
    file = a_file_of(tmp_path / "x.json", a_portfolio())
    code, said, complaint = run("--file", file, "remind", "--mail", "anna@example.org")
    assert (code, said) == (78, "")
    name = path.partition("/")[0]
    assert complaint == (
        f"licensetui: {settings}: smtp_ca_file: there is no home directory {name}: "
        "write the absolute path\n"
    )


def test_a_tilde_stands_for_the_home_that_is_there(home: Path) -> None:
    assert expanded("~/ca.pem") == home / "ca.pem"
    assert expanded("/etc/ca.pem") == Path("/etc/ca.pem")


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that others may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"),
    reason="only root, with setpriv, can be somebody whom nobody knows",
)
def test_somebody_whom_the_system_does_not_know(place: Path) -> None:
    file = Path(a_file_of(place / "x.json", a_portfolio(a_license("Jira é"))))
    os.chown(file, STRANGER, STRANGER)
    become = ["setpriv", f"--reuid={STRANGER}", f"--regid={STRANGER}", "--clear-groups"]

    def run(**environ: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*become, sys.executable, "-m", "licensetui", "list"],
            cwd=ROOT,
            env={"LANG": "C.UTF-8", "LICENSETUI_FILE": str(file), **environ},
            capture_output=True,
            timeout=30,
            check=False,
        )

    result = run()
    assert result.returncode == 78
    assert result.stderr.startswith(b"licensetui: no home directory, so")
    assert result.stderr.count(b"\n") == 1
    settings = place / "settings.toml"
    settings.write_text("")
    settings.chmod(0o644)
    result = run(LICENSETUI_SETTINGS=str(settings))
    assert (result.returncode, result.stderr) == (0, b"")
    assert "Jira é" in result.stdout.decode()


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ({"LC_ALL": "C"}, "Zoé"),
        ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "Zo?"),
        ({"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii:strict"}, "Zo?"),
        ({"LANG": "xx_XX.nonsense", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "Zo"),
    ],
)
def test_names_with_accents_are_printed_without_a_locale(
    tmp_path: Path, locale: dict[str, str], shown: str
) -> None:
    contact = a_contact("Zoé Brûlé", email="zoé@example.org")
    file = a_file_of(tmp_path / "é.json", a_portfolio(contacts=(contact,)))
    for arguments in (
        ["contacts"],
        ["doctor"],
        ["remind", "--mail", "a@example.org", "--dry-run"],
    ):
        result = subprocess.run(
            [sys.executable, "-m", "licensetui", "--file", file, *arguments],
            cwd=ROOT,
            env={**{k: v for k, v in os.environ.items() if not k.startswith("LC_")}, **locale},
            capture_output=True,
            timeout=30,
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, b"")
        if arguments == ["contacts"]:
            assert shown in result.stdout.decode("utf-8", "replace")
