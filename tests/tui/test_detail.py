"""What a pane says of a record, under labels, in the lines it has."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from licensetui.tui.widgets.detail import DetailLine, fact_lines

FACTS = (
    DetailLine("Term", ("2025-11-26 to 2026-11-25, ended 2 d ago",), "7000 EUR"),
    DetailLine("Product", ("Atlassian, 500 users, data center, commercial, Example SA",), rank=1),
    DetailLine("Findings", ("x lapsed; it no longer works", "! the address is mistyped")),
    DetailLine("Licenses", tuple(f"! License {n}" for n in range(9)), left_out=3, is_list=True),
    DetailLine("Owner", ("Léa Petit",), is_aside=True),
    DetailLine("Notes", ("ask first",), is_aside=True),
)


def labels(height: int) -> list[str]:
    return [label for label, _ in fact_lines(FACTS, 60, height) if label]


def text(height: int, width: int = 60) -> str:
    return "\n".join(f"{label} {said}" for label, said in fact_lines(FACTS, width, height))


@pytest.mark.parametrize("width", [20, 49, 69, 190])
def test_all_lines_fit(width: int) -> None:
    for height in range(1, 20):
        lines = fact_lines(FACTS, width, height)
        assert len(lines) <= height
        assert all(cell_len(said) <= width for _, said in lines)


def test_where_there_is_no_line_for_each_the_least_worthy_leaves_first() -> None:
    assert labels(3) == ["Term", "Findings", "Licenses"]
    assert labels(4) == ["Term", "Product", "Findings", "Licenses"]


def test_what_is_aside_shares_a_line_until_there_is_one_for_each() -> None:
    assert labels(5)[-1] == "Owner"
    assert "Owner Léa Petit   Notes ask first" in text(5)
    assert labels(20)[-2:] == ["Owner", "Notes"]


def test_of_a_list_the_rest_is_counted_and_of_findings_none_is_left_out() -> None:
    assert "and 12 more" in text(5)
    assert "x lapsed; it no longer works; ! the address is mistyped" in text(5)
    assert "! License 1\n and 10 more" in text(7)
    assert "! License 8\n and 3 more" in text(20)


@pytest.mark.parametrize("width", [49, 69, 190])
def test_what_stands_beside_is_whole_while_it_leaves_two_thirds(width: int) -> None:
    (_, first), *_ = fact_lines(FACTS, width, 9)
    assert first.endswith("7000 EUR")
