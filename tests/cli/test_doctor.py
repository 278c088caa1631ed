"""`licensetui doctor`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.builders import a_portfolio
from tests.cli.at import DATABASE, At
from tests.cli.program import ROOT, a_file_of, printed, refused, start
from tests.exchange.mail_server import HOST, mail_server
from tests.ports import free_port


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A sound file."""
    return a_file_of(tmp_path / "licenses.json", a_portfolio())


def _doctor(*arguments: str, **environ: str) -> tuple[int, list[dict[str, str]]]:
    result = start("doctor", "--json", *arguments, **environ)
    assert result.stderr == b""
    return result.returncode, [json.loads(line) for line in result.stdout.splitlines()]


def _wrong(found: list[dict[str, str]]) -> list[dict[str, str]]:
    assert all(check["remedy"] for check in found if check["state"] != "fine")
    return [check for check in found if check["state"] not in ("fine", "doubtful")]


def test_a_sound_file_is_zero_with_all_there_is_to_know(file: str) -> None:
    code, found = _doctor("--file", file)
    assert code == 0
    assert _wrong(found) == []
    about = {check["subject"]: check["found"] for check in found}
    assert "Python 3." in about["licensetui"]
    for package in ("textual", "tinydb", "msgspec", "email-validator", "dnspython", "platformdirs"):
        assert about[package][0].isdigit()
    assert about["terminal"] == "TERM=xterm-256color"
    assert about["encoding"].startswith("utf-8, locale C.UTF-8")
    assert about["settings"].endswith("settings.toml (not found, using defaults)")
    assert file in about["file"]
    assert about["saving"] == "is possible"
    text = printed("doctor", "--file", file)
    assert f"\nok  file             {file} (600 " in text
    assert "anna.martin" not in text


@pytest.mark.parametrize("at", [DATABASE], indirect=True)
def test_a_sound_database_is_zero_with_all_there_is_to_know(at: At) -> None:
    at.save(a_portfolio())
    code, found = _doctor(*at)
    assert code == 0
    assert _wrong(found) == []
    about = {check["subject"]: check["found"] for check in found}
    assert at.database is not None
    assert about["server"].startswith("PostgreSQL ")
    assert f"{at.database.name}@" in about["server"]
    assert about["owner"] == "you"
    assert about["saving"] == "is possible"
    assert about["contents"].endswith("generation 1, licenses 1, contacts 1")
    assert about["history"] == "1 change"
    text = printed("doctor", *at)
    assert "\nok  saving           is possible\n" in text
    assert "anna.martin" not in text
    assert "nothing to accept" in printed("doctor", "--accept", *at)


def test_packages_are_asked_for_their_versions_and_not_loaded(file: str) -> None:
    program = (
        "import sys\n"
        "from licensetui.cli import main\n"
        f"main(['doctor', '--file', {file!r}])\n"
        "print([x for x in ('textual', 'dns', 'email_validator', 'tinydb') if x in "
        "sys.modules])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=30, check=True
    )
    assert result.stdout.decode().splitlines()[-1] == "[]"


def test_a_damaged_file_is_65_with_what_to_do(file: str) -> None:
    Path(file).write_bytes(b"{")
    code, found = _doctor("--file", file)
    assert code == 65
    (check,) = _wrong(found)
    assert check["state"] == "damaged"
    assert "licensetui restore" in check["remedy"]
    said = refused(65, "due", "--file", file)
    assert said.rstrip().endswith("Input data was truncated. For what to do: licensetui doctor")
    result = start("doctor", "--file", file)
    lines = result.stdout.decode().splitlines()
    assert any(line.startswith("x   contents") for line in lines)
    assert any(line.lstrip().startswith("-> Restore a backup") for line in lines)
    assert lines[-1].startswith("1 wrong (x), ")


def test_what_cannot_be_read_is_74(tmp_path: Path) -> None:
    assert _doctor("--file", str(tmp_path))[0] == 74


