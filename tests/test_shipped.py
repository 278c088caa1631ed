"""What the package brings for shells and `man`: nothing is stale, and shells can use it."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from licensetui.cli.arguments import whole_parser
from licensetui.cli.completion import COMPLETIONS
from licensetui.cli.registry import GROUPS, SUBCOMMANDS
from tests.cli.program import printed, refused
from tests.shipped import MAN_PAGE, ROOT, shipped

WORDS = [listed.word for listed in SUBCOMMANDS]


def test_man_page_and_completions_are_those_of_the_commands() -> None:
    stale = [
        path.name
        for path, text in shipped().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "stale: run `python -m tests.shipped`"


@pytest.mark.parametrize(("shell", "name"), COMPLETIONS.items())
def test_completion_prints_the_file_of_the_shell(shell: str, name: str) -> None:
    path = ROOT / "licensetui" / "completions" / name
    assert printed("completion", shell) == path.read_text(encoding="utf-8")


def test_a_shell_without_completions_is_told_the_others() -> None:
    assert "'tcsh' is not one of bash, zsh, fish" in refused(2, "completion", "tcsh")


def test_every_command_stands_in_one_group_of_the_help() -> None:
    grouped = [word for group in GROUPS.values() for word in group]
    assert sorted(grouped) == sorted(WORDS)
    text = printed("--help")
    assert all(f"\n  {heading}:\n" in text for heading in GROUPS)
    assert text.index("\n  show:") < text.index("\n    due ") < text.index("\n  change:")


def test_the_help_names_no_hook_of_the_tests() -> None:
    assert "LICENSETUI_TODAY" not in printed("--help")
    assert "LICENSETUI_TODAY" not in MAN_PAGE.read_text(encoding="utf-8")


def test_the_short_option_prints_the_version_too() -> None:
    assert printed("-V") == printed("--version")


def test_the_man_page_names_every_command_and_option() -> None:
    text = MAN_PAGE.read_text(encoding="utf-8").replace("\\-", "-")
    parser, children = whole_parser()
    for word, child in children.items():
        _, found, section = text.partition(f"\n.SS \\fBlicensetui {word}\\fR\n")
        assert found
        section = section.partition("\n.S")[0]
        own = {name for action in child._actions for name in action.option_strings}
        own -= {name for action in parser._actions for name in action.option_strings}
        assert own == set(re.findall(r"\\fB(-[\w-]+)\\fR", section))


@pytest.mark.skipif(not shutil.which("groff"), reason="SKIPPED: groff is not installed")
def test_the_man_page_is_set_without_a_warning() -> None:
    command = ["groff", "-man", "-ww", "-Tutf8", "-z", str(MAN_PAGE)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stderr == ""


def bash(line: str, directory: Path) -> list[str]:
    """Return what bash offers for the last word of a line."""
    script = """
        source "$1"; set -f; shift
        COMP_WORDS=($1); [[ "$1" == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _shtab_licensetui 2>/dev/null
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    completions = ROOT / "licensetui" / "completions" / COMPLETIONS["bash"]
    command = ["bash", "--norc", "-c", script, "bash", str(completions), line]
    run = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=True)
    return run.stdout.split()


def fish(line: str, directory: Path) -> list[str]:
    """Return what fish offers for the last word of a line."""
    completions = ROOT / "licensetui" / "completions" / COMPLETIONS["fish"]
    command = ["fish", "--no-config", "-c", f"source {completions}; complete -C '{line}'"]
    run = subprocess.run(
        command,
        cwd=directory,
        env={**os.environ, "HOME": str(directory)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [found.partition("\t")[0] for found in run.stdout.splitlines()]


def zsh(line: str, directory: Path) -> list[str]:
    """Return what zsh offers for the last word of a line, as its widget says it on a terminal."""
    start = f"""
        fpath=({ROOT / "licensetui" / "completions"} $fpath)
        autoload -Uz compinit && compinit -D -u
        licensetui() {{ : }}; PS1=; zle_highlight=(none)
        zstyle ':completion:*' list-prompt ''; LISTMAX=9999; setopt NO_BEEP
        compadd() {{
            [[ " $* " == *" -O "* || " $* " == *" -A "* || " $* " == *" -D "* ]] || {{
                local -a offered; builtin compadd -O offered "$@"; print -rl -- $offered >> out
            }}
            builtin compadd "$@"
        }}
        zstyle ':completion:*' verbose no
        offer() {{ zle complete-word; : > done }}; zle -N offer; bindkey '^I' offer
    """
    (directory / "start").write_text(start)
    for name in ("out", "done"):
        (directory / name).unlink(missing_ok=True)
    shell, fd = pty.fork()
    if not shell:
        os.chdir(directory)
        os.execvpe("zsh", ["zsh", "-f", "-i"], {**os.environ, "TERM": "dumb"})  # noqa: S606
    try:
        os.write(fd, f" . ./start; : > ready\r{line}\t".encode())
        until = time.monotonic() + 20
        while not (directory / "done").exists() and time.monotonic() < until:
            if select.select([fd], [], [], 0.1)[0]:
                os.read(fd, 65536)
    finally:
        os.kill(shell, signal.SIGKILL)
        os.waitpid(shell, 0)
        os.close(fd)
    out = directory / "out"
    return out.read_text().split() if out.exists() else []


SHELLS = [
    pytest.param(
        ask,
        marks=pytest.mark.skipif(
            not shutil.which(ask.__name__), reason=f"SKIPPED: {ask.__name__} is not installed"
        ),
    )
    for ask in (bash, fish, zsh)
]


@pytest.mark.parametrize("offered", SHELLS)
def test_a_shell_completes_commands_options_choices_and_files(
    offered: Callable[[str, Path], list[str]], tmp_path: Path
) -> None:
    (tmp_path / "licenses.xlsx").touch()
    assert sorted(offered("licensetui ", tmp_path)) == sorted(WORDS)
    assert offered("licensetui fo", tmp_path) == ["forget"]
    assert offered("licensetui due --wi", tmp_path) == ["--within"]
    assert offered("licensetui due --rea", tmp_path) == ["--readonly"]
    assert offered("licensetui --rea", tmp_path) == ["--readonly"]
    assert offered("licensetui completion z", tmp_path) == ["zsh"]
    assert offered("licensetui import li", tmp_path) == ["licenses.xlsx"]
    assert offered("licensetui list --file li", tmp_path) == ["licenses.xlsx"]
    assert offered("licensetui forget li", tmp_path) == []
