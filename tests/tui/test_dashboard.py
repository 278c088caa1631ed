from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from textual.events import Click
from textual.geometry import Size

from licensetui.clock import clock_from
from licensetui.demo import demo_portfolio
from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Away, ContactKind
from licensetui.domain.day_events import DayEvent
from licensetui.domain.finding import Finding
from licensetui.domain.license import Assignment, Hosting, Role
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Progress
from licensetui.outlook import Outlook
from licensetui.store.memory import MemoryStore
from licensetui.tui.terminal.tty import has_blocks
from licensetui.tui.views.agenda import Agenda
from licensetui.tui.views.findings import LOOKING, Findings
from licensetui.tui.widgets.bars import TopBar
from licensetui.tui.widgets.caption import Caption
from licensetui.tui.widgets.totals import Totals
from licensetui.tui.widgets.weeks import WeekGrid
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import LARGE, running

LARGE_COST = Money(Decimal(465_100), "USD")


def squeezed(text: str) -> str:
    """Return a text with one blank where columns stand apart by several."""
    return re.sub(" +", " ", text)


async def test_it_opens_on_what_is_due_without_a_key() -> None:
    overdue = a_license("Old app", id=2, terms=(a_term(-2),))
    async with running(a_portfolio(a_license(), overdue)) as program:
        lines = program.text().splitlines()

    assert len(lines) == 24
    rows = [" ".join(line.split()) for line in lines]
    assert any(row.startswith("x -2 20 Nov ends Old app") for row in rows)
    assert any(row.startswith("! 9 01 Dec ends Jira Software DC 500") for row in rows)
    assert "[22]" in program_text(lines)
    assert "Sun 22 Nov 2026" in lines[0]


def program_text(lines: list[str]) -> str:
    return "\n".join(lines)


MONTHS_SHOWN = "Nov Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct"


async def test_at_120_columns_every_currency_has_its_amounts() -> None:
    async with running(demo_portfolio(TODAY), size=LARGE) as program:
        text = program.text()

    assert all(f"  {currency}  " in text for currency in ("EUR", "CHF", "USD"))
    assert " + " not in text.split("Next 12 months")[1].splitlines()[0]
    assert all("  ".join(x) in text for x in (("Nov ", "Dec"), ("Sep ", "Oct")))


async def test_at_80_columns_there_are_twelve_months_and_what_has_no_line_is_named() -> None:
    async with running(demo_portfolio(TODAY)) as program:
        text = program.text()
        assert "Next 12 months, EUR" in text
        assert "+ 3.6k CHF, 9k USD" in text
        assert MONTHS_SHOWN in text


async def test_amounts_of_two_months_do_not_run_together() -> None:
    terms = (a_term(20, cost=Money(Decimal(11_600), "USD")), a_term(50, cost=LARGE_COST))
    licenses = [a_license(id=id, terms=(term,)) for id, term in enumerate(terms, 1)]
    portfolio = a_portfolio(*licenses)
    async with running(portfolio) as program:
        assert MONTHS_SHOWN in program.text()
        assert " 12k .5M\n" in program.text()
        await program.pilot.resize_terminal(120, 40)
        await program.settle()
        assert " USD        11.6k  465k" in program.text()


async def test_a_thousand_million_takes_more_room_than_other_amounts() -> None:
    costs = (Money(Decimal(12_300_000_000), "VND"), Money(Decimal(45_600_000_000), "VND"))
    licenses = [
        a_license(id=id, terms=(a_term(days, cost=cost),))
        for id, (days, cost) in enumerate(zip((20, 50), costs, strict=True), 1)
    ]
    async with running(a_portfolio(*licenses)) as program:
        assert " 1e10 5e10" in program.text()
        assert "Next 9 months, VND" in program.text()


def _column(text: str, sign: str) -> list[str]:
    return [line[32:] for line in text.splitlines() if sign in line[32:]]


