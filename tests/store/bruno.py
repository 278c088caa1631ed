"""Bruno Durand, who is everywhere and shall be forgotten."""

from __future__ import annotations

from dataclasses import replace

from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.license import Assignment, LicenseKey, Role, SeenAssignment
from licensetui.domain.portfolio import Portfolio
from tests.builders import TODAY, a_contact, a_license

MARKS = (b"bruno d", b"durand@", b"durand-petit")
"""What no file may hold afterwards."""


def bruno_everywhere() -> Portfolio:
    """Return records, in many of which Bruno Durand is."""
    bruno = a_contact("Bruno Durand", id=1, email="Bruno.Durand@example.org", phone="12 34")
    anna = a_contact(
        "Anna Martin",
        id=2,
        notes="sits beside Bruno  Durand, joanna.bruno.durands@example.org stays",
        away=(Away(TODAY, TODAY, "with bruno.durand@example.org."),),
        deputy=1,
    )
    team = Contact("Jira team", "jira@example.org", id=3, kind=ContactKind.TEAM, members=(1, 2))
    team = replace(team, sign_in_known_by=(2, 1))
    jira = a_license(
        "Jira of Bruno Durand",
        wanted=(Assignment(1, Role.TECHNICAL, True), Assignment(2, Role.BILLING, True)),
        on_portal=(
            SeenAssignment(" bruno.durand@EXAMPLE.org", Role.TECHNICAL, True),
            SeenAssignment("anna.martin@example.org", Role.BILLING, True),
        ),
        notes="Ask BRUNO DURAND",
        key=LicenseKey("X02abc", "1234abcd"),
    )
    return Portfolio((jira, a_license("Tempo", id=2, owner=1)), (bruno, anna, team))
