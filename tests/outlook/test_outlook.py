"""The outlook that followed changes is the one that would be made from nothing."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licensetui.cli.agenda import NONE
from licensetui.cli.licenses import reader
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.license import (
    Assignment,
    Hosting,
    License,
    LicenseType,
    Role,
    SeenAssignment,
)
from licensetui.domain.milestones import is_snoozed
from licensetui.domain.money import Money
from licensetui.domain.portal_steps import is_different, steps
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.sign_in import SignIns
from licensetui.domain.standing import is_over
from licensetui.domain.term import CostBasis, Decision, Progress, Term
from licensetui.findings.rule import (
    ContactRule,
    GatheringRule,
    LicenseRule,
    PortfolioRule,
    Rule,
)
from licensetui.findings.rules import RULES
from licensetui.findings.surroundings import Surroundings
from licensetui.outlook import Outlook
from licensetui.vendors import PORTALS
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term

MOST = 6
"""Licenses and contacts at the most: few, so that they have to do with each other."""
IDS = st.integers(1, MOST)
SOON = st.integers(-40, 130).map(lambda days: TODAY + timedelta(days=days))
PAST = st.integers(-900, -300).map(lambda days: TODAY + timedelta(days=days))
LENGTHS = st.sampled_from((30, 364, 365))
NOTICES: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    (
        {},
        {"notice_days": 30},
        {"notice_months": 2},
        {"notice_day": TODAY + timedelta(days=20)},
        {"notice_day": date(2000, 2, 29), "notice_yearly": True},
    )
)
ADDRESSES = st.sampled_from(
    (
        *("anna@acme.com", "ana@acme.com", "bob@acme.com", "it@acme.com", "anna@acme.co"),
        *("lea@acmee.com", "lea@gmial.com", "noreply@acme.com", "no address", ""),
        *("anna@acme.com", "lea@acmee.com"),  # more often, so that several have the same
    )
)
TYPES = (LicenseType.COMMERCIAL, LicenseType.DEVELOPER, LicenseType.EVALUATION)
ROLES = st.sampled_from(
    (*(Role.TECHNICAL, Role.BILLING, Role.BILLING_ADMIN) * 2, Role.ORGANIZATION_ADMIN)
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def terms(draw: st.DrawFn) -> Term:
    end = draw(maybe(SOON | PAST))
    start = end and draw(maybe(LENGTHS)) and end - timedelta(days=draw(LENGTHS))
    return Term(
        1,
        start=start or None,
        end=end,
        auto_renew=draw(st.booleans()),
        perpetual=draw(st.booleans()),
        **draw(NOTICES),
        cost=draw(maybe(st.integers(1, 9).map(lambda amount: Money(Decimal(amount), "EUR")))),
        cost_basis=draw(st.sampled_from(CostBasis)),
        per_seat=draw(st.booleans()),
        seats=draw(maybe(st.integers(0, 9))),
        decision=draw(st.sampled_from(Decision)),
        progress=draw(st.sampled_from(Progress)),
        snoozed_until=draw(maybe(SOON)),
    )


@st.composite
def licenses(draw: st.DrawFn, id: int) -> License:
    wanted = draw(st.lists(st.tuples(IDS, ROLES), max_size=3, unique=True))
    seen = draw(st.lists(st.tuples(ADDRESSES, ROLES), max_size=3, unique=True))
    primaries = draw(st.booleans())
    return License(
        draw(st.sampled_from(("Jira", "Jira", "Confluence", "App"))),
        id,
        vendor=draw(st.sampled_from(("Atlassian", "Other"))),
        product=draw(st.sampled_from(("Jira Software", "Confluence", ""))),
        hosting=draw(st.sampled_from(Hosting)),
        type=draw(st.sampled_from(TYPES)),
        site=draw(st.sampled_from(("", "here", "there"))),
        sen=draw(st.sampled_from(("", "SEN-1", "SEN-2"))),
        seats=draw(maybe(st.integers(1, 50))),
        seats_in_use=draw(maybe(st.integers(0, 50))),
        parent=draw(maybe(IDS)),
        portal=draw(st.sampled_from([*PORTALS.values()])),
        wanted=tuple(Assignment(*held, primary=primaries and held == wanted[0]) for held in wanted),
        on_portal=tuple(SeenAssignment(*held, primary=held == seen[0]) for held in seen),
        looked_on=draw(maybe(SOON)),
        terms=tuple(
            replace(x, id=id) for id, x in enumerate(draw(st.lists(terms(), max_size=2)), 1)
        ),
        reminders=draw(maybe(st.just((200, 5)))),
        owner=draw(maybe(IDS)),
        decision_lead_days=draw(maybe(st.sampled_from((0, 200)))),
        order_lead_days=draw(maybe(st.sampled_from((0, 200)))),
        entitlement=draw(st.sampled_from(("", "", "E-1"))),
        partner=draw(st.sampled_from(("", "Reseller"))),
        archived=draw(st.booleans()) and draw(st.booleans()),
    )


@st.composite
def contacts(draw: st.DrawFn, id: int) -> Contact:
    away = [Away(day, day + timedelta(days=20)) for day in draw(st.lists(SOON, max_size=1))]
    return Contact(
        draw(st.sampled_from(("Anna", "Bob", "Admins"))),
        draw(ADDRESSES),
        id,
        kind=draw(st.sampled_from(ContactKind)),
        members=tuple(draw(st.lists(IDS, max_size=2, unique=True))),
        sign_in_known_by=tuple(draw(st.lists(IDS, max_size=1))),
        deputy=draw(maybe(IDS)),
        away=tuple(away),
        last_day=draw(maybe(SOON)),
        bounced_on=draw(maybe(SOON)),
        vouched=draw(ADDRESSES),
        archived=draw(st.booleans()) and draw(st.booleans()),
    )


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    made: list[License] = []
    for id in sorted(draw(st.sets(IDS))):
        license, is_alike = draw(licenses(id)), draw(st.booleans())
        made.append(with_people(license, made[-1]) if made and is_alike else license)
    return Portfolio(tuple(made), tuple(draw(contacts(id)) for id in sorted(draw(st.sets(IDS)))))


def with_people(license: License, other: License) -> License:
    """Return a license with the people of another."""
    return replace(
        license,
        wanted=other.wanted,
        on_portal=other.on_portal,
        looked_on=other.looked_on,
        portal=other.portal,
        type=other.type,
    )


def anew(portfolio: Portfolio) -> Portfolio:
    """Return equal records that are other objects, as a file gives that was read again."""
    return Portfolio(
        tuple(replace(license) for license in portfolio.licenses),
        tuple(replace(contact) for contact in portfolio.contacts),
    )


def answers(outlook: Outlook) -> dict[str, object]:
    """Return all that an outlook is asked for."""
    licenses, contacts = outlook.portfolio.licenses, outlook.portfolio.contacts
    first = outlook.today.replace(day=1)
    return {
        "findings": outlook.findings,
        "findings of licenses": [outlook.license_findings(x) for x in licenses],
        "findings of contacts": [outlook.contact_findings(x) for x in contacts],
        "steps": outlook.steps,
        "agenda": outlook.agenda,
        "next entries": [outlook.next_entry(x) for x in licenses],
        "months": outlook.dates.months,
        "ended earlier": outlook.dates.ended_earlier,
        "snoozed": outlook.dates.snoozed,
        "events": outlook.dates.events(first, first + timedelta(days=60)),
        "mails": [outlook.next_mail(x) for x in licenses],
        "unread": [outlook.unread(x) for x in licenses],
        "coverage": [x for license in licenses for x in outlook.coverage(license).checkpoints],
        "names": [outlook.names.of(x) for x in licenses],
        "texts": outlook.names.license_texts(licenses),
        "people": outlook.names.contact_texts(contacts),
        "a year": (outlook.costs.yearly_by_vendor, outlook.costs.due_by_year),
        "current": (outlook.current.licenses, outlook.current.contacts),
        "kinds": [outlook.reports.kind_of(x) for x in contacts],
    }


QUESTIONS: tuple[Callable[[Outlook], object], ...] = (
    answers,
    lambda outlook: outlook.advance(0),
    lambda outlook: outlook.complete(),
    lambda outlook: outlook.findings,
    lambda outlook: outlook.find_about_contacts(),
    lambda outlook: [outlook.next_mail(x) for x in outlook.portfolio.licenses[:2]],
    lambda outlook: [outlook.contact_findings(x) for x in outlook.portfolio.contacts[:2]],
    lambda outlook: (outlook.agenda, outlook.dates.months),
    lambda outlook: None,
)
"""What may have been asked before the next change: all of it, a part, or nothing."""


@st.composite
def changes(draw: st.DrawFn, seen: list[Portfolio]) -> Portfolio:
    """Return what becomes of the last portfolio seen."""
    here = seen[-1]
    match draw(
        st.sampled_from(("license", "contact", "members", "both", "gone", "undo", "anew", "other"))
    ):
        case "license":
            return here.with_licenses([draw(licenses(draw(IDS)))])
        case "contact":
            return here.with_contacts([draw(contacts(draw(IDS)))])
        case "members":
            members = st.lists(IDS, max_size=3, unique=True).map(tuple)
            teams = [x for x in here.contacts if draw(st.booleans())]
            known = [replace(x, members=draw(members)) for x in teams]
            return here.with_contacts([replace(x, sign_in_known_by=draw(members)) for x in known])
        case "both":
            after = here.with_contacts([draw(contacts(draw(IDS)))])
            return after.with_licenses([draw(licenses(draw(IDS))), draw(licenses(MOST + 1))])
        case "gone":
            return here.with_licenses((), {draw(IDS)}).with_contacts((), {draw(IDS)})
        case "undo":
            return draw(st.sampled_from(seen))
        case "anew":
            return anew(here)
    return draw(portfolios())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_whatever_changes_it_is_the_outlook_that_would_be_made_from_nothing(
    data: st.DataObject,
) -> None:
    seen = [data.draw(portfolios())]
    today, wanted = TODAY, Settings()
    outlooks = [Outlook(seen[0], today, wanted)]
    for _ in range(data.draw(st.integers(1, 5))):
        data.draw(st.sampled_from(QUESTIONS))(outlooks[-1])
        seen.append(data.draw(changes(seen)))
        today += timedelta(days=data.draw(st.sampled_from((0, 0, 0, 0, 1, 40))))
        wanted = data.draw(
            st.just(wanted)
            | st.sampled_from(
                (
                    Settings(own_domains=("acme.co",)),
                    Settings(urgent_days=60),
                    Settings(unread_days=9, weekend=("friday",)),
                    Settings(reminder_days=(45, 0, -7), decision_lead_days=10),
                )
            )
        )
        outlooks.append(outlooks[-1].after(seen[-1], today, wanted))
        data.draw(st.sampled_from(QUESTIONS))(data.draw(st.sampled_from(outlooks)))  # an old one
    outlook = outlooks[-1]
    from_nothing = answers(Outlook(anew(seen[-1]), today, wanted))
    for question, answer in answers(outlook).items():
        assert answer == from_nothing[question], question
    assert outlook.complete().is_complete
    assert outlook.found == from_nothing["findings"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_who_lists_contacts_is_told_all_about_them_though_not_all_is_found(
    data: st.DataObject,
) -> None:
    portfolio = data.draw(portfolios())
    outlook, whole = (Outlook(portfolio, TODAY, SETTINGS) for _ in range(2))
    outlook.find_about_contacts()
    whole.complete()
    for contact in portfolio.contacts:
        assert outlook.contact_findings(contact) == whole.contact_findings(contact)
    assert not outlook.is_complete
    assert outlook.complete().findings == whole.findings


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_a_list_names_whom_the_whole_mail_names(data: st.DataObject) -> None:
    outlook = Outlook(data.draw(portfolios()), TODAY, SETTINGS)
    for license in outlook.portfolio.licenses:
        mail, readers = outlook.next_mail(license), outlook.portfolio.readers(license)
        counts = readers or any(x.role in license.portal.readers for x in license.on_portal)
        told = mail.brief if mail and (counts or mail.is_lost) else None
        either = told or next((x.email for x in readers if x.email), NONE)
        assert reader(license, outlook) == either


@pytest.mark.parametrize("gone", [(1,), (2, 1), (1, 2)])
def test_several_contacts_with_one_address_come_and_go(gone: tuple[int, ...]) -> None:
    lea, tom = a_contact("Lea", email="lea@acme.com"), a_contact("Tom", id=3, email="tom@acmee.com")
    portfolio = Portfolio((), (lea, tom))
    outlook = Outlook(portfolio, TODAY, Settings()).complete()
    portfolio = portfolio.with_contacts([a_contact("Lea 2", id=2, email="lea@acme.com")])
    outlook = outlook.after(portfolio, TODAY, Settings()).complete()
    for id in gone:
        portfolio = portfolio.with_contacts([], {id})
        outlook = outlook.after(portfolio, TODAY, Settings()).complete()
    known, anew = outlook.reports.known, Outlook(portfolio, TODAY, Settings()).reports.known
    assert known.uses("lea@acme.com") == anew.uses("lea@acme.com")
    assert known.domains.counts == anew.domains.counts
    assert outlook.findings == Outlook(portfolio, TODAY, Settings()).findings


@pytest.mark.parametrize("steps", range(1, 12))
def test_an_outlook_that_goes_on_does_not_meddle_with_the_one_after_it(steps: int) -> None:
    """As a dialog may that was opened before a change."""
    first, second, third = (a_license(f"App {id}", id=id, wanted=()) for id in (1, 2, 3))
    before = Outlook(a_portfolio(first, second, third), TODAY, Settings())
    for _ in range(steps):
        before.advance(0)
    after = before.after(before.portfolio.with_licenses([], {2, 3}), TODAY, Settings()).complete()
    before.complete()
    seen = replace(first, looked_on=TODAY - timedelta(days=400))
    after = after.after(after.portfolio.with_licenses([seen]), TODAY, Settings())
    assert answers(after) == answers(Outlook(anew(after.portfolio), TODAY, Settings()))


@pytest.mark.parametrize("question", range(len(QUESTIONS)))
def test_an_outlook_that_another_has_followed_goes_without_the_collector(question: int) -> None:
    """At 10,000 licenses each takes some MB, and the collector of the screens comes seldom."""
    license = a_license(wanted=(Assignment(1, Role.TECHNICAL, True),), terms=(a_term(20),))
    outlook = Outlook(a_portfolio(license, a_license(id=2)), TODAY, Settings())
    QUESTIONS[question](outlook)
    portfolio = outlook.portfolio.with_licenses([replace(license, notes="new")])
    gc.collect()
    gc.disable()
    try:
        parts = outlook, outlook.dates, outlook.names, outlook._answers, outlook._answers.findings
        gone = [weakref.ref(part) for part in parts]
        outlook = outlook.after(portfolio, TODAY, Settings())
        del parts
        assert not [there for ref in gone if (there := ref())]
        news = outlook.complete().with_news()
        gone = [weakref.ref(outlook)]
        del outlook
        assert gone[0]() is None
    finally:
        gc.enable()
    assert answers(news) == answers(Outlook(anew(portfolio), TODAY, Settings()))


def test_what_is_not_touched_by_a_change_is_not_worked_out_again() -> None:
    first, second = a_license(id=1), a_license("Confluence", id=2)
    outlook = Outlook(a_portfolio(first, second), TODAY, SETTINGS).complete()
    mails = [outlook.next_mail(license) for license in (first, second)]
    changed = replace(first, terms=(a_term(5),))
    after = outlook.after(outlook.portfolio.with_licenses([changed]), TODAY, SETTINGS)
    assert after.next_mail(changed) is not mails[0]
    assert after.next_mail(second) is mails[1]
    assert after.names is not outlook.names
    assert after.reports.known is outlook.reports.known


def test_other_members_of_a_team_are_no_matter_where_nobody_asks_who_reads() -> None:
    team = a_contact("Admins", id=1, email="it@acme.com", kind=ContactKind.TEAM, members=(2, 3))
    people = tuple(a_contact(f"Bob {id}", id=id, email=f"{id}@acme.com") for id in (2, 3))
    license = a_license(wanted=(Assignment(1, Role.TECHNICAL, True),), terms=(a_term(20),))
    outlook = Outlook(a_portfolio(license, contacts=(team, *people)), TODAY, Settings()).complete()
    texts, mail = outlook.names.license_texts([license]), outlook.next_mail(license)
    alone = outlook.portfolio.with_contacts([replace(team, members=(2,))])
    after = outlook.after(alone, TODAY, Settings()).complete()
    assert after.names.license_texts([license])[0] is texts[0]
    assert after.reports.known is outlook.reports.known
    assert after.next_mail(license) != mail
    assert "small-team" in {finding.rule for finding in after.findings}
    assert "small-team" not in {finding.rule for finding in outlook.findings}


def test_a_word_about_one_contact_is_heard_where_it_matters() -> None:
    """A domain that two contacts have is no slip any more, for either of them."""
    slip = a_contact("Lea", id=1, email="lea@acmee.com", kind=ContactKind.UNKNOWN)
    others = tuple(a_contact(id=id, email=f"{id}@acme.com") for id in (2, 3))
    license = a_license(wanted=(Assignment(1, Role.TECHNICAL, True),), terms=(a_term(20),))
    outlook = Outlook(a_portfolio(license, contacts=(slip, *others)), TODAY, Settings())
    assert outlook.complete().address_flaw(slip) == "typo?"
    mail = outlook.next_mail(license)
    joined = a_contact("Tom", id=4, email="tom@acmee.com")
    after = outlook.after(outlook.portfolio.with_contacts([joined]), TODAY, Settings())
    assert after.address_flaw(slip) == ""
    assert after.next_mail(license) != mail
    assert "typo" not in {finding.rule for finding in after.findings}


def test_who_was_told_of_a_record_before_all_was_found_hears_the_rest() -> None:
    """Also where all in all the same is found as before: what is on the screen is less."""
    anna = a_contact(kind=ContactKind.PERSON)
    license = a_license(wanted=(Assignment(1, Role.TECHNICAL, True),), terms=(a_term(20),))
    outlook = Outlook(a_portfolio(license, contacts=(anna,)), TODAY, Settings()).complete()
    assert "one person" in {finding.word for finding in outlook.contact_findings(anna)}
    confirmed = replace(anna, confirmed_on=TODAY)
    after = outlook.after(outlook.portfolio.with_contacts([confirmed]), TODAY, Settings())
    told = after.contact_findings(confirmed)
    after.complete()
    assert after.found == outlook.found
    assert told != after.contact_findings(confirmed)
    assert after.has_news
    assert not after.with_news().has_news


def test_findings_stand_until_the_new_ones_are_there() -> None:
    outlook = Outlook(a_portfolio(a_license(terms=())), TODAY, Settings())
    assert outlook.found is None
    before = outlook.complete().found
    assert before
    after = outlook.after(a_portfolio(a_license(terms=(a_term(300),))), TODAY, Settings())
    assert after.found == before
    assert after.complete().found != before
    assert after.has_news
    assert not after.with_news().has_news


def test_a_day_of_the_calendar_costs_no_look_at_all_others() -> None:
    far = tuple(a_license(id=id, terms=(a_term(id * 30),)) for id in range(1, 40))
    outlook = Outlook(Portfolio(far), TODAY, Settings())
    day = date(TODAY.year + 1, TODAY.month, 1)
    events = outlook.dates.events(day, day + timedelta(days=30))
    assert {event.day for event in events} <= {day + timedelta(days=n) for n in range(31)}
    assert events


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(portfolios())
def test_what_rests_on_people_is_the_same_for_every_license_with_the_same(
    portfolio: Portfolio,
) -> None:
    outlook = Outlook(portfolio, TODAY, SETTINGS)  # which its answers do not keep alive
    around = outlook._answers._around
    for license in portfolio.licenses:
        bare = a_license("Other", id=license.id, vendor="Other", terms=())
        other = with_people(bare, license)
        assert other.people == license.people
        for rule in RULES:
            if rule.rests_on_people:
                assert added(rule, license, around) == added(rule, other, around), rule.name
            elif isinstance(rule, ContactRule) or not rule.spares:
                continue
            elif rule.spares(other, around):
                assert not added(rule, license, around), rule.name


def added(rule: Rule, license: License, around: Surroundings) -> object:
    """Return what a license adds to a contact's fault; else whether a rule has to do with it."""
    if isinstance(rule, GatheringRule):
        return [*rule.gather(license, around)]
    if isinstance(rule, PortfolioRule):
        return rule.gather(license, around) is not None
    return isinstance(rule, LicenseRule) and rule.check(license, around) is not None


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(portfolios())
def test_each_license_is_told_what_each_rule_finds_whoever_else_is_asked_with_it(
    portfolio: Portfolio,
) -> None:
    outlook = Outlook(portfolio, TODAY, Settings())
    around = outlook._answers._around
    expected = []
    for license in portfolio.licenses:
        is_asleep = is_snoozed(license, TODAY)
        for rule in RULES if not (license.archived or is_over(license, TODAY)) else ():
            if isinstance(rule, LicenseRule) and not (is_asleep and rule.may_be_snoozed):
                fault = rule.check(license, around)
                expected += [rule.finding(fault, license=license.id)] if fault else []
    rules = {rule.name for rule in RULES if isinstance(rule, LicenseRule)}
    found = [finding for finding in outlook.findings if finding.rule in rules]
    assert sorted(found, key=str) == sorted(expected, key=str)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(portfolios())
