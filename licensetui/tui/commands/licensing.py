"""What is done about licenses: their terms and who is their contact."""

from __future__ import annotations

from licensetui.tui.command import Command


class Renew(Command):
    """Record a renewal: adds a term after the last one."""

    keys, word, edits = "r", "Renewed", True
    request, of = ("RenewLicenses",), "chosen"


class Handle(Command):
    """Mark as handled: this term needs no more; again reopens."""

    keys, word, edits = "x", "Handled", True
    request, of = ("HandleLicenses",), "chosen"


class Snooze(Command):
    """Hear no more of the marked or this one until a day."""

    keys, word, edits = "z", "Snooze", True
    request, of = ("SnoozeLicenses",), "chosen"


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

    keys, word, shown = "T", "Terms", False
    request, of = ("ShowTerms",), "shown license"


class CoTerm(Command):
    """Plan one common end of the marked, or of a whole vendor."""

    keys, word, edits, shown = "c", "Co-term", True, False
    request, of = ("PlanCoTerm",), "chosen"


class SetTechnical(Command):
    """Choose the technical contact, of all marked or this one."""

    keys, word, edits = "t", "Tech", True
    request, of = ("ChooseContact", "technical"), "chosen"


class SetBilling(Command):
    """Choose the billing contact, of all marked or this one."""

    keys, word, edits = "b", "Bill", True
    request, of = ("ChooseContact", "billing"), "chosen"


class SeenOnPortal(Command):
    """Say what the portal shows today: the wanted, or others."""

    keys, word, edits, shown = "v", "Seen", True, False
    request, of = ("NoteSeen",), "chosen"