async def test_the_bars_show_the_amounts_of_the_first_currency(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terms = [
        a_term(20, cost=Money(Decimal(8000), "EUR")),
        a_term(50, cost=Money(Decimal(1), "EUR")),
    ]
    licenses = [a_license(id=id, terms=(term,)) for id, term in enumerate(terms, 1)]
    portfolio = a_portfolio(*licenses)
    monkeypatch.delenv("TERM", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    async with running(portfolio) as program:
        assert _column(program.text(), "█") == ["     ███", "     ███", "     ███ ▄▄▄"]
    monkeypatch.setenv("LC_ALL", "fr_FR.ISO-8859-1")
    async with running(portfolio) as program:
        assert _column(program.text(), "#") == ["     ###", "     ###", "     ### ###"]


@pytest.mark.parametrize(
    ("environ", "is_shown"),
    [
        ({}, True),
        ({"LANG": "de_CH.UTF-8", "TERM": "xterm-256color"}, True),
        ({"LC_ALL": "C", "LANG": "de_CH.ISO-8859-1"}, True),
        ({"LC_ALL": "", "LC_CTYPE": "", "LANG": "de_CH.ISO-8859-15"}, False),
        ({"LANG": "fr_FR@euro"}, False),
        ({"LANG": "C.utf8", "TERM": "vt220"}, False),
        ({"TERM": "linux"}, True),
    ],
)
def test_blocks_are_drawn_where_the_terminal_has_them(
    environ: dict[str, str], is_shown: bool
) -> None:
    assert has_blocks(environ) is is_shown


async def test_the_marks_of_days_are_explained_as_far_as_there_is_room() -> None:
    async with running(demo_portfolio(TODAY), demo=True) as program:
        line = program.text().splitlines()[-2]
    assert line.startswith(" x overdue  ! 30 days  * 90 days  . later  m reminder ")
    assert line.endswith("demo: nothing is saved")


async def test_one_day_is_one_day_where_the_marks_are_explained() -> None:
    async with running(a_portfolio(), settings=Settings(urgent_days=1, soon_days=2)) as program:
        line = program.text().splitlines()[-2]
    assert line.startswith(" x overdue  ! 1 day  * 2 days  . later")


async def test_the_findings_say_that_they_are_still_looked_for_and_come_in_that_place() -> None:
    async with running(demo_portfolio(TODAY)) as program:
        found = program.text().splitlines()
        findings = program.app.screen.query_one(Findings)
        outlook = program.app.session.outlook
        findings.outlook = Outlook(outlook.portfolio, TODAY, outlook.settings)
        await program.settle()
        looking = program.text().splitlines()
        top, bottom = findings.region.y, findings.region.bottom
    assert looking[top].startswith("─ Findings ─")
    assert looking[top + 1 : bottom] == [f" {LOOKING}", *[""] * (bottom - top - 2)]
    assert (looking[:top], looking[bottom:]) == (found[:top], found[bottom:])


async def test_weeks_roll_from_this_one_and_the_agenda_goes_with_them() -> None:
    licenses = [
        a_license(name, id=id, terms=(a_term(days),))
        for id, (name, days) in enumerate((("Old", -2), ("Near", 9), ("Far", 40), ("Last", 90)), 1)
    ]
    async with running(a_portfolio(*licenses)) as program:
        agenda = program.app.screen.query_one(Agenda)

        def current() -> str:
            entry = agenda.current
            return entry.license.name if isinstance(entry, AgendaEntry) else ""

        assert "16 Nov - 20 Dec 2026" in program.text()
        assert "47  16  17  18  19 >20x 21 [22" in program.text()
        assert "Dec 30   1!" in program.text()
        assert current() == "Old"
        await program.press("right_square_bracket")
        assert "14 Dec 2026 - 17 Jan 2027" in program.text()
        assert current() == "Far"
        await program.press("right_square_bracket")
        assert current() == "Last"
        await program.press("left_square_bracket", "left_square_bracket")
        assert "16 Nov - 20 Dec 2026" in program.text()
        assert current() == "Old"
        await program.press("left_square_bracket")
        assert "19 Oct - 22 Nov 2026" in program.text()


async def test_the_weeks_stop_at_the_ends_of_the_calendar() -> None:
    async with running(a_portfolio()) as program:
        weeks = program.app.screen.query_one(WeekGrid)
        for day, key, title in (
            (date.max, "right_square_bracket", "27 Dec - 31 Dec 9999 ─"),
            (date.min, "left_square_bracket", "─ 01 Jan - 04 Feb 1 ─"),
        ):
            weeks.turn_to(day)
            await program.press(key, key)
            assert weeks.day == day
            assert title in program.text()


async def test_many_lines_of_the_agenda_begin_with_the_first_of_the_weeks() -> None:
    licenses = [a_license(f"Tool {n:02}", id=n, terms=(a_term(n),)) for n in range(1, 80)]
    async with running(a_portfolio(*licenses)) as program:
        await program.press("right_square_bracket")
        assert " 22 14 Dec " in program.text().splitlines()[2]


async def test_a_click_on_a_month_shows_its_weeks_and_what_is_due_in_it() -> None:
    licenses = [a_license(f"Tool {n}", id=n, terms=(a_term(n),)) for n in (3, 40, 101)]
    async with running(a_portfolio(*licenses)) as program:
        await program.pilot.click("#year", offset=(17, 3))
        await program.settle()
        assert "01 Mar - 04 Apr 2027" in program.text()
        await program.press("enter")
        assert "Licenses > Tool 101" in program.text()


async def test_the_day_under_the_cursor_is_opened_by_a_double_click() -> None:
    async with running(a_portfolio(a_license(terms=(a_term(2),)))) as program:
        await program.pilot.click("#weeks", offset=(3 + 4, 2 + 1), times=2)
        await program.settle()
        assert "Licenses > Jira Software DC 500" in program.text()


async def test_the_week_starts_as_the_settings_say() -> None:
    async with running(a_portfolio(), settings=Settings(week_start="sunday")) as program:
        assert "Su  Mo  Tu" in program.text()


async def test_licenses_that_ended_long_ago_do_not_hide_what_comes_next() -> None:
    lapsed = [a_license(f"Lapsed {n}", id=n, terms=(a_term(-100 - n),)) for n in range(2, 42)]
    async with running(a_portfolio(a_license(), *lapsed)) as program:
        text = program.text()
        assert "12 Aug ended 40 licenses up to this day" in squeezed(text)
        assert "─ 40 ended by 2026-08-12 and are still open ─" in text
        assert "Jira Software DC 500" in text
        await program.press("enter")
        assert "filter: overdue" in program.text()
        assert "Licenses: 40" in program.text()


async def test_a_canceled_license_that_ended_is_not_due() -> None:
    done = a_license(terms=(a_term(-3, decision=Decision.CANCEL),))
    async with running(a_portfolio(done)) as program:
        assert "Due: nothing" in program.text()


def subject(findings: Findings) -> int | None:
    """Return the id of the license that the finding under the cursor is about."""
    current = findings.current
    return current.license if isinstance(current, Finding) else None


async def test_the_exclamation_mark_goes_to_the_next_finding_from_anywhere() -> None:
    first = a_license("Alpha", wanted=(), terms=(a_term(200),))
    second = a_license("Beta", id=2, wanted=(), terms=(a_term(200),))
    async with running(a_portfolio(first, second)) as program:
        await program.press("3", "exclamation_mark")
        findings = program.app.screen.query_one(Findings)
        assert program.focused is findings
        assert subject(findings) == 1
        await program.press("exclamation_mark")
        assert subject(findings) == 2
        await program.press("enter")
        assert "Licenses > Beta" in program.text()
        assert program.focused is not None
        assert program.focused.id == "wanted"


async def test_a_finding_is_said_whole_between_the_panels_with_what_to_press() -> None:
    name = "Structure by Tempo for Jira Data Center"
    lost = a_license(name, wanted=(), terms=(a_term(9),), reminders=(2,))
    async with running(a_portfolio(lost)) as program:
        await program.press("exclamation_mark")
        findings = program.app.screen.query_one(Findings)
        assert isinstance(findings.current, Finding)
        top = program.app.screen.query_one(Caption).region.y
        first, second = program.text().splitlines()[top : top + 2]
        reason, _, keys = first.strip("─ ").partition(" ─")
        assert keys.strip("─ ") == "Enter: its contacts"
        assert f"{reason} {second.strip()}".strip() == findings.current.reason


async def test_a_caption_leaves_out_what_it_explains_before_it_cuts_what_it_says() -> None:
    license = a_license("Jira", vendor="Atlassian", terms=(a_term(-2),))
    async with running(a_portfolio(license)) as program:
        caption = program.app.screen.query_one(Caption)
        caption.say("Jira ended 2 d ago: it stopped working, as all do", "Then", "r renew")
        await program.settle()
        assert "─ Jira ended 2 d ago: it stopped working, as all do ─" in program.text()
        caption.say(f"{'Jira ' * 9}ended 2 d ago: it stopped working, as all do", "Then", "r renew")
        await program.settle()
        assert "Jira ended 2 d ago ─" in program.text()


async def test_a_finding_about_an_address_opens_that_field() -> None:
    broken = a_contact(email="anna@example..org")
    async with running(a_portfolio(contacts=(broken,))) as program:
        await program.press("exclamation_mark", "enter")
        assert "Contacts > Anna Martin" in program.text()
        assert program.focused is not None
        assert program.focused.id == "email"


async def test_the_cursor_stays_on_its_entry_when_something_before_it_goes() -> None:
    first = a_license("Alpha", terms=(a_term(3),))
    second = a_license("Beta", id=2, terms=(a_term(5),))
    async with running(a_portfolio(first, second)) as program:
        agenda = program.app.screen.query_one(Agenda)
        await program.press("j")
        await program.press("2", "D", "1")
        assert program.focused is agenda
        assert "Alpha" not in program.text().split("─ Next")[0]
        await program.press("enter")
        assert "Licenses > Beta" in program.text()


async def test_an_empty_program_says_what_to_press() -> None:
    async with running(Portfolio()) as program:
        assert "n adds the first license" in program.text()
        assert "I imports a list" in program.text()
        await program.press("n")
        assert "Licenses > new" in program.text()


async def test_amounts_of_different_currencies_are_never_added() -> None:
    async with running(demo_portfolio(TODAY), size=LARGE) as program:
        await program.press("2")
        title = next(line for line in program.text().splitlines() if "Licenses:" in line)
    assert all(currency in title for currency in ("EUR", "USD", "CHF"))


@pytest.mark.parametrize("width", [80, 100, 120])
async def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    app = a_license("x" * 300, hosting=Hosting.CLOUD, wanted=(Assignment(1, Role.TECHNICAL),))
    async with running(a_portfolio(app), size=(width, 24)) as program:
        for key in ("1", "2", "3"):
            await program.press(key)
            lines = program.text().splitlines()
            assert len(lines) == 24
            assert max(map(len, lines)) <= width


async def test_below_its_size_it_says_what_it_needs_and_comes_back_when_there_is_room() -> None:
    async with running(demo_portfolio(TODAY), size=(59, 20)) as program:
        assert "licensetui needs 60x20; this is 59x20" in program.text()
        assert "Due:" not in program.text()
        await program.pilot.resize_terminal(60, 20)
        await program.settle()
        assert "Due: " in program.text()
        assert "needs" not in program.text()
        await program.press("j", "j", "enter")
        assert "Licenses > Jira Software DC 500" in program.text()
        await program.press("escape")
        await program.pilot.resize_terminal(60, 19)
        await program.settle()
        assert "licensetui needs 60x20; this is 60x19" in program.text()


async def test_at_60_by_20_nothing_that_counts_is_left_out() -> None:
    """It refused to show anything below 80 by 24."""
    name = "Structure by Tempo for Jira Data Center"
    lost = a_license(name, wanted=(), terms=(a_term(9),), reminders=(2,))
    async with running(a_portfolio(lost), size=(60, 20)) as program:
        lines = program.text().splitlines()
        text = program.text()

    assert len(lines) == 20
    assert max(map(len, lines)) <= 60
    assert lines[2].split()[:5] == ["!", "9", "01", "Dec", "ends"]
    assert " Structure by Tem…ira Data Center " in lines[2]
    assert lines[2].endswith(" NOBODY")
    assert all(tab in lines[0] for tab in ("1 Dashboard", "2 Licenses", "4 Portal", "5 History"))
    assert "16 Nov - 06 Dec 2026" in text
    assert "Next 7 months" in text
    assert "Findings: " in text
    assert lines[-2].startswith(" x overdue  ! 30 days  * 90 days  . later")
    assert all(word in lines[-1] for word in ("? Help", "Enter Open", "q Quit"))


async def test_all_tabs_are_seen_at_60_columns_however_many_steps_there_are() -> None:
    licenses = [a_license(f"Tool {n}", id=n, terms=(a_term(200),)) for n in range(1, 1001)]
    async with running(a_portfolio(*licenses), size=(60, 20)) as program:
        line = program.text().splitlines()[0]
        assert line == " 1 Dashboard 2 Licenses 3 Contacts 4 Portal 1000 5 History"
        await program.pilot.click(TopBar, offset=(line.index("5 Hist"), 0))
        await program.settle()
        assert program.app.screen.query_one(TopBar).current == "History"


async def test_keys_do_nothing_to_what_is_not_seen_for_want_of_room() -> None:
    async with running(demo_portfolio(TODAY), size=(50, 20)) as program:
        before = program.store.portfolio
        await program.press("x", "j", "D", "space", "r", "exclamation_mark", "n", "z")
        assert program.store.portfolio == before
        assert "licensetui needs 60x20; this is 50x20" in program.text()
        await program.pilot.resize_terminal(80, 24)
        await program.settle()
        assert "Due: " in program.text()
        await program.press("x")
        assert "Done: " in program.text()
        await program.pilot.resize_terminal(50, 24)
        await program.settle()
        after = program.store.portfolio
        await program.press("j", "x")
        assert program.store.portfolio == after


async def test_cost_and_reader_of_what_is_due_stand_beside_it() -> None:
    team = a_contact("Ops", id=2, email="ops@example.org")
    read = a_license("Read", terms=(a_term(5, cost=Money(Decimal(7000), "EUR")),), reminders=(2,))
    lost = a_license("Lost", id=2, wanted=(), terms=(a_term(20),), reminders=(2,))
    ordered = a_license("Bought", id=3, terms=(a_term(21, progress=Progress.ORDERED),))
    async with running(a_portfolio(read, lost, ordered, contacts=(a_contact(), team))) as program:
        rows = {name: row for row in program.text().splitlines()[2:5] for name in row.split()[5:6]}
    assert rows["Read"].split()[6:] == ["7k", "EUR", "anna.martin@example.org"]
    assert rows["Lost"].split()[6:8] == ["-", "NOBODY"]
    assert rows["Bought"].split()[6:] == ["-", "anna.martin@example.org", "ordered"]


async def test_where_names_are_long_the_reader_is_named_and_not_the_address() -> None:
    name = "Structure by Tempo for Jira Data Center"
    read = a_license(name, terms=(a_term(5, cost=Money(Decimal(7000), "EUR")),), reminders=(2,))
    async with running(a_portfolio(read)) as program:
        row = squeezed(program.text().splitlines()[2])
        assert row == f"! 5 27 Nov ends {name[:16]}…{name[-16:]} 7k EUR Anna Martin"
        await program.pilot.resize_terminal(120, 40)
        await program.settle()
        row = squeezed(program.text().splitlines()[2])
        assert row == f"! 5 27 Nov ends {name} 7k EUR anna.martin@example.org"


async def test_two_long_names_are_cut_where_they_differ_and_a_reader_keeps_the_last_name() -> None:
    lea = a_contact("Léa van den Berg", email="lea.vandenberg@example.org")
    licenses = (
        a_license(f"Jira Service Management, {city} and all offices", id=id, terms=(a_term(20),))
        for id, city in enumerate(("Lyon", "Paris"), 1)
    )
    async with running(a_portfolio(*licenses, contacts=(lea,))) as program:
        rows = [squeezed(row) for row in program.text().splitlines() if "12 Dec ends" in row]
    assert [row.partition("ends ")[2] for row in rows] == [
        "Jira Service…Lyon and all offices - L. van den Berg",
        "Jira Servic…Paris and all offices - L. van den Berg",
    ]


async def test_what_is_due_and_what_is_wrong_is_counted() -> None:
    days = (-2, 5, 20, 60, 200, 300)
    licenses = [
        a_license(f"Tool {n}", id=n, terms=(a_term(n_days),)) for n, n_days in enumerate(days, 1)
    ]
    async with running(a_portfolio(*licenses)) as program:
        assert "Due: 1 overdue, 3 in 30 days, 4 in 90" in program.text()
        found = program.app.screen.query_one(Findings)
        marks = Counter(
            x.severity.mark for x in program.app.session.outlook.findings if not x.is_told_by_dates
        )
        counts = ", ".join(f"{marks[x]} {x}" for x in "x!*." if marks[x])
        assert found.title.startswith(f"Findings: {counts}   ")
    async with running(a_portfolio(*licenses[4:])) as program:
        assert "Due: 6 later" in program.text()


async def test_what_to_do_about_the_most_urgent_stands_below_the_agenda() -> None:
    portfolio = a_portfolio(a_license("Old app", terms=(a_term(-2),)))
    async with running(portfolio) as program:
        line = next(x for x in program.text().splitlines() if "─ Old app ended 2 d ago" in x)
        assert line.endswith(" r renew  x done ─")
    store = MemoryStore(portfolio)
    store.is_writable = False
    async with running(store=store) as program:
        assert "─ Old app ended 2 d ago" in program.text()
        assert "r renew" not in program.text()


async def test_findings_come_worst_first_and_dates_stand_in_the_agenda_alone() -> None:
    recent = a_license("Recent", id=2, terms=(a_term(-2),))
    nobody = a_license("Nobody", id=3, wanted=(), terms=(a_term(200),))
    async with running(a_portfolio(recent, nobody)) as program:
        found = program.app.screen.query_one(Findings).items
        reasons = [x.reason.split()[0] for x in found if isinstance(x, Finding)]
        assert reasons == ["Nobody", "Only", "Portal"]
        assert "Recent" in program.text().split("Findings")[0]


async def test_many_findings_of_one_rule_are_one_line_until_they_are_wanted() -> None:
    licenses = [a_license(f"Tool {n:02}", id=n, wanted=(), terms=(a_term(200),)) for n in range(30)]
    async with running(a_portfolio(*licenses[1:])) as program:
        await program.press("shift+tab")
        assert "+ 29 licenses have no technical contact" in program.text()
        await program.press("enter", "j", "j")
        findings = program.app.screen.query_one(Findings)
        assert program.focused is findings
        assert subject(findings) == 2
        assert "- 29 licenses have no technical contact" in program.text()
        await program.press("g", "enter")
        assert "+ 29 licenses" in program.text()


async def test_a_mended_finding_does_not_make_the_next_one_be_passed_over() -> None:
    first = a_license("Alpha", wanted=(), terms=(a_term(200),))
    second = a_license("Beta", id=2, wanted=(), terms=(a_term(200),))
    third = a_license("Gamma", id=3, wanted=(), terms=(a_term(200),))
    async with running(a_portfolio(first, second, third)) as program:
        await program.press("exclamation_mark", "2", "D", "exclamation_mark")
        assert subject(program.app.screen.query_one(Findings)) == 2


async def test_the_days_of_the_month_are_walked_and_opened() -> None:
    away = a_contact(away=(Away(date(2026, 11, 25), date(2026, 11, 27)),))
    one = a_license("One", terms=(a_term(9),), reminders=(2,))
    async with running(a_portfolio(one, contacts=(away,))) as program:
        await program.press("tab")
        assert "─ Sun 22 Nov 2026, today ─" in program.text()
        assert "\n  Nothing\n" in program.text()
        await program.press("enter")
        assert "Nothing on Sun 22 Nov 2026" in program.text()
        await program.press("l", "l", "l")
        assert "─ Wed 25 Nov 2026, in 3 d ─" in program.text()
        assert "\n  a Anna Martin away until 27 Nov\n" in program.text()
        await program.press("enter")
        assert "Contacts > Anna Martin" in program.text()
        await program.press("escape", "j", "up", "right", "right", "right", "right", "l", "l")
        assert "─ Tue 01 Dec 2026, in 9 d ─" in program.text()
        assert "\n  ! One ends" in program.text()
        await program.press("h", "h")
        assert "m reminder about One" in program.text()
        await program.press("full_stop")
        assert "Sun 22 Nov 2026, today" in program.text()
        assert "29m" in program.text()


async def test_several_things_on_a_day_are_chosen_from() -> None:
    pair = [
        a_license(name, id=n, terms=(a_term(2),), reminders=(0,))
        for n, name in ((1, "Alpha"), (2, "Beta"))
    ]
    async with running(a_portfolio(*pair)) as program:
        await program.press("tab", "l", "l")
        assert (
            "\n  ! Alpha ends; ! Beta ends; m reminder about Alpha; m reminder about Beta\n"
            in program.text()
        )
        await program.press("enter", *"beta", "enter")
        assert "Licenses > Beta" in program.text()


async def test_m_puts_mails_and_absences_among_what_is_due() -> None:
    away = a_contact(away=(Away(date(2026, 11, 24), date(2026, 11, 27)),))
    portfolio = a_portfolio(a_license(reminders=(4,)), contacts=(away,))
    async with running(portfolio) as program:
        lines = program.app.screen.query_one(Agenda)
        before = len(lines.items)
        await program.press("m")
        assert len(lines.items) == before + 2
        assert "a 2 24 Nov" in squeezed(program.text())
        assert "m 5 27 Nov" in squeezed(program.text())
        await program.press("m")
        assert len(lines.items) == before


async def test_what_is_done_about_contacts_is_done_from_the_agenda_too() -> None:
    lea = a_contact("Léa Petit", id=2, email="l.petit@example.org")
    anna = a_contact(away=(Away(date(2026, 11, 28), date(2026, 11, 30)),))
    async with running(a_portfolio(a_license(), contacts=(anna, lea))) as program:
        await program.press("t", *"pet", "enter")
        license = program.store.portfolio.license(1)
        assert license
        assert [x.contact for x in license.wanted if x.primary] == [2]
        await program.press("i")
        assert "Who sees Jira Software DC 500: " in program.text()
        await program.press("escape", "u", "H")
        assert "Hand over > Anna Martin" in program.text()
        await program.press("escape", "v")
        assert "On the portal > Jira Software DC 500" in program.text()
        await program.press("escape", "m", "home")
        agenda = program.app.screen.query_one(Agenda)
        while not (isinstance(agenda.current, DayEvent) and agenda.current.contact):
            await program.press("j")
        await program.press("t")
        assert "Primary" not in program.text()
        await program.press("H")
        assert "Hand over > Anna Martin" in program.text()


async def test_it_says_who_reads_the_next_mail() -> None:
    away = a_contact(away=(Away(date(2026, 12, 1), date(2026, 12, 20)),))
    read = a_license("Read", terms=(a_term(5),), reminders=(2,))
    lost = a_license("Lost", id=2, terms=(a_term(20),), reminders=(2,))
    async with running(a_portfolio(read, lost, contacts=(away,))) as program:
        assert (
            "25 Nov reminder: only Anna Martin reads it, to anna.martin@example.org"
            in program.text()
        )
        await program.press("j")
        assert (
            "NOBODY reads the next reminder, 10 Dec: Anna Martin away 01-20 Dec" in program.text()
        )
        assert "NOBODY" in next(x for x in program.text().splitlines() if " Lost" in x)


@pytest.mark.parametrize("size", [(60, 24), (80, 24), LARGE])
async def test_that_no_reminder_comes_any_more_is_said_where_its_reader_would_be(
    size: tuple[int, int],
) -> None:
    """It was blank, as if nobody had looked; `due` printed it."""
    last = a_license("Last", terms=(a_term(3),))
    quoted = a_license("Quoted", id=2, terms=(a_term(3, progress=Progress.QUOTED),))
    away = a_contact("Zoé", id=2, away=(Away(TODAY, date(2026, 11, 24)),))
    portfolio = a_portfolio(last, quoted, contacts=(a_contact(), away))
    async with running(portfolio, size=size) as program:
        await program.press("m")
        rows = [" ".join(line.split()) for line in program.text().splitlines()]
        agenda = program.app.screen.query_one(Agenda)
        agenda.outlook = Outlook(portfolio, TODAY, Settings())
        await program.settle()
        not_known_yet = program.text()
    assert next(x for x in rows if " Last " in x).endswith("no reminder")
    assert next(x for x in rows if " Quoted " in x).endswith("quoted")
    assert not any("no reminder" in x for x in rows if "Zoé" in x)
    assert "no reminder" not in not_known_yet


async def test_a_doubtful_address_is_said_where_the_reader_is() -> None:
    typo = a_contact("Bruno", email="b.durand@gmial.com")
    license = a_license(reminders=(0,))
    async with running(a_portfolio(license, contacts=(typo,))) as program:
        assert "nobody knows who reads it, to b.durand@gmial.com (typo?)" in program.text()


async def test_where_nobody_knows_who_reads_a_reminder_it_is_said_and_no_word_is_cut() -> None:
    team = a_contact("Ops", email="ops-and-licenses@a-rather-long-name.example.org")
    long = "Jira Service Management (Data Center), all plants of the company"
    one = a_license(long, sen="SEN-12345678", terms=(a_term(20),), reminders=(2,))
    async with running(
        a_portfolio(one, contacts=(replace(team, kind=ContactKind.TEAM),))
    ) as program:
        await program.press("m", "home", "j")
        (line,) = [x for x in program.text().splitlines() if x.startswith("m ")]
        assert "nobody knows" in line
        assert " remind " in line
        assert "reminder: nobody knows who reads it, to ops-and-licenses@" in program.text()


async def test_totals_take_the_place_of_the_year_and_stand_beside_it_where_there_is_room() -> None:
    async with running(demo_portfolio(TODAY)) as program:
        assert "per year, by vendor" not in program.text()
        await program.press("a")
        text = program.text()
        assert "due, by year" in text
        assert "Findings" not in text
        await program.press("a")
        assert "Findings" in program.text()
        await program.pilot.resize_terminal(160, 40)
        await program.settle()
        text = program.text()
        assert "due, by year" in text
        assert "Findings" in text
        assert "Next 12 months" in text


async def test_at_200_by_60_the_room_is_used() -> None:
    async with running(demo_portfolio(TODAY), size=(200, 60)) as program:
        lines = program.text().splitlines()
        assert len(lines) == 60
        assert max(map(len, lines)) <= 200
        text = program.text()
        assert "16 Nov 2026 - 24 Jan 2027" in text
        assert "per year, by organization" in text
        assert "Jira Service Management Cloud  " in text
        assert "Example Industrie SA  " in text
        assert "NOBODY: karel.novak@example..org (" in text


async def test_after_midnight_and_after_another_session_it_is_right() -> None:
    store = MemoryStore(a_portfolio(a_license(terms=(a_term(2),))))
    async with running(store=store) as program:
        assert "! 2 24 Nov ends" in squeezed(program.text())
        license = store.portfolio.license(1)
        assert license is not None
        store.commit(Change("rename", (Edit(license, replace(license, name="Renamed")),)))
        program.app.session.look_at_store()
        program.app.session._clock = clock_from({"LICENSETUI_TODAY": "2026-11-23T00:00"})
        program.app.session.look_at_clock()
        await program.settle()
        assert "! 1 24 Nov ends Renamed" in squeezed(program.text())
        assert "Mon 23 Nov 2026" in program.text()
        assert "[23]" in program.text()


async def test_a_click_on_the_month_that_comes_when_it_has_no_room_any_more_does_nothing() -> None:
    """It ended the program: the place was divided by the width."""
    async with running(a_portfolio()) as program:
        month = program.app.screen.query_one(WeekGrid)
        day = month.day
        month.display = False
        await program.settle()
        month._size = Size(0, 0)  # as while a terminal of one column is laid out
        month.post_message(Click(month, 3, 3, 0, 0, 1, False, False, False))
        await program.settle()
        assert program.app.is_running
        assert month.day == day


async def test_the_day_of_the_selected_line_is_marked_in_the_weeks() -> None:
    near, far = (a_license(f"In {days}", id=days, terms=(a_term(days),)) for days in (9, 12))
    async with running(a_portfolio(near, far)) as program:
        assert "Dec 30 > 1!" in program.text()
        await program.press("j", "j", "j")
        assert "Dec 30   1!" in program.text()
        assert program.text().count("> 4!") == 1
        await program.press("tab")  # the weeks have a cursor of their own
        assert "> 4!" not in program.text()


async def test_the_cursor_of_the_costs_passes_their_headings_by() -> None:
    licenses = (a_license("One", id=1), a_license("Two", id=2, vendor="Other"))
    async with running(a_portfolio(*licenses)) as program:
        await program.press("a")
        totals = program.app.screen.query_one(Totals)
        met = set[int]()
        for key in (*["down"] * len(totals.items), *["up"] * len(totals.items), "G", "g"):
            met.add(totals.cursor)
            await program.press(key)
        totalled = {i for i, line in enumerate(totals.items) if line.total}
        assert met == totalled
        assert totals.cursor == 1
        assert totals.scroll_y == 0
