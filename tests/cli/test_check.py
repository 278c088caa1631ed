"""`licensetui check`: what people and scripts learn of addresses."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import IO, Any

import pytest

from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, Role, SeenAssignment
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.addresses.dns_server import DnsServer, Reply, code, dropped, late, records
from tests.builders import a_license, a_portfolio
from tests.cli import own_dns
from tests.cli.program import ROOT, a_file_of, copied, fed, printed, refused, start
from tests.cli.program import records as objects

KEYS = [
    "address",
    "valid",
    "normalized",
    "suggestion",
    "note",
    "kind",
    "domain_kind",
    "advice",
    "dns",
]
CONTACTS = (
    Contact("Anna Martin", "anna.martin@acme.com", 1, ContactKind.PERSON),
    Contact("Jira admins", "atlassian-admins@acme.com", 2, ContactKind.TEAM),
    Contact("Bruno Durand", "b.durand@gmial.com", 3),
    Contact("Karel Novak", "karel.novak@acme..com", 4),
    Contact("Gone", "gone@hotmial.com", 5, archived=True),
    Contact("Nowhere", "", 6),
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A file whose third contact is mistyped, whose fourth is no address, and a portal's own."""
    seen = (
        SeenAssignment("old.admin@gmial.com", Role.TECHNICAL),
        SeenAssignment("ANNA.MARTIN@acme.com", Role.BILLING),
    )
    license = a_license(wanted=(Assignment(2, Role.TECHNICAL, True),), on_portal=seen)
    archived = a_license(
        "Old",
        id=2,
        wanted=(),
        on_portal=(SeenAssignment("older@gmial.com", Role.TECHNICAL),),
        archived=True,
    )
    portfolio = a_portfolio(license, archived, contacts=CONTACTS)
    return a_file_of(tmp_path / "licenses.json", portfolio)


def test_all_addresses_of_the_file_and_of_its_portals_are_checked(file: str) -> None:
    found = objects("check", "--file", file)
    assert [one["address"] for one in found] == [
        "anna.martin@acme.com",
        "atlassian-admins@acme.com",
        "b.durand@gmial.com",
        "karel.novak@acme..com",
        "old.admin@gmial.com",
    ]
    assert [list(one) for one in found] == [KEYS] * len(found)
    assert [one["valid"] for one in found] == [True, True, True, False, True]
    assert found[0]["domain_kind"] == "own"
    assert found[1] == {
        "address": "atlassian-admins@acme.com",
        "valid": True,
        "normalized": "atlassian-admins@acme.com",
        "suggestion": None,
        "note": None,
        "kind": "team",
        "domain_kind": "own",
        "advice": None,
        "dns": None,
    }
    assert [one["suggestion"] for one in found[2:]] == [
        "b.durand@gmail.com",
        "karel.novak@acme.com",
        "old.admin@gmail.com",
    ]
    assert found[3]["normalized"] is None
    assert found[3]["advice"].endswith(".")


def test_people_get_marks_reasons_and_a_summary(file: str) -> None:
    lines = printed("check", "--file", file).splitlines()
    assert [line[:3] for line in lines if not line.startswith(" ")] == [
        "*  ",
        ".  ",
        "!  ",
        "x  ",
        "!  ",
        "5 a",
    ]
    at = next(place for place, line in enumerate(lines) if line.startswith("!  b.durand@gmial.com"))
    assert lines[at + 1].startswith("   Did you mean b.durand@gmail.com? gmial.com ")
    assert lines[-1] == ("5 addresses: 1 fine (.), 1 with advice (*), 2 to check (!), 1 wrong (x).")
    kinds = [re.search(r"  (person|team|unsure) ", line) for line in lines if "@" in line[:20]]
    assert len({found.start() for found in kinds if found}) == 1


