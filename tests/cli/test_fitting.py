"""Printed lists fit the terminal; a pipe, a file and `--plain` get all of it."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.cli import main
from licensetui.cli.fitting import cut_within, in_lines, wrapped
from licensetui.domain.plain import width
from tests.builders import a_license, a_portfolio, a_term
from tests.cli.program import TODAY, a_file_of, printed, start
from tests.forks import forked

COMMANDS = (
    *("due", "list", "contacts", "calendar", "findings", "coverage", "portal", "facts", "keys"),
    *("who SEN-1001", "who Anna", "coterm 2027-12-31", "handover Anna auto --dry-run", "check"),
)
"""The printed twins of the screens, and plans, with the demo."""
LONG = "Confluence Data Center for the whole of Example Industrie SA and its branches, SEN-"


def on_terminal(columns: int, *arguments: str, **environ: str) -> list[str]:
    """Return the lines that a run prints on a terminal of so many columns, with little output."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {**os.environ, "LICENSETUI_TODAY": TODAY, "TERM": "xterm", **environ}
    try:
        code = forked(lambda: main(arguments), environment, (its, its, its))
        said = os.read(ours, 60_000).decode()
    finally:
        os.close(ours)
        os.close(its)
    assert code == 0, said
    return said.replace("\r\n", "\n").splitlines()


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_printed_twin_fits(command: str, columns: int) -> None:
    lines = printed("--demo", *command.split(), COLUMNS=str(columns)).splitlines()
    too_wide = [line for line in lines if width(line) > columns and "https://" not in line]
    assert not too_wide


@pytest.mark.parametrize("columns", [60, 80])
def test_the_terminal_itself_tells_its_columns(columns: int) -> None:
    lines = on_terminal(columns, "--demo", "due")
    assert columns - 4 <= max(map(width, lines)) <= columns


def test_what_counts_bytes_counts_no_more_of_them() -> None:
    lines = start("--demo", "due", COLUMNS="80").stdout.splitlines()
    assert max(map(len, lines)) <= 80


def test_a_terminal_that_does_not_tell_has_80_columns() -> None:
    assert 76 <= max(map(width, on_terminal(0, "--demo", "due"))) <= 80


def test_a_pipe_a_file_and_plain_get_all_of_it(made: Any) -> None:
    """Even where another program gives COLUMNS to `--plain` and `--json`."""
    path = made()
    for command in ("due", "list", "portal"):
        assert LONG + "1" in printed(command, "--file", path)
    for form in ("--plain", "--json"):
        assert LONG + "1" in printed("due", "--file", path, form, COLUMNS="60")
        assert any(LONG + "1" in line for line in on_terminal(60, "due", "--file", path, form))


def test_names_are_cut_in_the_middle_and_what_left_is_said(made: Any) -> None:
    lines = printed("list", "--file", made(), COLUMNS="80").splitlines()
    assert any("Confluence" in line and "..." in line and ", SEN-1" in line for line in lines)
    assert any(", SEN-2" in line for line in lines)
    assert lines[-1].startswith("Not shown in 80 columns: ")
    assert "billing" in lines[-1]
    assert "Not shown" not in printed("list", "--file", made(), COLUMNS="250")


def test_narrow_lists_keep_mark_date_and_name() -> None:
    head, first, *_ = printed("--demo", "due", COLUMNS="60").splitlines()
    assert head.split() == ["date", "what", "license"]
    assert first[0] == "x"
    assert "ScriptRunner for Jira" in first


@pytest.mark.parametrize("said", ["0", "-5", "many", "9" * 9, "\u0663\u0660"])
def test_columns_that_are_none_are_not_taken(said: str) -> None:
    assert printed("--demo", "due", COLUMNS=said) == printed("--demo", "due")


def test_a_command_to_copy_stays_on_one_line(tmp_path: Path) -> None:
    file = tmp_path / ("a long name of a file " * 4 + ".csv")
    file.write_text("license,end\nJira,2027-01-01\n")
    result = start("import", str(file), COLUMNS="60").stdout.decode()
    again = next(line for line in result.splitlines() if line.endswith("--apply"))
    assert str(file) in again


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Any:
    """Return what makes a file with two licenses whose long names differ at their ends."""

    def make() -> str:
        licenses = [a_license(f"{LONG}{id}", id=id, terms=(a_term(9),)) for id in (1, 2)]
        path = tmp_path / "x.json"
        return str(path) if path.exists() else a_file_of(path, a_portfolio(*licenses))

    return make


TEXTS = st.text(st.sampled_from("ab 日\u0301.@-"), max_size=60)


@given(TEXTS, st.integers(6, 70), st.sampled_from(["…", "..."]))
def test_a_text_cut_in_the_middle_keeps_both_ends(text: str, most: int, mark: str) -> None:
    cut = cut_within(text, most, mark)
    assert width(cut) <= most
    assert (cut == text) == (width(text) <= most)


def test_what_tells_names_apart_is_kept() -> None:
    assert cut_within("Confluence Data Center SEN-1002", 20) == "Confluence Da…N-1002"
    assert cut_within("j.martin@example.org", 18).endswith("le.org")


@given(TEXTS, st.integers(20, 70))
def test_lines_have_all_words_and_fit(text: str, most: int) -> None:
    lines = in_lines(text, most)
    assert all(width(line) <= most for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(TEXTS.map("x  ".__add__), st.integers(60, 70))
def test_a_wrapped_line_stands_behind_its_mark(text: str, most: int) -> None:
    lines = [*wrapped(text * 3, most)]
    assert " ".join("".join(lines).split()).replace(" ", "") == (text * 3).replace(" ", "")
    assert all(line.startswith("   ") for line in lines[1:] if line)
