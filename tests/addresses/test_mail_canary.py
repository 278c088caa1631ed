"""Name servers that cannot be believed, mail servers that are none, and answers that come late."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from licensetui.addresses.mail_answers import MailAnswer
from licensetui.addresses.mail_servers import Limits
from tests.addresses.dns_server import (
    OUTSIDE,
    DnsServer,
    Reply,
    code,
    dropped,
    is_nowhere,
    late,
    records,
)
from tests.addresses.test_mail_servers import MX, asking, at_some_pace, short

NAME = "acme.com"
NXDOMAIN = code("NXDOMAIN")


class TestCanaries:
    async def test_they_are_asked_once_in_a_session_and_tell_nothing_of_the_user(self) -> None:
        with DnsServer({NAME: MX}) as server, asking(server) as servers:
            for name in (NAME, "gone.com", "away.com"):
                await servers.ask(name)
            names = [asked.name for asked in server.everything]
            assert names.count("gmail.com") == 1
            assert len([name for name in names if is_nowhere(name)]) == 1
            others = {name for name in names if not is_nowhere(name)}
            assert others == {NAME, "gone.com", "away.com", "gmail.com", "mx1.example.com"}
            assert servers.doubt == ""
        with DnsServer({}) as again, asking(again) as others_servers:
            await others_servers.ask(NAME)
            assert not {x.name for x in again.everything if is_nowhere(x.name)} & set(names)

    async def test_none_is_asked_if_nobody_shall_be(self) -> None:
        with DnsServer({}) as server, asking(server, is_on=False) as servers:
            assert (await servers.ask("gone.com")).answer is MailAnswer.UNKNOWN
            assert not server.everything

    async def test_a_server_that_knows_inside_names_only_proves_nothing_missing(self) -> None:
        inside = {"acme.com": MX}  # whose mail server is outside
        with DnsServer(inside, knows_outside=False) as server, asking(server) as servers:
            # Also where many ask before the canary has answered.
            names = [f"partner{number}.com" for number in range(9)]
            for found in await asyncio.gather(*map(servers.ask, names)):
                assert found.answer is MailAnswer.UNKNOWN
                assert "the name server resolves no external names" in found.sentence
            assert (await servers.ask(NAME)).answer is MailAnswer.ACCEPTS
            assert servers.doubt == "the name server resolves no external names"

    @pytest.mark.parametrize(
        ("hijacked", "doubted"),
        [
            (records("MX 5 mx1.example.com."), "accepts"),
            (records("A 8.8.8.8"), "implicit"),
            (records("TXT hello"), "refuses"),
        ],
    )
    async def test_a_server_that_answers_for_all_names_proves_nothing_by_it(
        self, hijacked: Reply, doubted: str
    ) -> None:
        def outside(query: Any, by: str) -> bytes:
            name = query.question[0].name.to_text(omit_final_dot=True)
            return (MX if name == "gmail.com" else hijacked)(query, by)

        names = {"mx1.example.com": records("A 8.8.8.8"), "missing.com": NXDOMAIN}
        with DnsServer(names, outside, knows_outside=False) as server, asking(server) as servers:
            for name in ("gmial-nope.com", "missing.com"):
                found = await servers.ask(name)
                assert found.answer is MailAnswer.UNKNOWN
                assert "answers for names that do not exist" in found.sentence
            server.names["real.com"] = MX
            told = await servers.ask("real.com")
            assert (told.answer is MailAnswer.ACCEPTS) == (doubted != "accepts")

    async def test_a_canary_without_an_answer_is_asked_again(self) -> None:
        with DnsServer({"gmail.com": code("SERVFAIL")}) as server, asking(server) as servers:
            found = await servers.ask("gone.com")
            assert found.answer is MailAnswer.UNKNOWN
            assert "could not look up gmail.com" in found.sentence
            server.names["gmail.com"] = MX
            assert (await servers.ask("away.com")).answer is MailAnswer.MISSING
            assert servers.doubt == ""


class TestMailServersThatAreNone:
    @pytest.mark.parametrize(
        ("replies", "answer", "why"),
        [
            (
                ("MX 10 localhost.",),
                "refuses",
                ("does not accept mail (its mail server is localhost)"),
            ),
            (("MX 0 .", "MX 10 localhost."), "refuses", "its mail server is localhost"),
            (("MX 10 192.0.2.7.",), "unknown", "its mail server is 192.0.2.7: a number"),
            (("MX 10 mail.corp.",), "unknown", "its mail server is mail.corp: internal name"),
            (("MX 10 mx.gone.com.",), "unknown", "its mail server mx.gone.com has no address"),
            (("MX 10 mx.gone.com.", "MX 20 mx1.example.com."), "accepts", "has a mail server"),
            (("MX 10 localhost.", "MX 20 mx1.example.com."), "accepts", "has a mail server"),
            (("MX 10 mx.slow.com.",), "accepts", "has a mail server"),
        ],
    )
    async def test_a_mail_server_has_to_be_somewhere(
        self, replies: tuple[str, ...], answer: str, why: str
    ) -> None:
        names = {NAME: records(*replies), "mx.slow.com": dropped}
        with DnsServer(names) as server, asking(server, short(4)) as servers:
            found = await servers.ask(NAME)
            assert (found.answer, why in found.sentence) == (MailAnswer(answer), True)
            assert not server.questions("mail.corp")

    async def test_no_more_are_looked_for_than_tell(self) -> None:
        many = records(*[f"MX {n} gone{n}.com." for n in range(50)])
        with DnsServer({NAME: many}) as server, asking(server) as servers:
            assert (await servers.ask(NAME)).answer is MailAnswer.ACCEPTS
            assert {asked.name for asked in server.asked} == {
                *(NAME, "gone0.com", "gone1.com", "gone2.com")
            }


class TestLateAnswers:
    async def test_an_answer_after_the_time_is_still_known(self) -> None:
        limits = Limits(try_seconds=0.1, question_seconds=0.2, longest_wait=0.3)
        with DnsServer({NAME: late(1.2, MX)}) as server, asking(server, limits) as servers:
            found = await servers.ask(NAME)
            assert found.answer is MailAnswer.UNKNOWN
            told = await servers.late(NAME)
            assert told is not None
            assert told.answer is MailAnswer.ACCEPTS
            assert servers.known(NAME) == told

    async def test_a_server_that_never_answers_ends_the_waiting(self) -> None:
        limits = Limits(try_seconds=0.1, question_seconds=0.2, longest_wait=0.3, late_seconds=0.2)
        with DnsServer({NAME: dropped}) as server, asking(server, limits) as servers:
            assert (await servers.ask(NAME)).answer is MailAnswer.UNKNOWN
            assert await servers.late(NAME) is None
            assert await servers.late("other.com") is None


@at_some_pace
async def test_a_question_that_is_sent_again_is_still_heard(pace: int) -> None:
    limits = short(pace)
    names = {**OUTSIDE, NAME: MX}

    def slow(query: Any, by: str) -> bytes:
        """Take longer than a try for each answer, the canaries among them."""
        time.sleep(limits.try_seconds * 1.15)
        name = query.question[0].name.to_text(omit_final_dot=True)
        return names.get(name, NXDOMAIN)(query, by)

    with DnsServer({}, slow, knows_outside=False) as server, asking(server, limits) as servers:
        assert (await servers.ask(NAME)).answer is MailAnswer.ACCEPTS
        assert (await servers.ask("gone.com")).answer is MailAnswer.MISSING
