"""Another session changed the same: both sides are shown, and the user decides."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Away
from licensetui.domain.license import Assignment, License, LicenseKey, Role
from licensetui.domain.merge import Conflict, merge
from licensetui.domain.portfolio import Portfolio
from licensetui.store.memory import MemoryStore
from licensetui.tui.dialogs.conflict import ConflictScreen
from licensetui.tui.widgets.rows import TextLines
from tests.builders import a_contact, a_license, a_portfolio, a_term
from tests.tui.running import HOSTILE_AT, LARGE, SMALL, Running, running

PEOPLE = (
    a_contact(),
    a_contact("Bruno Durand", id=2, email="bruno@example.org"),
    a_contact("Chen Li", id=3, email="chen@example.org"),
)
WAS = a_license("Jira Software", notes="old")
Sides = tuple[Any, Any, Any]
"""A record before, as the user wants it, and as the other session saved it."""
NOTES: Sides = (WAS, replace(WAS, notes="hers"), replace(WAS, notes="his"))
SEATS: Sides = (
    a_license("Confluence", id=2),
    a_license("Confluence", id=2, seats=600),
    a_license("Confluence", id=2, seats=700),
)


@dataclass
class Asked:
    """The program with the question open, and its answers."""

    program: Running
    answers: list[Change | None] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        await self.program.press(*keys)

    @property
    def lines(self) -> list[str]:
        return self.program.text().splitlines()

    def line(self, text: str) -> str:
        """Return the first line in which a text stands."""
        return next(line for line in self.lines if text in line)

    @property
    def marks(self) -> list[str]:
        """Return what stands before each line of the list."""
        words = [line.strip("│ ").split(" ", 1)[0] for line in self.lines]
        return [word for word in words if word in ("[?]", "[mine]", "[theirs]")]

    @property
    def answer(self) -> Change:
        """Return the only answer, which is a change."""
        (answer,) = self.answers
        assert answer is not None
        return answer


@asynccontextmanager
async def asked(
    *sides: Sides,
    size: tuple[int, int] = SMALL,
    who: str = "",
    contacts: tuple[Edit[Any], ...] = (),
    reverts: int | None = None,
) -> AsyncIterator[Asked]:
    """Ask about records that clash."""
    edits = [Edit(before, mine) for before, mine, _ in sides]
    conflicts = [merge(edit, now) for edit, (_, _, now) in zip(edits, sides, strict=True)]
    change = Change(
        "edit",
        tuple(edit for edit in edits if isinstance(edit.shown, License)),
        (*(edit for edit in edits if not isinstance(edit.shown, License)), *contacts),
        reverts=reverts,
    )
    portfolio = a_portfolio(contacts=PEOPLE)
    async with running(portfolio, size=size) as program:
        found = tuple(each for each in conflicts if isinstance(each, Conflict))
        assert len(found) == len(sides)
        question = Asked(program)
        screen = ConflictScreen(change, found, portfolio, who=who)
        program.app.push_screen(screen, question.answers.append)
        await program.settle()
        yield question


# what is shown


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_one_field_is_shown_as_it_was_and_as_both_want_it(size: tuple[int, int]) -> None:
    async with asked(NOTES, size=size) as question:
        assert (
            "Jira Software was changed by another session while you were editing it"
            in question.lines[1]
        )
        row = question.line("[?]").split()
        assert row[1:5] == ["[?]", "Notes", "hers", "his"]
        assert question.line("before").split()[1:3] == ["before", "old"]
        assert question.line(" mine  ").split()[1:3] == ["mine", "hers"]
        assert question.line(" theirs  ").split()[1:3] == ["theirs", "his"]
        for key in ("m Mine", "t Theirs", "M All mine", "T All theirs", "Enter Save", "Esc Cancel"):
            assert key in question.lines[-2]


async def test_who_did_it_and_when_stands_in_the_title() -> None:
    async with asked(NOTES, who="anna@jira1 at 10:31") as question:
        assert "Jira Software was changed by anna@jira1 at 10:31 while you" in question.lines[1]


async def test_to_take_back_what_was_changed_since_says_so() -> None:
    async with asked(NOTES, reverts=3) as question:
        assert "Jira Software was changed after the change you are undoing" in question.lines[1]


async def test_contacts_terms_absences_and_days_are_told_in_words() -> None:
    first = a_term(date(2026, 12, 1))
    license = replace(WAS, terms=(first, a_term(date(2027, 12, 1), id=2)))

    def licensed(contact: int, quote: str) -> License:
        terms = (first, replace(license.terms[1], quote=quote))
        return replace(license, wanted=(Assignment(contact, Role.TECHNICAL, True),), terms=terms)

    def away(note: str, last_day: date) -> Any:
        time = Away(date(2026, 12, 10), date(2026, 12, 12), note)
        return replace(PEOPLE[2], away=(time,), last_day=last_day)

    sides = (
        (license, licensed(2, "Q-1"), licensed(3, "Q-2")),
        (PEOPLE[2], away("ski", date(2027, 1, 31)), away("sea", date(2027, 2, 28))),
    )
    async with asked(*sides, size=LARGE) as question:
        assert (
            "2 records were changed by another session while you were changing them"
            in question.lines[1]
        )
        term, contact = question.line("Term"), question.line(" Assigned ")
        assert "until 2027-12-01: quote Q-1" in term
        assert "until 2027-12-01: quote Q-2" in term
        assert "+ Bruno Durand, technical, prim" in contact
        assert "+ Chen Li, technical, prim" in contact
        day, absence = question.line("Last day"), question.line(" Away ")
        assert "2027-01-31" in day
        assert "2027-02-28" in day
        assert "2026-12-10..2026-12-12, ski" in absence
        assert "2026-12-10..2026-12-12, sea" in absence
        for _ in range(5):
            for code in ("(", "datetime", "Role.", "None", "{", "'"):
                assert code not in "\n".join(question.lines[3:8])
            await question.press("j")


async def test_of_a_list_it_says_what_is_the_same_on_all_sides_and_what_is_not() -> None:
    was = replace(WAS, terms=(a_term(date(2026, 12, 1)), a_term(date(2027, 12, 1), id=2)))
    one, other = (
        replace(was, terms=(was.terms[0], replace(was.terms[1], quote=quote)))
        for quote in ("Q-1", "Q-2")
    )
    async with asked((was, one, other)) as question:
        text = question.program.text()
        assert "* not on every side   = the same on all" in text
        assert text.count("= 2025-12-01 to 2026-12-01, new ") == 3
        assert "* 2026-12-01 to 2027-12-01, new, quote Q-1" in text
        assert "(until 2027-12-01: quote none -> Q-2)" in text


async def test_a_contact_that_is_new_in_the_same_change_has_its_name() -> None:
    new = a_contact("Dana New", id=-1, email="dana@example.org")
    mine, theirs = (
        replace(WAS, wanted=(Assignment(contact, Role.TECHNICAL, True),)) for contact in (-1, 2)
    )
    async with asked((WAS, mine, theirs), contacts=(Edit(None, new),)) as question:
        assert "mine    Dana New, technical, primary" in question.program.text()
        await question.press("m", "enter")
        assert [edit.after for edit in question.answer.contacts] == [new]


async def test_a_license_key_is_shown_by_its_end_and_values_that_look_alike_are_told() -> None:
    keys = [LicenseKey("ABC123", sha256) for sha256 in ("1", "2", "3")]
    was, mine, theirs = (replace(WAS, key=key) for key in keys)
    async with asked((was, mine, theirs)) as question:
        assert "…ABC123" in question.line("mine  ")
        assert "Both look alike" in question.program.text()


async def test_long_texts_scroll_after_tab() -> None:
    words = [f"word{number}" for number in range(200)]
    mine = replace(WAS, notes=" ".join(words))
    async with asked((WAS, mine, NOTES[2])) as question:
        assert "word199" not in question.program.text()
        await question.press("tab", "G")
        assert isinstance(question.program.focused, TextLines)
        assert "word199" in question.program.text()
        assert "theirs  his" in question.program.text()
        await question.press("m")
        assert question.marks == ["[mine]"]


async def test_many_lines_scroll_and_leave_room_for_the_texts() -> None:
    sides = [
        tuple(replace(record, id=id, name=f"L{id}") for record in NOTES) for id in range(1, 41)
    ]
    async with asked(*((a, b, c) for a, b, c in sides)) as question:
        await question.press("G")
        assert "Notes of L40" in question.program.text()
        assert "theirs  his" in question.program.text()
        await question.press("t")
        assert question.line(" L40 ").split()[1] == "[theirs]"
        assert "1 of 40 decided" in question.program.text()


@pytest.mark.parametrize(("text", "size"), HOSTILE_AT)
async def test_whatever_stands_in_the_file_is_text(text: str, size: tuple[int, int]) -> None:
    was = replace(WAS, name=text, notes="old")
    sides = (was, replace(was, notes=f"mine {text}"), replace(was, notes=f"their {text}"))
    gone = (was, replace(was, seats=5, id=2), None)
    shown = text.replace("\x1b", "\N{REPLACEMENT CHARACTER}")
    async with asked(sides, size=size, who=text) as question:
        assert f"{shown} was changed by {shown} while you were editing" in question.lines[1]
        assert f"mine    mine {shown}" in question.program.text()
        assert f"theirs  their {shown}" in question.program.text()
        await question.press("enter")
        assert f"Not decided yet: Notes of {shown}." in question.program.text()
        assert "\x1b" not in question.program.text()
        assert len(question.lines) == size[1]
    async with asked(sides, gone, size=size, who=text) as question:
        assert shown[:14] in question.line("[?]")
        assert f"were changed by {shown} while" in question.lines[1]


# what is chosen


@pytest.mark.parametrize("save", ["enter", "ctrl+s"])
@pytest.mark.parametrize("key", ["m", "left", "M"])
async def test_mine_is_saved_over_theirs(key: str, save: str) -> None:
    async with asked(NOTES) as question:
        assert question.marks == ["[?]"]
        await question.press(key)
        assert question.marks == ["[mine]"]
        assert "All decided" in question.program.text()
        await question.press(save)
        assert question.answer == Change("edit", (Edit(NOTES[2], NOTES[1]),))


@pytest.mark.parametrize("save", ["enter", "ctrl+s"])
@pytest.mark.parametrize("key", ["t", "right", "T"])
async def test_theirs_stays_and_mine_is_kept_for_the_history(key: str, save: str) -> None:
    async with asked(NOTES) as question:
        await question.press(key)
        assert question.marks == ["[theirs]"]
        await question.press(save)
        assert question.answer.licenses == ()
        given_up = Change("edit", (Edit(NOTES[2], NOTES[1]),))
        assert question.answer.overruled == given_up


async def test_a_choice_can_be_changed_until_it_is_saved() -> None:
    async with asked(NOTES, SEATS) as question:
        await question.press("T", "m")
        assert question.marks == ["[mine]", "[theirs]"]
        await question.press("M", "j", "t")
        assert question.marks == ["[mine]", "[theirs]"]
        await question.press("right", "left", "k", "right")
        assert question.marks == ["[theirs]", "[mine]"]
        assert question.answers == []


async def test_each_record_gets_what_was_chosen_for_it() -> None:
    anna = a_contact(phone="1")
    people: Sides = (anna, replace(anna, phone="2"), replace(anna, phone="3", notes="new"))
    async with asked(NOTES, SEATS, people) as question:
        assert question.marks == ["[?]"] * 3
        await question.press("t", "j", "m", "j", "m", "enter")
        answer = question.answer
        assert answer.licenses == (Edit(SEATS[2], SEATS[1]),)
        assert answer.contacts == (Edit(people[2], replace(people[2], phone="2")),)
        assert answer.overruled == Change("edit", (Edit(NOTES[2], NOTES[1]),))


async def test_two_fields_of_one_record_are_chosen_apart_and_the_rest_is_merged() -> None:
    mine = replace(WAS, notes="hers", seats=600, site="jira.example.org")
    theirs = replace(WAS, notes="his", seats=700, partner="Ocean")
    async with asked((WAS, mine, theirs)) as question:
        assert "Seats" in question.line("[?]")
        await question.press("m", "j", "t", "enter")
        merged = replace(theirs, seats=600, site="jira.example.org")
        assert question.answer.licenses == (Edit(theirs, merged),)
        given_up = Edit(theirs, replace(theirs, notes="hers"))
        assert question.answer.overruled == Change("edit", (given_up,))


@pytest.mark.parametrize("save", ["enter", "ctrl+s"])
async def test_nothing_is_saved_while_a_line_is_not_decided(save: str) -> None:
    async with asked(NOTES, SEATS) as question:
        await question.press("m", "k", save)
        assert question.answers == []
        assert "Not decided yet: Seats of Confluence." in question.program.text()
        assert "─ Seats of Confluence " in question.program.text()
        await question.press("t", save)
        assert question.answer.licenses == (Edit(NOTES[2], NOTES[1]),)


async def test_esc_goes_back_with_nothing_saved() -> None:
    async with asked(NOTES) as question:
        await question.press("m", "escape")
        assert question.answers == [None]


async def test_the_keys_are_shown_by_help() -> None:
    async with asked(NOTES) as question:
        await question.press("question_mark")
        assert "Keep your value" in question.program.text()
        await question.press("escape", "m", "enter")
        assert question.answer.licenses


async def test_values_that_do_not_fit_together_are_said_and_chosen_otherwise() -> None:
    was = a_contact("Anna", email="anna@example.org")
    mine = replace(was, name="", email="a@example.org")
    theirs = replace(was, name="Anna Martin", email="")
    async with asked((was, mine, theirs)) as question:
        await question.press("m", "j", "t", "enter")
        assert question.answers == []
        sentence = "Not saved: Full name of a@example.org: a contact needs a name or an address."
        assert sentence in question.program.text()
        assert "─ Full name of a@example.org" in question.program.text()
        await question.press("t", "enter")
        assert question.answer.contacts == ()
        assert question.answer.overruled is not None


# whole records


async def test_a_record_removed_there_is_brought_back_with_my_changes_or_let_go() -> None:
    for key, edits in (("m", (Edit(None, NOTES[1]),)), ("t", ())):
        async with asked((NOTES[0], NOTES[1], None)) as question:
            assert "Jira Software was removed by another session while you" in question.lines[1]
            row = question.line("[?]")
            assert "Whole license" in row
            assert "restore it with my" in row
            assert "leave it removed" in row
            assert "Notes: old -> hers" in question.program.text()
            await question.press(key, "enter")
            assert question.answer.licenses == edits
            assert (question.answer.overruled is None) is (key == "m")


async def test_a_record_changed_there_is_removed_or_kept() -> None:
    for key, edits in (("m", (Edit(NOTES[2], None),)), ("t", ())):
        async with asked((NOTES[0], None, NOTES[2])) as question:
            title = "Jira Software was changed by another session while you were removing it"
            assert title in question.lines[1]
            row = question.line("[?]")
            assert "remove it" in row
            assert "keep it as changed there" in row
            assert "Notes: old -> his" in question.program.text()
            await question.press(key, "enter")
            assert question.answer.licenses == edits
            assert (question.answer.overruled is None) is (key == "m")


async def test_of_a_record_that_both_brought_back_one_is_kept() -> None:
    for key, edits in (("m", (Edit(NOTES[2], NOTES[1]),)), ("t", ())):
        async with asked((None, NOTES[1], NOTES[2])) as question:
            assert "Jira Software was restored by another session" in question.lines[1]
            assert "Notes: hers" in question.program.text()
            assert "Notes: his" in question.program.text()
            await question.press(key, "enter")
            assert question.answer.licenses == edits
            assert (question.answer.overruled is None) is (key == "m")


# in the program


async def archive_where_others_changed(store: MemoryStore, program: Running) -> None:
    """Archive the license, which another session has just removed."""
    store.portfolio = Portfolio((), store.portfolio.contacts)
    await program.press("2", "D")
    assert "Jira Software was removed by another session" in program.text()


@pytest.mark.parametrize(("key", "is_back"), [("m", True), ("t", False)])
async def test_the_answer_is_saved_and_what_is_given_up_stands_in_the_history(
    key: str, is_back: bool
) -> None:
    store = MemoryStore(a_portfolio(WAS))
    async with running(store=store) as program:
        await archive_where_others_changed(store, program)
        await program.press(key, "enter")
        assert store.portfolio.licenses == ((replace(WAS, archived=True),) if is_back else ())
        (entry,) = store.history().entries
        assert [change.name for change in entry.overruled] == ([] if is_back else [WAS.name])
        assert ("Archived: Jira" if is_back else "Kept the other session") in program.text()


async def test_esc_saves_nothing_and_says_so() -> None:
    store = MemoryStore(a_portfolio(WAS))
    async with running(store=store) as program:
        await archive_where_others_changed(store, program)
        await program.press("escape")
        assert store.portfolio.licenses == ()
        assert store.history().entries == ()
        assert "NOT SAVED: another session removed" in program.text()
