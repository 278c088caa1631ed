"""The table of facts: whole, readable, and what the program says is what stands in it."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from licensetui.addresses.mail_answers import MailServer
from licensetui.addresses.mail_names import LONGEST_NAME, NEVER_ASKED, why_never
from licensetui.addresses.mail_servers import MailServers
from licensetui.domain.license import Assignment, Hosting, License, LicenseType, Portal, Role
from licensetui.domain.portal_roles import assigned
from licensetui.domain.portals import OTHER, PARTNER, MailKind
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.reminders import Origin
from licensetui.domain.renewal import Purchase, anchor_of, next_term, renewed
from licensetui.domain.settings import Settings
from licensetui.domain.term import Ending, Term, TermKind
from licensetui.findings.counsel import VENDORS
from licensetui.findings.objections import objections, refusal
from licensetui.imports.identifiers import is_entitlement, is_trial, read_sen
from licensetui.vendors import facts as facts_table
from licensetui.vendors import vendor_of
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from licensetui.vendors.atlassian.license_key import DamagedKeyError, read_key
from licensetui.vendors.fact import Fact, Sureness
from licensetui.vendors.facts import FACTS
from licensetui.vendors.guides import guide
from tests.addresses.dns_server import DnsServer, Reply, records
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.cli.program import printed
from tests.domain.portal_cases import the_license, the_portfolio, words
from tests.imports.planned import a_table, plan_of
from tests.outlooks import find_all, open_steps
from tests.vendors.keys_made import a_key

ALL = {fact.name: fact for facts in FACTS.values() for fact in facts}
PACKAGE = Path(__file__).parent.parent.parent / "licensetui"
MODULES = facts_table.MODULES.values()
READERS = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py")]
WORDS = {2: "two"}
"""Numbers that stand in sentences as words."""
DAY = timedelta(days=1)
LAPSED = (a_term(-2),)


def found(rule: str, *licenses: License) -> list[str]:
    """What findings of one rule say."""
    portfolio = Portfolio(licenses, (a_contact(),))
    return [f.reason for f in find_all(portfolio, TODAY, SETTINGS) if f.rule == rule]


def refused(after: License, before: License | None = None) -> str:
    """Why a license is not saved so; empty if it is."""
    objection = refusal(before, after, Portfolio((after,)), TODAY)
    return objection.reason if objection else ""


def warned(after: License, today: date = TODAY, before: License | None = None) -> str:
    """What is said when a license is typed so."""
    return " ".join(x.reason for x in objections(before, after, Portfolio((after,)), today))


def imported(head: str, row: str) -> License:
    """The license that a list of one row makes."""
    [edit] = plan_of(a_table(head, row)).change.licenses
    assert edit.after
    return edit.after


def told_of(reply: Reply) -> MailServer:
    """What is known of a domain of which a name server says this."""

    async def ask() -> MailServer:
        with DnsServer({"acme.com": reply}) as server:
            servers = MailServers(nameservers=["127.0.0.1"], port=server.port)
            answer = await servers.ask("acme.com")
            servers.close()
            return answer

    return asyncio.run(ask())


def ends(day: date, **fields: Any) -> License:
    return a_license(**{"terms": (Term(1, end=day),), **fields})


def on_cloud(**fields: Any) -> License:
    return a_license(hosting=Hosting.CLOUD, **{"terms": LAPSED, **fields})


def trial(days: int, **fields: Any) -> License:
    terms = (Term(1, TODAY, TODAY + days * DAY),)
    return a_license(**{"type": LicenseType.EVALUATION, "terms": terms, **fields})


SERVER = a_license(hosting=Hosting.SERVER, terms=(a_term(date(2024, 2, 1)),))
JSM = a_license("JSM", id=2, product="Jira Service Management", server_id="B1", terms=LAPSED)
HOST = a_license("Jira", id=1, server_id="B1", terms=(a_term(300),))


def data_center_end(fact: Fact[date]) -> None:
    assert not refused(ends(fact.value))
    assert f"Data Center ends on {fact.value}" in refused(ends(fact.value + DAY))
    app = {"product": "Tempo", "vendor": "Tempo"}
    assert f"Data Center ends on {fact.value}" in refused(ends(fact.value + DAY, **app))


def data_center_last_purchase(fact: Fact[date]) -> None:
    before, after = a_license(seats=10), a_license(seats=20)
    assert not warned(after, fact.value, before)
    assert f"only until {fact.value}" in warned(after, fact.value + DAY, before)


def data_center_closed(fact: Fact[date]) -> None:
    for day, is_closed in ((fact.value - DAY, False), (fact.value, True)):
        said = warned(a_license(terms=(Term(1, day, day + 365 * DAY, kind=TermKind.NEW),)))
        assert (f"closed to new customers since {fact.value}" in said) is is_closed


def data_center_exempt(fact: Fact[tuple[str, ...]]) -> None:
    for product in fact.value:
        assert not refused(ends(date(2031, 1, 1), product=product.title()))


def server_end(fact: Fact[date]) -> None:
    after = ends(fact.value + DAY, hosting=Hosting.SERVER)
    assert f"Server support ended on {fact.value}" in warned(after)
    assert not warned(ends(fact.value, hosting=Hosting.SERVER))
    assert f"Server support ended on {fact.value}" in found("overdue", SERVER)[0]


def server_exempt(fact: Fact[tuple[str, ...]]) -> None:
    for product in fact.value:
        other = replace(SERVER, product=product.title())
        assert not refused(replace(other, terms=(*other.terms, a_term(300, id=2))), other)
        assert "Server support" not in found("overdue", other)[0]


def server_no_renewal(fact: Fact[bool]) -> None:
    after = replace(SERVER, terms=(*SERVER.terms, a_term(300, id=2)))
    assert ("no maintenance is sold" in refused(after, SERVER)) is fact.value


def server_perpetual(fact: Fact[bool]) -> None:
    term = imported("Name,Vendor,End", "Jira (Server),Atlassian,2024-02-01").term
    assert term
    assert term.perpetual is fact.value
    assert term.ends is Ending.MAINTENANCE


def data_center_term(fact: Fact[bool]) -> None:
    term = imported("Name,Vendor,End", "Jira (Data Center),Atlassian,2027-02-01").term
    assert term
    assert term.perpetual is not fact.value
    assert term.ends is Ending.LICENSE


def server_id(fact: Fact[bool]) -> None:
    assert bool(found("instance-stops", HOST, JSM)) is fact.value
    assert not found("instance-stops", HOST, replace(JSM, server_id="B2"))


def developer_end(fact: Fact[bool]) -> None:
    developer = a_license(id=2, parent=1, type=LicenseType.DEVELOPER, terms=(a_term(301),))
    assert bool(found("outlives-parent", HOST, developer)) is fact.value


def data_center_products(fact: Fact[Mapping[str, tuple[str, ...]]]) -> None:
    for host, products in fact.value.items():
        for product in products:
            license = a_license(product=product.title())
            assert vendor_of(license).host_product(license) == host
    assert not vendor_of(HOST).host_product(a_license(product="Jira Suite Utilities"))


def instance_stop(fact: Fact[Mapping[str, str]]) -> None:
    assert found("instance-stops", HOST, JSM)[0].startswith(fact.value["Jira"])
    wiki = replace(JSM, product="Confluence")
    assert not found("instance-stops", replace(HOST, product="Confluence"), wiki)


def instance_remedy(fact: Fact[str]) -> None:
    assert found("instance-stops", HOST, JSM)[0].endswith(fact.value)


def app_stops_alone(fact: Fact[str]) -> None:
    app = a_license("Tempo", id=3, product="Tempo", parent=1, server_id="B1", terms=LAPSED)
    for vendor in ("Atlassian", "Tempo"):
        lapsed = replace(app, vendor=vendor)
        assert not found("instance-stops", HOST, lapsed)
        assert found("overdue", HOST, lapsed)[0].endswith(fact.value)
    align = a_license("Align", product="Jira Align", terms=LAPSED)
    assert fact.value not in found("overdue", align)[0]


def data_center_expired(fact: Fact[Mapping[str, str]]) -> None:
    for product, words_ in fact.value.items():
        assert found("overdue", a_license(product=product, terms=LAPSED))[0].endswith(words_)


def cloud_grace(fact: Fact[int]) -> None:
    off = TODAY + (fact.value - 2) * DAY
    assert f"off from {off}, {fact.value} days after" in found("overdue", on_cloud())[0]


def cloud_kept(fact: Fact[int]) -> None:
    assert f"kept for {fact.value} days" in found("overdue", on_cloud())[0]


def cloud_evaluation_kept(fact: Fact[int]) -> None:
    evaluation = on_cloud(type=LicenseType.EVALUATION)
    assert f"kept for {fact.value} days" in found("overdue", evaluation)[0]


def guard_grace(fact: Fact[int]) -> None:
    lost = TODAY + (fact.value - 2) * DAY
    (reason,) = found("overdue", on_cloud(product="Atlassian Guard"))
    assert f"lost from {lost}, after {fact.value} days of grace" in reason


def guard_names(fact: Fact[tuple[str, ...]]) -> None:
    for name in fact.value:
        assert "its settings are lost" in found("overdue", on_cloud(product=name.title()))[0]
        app = on_cloud(product=f"{name} for Jira", vendor="Tempo")
        assert "its settings are lost" not in found("overdue", app)[0]
    assert "its settings are lost" not in found("overdue", on_cloud(product="Easy Access"))[0]


def evaluation_days(fact: Fact[int]) -> None:
    assert not found("long-evaluation", trial(fact.value))
    assert f"allows {fact.value}, or" in found("long-evaluation", trial(fact.value + 1))[0]


def evaluation_longest(fact: Fact[int]) -> None:
    assert f"or {fact.value} at most" in found("long-evaluation", trial(fact.value))[0]


def trial_standard(fact: Fact[int]) -> None:
    fields = {"hosting": Hosting.CLOUD, "product": "Jira Standard"}
    assert not found("long-evaluation", trial(fact.value, **fields))
    reason = found("long-evaluation", trial(fact.value + 1, **fields))[0]
    assert f"allows {fact.value}:" in reason


def trial_premium(fact: Fact[int]) -> None:
    for plan in ("Premium", "Enterprise"):
        fields = {"hosting": Hosting.CLOUD, "product": f"Jira {plan}"}
        assert not found("long-evaluation", trial(fact.value, **fields))
        assert (
            f"allows {fact.value}:" in found("long-evaluation", trial(fact.value + 1, **fields))[0]
        )


def cloud_products(fact: Fact[tuple[str, ...]]) -> None:
    for name in fact.value:
        fields = {"hosting": Hosting.CLOUD, "product": name.title(), "name": name}
        assert found("long-evaluation", trial(99, **fields))


def app_vendors(fact: Fact[tuple[str, ...]]) -> None:
    for name in fact.value:
        assert vendor_of(License("x", vendor=f"{name} Ltd.")).name == "Atlassian Marketplace"
        license = imported("Name,Vendor", f"Planner (Data Center),{name}")
        assert license.portal is MY_ATLASSIAN


def app_names(fact: Fact[re.Pattern[str]]) -> None:
    app = License("Planner for Jira", vendor="Acme", sen="SEN-7")
    assert fact.value.search(app.name)
    assert vendor_of(app).name == "Atlassian Marketplace"


def app_tier(fact: Fact[bool]) -> None:
    app = a_license("Tempo", id=2, product="Tempo", parent=1, seats=499)
    assert bool(found("tier-below-host", HOST, app)) is fact.value


def app_trial_cloud(fact: Fact[None]) -> None:
    assert not found("long-evaluation", trial(61, hosting=Hosting.CLOUD, vendor="Tempo"))


def app_trial_longest(fact: Fact[int]) -> None:
    assert f"or {fact.value} at most" in found("long-evaluation", trial(99, vendor="Tempo"))[0]


def evaluation_contacts(fact: Fact[bool]) -> None:
    license = the_license("T* anna, T lea", "T* anna", type=LicenseType.EVALUATION)
    assert bool(open_steps(the_portfolio(license), TODAY, SETTINGS)) is fact.value


def strangers(fact: Fact[bool]) -> None:
    license = the_license("T anna, T* olga", "T* anna, T olga")
    [step] = open_steps(the_portfolio(license), TODAY, SETTINGS)
    assert ("promote-self" in words(step)) is fact.value


def team_advised(fact: Fact[Any]) -> None:
    assert MY_ATLASSIAN.policy.wise is fact.value
    (reason,) = found("one-person", a_license())
    assert "use a team address" in reason


def renewal_anchor(fact: Fact[Any]) -> None:
    assert anchor_of(TermKind.RENEWAL) is fact.value
    late = a_license(terms=(a_term(date(2026, 10, 1)),))
    start = next_term(late, TODAY).start
    assert start
    assert start - date(2026, 10, 1) in (timedelta(), DAY)


def upgrade_anchor(fact: Fact[Any]) -> None:
    assert anchor_of(TermKind.UPGRADE) is fact.value
    server = a_license(hosting=Hosting.SERVER)
    term = next_term(server, TODAY, Purchase(TermKind.UPGRADE))
    assert term.start == TODAY
    assert term.end
    assert 364 <= (term.end - TODAY).days <= 366


def upgrade_keeps_end(fact: Fact[bool]) -> None:
    license = a_license(terms=(a_term(100),))
    term = next_term(license, TODAY, Purchase(TermKind.UPGRADE))
    assert (term.end == license.end) is fact.value


def sen_form(fact: Fact[re.Pattern[str]]) -> None:
    assert fact.value.fullmatch("SEN-1234567")
    assert read_sen("sen 1234567") == "SEN-1234567"


def sen_trial(fact: Fact[str]) -> None:
    assert is_trial(f"{fact.value}12345678")
    license = imported("Name,SEN", f"Jira,{fact.value}12345678")
    assert license.type is LicenseType.EVALUATION


def entitlement_form(fact: Fact[re.Pattern[str]]) -> None:
    assert fact.value.fullmatch("E-ABC-DEF-GHI")
    assert is_entitlement("E-ABC-DEF-GHI-JKL")
    assert not is_entitlement("E-ABC-DEF")


def sen_stays(fact: Fact[bool]) -> None:
    known = a_portfolio(a_license("Old name", sen="SEN-7"))
    [row] = plan_of(a_table("Name,SEN", "New name,SEN-7"), known).rows
    assert (row.outcome.value != "new") is fact.value


def null_mx(fact: Fact[bool]) -> None:
    assert told_of(records("MX 0 .")).is_bad is fact.value


def local_mx(fact: Fact[bool]) -> None:
    assert told_of(records("MX 10 localhost.")).is_bad is fact.value


def implicit_mx(fact: Fact[bool]) -> None:
    assert ("may accept mail" in told_of(records("A 8.8.8.8")).sentence) is fact.value


def domain_name(fact: Fact[int]) -> None:
    assert fact.value == LONGEST_NAME
    assert f"more than {fact.value}" in why_never("a." * fact.value + "com")


def internal_names(fact: Fact[tuple[str, ...]]) -> None:
    assert set(fact.value) <= set(NEVER_ASKED)
    for ending in fact.value:
        assert "internal name" in why_never(f"acme.{ending}")


def done(wanted: str, seen: str, portal: Portal = MY_ATLASSIAN) -> list[str]:
    """The steps of a license in words."""
    license = the_license(wanted, seen, portal)
    return [words(step) for step in open_steps(the_portfolio(license), TODAY, SETTINGS)]


def told(wanted: str, seen: str, portal: Portal = MY_ATLASSIAN) -> str:
    """The guide to the first step of a license."""
    portfolio = the_portfolio(the_license(wanted, seen, portal))
    return "\n".join(guide(open_steps(portfolio, TODAY, SETTINGS)[0], portfolio, TODAY).lines)


def who_promotes(fact: Fact[bool]) -> None:
    assert MY_ATLASSIAN.only_primary_promotes is fact.value
    bruno, others = "T bruno", "T* left, T lea, T bruno"
    assert done(f"T* lea, {bruno}", others)[0] == "lea: promote (promote-self) T lea"
    assert done(f"T* lea, T anna, {bruno}", "T* anna, T lea, T bruno") == ["anna: promote T lea"]


def team_sign_in(fact: Fact[bool]) -> None:
    assert (done("T* team, T zoe", "T* team") == ["team: add T zoe"]) is fact.value
    assert "sends an email that sets a new one" in told("T* team, T zoe", "T* team")


def single_sign_on(fact: Fact[str]) -> None:
    assert fact.value in told("T* team, T zoe", "T* team")
    assert fact.value not in told("T* anna, T zoe", "T* anna")


def cloud_billing_admins(fact: Fact[Role]) -> None:
    assert CLOUD_BILLING.technical is fact.value
    assert done("A anna, U zoe", "A anna", CLOUD_BILLING) == ["anna: add U zoe"]
    assert done("A zoe, U anna", "U anna", CLOUD_BILLING) == ["nobody: add (no-sign-in) A zoe"]


def cloud_organization_admins(fact: Fact[tuple[Role, ...]]) -> None:
    assert set(fact.value) == {Role.ORGANIZATION_ADMIN, Role.SITE_ADMIN}
    assert done("A zoe", "O anna, S lea", CLOUD_BILLING) == ["nobody: add (no-sign-in) A zoe"]
    assert done("A zoe, O lea", "A zoe, S anna", CLOUD_BILLING) == []


def cloud_billing_former(fact: Fact[tuple[Role, ...]]) -> None:
    wanted = tuple(Assignment(1, role) for role in fact.value)
    license = a_license("JSM Cloud", portal=CLOUD_BILLING, wanted=wanted)
    (reason,) = found("former-roles", license)
    assert reason == "Still technical or billing contact, not billing admin: JSM Cloud"


def two_billing_admins(fact: Fact[int]) -> None:
    guide_text = told("A anna, A zoe", "A anna", CLOUD_BILLING)
    assert f"Keep at least {WORDS[fact.value]} people there" in guide_text
    license = a_license(portal=CLOUD_BILLING, wanted=(Assignment(1, Role.BILLING_ADMIN),))
    after = assigned(license, 2, Role.BILLING_ADMIN, TODAY)
    assert len(after.wanted) == fact.value


def partner_managed_subscriptions(fact: Fact[str]) -> None:
    assert f"can cancel them, at https://{fact.value}." in told("C lea", "C anna", PARTNER)


def reminders_assumed(fact: Fact[Any]) -> None:
    license = a_license(vendor="Figma", sen="", portal=OTHER)
    found = VENDORS.reminders(license, Settings())
    assert (found.days, found.origin) == (fact.value, Origin.ASSUMED)


def billing_mails_cloud(fact: Fact[Any]) -> None:
    receivers = CLOUD_BILLING.mails[MailKind.REMINDER]
    assert Role.BILLING_ADMIN in receivers
    assert receivers.keys().isdisjoint({Role.ORGANIZATION_ADMIN, Role.SITE_ADMIN})


def key_end(fact: Fact[tuple[str, ...]]) -> None:
    key = a_key(lines=20).replace("\n", "\r\n")
    assert read_key(key).sen == "SEN-1001"
    for version in fact.value:
        assert read_key(key.replace("X02", f"X{version}")).sen == "SEN-1001"
    with pytest.raises(DamagedKeyError, match=r"end is missing|missing at the end"):
        read_key(key.replace("X02", "X03"))


def key_length(fact: Fact[int]) -> None:
    whole = a_key(lines=2_000)
    part, _, length = whole.rpartition("X02")
    assert int(length, fact.value) == len(part)
    with pytest.raises(DamagedKeyError, match=r"^3 characters are missing in the middle"):
        read_key(whole[:50] + whole[53:])


def key_text(fact: Fact[tuple[int, ...]]) -> None:
    part = a_key(lines=2_000).rpartition("X02")[0]
    assert tuple(base64.b64decode(part)[4:9]) == fact.value
    read = read_key(a_key())
    assert (read.seats, read.contact_name, read.ends) == (500, "Anna Keller", date(2027, 12, 1))


def key_renewed(fact: Fact[tuple[str, ...]]) -> None:
    for hosting in Hosting:
        license = renewed(a_license(hosting=hosting), TODAY)
        assert bool(found("key-not-installed", license)) is (hosting.value in fact.value)


def in_manual(fact: Fact[str]) -> None:
    """The manual says what the fact is worth, in its words."""
    page = (PACKAGE / "manual" / "calendar.md").read_text("utf-8")
    assert fact.value in " ".join(page.split())


CHECKS: Mapping[str, Callable[[Fact[Any]], None]] = (
    {
        check.__name__.replace("_", "-"): check
        for check in (
            *(data_center_end, data_center_last_purchase, data_center_closed, data_center_exempt),
            *(server_end, server_exempt, server_no_renewal, server_perpetual, data_center_term),
            *(server_id, developer_end, data_center_products, instance_stop, instance_remedy),
            *(app_stops_alone, data_center_expired, cloud_grace, cloud_kept, cloud_evaluation_kept),
            *(guard_grace, guard_names, evaluation_days, evaluation_longest, trial_standard),
            *(trial_premium, cloud_products, app_vendors, app_names, app_tier, app_trial_cloud),
            *(app_trial_longest, evaluation_contacts, team_advised, renewal_anchor, upgrade_anchor),
            *(upgrade_keeps_end, sen_form, sen_trial, entitlement_form, sen_stays, null_mx),
            local_mx,
            *(reminders_assumed, billing_mails_cloud),
            *(implicit_mx, domain_name, internal_names),
            *(who_promotes, team_sign_in, single_sign_on, cloud_billing_admins),
            *(cloud_organization_admins, cloud_billing_former, two_billing_admins),
            *(key_end, key_length, key_text, key_renewed),
            partner_managed_subscriptions,
        )
    }
    | {"strangers-promote-themselves": strangers}
    | dict.fromkeys([fact.name for fact in FACTS["Calendars"]], in_manual)
)
"""Where the program says what a fact says, or acts on it, by the name of the fact."""


def is_read(fact: Fact[Any]) -> bool:
    """Say whether the program reads the value of a fact, so that it cannot say anything else."""
    names = {name for module in MODULES for name, value in vars(module).items() if value is fact}
    return any(re.search(rf"\b(?:{'|'.join(names)})\.value\b", text) for text in READERS)


def test_there_are_forty_facts_and_no_two_of_a_name() -> None:
    facts = [fact for facts in FACTS.values() for fact in facts]
    assert len(facts) == len(ALL) >= 40


@pytest.mark.parametrize("name", ALL)
def test_a_fact_is_whole(name: str) -> None:
    fact = ALL[name]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", fact.name)
    assert fact.sentence.endswith(".")
    assert fact.sentence[0].isupper()
    assert fact.said
    assert not fact.said.endswith(".")
    has_date = re.search(r"\b(19|20)\d\d\b", fact.dated)
    assert has_date, "of the source, or of the look at it"
    is_nowhere = fact.source == "no public page was found"
    assert is_nowhere is (fact.sure is Sureness.UNCONFIRMED)


@pytest.mark.parametrize("name", ALL)
def test_the_number_or_the_day_in_a_sentence_is_the_one_that_counts(name: str) -> None:
    fact = ALL[name]
    if isinstance(fact.value, date):
        assert str(fact.value) in fact.sentence
    elif isinstance(fact.value, int) and not isinstance(fact.value, bool):
        in_words = {183: "six months"}
        said = in_words.get(fact.value, str(fact.value))
        assert said in fact.sentence or WORDS.get(fact.value, said) in fact.sentence


@pytest.mark.parametrize("name", ALL)
def test_the_program_says_what_the_fact_says(name: str) -> None:
    fact = ALL[name]
    if name in CHECKS:
        CHECKS[name](fact)
    else:
        assert is_read(fact), "say in CHECKS how it is said, or let the program read its value"


def test_no_check_is_of_a_fact_that_is_gone() -> None:
    assert CHECKS.keys() <= ALL.keys()


def test_facts_are_printed_with_source_date_and_sureness() -> None:
    text = printed("facts")
    assert text.startswith("Atlassian\n")
    for fact in ALL.values():
        assert fact.sentence in " ".join(text.split())
    lines = [json.loads(line) for line in printed("facts", "--json").splitlines()]
    assert [line["name"] for line in lines] == list(ALL)
    assert {"about", "sentence", "said", "source", "date", "sure"} <= lines[0].keys()
    assert all(len(line) <= 80 or len(line.split()) == 1 for line in text.splitlines())
