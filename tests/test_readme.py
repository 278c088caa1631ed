from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest

from licensetui.cli.arguments import parse
from licensetui.demo import demo_portfolio
from licensetui.manual import TOPICS
from licensetui.store.memory import MemoryStore
from licensetui.tui.commands.sections import sections
from tests.builders import TODAY
from tests.pages import MANUAL, PICTURES, ROOT, broken, links, pages, unsized
from tests.tui.running import SMALL, Running, running

README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
MOST_LINES = 160


def test_every_link_leads_somewhere() -> None:
    found = [link for page in pages() for link in links(page)]
    assert len(found) > 100
    assert [said for link in found if (said := broken(link))] == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A [title]: `x`\n", encoding="utf-8")
    text = (
        "[a](no.md) [b](#a-title-x) [c](#no) ![](page.md) ![d](https://x.org/d.svg) [e](#a-title-x)"
    )
    said = [broken(link) for link in links(page, f"{text} [f](https://x.org)")]
    assert said == [
        "page.md: 'no.md' is not a file",
        "",
        "page.md: '#no' is not a heading",
        "page.md: 'page.md' has no words",
        "page.md: 'https://x.org/d.svg' is a picture from the web",
        "",
        "",
    ]


@pytest.mark.parametrize("picture", sorted((ROOT / PICTURES).glob("*.svg")), ids=lambda x: x.stem)
def test_a_picture_has_a_size_and_draws_what_is_there(picture: Path) -> None:
    assert unsized(picture) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (' width="', ' data-width="', "no width and height"),
        (' height="', ' height="1', "no width and height"),
        ("</style>", "@font-face {src: url(https://x.org/f.woff)}</style>", "loads something"),
        ("font-variant-ligatures: none;", "", "one sign"),
    ],
)
def test_what_a_page_would_not_show_of_a_picture_is_found(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    picture = tmp_path / "a.svg"
    text = (ROOT / PICTURES / "dashboard-80x24.svg").read_text(encoding="utf-8")
    picture.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert said in unsized(picture)


def test_every_picture_is_shown_once() -> None:
    shown = [Path(link.target).name for page in pages() for link in links(page) if link.is_picture]
    assert sorted(shown) == sorted(path.name for path in (ROOT / PICTURES).glob("*.svg"))


def test_the_readme_links_to_every_page_of_the_manual() -> None:
    linked = {link.target for link in links(README)}
    assert {f"{MANUAL}/{topic}.md" for topic in TOPICS} <= linked


def test_the_readme_is_read_in_five_minutes() -> None:
    assert len(TEXT.splitlines()) <= MOST_LINES
    assert max(len(line) for line in TEXT.splitlines() if "](" not in line) <= 120


def test_run_and_test_are_one_command_each_and_ci_runs_the_latter_word_for_word() -> None:
    run, test = re.findall(r"^```sh\n(python3 -m venv .*)\n```$", TEXT, re.MULTILINE)
    assert run.endswith("licensetui --demo")
    assert test in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_command_of_the_readme_is_one() -> None:
    blocks = "".join(re.findall(r"^```sh\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE))
    lines = [shlex.split(line, comments=True) for line in blocks.splitlines()]
    words = [line[1:] for line in lines if line[0] == "licensetui"]
    assert len(words) > 5
    for line in words:
        parse(line, lambda: TODAY)  # else it raises, or ends


def test_the_ten_keys_of_the_readme_are_keys() -> None:
    table = TEXT.partition("## Ten keys")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    named = {key for row in rows for key in re.findall(r"`(\S+)`", row)}
    assert len(rows) == 10
    assert named <= {
        name for _, commands in sections() for each in commands for name in each.key_names
    }


async def test_the_tour_of_the_readme_does_what_it_promises() -> None:
    before = demo_portfolio(TODAY)
    store = MemoryStore(before)
    async with running(store=store, size=SMALL, demo=True) as program:
        await program.press("exclamation_mark", "exclamation_mark", "enter")
        assert "Did you mean b.durand@gmail.com?" in program.text()
        await program.press("ctrl+y", "ctrl+s")
        assert "4 shows the steps" in program.text()
        await program.press("4", "slash", *"script", "enter", "space")
        assert "Ticked: " in program.text()
        await program.press("2", "r", "c", *"7500", "enter")
        assert "Saved: " in program.text()
        await _hand_over(program)
        await program.press(*"uuuu")
    assert store.portfolio == before


async def _hand_over(program: Running) -> None:
    await program.press("3", "slash", *"anna", "enter", "H", "plus", *"30", "ctrl+s")
    assert "step 2 of 3" in program.text()
    assert "warning" in program.text()
    await program.press("ctrl+s")
    assert "step 3 of 3" in program.text()
    await program.press("ctrl+s")
    assert "Saved: Anna Martin" in program.text()


def test_what_contributing_names_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:licensetui|tests)/[^`]*|[\w.]+\.toml)`", text)
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []
    modules = re.findall(r"`python -m ([\w.]+)", text)
    assert len(modules) > 5
    assert [name for name in modules if find_spec(name) is None] == []
    rooms = {f"licensetui/{name.split('/')[1]}/" for name in named if name.count("/") > 1}
    packages = {f"licensetui/{path.parent.name}/" for path in ROOT.glob("licensetui/*/__init__.py")}
    assert packages - rooms == {"licensetui/demo/"}
