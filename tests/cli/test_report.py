"""`licensetui report`: a document for people who do not open the program."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from licensetui.cli.report import report_lines
from licensetui.demo import demo_portfolio
from licensetui.domain.license import Hosting, License
from licensetui.domain.money import Money
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import CostBasis, Decision, Term
from licensetui.exchange.markdown import as_text, table
from licensetui.outlook import Outlook
from tests.builders import HOSTILE, SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.cli.program import a_file_of, printed, refused, start

SECTIONS = [
    *("Summary", "Next 12 months", "Per vendor", "Per organization"),
    *("Due per year", "Paid per year", "What is due", "Seats", "Unused"),
    *("Ends that could be aligned", "Findings"),
]
INJECTIONS = (
    *("a | b", "|", "\\|", "a\\", "# heading", "<script>alert(1)</script>", "<!--", "&lt;b&gt;"),
    *("two\nlines", "a\r\n\r\n| x | y |", "`code`", "``` fence", "**bold**", "_x_", "~~gone~~"),
    *("[text](http://evil.example)", "![x](y)", "<http://evil.example>", "$x$", "---", "\u2028"),
    *HOSTILE,
)


@dataclass
class Rendered:
    """What a reader of the rendered document sees, by section: rows of tables, and paragraphs."""

    headings: list[str] = field(default_factory=list)
    rows: dict[str, list[list[str]]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)


def rendered(markdown: str) -> Rendered:
    """Render as GitHub does: CommonMark with tables, HTML let through."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found = Rendered()
    section, inside = "", ""
    for token in parser.parse(markdown):
        found.kinds.add(token.type)
        found.kinds.update(child.type for child in token.children or ())
        if token.type == "heading_open":
            inside = "heading"
        elif token.type == "tr_open":
            found.rows.setdefault(section, []).append([])
            inside = "row"
        elif token.type in ("paragraph_open", "tbody_close"):
            inside = "text"
        if token.type != "inline":
            continue
        text = "".join(child.content for child in token.children or ())
        if inside == "heading":
            section = text
            found.headings.append(text)
        elif inside == "row":
            found.rows[section][-1].append(text)
        else:
            found.texts.setdefault(section, []).append(text)
    return found


def report(portfolio: Portfolio, settings: Settings = SETTINGS, today: date = TODAY) -> Rendered:
    """The rendered report on a portfolio."""
    return rendered("\n".join(report_lines(Outlook(portfolio, today, settings))))


def costing(name: str, end: int, amount: str, currency: str = "EUR", **fields: Any) -> License:
    """A license with a year's term that costs something."""
    term = a_term(end, cost=Money(Decimal(amount), currency))
    return a_license(name, **{"terms": (term,), **fields})


def test_the_demo_is_told_in_all_sections() -> None:
    shown = rendered(printed("--demo", "report"))
    assert shown.headings == ["Licenses on 2026-11-22", *SECTIONS]
    assert shown.kinds.isdisjoint({"html_block", "html_inline", "image", "fence", "code_block"})
    assert shown.texts["Summary"][:4] == [
        "Cost per year: 78674.86 EUR, 3650.00 CHF, 10152.00 USD "
        "(18 licenses, 2 of them without a cost)",
        "Due through the end of October 2027: 73200.00 EUR, 3650.00 CHF, 9000.00 USD "
        "(15 ends, 2 of them without a cost)",
        "Of that, to be canceled: 800.00 EUR",
        "Snoozed, so not included: 3600.00 EUR (1 end)",
    ]
    assert all(len(shown.rows[title]) > 1 for title in SECTIONS[1:])
    assert ["Nobody uses BigGantt DC 500 (1874.86 EUR a year)"] in [
        row[1:] for row in shown.rows["Findings"]
    ]


def test_it_is_the_same_each_time() -> None:
    assert printed("--demo", "report") == printed("--demo", "report", PYTHONHASHSEED="7")


def test_months_with_what_lies_before_and_after_them() -> None:
    shown = report(
        a_portfolio(
            costing("a", -40, "1", id=1),
            costing("b", 9, "2", id=2),
            costing("c", 9, "4", "USD", id=3),
            a_license("d", id=4, terms=(a_term(10),)),
            costing("e", 400, "8", id=5),
        )
    ).rows["Next 12 months"]
    assert shown[0] == ["Month", "Ends", "EUR", "USD", "no cost"]
    assert [row for row in shown[1:] if row[1] != "-"] == [
        ["Before November 2026, still open", "1", "1", "", ""],
        ["December 2026", "3", "2", "4", "1"],
        ["12 months", "3", "2", "4", "1"],
        ["After October 2027", "1", "8", "", ""],
    ]
    assert len(shown) == 1 + 1 + 12 + 1 + 1