def test_advice_depends_on_where_a_contact_is_used(tmp_path: Path) -> None:
    team = (Contact("Admins", "jira-admins@acme.com", 1, ContactKind.TEAM),)
    cloud = a_license(portal=CLOUD_BILLING, wanted=(Assignment(1, Role.BILLING_ADMIN, True),))
    path = a_file_of(tmp_path / "x.json", a_portfolio(cloud, contacts=team))
    [of_file] = objects("check", "--file", path)
    assert "does not accept distribution lists: name two people." in of_file["advice"]
    assert objects("check", "--file", path, " Jira-Admins@ACME.com ") == [
        {**of_file, "address": " Jira-Admins@ACME.com ", "normalized": "Jira-Admins@acme.com"}
    ]
    [other] = objects("check", "--file", path, "jira-users@acme.com")
    assert other["advice"] is None


def test_addresses_given_are_judged_by_what_the_file_knows(file: str) -> None:
    [without] = objects("check", "atlasian-admins@acme.com")
    assert without["suggestion"] is None
    [within] = objects("check", "--file", file, "atlasian-admins@acme.com")
    assert within["suggestion"] == "atlassian-admins@acme.com"
    assert within["domain_kind"] == "own"


def test_a_saved_contact_is_no_witness_for_its_own_address(file: str) -> None:
    [of_file] = [one for one in objects("check", "--file", file) if "b.durand" in one["address"]]
    assert objects("check", "--file", file, "b.durand@gmial.com") == [of_file]


def test_the_word_of_the_user_about_a_kind_counts(tmp_path: Path) -> None:
    contact = Contact("The team", "anna.martin@acme.com", 1, ContactKind.TEAM)
    path = a_file_of(tmp_path / "x.json", a_portfolio(contacts=(contact,)))
    [given] = objects("check", "--file", path, "anna.martin@acme.com")
    assert given["kind"] == "team"


