"""What is said of a contact over time, and what another address makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from licensetui.domain.contact import Away, Contact
from licensetui.domain.contact_life import (
    bounced,
    confirmed,
    life_words,
    proposed_closing,
    readdressed,
)
from tests.builders import TODAY, a_contact

BEFORE = a_contact(confirmed_on=date(2026, 1, 2), bounced_on=date(2026, 3, 4))


def test_a_mailbox_is_proposed_to_close_two_weeks_after_the_last_day() -> None:
    assert proposed_closing(date(2026, 12, 31)) == date(2027, 1, 14)
    assert proposed_closing(date.max) == date.max


def test_what_is_confirmed_bounces_no_more_and_what_bounces_was_confirmed_once() -> None:
    assert confirmed(BEFORE, TODAY) == replace(BEFORE, confirmed_on=TODAY, bounced_on=None)
    assert bounced(BEFORE, TODAY) == replace(BEFORE, bounced_on=TODAY)


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (replace(BEFORE, name="Anna"), (BEFORE.confirmed_on, BEFORE.bounced_on)),
        (
            replace(BEFORE, email="ANNA.Martin@example.org "),
            (BEFORE.confirmed_on, date(2026, 3, 4)),
        ),
        (replace(BEFORE, email="anna@example.org"), (None, None)),
        (replace(BEFORE, email="anna@example.org", confirmed_on=TODAY), (TODAY, None)),
        (replace(BEFORE, email="anna@example.org", bounced_on=TODAY), (None, TODAY)),
    ],
)
def test_another_address_loses_what_was_known_of_the_old_one_and_keeps_what_was_typed(
    after: Contact, days: tuple[date | None, date | None]
) -> None:
    found = readdressed(after, BEFORE)
    assert (found.confirmed_on, found.bounced_on) == days
    assert replace(found, confirmed_on=None, bounced_on=None) == replace(
        after, confirmed_on=None, bounced_on=None
    )


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        (a_contact(), ()),
        (a_contact(last_day=TODAY), ("leaves 2026-11-22",)),
        (a_contact(last_day=TODAY - DAY), ("left 2026-11-21",)),
        (
            a_contact(last_day=TODAY - DAY, mailbox_closes=TODAY, bounced_on=TODAY),
            ("bounced 2026-11-22", "mailbox closed 2026-11-22", "left 2026-11-21"),
        ),
        (a_contact(mailbox_closes=TODAY + DAY), ("mailbox closes 2026-11-23",)),
        (
            a_contact(
                away=(
                    Away(TODAY + DAY, TODAY + 2 * DAY),
                    Away(TODAY - DAY, TODAY),
                    Away(TODAY - 2 * DAY, TODAY - 2 * DAY),
                )
            ),
            ("away until 2026-11-22", "away 2026-11-23..2026-11-24"),
        ),
    ],
)
def test_what_holds_of_a_contact_is_said_in_a_few_words(
    contact: Contact, words: tuple[str, ...]
) -> None:
    assert life_words(contact, TODAY) == words
