"""Servers and commands that are slow, silent or endless: each wait ends, with a sentence."""

from __future__ import annotations

import os
import socket
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from licensetui.exchange import password
from licensetui.exchange.delivery import (
    DeliveryError,
    LoginError,
    Security,
    Server,
    TryLaterError,
    UnsureError,
)
from licensetui.exchange.password import password_from
from licensetui.exchange.smtp import deliver
from tests.exchange.mail_server import HOST, ca_file
from tests.exchange.raw_server import Said, answering, dripping, endless, raw_server

ANNA = "anna@example.org"
OK = b"250 OK\r\n"
UP_TO_DATA = (b"220 hello\r\n", OK, OK, OK, b"354 go on\r\n")
"""The greeting, and answers to EHLO, MAIL, RCPT and DATA."""


def send(port: int, security: Security = "none", **more: object) -> None:
    message = EmailMessage()
    message["Subject"] = "due"
    message.set_content("Jira ends.\n")
    server = Server(HOST, port, security, **{"patience": 0.4, **more})  # type: ignore[arg-type]
    deliver(message, "licensetui@example.org", (ANNA,), server)


def test_the_limits_are_those_that_are_promised() -> None:
    assert (Server(HOST, 25, "none").patience, Server(HOST, 25, "none").most_said) == (60, 65_536)
    assert (password.PATIENCE, password.MOST_PRINTED) == (10, 65_536)


@pytest.mark.parametrize(
    ("security", "talk"),
    [
        ("none", dripping(b"220 hello")),
        ("none", dripping(b"220-hello\r\n")),
        ("none", answering(b"220 hello\r\n", dripping(b"250-SIZE\r\n"))),
        ("none", answering(*UP_TO_DATA[:4], dripping(b"3"))),
        ("tls", dripping(b"220 hello\r\n")),
        ("tls", dripping(b"\x16\x03\x03\x40\x00" + b"\x02\x00\x3f\xfc" + b"x" * 4000)),
        (
            "starttls",
            answering(
                b"220 hello\r\n",
                b"250-x\r\n250 STARTTLS\r\n",
                b"220 go\r\n",
                dripping(b"\x16\x03\x03"),
            ),
        ),
    ],
)
def test_a_server_that_drips_is_late_as_one_that_is_silent(
    tmp_path: Path, security: Security, talk: Said
) -> None:
    began = time.monotonic()
    with raw_server(talk) as port, pytest.raises(DeliveryError) as caught:
        send(port, security, ca_file=ca_file(tmp_path))
    assert time.monotonic() - began < 2
    if "TLS" not in str(caught.value):  # what drips is no TLS, which may be seen before
        assert isinstance(caught.value, TryLaterError)
        assert "did not finish within 0.4 s: the message was not sent" in str(caught.value)


def test_a_handshake_that_hangs_is_late(tmp_path: Path) -> None:
    def hang(connection: socket.socket) -> None:
        connection.recv(1)
        time.sleep(3)

    talk = answering(b"220 hello\r\n", b"250-x\r\n250 STARTTLS\r\n", b"220 go\r\n", hang)
    with (
        raw_server(talk) as port,
        pytest.raises(TryLaterError, match=r"not finish within 0\.4 s: the message was not sent"),
    ):
        send(port, "starttls", ca_file=ca_file(tmp_path))


@pytest.mark.parametrize(
    ("talk", "says"),
    [
        (endless(b"x"), "sent a line longer than 8,192 bytes"),
        (endless(b"220-hello\r\n"), "sent more than 65,536 bytes at once"),
        (answering(b"220 hello\r\n", endless(b"250-SIZE\r\n")), "sent more than 65,536"),
        (answering(*UP_TO_DATA[:3], endless(b"450-no\r\n")), "sent more than 65,536"),
    ],
)
def test_a_server_without_an_end_is_not_listened_to(talk: Said, says: str) -> None:
    with raw_server(talk) as port, pytest.raises(TryLaterError) as caught:
        send(port, patience=20)
    assert says in str(caught.value)
    assert str(caught.value).endswith(": the message was not sent")


def test_many_answers_that_are_each_short_enough_are_no_endless_one() -> None:
    long = b"".join(b"250-%d is an extension of ours\r\n" % number for number in range(1000))
    talk = answering(b"220 hello\r\n", long + OK, long + OK, long + OK, b"354\r\n", b"")
    with raw_server(talk) as port, pytest.raises(UnsureError):
        send(port, patience=20)