def test_own_domains_come_from_the_settings(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('own_domains = ["acme-industries.com"]')
    environ = {"LICENSETUI_SETTINGS": str(settings)}
    found = objects("check", "it@mail.acme-industries.com", "a@acme-industires.com", **environ)
    assert [one["domain_kind"] for one in found] == ["own", "company"]
    assert [one["suggestion"] for one in found] == [None, "a@acme-industries.com"]


def test_no_file_is_needed_and_none_is_made() -> None:
    assert objects("check", "b.durand@gmial.com")[0]["suggestion"] == "b.durand@gmail.com"
    assert "No licenses yet" in printed("check")
    assert objects("check") == []
    assert not Path(os.environ["XDG_DATA_HOME"]).exists()


def test_a_file_without_addresses_says_so(tmp_path: Path) -> None:
    path = a_file_of(tmp_path / "x.json", a_portfolio(contacts=(Contact("Nobody", "", 1),)))
    assert printed("check", "--file", path) == (
        "No contact has an address, or all contacts are archived.\n"
    )


def test_a_broken_file_is_an_error_even_for_addresses_given(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{")
    assert "broken.json" in refused(65, "check", "--file", str(path), "a@acme.com")


def test_standard_input_is_read_line_by_line_in_order() -> None:
    typed = "\ufeffb.durand@gmial.com\r\n\n  \t \n it-support@acme.com \nanna@müller.de".encode()
    result = fed(typed, "check", "--json", "first@acme.com", "-", "last@acme.com")
    assert (result.returncode, result.stderr) == (0, b"")
    found = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert [one["address"] for one in found] == [
        "first@acme.com",
        "b.durand@gmial.com",
        " it-support@acme.com ",
        "anna@müller.de",
        "last@acme.com",
    ]
    assert found[1]["suggestion"] == "b.durand@gmail.com"
    assert found[2]["normalized"] == "it-support@acme.com"


def test_ten_megabytes_on_a_line_are_answered_quickly() -> None:
    began = getrusage(RUSAGE_CHILDREN).ru_utime
    typed = b"x" * 10_000_000 + b"@acme.com\na@acme.com\n" + "é".encode() * 5_000_000 + b"\n"
    result = fed(typed, "check", "-", "--json")
    assert getrusage(RUSAGE_CHILDREN).ru_utime - began < 2  # seconds of work
    found = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert [one["valid"] for one in found] == [False, True, False]
    assert [one["advice"] for one in found[::2]] == ["An address has at most 254 characters."] * 2
    assert len(result.stdout) < 10_000
    assert result.stderr == b""


def test_bytes_that_are_no_text_are_named_by_their_line() -> None:
    result = fed(b"a@acme.com\n\nc\xe9line@acme.com\nb@acme.com\n", "check", "-")
    assert result.stderr == b""
    assert "   Line 3 is not UTF-8 text (at byte 2).\n" in result.stdout.decode()
    assert result.stdout.decode().endswith(" 1 wrong (x).\n")
    assert fed(b"\xff\xfea\x00@\x00\n\x00", "check", "-", "--exit-code").returncode == 1


def test_an_argument_that_is_no_text_is_no_address() -> None:
    [found] = objects("check", "a\udcff@acme.com")
    assert found["valid"] is False
    assert "x  a" in printed("check", "a\udcff@acme.com")


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    hostile = "a\x1b[31m@acme.com\u202e"
    assert "\x1b" not in printed("check", hostile)
    assert "\u202e" not in printed("check", hostile)
    assert objects("check", hostile)[0]["address"] == hostile


def _process(*arguments: str, **streams: Any) -> subprocess.Popen[bytes]:
    """Start the program as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        **{"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, **streams},
    )


def _line(stream: IO[bytes] | None) -> bytes:
    """Return the next line of a stream, which must come soon."""
    assert stream is not None
    assert select.select([stream], [], [], 20)[0], "nothing came"
    return stream.readline()


def test_results_come_while_the_input_goes_on() -> None:
    with _process("licensetui", "check", "-", "--json") as process:
        assert process.stdin is not None
        for number in range(3):
            process.stdin.write(f"a{number}@acme.com\n".encode())
            process.stdin.flush()
            assert json.loads(_line(process.stdout))["address"] == f"a{number}@acme.com"
        process.stdin.close()
        assert process.wait(20) == 0


def test_a_reader_who_leaves_ends_it_quietly() -> None:
    with (
        subprocess.Popen(["yes", "a@acme.com"], stdout=subprocess.PIPE) as endless,
        _process(
            "licensetui", "check", "-", stdin=endless.stdout, stderr=subprocess.PIPE
        ) as process,
    ):
        assert _line(process.stdout).startswith(b"*  a@acme.com ")
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(20) == 141
        assert process.stderr.read() == b""
        endless.terminate()


def test_a_closed_standard_input_is_wrong_use() -> None:
    command = f"{sys.executable} -m licensetui check - <&-"
    result = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, timeout=30, check=False
    )
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.startswith(b"licensetui: standard input is closed")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("jira-admins@acme.com", 0),
        ("anna.martin@acme.com", 0),
        ("b.durand@gmail.com", 0),
        ("b.durand@gmial.com", 1),
        ("anna.martin@acme..com", 1),
        ("", 1),
        ("noreply@acme.com", 1),
        ("anna.martin@mailinator.com", 1),
    ],
)
def test_the_exit_code_says_whether_something_is_wrong_if_asked_to(address: str, code: int) -> None:
    result = start("check", "--exit-code", "--", address)
    assert result.returncode == code
    assert (result.stdout[:1] in b"x!") == (code == 1)
    assert start("check", "--", address).returncode == 0
    assert start("check", "--exit-code", "--json", "it@acme.com", address).returncode == code


def test_one_address_is_one() -> None:
    assert printed("check", "it-support@acme.com").endswith("1 address: 1 fine (.).\n")


def with_dns(
    names: dict[str, Reply], *arguments: str, typed: bytes = b""
) -> tuple[subprocess.CompletedProcess[bytes], DnsServer]:
    """Run `check --dns` with a name server that knows these names."""
    with DnsServer(names) as server:
        run = partial(own_dns.run, server.port, "check", *arguments)
        return copied(run, os.environ, typed), server


NAMES = {
    "good.example.com": records("MX 10 mx1.example.com."),
    "host.example.com": records("A 8.8.8.8"),
    "null.example.com": records("MX 0 ."),
    "broken.example.com": code("SERVFAIL"),
}
"""Names of which the server says something; all others do not exist."""


def test_dns_says_whether_the_domains_take_mail() -> None:
    words = ["good", "host", "null", "none", "broken", "GOOD"]
    typed = "\n".join([*(f"it-support@{word}.example.com" for word in words), "it@acme..com"])
    result, server = with_dns(NAMES, "--dns", "--json", "-", typed=typed.encode())
    found = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert (result.returncode, result.stderr) == (0, b"")
    assert [one["dns"] for one in found] == [
        "accepts",
        "implicit",
        "refuses",
        "missing",
        "unknown",
        "accepts",
        None,
    ]
    assert [asked.kind for asked in server.questions("good.example.com")] == ["MX"]
    assert {asked.name for asked in server.asked} == {f"{w}.example.com" for w in words[:5]}


def test_people_see_what_dns_says_and_a_domain_without_mail_is_wrong() -> None:
    addresses = ("it-support@good.example.com", "it-support@none.example.com")
    result, _ = with_dns(NAMES, "--dns", "--exit-code", *addresses)
    assert result.stdout.decode().splitlines() == [
        ".  it-support@good.example.com  team      company     accepts",
        "x  it-support@none.example.com  team      company     missing",
        "   no such domain: none.example.com.",
        "2 addresses: 1 fine (.), 1 wrong (x).",
    ]
    assert result.returncode == 1
    result, _ = with_dns(NAMES, "--dns", "--exit-code", "it-support@broken.example.com")
    assert result.returncode == 0


def test_a_domain_that_is_missing_near_a_known_one_becomes_a_suggestion() -> None:
    result, _ = with_dns({}, "--dns", "b.durand@frre.fr", "b.durand@xyzzyz.com")
    assert result.stdout.decode().splitlines()[:4] == [
        "x  b.durand@frre.fr     person    company     missing",
        "   Did you mean b.durand@free.fr? no such domain: frre.fr.",
        "x  b.durand@xyzzyz.com  person    company     missing",
        "   no such domain: xyzzyz.com.",
    ]
    [one] = map(json.loads, with_dns({}, "--dns", "--json", "b@frre.fr")[0].stdout.splitlines())
    assert (one["suggestion"], one["dns"]) == ("b@free.fr", "missing")


def test_a_mail_server_that_is_gone_is_worth_a_look_and_no_proof() -> None:
    names = {"dead.com": records("MX 10 mx.gone.com.")}
    result, _ = with_dns(names, "--dns", "it-support@dead.com")
    assert result.stdout.decode().splitlines() == [
        "*  it-support@dead.com  team      company     unknown",
        "   dead.com: its mail server mx.gone.com has no address.",
        "1 address: 1 with advice (*).",
    ]


def test_a_name_server_that_knows_inside_names_only_is_said_once() -> None:
    addresses = [f"it-support@n{number}.example.com" for number in range(9)]
    names = {"gmail.com": code("NXDOMAIN")}
    result, _ = with_dns(names, "--dns", "--json", *addresses, "b.durand@gmail.com")
    assert {json.loads(line)["dns"] for line in result.stdout.splitlines()} == {"unknown"}
    assert result.stderr.decode() == (
        "licensetui: DNS answers are unreliable here: the name server resolves no external names\n"
    )


def test_without_the_option_nothing_is_asked() -> None:
    result, server = with_dns(NAMES, "it-support@good.example.com", "--json")
    assert json.loads(result.stdout)["dns"] is None
    assert server.asked == []


def test_no_dns_and_the_setting_win(tmp_path: Path) -> None:
    result, server = with_dns(NAMES, "--dns", "--no-dns", "it-support@good.example.com")
    assert result.stderr == b"licensetui: DNS was not queried: --no-dns\n"
    assert result.stdout.startswith(b".  it-support@good.example.com  team      company\n")
    assert server.asked == []
    settings = tmp_path / "settings.toml"
    settings.write_text("ask_dns = false")
    quiet = start("check", "--dns", "a@good.example.com", LICENSETUI_SETTINGS=str(settings))
    assert f"DNS was not queried: ask_dns is false in {settings}" in quiet.stderr.decode()
    assert quiet.returncode == 0


def test_a_dead_name_server_is_given_up_and_that_is_said() -> None:
    addresses = [f"it-support@n{number}.example.com" for number in range(40)]
    names: dict[str, Reply] = {address.partition("@")[2]: dropped for address in addresses}
    began = time.monotonic()
    result, _ = with_dns(names, "--dns", "--json", *addresses)
    assert time.monotonic() - began < 8
    answers = [json.loads(line)["dns"] for line in result.stdout.decode().splitlines()]
    unknown = answers.count("unknown")
    assert 3 <= unknown < 40
    assert answers.count(None) == 40 - unknown
    assert re.fullmatch(
        rf"licensetui: DNS was not queried for {40 - unknown} domains: .+\n", result.stderr.decode()
    )


def test_eight_domains_are_asked_about_at_once() -> None:
    waiting, eight = set[Any](), threading.Event()

    def together(query: Any, by: str) -> bytes:
        waiting.add(query.question[0].name)
        if len(waiting) == 8:
            eight.set()
        eight.wait(0.25)
        waiting.discard(query.question[0].name)
        return records("MX 1 mx1.example.com.")(query, by)

    names: dict[str, Reply] = {f"n{n}.example.com": together for n in range(16)}
    result, _ = with_dns(names, "--dns", "--json", *(f"it@{name}" for name in names))
    assert {json.loads(line)["dns"] for line in result.stdout.splitlines()} == {"accepts"}
    assert eight.is_set()


@contextmanager
def _screen() -> Iterator[tuple[int, int]]:
    """Yield the two ends of a terminal."""
    leader, follower = pty.openpty()
    try:
        yield leader, follower
    finally:
        os.close(leader)
        os.close(follower)


def _seen(leader: int, wanted: bytes) -> bytes:
    """Return what a terminal has shown once it shows something wanted."""
    seen = b""
    while wanted not in seen:
        assert select.select([leader], [], [], 20)[0], seen
        seen += os.read(leader, 65536)
    return seen


def test_ctrl_c_keeps_what_is_known() -> None:
    names = {**NAMES, "slow.example.com": late(30, dropped)}
    addresses = [f"it-support@{word}.example.com" for word in ("good", "slow", "none")]
    with DnsServer(names) as server, _screen() as (leader, follower):
        words = ("tests.cli.own_dns", str(server.port), "check", "--dns", "--json", "--exit-code")
        with _process(*words, *addresses, stderr=follower) as process:
            seen = _seen(leader, b"asked 2 of 3, Ctrl+C stops and keeps the answers so far")
            assert b"\rasked 0 of 3" in seen
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=20)
            left = _seen(leader, b"not checked")
    assert process.returncode == 130
    assert [json.loads(line)["dns"] for line in out.splitlines()] == ["accepts", None, "missing"]
    assert b"licensetui: interrupted after 2 domains; the rest was not checked" in left
    assert b"Traceback" not in left


def test_the_progress_leaves_nothing_behind() -> None:
    with DnsServer(NAMES) as server, _screen() as (leader, follower):
        words = ("tests.cli.own_dns", str(server.port), "check", "--dns", "it@good.example.com")
        with _process(*words, stderr=follower) as process:
            out, _ = process.communicate(timeout=20)
        seen = _seen(leader, b"asked 1 of 1")
    assert process.returncode == 0
    assert b"accepts" in out
    assert seen.endswith(b" \r")


def test_progress_is_not_written_into_files() -> None:
    result, _ = with_dns(NAMES, "--dns", "it@good.example.com")
    assert result.stderr == b""


def test_help_says_what_the_marks_mean() -> None:
    text = printed("check", "--help")
    assert "--exit-code" in text
    assert "x  invalid" in text
