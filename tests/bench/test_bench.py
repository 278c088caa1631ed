"""The benches run, and what they say of their targets is true. What they measure is no test."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensetui.addresses.syntax import check_syntax
from tests.bench import addresses, coverage
from tests.bench.store import Figures, main, verdicts


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
    assert [entry.name for entry in tmp_path.iterdir()] == ["home"]


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
    addresses.main(["--cases", str(tmp_path), "--failures", "60"])
    times, rates = capsys.readouterr().out.split("\n\n")
    header, known, *rows = times.splitlines()
    assert "median ms" in header
    assert float(known.split()[-1]) > 0
    assert len(rows) == len(addresses.TYPED) + 2
    for row in rows:
        assert 0 < float(row.split()[-3]) <= float(row.split()[-2]) <= float(row.split()[-1])
    assert "typos: found                              1      2    50.00  >= 97  NOT MET" in rates
    assert "    acme.com (gmail.com, none)  ->  None" in rates


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
