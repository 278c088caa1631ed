"""The rates on the labeled cases are what they have to be, and are counted strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.addresses.scores import CASES, FLOORS, TABLES, Score, decoded, rows, scores_of

LEAST = {
    "typos": 300,
    "legitimate": 300,
    "organizations": 100,
    "typing": 100,
    "locals": 300,
    "pastes": 100,
}
"""Cases that each table has at least."""


@pytest.mark.parametrize("table", TABLES)
def test_the_rates_are_what_they_have_to_be(table: str) -> None:
    """It does not show the cases: who works on the checks shall not tune them to these."""
    told = [
        f"{score.name}: {score.percent:.2f} %, wanted {score.floor}"
        for score in TABLES[table](CASES)
        if score.floor and not score.is_met
    ]
    if told:
        told.append("`python -m tests.bench.addresses --rates --failures` shows the cases")
        pytest.fail("\n".join(told), pytrace=False)


@pytest.mark.parametrize("table", TABLES)
def test_there_are_enough_cases_and_none_twice(table: str) -> None:
    cases = [tuple(row.items()) for row in rows(CASES, table)]
    assert len(cases) >= LEAST[table]
    assert len(cases) - len(set(cases)) == 0, "some stand there twice"


def test_every_floor_is_one_of_a_score() -> None:
    """A score that is called otherwise would be held to nothing."""
    assert set(FLOORS) <= {score.name for score in scores_of()}


SMALL = {
    "typos": """\
# typed: a comment
typed	intended	how
gmial.com	gmail.com	swapped
gmai.com	gmail.de	observed
acme.com	gmail.com	observed
""",
    "legitimate": """\
domain	why
gmail.com	a provider
outlok.pt	no real domain
""",
    "organizations": """\
organization	contacts	typed	expected	why
Acme	it-support@acme.com x.y@acme.com	it-suport@acme.com	it-support@acme.com	one letter
Acme	it-support@acme.com x.y@acme.com	it-suport@acme.com	x.y@acme.com	wrong
Acme	it-support@acme.com x.y@acme.com	it-suport@acme.com	-	wrong
Acme	it-support@acme.com x.y@acme.com	new.person@acme.com	-	right
""",
    "typing": """\
address
b.durand@gmail.com
b.durand@outlok.pt
""",
    "locals": """\
local	language	kind	why
support	en	team	right
anna.martin	en	team	wrong
it-support	fr	person	wrong
anna.martin	fr	person	right
noreply	fr	no-reply	right
noreply	fr	unsure	wrong
anna.martin	de	robot	wrong
""",
    "pastes": """\
typed	valid	normalized	suggestion	why
\\u00a0a.b@acme.com\\u000a	yes	a.b@acme.com	-	right
a.b@acme.com	no	-	a@acme.com	wrong twice
a.b	yes	a.b@acme.com	*	wrong twice
a.b@\\u0430cme.com	*	*	*	must be remarked
a.b@acme.com	*	*	*	must be remarked: wrong
""",
}
"""Tables of which some rows are labeled wrongly on purpose."""


def test_each_case_counts_as_it_should(tmp_path: Path) -> None:
    for name, text in SMALL.items():
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    assert {score.name: (score.count, score.whole) for score in scores_of(tmp_path)} == {
        "typos: found": (1, 3),
        "typos: found, observed": (0, 2),
        "typos: found, swapped": (1, 1),
        "typos: wrong fix": (1, 3),
        "legitimate: corrected": (1, 2),
        "legitimate: flashes while typed": (1, 2),
        "organizations: found": (1, 2),
        "organizations: wrong fix": (1, 2),
        "organizations: corrected": (1, 2),
        "typing: wrong flash": (1, 2),
        "typing: corrected at the end": (1, 2),
        "teams found, en": (1, 2),
        "persons called a team": (1, 2),
        "persons found": (1, 2),
        "no-reply found": (1, 1),
        "robots found": (0, 1),
        "called no-reply or robot": (1, 5),
        "unsure found": (0, 1),
        "pastes: valid or not": (1, 3),
        "pastes: normalized": (1, 2),
        "pastes: suggestion": (1, 2),
        "pastes: remarked": (1, 2),
    }


def test_a_failure_names_the_case_and_what_came_of_it(tmp_path: Path) -> None:
    (tmp_path / "typos.tsv").write_text(SMALL["typos"], encoding="utf-8")
    failures = {score.name: score.failures for score in scores_of(tmp_path)}
    wrong_fix = "gmai.com (gmail.de, observed)  ->  anna.martin@gmail.com"
    assert failures["typos: wrong fix"] == (wrong_fix,)
    assert failures["typos: found"] == (
        wrong_fix,
        "acme.com (gmail.com, observed)  ->  None",
    )


def test_a_floor_is_met_or_not() -> None:
    assert Score("typos: found", 97, 100, ()).is_met
    assert not Score("typos: found", 969, 1000, ()).is_met
    assert Score("typos: wrong fix", 3, 1000, ()).is_met
    assert not Score("typos: wrong fix", 4, 1000, ()).is_met
    assert not Score("typos: found", 0, 0, ()).is_met
    assert Score("persons found", 0, 100, ()).floor == ""


def test_a_row_that_is_broken_is_named(tmp_path: Path) -> None:
    (tmp_path / "typos.tsv").write_text("typed\tintended\thow\ngmial.com\tgmail.com\n")
    with pytest.raises(ValueError, match=r"typos\.tsv, line 2: 2 fields, not 3"):
        list(scores_of(tmp_path))


def test_signs_outside_ascii_can_be_written_as_numbers() -> None:
    assert decoded(r"\u00a0a\u000d\u000a") == "\u00a0a\r\n"
    assert decoded(r"\ud83d\ude00") == "\U0001f600"
    assert decoded(r"\ud83d") == "\ud83d"
