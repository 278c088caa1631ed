"""Rules are values: each stands in one place, and what it finds can be found and sorted apart."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import licensetui
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.finding import Remedy
from licensetui.domain.license import Assignment, Role
from licensetui.domain.milestones import Urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Decision, Term
from licensetui.findings.groups import FindingGroup, grouped
from licensetui.findings.rule import PortfolioRule
from licensetui.findings.rules import RULES, in_order, rule_of
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.outlooks import find_all
from tests.store.strategies import portfolios

PACKAGE = Path(licensetui.__file__).parent
OTHER_MEANINGS = {"due", "overdue", "typo", "no-sign-in"}
"""Names of rules that mean something else too: a subcommand, a filter, a way to do a step."""


def literals(module: Path) -> Iterator[str]:
    """Yield the strings in a module, its docstrings included."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_a_rule_stands_in_one_module_and_no_other_knows_its_name() -> None:
    names = {rule.name for rule in RULES} - OTHER_MEANINGS
    assert len({rule.name for rule in RULES}) == len(RULES)
    where: dict[str, list[str]] = {name: [] for name in names}
    for module in sorted(PACKAGE.rglob("*.py")):
        for name in names.intersection(literals(module)):
            where[name].append(str(module.relative_to(PACKAGE)))
    assert [x for x in where.items() if len(x[1]) != 1 or not x[1][0].startswith("findings/")] == []


def test_what_there_can_be_many_of_has_words_for_all_of_them() -> None:
    said = {rule.name: rule.together.format(count=12) for rule in RULES if rule.together}
    assert all("12 " in words for words in said.values())
    of_all = (rule for rule in RULES if isinstance(rule, PortfolioRule))
    once = {rule.name for rule in of_all if rule.severity is Urgency.LATER}
    in_the_agenda = {rule.name for rule in RULES if rule.is_told_by_dates}
    assert {rule.name for rule in RULES} - said.keys() == once | in_the_agenda


def test_a_group_says_what_its_rule_says_of_several() -> None:
    licenses = (a_license(f"App {id}", id=id, terms=(), wanted=()) for id in (1, 2, 3))
    found = find_all(a_portfolio(*licenses), TODAY, SETTINGS)
    groups = [x.sentence for x in grouped(found, 3) if isinstance(x, FindingGroup)]
    assert groups == [
        "3 licenses have no technical contact",
        "3 licenses have no end date and are not perpetual",
    ]


def test_rules_say_what_mends_their_findings() -> None:
    remedies = {rule.name: rule.remedy for rule in RULES if rule.remedy is not Remedy.EDIT}
    assert remedies == {
        "odd-characters": Remedy.CORRECT_ADDRESS,
        "broken-address": Remedy.CORRECT_ADDRESS,
        "typo": Remedy.CORRECT_ADDRESS,
        "dead-end": Remedy.CORRECT_ADDRESS,
        "nobody-reads": Remedy.GIVE_READERS,
        "no-sign-in": Remedy.DO_STEPS,
        "portal-steps": Remedy.DO_STEPS,
        "key-not-installed": Remedy.INSTALL_KEY,
        "unknown-reader": Remedy.LOOK,
        "portal-stale": Remedy.LOOK,
        "portal-unseen": Remedy.LOOK,
        "former-roles": Remedy.GIVE_ROLE,
        "cancellation-unsure": Remedy.SETTLE,
        "overdue": Remedy.RENEW,
        "renewed-itself": Remedy.RENEW,
        "canceled-or-renewed": Remedy.SETTLE,
        "no-next-term": Remedy.RENEW,
        "one-person": Remedy.HAND_OVER,
    }
    assert [rule.name for rule in RULES if rule.is_told_by_dates] == [
        "overdue", "renewed-itself", "canceled-or-renewed", "due",
    ]  # fmt: skip


def away_from(first: int, id: int) -> Contact:
    time = Away(TODAY.replace(day=first), TODAY.replace(month=12, day=31))
    return a_contact(f"Reader {id}", id=id, email=f"r{id}.one@example.org", away=(time,))


def test_of_licenses_of_one_name_the_one_whose_mail_is_lost_first_comes_first() -> None:
    """The two are told apart by organization or site only, and ids say nothing about urgency."""
    licenses = (
        a_license("Jira", id=1, wanted=(Assignment(1, Role.TECHNICAL, True),), terms=_ends_in(29)),
        a_license("jira", id=2, wanted=(Assignment(2, Role.TECHNICAL, True),), terms=_ends_in(19)),
    )
    contacts = (away_from(23, 1), away_from(23, 2))
    found = find_all(a_portfolio(*licenses, contacts=contacts), TODAY, SETTINGS)
    assert [x.license for x in found if x.rule == "nobody-reads"] == [2, 1]


def _ends_in(days: int) -> tuple[Term, ...]:
    return (a_term(days, decision=Decision.RENEW),)


def test_wrong_addresses_are_sorted_by_name_whatever_is_wrong_with_them() -> None:
    contacts = (
        a_contact("Zoe", id=1, email="zoe@gmial.com"),
        a_contact("Ben", id=2, email="ben@example..org"),
        a_contact("Ann", id=3, email="ann@gmial.com", kind=ContactKind.PERSON),
    )
    found = find_all(Portfolio((), contacts), TODAY, SETTINGS)
    assert [(x.rule, x.contact) for x in found] == [
        ("typo", 3),
        ("broken-address", 2),
        ("typo", 1),
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(portfolios(), st.randoms(use_true_random=False))
def test_findings_can_be_found_record_by_record_and_sorted_later(
    portfolio: Portfolio, chance: random.Random
) -> None:
    whole = find_all(portfolio, TODAY, SETTINGS)
    mixed = [*whole]
    chance.shuffle(mixed)
    assert in_order(mixed, portfolio.current()) == whole
    assert all(rule_of(finding).name == finding.rule for finding in whole)
