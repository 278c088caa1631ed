"""Which columns of a list are shown at which width, and how texts are cut to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from licensetui.tui.widgets.cells import Cell, Column, Layout, cut_within, fit, laid_out

COLUMNS = (
    Column("", 1),
    Column("License", 24, most=60, middle=True),
    Column("Number", 9, most=20, rank=1),
    Column("Organization", 12, most=28, rank=3),
    Column("Ends", 10),
    Column("Technical", 10, most=28, rank=2),
)
LONGEST = {"License": 31, "Number": 8, "Organization": 20, "Technical": 16}
TEXTS = st.text(st.sampled_from("abc de 日語́"), max_size=40)


def shown(layout: Layout) -> dict[str, int]:
    titles = [COLUMNS[place].title for place in layout.places]
    return dict(zip(titles, layout.widths, strict=True))


def test_columns_leave_in_order_of_worth_and_the_name_is_cut_last() -> None:
    orders = [list(shown(laid_out(COLUMNS, width, LONGEST))) for width in (120, 69, 58, 48, 38)]
    assert orders == [
        ["", "License", "Number", "Organization", "Ends", "Technical"],
        ["", "License", "Number", "Ends", "Technical"],
        ["", "License", "Number", "Ends", "Technical"],
        ["", "License", "Number", "Ends"],
        ["", "License", "Ends"],
    ]
    for width in range(46, 200):
        assert shown(laid_out(COLUMNS, width, LONGEST))["License"] >= 24


def test_what_is_shown_fits_the_width_and_leaves_no_cell_while_a_name_is_cut() -> None:
    for width in range(20, 220):
        layout = laid_out(COLUMNS, width, LONGEST)
        taken = sum(layout.widths) + layout.gap * (len(layout.widths) - 1)
        assert taken <= width
        if taken < width:
            assert (width, shown(layout)["License"]) == (width, LONGEST["License"])


def test_where_there_is_room_all_texts_are_whole_and_columns_stand_apart() -> None:
    layout = laid_out(COLUMNS, 200, LONGEST)
    assert {x: n for x, n in shown(layout).items() if x in LONGEST} == LONGEST
    assert layout.gap == 3


def test_a_column_without_any_text_takes_no_room() -> None:
    assert "Organization" not in shown(laid_out(COLUMNS, 200, {**LONGEST, "Organization": 0}))


def test_what_a_row_alone_needs_is_taken_from_the_column_that_gives() -> None:
    columns = (Column("name", 5), Column("e-mail"), Column("kind", 4), Column("note", snug=True))
    layout = laid_out(columns, 40, {})
    cells = [Cell(text) for text in ("Anna", "a@example.org", "team", "typo?")]
    assert list(layout.spaces(columns, cells)) == [(0, 5), (1, 23), (2, 4), (3, 5)]
    assert list(layout.spaces(columns, [*cells[:3], Cell("")])) == [(0, 5), (1, 29), (2, 4)]


def test_a_name_keeps_both_ends() -> None:
    assert cut_within("Confluence Data Center SEN-1002", 20) == "Confluence…SEN-1002"
    assert cut_within("Jira", 20) == "Jira"


@given(TEXTS, st.integers(0, 45), st.booleans())
def test_a_text_takes_exactly_its_cells(text: str, width: int, middle: bool) -> None:
    assert cell_len(fit(text, width, middle=middle)) == width
