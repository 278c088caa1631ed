"""An owner is no contact of the vendor: who it is changes no finding, whatever is wrong there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.contact import Away, Contact
from licensetui.domain.portfolio import Portfolio
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_sound_portfolio, a_term
from tests.outlooks import find_all

GONE = TODAY - timedelta(days=9)
FAULTS: tuple[dict[str, Any], ...] = (
    {},
    {"email": ""},
    {"email": "zoe@example..org"},
    {"email": "noreply@example.org"},
    {"last_day": GONE, "mailbox_closes": GONE},
    {"bounced_on": GONE},
    {"away": (Away(GONE, TODAY + timedelta(days=400)),)},
)


@given(
    owners=st.lists(st.sampled_from([None, 1, 2, 3, 9]), min_size=3, max_size=3),
    fault=st.sampled_from(FAULTS),
)
def test_findings_are_the_same_whoever_owns_the_licenses(
    owners: list[int | None], fault: dict[str, object]
) -> None:
    others = (a_license("Crowd", id=2, terms=(a_term(30),)), a_license("Bamboo", id=3, wanted=()))
    sound = a_sound_portfolio(*others)
    zoe: Contact = replace(a_contact("Zoé Lefèvre", id=9, email="zoe@example.org"), **fault)  # type: ignore[arg-type]
    portfolio = Portfolio(tuple(sorted(sound.licenses, key=lambda x: x.id)), (*sound.contacts, zoe))
    owned = portfolio.with_licenses(
        replace(x, owner=owner) for x, owner in zip(portfolio.licenses, owners, strict=True)
    )
    before = find_all(portfolio, TODAY, SETTINGS)
    assert find_all(owned, TODAY, SETTINGS) == before
    assert before
