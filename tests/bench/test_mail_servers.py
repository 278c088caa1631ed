"""The bench of the name servers runs, and what it says of its targets is true."""

from __future__ import annotations

import pytest

from tests.bench.mail_servers import Figures, main, verdicts


def test_the_bench_prints_a_row_for_each_kind_of_question(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["--short"])
    header, *rows = capsys.readouterr().out.splitlines()
    assert "longest ms" in header
    words = [row.split()[0] for row in rows]
    assert words == ["nothing", "the", "one", "200", "8", "8", "8", "6", "longest", "six"]
    for row in rows[:-2]:
        assert min(map(float, row.split()[-2:])) > 0


def test_a_target_is_met_or_not() -> None:
    alone, good = Figures("nothing", 1, (0.1, 50)), Figures("one", 1, (0.1, 19.9))
    bad, dead = Figures("two", 1, (0.1, 20.1)), Figures("dead", 12.1, (0.1, 0.2))
    said = list(verdicts([alone, good, dead]))
    assert said[0] == "longest stall, ms (one): 19.9, wanted at most 20: met"
    assert said[1].endswith("12.1, wanted at most 12: NOT MET")
    assert next(verdicts([alone, good, bad, dead])).endswith("NOT MET")
