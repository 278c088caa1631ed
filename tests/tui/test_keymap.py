"""The user's own keys: what is refused, what the keys do then, and what is said of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.dom import DOMNode
from textual.keys import _character_to_key
from textual.widgets import Input

from licensetui.domain.structure import StructureError
from licensetui.door import load
from licensetui.forms.contact_form import FIELDS
from licensetui.forms.renew_form import LENGTH_FIELD
from licensetui.tui import command, registry
from licensetui.tui.command import key_cap, key_named, use_keys
from licensetui.tui.commands import records, sections, text_fields
from licensetui.tui.commands.sections import keyed
from licensetui.tui.keymap import keymap
from licensetui.tui.screens.help import HelpLines, help_lines
from tests.builders import a_license, a_portfolio
from tests.cli.program import printed, refused
from tests.tui.running import running


@pytest.fixture(autouse=True)
def _usual_keys_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_own", {})


def test_keys_are_written_as_they_stand_on_the_keyboard_or_as_textual_calls_them() -> None:
    chosen = {
        "renew": "F5",
        "key-came": "shift+k, #",
        "paste-key": "ctrl+k",
        "next-problem": "?, question_mark",
        "help": "f1",
        "show-history": "Insert",
    }
    assert keymap(chosen.items()) == {
        "renew": "f5",
        "key-came": "K,number_sign",
        "paste-key": "ctrl+k",
        "next-problem": "question_mark",
        "help": "f1",
        "show-history": "insert",
    }


def test_each_character_is_the_key_that_textual_says_was_pressed() -> None:
    for sign in (*map(chr, range(33, 127)), "é", "ß"):
        assert key_named(sign) == _character_to_key(sign)
        assert key_cap(key_named(sign)) == sign


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"renev": "f5"}, "keys.renev: is not a command; did you mean renew?"),
        ({"zzz": "f5"}, "keys.zzz: is not a command; licensetui keys --ids lists them"),
        ({"renew": "x"}, "keys.renew: x is also the key of handle (Done) in Dashboard; give one"),
        ({"renew": "?"}, "keys.renew: ? is also the key of help (Help) in Everywhere"),
        ({"save": "f5", "leave": "f5"}, "F5 is also the key of"),
        ({"form-help": "ctrl+e"}, "Ctrl+E is also the key of end (End) in Text fields"),
        ({"form-help": "ctrl+z"}, "Ctrl+Z is also the key of suspend (Suspend)"),
        ({"save": "s"}, "keys.save: s is typed in text fields, where this works too; choose a"),
        ({"suspend": "Z"}, "Z is typed in text fields"),
        ({"renew": "ctrl+i"}, "keys.renew: terminals send Tab for Ctrl+I"),
        ({"renew": "ctrl+q"}, "keys.renew: Ctrl+Q always quits"),
        ({"renew": "ctlr+r"}, "keys.renew: 'ctlr+r' is not a key that every terminal sends; write"),
        ({"renew": "alt+r"}, "'alt+r' is not a key"),
        ({"renew": "r,,f5"}, "'' is not a key"),
        ({"next-field": "f5"}, "keys.next-field: cannot have another key"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(chosen: dict[str, str], said: str) -> None:
    with pytest.raises(StructureError) as caught:
        keymap(chosen.items())
    assert said in str(caught.value)


def test_keys_may_change_places_and_be_shared_by_screens() -> None:
    assert keymap([("renew", "x"), ("handle", "r")]) == {"renew": "x", "handle": "r"}
    # On no screen do both work.
    assert keymap([("tick", "r")]) == {"tick": "r"}
    # They share a key without settings: a week up is a line up.
    both = keymap([("up", "f7"), ("week-before", "f7")])
    assert both == {"up": "f7", "week-before": "f7"}


def test_the_usual_keys_are_a_keymap() -> None:
    fixed = {text_fields.NEXT_FIELD, text_fields.FIELD_BEFORE, text_fields.SELECT}
    usual = [(x.id, x.usual_keys) for x in sections.all_commands() - fixed if x.id != "quit"]
    assert keymap([*usual, ("quit", "q,ctrl+q")]) == dict([*usual, ("quit", "q,ctrl+q")])


def _nodes(of: type[DOMNode] = DOMNode) -> Iterator[type[DOMNode]]:
    for node in of.__subclasses__():
        yield node
        yield from _nodes(node)


def test_every_command_that_can_have_another_key_is_bound_by_its_id() -> None:
    for where in (*registry.VIEWS.values(), *registry.FORMS.values(), *registry.HANDLERS.values()):
        load(where)
    bound = {
        binding.id
        for node in _nodes()
        if node.__module__.startswith("licensetui.")
        for bindings in node._merge_bindings().key_to_bindings.values()
        for binding in bindings
    }
    for one in sections.all_commands():
        try:
            keymap([(one.id, "f9")])
        except StructureError:
            continue
        assert one.id in bound, one.id


async def test_the_new_key_does_it_and_the_old_one_nothing() -> None:
    use_keys(keymap([("renew", "f5"), ("handle", "r"), ("show-contacts", "f3"), ("undo", "f8")]))
    async with running(a_portfolio()) as program:
        await program.press("2", "f5")
        assert "Renew > Jira Software DC 500" in program.text()
        await program.press("escape", "x")
        assert "Done: Jira" not in program.text()
        await program.press("r")
        assert "Done: Jira" in program.text()
        assert "F8 undoes it." in program.text()
        await program.press("3")
        assert "Licenses: 1" in program.text()
        await program.press("f3")
        assert "Contacts: 1" in program.text()


async def test_footer_tabs_palette_and_help_show_the_keys_that_hold() -> None:
    chosen = [("renew", "f5,ctrl+t"), ("show-licenses", "f2"), ("help", "f1"), ("quit", "Q")]
    use_keys(keymap(chosen))
    async with running(a_portfolio(), size=(120, 40)) as program:
        await program.press("f2")
        lines = program.text().splitlines()
        assert "F2 Licenses" in lines[0]
        assert "F5 Renew" in lines[-1]
        assert "F1 Help" in lines[-1]
        assert "Q Quit" in lines[-1]
        await program.press("colon", *"renew")
        assert "Renew (F5)" in program.text()
        await program.press("escape", "f1", *"renewal")
        assert "F5 or Ctrl+T" in program.text()
        await program.press("escape", "f1")
        assert not program.app.screen.query(HelpLines)
        await program.press("ctrl+c")
        assert "Press Q to quit." in program.text()
    told = {line.word: line.keys for line in help_lines("Licenses")}
    assert told["Renew"] == "F5 or Ctrl+T"


async def test_a_key_of_a_form_is_changed_while_letters_are_typed() -> None:
    use_keys(keymap([("save", "f10"), ("home", "f9"), ("add-holder", "a")]))
    async with running(a_portfolio()) as program:
        await program.press("2", "e")
        assert "F10 Save" in program.text()
        field = program.focused
        assert isinstance(field, Input)
        await program.press("end", "ctrl+s", "s", "a")
        assert field.value.endswith("sa")
        await program.press("f9", "Z", "f10")
        assert "saved" in program.text()
    license = program.store.portfolio.license(1)
    assert license is not None
    assert license.name.startswith("ZJira")


def test_the_program_and_the_list_of_keys_refuse_what_lists_do_not_look_at(
    tmp_path: Path,
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('mouse = true\n[keys]\nundo = "f5"\nrenew = "x"\n')
    said = refused(78, "keys", LICENSETUI_SETTINGS=str(path))
    assert f"{path}, line 4: keys.renew: x is also the key of handle (Done)" in said
    assert "due" in printed("--demo", "due", LICENSETUI_SETTINGS=str(path))


def test_the_list_of_keys_shows_what_holds_and_the_ids(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('keys.renew = "f5"')
    told = printed("keys", LICENSETUI_SETTINGS=str(path))
    assert f"F5{'':10}" in told
    lines = [line.split() for line in printed("keys", "--ids").splitlines()]
    assert {x.id for x in sections.all_commands()} <= {line[0] for line in lines if line}
    assert ["renew", "r"] in [line[:2] for line in lines]
    assert records.RENEW.help in told


_KEY = re.compile(
    r"(?<![\w@./'\"&<{-])(Ctrl\+[A-PR-Z]|F\d+|Space|Del|[b-zA-HJ-Z]|[1-5])"
    r"(?=:| (adds|asks|confirms|drops|edits|hands|lists|loses|marks|opens|removes|renews|reopens|"
    r"sets|shows|skips|undoes|uses|writes)\b)"
)
"""A key that may be another one, as sentences name it: `x skips them`, `m: show reminders`."""


def _literals(path: Path) -> Iterator[str]:
    """Yield the texts in a module, docstrings aside."""
    tree = ast.parse(path.read_text("utf-8"))
    aside = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield node.value


def test_no_sentence_names_the_usual_key_of_a_command() -> None:
    tui = Path(command.__file__).parent
    found = {
        f"{path.relative_to(tui)}: {text}"
        for path in tui.rglob("*.py")
        if path.parent.name not in ("commands", "terminal") and path.name != "keymap.py"
        for text in _literals(path)
        if _KEY.search(text) and not text.startswith(("s: ", "%H:%M")) and "height:" not in text
    }
    assert found == set()


def test_hints_of_fields_have_the_keys_that_hold() -> None:
    use_keys(keymap([("confirm-here", "f7"), ("one-year", "f3")]))
    assert "F7: today" in keyed(next(x.hint for x in FIELDS if x.name == "confirmed_on"))
    assert keyed(LENGTH_FIELD.hint).startswith("F3 2 3 years  m month")


async def test_sentences_name_the_keys_that_hold() -> None:
    use_keys(keymap([("archive", "f9"), ("show-everything", "f4"), ("next-problem", "f6")]))
    portfolio = a_portfolio(a_license("Old", archived=True), a_license("Two", id=2))
    async with running(portfolio, size=(120, 40)) as program:
        assert "F4: show reminders" in program.text()
        assert "F6 next" in program.text()
        await program.press("2", "f", *"archived", "enter", "v")
        assert "is archived. Restore it first: F9." in program.text()
