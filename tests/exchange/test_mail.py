"""What a reminder tells, when it is news, and that names cannot write headers of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy, utils

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.demo import demo_portfolio
from licensetui.domain.finding import Finding
from licensetui.domain.mailbox import mailbox
from licensetui.domain.milestones import Urgency
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Progress
from licensetui.exchange.mail import message_text, reminder, subject
from licensetui.exchange.notices import News, no_longer, notices
from licensetui.outlook import Outlook
from tests.builders import HOSTILE, SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.outlooks import find_all
from tests.store.strategies import portfolios

NOW = datetime(2026, 11, 22, 7, 0, 2, tzinfo=UTC)
FROM = "licensetui@example.org"
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
]


def told_of(*ends: int, today: date = TODAY, settings: Settings = SETTINGS) -> tuple[News, ...]:
    """Return what is to be told of licenses that end so many days from TODAY."""
    licenses = [
        a_license(f"L{days}", id=id, terms=(a_term(days),)) for id, days in enumerate(ends, 1)
    ]
    return notices(Outlook(a_portfolio(*licenses), today, settings), ())


def stages(told: tuple[News, ...]) -> list[int]:
    """Return the stages of all that is told."""
    return [stage for notice in told for _, stage in notice.stages]


def news(days: int, told: dict[str, int]) -> list[str]:
    """Return what is new of a license that ends in so many days, and note that it was told."""
    found = [
        notice
        for notice in notices(
            Outlook(
                a_portfolio(a_license(terms=(a_term(100),))),
                TODAY + timedelta(days=100 - days),
                Settings(decision_lead_days=0, order_lead_days=0),
            ),
            (),
        )
        if notice.is_new(told)
    ]
    new = [x for notice in found for x in notice.stages if x[1] < told.get(x[0], x[1] + 1)]
    told.update(new)
    return [key.partition("term 1 ")[2] for key, _ in new]


def test_a_date_is_news_on_each_of_its_reminder_days_and_not_in_between() -> None:
    told: dict[str, int] = {}
    heard = [days for days in range(100, -40, -1) if "ends 2027-03-02" in news(days, told)]
    assert heard == [90, 60, 45, 30, 15, 0, -1, -15]


def test_after_days_without_a_run_a_date_is_told_once() -> None:
    told: dict[str, int] = {}
    assert [bool(news(days, told)) for days in (40, 40, 39, 10, 9)] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_a_clock_that_went_back_tells_nothing_again() -> None:
    told: dict[str, int] = {}
    assert [bool(news(days, told)) for days in (10, 50, 10)] == [True, False, False]


def test_a_license_has_reminder_days_of_its_own() -> None:
    ends = a_term(20)
    usual = a_license(terms=(ends,))
    assert stages(notices(Outlook(a_portfolio(usual), TODAY, SETTINGS), ())) == [30]
    own = replace(usual, reminders=(25, 5))
    assert stages(notices(Outlook(a_portfolio(own), TODAY, SETTINGS), ())) == [25]
    later = replace(usual, reminders=(19,))
    assert notices(Outlook(a_portfolio(later), TODAY, SETTINGS), ()) == ()


def test_what_is_overdue_is_told_whatever_the_reminder_days() -> None:
    silent = a_license(terms=(a_term(-400),), reminders=())
    [notice] = notices(Outlook(a_portfolio(silent), TODAY, SETTINGS), ())
    assert (notice.urgency, stages((notice,))) == (Urgency.OVERDUE, [-1])


def test_what_is_handled_snoozed_or_archived_is_not_told() -> None:
    snoozed = a_license(terms=(a_term(9, snoozed_until=TODAY + timedelta(days=2)),))
    done = a_license(id=2, terms=(a_term(9, progress=Progress.DONE),))
    archived = a_license(id=3, archived=True)
    assert notices(Outlook(a_portfolio(snoozed, done, archived), TODAY, SETTINGS), ()) == ()


def test_only_urgent_findings_are_told_and_none_that_the_dates_tell() -> None:
    nobody = a_license(wanted=(), terms=(a_term(-2),))
    portfolio = a_portfolio(nobody)
    found = find_all(portfolio, TODAY, SETTINGS)
    assert {"overdue", "no-technical-contact"} <= {finding.rule for finding in found}
    soon = Finding("x", Urgency.SOON, "not urgent", "x", "terms", license=1)
    told = notices(Outlook(portfolio, TODAY, SETTINGS), (*found, soon))
    assert [(bool(notice.entry), notice.subject) for notice in told] == [
        (True, "Jira Software DC 500"),
        (False, "Jira Software DC 500 has no technical contact"),
    ]


def test_a_finding_is_news_again_when_it_gets_worse() -> None:
    urgent = Finding("x", Urgency.URGENT, "bad in 9 d", "x", "terms", license=1)
    worse = replace(urgent, severity=Urgency.OVERDUE, reason="bad since yesterday")
    [first] = notices(Outlook(Portfolio(), TODAY, SETTINGS), [urgent])
    [second] = notices(Outlook(Portfolio(), TODAY, SETTINGS), [worse])
    told = dict(first.stages)
    assert not first.is_new(told)
    assert second.is_new(told)
    assert no_longer([first], told) == ()
    assert no_longer([], told) == tuple(told)


def test_another_wrong_address_is_news_and_no_address_is_kept() -> None:
    keys = set()
    for email in ("anna@gmial.com", "Anna@gmial.com", "anna@gmal.com"):
        portfolio = a_portfolio(contacts=(a_contact(email=email),))
        found = find_all(portfolio, TODAY, SETTINGS)
        told = notices(Outlook(portfolio, TODAY, SETTINGS), found)
        keys |= {key for notice in told for key, _ in notice.stages}
    wrong = [key for key in keys if "email" in key]
    assert len(wrong) == 2
    assert not any("anna" in key or "@" in key for key in keys)


def test_the_text_says_when_what_who_reads_and_what_to_do() -> None:
    licenses = a_portfolio(
        a_license(),
        a_license("Old wiki", id=2, wanted=(), sen="", terms=(a_term(-2),)),
        a_license(
            "Office", id=3, vendor="Microsoft", terms=(a_term(43, auto_renew=True, notice_days=30),)
        ),
        a_license("Tempo", id=4, terms=(a_term(20, decision=Decision.CANCEL),)),
    )
    told = notices(Outlook(licenses, TODAY, SETTINGS), find_all(licenses, TODAY, SETTINGS))
    text = message_text(told, SETTINGS, NOW, "/srv/x.json on jira1")
    assert text == (
        "New since the last message, as of 2026-11-22:\n\n"
        "x OVERDUE\n\n"
        "  2026-11-20  2 d ago  Old wiki: ended\n"
        "    Atlassian\n"
        "    next vendor email goes to: NOBODY\n"
        "    to do: renew it, archive it, or record the outcome\n\n"
        "x WRONG\n\n"
        "  Old wiki has no technical contact\n"
        "    Atlassian\n"
        "    to do: assign a contact in the license list\n\n"
        "! WITHIN 30 DAYS\n\n"
        "  2026-12-01  in 9 d  Jira Software DC 500: ends\n"
        "    Atlassian, SEN-1001\n"
        "    next vendor email goes to: anna.martin@example.org\n"
        "    to do: renew it\n\n"
        "  2026-12-05  in 13 d  Office: cancel by\n"
        "    Microsoft, SEN-1003\n"
        "    then: ends 2027-01-04 (in 43 d)\n"
        "    next vendor email goes to: anna.martin@example.org\n"
        "    to do: cancel by then, or it auto-renews and is billed\n\n"
        "  2026-12-12  in 20 d  Tempo: ends\n"
        "    Atlassian, SEN-1004\n"
        "    next vendor email goes to: anna.martin@example.org\n"
        "    to do: it is to be canceled: make sure that nobody needs it anymore\n\n"
        "------------------------------------------------------------------------\n"
        "/srv/x.json on jira1\n"
        "To see everything: `licensetui due`, `licensetui findings`, or `licensetui` for\n"
        "the app.\n"
        "You will not be reminded of these again until their next reminder day.\n"
    )


def test_a_subject_is_cut_where_the_name_is_long_and_keeps_the_day() -> None:
    [told] = notices(Outlook(a_portfolio(a_license("J" * 99)), TODAY, SETTINGS), ())
    line = subject([told], NOW)
    assert len(line) == 78
    assert line.startswith("licensetui: 1 due, first in 9 d (2026-12-01) JJ")
    assert line.endswith("J... ends")


def test_a_finding_names_number_and_organization() -> None:
    licenses = a_portfolio(a_license(wanted=(), organization="ACME", terms=(a_term(300),)))
    told = notices(Outlook(licenses, TODAY, SETTINGS), find_all(licenses, TODAY, SETTINGS))
    text = message_text(told, SETTINGS, NOW, "x")
    assert "has no technical contact\n    Atlassian, SEN-1001, ACME\n" in text


def test_a_license_is_told_of_once_by_its_next_date_whichever_of_its_dates_is_new() -> None:
    license = a_license(terms=(a_term(90, notice_days=60),))
    portfolio = a_portfolio(license)
    [first] = notices(Outlook(portfolio, TODAY, SETTINGS), ())
    assert stages((first,)) == [0, 30, 60, 90]  # decide, cancel, order, ends: all on one day
    told = dict(first.stages)
    text = message_text([first], SETTINGS, NOW, "x")
    assert text.count(license.name) == 1
    assert "2026-11-22  today  Jira Software DC 500: decide by" in text
    assert (
        "then: cancel by 2026-12-22 (in 30 d), order by 2027-01-21 (in 60 d), "
        "ends 2027-02-20 (in 90 d)" in text
    )

    later = TODAY + timedelta(days=16)  # the order is 44 days ahead: new; the next is to cancel
    [second] = notices(Outlook(portfolio, later, SETTINGS), ())
    assert second.is_new(told)
    assert second.entry is not None
    assert second.entry.kind.value == "cancel by"
    assert not second.is_new(dict(second.stages))


def test_years_of_lapsed_licenses_do_not_hide_what_comes_next() -> None:
    text = message_text(told_of(-900, 9, -400, -2), SETTINGS, NOW, "x")
    places = [text.index(name) for name in ("L-2:", "L9:", "MORE THAN 30 DAYS", "L-400:", "L-900:")]
    assert places == sorted(places)


def test_what_ended_as_long_ago_as_the_limit_is_not_long_ended_yet() -> None:
    text = message_text(told_of(-30), SETTINGS, NOW, "x")
    assert "MORE THAN" not in text
    assert "MORE THAN 30 DAYS" in message_text(told_of(-31), SETTINGS, NOW, "x")


def test_a_cancellation_of_what_renews_itself_is_to_be_confirmed() -> None:
    term = a_term(-3, auto_renew=True, decision=Decision.CANCEL)
    [told] = notices(
        Outlook(a_portfolio(a_license(terms=(term,), reminders=())), TODAY, SETTINGS), ()
    )
    text = message_text([told], SETTINGS, NOW, "x")
    assert "2026-11-19  3 d ago  Jira Software DC 500: canceled?" in text
    assert "to do: it auto-renewed unless the vendor has the cancellation" in text


def test_what_renewed_itself_is_told_once_and_neither_as_ended_nor_as_unpaid() -> None:
    term = a_term(-91, auto_renew=True, notice_days=60)
    portfolio = a_portfolio(a_license(terms=(term,)))
    [told] = notices(Outlook(portfolio, TODAY, SETTINGS), find_all(portfolio, TODAY, SETTINGS))
    text = message_text([told], SETTINGS, NOW, "x")
    assert "2026-08-23  91 d ago  Jira Software DC 500: auto-renewed" in text
    assert "then: decide by 2027-05-25 (in 184 d), cancel by 2027-06-24" in text
    assert "next vendor email goes to: anna.martin@example.org" in text
    assert "to do: confirm the renewal with its new cost" in text
    assert "ENDED MORE THAN" not in text
    assert "archive it" not in text
    later = Outlook(portfolio, TODAY + timedelta(days=5), SETTINGS)
    [again] = notices(later, ())
    assert not again.is_new(dict(told.stages))


def test_what_renews_itself_is_not_to_be_renewed_but_to_be_expected() -> None:
    portfolio = a_portfolio(a_license(terms=(a_term(22, auto_renew=True, notice_days=30),)))
    [told] = notices(Outlook(portfolio, TODAY, SETTINGS), ())
    text = message_text([told], SETTINGS, NOW, "x")
    assert "in 22 d  Jira Software DC 500: auto-renews" in text
    assert "to do: it auto-renews: expect an invoice" in text


@pytest.mark.parametrize(
    ("ends", "says"),
    [
        ((9,), "licensetui: 1 due, first in 9 d (2026-12-01) L9 ends"),
        ((0,), "licensetui: 1 due, first today (2026-11-22) L0 ends"),
        ((20, 9, 25), "licensetui: 3 due, first in 9 d (2026-12-01) L9 ends"),
        ((9, -2, -900), "licensetui: 2 overdue, 1 due, first 2 d ago (2026-11-20) L-2 ended"),
    ],
)
def test_the_subject_says_it_all(ends: tuple[int, ...], says: str) -> None:
    assert subject(told_of(*ends), NOW) == says


def test_the_subject_of_findings_alone() -> None:
    found = [
        Finding("x", Urgency.URGENT, f"{name} is wrong", "x", "terms", license=id)
        for id, name in enumerate(("J" * 90, "Wiki"))
    ]
    told = notices(Outlook(Portfolio(), TODAY, SETTINGS), found)
    assert subject(told, NOW) == f"licensetui: 2 findings: {'J' * 51}..."
    assert len(subject(told, NOW)) == 78
    assert subject(told[1:], NOW) == "licensetui: 1 finding: Wiki is wrong"


@pytest.mark.parametrize(
    "name",
    ["é" * 60, "x", "\U0001f4c5 Jira  x", "a" * 21, "漢字 " * 30, "=?utf-8?q?a=0d=0aBcc:b?="],
)
def test_a_subject_is_read_as_it_was_written(name: str) -> None:
    told = notices(Outlook(a_portfolio(a_license(name)), TODAY, SETTINGS), ())
    content = reminder(told, SETTINGS, FROM, ["a@b.org"], NOW, "x").as_bytes()
    assert message_from_bytes(content, policy=policy.default)["Subject"] == subject(told, NOW)
    [header] = re.findall(rb"\r\nSubject: ([^ ].*(?:\r\n .*)*)", content)
    assert header.isascii()
    assert all(len(word) <= 75 for word in re.findall(rb"=\?utf-8\?\S+\?=", header))


def test_the_message_id_is_that_of_what_is_told_to_whom_on_a_day() -> None:
    def id(ends: int = 9, to: str = FROM, at: datetime = NOW) -> str:
        return str(reminder(told_of(ends), SETTINGS, FROM, [to], at, "x")["Message-ID"])

    assert id() == id(at=NOW + timedelta(hours=3))
    assert len({id(), id(ends=10), id(to="a@b.c"), id(at=NOW + timedelta(days=1))}) == 4
    assert id().endswith("@example.org>")


@pytest.mark.parametrize(
    "text", [*HOSTILE, "x\r\nBcc: all@example.org", "x\n\n.\nMAIL", "x\x85\u2028y"]
)
def test_a_name_cannot_write_a_header_or_end_the_message(text: str) -> None:
    licenses = a_portfolio(a_license(text, vendor=text, sen=text))
    told = notices(Outlook(licenses, TODAY, SETTINGS), ())
    message = reminder(told, SETTINGS, FROM, ["anna@example.org"], NOW, text)
    _parses_back(message.as_bytes(), told, ["anna@example.org"], text)


def _parses_back(
    content: bytes,
    told: tuple[News, ...],
    recipients: list[str],
    place: str,
    at: datetime = NOW,
) -> None:
    read = message_from_bytes(content, policy=policy.default)
    assert read.keys() == HEADERS
    assert not read.defects
    assert read["Subject"] == subject(told, at)
    assert read["From"] == f"licensetui <{FROM}>"
    assert [one.addr_spec for one in read["To"].addresses] == recipients
    assert utils.parsedate_to_datetime(read["Date"]) == at
    assert read["Auto-Submitted"] == "auto-generated"
    assert read.get_content_type() == "text/plain"
    text = read.get_content().replace("\r\n", "\n")
    assert text == message_text(told, SETTINGS, at, place)
    assert all(plain(line) == line for line in text.split("\n"))
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert content.isascii()


@given(portfolios(), st.dates(date(1970, 1, 1)), st.text(max_size=20))
def test_any_portfolio_gives_a_message_that_parses_back(
    portfolio: Portfolio, today: date, place: str
) -> None:
    told = notices(Outlook(portfolio, today, SETTINGS), find_all(portfolio, today, SETTINGS))
    keys = [key for notice in told for key, _ in notice.stages]
    assert len(set(keys)) == len(keys)
    named = [notice.entry.license.id for notice in told if notice.entry]
    assert len(set(named)) == len(named)
    if told:
        at = datetime(today.year, today.month, today.day, 7, tzinfo=UTC)
        to = ["anna@example.org", "it@xn--mnchen-3ya.example"]
        message = reminder(told, SETTINGS, FROM, to, at, place)
        _parses_back(message.as_bytes(), told, to, place, at)


@pytest.mark.parametrize(
    ("text", "is_taken_as"),
    [
        (" anna@Example.ORG ", "anna@example.org"),
        ("root@localhost", "root@localhost"),
        ("it@münchen.example", "it@xn--mnchen-3ya.example"),
        ("zoé@example.org", "zoé@example.org"),
        ("o'neil+x@example.org", "o'neil+x@example.org"),
    ],
)
def test_an_address_to_write_to(text: str, is_taken_as: str) -> None:
    assert mailbox(text) == is_taken_as


@pytest.mark.parametrize(
    "text",
    [
        "",
        "root",
        "a@b\r\nBcc: x@y.org",
        "a\n@b.org",
        "a@b.org,c@d.org",
        "Anna <anna@example.org>",
        '"a b"@example.org',
        "a b@example.org",
        "=?utf-8?q?a=0d=0abcc:x?=@example.org",
        "a\u202e@example.org",
        "a..b@example.org",
        "a@-b.org",
        "a@b..org",
        "a@[127.0.0.1]",
        f"{'a' * 250}@example.org",
    ],
)
def test_what_is_no_address_to_write_to(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not (an|a plain) address"):
        mailbox(text)


@given(st.text(max_size=30))
def test_no_address_ends_a_line_or_begins_another(text: str) -> None:
    for words in (text, f"{text}@example.org", f"a@{text}"):
        try:
            found = mailbox(words)
        except ValueError:
            continue
        assert found.count("@") == 1
        assert not set(found) & set('\r\n ,;:<>()[]\\"\x00')


def test_a_mail_names_no_key_of_the_screens() -> None:
    """Whoever reads it has no cursor on the license."""
    portfolio = demo_portfolio(TODAY)
    for days in range(0, 400, 20):
        today = TODAY + timedelta(days=days)
        told = notices(Outlook(portfolio, today, SETTINGS), find_all(portfolio, today, SETTINGS))
        assert not [x.to_do for x in told if re.search(r"\([a-zA-Z0-9!]\)|, then x\b", x.to_do)]
