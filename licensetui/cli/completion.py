"""`licensetui completion`: the file that lets a shell complete commands, options, and files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib.resources import files

from licensetui.cli.context import Context, Subcommand
from licensetui.cli.exits import DONE

COMPLETIONS = {
    "bash": "licensetui.bash",
    "zsh": "_licensetui",
    "fish": "licensetui.fish",
}
"""Files in `licensetui/completions`, by shell; `python -m tests.shipped` writes them."""
_WHERE = """\
To complete commands in new shells, write the file to where the shell looks:

  bash  licensetui completion bash > ~/.local/share/bash-completion/completions/licensetui
  zsh   licensetui completion zsh > DIR/_licensetui, where DIR is a directory of $fpath
  fish  licensetui completion fish > ~/.config/fish/completions/licensetui.fish
"""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=tuple(COMPLETIONS), help="shell to complete in")
    parser.epilog = _WHERE


def _run(arguments: Namespace, context: Context) -> int:
    name = COMPLETIONS[arguments.shell]
    text = (files("licensetui") / "completions" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        context.say_whole(line)
    return DONE


COMPLETION = Subcommand(_add_arguments, _run)
