"""Two changes of one record: what fits together is kept, what does not is shown whole."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Away, Contact
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.merge import WHOLE, Conflict, merge, resolved
from licensetui.domain.structure import StructureError
from licensetui.domain.term import TermKind
from tests.builders import a_contact, a_license, a_term
from tests.store.strategies import licenses


def _merge(before: License, mine: License | None, theirs: License | None) -> License:
    result = merge(Edit(before, mine), theirs)
    assert isinstance(result, Edit), result
    assert result.before == theirs
    assert result.after is not None
    return result.after


def _conflict(before: Any, mine: Any, theirs: Any) -> Conflict[Any]:
    result = merge(Edit(before, mine), theirs)
    assert isinstance(result, Conflict), result
    return result


def test_different_fields_fit_together() -> None:
    was = a_license()
    after = _merge(was, replace(was, notes="mine"), replace(was, sen="SEN-9", seats=7))
    assert after == replace(was, notes="mine", sen="SEN-9", seats=7)


def test_the_same_field_is_a_conflict_unless_both_want_the_same() -> None:
    was = a_license()
    mine = replace(was, notes="mine", sen="SEN-2")
    assert _conflict(was, mine, replace(was, notes="theirs")).fields == ("notes",)
    assert merge(Edit(was, mine), mine) is None
    after = _merge(was, mine, replace(was, notes="mine"))
    assert after == mine


def test_a_renewal_and_an_order_number_of_the_last_term_fit_together() -> None:
    was = a_license(terms=(a_term(9),))
    renewed = replace(was, terms=(*was.terms, a_term(400, id=2, kind=TermKind.RENEWAL)))
    ordered = replace(was, terms=(replace(was.terms[0], order_number="PO-1"),))
    for mine, theirs in ((renewed, ordered), (ordered, renewed)):
        after = _merge(was, mine, theirs)
        assert [term.order_number for term in after.terms] == ["PO-1", ""]
        assert [term.id for term in after.terms] == [1, 2]


def test_two_renewals_are_a_conflict() -> None:
    was = a_license()
    mine = replace(was, terms=(*was.terms, a_term(400, id=2)))
    theirs = replace(was, terms=(*was.terms, a_term(500, id=2)))
    assert _conflict(was, mine, theirs).fields == ("terms",)


def test_contacts_added_and_removed_by_both_fit_together() -> None:
    held = tuple(Assignment(id, Role.TECHNICAL) for id in (1, 2))
    was = a_license(wanted=held)
    mine = replace(was, wanted=(*held, Assignment(3, Role.BILLING)))
    theirs = replace(was, wanted=held[:1])
    assert [x.contact for x in _merge(was, mine, theirs).wanted] == [1, 3]


def test_two_primaries_of_one_role_do_not_fit_together() -> None:
    was = a_license(wanted=())
    mine = replace(was, wanted=(Assignment(1, Role.TECHNICAL, True),), notes="n")
    theirs = replace(was, wanted=(Assignment(2, Role.TECHNICAL, True),))
    assert _conflict(was, mine, theirs).fields == ("wanted",)


def test_absences_of_both_stay() -> None:
    was = a_contact()
    one, two = Away(date(2026, 12, 1), date(2026, 12, 3)), Away(date(2027, 1, 1), date(2027, 1, 3))
    result = merge(Edit(was, replace(was, away=(one,))), replace(was, away=(two,)))
    assert isinstance(result, Edit)
    assert result.after is not None
    assert set(result.after.away) == {one, two}


def test_neither_name_nor_address_is_a_conflict() -> None:
    was = a_contact()
    conflict = _conflict(was, replace(was, name=""), replace(was, email=""))
    assert conflict.fields == ("name",)


@pytest.mark.parametrize(
    ("before", "mine", "theirs"),
    [
        (a_license(), a_license(notes="mine"), None),
        (a_license(), None, a_license(notes="theirs")),
        (None, a_license(), a_license(notes="theirs")),
    ],
)
def test_what_was_removed_or_added_by_one_side_alone_is_a_conflict(
    before: License | None, mine: License | None, theirs: License | None
) -> None:
    conflict = _conflict(before, mine, theirs)
    assert conflict.fields == (WHOLE,)
    edit, lost = conflict.resolved([WHOLE])
    assert edit == Edit(theirs, mine)
    assert lost is None
    edit, lost = conflict.resolved([])
    assert edit is None
    assert lost == Edit(theirs, mine)


def test_what_both_removed_or_a_removal_of_what_nobody_touched_needs_no_question() -> None:
    was = a_license()
    assert merge(Edit(was, None), None) is None
    assert merge(Edit(was, None), was) == Edit(was, None)
    assert merge(Edit(None, was), None) == Edit(None, was)


def test_a_conflict_is_settled_field_by_field_and_what_is_given_up_is_kept() -> None:
    was = a_license(notes="old", sen="SEN-1", site="a")
    mine = replace(was, notes="mine", sen="SEN-2", site="mine.example")
    theirs = replace(was, notes="theirs", sen="SEN-3", seats=9)
    change = Change("change license Jira", (Edit(was, mine),))
    conflict = _conflict(was, mine, theirs)
    assert set(conflict.fields) == {"notes", "sen"}
    done = resolved(change, [conflict], lambda _: ["notes"])
    expected = replace(theirs, notes="mine", site="mine.example")
    assert done.licenses == (Edit(theirs, expected),)
    assert done.overruled is not None
    assert done.overruled.licenses == (Edit(theirs, replace(theirs, sen="SEN-2")),)
    nothing = resolved(Change("x", (Edit(was, replace(was, notes="m")),)), [conflict], lambda _: [])
    assert not nothing.is_empty, "what is given up is kept in the history"


def test_what_was_given_up_in_a_conflict_before_stays_in_the_history() -> None:
    was = a_license()
    mine = replace(was, notes="mine", sen="SEN-2")
    theirs = replace(was, notes="theirs")
    once = resolved(Change("x", (Edit(was, mine),)), [_conflict(was, mine, theirs)], lambda _: [])
    (edit,) = once.licenses
    later = replace(theirs, sen="SEN-3")
    conflict = _conflict(edit.before, edit.after, later)
    twice = resolved(once, [conflict], lambda _: [])
    assert twice.overruled is not None
    assert [x.after and (x.after.notes, x.after.sen) for x in twice.overruled.licenses] == [
        ("mine", "SEN-1001"),
        ("theirs", "SEN-2"),
    ]


def test_other_records_of_the_change_are_left_alone() -> None:
    was, other = a_license(), Edit(None, a_contact(id=0))
    mine, theirs = replace(was, notes="mine"), replace(was, notes="theirs")
    change = Change("both", (Edit(was, mine),), (other,))
    done = resolved(change, [_conflict(was, mine, theirs)], lambda _: [])
    assert done.licenses == ()
    assert done.contacts == (other,)


def test_a_choice_that_makes_no_record_says_so() -> None:
    was = a_contact()
    conflict = _conflict(was, replace(was, name=""), replace(was, email=""))
    with pytest.raises(StructureError, match="a name or an address"):
        conflict.resolved(["name"])


@settings(max_examples=50)  # each is three licenses with all that hangs on them
@given(licenses(3, 3), licenses(3, 3), licenses(3, 3))
def test_a_merge_loses_no_side(before: License, mine: License, theirs: License) -> None:
    result = merge(Edit(before, mine), theirs)
    if result is None:
        assert _kept(before, mine, theirs, theirs)
    elif isinstance(result, Edit):
        assert result.after is not None
        assert _kept(before, mine, theirs, result.after)
    else:
        assert all(
            getattr(before, name) != getattr(mine, name) != getattr(theirs, name)
            for name in result.fields
        )


def _kept(before: License, mine: License, theirs: License, after: License) -> bool:
    """Say whether each value that only one side changed stands in `after`."""
    for field in fields(License):
        old, own, other, now = (getattr(x, field.name) for x in (before, mine, theirs, after))
        if own != old and other in (old, own) and now != own:
            return False
        if other != old and own in (old, other) and now != other:
            return False
    return True


def test_the_type_of_a_record_is_kept() -> None:
    was = a_contact()
    result = merge(Edit(was, replace(was, notes="n")), replace(was, phone="1"))
    assert isinstance(result, Edit)
    assert isinstance(result.after, Contact)


def test_of_two_absences_with_the_same_days_none_is_lost() -> None:
    days = date(2026, 12, 24), date(2026, 12, 31)
    before = a_contact(away=(Away(*days, note="leave"), Away(*days, note="on call")))
    mine = replace(before, away=(*before.away, Away(date(2027, 3, 1), date(2027, 3, 5))))
    theirs = replace(before, away=(*before.away, Away(date(2027, 4, 1), date(2027, 4, 5))))
    conflict = merge(Edit(before, mine), theirs)
    assert isinstance(conflict, Conflict)
    assert conflict.fields == ("away",)


ON_A_DAY = {"notice_day": date(2026, 9, 30)}
EACH_YEAR = {"notice_day": date(2026, 9, 30), "notice_yearly": True}


@pytest.mark.parametrize(
    ("before", "mine", "theirs"),
    [
        (ON_A_DAY, EACH_YEAR, {"notice_day": date(2026, 9, 1)}),
        (ON_A_DAY, {"notice_day": date(2026, 9, 1)}, EACH_YEAR),
        ({}, {"notice_days": 30}, {"notice_months": 2}),
        ({"notice_days": 30}, {"notice_days": 60}, ON_A_DAY),
    ],
)
def test_two_notices_are_never_mixed(
    before: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    licenses = [a_license(terms=(a_term(**fields),)) for fields in (before, mine, theirs)]
    assert _conflict(*licenses).fields == ("terms",)
