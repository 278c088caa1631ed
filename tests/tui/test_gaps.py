"""What days away uncover while they are typed, and what one key does against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from licensetui.domain.audience import Cover
from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.coverage_fixes import Fix, FixKind
from licensetui.domain.license import Assignment, License, LicenseType, Role, SeenAssignment
from licensetui.domain.portfolio import Portfolio
from licensetui.outlook import Outlook
from licensetui.tui.forms.gap_words import fixes_from, fixes_text, gap_lines, gap_title
from licensetui.tui.forms.gaps import GapFinder, Gaps, combined
from licensetui.tui.widgets.rule import SectionRule
from tests.builders import (
    HOSTILE,
    SETTINGS,
    TODAY,
    a_contact,
    a_license,
    a_portfolio,
    a_reminded_license,
    a_term,
)
from tests.tui.running import Running, running

ANNA = a_contact()
LEA = a_contact("Léa Petit", id=2, email="l.petit@example.org")
OPS = a_contact("Ops", id=3, email="ops@example.org", kind=ContactKind.TEAM, members=(1,))
AWAY = Away(date(2026, 12, 10), date(2026, 12, 28))
DECEMBER = a_term(date(2026, 12, 14))
"""Ends on a day of the absence: so does the last of the vendor's mails before the end."""


def an_outlook(*licenses: License, contacts: tuple[Contact, ...] = (ANNA, LEA, OPS)) -> Outlook:
    return Outlook(a_portfolio(*licenses, contacts=contacts), TODAY, SETTINGS)


def gap_words(gaps: Gaps, today: date) -> tuple[str, tuple[str, ...]]:
    """Return what the heading and the lines say."""
    lines = gap_lines(gaps, today, {ANNA.id})
    return gap_title(gaps), tuple(" ".join(filter(None, line)) for line in lines)


def alone(id: int = 1, **overrides: object) -> License:
    """Return a license that Anna alone reads."""
    return a_reminded_license(f"Alone {id}", id=id, terms=(DECEMBER,), **overrides)


def together(id: int = 9) -> License:
    wanted = (Assignment(1, Role.TECHNICAL, True), Assignment(2, Role.TECHNICAL))
    return a_reminded_license(f"Together {id}", id=id, terms=(DECEMBER,), wanted=wanted)


def test_an_absence_says_which_mails_nobody_reads_and_which_one_alone() -> None:
    outlook = an_outlook(alone(), together())
    gaps = GapFinder(outlook, ANNA).look(replace(ANNA, away=(AWAY,)))
    title, lines = gap_words(gaps, TODAY)
    assert title == "1 reminder nobody reads, 1 with one reader left, 13 working days unread"
    assert lines[0] == "x 14 Dec Alone 1 read by NOBODY"
    assert lines[1] == "x 10-28 Dec anna.martin@example.org read by NOBODY, 13 working days"
    assert lines[2] == ("Ctrl+R: add Léa Petit as secondary technical contact where it helps")


@pytest.mark.parametrize(
    "planned",
    [
        ANNA,
        replace(ANNA, away=(Away(date(2026, 12, 15), date(2026, 12, 17)),)),
        replace(ANNA, last_day=date(2027, 6, 1)),
        replace(ANNA, name="Anna", phone="1", notes="2", deputy=2),
    ],
)
def test_days_without_a_mail_uncover_nothing(planned: Contact) -> None:
    assert gap_words(GapFinder(an_outlook(alone()), ANNA).look(planned), TODAY) == (
        "",
        (),
    )


def test_days_in_a_row_are_said_once_of_an_address_and_closed_for_each_license() -> None:
    terms = (a_term(300),)
    licenses = [a_license(f"{id}", id=id, terms=terms) for id in (1, 2, 3)]
    finder = GapFinder(an_outlook(*licenses), ANNA)
    planned = replace(ANNA, away=(AWAY,))
    gaps = finder.look(planned)
    assert gap_words(gaps, TODAY) == (
        "13 working days unread",
        (
            "x 10-28 Dec anna.martin@example.org read by NOBODY, 13 working days",
            "Ctrl+R: add Léa Petit as secondary technical contact where it helps",
        ),
    )
    chosen = finder.closing(gaps, planned)
    assert {fix.license.id for fix in chosen} == {1, 2, 3}
    assert finder.look(planned, chosen=chosen).lapses == ()


