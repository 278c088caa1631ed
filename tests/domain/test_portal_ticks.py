"""What becomes of a license when something is done on its portal, or seen there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.contact import Contact, address_key
from licensetui.domain.counsel import Counsel
from licensetui.domain.license import (
    License,
    LicenseType,
    Role,
    SeenAssignment,
)
from licensetui.domain.portal_places import policy_of, shown_places, wanted_places
from licensetui.domain.portal_steps import (
    PortalStep,
    StepCase,
    StepKind,
    asked,
    seen_as,
    seen_today,
    steps,
    ticked,
    with_contact,
)
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.vendors import PORTALS
from tests.builders import SETTINGS, TODAY, a_contact
from tests.domain.portal_cases import (
    BY_NAME,
    CONTACTS,
    LOOKED_ON,
    portal_lets,
    public,
    the_license,
    the_portfolio,
    words,
)

TICK_DAY = TODAY + timedelta(days=3)


def of(license: License, settings: Settings = SETTINGS) -> tuple[PortalStep, ...]:
    """The steps of a license among everybody."""
    return steps(license, the_portfolio(license), TODAY, settings)


class TestWaiting:
    LICENSE = the_license("T anna, T* olga", "T* anna, T olga")

    def test_somebody_was_asked_to_sign_in(self) -> None:
        step = of(self.LICENSE)[0]
        assert step.waiting_since is None
        waiting = asked(self.LICENSE, step, TODAY)
        assert of(waiting)[0].waiting_since == TODAY
        done = ticked(waiting, of(waiting)[0], TICK_DAY)
        assert of(done) == ()
        assert all(held.waiting_since is None for held in done.wanted)

    def test_nobody_waits_where_others_can_do_it(self) -> None:
        license = the_license("T anna, T* lea", "T* anna, T lea")
        assert of(asked(license, of(license)[0], TODAY))[0].waiting_since is None


class TestTicking:
    def test_step_by_step_until_nothing_is_left(self) -> None:
        license = the_license("T* lea, B* zoe", "T* anna, B* anna", looked_on=LOOKED_ON)
        done = []
        while found := of(license):
            done.append(words(found[0]))
            license = ticked(license, found[0], TICK_DAY)
        # Only Anna, who is primary, promotes others; then Léa does the rest: she stays.
        assert done == [
            "anna: add T lea",
            "anna: add B zoe",
            "anna: promote T lea",
            "anna: promote B zoe",
            "lea: remove T anna",
            "lea: remove B anna",
        ]
        assert set(license.on_portal) == {
            SeenAssignment("lea@example.org", Role.TECHNICAL, True),
            SeenAssignment("zoe@example.org", Role.BILLING, True),
        }
        assert license.looked_on == TICK_DAY

    def test_until_it_is_ticked_the_old_address_stands_there(self) -> None:
        license = the_license("T* lea", "T* anna")
        add, promote, _ = of(license)
        added = ticked(license, add, TICK_DAY)
        assert added.on_portal == (
            SeenAssignment("anna@example.org", Role.TECHNICAL, True),
            SeenAssignment("lea@example.org", Role.TECHNICAL),
        )
        assert {
            seen.address for seen in ticked(added, promote, TICK_DAY).on_portal if seen.primary
        } == {"lea@example.org"}

    def test_twice_is_as_good_as_once(self) -> None:
        license = the_license("T* lea", "T* anna")
        for step in of(license):
            once = ticked(license, step, TICK_DAY)
            assert ticked(once, step, TICK_DAY) == once

    def test_promoted_without_having_been_ticked_as_added(self) -> None:
        license = the_license("T* lea", "T* anna, T ANNA@example.org")
        promoted = ticked(license, of(license)[1], TICK_DAY)
        assert [words(step) for step in of(promoted)] == ["lea: remove T anna"]
        assert ticked(promoted, of(promoted)[0], TICK_DAY).on_portal == (
            SeenAssignment("lea@example.org", Role.TECHNICAL, True),
        )

    def test_a_look_is_not_ticked_but_answered(self) -> None:
        license = the_license("T* anna, T lea, T archie, T noaddr, B* zoe", None)
        with pytest.raises(ValueError, match="recording"):
            ticked(license, of(license)[0], TICK_DAY)
        seen = seen_today(license, the_portfolio(license), TODAY)
        assert seen.looked_on == TODAY
        assert seen.on_portal == (
            SeenAssignment("anna@example.org", Role.TECHNICAL, True),
            SeenAssignment("lea@example.org", Role.TECHNICAL),
            SeenAssignment("zoe@example.org", Role.BILLING, True),
        )
        assert of(seen) == ()
        other = seen_as(license, [SeenAssignment("olga@partner.example", Role.TECHNICAL)], TODAY)
        assert [words(step) for step in of(other)][-1] == ("olga: remove (remove-yourself) T olga")


class TestWithContact:
    BEFORE = a_contact("Bruno", email="b.durand@gmial.com", id=3)
    AFTER = replace(BEFORE, email="b.durand@gmail.com")

    def portfolio(self, *licenses: License) -> Portfolio:
        others = tuple(contact for contact in CONTACTS if contact.id != 3)
        return Portfolio(licenses, (*others, self.BEFORE))

    def license(self, id: int, seen: str | None, **fields: Any) -> License:
        made = the_license("T* bruno, T anna", seen, id=id, **fields)
        old = date(2024, 1, 1)
        return replace(made, wanted=tuple(replace(x, since=old) for x in made.wanted))

    def test_a_corrected_address_is_to_be_changed_on_the_portal_since_today(self) -> None:
        license = self.license(1, "T* b.durand@gmial.com, T anna")
        archived = self.license(2, "T* b.durand@gmial.com", archived=True)
        portfolio = self.portfolio(license, archived)
        change = with_contact(portfolio, self.BEFORE, self.AFTER, TODAY)
        assert [(x.before, x.after) for x in change.contacts] == [(self.BEFORE, self.AFTER)]
        assert [edit.id for edit in change.licenses] == [1]
        after = change.licenses[0].after
        assert after is not None
        assert [held.since for held in after.wanted] == [TODAY, date(2024, 1, 1)]
        saved = portfolio.with_contacts([self.AFTER]).with_licenses([after])
        found = steps(after, saved, TODAY, SETTINGS)
        assert [(x.kind, x.address, x.case) for x in found] == [
            (StepKind.ADD, "b.durand@gmail.com", StepCase.ADD),
            (StepKind.PROMOTE, "b.durand@gmail.com", StepCase.PROMOTE_SELF),
            (StepKind.REMOVE, "b.durand@gmial.com", StepCase.REMOVE),
        ]
        assert {step.since for step in found} == {TODAY}

    def test_where_the_portal_is_right_already_nothing_changes(self) -> None:
        license = self.license(1, "T* B.Durand@gmail.com")
        change = with_contact(self.portfolio(license), self.BEFORE, self.AFTER, TODAY)
        assert change.licenses == ()

    @pytest.mark.parametrize(
        "after",
        [replace(BEFORE, name="Bruno Durand"), replace(BEFORE, email=" B.DURAND@gmial.com")],
        ids=["name", "spelling"],
    )
    def test_another_name_or_spelling_is_no_other_address(self, after: Contact) -> None:
        license = self.license(1, "T* b.durand@gmial.com")
        change = with_contact(self.portfolio(license), self.BEFORE, after, TODAY)
        assert change.licenses == ()
        assert change.contacts[0].after == after

    def test_a_new_contact_is_only_added_and_the_same_one_is_no_change(self) -> None:
        new = a_contact("New", id=0, email="new@example.org")
        change = with_contact(self.portfolio(), None, new, TODAY)
        assert (change.label, change.licenses) == ("add contact New", ())
        assert with_contact(self.portfolio(), self.BEFORE, self.BEFORE, TODAY).is_empty


NAMES = st.sampled_from([x.name for x in CONTACTS])
SEEN_NAMES = st.sampled_from([*(x.name for x in CONTACTS if x.email), "who@else.example", "A@b"])


@st.composite
def licenses(draw: st.DrawFn) -> License:
    """Any license on any portal that was looked at."""
    places = st.tuples(st.sampled_from("TBACUO"), NAMES)
    wanted = draw(st.lists(places, max_size=6, unique=True))
    seen = draw(st.lists(st.tuples(st.sampled_from("TBACUO"), SEEN_NAMES), max_size=6, unique=True))
    return the_license(
        _with_primaries(draw, wanted),
        _with_primaries(draw, seen),
        draw(st.sampled_from([*PORTALS.values()])),
        type=draw(st.sampled_from((LicenseType.COMMERCIAL, LicenseType.EVALUATION))),
    )


def _with_primaries(draw: st.DrawFn, held: list[tuple[str, str]]) -> str:
    taken: set[str] = set()
    parts = []
    for role, name in held:
        star = role not in taken and draw(st.booleans())
        taken |= {role} if star else set()
        parts.append(f"{role}{'*' if star else ''} {name}")
    return ", ".join(parts)


def primaries(license: License) -> dict[Role, str]:
    return {x.role: address_key(x.address) for x in license.on_portal if x.primary}


@given(license=licenses(), me=NAMES, one_by_one=st.booleans())
def test_all_steps_in_order_make_the_portal_what_is_wanted(
    license: License, me: str, one_by_one: bool
) -> None:
    """Also if who does it is asked anew after each step, as on the screen.

    And the portal lets them: each step is done by somebody who may do it there.
    """
    settings = replace(SETTINGS, me=BY_NAME[me].email)
    portfolio, counsel = the_portfolio(license), Counsel(public)
    has_primaries = license.portal.has_primaries
    readers = license.portal.readers
    after, left = license, steps(license, portfolio, TODAY, settings, counsel)
    for _ in range(40):
        if not left:
            break
        step = left[0]
        assert portal_lets(after, step), words(step)
        if step.case is not StepCase.ASK_PARTNER and step.kind is StepKind.REMOVE and step.actor:
            is_own = step.actor.address == address_key(step.address)
            rest = {address_key(each.address) for each in left if each.kind is StepKind.REMOVE}
            assert not is_own or rest == {step.actor.address}
            assert not is_own or all(each.kind is StepKind.REMOVE for each in left)
        before, was_read = primaries(after), any(x.role in readers for x in after.on_portal)
        after = ticked(after, step, TICK_DAY)
        assert not was_read or any(x.role in readers for x in after.on_portal)
        if has_primaries:
            assert before.keys() <= primaries(after).keys()
        left = steps(after, portfolio, TODAY, settings, counsel) if one_by_one else left[1:]
    assert left == ()
    assert steps(after, portfolio, TODAY, settings, counsel) == ()
    elsewhere = license.portal.kept_elsewhere
    wanted = {x: y for x, y in wanted_places(after, portfolio).items() if x[1] not in elsewhere}
    if not policy_of(license).takes_extra:
        wanted = {place: x for place, x in wanted.items() if place in shown_places(license)}
    if not wanted:
        assert after == license
        return
    shown = {x: y for x, y in shown_places(after).items() if x[1] not in elsewhere}
    assert wanted.keys() <= shown.keys()
    followed = {place[1] for place, (_, held) in wanted.items() if held.primary}
    is_read = any(role in readers for _, role in wanted)
    kept = {place for place in shown if place[1] in readers and not is_read}
    if has_primaries:
        for place, (_, held) in wanted.items():
            assert not held.primary or shown[place].primary
        kept |= {
            place for place, seen in shown.items() if seen.primary and seen.role not in followed
        }
    assert shown.keys() - kept <= wanted.keys()
