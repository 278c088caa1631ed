"""The e-mail field: what is said of an address, when, and how a suggestion is answered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from licensetui.addresses.mail_servers import Limits, MailServers
from licensetui.addresses.report import Cause, Suggestion
from licensetui.demo import demo_portfolio
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, Role
from licensetui.domain.portfolio import Portfolio
from licensetui.tui.widgets.address_hints import KEYS, AddressHint, fitted, opening_hints
from licensetui.tui.widgets.email_field import VERDICT_PAUSE
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.addresses.dns_server import DnsServer, Reply, code, dropped, late, records
from tests.builders import TODAY, a_contact, a_license, a_portfolio
from tests.tui.running import LARGE, SMALL, Running, running

TYPO = "b.durand@gmial.com"
MEANT = "b.durand@gmail.com"
MX = records("MX 10 mx1.example.com.")


def hints(program: Running) -> list[str]:
    """The three lines below the address, without the spaces between their columns."""
    lines = program.text().splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith(" E-mail"))
    return [" ".join(line.split()) for line in lines[first + 1 : first + 4]]


def saved(program: Running, id: int = 1) -> Contact:
    contact = program.store.portfolio.contact(id)
    assert contact is not None
    return contact


async def pause(program: Running, seconds: float = VERDICT_PAUSE) -> None:
    """Type nothing for a while."""
    await program.pilot.pause(seconds + 0.1)
    await program.settle()


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
            assert f"{MEANT}? Ctrl+Y yes Ctrl+N no" in hints(program)[0]
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
            await program.press("tab", *["backspace"] * 9)
            await program.type("outlok.com")
            await program.press("tab")
            assert "b.durand@outlook.com?" in hints(program)[0]

    async def test_another_address_ends_the_refusal(self) -> None:
        kept = a_contact(email=TYPO, vouched=TYPO)
        async with running(a_portfolio(contacts=(kept,))) as program:
            await program.press("3", "e", "tab", *["backspace"] * 9)
            await program.type("example.org")
            await program.press("ctrl+s")
            assert (saved(program).email, saved(program).vouched) == ("b.durand@example.org", "")

    async def test_a_refusal_is_kept_in_a_draft(self) -> None:
        async with running(a_portfolio(contacts=(a_contact(email=TYPO),))) as program:
            await program.press("3", "e", "tab", "ctrl+n", "escape")
            assert "Not saved: E-mail" in program.text()
            await program.press("u")
            assert "typo?" not in program.text().split("Used by")[0]
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
            await program.press("3", "e", "tab", "backspace", "ctrl+y", "ctrl+s")
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
                assert hints(program)[:2] == ["type on: name@domain.example", ""]
            await program.type("g")
            await pause(program)
            assert ". sound a person's address by its words, at your own domain" in hints(program)

    async def test_a_pause_tells_more_than_a_key_and_leaving_the_field_all(self) -> None:
        async with running(a_portfolio()) as program:
            await program.press("3", "n", "tab")
            await program.type("anna@example.ogr")
            assert "anna@example.org?" not in program.text()
            await pause(program)
            assert "anna@example.org?" in hints(program)[0]
            await program.press(*["backspace"] * 4)
            await pause(program)
            assert hints(program)[0] == "type on: name@domain.example"
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
            assert "* NONE nobody can be written to" in hints(program)

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
            assert "< by its words: person >" in program.text()
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
            assert "< by its words: team >" in program.text()
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
                assert ". dns acme.com takes mail (" in hints(program)[2]
                await program.press(*["backspace"] * 8)
                await program.type("null.com")
                await pause(program)
                assert "! dns null.com takes no mail" in hints(program)[2]
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

    async def test_an_answer_for_an_older_text_is_dropped(self) -> None:
        slow = late(0.5, code("NXDOMAIN"))
        with a_name_server({"old.acme.com": slow, "acme.com": MX}) as (_, servers):
            async with running(Portfolio(), servers=servers) as program:
                await program.press("3", "n", "tab")
                await program.type("it@old.acme.com")
                await program.press("tab", "shift+tab", *["backspace"] * 12)
                await program.type("acme.com")
                await program.press("tab")
                await pause(program, 1.0)
                assert "acme.com takes mail" in hints(program)[2]
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
                assert ". dns does not say" in hints(program)[2]

    async def test_it_says_that_nobody_was_asked(self) -> None:
        async with running(a_portfolio()) as program:
            await program.press("3", "e")
            assert ". dns not asked (turned off)" in hints(program)[2]


class TestLayout:
    SUGGESTION = Suggestion(MEANT, "gmial.com looks like gmail.com", Cause.PROVIDER)

    def test_where_there_is_room_all_is_said_in_one_line(self) -> None:
        (hint,) = opening_hints(self.SUGGESTION, "", 100)
        assert hint.text == f"gmial.com looks like gmail.com: {MEANT}?   {KEYS}"

    def test_the_keys_stay_in_sight_however_long_the_address_is(self) -> None:
        long = Suggestion(f"{'x' * 64}@example.com", "why", Cause.PROVIDER)
        question, reason = opening_hints(long, "", 64)
        assert question.text.endswith(f"@example.com?   {KEYS}")
        assert len(question.text) <= 64
        assert reason.text == "why"

    def test_a_long_hint_is_folded_and_a_longer_one_is_cut(self) -> None:
        words = AddressHint("*", "advice", "word " * 20)
        first, second = fitted([words, words], 40, 2)
        assert first is not None
        assert second is not None
        assert (first.word, second.word) == ("advice", "")
        assert len(second.text) <= 40
        assert second.text.endswith("…")
        assert fitted([], 40, 2) == [None, None]