@pytest.mark.parametrize(
    "planned",
    [
        replace(ANNA, last_day=TODAY),
        replace(ANNA, mailbox_closes=date(2026, 12, 14)),
        replace(ANNA, bounced_on=TODAY),
    ],
)
def test_leaving_a_closed_mailbox_and_a_bounce_uncover_as_well_also_when_saved_before(
    planned: Contact,
) -> None:
    for saved in (ANNA, planned):
        outlook = an_outlook(alone(), contacts=(saved, LEA, OPS))
        gaps = GapFinder(outlook, saved).look(planned)
        assert gaps.lapses
        assert gaps.lapses[-1].after.day == date(2026, 12, 29) or gaps.proposal is not None


def test_the_deputy_that_was_just_typed_is_proposed_first() -> None:
    zoe = a_contact("Zoé", id=4, email="z@elsewhere.example")
    finder = GapFinder(an_outlook(alone(), contacts=(ANNA, LEA, zoe)), ANNA)
    gaps = finder.look(replace(ANNA, away=(AWAY,), deputy=4))
    assert gaps.proposal is not None
    assert gaps.proposal.contact is zoe
    assert "(deputy of Anna Martin)" in gap_words(gaps, TODAY)[1][-1]


def test_what_only_the_portal_can_close_does_not_stand_before_what_a_key_can() -> None:
    waits = replace(
        together(1), name="Waits", on_portal=(SeenAssignment(ANNA.email, Role.TECHNICAL, True),)
    )
    finder = GapFinder(an_outlook(waits, contacts=(ANNA, LEA)), ANNA)
    planned = replace(ANNA, away=(AWAY,))
    gaps = finder.look(planned)
    assert gaps.proposal is None
    assert finder.closing(gaps, planned) == ()
    step = "Step: add Léa Petit on the portal (already assigned)"
    assert gap_words(gaps, TODAY)[1][1] == step
    finder = GapFinder(an_outlook(waits, alone(2), contacts=(ANNA, LEA)), ANNA)
    gaps = finder.look(planned)
    assert gap_words(gaps, TODAY)[1][1:] == (
        step,
        "Ctrl+R: add Léa Petit as secondary technical contact where it helps",
    )
    assert [fix.license.id for fix in finder.closing(gaps, planned)] == [2]


def test_one_choice_closes_what_is_alike_and_is_dropped_with_its_gap() -> None:
    finder = GapFinder(an_outlook(alone(1), alone(2), together()), ANNA)
    planned = replace(ANNA, away=(AWAY,))
    chosen = finder.closing(finder.look(planned), planned)
    assert {(fix.license.id, fix.contact.id) for fix in chosen} == {(1, 2), (2, 2)}
    left = finder.look(planned, chosen=chosen)
    assert [lapse.after.license.id for lapse in left.lapses] == [9]
    title = gap_words(left, TODAY)[0]
    assert title == "1 reminder with one reader left, 2 fixed: Léa Petit"
    assert finder.look(ANNA, chosen=chosen).chosen == ()


def test_a_mail_that_the_chosen_one_will_not_read_either_is_still_told() -> None:
    leaver = replace(LEA, last_day=date(2026, 12, 20))
    finder = GapFinder(an_outlook(alone(), contacts=(ANNA, leaver)), ANNA)
    planned = replace(ANNA, away=(Away(date(2026, 12, 10), date(2027, 1, 10)),))
    gaps = finder.look(planned)
    days = [(lapse.after.day.isoformat(), bool(lapse.row)) for lapse in gaps.lapses]
    row = ("2026-12-10", True)
    assert days == [("2026-12-14", False), ("2026-12-29", False), row]
    left = finder.look(planned, chosen=finder.closing(gaps, planned))
    days = [(lapse.after.day.isoformat(), bool(lapse.row)) for lapse in left.lapses]
    assert days == [("2026-12-29", False), row]


