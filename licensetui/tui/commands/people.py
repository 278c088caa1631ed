"""Commands for contacts: leaving, confirmed addresses, members of a team."""

from __future__ import annotations

from licensetui.tui.command import Command


class Leaving(Command):
    """Say who leaves: last day and end of the mailbox."""

    keys, word, edits, request, of = "L", "Leaves", True, ("ContactLeaves",), "shown"


class Confirm(Command):
    """Say that the marked or this one read their mail, today."""

    keys, word, edits, shown = "v", "Confirmed", True, False
    request, of = ("ConfirmContacts",), "chosen"


class Bounced(Command):
    """Say that mail to the marked or this one came back today."""

    keys, word, edits, shown, request, of = "B", "Bounced", True, False, ("NoteBounces",), "chosen"


class WhoSees(Command):
    """Show who sees a license, or what a contact sees, and why."""

    keys, word, shown, request, of = "i", "Who sees it", False, ("ShowWhoSees",), "shown"


class ConfirmHere(Command):
    """Say that the address is read, today."""

    keys, word, edits = "ctrl+t", "Read today", True


class BouncedHere(Command):
    """Say that a mail came back today."""

    keys, word, edits, shown = "ctrl+o", "Came back", True, False


class CloseGap(Command):
    """Do what is proposed against days nobody reads the mail."""

    keys, word, edits = "ctrl+r", "Close gap", True


class AsWanted(Command):
    """Say that the portal shows the contacts that are wanted."""

    keys, word, edits = "w", "As wanted", True


class AsLastSeen(Command):
    """Say that the portal shows what it showed the last time."""

    keys, word, edits = "b", "As before", True
