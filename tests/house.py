"""Figures of the house, `python -m tests.house`; `test_house.py` holds their bounds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeGuard

from licensetui.door import load
from licensetui.tui.registry import FORMS
from licensetui.tui.screens.main import MainScreen

ROOT = Path(__file__).parent.parent
PACKAGE = "licensetui"
JUSTIFIED = {
    "licensetui.cli": "Ctrl+C while all is loaded is no traceback",
    "licensetui.home": "platformdirs: most runs are told where the file is, or find it there",
    "licensetui.addresses.facts": "the list of disposable domains, which is long",
    "licensetui.addresses.mail_background": "dnspython: loaded by the first question alone",
    "licensetui.addresses.pasted": "all that reads odd texts: nearly all addresses are plain",
    "licensetui.addresses.spelled": "html, whose list of names is long, and urllib",
    "licensetui.addresses.syntax": "email-validator: loaded by the first whole address",
    "licensetui.vendors.atlassian.key_parts": "javaproperties: hardly any run reads a key",
    "licensetui.tui.terminal.abilities": "curses: not every Python was built with it",
    "licensetui.domain.plain": "hardly any text has a sign that may be needed",
}
"""Imports inside functions that do not go through the door, by module, and why."""
WORDS = ("What", "Who", "How", "Which", "Where", "Whether")
COUNTING = "licensetui.domain.counting"
ASKED_FROM_OUTSIDE = {
    "licensetui.addresses.strange.BITS": "`python -m tests.strange` makes the filter by it",
    "licensetui.cli.arguments.whole_parser": "man page and completions are written by it",
    "licensetui.store.storage.AtomicStorage": "scripts open a TinyDB with it",
}
"""Names that the package itself does not use, and what they are there for."""
_WORD = re.compile(r"\w+")
_MORE = re.compile(r"\band \0 (\0 )?more\b|\band \0 others\b")


@cache
def modules() -> Mapping[str, ast.Module]:
    """Return every module of the package, read."""
    found = {}
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = module(name)
    return found


@cache
def module(name: str) -> ast.Module:
    """Return one module of the package, read."""
    place = ROOT.joinpath(*name.split("."))
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return ast.parse(path.read_text("utf-8"))


def line_count() -> int:
    """Return the lines of the package."""
    paths = (ROOT / PACKAGE).rglob("*.py")
    return sum(len(path.read_text("utf-8").splitlines()) for path in paths)


def imports(name: str) -> set[str]:
    """Return the modules of ours that one imports: late, or for annotations only, as well.

    `from licensetui.cli import exits` is an import of the package and of the module.
    """
    found: set[str] = set()
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {module for module in found if module in modules() and module != name}


def circles() -> list[list[str]]:
    """Return the modules that import each other in circles, those of a circle together."""
    left = {name: imports(name) for name in modules()}
    while ends := [name for name, others in left.items() if not others & left.keys()]:
        for name in ends:
            del left[name]
    found = []
    while left:
        start = next(iter(left))
        circle = {x for x in _reached(left, start) if start in _reached(left, x)}
        found += [sorted(circle)] if circle else []
        for name in circle or {start}:
            del left[name]
    return found


def _reached(graph: Mapping[str, set[str]], start: str) -> set[str]:
    """Return what is imported from a module on, over however many others."""
    seen, ahead = set[str](), [start]
    while ahead:
        new = graph.get(ahead.pop(), set()) - seen
        seen |= new
        ahead += new
    return seen


def late_imports() -> Iterator[str]:
    """Yield where something is imported inside a function."""
    for name, tree in modules().items():
        top = {id(node) for each in tree.body for node in _outside(each)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in top:
                yield f"{name}:{node.lineno}: {ast.unparse(node)}"


def _outside(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it, but for what is in functions."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from _outside(child)


def unjustified() -> list[str]:
    """Return the late imports that no reason is given for."""
    return [where for where in late_imports() if where.partition(":")[0] not in JUSTIFIED]


def ours(kind: type) -> list[type]:
    """Return the classes of the package that one is made of, itself first."""
    return [x for x in kind.__mro__ if x.__module__.split(".")[0] == PACKAGE]


def method_count(kind: type) -> int:
    """Return how many methods and properties of ours a class has, inherited ones included."""
    return len(
        {
            (owner, name)
            for owner in ours(kind)
            for name, value in vars(owner).items()
            if isinstance(value, property) or (callable(value) and not isinstance(value, type))
        }
    )


def depth(kind: type) -> int:
    """Return how many classes of ours stand above each other, the class itself included."""
    return 1 + max((depth(base) for base in kind.__bases__ if base in ours(kind)), default=0)


def depths() -> Mapping[str, int]:
    """Return the depth of each form."""
    return {name: depth(load(where)) for name, where in FORMS.items()}


def questions() -> list[str]:
    """Return the modules whose docstrings begin like a question, and not with the thing."""
    return [
        name
        for name, tree in modules().items()
        if (ast.get_docstring(tree) or "").split(" ")[0] in WORDS
    ]


def shared_names() -> list[str]:
    """Return the names that several classes have, with the modules of these; `_own` ones apart."""
    found: dict[str, list[str]] = {}
    for module, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(module)
    return [f"{name}: {', '.join(where)}" for name, where in found.items() if len(where) > 1]


def unasked() -> list[str]:
    """Return the names at the top of modules that nothing in the package asks for.

    Facts are listed by their modules.
    """
    read = {name: _names_read(tree) for name, tree in modules().items()}
    imported = {
        f"{node.module}.{alias.name}"
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    imported |= ASKED_FROM_OUTSIDE.keys()
    anywhere = set[str]().union(*(others for _, others in read.values()))
    return [
        f"{module}.{name}"
        for module, tree in modules().items()
        for name in made(tree)
        if name not in read[module][0] | anywhere and f"{module}.{name}" not in imported
    ]


def made(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module makes at its top, but for facts and `__all__`."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            is_fact = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "Fact"
            names = (x.id for x in ast.walk(node) if _is_set(x)) if not is_fact else ()
            yield from (name for name in names if name != "__all__")


def _is_set(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _names_read(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Return the names that a module reads, and those of others: `x.NAME`, `"x:NAME"`."""
    names, others = set[str](), set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            others.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            others |= set(_WORD.findall(node.value)) if " " not in node.value else set()
    return names, others