def test_what_was_chosen_and_did_not_help_is_not_proposed_again() -> None:
    leaver = replace(LEA, last_day=date(2026, 12, 20))
    zoe = a_contact("Zoé", id=4, email="z.leroy@example.org", last_day=date(2026, 12, 20))
    license = a_license("Quiet", terms=(a_term(date(2028, 1, 1)),))
    finder = GapFinder(an_outlook(license, contacts=(ANNA, leaver, zoe)), ANNA)
    planned = replace(ANNA, away=(AWAY,))
    chosen: tuple[Fix, ...] = ()
    proposed = []
    while (gaps := finder.look(planned, chosen=chosen)).proposal is not None:
        proposed.append(gaps.proposal.contact)
        chosen = (*chosen, *finder.closing(gaps, planned))
        assert len(proposed) < 5
    assert proposed == [leaver, zoe]


def test_against_an_unread_mailbox_nobody_is_added_to_another_team() -> None:
    bills = replace(OPS, members=())
    wanted = (Assignment(1, Role.TECHNICAL, True), Assignment(3, Role.BILLING, True))
    license = a_license("Quiet", terms=(a_term(date(2028, 1, 1)),), wanted=wanted)
    finder = GapFinder(an_outlook(license, contacts=(ANNA, LEA, bills)), ANNA)
    gaps = finder.look(replace(ANNA, away=(AWAY,)))
    assert [bool(lapse.row) for lapse in gaps.lapses] == [True]
    assert gaps.proposal is not None
    assert gaps.proposal.kind is FixKind.CONTACT


def test_who_closes_most_gaps_is_proposed_before_who_is_less_loaded() -> None:
    leaver = replace(LEA, last_day=date(2026, 12, 20))
    zoe = a_contact("Zoé", id=4, email="z.leroy@example.org")
    busy = a_license("Busy", id=5, wanted=(Assignment(4, Role.TECHNICAL, True),))
    finder = GapFinder(an_outlook(alone(), busy, contacts=(ANNA, leaver, zoe)), ANNA)
    gaps = finder.look(replace(ANNA, away=(Away(date(2026, 12, 10), date(2027, 1, 10)),)))
    assert len(gaps.lapses) == 3
    assert gaps.proposal is not None
    assert gaps.proposal.contact == zoe


@pytest.mark.parametrize(
    ("about", "says"),
    [
        (
            {"type": LicenseType.EVALUATION},
            "my.atlassian.com accepts no more contacts for Alone 1",
        ),
        (
            {},
            "No other contact is available that day: add one, or check the mailbox yourself",
        ),
    ],
)
def test_where_nothing_can_be_proposed_it_says_why(about: dict[str, Any], says: str) -> None:
    outlook = an_outlook(alone(**about), contacts=(ANNA, replace(LEA, last_day=TODAY)))
    gaps = GapFinder(outlook, ANNA).look(replace(ANNA, away=(AWAY,)))
    assert gap_words(gaps, TODAY)[1][-1] == says


def test_a_new_member_of_the_team_closes_the_gap_of_all_that_the_team_reads() -> None:
    held = (Assignment(3, Role.TECHNICAL, True),)
    outlook = an_outlook(alone(1, wanted=held), alone(2, wanted=held))
    finder, planned = GapFinder(outlook, ANNA), replace(ANNA, away=(AWAY,))
    gaps = finder.look(planned)
    assert gaps.proposal is not None
    assert gaps.proposal.kind is FixKind.MEMBER
    chosen = finder.closing(gaps, planned)
    assert {lapse.after.cover for lapse in finder.look(planned, chosen=chosen).lapses} == {
        Cover.ONE
    }
    change = Change("x", contacts=(Edit(ANNA, planned),))
    change = combined(change, chosen, outlook.portfolio, TODAY)
    after = outlook.portfolio.with_contacts(e.after for e in change.contacts if e.after)
    assert [contact.members for contact in after.contacts] == [(), (), (1, 2)]
    assert after.contact(1) == planned


def test_a_choice_and_a_corrected_address_are_one_edit_of_the_license() -> None:
    outlook, license = an_outlook(alone()), alone()
    moved = replace(license, wanted=(replace(license.wanted[0], since=TODAY),))
    fix = Fix(FixKind.CONTACT, license, LEA, Role.TECHNICAL)
    change = combined(
        Change("x", licenses=(Edit(license, moved),)), (fix,), outlook.portfolio, TODAY
    )
    (edit,) = change.licenses
    assert edit.before == license
    assert edit.after is not None
    assert [(held.contact, held.since) for held in edit.after.wanted] == [(1, TODAY), (2, TODAY)]


