"""The e-mail field: what is said of an address, when, and how a suggestion is answered."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.mail_servers import Limits, MailServers
from licensetui.addresses.report import Cause, Suggestion
from licensetui.addresses.said import Remark, remarks
from licensetui.demo import demo_portfolio
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, LicenseType, Role
from licensetui.domain.portfolio import Portfolio
from licensetui.tui.widgets.address_hints import answer_keys, asked_first, fitted
from licensetui.tui.widgets.email_field import VERDICT_PAUSE
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.addresses.dns_server import DnsServer, Reply, code, dropped, late, records
from tests.builders import TODAY, a_contact, a_license, a_portfolio
from tests.tui.running import LARGE, SMALL, Running, running

TECHNICAL = Role.TECHNICAL
TYPO = "b.durand@gmial.com"
MEANT = "b.durand@gmail.com"
MX = records("MX 10 mx1.example.com.")


def hints(program: Running) -> list[str]:
    """The three lines below the address, without the spaces between their columns."""
    lines = program.text().splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith(" Email"))
    return [" ".join(line.split()) for line in lines[first + 1 : first + 4]]


def saved(program: Running, id: int = 1) -> Contact:
    contact = program.store.portfolio.contact(id)
    assert contact is not None
    return contact


async def pause(program: Running, seconds: float = VERDICT_PAUSE) -> None:
    """Type nothing for a while."""
    await program.pilot.pause(seconds + 0.1)
    await program.settle()


async def shown(program: Running, line: str) -> None:
    """Wait until a line stands below the address, however busy the machine is."""
    for _ in range(100):
        if line in hints(program):
            return
        await pause(program, 0)
    raise AssertionError(f"{line!r} is not in {hints(program)}")


@contextmanager
def a_name_server(
    names: dict[str, Reply], limits: Limits | None = None
) -> Iterator[tuple[DnsServer, MailServers]]:
    """Run a name server on this machine, and ask it."""
    with DnsServer(names) as server:
        servers = MailServers(nameservers=["127.0.0.1"], port=server.port, limits=limits)
        try:
            yield server, servers
        finally:
            servers.close()


class TestSuggestions:
    @pytest.mark.parametrize("size", [SMALL, LARGE])
    async def test_four_keys_mend_the_typo_when_it_is_next(self, size: tuple[int, int]) -> None:
        next_problem = demo_portfolio(TODAY).of_contact(3)
        async with running(next_problem, size=size) as program:
            await program.press("exclamation_mark", "enter")
            assert "Contacts > Bruno Durand" in program.text()
            assert hints(program)[0].startswith(f"! typo? Did you mean {MEANT}? ")
            assert hints(program)[0].endswith(" Ctrl+Y yes Ctrl+N no")
            await program.press("ctrl+y", "ctrl+s")
            assert "Saved. Portal still shows b.durand@gmial.com on 1 license" in program.text()
            assert saved(program, 3).email == MEANT
            await program.press("j")
            assert "did you mean" not in program.text()

    async def test_the_text_is_replaced_and_typing_goes_on_behind_it(self) -> None:
        async with running(a_portfolio(contacts=(a_contact(email=TYPO),))) as program:
            await program.press("3", "e", "tab", "home", "ctrl+y")
            await program.type(".br")
            await program.press("ctrl+s")
            assert saved(program).email == f"{MEANT}.br"

    async def test_it_can_be_answered_after_leaving_the_field(self) -> None:
        async with running(Portfolio()) as program:
            await program.press("3", "n", *"Bruno", "tab")
            await program.type(TYPO)
            await program.press("tab")
            assert MEANT in hints(program)[0]
            await program.press("ctrl+y", "ctrl+s")
            assert saved(program).email == MEANT

    async def test_a_refused_one_stays_refused_for_this_address(self) -> None:
        async with running(a_portfolio(contacts=(a_contact(email=TYPO),))) as program:
            await program.press("3", "e", "tab", "ctrl+n")
            assert "typo?" not in program.text()
            assert "not saved yet" in program.text()
            await program.press("ctrl+s")
            assert saved(program).vouched == TYPO
            assert "typo?" not in program.text()
            await program.press("e")
            assert "Ctrl+Y" not in program.text()
            await program.press("tab", "end", *["backspace"] * 9)
            await program.type("outlok.com")
            await program.press("tab")
            assert "b.durand@outlook.com?" in hints(program)[0]

    async def test_another_address_ends_the_refusal(self) -> None:
        kept = a_contact(email=TYPO, vouched=TYPO)
        async with running(a_portfolio(contacts=(kept,))) as program:
            await program.press("3", "e", "tab", "end", *["backspace"] * 9)
            await program.type("example.org")
            await program.press("ctrl+s")
            assert (saved(program).email, saved(program).vouched) == ("b.durand@example.org", "")

    async def test_a_refusal_is_kept_in_a_draft(self) -> None:
        async with running(a_portfolio(contacts=(a_contact(email=TYPO),))) as program:
            await program.press("3", "e", "tab", "ctrl+n", "escape")
            assert "Not saved: Email" in program.text()
            await program.press("o")
            assert "typo?" not in program.text().split("Contact for")[0]
            await program.press("ctrl+s")
            assert saved(program).vouched == TYPO

    async def test_the_keys_are_shown_only_while_there_is_something_to_answer(self) -> None:
        async with running(a_portfolio(contacts=(a_contact(email=TYPO),))) as program:
            await program.press("3", "e", "tab")
            assert "Ctrl+Y Yes, fix" in program.text().splitlines()[-1]
            assert "Ctrl+N No, keep" in program.text().splitlines()[-1]
            await program.press("ctrl+y")
            assert "Ctrl+Y" not in program.text()
            await program.press("ctrl+y", "ctrl+n", "ctrl+s")
            assert saved(program).vouched == ""

    async def test_an_old_suggestion_cannot_be_taken_for_a_new_text(self) -> None:
        async with running(a_portfolio(contacts=(a_contact(email=TYPO),))) as program:
            await program.press("3", "e", "tab", "end", "backspace", "ctrl+y", "ctrl+s")
            assert saved(program).email == TYPO[:-1]

    async def test_a_broken_address_is_mended_and_a_refusal_does_not_make_it_whole(self) -> None:
        broken = a_contact(email="anna@gmail,com")
        async with running(a_portfolio(contacts=(broken,))) as program:
            await program.press("3", "e", "tab")
            assert "x typo?" in hints(program)[0]
            assert "anna@gmail.com?" in hints(program)[0]
            assert "x syntax" in hints(program)[1]
            await program.press("ctrl+n")
            assert "x syntax" in hints(program)[0]
            await program.press("ctrl+s")
            assert saved(program).vouched == ""

    async def test_in_the_form_opened_on_the_way_from_a_license(self) -> None:
        async with running(a_portfolio()) as program:
            await program.press("2", "t")
            await program.type(TYPO)
            await program.press("enter")
            assert MEANT in hints(program)[0]
            await program.press("ctrl+y", "ctrl+s")
            assert saved(program, 2).email == MEANT
            assert program.store.portfolio.licenses[0].wanted[-1].contact == 2


TEAM = a_contact("Jira admins", id=2, email="jira-admins@acme.com", kind=ContactKind.TEAM)
ANNA = a_contact("Anna Martin", email="anna.martin@acme.com")


def with_a_team(*more: int) -> Portfolio:
    """A license of Anna's, two more of a team's, and more of whoever is wanted there."""
    held = [1, 2, 2, *more]
    licenses = [
        a_license(
            f"Jira {n}", id=n, portal=MY_ATLASSIAN, wanted=(Assignment(who, TECHNICAL, True),)
        )
        for n, who in enumerate(held, 1)
    ]
    return a_portfolio(*licenses, contacts=(ANNA, TEAM))


class TestTeamInstead:
    async def test_one_key_puts_a_team_in_the_place_on_the_only_license(self) -> None:
        async with running(with_a_team()) as program:
            await program.press("3", "e", "tab")
            said = " ".join(hints(program)[:2])
            assert said.startswith("* advice One person's address. Use jira-admins@acme.com (2 ")
            assert said.endswith("licenses)? Ctrl+Y")
            await program.press("ctrl+y")
            assert (
                "Saved: Jira admins instead of Anna Martin is now technical contact of Jira 1"
                in (program.text())
            )
            assert [x.wanted[0].contact for x in program.store.portfolio.licenses] == [2, 2, 2]
            assert program.store.portfolio.licenses[0].wanted[0].primary
            assert (saved(program, 1), saved(program, 2)) == (ANNA, TEAM)  # no address has changed
            await program.press("u")
            assert [x.wanted[0].contact for x in program.store.portfolio.licenses] == [1, 2, 2]

    async def test_instead_of_a_new_contact_for_a_license(self) -> None:
        async with running(with_a_team()) as program:
            await program.press("2", "t")
            await program.type("lea.petit@acme.com")
            await program.press("enter")
            assert "Use jira-admins@acme.com (2 licenses)? Ctrl+Y" in " ".join(hints(program)[:2])
            await program.press("ctrl+y")
            assert len(program.store.portfolio.contacts) == 2
            changed = [x for x in program.store.portfolio.licenses if x.wanted[0].contact == 2]
            assert len(changed) == 3
            assert "Jira admins is the primary technical contact" in program.text()
            assert re.search(r"Saved, \d portal steps? to do: ", program.text())

    async def test_who_also_pays_goes_on_paying(self) -> None:
        both = (Assignment(1, TECHNICAL, True), Assignment(1, Role.BILLING, True))
        license = a_license("Jira 1", id=1, portal=MY_ATLASSIAN, wanted=both)
        portfolio = with_a_team().with_licenses([license])
        async with running(portfolio) as program:
            await program.press("3", "e", "tab", "ctrl+y")
            held = [(x.contact, x.role) for x in program.store.portfolio.licenses[0].wanted]
            assert held == [(2, TECHNICAL), (1, Role.BILLING)]

    async def test_on_several_licenses_it_is_a_hand_over(self) -> None:
        async with running(with_a_team(1)) as program:
            await program.press("3", "e", "tab")
            said = " ".join(hints(program)[:2])
            assert said.endswith("Use jira-admins@acme.com (2 licenses)? Ctrl+L hands over")
            await program.press("ctrl+y")
            assert [x.wanted[0].contact for x in program.store.portfolio.licenses] == [1, 2, 2, 1]

    async def test_what_is_typed_is_not_lost_for_it(self) -> None:
        async with running(with_a_team()) as program:
            await program.press("3", "e")
            await program.type("X")
            await program.press("tab", "ctrl+y")
            assert "Save or leave what is typed first" in program.text()
            assert program.store.portfolio.licenses[0].wanted[0].contact == 1

    @pytest.mark.parametrize(
        ("team", "license"),
        [
            (replace(TEAM, email="jira-admins@other.com"), {}),
            (replace(TEAM, last_day=TODAY), {}),
            (replace(TEAM, archived=True), {}),
            (TEAM, {"portal": CLOUD_BILLING}),
            (TEAM, {"type": LicenseType.EVALUATION}),
        ],
    )
    async def test_none_is_named_that_does_not_fit(
        self, team: Contact, license: dict[str, Any]
    ) -> None:
        held = (Assignment(1, TECHNICAL, True),)
        about = a_license(id=1, **{"portal": MY_ATLASSIAN, "wanted": held, **license})
        other = a_license(id=2, portal=MY_ATLASSIAN, wanted=(Assignment(2, TECHNICAL, True),))
        portfolio = a_portfolio(about, other, contacts=(ANNA, team))
        async with running(portfolio) as program:
            await program.press("3", "e", "tab")
            assert "jira-admins@" not in " ".join(hints(program))


class TestKnownAddresses:
    async def test_enter_opens_whoever_has_it(self) -> None:
        async with running(with_a_team()) as program:
            await program.press("3", "n", "tab")
            await program.type("anna.martin@acme.com")
            assert "* known Anna Martin exists already: Enter opens it" in hints(program)
            await program.press("enter")
            assert "Contacts > Anna Martin" in program.text()
            assert "not saved" not in program.text()
            await program.press("escape")
            assert len(program.store.portfolio.contacts) == 2

    async def test_what_was_typed_beside_it_can_be_had_again(self) -> None:
        async with running(with_a_team()) as program:
            await program.press("3", "e", "tab", *["backspace"] * 40)
            await program.type("jira-admins@acme.com")
            await program.press("enter")
            assert "Contacts > Jira admins" in program.text()
            assert saved(program) == ANNA
            await program.press("escape", "o")
            assert "Contacts > Anna Martin" in program.text()
            assert "Jira admins exists already: Enter opens it" in " ".join(hints(program))


class TestNotes:
    async def test_the_first_key_shows_and_the_second_takes(self) -> None:
        smith = a_contact("John Smith", email="john.smith@acme.com")
        async with running(a_portfolio(contacts=(smith,))) as program:
            await program.press("3", "n", "tab")
            await program.type("john.smyth@acme.com")
            await program.press("tab", "shift+tab")
            assert ". note Close to john.smith@acme.com, used by 1 license" in hints(program)[0]
            assert "Ctrl+Y" in program.text().splitlines()[-1]
            await program.press("ctrl+y")
            assert "Did you mean john.smith@acme.com? Ctrl+Y yes Ctrl+N no" in hints(program)[0]
            assert "Close to john.smith@acme.com" in hints(program)[1]
            assert "john.smyth@acme.com" in program.text()
            await program.press("ctrl+y")
            assert "john.smyth@acme.com" not in program.text()
            assert "John Smith exists already" in " ".join(hints(program))

    async def test_a_note_can_be_refused(self) -> None:
        smith = a_contact("John Smith", email="john.smith@acme.com")
        async with running(a_portfolio(contacts=(smith,))) as program:
            await program.press("3", "n", "tab")
            await program.type("john.smyth@acme.com")
            await program.press("tab", "ctrl+n")
            assert "Close to" not in program.text()
            await program.press("ctrl+s")
            assert saved(program, 2).email == "john.smyth@acme.com"


class TestTyping:
    @pytest.mark.parametrize(
        "address", ["anna@gmail.com", "anna.martin@orange.fr", "jira-admins@acme.co.uk"]
    )
    async def test_nothing_flashes_or_jumps_while_a_good_address_is_typed(
        self, address: str
    ) -> None:
        async with running(Portfolio()) as program:
            await program.press("3", "n", "tab")
            places = set()
            for letter in address:
                await program.type(letter)
                assert not {line[:1] for line in hints(program)} & {"x", "!"}
                lines = program.text().splitlines()
                places.add(next(n for n, line in enumerate(lines) if line.startswith(" Kind")))
            assert len(places) == 1

    async def test_after_a_pause_nothing_is_wrong_that_can_still_become_right(self) -> None:
        async with running(a_portfolio()) as program:
            await program.press("3", "n", "tab")
            for typed in ("anna@it", ".examp", "le", ".o", "r"):
                await program.type(typed)
                await pause(program)
                assert hints(program)[:2] == ["keep typing: name@domain.example", ""]
            await program.type("g")
            await pause(program)
            assert ". sound probably a person's address, at your own domain" in hints(program)

    async def test_a_pause_tells_more_than_a_key_and_leaving_the_field_all(self) -> None:
        async with running(a_portfolio()) as program:
            await program.press("3", "n", "tab")
            await program.type("anna@example.ogr")
            assert "anna@example.org?" not in program.text()
            await pause(program)
            assert "anna@example.org?" in hints(program)[0]
            await program.press(*["backspace"] * 4)
            await pause(program)
            assert hints(program)[0] == "keep typing: name@domain.example"
            await program.press("tab")
            assert "anna@example.org?" in hints(program)[0]
            assert "x syntax" in hints(program)[1]

    async def test_warnings_never_block_saving(self) -> None:
        async with running(Portfolio()) as program:
            await program.press("3", "n", "tab")
            await program.type(TYPO)
            await program.press("ctrl+s")
            assert saved(program).email == TYPO

    async def test_an_empty_address_says_what_that_means(self) -> None:
        async with running(Portfolio()) as program:
            await program.press("3", "n")
            assert "* NONE no address" in hints(program)

    @pytest.mark.parametrize("pasted", ["x" * 3000, "[/x]@[x].com", "a\x1b[31m@b.com", "a b, c@d"])
    async def test_anything_can_be_pasted(self, pasted: str) -> None:
        async with running(Portfolio()) as program:
            await program.press("3", "n", "tab")
            await program.type(pasted)
            await program.press("tab")
            assert "x syntax" in program.text()
            assert "\x1b" not in program.text()
            assert all(len(line) <= 80 for line in program.text().splitlines())


class TestAdvice:
    async def test_a_persons_address_for_reminders(self) -> None:
        async with running(a_portfolio()) as program:
            await program.press("3", "e")
            assert hints(program)[0] == (
                "* advice One person's address: if they leave, renewal notices are lost"
            )

    async def test_it_depends_on_where_the_contact_is_used(self) -> None:
        team = a_contact("Accounting", email="accounting@example.org", kind=ContactKind.TEAM)
        wanted = (Assignment(1, Role.BILLING_ADMIN),)
        cloud = a_license(portal=CLOUD_BILLING, wanted=wanted)
        async with running(a_portfolio(cloud, contacts=(team,))) as program:
            await program.press("3", "e")
            assert hints(program)[0].startswith("! advice ")
            assert "name two people" in " ".join(hints(program))
        async with running(a_portfolio(contacts=(team,))) as program:
            await program.press("3", "e")
            assert ". sound a team's address, at your own domain" in hints(program)[0]

    async def test_the_chosen_kind_wins_at_once_and_is_kept(self) -> None:
        async with running(Portfolio()) as program:
            await program.press("3", "n", *"Anna", "tab")
            await program.type("anna.martin@acme.com")
            await program.press("tab")
            assert "< guess: person >" in program.text()
            assert "One person's address" in program.text()
            await program.press("t")
            assert "< team >" in program.text()
            assert "One person's address" not in program.text()
            await program.press("ctrl+s")
            assert saved(program).kind is ContactKind.TEAM

    async def test_what_nobody_has_said_stays_unsaid(self) -> None:
        async with running(Portfolio()) as program:
            await program.press("3", "n", "tab")
            await program.type("licences@acme.com")
            await program.press("tab")
            assert "< guess: team >" in program.text()
            await program.press("ctrl+s")
            assert saved(program).kind is ContactKind.UNKNOWN
            row = next(line for line in program.text().splitlines() if "licences@" in line)
            assert "team?" in row


class TestNameServers:
    async def test_the_answer_stands_in_the_last_line(self) -> None:
        with a_name_server({"acme.com": MX, "null.com": records("MX 0 .")}) as (server, servers):
            async with running(Portfolio(), servers=servers) as program:
                await program.press("3", "n", "tab")
                await program.type("it@acme.com")
                await pause(program)
                assert ". dns acme.com has a mail server" in hints(program)[2]
                await program.press(*["backspace"] * 8)
                await program.type("null.com")
                await pause(program)
                assert "! dns null.com does not accept mail" in hints(program)[2]
                assert not server.questions("acme.c")

    async def test_nobody_is_asked_for_half_a_domain_or_for_a_typo(self) -> None:
        with a_name_server({}) as (server, servers):
            async with running(Portfolio(), servers=servers) as program:
                await program.press("3", "n", "tab")
                for letter in TYPO:
                    await program.type(letter)
                await pause(program)
                assert "not asked while another address is suggested" in hints(program)[2]
                assert not server.asked
                await program.press("ctrl+n")
                await pause(program)
                assert {asked.name for asked in server.asked} == {"gmial.com"}
                assert "no such domain: gmial.com" in hints(program)[2]

    async def test_while_it_is_asked_that_is_said(self) -> None:
        with a_name_server({"acme.com": late(1, MX)}) as (_, servers):
            async with running(Portfolio(), servers=servers) as program:
                await program.press("3", "n", "tab")
                await program.type("it@acme.com")
                await program.press("tab")
                assert hints(program)[2] == ". dns asking..."
                await shown(program, ". dns acme.com has a mail server")

    async def test_an_answer_after_the_time_still_becomes_known(self) -> None:
        limits = Limits(try_seconds=0.1, question_seconds=0.2, longest_wait=0.3)
        with a_name_server({"acme.com": late(1.5, MX)}, limits) as (_, servers):
            async with running(Portfolio(), servers=servers) as program:
                await program.press("3", "n", "tab")
                await program.type("it@acme.com")
                await program.press("tab")
                unknown = ". dns could not confirm that acme.com accepts mail (no answer in time)"
                await shown(program, unknown)
                await shown(program, ". dns acme.com has a mail server")

    async def test_a_missing_domain_near_a_known_one_becomes_the_suggestion(self) -> None:
        with a_name_server({"free.fr": MX}) as (_, servers):
            async with running(Portfolio(), servers=servers) as program:
                await program.press("3", "n", "tab")
                await program.type("b.durand@frre.fr")
                await program.press("tab")
                await shown(program, "! dns no such domain: frre.fr")
                assert hints(program) == [
                    "! typo? Did you mean b.durand@free.fr? Ctrl+Y yes Ctrl+N no",
                    "",
                    "! dns no such domain: frre.fr",
                ]
                await program.press("ctrl+n")
                await pause(program)
                assert "typo?" not in program.text()
                assert "! dns no such domain: frre.fr" in hints(program)
                await program.press("shift+tab", "end", *["backspace"] * 7)
                await program.type("frre.fr ")
                await program.press("tab", "ctrl+s")
                assert saved(program).vouched == "b.durand@frre.fr"

    async def test_an_answer_for_an_older_text_is_dropped(self) -> None:
        slow = late(0.5, code("NXDOMAIN"))
        with a_name_server({"old.acme.com": slow, "acme.com": MX}) as (_, servers):
            async with running(Portfolio(), servers=servers) as program:
                await program.press("3", "n", "tab")
                await program.type("it@old.acme.com")
                await program.press("tab", "shift+tab", "end", *["backspace"] * 12)
                await program.type("acme.com")
                await program.press("tab")
                await pause(program, 1.0)
                assert "acme.com has a mail server" in hints(program)[2]
                assert "old.acme.com" not in program.text()

    async def test_a_server_that_never_answers_does_not_slow_typing(self) -> None:
        limits = Limits(try_seconds=0.2, question_seconds=0.4, longest_wait=0.6)
        with a_name_server({"acme.com": dropped}, limits) as (server, servers):
            async with running(Portfolio(), servers=servers) as program:
                await program.press("3", "n", "tab")
                await program.type("it@acme.com")
                await program.press("tab")
                began = time.perf_counter()
                await program.press("shift+tab", "home", *"abcdefghij")
                assert time.perf_counter() - began < 2
                assert server.asked
                await program.press("tab")
                await pause(program, 1.0)
                assert ". dns could not confirm" in hints(program)[2]

    async def test_it_says_that_nobody_was_asked(self) -> None:
        async with running(a_portfolio()) as program:
            await program.press("3", "e")
            assert ". dns not asked (turned off)" in hints(program)[2]


class TestLayout:
    SUGGESTION = Suggestion(MEANT, "gmial.com looks like gmail.com", Cause.PROVIDER)

    @staticmethod
    def asked(meant: Suggestion, room: int) -> tuple[Remark, ...]:
        report = replace(check(TYPO, KnownAddresses()), suggestion=meant)
        return asked_first(remarks(report), meant, room)

    def test_where_there_is_room_all_is_said_in_one_line(self) -> None:
        (hint,) = self.asked(self.SUGGESTION, 110)
        assert (
            hint.text == f"Did you mean {MEANT}? gmial.com looks like gmail.com   {answer_keys()}"
        )

    def test_the_keys_stay_in_sight_however_long_the_address_is(self) -> None:
        long = Suggestion(f"{'x' * 64}@example.com", "why", Cause.PROVIDER)
        question, reason = self.asked(long, 64)
        assert question.text.endswith(f"@example.com?   {answer_keys()}")
        assert len(question.text) <= 64
        assert reason.text == "why"

    def test_a_long_hint_is_folded_and_a_longer_one_is_cut(self) -> None:
        words = Remark("*", "advice", "word " * 20)
        first, second = fitted([words, words], 40, 2)
        assert first is not None
        assert second is not None
        assert (first.word, second.word) == ("advice", "")
        assert len(second.text) <= 40
        assert second.text.endswith("…")
        assert fitted([], 40, 2) == [None, None]