def test_a_portal_is_different_where_there_are_steps(portfolio: Portfolio) -> None:
    for license in portfolio.licenses:
        if not (license.archived or is_over(license, TODAY)):
            has_steps = bool(steps(license, portfolio, TODAY, SETTINGS))
            assert is_different(license, portfolio, TODAY) == has_steps


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(portfolios())
def test_as_many_are_counted_as_can_sign_in(portfolio: Portfolio) -> None:
    able = SignIns(portfolio, TODAY)
    for license in portfolio.licenses:
        assert able.count(license) == min(len(able.of(license)), 2)


def test_of_a_small_team_it_is_said_how_many_licenses_want_it_in_whatever_role() -> None:
    team = a_contact("Admins", email="it@acme.com", kind=ContactKind.TEAM)
    license = a_license(terms=(a_term(300),))
    outlook = Outlook(a_portfolio(license, contacts=(team,)), TODAY, Settings()).complete()
    billed = a_license("Wiki", id=2, wanted=(Assignment(1, Role.BILLING),), terms=license.terms)
    after = outlook.after(outlook.portfolio.with_licenses([billed]), TODAY, Settings())
    (said,) = (finding.reason for finding in after.findings if finding.rule == "small-team")
    assert "used by 2 licenses" in said


def test_who_is_wanted_no_more_has_no_finding_that_rests_on_it() -> None:
    anna = a_contact(kind=ContactKind.PERSON)
    license = a_license(terms=(a_term(300),))
    outlook = Outlook(a_portfolio(license, contacts=(anna,)), TODAY, Settings()).complete()
    assert "one-person" in {finding.rule for finding in outlook.findings}
    after = outlook.after(
        outlook.portfolio.with_licenses([replace(license, wanted=())]), TODAY, Settings()
    )
    assert "one-person" not in {finding.rule for finding in after.findings}
    assert not [x for x in after.contact_findings(anna) if x.rule == "one-person"]


