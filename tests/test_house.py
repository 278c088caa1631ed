"""The bounds of `tests.house`: what the house shall not grow back to."""

from __future__ import annotations

import ast

import pytest

from licensetui.tui.screens.main import MainScreen
from tests import house

LINES = 45_255 + 1_059 + 7_700 + 15_300 + 6_500 + 5_500 + 250
"""Lines of the package before screens composed and handlers acted; those that the answers for
10,000 licenses took at the same time; and those of what the program has learned since: vendors'
facts, owners, prices, notices, looks at portals, members and absences from files; and lists of any
form and their columns, what is known of addresses, license keys, exports, a shell that writes;
screens that fit any terminal, forms whose fields are seen, and what sends only what changes; the
second store, in a database; passwords in the addresses of documents, keys named as the user set
them, what a handover leaves to nobody."""


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert house.circles() == []


def test_imports_stand_at_the_top_or_go_through_the_door() -> None:
    assert house.unjustified() == []


def test_a_reason_for_a_late_import_is_of_one_that_is_there() -> None:
    there = {where.partition(":")[0] for where in house.late_imports()}
    assert house.JUSTIFIED.keys() <= there


def test_the_main_screen_is_one_class_that_composes() -> None:
    assert house.ours(MainScreen) == [MainScreen]
    assert house.method_count(MainScreen) <= 25


@pytest.mark.parametrize(("form", "depth"), house.depths().items())
def test_a_form_stands_on_form_and_sheet_alone(form: str, depth: int) -> None:
    assert depth <= 3


def test_no_name_is_that_of_two_classes_and_no_docstring_of_a_module_asks() -> None:
    assert house.shared_names() == []
    assert house.questions() == []


def test_nothing_is_there_that_nobody_asks_for() -> None:
    assert house.unasked() == []


def test_what_is_asked_for_from_outside_is_there() -> None:
    made = {
        f"{module}.{name}" for module, tree in house.modules().items() for name in house.made(tree)
    }
    assert made >= house.ASKED_FROM_OUTSIDE.keys()


def test_the_package_has_fewer_lines_than_before() -> None:
    assert house.line_count() < LINES


def test_circles_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set[str](), "e": {"e1"}, "e1": {"e"}}
    monkeypatch.setattr(house, "modules", lambda: graph)
    monkeypatch.setattr(house, "imports", graph.__getitem__)
    assert sorted(house.circles()) == [["b", "c"], ["e", "e1"]]


def test_what_nobody_asks_for_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "licensetui.a": "from licensetui.b import asked\nX, Y = 1, asked\nprint(Y)\n",
        "licensetui.b": "def asked(): ...\ndef unasked(): ...\nF = Fact(1)\nclass Late: ...\n",
        "licensetui.registry": "WHERE = {'late': 'licensetui.b:Late'}\nload(WHERE)\n",
    }
    graph = {name: ast.parse(text) for name, text in texts.items()}
    monkeypatch.setattr(house, "modules", lambda: graph)
    assert house.unasked() == ["licensetui.a.X", "licensetui.b.unasked"]