def test_settings_that_cannot_be_used_are_78_and_the_rest_is_told(
    file: str, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("urgent_day = 7\n")
    code, found = _doctor("--file", file, LICENSETUI_SETTINGS=str(settings))
    assert code == 78
    (check,) = _wrong(found)
    assert "did you mean urgent_days?" in check["found"]
    assert "file" in {check["subject"] for check in found}


def test_the_terminal_is_told_without_where_somebody_comes_from(file: str) -> None:
    _, found = _doctor(
        "--file", file, TERM="dumb", COLORTERM="truecolor", NO_COLOR="1", TMUX="/run/tmux,1,0",
        SSH_CONNECTION="192.0.2.7 1 192.0.2.8 22", PYTHONIOENCODING="ascii",
    )  # fmt: skip
    about = {check["subject"]: check for check in found}
    assert about["terminal"]["found"] == "TERM=dumb, COLORTERM=truecolor, NO_COLOR=1"
    assert about["terminal"]["state"] == about["encoding"]["state"] == "doubtful"
    assert about["reached"]["found"] == "over SSH, in tmux"
    assert "192.0.2" not in json.dumps(found)


def test_the_demo_has_no_file_and_no_backups() -> None:
    code, found = _doctor("--demo")
    assert code == 0
    assert found[-1]["found"] == "the demo, which is not saved and has no backups"


def test_a_link_is_told(file: str, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(file)
    _, found = _doctor("--file", str(link))
    about = {check["subject"]: check["found"] for check in found}
    assert about["link"] == f"{link} is a link to the data file"
    assert about["file"].startswith(file)


def test_another_programs_work_is_taken_over_after_a_backup(file: str) -> None:
    with TinyDB(file) as plain:
        plain.table("licenses").update({"notes": "by a script"}, doc_ids=[1])
    was = Path(file).read_bytes()
    code, found = _doctor("--file", file)
    assert code == 65
    assert "licensetui doctor --accept" in _wrong(found)[0]["remedy"]
    text = printed("doctor", "--accept", "--file", file)
    assert text.startswith("Accepted, with 1 license and 1 contact.\nRecorded as change 2.")
    assert Path(text.splitlines()[-1].strip()).read_bytes() == was
    assert _doctor("--file", file)[0] == 0
    assert "nothing to accept" in printed("doctor", "--accept", "--file", file)


def test_broken_records_are_named_and_not_taken_over(file: str) -> None:
    tables = json.loads(Path(file).read_bytes())
    tables["licenses"]["1"]["terms"][0]["end"] = "soon"
    Path(file).write_text(json.dumps(tables))
    before = Path(file).read_bytes()
    said = refused(65, "doctor", "--accept", "--file", file)
    assert "licenses 1: terms[0].end: " in said
    assert "anna" not in said
    assert Path(file).read_bytes() == before


def test_accept_where_nothing_may_be_changed(file: str) -> None:
    assert "--readonly" in refused(2, "doctor", "--accept", "--readonly", "--file", file)
    assert "--demo" in refused(2, "doctor", "--accept", "--demo")


def _mail_settings(path: Path, port: int, **more: str) -> str:
    values = {
        "mail_from": "it@example.org",
        "smtp_host": HOST,
        "smtp_port": port,
        "smtp_security": "none",
        **more,
    }
    path.write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items()))
    return str(path)


def _about(found: list[dict[str, str]], subject: str) -> dict[str, str]:
    return next(check for check in found if check["subject"] == subject)


def test_what_reminders_need_is_looked_at_and_nothing_is_sent(file: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with mail_server() as there:
        named = _mail_settings(path, there.port)
        code, found = _doctor("--file", file, LICENSETUI_SETTINGS=named)
        assert (code, there.received) == (0, [])
        assert _about(found, "sender")["found"] == "it@example.org"
        assert "accepts mail" in _about(found, "mail server")["found"]
        named = _mail_settings(path, there.port, mail_from="it@gmial.com")
        _, found = _doctor("--file", file, LICENSETUI_SETTINGS=named)
        assert "did you mean it@gmail.com?" in _about(found, "sender")["found"]
    code, found = _doctor("--file", file, LICENSETUI_SETTINGS=named)
    assert code == 74
    assert "cannot be reached" in _about(found, "mail server")["found"]
    said = {"smtp_security": "starttls", "smtp_user": "it", "smtp_password_command": "false"}
    named = _mail_settings(path, free_port(), **said)
    code, found = _doctor("--file", file, LICENSETUI_SETTINGS=named)
    assert code == 78
    assert "smtp_password_command (false) ended with 1" in _about(found, "password")["found"]
    path.write_text('smtp_host = "mail.example.org"\n')
    code, found = _doctor("--file", file, LICENSETUI_SETTINGS=named)
    assert code == 78
    assert "mail_from is not set" in _about(found, "reminders")["found"]
