"""Commands for portal steps: ticked, waited for, told to a partner."""

from __future__ import annotations

from licensetui.tui.command import Command


class Tick(Command):
    """Mark the step as done on the portal, and go to the next."""

    keys, word, edits = "space", "Done", True


class AskToSignIn(Command):
    """Note that the new contact was asked to sign in today."""

    keys, word, edits = "w", "Waiting", True


class CopyMessage(Command):
    """Copy the message to the partner with all open steps."""

    keys, word, shown = "m", "Message", False
