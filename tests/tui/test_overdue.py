"""A save that waits says so on the terminal, although nothing can be painted meanwhile."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from tests.builders import a_license, a_portfolio
from tests.cli.program import a_file_of
from tests.tui.window import PROGRAM, Window

SAYS = "Saving: waiting for an answer..."


@pytest.mark.parametrize("output", ["", "plain"])
@pytest.mark.parametrize("in_form", [True, False], ids=["form", "list"])
def test_a_save_that_waits_says_so_until_it_is_over(
    tmp_path: Path, output: str, in_form: bool
) -> None:
    file = a_file_of(tmp_path / "licenses.json", a_portfolio(a_license("Jira")))
    window = Window(*PROGRAM, "--file", file, environ={"LICENSETUI_OUTPUT": output})
    try:
        window.shows("q Quit")
        window.press("2")
        window.shows("Licenses: 1")
        if in_form:
            window.press("nGamma")
            window.shows("Gamma", "not saved yet")
        with Path(f"{file}.d", "lock").open("a") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            window.press("\x13" if in_form else "D")
            window.shows(SAYS)
            line = next(x for x in window.screen.text.splitlines() if SAYS in x)
            assert line.strip() == SAYS, "nothing else is left beside it"
        window.until(lambda: SAYS not in window.screen.text, "the end of it")
        window.shows("Saved: Gamma" if in_form else "Archived: Jira", "Licenses: ")
    finally:
        window.clean_up()
