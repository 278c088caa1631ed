from __future__ import annotations

import threading
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from licensetui.domain.contact import Away, Contact
from licensetui.domain.license import Assignment, License, LicenseKey, Role, SeenAssignment
from licensetui.domain.money import Money
from licensetui.domain.settings import Settings
from licensetui.domain.structure import StructureError, types_are_right
from licensetui.domain.term import Term
from tests.builders import a_license, a_term

TECH, BILL = Role.TECHNICAL, Role.BILLING


@pytest.mark.parametrize(
    ("record", "fields", "field"),
    [
        (License, {"name": "  "}, "name"),
        (License, {"name": None}, "name"),
        (License, {"name": "x", "seats": "many"}, "seats"),
        (License, {"name": "x", "seats": True}, "seats"),
        (License, {"name": "x", "seats": 1.5}, "seats"),
        (License, {"name": "x", "hosting": "cloud"}, "hosting"),
        (License, {"name": "x", "terms": [a_term()]}, "terms"),
        (License, {"name": "x", "terms": (a_term(), a_term(99))}, "terms"),
        (License, {"name": "x", "id": "1"}, "id"),
        (Contact, {}, "name"),
        (Contact, {"name": " ", "email": "\t"}, "name"),
        (Contact, {"name": "A", "email": None}, "email"),
        (Contact, {"name": "A", "last_day": datetime(2026, 1, 1)}, "last_day"),  # noqa: DTZ001
        (Assignment, {"contact": 1, "role": "technical"}, "role"),
        (SeenAssignment, {"address": 3, "role": TECH}, "address"),
        (LicenseKey, {"last": 1, "sha256": ""}, "last"),
        (Term, {"id": True}, "id"),
        (Term, {"id": 1, "cost": 5}, "cost"),
        (Away, {"start": date(2026, 2, 2), "end": date(2026, 2, 1)}, "end"),
        (Money, {"amount": Decimal("NaN"), "currency": "EUR"}, "amount"),
        (Money, {"amount": Decimal("Infinity"), "currency": "EUR"}, "amount"),
        (Money, {"amount": 5, "currency": "EUR"}, "amount"),
        (Money, {"amount": Decimal(5), "currency": "eur"}, "currency"),
        (Money, {"amount": Decimal(5), "currency": "EURO"}, "currency"),
        (Settings, {"week_start": "friday"}, "week_start"),
        (Settings, {"urgent_days": -1}, "urgent_days"),
        (Settings, {"urgent_days": 91}, "soon_days"),
        (Settings, {"reminder_days": (1.5,)}, "reminder_days"),
        (Settings, {"currency": "euro"}, "currency"),
    ],
)
def test_a_record_that_contradicts_itself_cannot_be_built(
    record: Any, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(StructureError) as caught:
        record(**fields)
    assert caught.value.field == field
    assert caught.value.problem in str(caught.value)


def test_a_role_has_at_most_one_primary_wanted_and_seen_apart() -> None:
    two = (Assignment(1, TECH, True), Assignment(2, TECH, True))
    with pytest.raises(StructureError, match="wanted"):
        a_license(wanted=two)
    with pytest.raises(StructureError, match="on_portal"):
        a_license(on_portal=tuple(SeenAssignment(f"{i}@x.de", BILL, True) for i in (1, 2)))
    a_license(
        wanted=(Assignment(1, TECH, True), Assignment(1, BILL, True), Assignment(2, TECH)),
        on_portal=(SeenAssignment("1@x.de", TECH, True),),
    )


def test_a_decoder_that_has_looked_at_the_types_is_trusted_about_them_and_nothing_else() -> None:
    wrong: Any = 5
    with types_are_right():
        with types_are_right():
            pass
        assert repr(License(name="x", sen=wrong).sen) == "5"
        with pytest.raises(StructureError, match="name: a license needs a name"):
            License(name=" ")
    with pytest.raises(StructureError, match="sen: 5 has the wrong type"):
        License(name="x", sen=wrong)


def test_other_threads_check_types_meanwhile_and_so_does_who_comes_after_an_error() -> None:
    wrong: Any = 5
    said: list[str] = []

    def elsewhere() -> None:
        try:
            License(name="x", sen=wrong)
        except StructureError as error:
            said.append(error.field)

    with suppress(KeyError), types_are_right():
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        raise KeyError
    elsewhere()
    assert said == ["sen", "sen"]