def test_costs_are_those_after_an_edit() -> None:
    old, new = Money(Decimal(100), "EUR"), Money(Decimal(250), "EUR")
    license = a_license(terms=(a_term(300, cost=old),))
    outlook = Outlook(a_portfolio(license), TODAY, SETTINGS)
    assert outlook.costs.of_terms([license]) == [old]
    assert [total.amounts for total in outlook.costs.yearly_by_vendor] == [(old,)]
    dearer = replace(license, terms=(a_term(300, cost=new),))
    after = outlook.after(outlook.portfolio.with_licenses([dearer]), TODAY, SETTINGS)
    assert after.costs.of_terms([dearer]) == [new]
    assert [total.amounts for total in after.costs.yearly_by_vendor] == [(new,)]


def test_a_license_as_it_would_be_is_covered_as_it_would_be() -> None:
    anna = a_contact(kind=ContactKind.PERSON)
    license = a_license(terms=(a_term(20),))
    orphan = replace(license, wanted=())
    outlook = Outlook(a_portfolio(license, contacts=(anna,)), TODAY, SETTINGS)
    known = [outlook.coverage(x).first_uncovered is None for x in (license, orphan, license)]
    assert known == [True, False, True]


def test_what_was_asked_of_a_license_before_is_not_found_twice() -> None:
    license, other = a_license(terms=(), wanted=()), a_license("Wiki", id=2, terms=(), wanted=())
    outlook = Outlook(a_portfolio(license, other), TODAY, Settings())
    told = outlook.license_findings(license)
    found = outlook.complete().findings
    assert [x for x in found if x in told] == [*told]
    assert len(found) == len(set(found))