def test_the_users_currency_stands_first_everywhere() -> None:
    portfolio = a_portfolio(costing("a", 9, "2", id=1), costing("b", 9, "4", "CHF", id=2))
    shown = report(portfolio, Settings(currency_order=("CHF",)))
    for section in ("Next 12 months", "Per vendor", "Per organization", "Due per year"):
        assert shown.rows[section][0][2:4] == ["CHF", "EUR"]
    assert "4 CHF, 2 EUR" in shown.texts["Summary"][0]


def test_what_is_due_names_everybody_who_reads_the_next_mail() -> None:
    shown = report(
        a_portfolio(costing("read", 9, "21000.00", id=1), a_license("unread", id=2, wanted=())),
    )
    assert shown.rows["What is due"][1:] == [
        ["!", "9", "2026-12-01", "ends", "read", "SEN-1001", "21000.00 EUR",
         "anna.martin@example.org"],
        ["!", "9", "2026-12-01", "ends", "unread", "SEN-1002", "", "NOBODY"],
    ]  # fmt: skip


def test_what_ended_long_ago_is_one_line_and_costs_nothing_a_year() -> None:
    old = [costing(f"old {id}", -400 - id, "5", id=id) for id in range(1, 31)]
    shown = report(a_portfolio(*old, costing("new", 9, "1", id=31)))
    assert len(shown.rows["What is due"]) == 2
    assert shown.texts["What is due"] == ["30 ended by 2025-10-17 and are still open."]
    assert shown.texts["Summary"][0] == "Cost per year: 1 EUR (1 license)"
    assert "30 ended by 2025-10-17 and are still open" in shown.texts["Summary"]


def test_a_term_of_unknown_length_is_owned_up_to() -> None:
    term = Term(1, end=date(2027, 3, 1), cost=Money(Decimal(5), "EUR"))
    (said,) = [
        x for x in report(a_portfolio(a_license(terms=(term,)))).texts["Summary"] if "Cur" in x
    ]
    assert said.endswith("1 license with an unknown term length: counted as a year.")
    monthly = replace(term, cost_basis=CostBasis.MONTH)
    (said,) = [
        x for x in report(a_portfolio(a_license(terms=(monthly,)))).texts["Summary"] if "Cur" in x
    ]
    assert said.endswith("1 license with an unknown term length: counted as a year.")
    sound = report(a_portfolio(costing("a", 9, "1"))).texts["Summary"]
    assert not any("unknown" in line for line in sound)


def test_what_is_to_be_canceled_is_told_apart() -> None:
    leaving = a_term(9, cost=Money(Decimal(7), "EUR"), decision=Decision.CANCEL)
    shown = report(a_portfolio(a_license(terms=(leaving,)), costing("b", 9, "1", id=2)))
    assert "Of that, to be canceled: 7 EUR" in shown.texts["Summary"]


def test_snoozed_ends_after_the_twelve_months_are_none_of_them() -> None:
    snoozed = replace(a_term(400, cost=Money(Decimal(7), "EUR")), snoozed_until=date(2027, 1, 1))
    shown = report(a_portfolio(a_license(terms=(snoozed,)), costing("b", 9, "1", id=2)))
    assert not any("Snoozed" in line for line in shown.texts["Summary"])


def test_seats_are_marked_where_they_are_too_few_or_too_many() -> None:
    cloud: dict[str, Any] = {"hosting": Hosting.CLOUD, "seats": 10}
    shown = report(
        a_portfolio(
            costing("few", 9, "120", seats_in_use=11, **cloud),
            costing("fit", 9, "120", id=2, seats_in_use=9, **cloud),
            costing("many", 9, "120", id=3, seats_in_use=5, **cloud),
            costing("not counted", 9, "120", id=4, **cloud),
        )
    ).rows["Seats"]
    assert shown == [
        ["", "license", "seats", "in use", "free", "a year", "per seat", "per seat in use"],
        ["*", "few", "10", "11", "-1", "120 EUR", "12.00 EUR", "10.91 EUR"],
        ["", "fit", "10", "9", "1", "120 EUR", "12.00 EUR", "13.33 EUR"],
        [".", "many", "10", "5", "5", "120 EUR", "12.00 EUR", "24.00 EUR"],
        ["", "not counted", "10", "", "", "120 EUR", "12.00 EUR", ""],
    ]


def test_ends_that_could_be_one_are_named_with_their_owner() -> None:
    owned: dict[str, Any] = {"organization": "Acme", "vendor": "Atlassian"}
    shown = report(a_portfolio(costing("b", 9, "1", **owned), costing("a", 40, "1", id=2, **owned)))
    assert shown.rows["Ends that could be aligned"][1:] == [
        ["Atlassian", "Acme", "2026-12-01", "2027-01-01", "b, a"]
    ]