def test_a_draft_brings_back_what_was_chosen() -> None:
    portfolio = an_outlook(alone()).portfolio
    chosen = (
        Fix(FixKind.CONTACT, portfolio.licenses[0], LEA, Role.TECHNICAL),
        Fix(FixKind.MEMBER, portfolio.licenses[0], LEA, Role.TECHNICAL, OPS),
    )
    assert fixes_from(fixes_text(chosen), portfolio) == chosen
    assert fixes_from(fixes_text(chosen), Portfolio()) == ()


@pytest.mark.parametrize(
    "text", ["", "contact,1,2", "contact,x,y,technical,z", "a,1,2,b,0", *HOSTILE]
)
def test_a_draft_that_says_something_else_brings_back_nothing(text: str) -> None:
    assert fixes_from(text, an_outlook(alone()).portfolio) == ()


def panel(program: Running) -> str:
    rule = program.app.screen.query_one("#away-rule", SectionRule)
    shown = program.text().splitlines()
    top = next(i for i, line in enumerate(shown) if line.startswith(f"─ {rule.title}"[:60]))
    return "\n".join((shown[top], *shown[top + 2 : top + 5]))


async def test_typing_an_absence_shows_at_once_what_it_uncovers_and_one_key_closes_it() -> None:
    portfolio = a_portfolio(alone(), contacts=(ANNA, LEA))
    async with running(portfolio) as program:
        await program.press("3", "e")
        top = [line.startswith("─ Away or leaving ─") for line in program.text().splitlines()]
        program.app.screen.query_one("#away").focus()
        await program.settle()
        await program.type("2026-12-10..2026-12-2")
        assert "Away: 2026-12-02 is before 2026-12-10" in program.text()
        await program.type("8")
        assert "x 14 Dec     Alone 1" in panel(program)
        assert "Ctrl+R: add Léa Petit as secondary technical contact" in program.text()
        now = [line.startswith("─ Away or leaving: ") for line in program.text().splitlines()]
        assert now == top, "nothing moves"
        await program.press("ctrl+r")
        assert "Away or leaving: 1 fixed: Léa Petit" in panel(program)
        await program.press("escape", "o")
        assert "1 fixed: Léa Petit" in panel(program), "the draft has it too"
        await program.press("ctrl+s")
        assert "Saved: Anna Martin. Added: Léa Petit (1 license). 4 shows the" in program.text()
        (license,) = program.store.portfolio.licenses
        assert license.wanted[1] == Assignment(2, Role.TECHNICAL, since=TODAY)
        anna = program.store.portfolio.contact(1)
        assert anna is not None
        assert anna.away == (AWAY,)
        await program.press("u")
        assert program.store.portfolio == portfolio, "one undo takes back both"


async def test_a_known_absence_is_told_when_the_form_opens_and_closed_without_typing() -> None:
    away = replace(ANNA, away=(AWAY,))
    async with running(a_portfolio(alone(), contacts=(away, LEA))) as program:
        await program.press("3", "e")
        assert "14 Dec" in panel(program)
        await program.press("ctrl+r")
        assert "not saved yet" in program.text()
        await program.press("ctrl+s")
        assert len(program.store.portfolio.licenses[0].wanted) == 2
        await program.press("n")
        assert "read by" not in panel(program), "nobody misses a contact who is new"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("tab", "tab", "x"), 'Last day: "x" is not a date. Use YYYY-MM-DD, 31, 12-31, or +30'),
        ((*"2026-12-31..2026-12-30",), "is before"),
        (("end", *", x"), "Away: "),
    ],
)
async def test_days_that_cannot_be_read_are_a_sentence_when_the_gap_is_to_be_closed(
    keys: tuple[str, ...], said: str
) -> None:
    """`3 e Tab Tab Tab Tab x Ctrl+R` ended the program."""
    away = replace(ANNA, away=(AWAY,))
    async with running(a_portfolio(alone(), contacts=(away, LEA))) as program:
        await program.press("3", "e", "tab", "tab", "tab", "tab", *keys, "ctrl+r")
        assert said in program.text()
        assert program.app.is_running
        await program.press("ctrl+r", "escape")
        assert program.store.portfolio == a_portfolio(alone(), contacts=(away, LEA))