def test_what_was_given_up_counts_no_more_for_its_contact() -> None:
    anna = a_contact(kind=ContactKind.PERSON)
    license, other = (a_license(str(id), id=id, terms=(a_term(300),)) for id in (1, 2))
    outlook = Outlook(a_portfolio(license, other, contacts=(anna,)), TODAY, Settings()).complete()
    given_up = replace(other, terms=(a_term(-1, decision=Decision.CANCEL),))
    after = outlook.after(outlook.portfolio.with_licenses([given_up]), TODAY, Settings())
    said = [
        finding.reason
        for about in (outlook, after)
        for finding in about.findings
        if finding.rule == "one-person"
    ]
    assert len(said) == 2
    assert "2 licenses" in said[0]
    assert "2 licenses" not in said[1]


def test_of_a_record_that_is_gone_nothing_is_found_whenever_its_form_asks() -> None:
    licenses = [a_license(f"License {id}", id=id, wanted=(), terms=()) for id in range(1, 1_200)]
    outlook = Outlook(a_portfolio(*licenses), TODAY, Settings())
    expected = Outlook(a_portfolio(*licenses), TODAY, Settings()).findings
    gone = 10_000
    while not outlook.advance(0):
        gone += 1
        assert outlook.license_findings(replace(licenses[0], id=gone)) == ()
        assert outlook.contact_findings(a_contact(id=gone, email="no address")) == ()
    assert outlook.findings == expected