@pytest.mark.parametrize(
    ("last", "says"),
    [
        (lambda _connection: None, "closed the connection after receiving the message"),
        (dripping(b"2"), "did not finish within 0.4 s after receiving the message"),
        (endless(b"250-\r\n"), "sent more than 65,536 bytes at once after receiving"),
        (b"what?\r\n", "sent an invalid answer (?) after receiving the message"),
        (b"251 fine\r\n", "sent an invalid answer (251 fine) after receiving"),
    ],
)
def test_after_data_it_is_not_known_whether_the_mail_was_sent(
    last: bytes | Said, says: str
) -> None:
    def at_the_end(connection: socket.socket) -> None:
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            text += connection.recv(65536)
        if callable(last):
            last(connection)
        else:
            connection.sendall(last)
            connection.recv(1)

    def talk(connection: socket.socket) -> None:
        answering(*UP_TO_DATA)(connection)
        at_the_end(connection)

    with raw_server(talk) as port, pytest.raises(UnsureError) as caught:
        send(port, patience=0.4 if "0.4 s" in says else 20)
    assert says in str(caught.value)
    assert str(caught.value).endswith(f"it may or may not have reached {ANNA}")
    assert caught.value.recipients == (ANNA,)


def test_what_is_no_mail_server_refuses_nothing() -> None:
    with (
        raw_server(answering(b"SSH-2.0-OpenSSH_9.2\r\n", b"")) as port,
        pytest.raises(DeliveryError, match=r"like a mail server .*check smtp_host and smtp"),
    ):
        send(port)


def test_what_comes_together_with_the_answer_to_starttls_is_not_believed(tmp_path: Path) -> None:
    """Anybody on the way could have added it (CVE-2011-0411)."""
    added = b"220 go\r\n250 AUTH PLAIN\r\n"
    talk = answering(b"220 hello\r\n", b"250-x\r\n250 STARTTLS\r\n", added)
    with raw_server(talk) as port, pytest.raises(DeliveryError) as caught:
        send(port, "starttls", ca_file=ca_file(tmp_path))
    assert not isinstance(caught.value, UnsureError)


def test_a_host_of_which_the_system_knows_nothing_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_more: time.sleep(2))
    with pytest.raises(TryLaterError, match=r"not finish within 0\.1 s: the message was not sent"):
        send(25, patience=0.1)


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("yes secret", "printed more than 65,536 bytes"),
        ("yes secret >&2", "printed more than 65,536 bytes"),
        ("while :; do printf s; sleep 0.02; done", "did not end within 0.5 s"),
        ("echo secret; sleep 60", "did not end within 0.5 s"),
        ("exec >&- 2>&-; sleep 60", "did not end within 0.5 s"),
        ("trap '' TERM; sleep 60 & sleep 60", "did not end within 0.5 s"),
    ],
)
def test_a_command_without_an_end_is_ended_with_all_that_it_started(
    tmp_path: Path, script: str, says: str
) -> None:
    noted = tmp_path / "pid"
    command = f"sh -c 'echo $$ >{noted}; {script.replace(chr(39), chr(34))}'"
    began = time.monotonic()
    with pytest.raises(LoginError) as caught:
        password_from(command, patience=20 if "yes" in script else 0.5)
    assert time.monotonic() - began < 10
    assert says in str(caught.value)
    assert "secret" not in str(caught.value)
    with pytest.raises(ProcessLookupError):
        _wait_for_the_end(int(noted.read_text()))


def _wait_for_the_end(group: int) -> None:
    """Raise `ProcessLookupError` once nobody of a process group is left."""
    for _ in range(100):
        os.killpg(group, 0)
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system has no /proc")
def test_what_a_command_leaves_behind_does_not_hold_up_its_password(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    began = time.monotonic()
    assert password_from(f"sh -c 'sleep 60 & echo $! >{noted}; echo s3cret'") == "s3cret"
    assert time.monotonic() - began < 5
    for _ in range(100):
        if not _is_running(int(noted.read_text())):
            break
        time.sleep(0.02)
    assert not _is_running(int(noted.read_text()))


def test_what_a_command_leaves_behind_without_its_output_lives_on(tmp_path: Path) -> None:
    noted = tmp_path / "done"
    script = f"(sleep 0.3; echo yes >{noted}) >/dev/null 2>&1 & echo s3cret"
    assert password_from(f"sh -c '{script}'") == "s3cret"
    for _ in range(200):
        if noted.exists() and noted.read_text():
            break
        time.sleep(0.02)
    assert noted.read_text() == "yes\n"


def test_a_command_that_cannot_be() -> None:
    with pytest.raises(LoginError, match="cannot be run: embedded null byte"):
        password_from("cat a\0b")
