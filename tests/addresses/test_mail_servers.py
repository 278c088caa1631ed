"""Questions to a name server of our own, which can be as bad as name servers are."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import dns.rcode
import pytest
from hypothesis import given, settings
from hypothesis.strategies import text

from licensetui.addresses.mail_answers import MailAnswer, MailServer
from licensetui.addresses.mail_servers import Limits, MailServers
from tests.addresses.dns_server import (
    DnsServer,
    Reply,
    code,
    cut,
    dropped,
    garbage,
    late,
    records,
    referral,
    truncated,
    wrong_id,
    wrong_question,
)

NAME = "acme.com"
MX = records("MX 10 mx1.example.com.", "MX 20 mx2.example.com.")
PACES = (1, 4, 16)
"""How many times as long everything may take."""


def short(pace: int = 1) -> Limits:
    """Return a fifteenth of the patience, for servers that do not answer."""
    return Limits(try_seconds=0.08 * pace, question_seconds=0.2 * pace, longest_wait=0.4 * pace)


def at_some_pace(test: Callable[[int], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """Let a test hold at some pace, however busy the machine is.

    Its times, the patience of the program and what it is measured by, all grow by the pace.
    """

    async def paced() -> None:
        for pace in PACES[:-1]:
            with suppress(AssertionError):
                return await test(pace)
        return await test(PACES[-1])

    return paced


class Hands:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def asking(
    server: DnsServer, limits: Limits | None = None, **options: Any
) -> Iterator[MailServers]:
    """Ask a server."""
    given = {"nameservers": ["127.0.0.1"], "port": server.port, "limits": limits, **options}
    servers = MailServers(**given)
    try:
        yield servers
    finally:
        servers.close()


async def told(reply: Reply, limits: Limits | None = None) -> MailServer:
    """Return what is known of a domain of which the server says this."""
    with DnsServer({NAME: reply}) as server, asking(server, limits) as servers:
        return await servers.ask(NAME)


def test_the_limits_are_those_that_are_promised() -> None:
    assert Limits().longest_wait == 4
    assert Limits().question_seconds < Limits().longest_wait


@at_some_pace
async def test_a_server_that_drips_by_tcp_is_given_up_in_time(pace: int) -> None:
    limits = short(pace)
    with (
        DnsServer({NAME: truncated(by_tcp=MX)}, drips=0.05 * pace) as server,
        asking(server, limits) as servers,
    ):
        began = time.monotonic()
        answer = await servers.ask(NAME)
        assert time.monotonic() - began < 2 * limits.longest_wait
    assert answer.answer is MailAnswer.UNKNOWN
    assert "no answer in time" in answer.sentence
    assert [asked.by for asked in server.asked][:2] == ["udp", "tcp"]


@pytest.mark.parametrize(
    ("reply", "answer", "sentence"),
    [
        (MX, "accepts", "acme.com has a mail server"),
        (
            records(*[f"MX {n} mx{n}.example.com." for n in range(100)]),
            "accepts",
            "has a mail server",
        ),
        (records("MX 0 .", "MX 10 mx1.example.com."), "accepts", "has a mail server"),
        (
            records("CNAME acme.net.", "acme.net. MX 1 mx1.example.com."),
            "accepts",
            "has a mail server",
        ),
        (truncated(by_tcp=MX), "accepts", "has a mail server"),
        (records("A 8.8.8.8"), "implicit", "acme.com has no MX record but may accept mail"),
        (records("A 8.8.8.8", soa=False), "implicit", "may accept mail"),
        (records("AAAA 2606:4700::1111"), "implicit", "may accept mail"),
        (records("A 10.0.0.1", "AAAA 2606:4700::1111"), "implicit", "may accept mail"),
        (records("CNAME acme.net.", "acme.net. A 8.8.8.8"), "implicit", "may accept mail"),
        (records("MX 0 ."), "refuses", "acme.com does not accept mail (null MX)"),
        (records("TXT hello"), "refuses", "does not accept mail (no mail server and no address)"),
        (records("TXT hello", soa=False), "refuses", "does not accept mail"),
        (code("NXDOMAIN"), "missing", "no such domain: acme.com"),
        (code("SERVFAIL"), "unknown", "(the name server says SERVFAIL)"),
        (code("REFUSED"), "unknown", "(the name server says REFUSED)"),
        (code("NOTIMP"), "unknown", "(the name server says NOTIMP)"),
        (referral, "unknown", "(the name server returned only a referral)"),
        (records("CNAME acme.com."), "unknown", "(the answer is invalid)"),
        (truncated(by_tcp=dropped), "unknown", "(the answer was cut short)"),
        (truncated(by_tcp=truncated(by_tcp=MX)), "accepts", "has a mail server"),
        (truncated(by_tcp=garbage), "unknown", "(the answer was cut short)"),
        *[
            (records(f"A {v4}", f"AAAA {v6}"), "unknown", "only private addresses")
            for v4, v6 in [
                ("127.0.0.1", "::1"),
                ("192.168.1.1", "fd00::1"),
                ("192.0.2.1", "2001:db8::1"),
                ("224.0.0.1", "ff02::1"),
                ("0.0.0.0", "::"),  # noqa: S104  # how names are blocked
                ("100.64.0.1", "::ffff:10.0.0.1"),
            ]
        ],
    ],
)
async def test_what_a_server_says(reply: Reply, answer: str, sentence: str) -> None:
    server = await told(reply)
    assert (server.domain, server.answer, server.is_asked) == (NAME, MailAnswer(answer), True)
    assert sentence in server.sentence
    assert server.is_bad == (answer in ("refuses", "missing"))
    assert 0 < server.seconds < 3


@at_some_pace
async def test_what_is_no_answer_is_never_a_warning(pace: int) -> None:
    replies: dict[str, Reply] = {
        "dropped": dropped,
        "garbage": garbage,
        "cut": cut,
        "wrong id": wrong_id(MX),
        "wrong question": wrong_question(MX),
        "late": late(0.3 * pace, MX),
        "late by TCP": truncated(by_tcp=late(0.3 * pace, MX)),
    }
    limits = short(pace)
    answers = await asyncio.gather(*(told(reply, limits) for reply in replies.values()))
    for what, server in zip(replies, answers, strict=True):
        assert (server.answer, server.is_asked) == (MailAnswer.UNKNOWN, True), what
        assert not server.is_bad
        assert server.sentence == (
            "DNS could not confirm that acme.com accepts mail (no answer in time)"
        )
        assert server.seconds < limits.longest_wait + 0.2 * pace


async def test_a_server_that_answers_only_the_second_time_is_heard() -> None:
    first = iter([dropped])

    def reply(query: Any, by: str) -> bytes:
        return next(first, MX)(query, by)

    assert (await told(reply, Limits(try_seconds=0.1))).answer is MailAnswer.ACCEPTS


async def test_a_server_that_knows_no_extensions_is_asked_without() -> None:
    def reply(query: Any, by: str) -> bytes:
        return (MX if query.edns < 0 else code("FORMERR"))(query, by)

    assert (await told(reply)).answer is MailAnswer.ACCEPTS
    assert (await told(code("FORMERR"))).why == "the name server says FORMERR"


async def test_a_name_can_stand_for_others_that_have_to_be_asked() -> None:
    names = {
        name: records(f"CNAME {other}.", soa=False)
        for name, other in [
            (NAME, "a.net"),
            ("a.net", "b.net"),
            ("circle.com", "round.com"),
            ("round.com", "circle.com"),
            ("dead.com", "gone.net"),
        ]
    }
    names["b.net"] = MX
    with DnsServer(names) as server, asking(server) as servers:
        assert (await servers.ask(NAME)).answer is MailAnswer.ACCEPTS
        circle = await servers.ask("circle.com")
        assert (circle.answer, circle.why) == (
            MailAnswer.UNKNOWN,
            ("its CNAME records form a loop"),
        )
        assert (await servers.ask("dead.com")).answer is MailAnswer.MISSING


async def test_a_name_that_stands_for_one_that_does_not_exist_is_missing() -> None:
    def reply(query: Any, by: str) -> bytes:
        wire = bytearray(records("CNAME gone.net.")(query, by))
        wire[3] |= dns.rcode.NXDOMAIN
        return bytes(wire)

    server = await told(reply)
    why = "it is an alias of gone.net, which does not exist"
    assert server.sentence == f"no such domain: acme.com ({why})"


@at_some_pace
async def test_one_half_that_does_not_answer_leaves_it_open(pace: int) -> None:
    def reply(query: Any, by: str) -> bytes:
        asks_aaaa = query.question[0].to_text().endswith("AAAA")
        return (dropped if asks_aaaa else records("A 10.0.0.1"))(query, by)

    assert (await told(reply, short(pace))).answer is MailAnswer.UNKNOWN

    def with_public(query: Any, by: str) -> bytes:
        asks_aaaa = query.question[0].to_text().endswith("AAAA")
        return (dropped if asks_aaaa else records("A 8.8.8.8"))(query, by)

    assert (await told(with_public, short(pace))).answer is MailAnswer.IMPLICIT


async def test_only_the_domain_is_asked_as_it_is_written_in_dns() -> None:
    with DnsServer({"acme.com": MX, "xn--bcher-kva.de": MX}) as server, asking(server) as servers:
        assert (await servers.ask(" ACME.com. ")).domain == "acme.com"
        assert (await servers.ask("Bücher.de")).sentence.startswith("bücher.de has a mail server")
        assert [asked[:2] for asked in server.asked] == [
            ("acme.com", "MX"),
            ("xn--bcher-kva.de", "MX"),
        ]


@pytest.mark.parametrize(
    ("domain", "why"),
    [
        ("", "no domain"),
        ("mail", "internal name"),
        ("localhost", "internal name"),
        ("mail.corp.local", "internal name"),
        ("acme.local", "internal name"),
        ("acme.onion.", "internal name"),
        ("nas.home.arpa", "internal name"),
        ("acme.ⓛⓞⓒⓐⓛ", "internal name"),
        ("192.168.1.1", "a number, not a domain"),
        ("[192.168.1.1]", "a number, not a domain"),
        ("fe80::1", "a number, not a domain"),
        ("acme.123", "no name that DNS can know"),
        ("acme..com", "no name that DNS can know"),
        ("a b.com", "no name that DNS can know"),
        ("a\\.b.com", "no name that DNS can know"),
        ("a[/red]\x1b.com", "no name that DNS can know"),
        (f"{'a' * 64}.com", "no name that DNS can know"),
        (f"{'ü' * 63}.com", "no name that DNS can know"),
        ("\u200d.com", "no name that DNS can know"),
        ("\ud800.com", "no name that DNS can know"),
        ("a." * 127 + "com", "more than 253 characters"),
        ("x" * 10_000_000, "more than 253 characters"),
    ],
)
async def test_names_that_never_leave_this_machine(domain: str, why: str) -> None:
    with DnsServer({}, otherwise=MX) as server, asking(server) as servers:
        found = await servers.ask(domain)
    assert (found.answer, found.is_asked) == (MailAnswer.UNKNOWN, False)
    assert found.sentence == f"DNS not asked ({why})"
    assert server.asked == []


async def test_the_search_list_of_the_system_is_not_used(tmp_path: Path) -> None:
    resolv_conf = tmp_path / "resolv.conf"
    resolv_conf.write_text("search corp.com\noptions ndots:5\nnameserver 127.0.0.1\n")
    with (
        DnsServer({"acme.com.corp.com": MX}) as server,
        asking(server, nameservers=None, resolv_conf=str(resolv_conf)) as servers,
    ):
        assert (await servers.ask("acme.com")).answer is MailAnswer.MISSING
    assert {asked.name for asked in server.asked} == {"acme.com"}


@pytest.mark.parametrize(
    "content", [None, b"", b"# none\nsearch x.com\n", b"nameserver dns\n", b"\xff\xfe"]
)
async def test_without_a_name_server_nothing_is_asked(
    tmp_path: Path, content: bytes | None
) -> None:
    resolv_conf, clock = tmp_path / "resolv.conf", Hands()
    if content is not None:
        resolv_conf.write_bytes(content)
    with DnsServer({NAME: MX}) as server:
        options: dict[str, Any] = {"nameservers": None, "resolv_conf": str(resolv_conf)}
        with asking(server, clock=clock, **options) as servers:
            assert (await servers.ask(NAME)).sentence == "DNS not asked (offline: no name server)"
            resolv_conf.write_text("nameserver 127.0.0.1\n")
            assert not (await servers.ask(NAME)).is_asked
            clock.now += 61
            assert (await servers.ask(NAME)).answer is MailAnswer.ACCEPTS
        with asking(server, nameservers=[]) as servers:
            assert not (await servers.ask(NAME)).is_asked


async def test_turned_off_nothing_is_asked_and_no_thread_begins() -> None:
    before = threading.active_count()
    servers = MailServers(is_on=False)
    assert (await servers.ask(NAME)).sentence == "DNS not asked (turned off)"
    assert servers.known(NAME) == await servers.ask(NAME)
    assert threading.active_count() == before


def test_dnspython_is_loaded_by_the_first_question_alone() -> None:
    program = """if True:
        import asyncio, sys
        from licensetui.addresses.mail_servers import MailServers
        servers = MailServers(nameservers=[])
        asyncio.run(servers.ask("acme.local"))
        assert not [name for name in sys.modules if name.split(".")[0] == "dns"]
        assert "dns" not in sys.modules
        asyncio.run(servers.ask("acme.com"))
        assert "dns" in sys.modules
    """
    subprocess.run([sys.executable, "-c", program], check=True, timeout=30)


async def test_fifty_at_once_are_one_question() -> None:
    with DnsServer({NAME: late(0.05, MX)}) as server, asking(server) as servers:
        answers = await asyncio.gather(*(servers.ask(NAME) for _ in range(50)))
        assert {answer.answer for answer in answers} == {MailAnswer.ACCEPTS}
        assert len(server.asked) == 1
        assert servers.known("Acme.com.") == answers[0]


async def test_whoever_gives_up_does_not_take_the_answer_from_others() -> None:
    with DnsServer({NAME: late(0.1, MX)}) as server, asking(server) as servers:
        first, second = (asyncio.create_task(servers.ask(NAME)) for _ in range(2))
        await asyncio.sleep(0.02)
        first.cancel()
        assert (await second).answer is MailAnswer.ACCEPTS
        assert first.cancelled()

        server.names["later.com"] = late(0.1, MX)
        alone = asyncio.create_task(servers.ask("later.com"))
        await asyncio.sleep(0.02)
        alone.cancel()
        await until_known(servers, "later.com")
        assert len(server.asked) == 2


async def until_known(servers: MailServers, domain: str) -> MailServer:
    """Wait until an answer is there that nobody waits for."""
    for _ in range(200):
        if server := servers.known(domain):
            return server
        await asyncio.sleep(0.01)
    raise AssertionError(f"nothing is known of {domain}")


async def test_an_answer_that_comes_too_late_for_one_is_there_for_the_next() -> None:
    limits = Limits(longest_wait=0.1)
    with DnsServer({NAME: late(0.2, MX)}) as server, asking(server, limits) as servers:
        assert (await servers.ask(NAME)).why == "no answer in time"
        assert (await until_known(servers, NAME)).answer is MailAnswer.ACCEPTS
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        (records("MX 10 mx1.example.com.", ttl=30), 30),
        (records("MX 10 mx1.example.com.", ttl=0), 1),
        (records("MX 10 mx1.example.com.", ttl=86400), 3600),
        (records("A 8.8.8.8", ttl=40), 40),
        (records("MX 0 .", ttl=7200), 300),
        (code("NXDOMAIN", ttl=50), 50),
        (code("NXDOMAIN", ttl=86400), 300),
        (code("SERVFAIL"), 20),
    ],
)
async def test_answers_are_remembered_as_long_as_they_hold(reply: Reply, seconds: float) -> None:
    clock = Hands()
    with DnsServer({NAME: reply}) as server, asking(server, clock=clock) as servers:
        first = await servers.ask(NAME)
        clock.now += seconds - 0.5
        assert servers.known(NAME) == first
        assert await servers.ask(NAME) == first
        assert [asked.kind for asked in server.asked].count("MX") == 1
        clock.now += 1
        assert servers.known(NAME) is None
        assert (await servers.ask(NAME)).answer is first.answer
        assert [asked.kind for asked in server.asked].count("MX") == 2


async def test_no_more_is_remembered_than_fits() -> None:
    with DnsServer({}, otherwise=MX) as server, asking(server, Limits(remembered=3)) as servers:
        for number in range(5):
            await servers.ask(f"acme{number}.com")
        known = [number for number in range(5) if servers.known(f"acme{number}.com")]
        assert known == [2, 3, 4]


@at_some_pace
async def test_a_dead_server_is_soon_left_alone_and_asked_again_later(pace: int) -> None:
    clock = Hands()
    with DnsServer({}, dropped) as server, asking(server, short(pace), clock=clock) as servers:
        began = time.monotonic()
        answers = [await servers.ask(f"acme{number}.com") for number in range(6)]
        assert time.monotonic() - began < 1.2 * pace  # thrice 0.2; six times would be 1.2
        assert [answer.is_asked for answer in answers] == [True] * 3 + [False] * 3
        assert answers[5].sentence == "DNS not asked (the name server does not answer)"
        assert not any(answer.is_bad for answer in answers)
        packets = len(server.asked)

        server.otherwise = MX
        clock.now += 59
        assert not (await servers.ask("acme.com")).is_asked
        assert len(server.asked) == packets
        clock.now += 2
        assert (await servers.ask("acme.com")).answer is MailAnswer.ACCEPTS


@at_some_pace
async def test_a_server_that_is_still_dead_after_the_while_costs_one_question(pace: int) -> None:
    clock = Hands()
    with DnsServer({}, dropped) as server, asking(server, short(pace), clock=clock) as servers:
        await asyncio.gather(*(servers.ask(f"a{number}.com") for number in range(3)))
        clock.now += 61
        assert [(await servers.ask(f"b{n}.com")).is_asked for n in range(2)] == [True, False]
        clock.now += 61
        server.otherwise = MX
        assert [(await servers.ask(f"c{n}.com")).is_asked for n in range(2)] == [True, True]
        server.otherwise = dropped
        assert [(await servers.ask(f"d{n}.com")).is_asked for n in range(2)] == [True, True]


async def test_a_server_that_says_no_is_not_dead() -> None:
    with DnsServer({}, code("SERVFAIL")) as server, asking(server) as servers:
        for number in range(5):
            assert (await servers.ask(f"acme{number}.com")).is_asked
        server.otherwise = MX
        assert (await servers.ask("acme.com")).answer is MailAnswer.ACCEPTS


@at_some_pace
async def test_six_at_once_on_a_dead_server_take_as_long_as_one(pace: int) -> None:
    with DnsServer({}, dropped) as server, asking(server, short(pace)) as servers:
        began = time.monotonic()
        await asyncio.gather(*(servers.ask(f"acme{number}.com") for number in range(6)))
        assert time.monotonic() - began < 0.5 * pace


async def test_no_more_than_eight_are_asked_at_once_and_no_queue_grows_forever() -> None:
    running, most, lock, eight = 0, 0, threading.Lock(), threading.Event()

    def counted(query: Any, by: str) -> bytes:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
            if running == 8:
                eight.set()
        eight.wait(1)  # however busy the machine is
        time.sleep(0.02)
        with lock:
            running -= 1
        return MX(query, by)

    with DnsServer({}, counted) as server, asking(server, Limits(queue=30)) as servers:
        answers = await asyncio.gather(*(servers.ask(f"acme{n}.com") for n in range(40)))
    assert most == 8
    assert [answer.is_asked for answer in answers] == [True] * 30 + [False] * 10
    assert answers[-1].why == "too many questions at once"


async def test_the_end_of_the_program_waits_for_nobody() -> None:
    with DnsServer({}, dropped) as server, asking(server) as servers:
        waiting = asyncio.create_task(servers.ask(NAME))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        servers.close()
        servers.close()
        assert time.monotonic() - began < 0.1
        assert (await waiting).sentence == "DNS not asked (the program is ending)"
        assert not (await servers.ask("other.com")).is_asked
        assert time.monotonic() - began < 0.5


def test_a_program_that_forgets_to_close_ends_all_the_same() -> None:
    with DnsServer({}, dropped) as server:
        program = f"""if True:
            import asyncio
            from licensetui.addresses.mail_servers import Limits, MailServers
            limits = Limits(60, 60, 60)
            servers = MailServers(nameservers=["127.0.0.1"], port={server.port}, limits=limits)
            async def main():
                asyncio.create_task(servers.ask("acme.com"))
                await asyncio.sleep(0.1)
            asyncio.run(main())
        """
        done = subprocess.run(
            [sys.executable, "-c", program], check=True, timeout=30, capture_output=True
        )
    assert done.stdout + done.stderr == b""


async def test_who_types_does_not_notice() -> None:
    """Lenient: `python -m tests.bench.mail_servers` measures the longest stall."""
    names: dict[str, Reply] = {"dead.com": dropped, "garbage.com": garbage}
    names["long.com"] = truncated(by_tcp=records(*[f"MX {n} mx{n}.acme.com." for n in range(1000)]))
    pauses: list[float] = []

    async def heart() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            pauses.append(time.perf_counter() - began)

    with DnsServer(names, MX) as server, asking(server, short()) as servers:
        beating = asyncio.create_task(heart())
        asked: Sequence[str] = [*names, *(f"acme{n}.com" for n in range(20))]
        await asyncio.gather(*(servers.ask(name) for name in asked))
        beating.cancel()
    pauses.sort()
    assert len(pauses) > 5
    assert pauses[len(pauses) // 2] < 0.02


@at_some_pace
async def test_damaged_answers_are_never_an_exception(pace: int) -> None:
    chance = random.Random(4)  # noqa: S311  # no secret

    def damaged(query: Any, by: str) -> bytes:
        good = chance.choice([MX, records("CNAME a.net.", "a.net. MX 1 b.net."), code("NXDOMAIN")])
        wire = bytearray(good(query, by))
        for _ in range(chance.randrange(1, 4)):
            wire[chance.randrange(2, len(wire))] = chance.randrange(256)
        return bytes(wire[: chance.randrange(12, len(wire) * 4)])

    limits = Limits(0.3 * pace, 0.8 * pace, 5.0 * pace, at_once=100, failures=1000)
    with DnsServer({}, damaged) as server, asking(server, limits) as servers:
        answers = await asyncio.gather(*(servers.ask(f"acme{n}.com") for n in range(100)))
    assert {answer.is_asked for answer in answers} == {True}
    assert len({answer.answer for answer in answers}) > 2
    assert all(answer.sentence.isprintable() for answer in answers)
    assert not [answer for answer in answers if "Error" in answer.why]


@given(text())
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_asked_about(domain: str) -> None:
    servers = MailServers(nameservers=[])
    try:
        found = asyncio.run(servers.ask(domain))
    finally:
        servers.close()
    assert found.sentence.startswith("DNS not asked (")
    assert found.sentence.isprintable()


def test_answers_outlive_the_event_loop_that_asked() -> None:
    with DnsServer({}, MX) as server, asking(server) as servers:
        first = asyncio.run(servers.ask(NAME))
        assert asyncio.run(servers.ask(NAME)) == first
        assert asyncio.run(servers.ask("other.com")).answer is MailAnswer.ACCEPTS
        assert len(server.asked) == 2


async def test_what_a_server_sends_is_safe_to_show() -> None:
    escape = "\\027[31m.example.com."
    server = await told(records(f"CNAME {escape}", f"{escape} CNAME gone.net."))
    assert server.sentence.isprintable()
    shown = MailServer("\x1b[2J.com", MailAnswer.MISSING, True, 0.1, "\x1b[31m")
    assert shown.sentence.isprintable()
