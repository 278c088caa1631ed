"""Mail goes through a real server, or nothing is sent and a sentence says why."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from time import sleep

import pytest

from licensetui.exchange.delivery import (
    Delivery,
    DeliveryError,
    Login,
    LoginError,
    Refusal,
    Security,
    Server,
    TryLaterError,
    UnsureError,
)
from licensetui.exchange.mail import reminder
from licensetui.exchange.notices import notices
from licensetui.exchange.password import password_from
from licensetui.exchange.smtp import deliver
from licensetui.outlook import Outlook
from tests.builders import SETTINGS, TODAY, a_license, a_portfolio
from tests.exchange.mail_server import (
    HOST,
    PASSWORD,
    USER,
    ca_file,
    mail_server,
    silent_server,
)
from tests.ports import free_port

ANNA, BERT = "anna@example.org", "bert@example.org"
FROM = "licensetui@example.org"
LOGIN = Login(USER, PASSWORD)


def a_message(*recipients: str) -> EmailMessage:
    told = notices(Outlook(a_portfolio(a_license("Jira “é”")), TODAY, SETTINGS), ())
    return reminder(told, SETTINGS, FROM, recipients, datetime(2026, 11, 22, 7, tzinfo=UTC), "x")


def send(server: Server, *recipients: str, login: Login | None = None) -> Delivery:
    to = recipients or (ANNA,)
    return deliver(a_message(*to), FROM, to, server, login)


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_message_arrives_as_it_was_written(tmp_path: Path, security: Security) -> None:
    with mail_server(security) as there:
        server = Server(HOST, there.port, security, ca_file(tmp_path))
        assert send(server, ANNA, BERT) == Delivery((ANNA, BERT), ())
    [received] = there.received
    assert (received.sender, received.recipients) == (FROM, (ANNA, BERT))
    assert received.message["Subject"] == a_message(ANNA)["Subject"]
    assert received.message.get_content().splitlines() == a_message().get_content().splitlines()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_name_and_password_open_the_server(tmp_path: Path, security: Security) -> None:
    with mail_server(security, users={USER: PASSWORD}) as there:
        server = Server(HOST, there.port, security, ca_file(tmp_path))
        send(server, login=LOGIN)
        with pytest.raises(LoginError, match=r"rejected the login .535"):
            send(server, login=Login(USER, "wrong"))
        with pytest.raises(LoginError, match="must be ASCII"):
            send(server, login=Login(USER, "pässword"))
    assert len(there.received) == 1
    assert PASSWORD not in repr(LOGIN)


def test_a_server_that_wants_a_login(tmp_path: Path) -> None:
    with mail_server("starttls", users={USER: PASSWORD}) as there:
        server = Server(HOST, there.port, "starttls", ca_file(tmp_path))
        with pytest.raises(LoginError, match=r"530 5\.7\.0 Authentication required"):
            send(server)
    assert not there.received


def test_a_server_that_knows_no_login(tmp_path: Path) -> None:
    with mail_server("tls") as there:
        server = Server(HOST, there.port, "tls", ca_file(tmp_path))
        with pytest.raises(DeliveryError, match="AUTH extension not supported"):
            send(server, login=LOGIN)
    assert not there.received


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_trusts_gets_nothing(security: Security) -> None:
    with (
        mail_server(security) as there,
        pytest.raises(DeliveryError, match=r"untrusted certificate.*smtp_ca_file"),
    ):
        send(Server(HOST, there.port, security))
    assert not there.received


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_for_another_name_gets_nothing(tmp_path: Path, security: Security) -> None:
    with (
        mail_server(security, name="mail.example.org") as there,
        pytest.raises(DeliveryError, match=r"untrusted certificate.*not valid for '127.0.0.1'"),
    ):
        send(Server(HOST, there.port, security, ca_file(tmp_path)))
    assert not there.received


def test_without_starttls_nothing_is_sent_in_the_clear(tmp_path: Path) -> None:
    with (
        mail_server("none") as there,
        pytest.raises(DeliveryError, match="does not offer STARTTLS, so nothing was sent"),
    ):
        send(Server(HOST, there.port, "starttls", ca_file(tmp_path)))
    assert not there.received


def test_a_server_without_tls_where_tls_is_wanted(tmp_path: Path) -> None:
    with (
        mail_server("none") as there,
        pytest.raises(DeliveryError, match=r"failed the TLS handshake.*smtp_port"),
    ):
        send(Server(HOST, there.port, "tls", ca_file(tmp_path)))
    assert not there.received


def test_a_ca_file_that_is_none(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("no certificate\n")
    with mail_server("tls") as there:
        with pytest.raises(DeliveryError, match=r"empty\.pem contains no certificate"):
            send(Server(HOST, there.port, "tls", str(empty)))
        with pytest.raises(DeliveryError, match=r"absent\.pem cannot be read: No such file"):
            send(Server(HOST, there.port, "tls", str(tmp_path / "absent.pem")))


def test_a_server_that_is_gone() -> None:
    with pytest.raises(TryLaterError, match=r"cannot be reached: Connection refused"):
        send(Server(HOST, free_port(), "none"))


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_that_never_answers(security: Security) -> None:
    with silent_server() as port, pytest.raises(TryLaterError, match=r"not finish within 0\.2 s"):
        send(Server(HOST, port, security, patience=0.2))


def test_of_a_server_that_breaks_off_after_the_mail_it_is_not_known_whether_it_was_sent() -> None:
    with mail_server() as there:
        there.breaks_off = True
        there.refused = {BERT: "550 no such user"}
        with pytest.raises(
            UnsureError, match="closed the connection after receiving the"
        ) as caught:
            send(Server(HOST, there.port, "none"), ANNA, BERT)
    assert str(caught.value).endswith(f": it may or may not have reached {ANNA}")
    assert caught.value.recipients == (ANNA,)


def test_one_of_two_is_refused_and_the_other_gets_it() -> None:
    with mail_server() as there:
        there.refused = {BERT: "550 no such user"}
        server = Server(HOST, there.port, "none")
        assert send(server, ANNA, BERT) == Delivery((ANNA,), (Refusal(BERT, 550, "no such user"),))
        assert [received.recipients for received in there.received] == [(ANNA,)]
        there.refused[ANNA] = "450 greylisted\x1b[31m"
        both = send(server, ANNA, BERT)
    assert both.accepted == ()
    assert [(one.address, one.is_lasting) for one in both.refused] == [(ANNA, False), (BERT, True)]
    assert both.refused[0].reason.isprintable()
    assert len(there.received) == 1


def test_a_server_that_closes_among_the_recipients_has_taken_nothing() -> None:
    with mail_server() as there:
        there.refused = {BERT: "421 closing"}
        with pytest.raises(TryLaterError, match="asked to try again later: 421 closing"):
            send(Server(HOST, there.port, "none"), ANNA, BERT)
    assert not there.received


@pytest.mark.parametrize(
    ("answer", "kind", "says"),
    [
        ("451 come back", TryLaterError, "asked to try again later: 451 come back"),
        ("554 looks like spam", DeliveryError, "rejected the message: 554 looks like spam"),
    ],
)
def test_a_message_that_is_refused(answer: str, kind: type[Exception], says: str) -> None:
    with mail_server() as there:
        there.answer = answer
        with pytest.raises(DeliveryError, match=says) as caught:
            send(Server(HOST, there.port, "none"))
    assert type(caught.value) is kind


def test_an_address_outside_ascii_reaches_a_server_that_knows_them() -> None:
    with mail_server() as there:
        assert send(Server(HOST, there.port, "none"), "zoé@example.org").accepted
    [received] = there.received
    assert received.recipients == ("zoé@example.org",)
    assert "\r\nTo: zoé@example.org\r\n".encode() in received.content


def test_an_address_outside_ascii_at_a_server_that_knows_none() -> None:
    with mail_server(takes_utf8=False) as there:
        with pytest.raises(DeliveryError, match=r"lacks a required feature: .*SMTPUTF8"):
            send(Server(HOST, there.port, "none"), "zoé@example.org")
        assert not there.received


def test_a_server_that_takes_too_long_to_take_it() -> None:
    with mail_server() as there:
        there.on_message = lambda: sleep(0.5)
        with pytest.raises(UnsureError, match=r"not finish within 0\.2 s after receiving"):
            send(Server(HOST, there.port, "none", patience=0.2))


def test_the_first_line_of_a_command_is_the_password() -> None:
    assert password_from("printf 's3cret pass\\r\\nlogin: x\\n'") == "s3cret pass"
    assert password_from("echo '$HOME; true'") == "$HOME; true"  # no shell


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("sh -c 'echo secret; echo the key ring is locked >&2; exit 3'", "ended with 3: the key"),
        ("false", "ended with 1: no message"),
        ("true", "printed no password"),
        ("no-such-command", "cannot be run: No such file"),
        ("printf '\\377'", "not UTF-8"),
        ("sleep 9", r"did not end within 0\.2 s"),
    ],
)
def test_a_command_that_prints_no_password(command: str, says: str) -> None:
    with pytest.raises(LoginError, match=says) as caught:
        password_from(command, patience=0.2 if "sleep" in command else 10)
    assert "secret" not in str(caught.value)
