"""The pages of Markdown that people read, with what they link to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parent.parent
MARKDOWN = MarkdownIt("commonmark").enable("table")
PICTURES = "screenshots"
MANUAL = "licensetui/manual"
WEB = "https://"


@dataclass(frozen=True)
class Link:
    """A link or a picture, the words that stand for it, and the page it is on."""

    page: Path
    target: str
    text: str
    is_picture: bool = False


def pages(root: Path = ROOT) -> list[Path]:
    """Return all pages: README, CONTRIBUTING, CHANGELOG, the pictures, and the manual."""
    found = [root, root / PICTURES, root / MANUAL]
    return [page for folder in found for page in sorted(folder.glob("*.md"))]


def links(page: Path, text: str | None = None) -> Iterator[Link]:
    """Return the links and pictures of a page, or of a text that is to be read like it."""
    for block in MARKDOWN.parse(page.read_text("utf-8") if text is None else text):
        children = block.children or []
        for number, token in enumerate(children):
            if token.type == "image":
                yield Link(page, str(token.attrs["src"]), token.content, is_picture=True)
            elif token.type == "link_open":
                yield Link(page, str(token.attrs["href"]), _words(children[number + 1 :]))


def anchors(page: Path) -> set[str]:
    """Return the names by which hosting sites link to the headings of a page."""
    blocks = MARKDOWN.parse(page.read_text("utf-8"))
    titles = (blocks[i + 1].content for i, each in enumerate(blocks) if each.type == "heading_open")
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def broken(link: Link) -> str:
    """Return why a link leads nowhere, or nothing."""
    where = f"{link.page.name}: {link.target!r}"
    if not link.text.strip():
        return f"{where} has no words"
    if link.target.startswith(WEB):
        return f"{where} is a picture from the web" if link.is_picture else ""
    path, _, anchor = link.target.partition("#")
    target = link.page.parent / path if path else link.page
    if not target.is_file():
        return f"{where} is not a file"
    if anchor and anchor not in anchors(target):
        return f"{where} is not a heading"
    return ""


def unsized(picture: Path) -> str:
    """Return why a picture may look empty or wrong on a page, or nothing."""
    svg = picture.read_text("utf-8")
    head = svg.partition(">")[0]
    sides = re.findall(r' (?:width|height)="(\d+)"', head)
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', head)
    if box is None or len(sides) != 2 or not _are_alike(sides, box.groups()):
        return f"{picture.name} has no width and height of its form"
    if re.search(r"url\((?!#)|@import|xlink:href|<image|<script", svg):
        return f"{picture.name} loads something"
    if "font-variant-ligatures: none" not in svg:
        return f"{picture.name} may draw .. as one sign"
    return ""


def _are_alike(sides: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether two rectangles have the same form, but for rounding."""
    (width, height), (other_width, other_height) = map(float, sides), map(float, others)
    return abs(width / height - other_width / other_height) < 0.01


def _words(tokens: list[Token]) -> str:
    """Return the words between the begin of a link and its end."""
    words = ""
    for token in tokens:
        if token.type == "link_close":
            break
        words += token.content
    return words
