"""Links to pages of our own tables: where terminals know them, and whole text everywhere."""

from __future__ import annotations

import re

import pytest

from licensetui.vendors.facts import FACTS
from licensetui.vendors.links import knows_links, linked
from tests.cli.program import printed

LINK = re.compile(r"\x1b\]8;;(.*?)\x1b\\(.*?)\x1b\]8;;\x1b\\")


@pytest.mark.parametrize(
    ("environ", "known"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7203"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4600"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "x"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "foot-extra"}, True),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
        ({"TERM": "tmux-256color", "FORCE_HYPERLINK": "1"}, True),
    ],
)
def test_only_terminals_that_show_links_get_them(environ: dict[str, str], known: bool) -> None:
    assert knows_links(environ) is known


def test_every_address_of_a_fact_is_a_link_to_itself_and_its_text_is_whole() -> None:
    for fact in (fact for facts in FACTS.values() for fact in facts):
        text = linked(fact.source)
        links = LINK.findall(text)
        assert len(links) == fact.source.count("https://")
        assert all(to == shown for to, shown in links)
        assert LINK.sub(r"\2", text) == fact.source


def test_a_pipe_gets_no_link() -> None:
    assert "\x1b" not in printed("facts", FORCE_HYPERLINK="1")