def test_nothing_known_is_said_in_words() -> None:
    shown = report(a_portfolio(a_license(terms=(), seats=None, vendor="", organization="")))
    assert shown.texts["Summary"][0] == (
        "Cost per year: unknown (1 license, 1 of them without a cost)"
    )
    assert shown.rows["Per vendor"][1:] == [["(not set)", "1", "1"]]
    assert shown.texts["What is due"] == ["Nothing."]
    assert shown.texts["Unused"] == ["None known."]


def named(text: str) -> Portfolio:
    """Licenses in every section that have a text wherever one can be typed."""
    term = a_term(9, cost=Money(Decimal(100), "EUR"))
    about = {"vendor": text, "organization": text, "sen": text}
    return a_portfolio(
        a_license(f"{text} x", seats_in_use=0, terms=(term,), **about),
        a_license(f"{text} y", id=2, terms=(a_term(20),), **about),
        contacts=(a_contact(email=text),),
    )


@pytest.mark.parametrize("hostile", INJECTIONS)
def test_a_name_is_shown_as_it_is_and_breaks_nothing(hostile: str) -> None:
    harmless, shown = report(named("z")), report(named(hostile))
    assert shown.headings == harmless.headings
    assert shown.kinds - {"text_special"} == harmless.kinds - {"text_special"}
    for section, rows in shown.rows.items():
        assert {len(row) for row in rows} == {len(harmless.rows[section][0])}
    text = " ".join(plain(hostile).split())
    for section, column in (("What is due", 4), ("Seats", 1), ("Unused", 0)):
        assert f"{text} x".strip() in [" ".join(row[column].split()) for row in shown.rows[section]]
        assert len(shown.rows[section]) == len(harmless.rows[section])
    assert [" ".join(row[7].split()) for row in shown.rows["What is due"][1:]] == [
        f"NOBODY: {text} (mail does not arrive)" if text else "NOBODY: Anna Martin (no address)"
    ] * 2
    for section, column in (("Per vendor", 0), ("Per organization", 0)):
        assert [row[column] for row in shown.rows[section][1:]] == [text or "(not set)"]


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_is_one_cell_of_a_table(cells: list[str]) -> None:
    lines = table(["", *"abcd"[: len(cells) - 1]], [cells, ["x"] * len(cells)])
    shown = rendered("\n".join(lines))
    (rows,) = shown.rows.values()
    assert [len(row) for row in rows] == [len(cells)] * 3
    assert [" ".join(cell.split()) for cell in rows[1]] == [
        " ".join(plain(cell).split()) for cell in cells
    ]
    assert shown.kinds.isdisjoint(
        {"html_block", "html_inline", "link_open", "em_open", "code_inline"}
    )


def test_html_is_written_as_entities_which_every_renderer_knows() -> None:
    assert as_text("<b>&amp;") == "&lt;b&gt;&amp;amp;"


@pytest.mark.parametrize("sign", "\\`*_[]|#~$")
def test_every_sign_of_markdown_has_a_backslash_before_it(sign: str) -> None:
    assert as_text(f"a{sign}b") == f"a\\{sign}b"


def test_the_source_is_aligned_for_those_who_read_it_as_it_is() -> None:
    assert table(("name", ">EUR"), [("日本語", "5"), ("a|b", "12.50")]) == [
        "| name   |   EUR |",
        "| ------ | ----: |",
        "| 日本語 |     5 |",
        "| a\\|b   | 12.50 |",
    ]


def test_a_file_is_written_whole_in_utf8_for_its_owner_alone(tmp_path: Path) -> None:
    file = a_file_of(tmp_path / "licenses.json", a_portfolio(costing("経理", 9, "1")))
    target = tmp_path / "report.md"
    said = printed("--file", file, "report", "-o", str(target))
    assert said == f"{target}: 1 license.\n"
    assert target.read_text("utf-8") == printed("--file", file, "report")
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_file_of_the_licenses_is_never_written_over(tmp_path: Path) -> None:
    file = a_file_of(tmp_path / "licenses.json", a_portfolio())
    before = Path(file).read_bytes()
    said = refused(2, "--file", file, "report", "-o", file)
    assert said == f"{file} is your data file: choose another file"
    assert Path(file).read_bytes() == before
    said = refused(74, "--file", file, "report", "-o", str(tmp_path / "none" / "x.md"))
    assert said.endswith(f"there is no directory {tmp_path / 'none'}")


def test_without_licenses_it_says_where_to_begin() -> None:
    run = start("report")
    assert run.returncode == 0
    assert b"licensetui import FILE.csv" in run.stderr
    assert rendered(run.stdout.decode()).headings[1:] == SECTIONS


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 12, 31), date(9999, 6, 1)])
def test_it_is_made_on_any_day(today: date) -> None:
    shown = report(demo_portfolio(TODAY), today=today)
    assert shown.headings[0] == f"Licenses on {today}"
