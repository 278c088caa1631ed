"""Words the program does not use, and every sentence it can say; `test_words.py` compares them.

`python -m tests.words` lists what is said with a banned word, all of it or in the files named.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from licensetui.domain.labels import Labeled
from tests.banned import ALLOWED, BANNED, Banned

ROOT = Path(__file__).parent.parent
PACKAGE = "licensetui"
GUIDE = ".txt"
_HEADS = ("source:", "address:", "date:", "page:")
_STYLES = ("CSS", "DEFAULT_CSS")
_FENCE = re.compile(r"^```.*?^```$|`[^`\n]*`|<!--.*?-->|\]\([^)]*\)", re.DOTALL | re.MULTILINE)
_GAP = "{}"
_FIELD = re.compile(r"\{[^{}]*\}|https?://\S+")


@dataclass(frozen=True)
class Said:
    """A text that somebody reads, and where it stands."""

    file: str
    line: int
    text: str


def banned_in(text: str) -> list[Banned]:
    """Return what a text says that it should not."""
    bare = _FIELD.sub(_GAP, text)
    return [] if text in ALLOWED else [each for each in BANNED if each.found.search(bare)]


def sentences() -> Iterator[Said]:
    """Return all that the program can say: screens, print, guides, manual, README, CHANGELOG."""
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        yield from in_module(_name(path), path.read_text("utf-8"))
    for path in sorted((ROOT / PACKAGE).rglob(f"guides/*{GUIDE}")):
        yield from in_guide(_name(path), path.read_text("utf-8"))
    for path in sorted((ROOT / PACKAGE / "manual").glob("*.md")):
        yield from in_prose(_name(path), path.read_text("utf-8"))
    readme, changelog = ROOT / "README.md", ROOT / "CHANGELOG.md"
    yield from in_prose(_name(readme), readme.read_text("utf-8"))
    yield from in_prose(_name(changelog), _newest(changelog.read_text("utf-8")))
    yield from _labels()


def in_module(file: str, source: str) -> Iterator[Said]:
    """Return the literals that are no docstring, style, pattern or single word in small letters.

    Those are ids and the keys of files and JSON. What `--help` prints stands in literals as well.
    """
    tree = ast.parse(source)
    passed: set[int] = set()
    for node in ast.walk(tree):
        if id(node) in passed:
            passed.update(map(id, ast.iter_child_nodes(node)))
        elif isinstance(node, ast.JoinedStr):
            passed.update(id(each) for each in node.values if isinstance(each, ast.Constant))
            yield from _said(file, node.lineno, _joined(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant | ast.JoinedStr):
            passed.add(id(node.value))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and _is_style(node):
            passed.update(map(id, ast.iter_child_nodes(node)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _said(file, node.lineno, node.value)


def in_guide(file: str, text: str) -> Iterator[Said]:
    """Return the lines of a guide, but for those that say from where it is."""
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith(_HEADS):
            yield Said(file, number, line)


def in_prose(file: str, text: str) -> Iterator[Said]:
    """Return the lines of Markdown without its code, comments and addresses."""
    bare = _FENCE.sub(lambda found: "\n" * found[0].count("\n") or "``", text)
    for number, line in enumerate(bare.splitlines(), 1):
        if line:
            yield Said(file, number, line)


def unclean(said: Iterable[Said] | None = None) -> dict[str, list[str]]:
    """Return the files that say a banned word, each with a line for every one."""
    found: dict[str, list[str]] = {}
    for each in sentences() if said is None else said:
        for banned in banned_in(each.text):
            reason = f"{banned.sample!r} -> {banned.instead!r} ({banned.why})"
            line = f"{each.file}:{each.line}: {reason}: {each.text.strip()[:300]!r}"
            found.setdefault(each.file, []).append(line)
    return found


def _said(file: str, line: int, text: str) -> Iterator[Said]:
    """Return a literal if somebody reads it."""
    is_pattern = "|" in text and " | " not in text
    if (" " in text.strip() or text[:1].isupper()) and not is_pattern:
        yield Said(file, line, text)


def _joined(node: ast.JoinedStr) -> str:
    """Return an f-string with a gap for each value."""
    parts = [each.value if isinstance(each, ast.Constant) else _GAP for each in node.values]
    return "".join(map(str, parts))


def _is_style(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(isinstance(each, ast.Name) and each.id in _STYLES for each in targets)


def _newest(changelog: str) -> str:
    """Return what the changelog has of the release to come and of the newest, on its own lines."""
    heads = [found.start() for found in re.finditer(r"^## ", changelog, re.MULTILINE)]
    coming = changelog[heads[0] :].startswith("## Unreleased")
    end = [*heads, None, None][2 if coming else 1]
    return "\n" * changelog[: heads[0]].count("\n") + changelog[heads[0] : end]


def _labels() -> Iterator[Said]:
    """Return the labels of all choices, which are often the words of the file."""
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        if "Labeled" in path.read_text("utf-8"):
            module = import_module(_name(path).removesuffix(".py").replace("/", "."))
            for kind in vars(module).values():
                if (
                    isinstance(kind, type)
                    and issubclass(kind, Labeled)
                    and kind.__module__ == module.__name__
                ):
                    for member in kind:
                        yield Said(_name(path), 0, f"{kind.__name__}: {member.label}")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def main() -> None:
    """List what is left."""
    wanted = sys.argv[1:]
    for file, lines in unclean().items():
        if not wanted or file.startswith(tuple(wanted)):
            print(*lines, sep="\n")


if __name__ == "__main__":
    main()
