"""Drafts that earlier releases kept are opened as they were left: one of each kind of form."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensetui.domain.contact import ContactKind
from licensetui.domain.draft import Draft
from licensetui.domain.license import Assignment, Role
from licensetui.forms.license_draft import wanted_from, wanted_json
from licensetui.store.file.draftline import parsed
from licensetui.tui.messages import OpenDraft
from licensetui.tui.registry import FORMS
from licensetui.tui.screens.form import Form
from licensetui.tui.widgets.role_rows import Holders
from tests.builders import a_contact, a_license, a_portfolio, a_term
from tests.tui.running import LARGE, running

GOLDEN = Path(__file__).parent / "golden" / "drafts-1.jsonl"
"""Written by the release in which the contacts chosen for a license were no JSON value."""
LINES = GOLDEN.read_bytes().splitlines(keepends=True)
ANNA = a_contact()
LEA = a_contact("Léa Petit", id=2, email="l.petit@example.org")
OPS = a_contact("Ops", id=3, email="ops@example.org", kind=ContactKind.TEAM, members=(1,))
LICENSES = (a_license("Jira"), a_license("Confluence", id=2, terms=(a_term(40),)))


def the_draft(line: bytes) -> Draft:
    found = parsed(line)
    assert found is not None
    assert found.draft is not None
    return found.draft


def test_every_kind_of_form_is_among_them() -> None:
    assert {the_draft(line).form for line in LINES} == set(FORMS)


@pytest.mark.parametrize("line", LINES, ids=[the_draft(line).title for line in LINES])
async def test_a_draft_of_an_earlier_release_opens_as_it_was_left(line: bytes) -> None:
    draft = the_draft(line)
    async with running(a_portfolio(*LICENSES, contacts=(ANNA, LEA, OPS)), size=LARGE) as program:
        program.app.post_message(OpenDraft(draft))
        await program.settle()
        form = program.app.screen
        assert isinstance(form, Form)
        assert draft.form == form.KIND
        assert "not saved yet" in program.text()
        now = form.draft()
        assert draft.texts.items() <= now.texts.items()
        assert now.chosen.keys() == draft.chosen.keys()
        assert (now.license, now.contact) == (draft.license, draft.contact)
        if wanted := draft.chosen.get("wanted"):
            assert isinstance(wanted, list)
            held = form.query_one(Holders).held
            assert [x.contact for x in held] == ([1, 2] if len(wanted) > 1 else [2])


def test_the_contacts_of_a_license_are_what_they_were() -> None:
    wanted = wanted_from(the_draft(LINES[0]).chosen["wanted"])
    assert wanted[0] == Assignment(1, Role.TECHNICAL, True)
    assert wanted[1].since is not None
    assert wanted_from(wanted_json(wanted)) == wanted
    assert wanted_from("technical") == ()
    assert wanted_from([3, {"contact": 1}, {"contact": 1, "role": "chief", "primary": True}]) == ()
