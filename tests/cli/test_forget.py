"""`licensetui forget CONTACT`."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from licensetui.domain.license import Role, SeenAssignment
from tests.builders import a_contact, a_license, a_portfolio
from tests.cli.at import DATABASE, ON_BOTH, At
from tests.cli.program import printed, refused
from tests.postgres.server import ANNA
from tests.store.changes import note


@pytest.fixture
def place(at: At) -> At:
    """Two contacts of one family name; Anna is the only reader of a license."""
    seen = SeenAssignment("anna.martin@example.org", Role.TECHNICAL)
    license = a_license(on_portal=(seen,), notes="Ask Anna Martin")
    contacts = (a_contact(), a_contact("Bert Martin", id=2, email="bert@example.org"))
    at.save(a_portfolio(license, contacts=contacts))
    printed("backup", *at)
    store = at.open()
    store.commit(note(store, 1, seats=600))
    return at


def _marks(place: At) -> int:
    """Return how often Anna is in all that is kept."""
    content = place.content().lower()
    return content.count(b"anna.martin") + content.count(b"anna martin")


@ON_BOTH
def test_what_would_go_is_shown_and_nothing_is_written(place: At) -> None:
    held = _marks(place)
    text = printed("forget", "anna.MARTIN@example.org", *place)
    assert "To erase: contact 1 Anna Martin <anna.martin@example.org>\n" in text
    assert "  records: a contact of license 1 (Jira Software DC 500)\n" in text
    assert "  records: named in the notes of license 1" in text
    assert "  history: 1 line\n" in text
    assert "  backup: 2026-11-22T" in text
    assert "Nobody would read the vendor's reminders anymore for\n  1 Jira Software" in text
    assert "At the last check, the vendor's portal showed the address for" in text
    assert "undo cannot restore it" in text
    assert held >= 3
    assert _marks(place) == held


@pytest.mark.parametrize("at", [DATABASE], indirect=True)
def test_whoever_cannot_forget_is_told_who_can(place: At) -> None:
    assert place.database
    for who in ("Anna Martin", "--keys"):
        text = printed("forget", who, "--store", place.database.url(ANNA))
        assert "--apply" not in text
    text = printed("forget", "Anna Martin", "--store", place.database.url(ANNA))
    assert f"Nothing was written. Only the owner of {place.database.name}@" in text
    assert text.endswith(", owner, can erase it.\n")


@ON_BOTH
def test_the_command_it_proposes_forgets(place: At) -> None:
    shown = printed("forget", "Anna Martin", *place)
    text = printed(*shlex.split(shown.splitlines()[-1])[1:])
    assert text.startswith("Erased: contact 1 Anna Martin")
    assert "Nobody reads the vendor's reminders anymore" in text
    assert "the vendor's portal and the vendor's own files" in text
    assert _marks(place) == 0
    assert "erase a contact" in printed("history", *place)
    assert "Anna" not in printed("history", "--fields", *place)
    assert "no current or former contact has the name, address, or id 'Anna Martin'" in refused(
        2, "forget", "Anna Martin", *place
    )


@ON_BOTH
def test_whoever_may_be_meant_is_listed(place: At) -> None:
    said = refused(2, "forget", "martin", *place)
    assert "1 Anna Martin <anna.martin@example.org>; 2 Bert Martin <bert@example.org>" in said
    assert "give the id" in said


@ON_BOTH
def test_wrong_use(place: At) -> None:
    assert "--demo" in refused(2, "forget", "1", "--demo")
    assert "--readonly" in refused(2, "forget", "1", "--apply", "--readonly", *place)


def test_what_nobody_can_read_is_left_alone(place: At) -> None:
    path = Path(place.name)
    path.write_bytes(b"{")
    held = _marks(place)
    assert str(path) in refused(65, "forget", "1", "--apply", *place)
    assert _marks(place) == held


@pytest.mark.parametrize("at", [DATABASE], indirect=True)
def test_only_the_owner_of_a_database_forgets(place: At) -> None:
    held, anna = _marks(place), ("--store", place.database.url()) if place.database else ()
    assert "To erase: contact 1" in printed("forget", "1", *anna)
    assert "only the owner of" in refused(74, "forget", "1", "--apply", *anna)
    assert _marks(place) == held
