"""Records made of others: as quick as they may be, the rules hold for them too."""

from dataclasses import replace
from datetime import date

import pytest

from licensetui.domain.license import License
from licensetui.domain.structure import StructureError, replaced
from licensetui.domain.term import Term


def test_it_is_what_replace_returns() -> None:
    license = License("Jira", 3, terms=(Term(1, end=date(2027, 1, 1)),), notes="n")

    made = replaced(license, id=4, notes="")

    assert made == replace(license, id=4, notes="")
    assert type(made) is License
    assert license.id == 3


def test_a_record_that_cannot_be_is_refused() -> None:
    with pytest.raises(StructureError):
        replaced(License("Jira"), name=" ")
    with pytest.raises(StructureError):
        replaced(License("Jira"), seats="many")


def test_nothing_can_be_said_that_a_record_has_no_field_for() -> None:
    with pytest.raises(TypeError):
        replaced(License("Jira"), nmae="Crowd")


def test_it_is_as_frozen_as_any() -> None:
    made = replaced(License("Jira"), notes="n")

    with pytest.raises(AttributeError):
        made.notes = "other"  # type: ignore[misc]
