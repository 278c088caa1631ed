"""Commands for licenses: their terms, and their contacts."""

from __future__ import annotations

from licensetui.tui.command import Command


class Renew(Command):
    """Record a renewal: adds a term after the last one."""

    keys, word, edits, request, of = "r", "Renewed", True, ("RenewLicenses",), "chosen"


class Handle(Command):
    """Mark as handled: this term needs no more; again reopens."""

    keys, word, edits, request, of = "x", "Handled", True, ("HandleLicenses",), "chosen"


class Snooze(Command):
    """Hear no more of the marked or this one until a day."""

    keys, word, edits, request, of = "z", "Snooze", True, ("SnoozeLicenses",), "chosen"


class Decide(Command):
    """Decide what shall happen at the end: renew, cancel..."""

    keys, word, edits, shown = "d", "Decide", True, False
    request, of = ("DecideLicenses",), "chosen"


class Proceed(Command):
    """Say how far it is: quoted, ordered, done; Enter goes on."""

    keys, word, edits, shown = "p", "Progress", True, False
    request, of = ("ProceedWithLicenses",), "chosen"


class Terms(Command):
    """Show all terms of this license with what each cost."""

    keys, word, shown, request, of = "T", "Terms", False, ("ShowTerms",), "shown license"


class CoTerm(Command):
    """Plan one common end of the marked, or of a whole vendor."""

    keys, word, edits, shown, request, of = "c", "Co-term", True, False, ("PlanCoTerm",), "chosen"


class SetTechnical(Command):
    """Choose the technical contact, of all marked or this one."""

    keys, word, edits, request, of = "t", "Tech", True, ("ChooseContact", "technical"), "chosen"


class SetBilling(Command):
    """Choose the billing contact, of all marked or this one."""

    keys, word, edits, request, of = "b", "Bill", True, ("ChooseContact", "billing"), "chosen"


class SeenOnPortal(Command):
    """Say what the portal shows today: the wanted, or others."""

    keys, word, edits, shown, request, of = "v", "Seen", True, False, ("NoteSeen",), "chosen"
