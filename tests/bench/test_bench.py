"""The benches run, and what they say of their targets is true. What they measure is no test."""

from __future__ import annotations

import os
import re
import tempfile
from importlib import import_module
from pathlib import Path

import pytest

from licensetui.addresses.syntax import check_syntax
from licensetui.domain.portal_steps import steps
from licensetui.domain.settings import Settings
from licensetui.store.file.filestore import FileStore
from tests.bench import (
    address_rows,
    addresses,
    coverage,
    imports,
    portfolios,
    saves,
    screens,
    terminal,
)
from tests.bench.families import FIRST_NAME, USES
from tests.bench.figures import Figure
from tests.bench.people import BUSY, BUSY_NAME, DESK, DESK_NAME
from tests.bench.store import Figures, main, verdicts
from tests.builders import TODAY


def test_the_store_bench_prints_a_row_for_each_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--in", str(tmp_path), "3", "40"])
    header, *rows = capsys.readouterr().out.splitlines()
    assert "edit/floor" in header
    assert [row.split()[0] for row in rows] == ["3", "40"]
    for row in rows:
        assert len(row.split()) == 8
        assert min(map(float, row.split()[2:])) > 0
    assert list(tmp_path.iterdir()) == []


def test_a_target_is_met_or_not() -> None:
    said = list(verdicts(Figures(10_000, 5, opening=150.1, edit=20, floor=8, tinydb=201)))
    assert [line.rpartition(": ")[2] for line in said] == ["NOT MET", "met", "met"]
    said = list(verdicts(Figures(10_000, 5, opening=100, edit=21, floor=8, tinydb=200)))
    assert [line.rpartition(": ")[2] for line in said] == ["met", "NOT MET", "NOT MET"]


def test_the_bench_of_addresses_prints_times_and_rates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = "typed\tintended\thow\ngmial.com\tgmail.com\tswapped\nacme.com\tgmail.com\tnone\n"
    (tmp_path / "typos.tsv").write_text(cases)
    addresses.main(["--cases", str(tmp_path), "--failures", "--row", "none", "60"])
    times, rates = capsys.readouterr().out.split("\n\n")
    header, known, *rows = times.splitlines()
    assert "median ms" in header
    assert float(known.split()[-1]) > 0
    assert len(rows) == len(addresses.TYPED) + 2
    for row in rows:
        assert 0 < float(row.split()[-3]) <= float(row.split()[-2]) <= float(row.split()[-1])
    assert f"{'typos: found':<44}      1      2    50.00  >= 97  NOT MET" in rates
    assert "    acme.com (gmail.com, none)  ->  None" in rates