def _texts(nodes: Iterable[ast.AST]) -> bool:
    return all(
        isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        for node in nodes
    )


def plurals() -> list[str]:
    """Return where a text depends on whether something is 1: `counted` does that."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        if name != COUNTING
        for node in ast.walk(tree)
        if isinstance(node, ast.IfExp)
        and isinstance(node.test, ast.Compare)
        and isinstance(node.test.ops[0], ast.Eq | ast.NotEq)
        and ast.unparse(node.test.comparators[0]) == "1"
        and _texts((node.body, node.orelse))
    ]


def more() -> list[str]:
    """Return where `and 3 more` is spelled by hand: `and_more` does that."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        if name != COUNTING
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        and _MORE.search(
            "".join(
                str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values
            )
        )
    ]


def main() -> None:
    """Print all figures, and where what is counted stands."""
    print(f"lines of the package     {line_count():,}")
    print(f"modules                  {len(modules())}")
    methods = method_count(MainScreen)
    print(f"MainScreen               {len(ours(MainScreen))} class, {methods} methods")
    print(f"forms, depth of ours     {', '.join(f'{x} {n}' for x, n in depths().items())}")
    lists: Mapping[str, list[str]] = {
        "circles of imports": [" ".join(circle) for circle in circles()],
        "late imports, no reason": unjustified(),
        "late imports, a reason": [x for x in late_imports() if x not in unjustified()],
        "docstrings that ask": questions(),
        "names of two classes": shared_names(),
        "nobody asks for it": unasked(),
        "plurals by hand": plurals(),
        "and N more, by hand": more(),
    }
    for name, found in lists.items():
        print(f"{name:24} {len(found)}")
        for where in found:
            print(f"    {where}")


if __name__ == "__main__":
    main()
