"""Reminders by mail: what is new arrives once, and nothing is lost when something fails."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from licensetui.cli import main
from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Away
from licensetui.store.errors import NotSavedError
from licensetui.store.file.sent import SentFile
from licensetui.store.file.sidecar import Sidecar
from tests.builders import a_contact, a_license, a_portfolio, a_reminded_license, a_term
from tests.cli.at import ON_BOTH, At
from tests.cli.program import ROOT, a_file_of
from tests.exchange.mail_server import (
    HOST,
    PASSWORD,
    USER,
    MailServer,
    ca_file,
    mail_server,
)
from tests.ports import free_port

ANNA, BERT = "anna@example.org", "bert@example.org"
DAY = "2026-11-22T07:00"

Remind = Callable[..., tuple[int, str, str]]


@pytest.fixture
def place(at: At) -> At:
    """A license that ends in 9 days, and one that ends in 200."""
    later = a_license("Bamboo", id=2, terms=(a_term(200),))
    at.save(a_portfolio(a_reminded_license(), later))
    return at


@pytest.fixture
def file(place: At) -> Path:
    """The file with them."""
    return Path(place.name)


@pytest.fixture
def remind(
    place: At, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Remind:
    """Run `licensetui remind` there, and return code, output and complaints."""
    monkeypatch.setenv("LICENSETUI_TODAY", DAY)

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["remind", *place, *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int, **more: str | int) -> None:
    """Write the settings of a server on this machine, without TLS unless said otherwise."""
    values = {
        "mail_from": "licensetui@example.org",
        "smtp_host": HOST,
        "smtp_port": port,
        "smtp_security": "none",
        **more,
    }
    path = tmp_path / "settings.toml"
    path.write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items()))
    monkeypatch.setenv("LICENSETUI_SETTINGS", str(path))


def edit(place: At, **fields: object) -> None:
    """Change the first license."""
    store = place.open()
    license = store.portfolio.licenses[0]
    store.commit(Change("edit", (Edit(license, replace(license, **fields)),)))  # type: ignore[arg-type]


def told(there: MailServer) -> list[tuple[tuple[str, ...], str]]:
    """Return who got which subjects."""
    return [(one.recipients, str(one.message["Subject"])) for one in there.received]


JIRA = "licensetui: 1 due, first in 9 d (2026-12-01) Jira Software DC 500 ends"


@ON_BOTH
def test_what_is_new_is_mailed_once_and_then_all_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, place: At
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        assert remind("--mail", ANNA) == (0, "", "")
        assert told(there) == [((ANNA,), JIRA)]
        assert remind("--mail", ANNA) == (0, "", "")
        assert remind("--mail", ANNA, "--verbose") == (0, f"Nothing is new for {ANNA}.\n", "")
        assert len(there.received) == 1
    text = there.received[0].message.get_content()
    assert "2026-12-01  in 9 d  Jira Software DC 500: ends" in text
    assert "next vendor email goes to: anna.martin@example.org" in text
    assert "Bamboo" not in text
    assert (f"{place.name} on " if place.database is None else place.database.name) in text


def test_the_next_reminder_day_is_told_and_only_what_has_come_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        remind("--mail", ANNA)
        for day in ("2026-11-30", "2026-12-01", "2026-12-01", "2026-12-02", "2026-12-12"):
            monkeypatch.setenv("LICENSETUI_TODAY", day)
            assert remind("--mail", ANNA) == (0, "", "")
    assert [subject for _, subject in told(there)[1:]] == [
        "licensetui: 1 due, first today (2026-12-01) Jira Software DC 500 ends",
        "licensetui: 1 overdue, first 1 d ago (2026-12-01) Jira Software DC 500 ended",
        "licensetui: 1 due, first in 90 d (2027-03-12) Bamboo decide by",
    ]


@ON_BOTH
def test_another_recipient_gets_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        remind("--mail", ANNA)
        code, said, _ = remind("--mail", ANNA, "--mail", BERT, "--mail", BERT, "--verbose")
        assert (code, said) == (0, f"Sent to {BERT}: 1 new item.\n")
        assert told(there) == [((ANNA,), JIRA), ((BERT,), JIRA)]
        assert there.received[1].message["To"] == BERT


def test_one_address_in_two_spellings_gets_one_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        assert remind("--mail", ANNA, "--mail", "Anna@Example.org") == (0, "", "")
        assert remind("--mail", "ANNA@example.org") == (0, "", "")
    assert told(there) == [((ANNA,), JIRA)]


def test_dates_of_a_license_that_come_near_together_are_one_line_of_one_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, place: At
) -> None:
    edit(place, terms=(a_term(90, auto_renew=True, notice_days=60),))
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        assert remind("--mail", ANNA) == (0, "", "")
        assert remind("--mail", ANNA) == (0, "", "")
    first = "licensetui: 1 due, first today (2026-11-22) Jira Software DC 500 decide by"
    assert told(there) == [((ANNA,), first)]
    assert there.received[0].message.get_content().count("Jira Software DC 500") == 1


def test_several_recipients_share_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        assert remind("--mail", ANNA, "--mail", BERT) == (0, "", "")
    assert told(there) == [((ANNA, BERT), JIRA)]


@ON_BOTH
def test_what_comes_back_is_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, place: At
) -> None:
    wanted = a_license().wanted
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        for held in (wanted, (), wanted, ()):
            edit(place, wanted=held)
            assert remind("--mail", ANNA) == (0, "", "")
    nobody = "licensetui: 1 finding: Jira Software DC 500 has no technical contact"
    assert [subject for _, subject in told(there)] == [JIRA, nobody, nobody]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_through_tls_with_a_password_from_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, security: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{PASSWORD}\n")
    with mail_server(security, users={USER: PASSWORD}) as there:  # type: ignore[arg-type]
        settings(
            tmp_path,
            monkeypatch,
            there.port,
            smtp_security=security,
            smtp_user=USER,
            smtp_password_command=f"cat '{secret}'",
            smtp_ca_file=ca_file(tmp_path),
        )
        assert remind("--mail", ANNA) == (0, "", "")
        secret.write_text("wrong\n")
        code, said, complaint = remind("--mail", BERT)
        assert (code, said) == (77, "")
        assert "rejected the login (535" in complaint
        assert "wrong" not in complaint
        secret.unlink()
        code, _, complaint = remind("--mail", BERT)
        assert code == 77
        assert "smtp_password_command (cat) ended with 1: cat: " in complaint
        assert told(there) == [((ANNA,), JIRA)]
        secret.write_text(PASSWORD)
        assert remind("--mail", BERT) == (0, "", "")
        assert told(there)[1:] == [((BERT,), JIRA)]


def test_a_certificate_that_nobody_trusts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    with mail_server("tls") as there:
        settings(tmp_path, monkeypatch, there.port, smtp_security="tls")
        code, said, complaint = remind("--mail", ANNA)
        assert (code, said, there.received) == (69, "", [])
        assert "has an untrusted certificate, so nothing was sent" in complaint


def test_without_starttls_nothing_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port, smtp_security="starttls")
        code, said, complaint = remind("--mail", ANNA)
        assert (code, said, there.received) == (69, "", [])
        assert "does not offer STARTTLS" in complaint


@ON_BOTH
def test_after_a_failure_the_next_run_sends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    settings(tmp_path, monkeypatch, free_port())
    code, said, complaint = remind("--mail", ANNA)
    assert (code, said) == (75, "")
    assert complaint.startswith(f"licensetui: the mail server {HOST} (port ")
    assert complaint.endswith("cannot be reached: Connection refused\n")
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        there.answer = "554 looks like spam"
        assert remind("--mail", ANNA)[0] == 69
        there.answer = "250 taken"
        assert remind("--mail", ANNA) == (0, "", "")
        assert remind("--mail", ANNA) == (0, "", "")
    assert told(there) == [((ANNA,), JIRA)]


@ON_BOTH
def test_one_of_two_is_refused_and_gets_it_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        there.refused = {BERT: "550 no such user"}
        code, said, complaint = remind("--mail", ANNA, "--mail", BERT, "--verbose")
        assert (code, said) == (69, f"Sent to {ANNA}: 1 new item.\n")
        assert (
            f"rejected the message for {BERT}: 550 no such user. All other recipients" in complaint
        )
        there.refused = {BERT: "450 later"}
        assert remind("--mail", ANNA, "--mail", BERT)[0] == 75
        there.refused = {}
        assert remind("--mail", ANNA, "--mail", BERT) == (0, "", "")
        assert remind("--mail", ANNA, "--mail", BERT) == (0, "", "")
    assert told(there) == [((ANNA,), JIRA), ((BERT,), JIRA)]


def _as_a_process(place: At) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "licensetui", "remind", *place, "--mail", ANNA],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@ON_BOTH
def test_killed_before_it_could_note_that_it_was_sent_it_sends_again_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, place: At
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        ready: list[subprocess.Popen[str]] = []
        there.on_message = lambda: ready[0].kill()
        ready.append(_as_a_process(place))
        ready[0].communicate(timeout=30)
        assert ready[0].returncode < 0
        assert len(there.received) == 1
        there.on_message = lambda: None
        code, said, complaint = remind("--mail", ANNA)
        assert (code, said) == (0, "")
        assert f"a run on 2026-11-22 07:00 was interrupted while sending to {ANNA}" in complaint
        assert remind("--mail", ANNA) == (0, "", "")
    first, again = there.received
    assert first.message["Message-ID"] == again.message["Message-ID"]


@ON_BOTH
def test_where_the_server_broke_off_it_is_sent_again_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        there.breaks_off = True
        there.refused = {BERT: "550 no such user"}
        code, said, complaint = remind("--mail", ANNA, "--mail", BERT)
        assert (code, said) == (75, "")
        assert complaint == (
            f"licensetui: the mail server {HOST} (port {there.port}) closed the "
            "connection after receiving the message: it may or may not have reached "
            f"{ANNA}. The next run of licensetui remind retries it if it is still new\n"
        )
        there.breaks_off, there.refused = False, {}
        code, said, complaint = remind("--mail", ANNA, "--mail", BERT)
        assert (code, said) == (0, "")
        assert complaint == (
            "licensetui: a run on 2026-11-22 07:00 was interrupted while sending to "
            f"{ANNA}: if that message arrived, this one repeats it\n"
        )
        assert remind("--mail", ANNA, "--mail", BERT) == (0, "", "")
    first, again = there.received
    assert (first.recipients, again.recipients) == ((ANNA,), (ANNA, BERT))
    assert first.message["Message-ID"] == again.message["Message-ID"]


@ON_BOTH
def test_every_letter_goes_out_and_is_noted_whoever_reads_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, place: At
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        remind("--mail", ANNA)
        edit(place, wanted=())
        reading, writing = os.pipe()
        os.close(reading)
        words = ["remind", *place, "--verbose"]
        for address in (ANNA, BERT):
            words += ["--mail", address]
        ended = subprocess.run(
            [sys.executable, "-um", "licensetui", *words],
            cwd=ROOT,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
        os.close(writing)
        assert ended.returncode == 141
        assert b"the change was saved" in ended.stderr
        assert [one.recipients for one in there.received[1:]] == [(ANNA,), (BERT,)]
        assert remind("--mail", ANNA, "--mail", BERT) == (0, "", "")


@ON_BOTH
def test_of_two_runs_at_the_same_time_one_sends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, place: At
) -> None:
    second: list[tuple[int, str]] = []

    def meanwhile() -> None:
        with _as_a_process(place) as process:
            _, complaint = process.communicate(timeout=30)
        second.append((process.returncode, complaint))

    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        there.on_message = meanwhile
        assert remind("--mail", ANNA) == (0, "", "")
    assert told(there) == [((ANNA,), JIRA)]
    [(code, complaint)] = second
    assert code == 75
    assert "another run is sending reminders for" in complaint


def test_where_it_cannot_be_noted_nothing_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, file: Path
) -> None:
    Sidecar(file).sent.mkdir()
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        code, _, complaint = remind("--mail", ANNA)
        assert (code, there.received) == (74, [])
    assert "NOT SAVED" in complaint


def test_what_was_sent_and_could_not_be_noted_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    def full(*_: object) -> None:
        raise NotSavedError("NOT SAVED: disk full")

    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        with monkeypatch.context() as broken:
            broken.setattr(SentFile, "accepted", full)
            code, _, complaint = remind("--mail", ANNA)
    assert (code, len(there.received)) == (74, 1)
    assert f"the message to {ANNA} was sent, but that could not be recorded" in complaint


@ON_BOTH
def test_a_dry_run_prints_the_message_and_notes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, place: At
) -> None:
    before = place.content()
    code, said, complaint = remind("--mail", ANNA, "--mail", BERT, "--dry-run", "--readonly")
    assert (code, complaint) == (0, "")
    assert f"To: {ANNA}, {BERT}\nSubject: {JIRA}\n" in said
    assert "\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n\nNew since" in said
    assert "  2026-12-01  in 9 d  Jira Software DC 500: ends\n" in said
    assert place.content() == before
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        remind("--mail", ANNA)
        assert remind("--mail", ANNA, "--dry-run")[1] == (
            "Nothing is new: no email would be sent.\n"
        )
        assert f"\nTo: {BERT}\n" in remind("--mail", ANNA, "--mail", BERT, "--dry-run")[1]
        assert len(there.received) == 1


def test_the_demo_is_shown_and_mailed_to_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--demo", "remind", "--mail", ANNA]) == 2
    assert "add --dry-run" in capsys.readouterr().err
    assert main(["--demo", "remind", "--mail", ANNA, "--dry-run"]) == 0
    assert "Subject: licensetui: 1 overdue, " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "missing --mail"),
        (("--mail", "anna"), "'anna' is not an address: it has no @"),
        (("--mail", "a@b.org\r\nBcc: c@d.org"), "is not a plain address"),
        (("--mail", "a@b.org,c@d.org"), "is not a plain address"),
        (("--mail", ANNA, "--readonly"), "remind and --readonly cannot be used together"),
    ],
)
def test_what_cannot_be_asked(remind: Remind, arguments: tuple[str, ...], says: str) -> None:
    code, said, complaint = remind(*arguments)
    assert (code, said) == (2, "")
    assert says in complaint
    assert complaint.count("\n") == 1


def test_a_file_that_is_not_there_is_no_reason_for_silence(remind: Remind, file: Path) -> None:
    file.rename(file.with_name("y.json"))
    code, _, complaint = remind("--mail", ANNA)
    assert code == 74
    assert complaint == f"licensetui: {file} does not exist, so there is nothing to send\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "",
            "mail_from and smtp_host are not set: remind needs the sender",
        ),
        ('me = "anna"', "me: 'anna' is not an address: it has no @"),
        ('me = "anna@example.org"', "smtp_host is not set: remind needs the mail server"),
    ],
)
def test_settings_that_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, text: str, says: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    monkeypatch.setenv("LICENSETUI_SETTINGS", str(path))
    code, _, complaint = remind("--mail", ANNA)
    assert code == 78
    assert complaint.startswith(f"licensetui: {path}: {says}")


def test_names_write_no_headers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, place: At
) -> None:
    edit(
        place,
        name="Jira\r\nBcc: all@example.org\r\n\r\n=?utf-8?q?x=0d=0aCc:_y?=",
        vendor="\r\n.\r\n",
    )
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        assert remind("--mail", ANNA) == (0, "", "")
    [received] = there.received
    assert received.recipients == (ANNA,)
    assert not {"Bcc", "Cc"} & set(received.message.keys())
    assert "Jira  Bcc: all@example.or... ends" in received.message["Subject"]


def test_nobody_else_may_read_what_was_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, file: Path
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        remind("--mail", ANNA)
    kept = Sidecar(file).sent
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_text().count("\n") == 2


def test_the_contacts_of_a_license_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    contacts = (a_contact(), a_contact("Zoé", id=2, email="zoé@example.org"))
    path = a_file_of(tmp_path / "z.json", a_portfolio(contacts=contacts))
    monkeypatch.setenv("LICENSETUI_TODAY", DAY)
    assert main(["remind", "--file", path, "--mail", "zoé@example.org", "--dry-run"]) == 0
    assert "To: zoé@example.org" in capsys.readouterr().out


# Mail that would reach nobody


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("it@gmial.com", "did you mean it@gmail.com?"),
        ("it@acme.con", "did you mean it@acme.com?"),
        ("no-reply@example.org", "nobody reads a no-reply address"),
        ("left@example.org", "Left: left 2026-01-31"),
        ("nameless@example.org", "nameless@example.org: left 2026-01-31"),
        ("it@nowhere.q", "no mail can arrive"),
    ],
)
def test_nothing_is_sent_to_an_address_that_nobody_reads_unless_asked(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    remind: Remind,
    place: At,
    address: str,
    why: str,
) -> None:
    gone = a_contact("Left", id=0, email="left@example.org", last_day=date(2026, 1, 31))
    nameless = replace(gone, name="", email="nameless@example.org")
    for one in (gone, nameless):
        place.open().commit(Change("add", contacts=(Edit(None, one),)))
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        code, said, complaint = remind("--mail", address, "--dry-run")
        assert (code, said.startswith("From: "), why in complaint) == (65, True, True)
        assert complaint.count(address) == 1
        code, said, complaint = remind("--mail", ANNA, "--mail", address)
        assert (code, said, there.received) == (65, "", [])
        assert complaint.startswith(f"licensetui: Nothing was sent. {address}: ")
        assert why in complaint
        assert complaint.endswith("To send it: --anyway\n")
        assert remind("--mail", ANNA, "--mail", address, "--anyway") == (0, "", "")
    assert told(there) == [((ANNA, address), JIRA)]


def test_who_is_away_comes_back_and_an_internal_name_is_the_servers_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind, place: At
) -> None:
    away = Away(date(2026, 11, 1), date(2026, 12, 1))
    contact = a_contact("Bert", id=0, email=BERT, away=(away,))
    place.open().commit(Change("add", contacts=(Edit(None, contact),)))
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        assert remind("--mail", BERT, "--mail", "root@localhost") == (0, "", "")
    assert told(there) == [((BERT, "root@localhost"), JIRA)]


@ON_BOTH
def test_a_test_arrives_is_not_noted_and_says_nothing_of_licenses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remind: Remind
) -> None:
    with mail_server() as there:
        settings(tmp_path, monkeypatch, there.port)
        code, said, complaint = remind("--mail", ANNA, "--test")
        assert (code, complaint) == (0, "")
        assert said == (
            f"the mail server {HOST} (port {there.port}) accepted a test message for {ANNA}.\n"
        )
        [test] = there.received
        assert test.message["Subject"] == "licensetui: test message"
        assert "Jira" not in str(test.message)
        assert remind("--mail", ANNA) == (0, "", "")
        assert told(there)[1:] == [((ANNA,), JIRA)]
        there.refused = {ANNA: "550 no such user"}
        code, said, complaint = remind("--mail", ANNA, "--test")
        assert (code, said) == (69, "")
        assert f"rejected the test message for {ANNA}: 550 no such user" in complaint
    assert remind("--mail", ANNA, "--test", "--owners")[0] == 2