@pytest.mark.parametrize("row", address_rows.ROWS)
def test_each_row_of_the_bench_of_addresses_counts_something(
    row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it counts is less here than in the bench: that takes a minute."""
    for where, value in {
        "typing.real_domains": lambda: ("acme.example.com", "cfa.harvard.edu"),
        "persons.LOCALES": ("en_US",),
        "persons.COUNT": 50,
        "colleagues.PLACES": ("en_US",),
        "colleagues.NEW": 50,
        "slips.FILES": (400,),
        "slips.TURNS": 1,
        "lookalikes.LARGE": 5,
    }.items():
        module, _, name = where.partition(".")
        monkeypatch.setattr(import_module(f"{address_rows.__name__}.{module}"), name, value)
    scores = list(address_rows.scores_of([row]))
    assert scores
    for score in scores:
        assert score.whole
        assert score.floor
        is_a_failure = (score.count, score.whole - score.count)[score.floor.startswith(">")]
        assert is_a_failure == len(score.failures)


def test_the_bench_of_imports_prints_a_row_for_each_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    imports.main(["60"])
    _, header, *rows = capsys.readouterr().out.splitlines()
    assert "computed" in header
    assert [row.split()[0] for row in rows] == ["read", "plan", "save", "all", "memory"]


def test_the_target_of_a_check_is_met_or_not() -> None:
    fast, slow = (1.0,) * 3, (1.1,) * 4
    figures = addresses.Figures(5_000, 9, {"a contact": fast}, fast)
    assert figures.verdict.endswith("a contact, ms: 1.000, wanted at most 1: met")
    figures = addresses.Figures(5_000, 9, {"a contact": fast, "new, new domain": slow}, fast)
    assert figures.verdict.endswith("new, new domain, ms: 1.100, wanted at most 1: NOT MET")


def test_the_contacts_made_up_are_all_different() -> None:
    contacts = addresses.a_file(5_000).contacts
    assert len({contact.address for contact in contacts}) == 5_000
    assert all(check_syntax(contact.email).ok for contact in contacts)


def test_the_bench_of_coverage_prints_a_row_for_each_portfolio(
    capsys: pytest.CaptureFixture[str],
) -> None:
    coverage.main(["20", "40"])
    header, *rows = capsys.readouterr().out.splitlines()
    assert "coverage ms" in header
    assert [row.split()[:2] for row in rows] == [["20", "10"], ["40", "20"]]
    for row in rows:
        assert min(map(float, row.split()[2:])) > 0


def test_the_target_of_coverage_is_met_or_not() -> None:
    for taken, met in ((50, "met"), (50.1, "NOT MET")):
        figures = coverage.Figures(1_000, 500, 6_000, coverage=taken, risks=9, absence=9, key=9)
        assert figures.verdict.endswith(f"{taken:.1f}, wanted at most 50: {met}")


@pytest.fixture
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the files that benches make up in the directory of the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_a_portfolio_made_up_is_well_kept_and_the_same_each_time() -> None:
    made = portfolios.portfolio(300)
    assert made == portfolios.portfolio(300)
    assert len(made.licenses) == 300
    assert len({contact.address for contact in made.contacts}) == len(made.contacts)
    assert [x.name for x in made.licenses].count(FIRST_NAME) == 1
    assert made.licenses[0].name == FIRST_NAME
    takes = [x for x in made.licenses if x.portal.policy.takes_teams]
    assert all(DESK in {held.contact for held in x.wanted} for x in takes)
    assert len(takes) > len(made.licenses) // 2
    assert made.use_count(BUSY) == USES
    named = {x.id: x.name for x in made.contacts if x.name in (DESK_NAME, BUSY_NAME)}
    assert named == {DESK: DESK_NAME, BUSY: BUSY_NAME}
    unfinished = [x for x in made.licenses if steps(x, made, TODAY, Settings())]
    assert 0 < len(unfinished) < 15


@pytest.mark.usefixtures("_own_files")
def test_a_portfolio_made_up_is_written_by_the_store_once(tmp_path: Path) -> None:
    path = portfolios.written(30, tmp_path / "one")
    assert FileStore.open(path).portfolio == portfolios.portfolio(30)
    kept = portfolios.kept(30)
    began = kept.stat().st_mtime_ns
    assert portfolios.written(30, tmp_path / "other").read_bytes() == path.read_bytes()
    assert portfolios.kept(30).stat().st_mtime_ns == began
    assert kept.parent.parent.stat().st_uid == os.getuid()


def test_a_figure_is_met_or_not() -> None:
    assert str(Figure("a key", 40.04, 40)).endswith("40 ms met")
    assert str(Figure("a key", 40.06, 40)).endswith("40 ms NOT MET")
    assert str(Figure("a key", 4_000)).endswith("4,000.0 ms")
    hello = Figure("hello", 200, computed=100)
    line = str(Figure("ready", 700, 3.5, hello, computed=420))
    assert re.search(r"700\.0 ms +3\.5 x +420\.0 +4\.2 x +3\.5 x met$", line)
    assert str(Figure("ready", 720, 3.5, hello)).endswith("NOT MET")


@pytest.mark.usefixtures("_own_files")
def test_the_bench_of_saves_prints_two_lines_for_each_change(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saves, "STILL", 0.1)
    saves.main(["--turns", "1", "30"])
    _, _, *rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 2 * len(saves.MOST)
    for still, wait in zip(rows[::2], rows[1::2], strict=True):
        assert 0 < _milliseconds(wait) <= _milliseconds(still)


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="it reads in /proc")
@pytest.mark.usefixtures("_own_files")
def test_the_bench_of_screens_types_and_finds_in_the_file_what_it_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "QUIET", 0.15)
    monkeypatch.setattr(screens, "FOUND", ("co",))
    monkeypatch.setattr(screens, "MONTHS", 2)
    screens.main(["--turns", "1", "30"])
    _, _, *rows, _ = capsys.readouterr().out.splitlines()
    assert len(rows) == 15
    for row in rows:
        assert row.startswith("30: ")
        assert _milliseconds(row) > 0 or "findings stand" in row


def _milliseconds(row: str) -> float:
    return float(re.findall(r"([\d,.]+) (?:ms|MB)", row)[0].replace(",", ""))
