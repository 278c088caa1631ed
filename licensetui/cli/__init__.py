"""The command line: every screen has a printed twin; Textual is loaded only to open the program."""

from __future__ import annotations

from licensetui.cli.entry import main

__all__ = ["main"]
