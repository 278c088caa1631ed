"""Links on the screens: the page of a vendor in a guide, and nothing that anybody has typed."""

from __future__ import annotations

import pytest
from rich.style import Style

from licensetui.demo import demo_portfolio
from licensetui.tui.widgets.detail import linked
from tests.builders import TODAY
from tests.tui.running import Running, running


def links(program: Running) -> set[tuple[str, str]]:
    strips = program.app.screen._compositor.render_strips()
    return {
        (text, style.link) for strip in strips for text, style, _ in strip if style and style.link
    }


@pytest.mark.parametrize(("known", "found"), [("1", True), ("0", False)])
async def test_the_page_of_a_guide_is_a_link_where_the_terminal_knows_them(
    monkeypatch: pytest.MonkeyPatch, known: str, found: bool
) -> None:
    monkeypatch.setenv("FORCE_HYPERLINK", known)
    seen: set[tuple[str, str]] = set()
    async with running(demo_portfolio(TODAY), demo=True, size=(120, 40)) as program:
        await program.press("4")
        for _ in range(6):
            seen |= links(program)
            await program.press("j")
        assert "https://" in program.text()
    assert bool(seen) is found
    assert all(text == link for text, link in seen)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sign in to https://a.example/ as Anna", ["https://a.example/"]),
        ("at https://a.example/.", ["https://a.example/"]),
        ("Sign in to https://a.example/evil", []),
        ("Sign in to xhttps://a.example/", []),
        ("https://b.example/", []),
    ],
)
def test_only_the_page_itself_is_a_link(text: str, found: list[str]) -> None:
    made = linked(text, "https://a.example/", Style())
    assert "".join(segment.text for segment in made) == text
    assert [x.text for x in made if x.style and x.style.link] == found
    assert [x.text for x in linked(text, "", Style())] == [text]
