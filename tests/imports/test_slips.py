"""A list is judged as a whole: its slips are told in the plan, and no right row is accused."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.bench.address_rows.slips import with_slips
from tests.imports.planned import EMPTY, a_table, plan_of


@pytest.mark.parametrize("count", range(1, 6))
def test_a_slip_in_one_to_five_rows_of_a_list_is_told_before_it_is_saved(count: int) -> None:
    for contacts, wrong, domain in islice(with_slips(count), 0, 24, 8):
        rows = [f"Jira {x.id},SEN-{x.id},2027-01-31,{x.email}" for x in contacts]
        plan = plan_of(a_table("Name,SEN,End,Technical contact email", *rows), EMPTY)
        asked = {
            person.address: " ".join(person.doubts)
            for person in plan.contacts
            if "did you mean" in " ".join(person.doubts)
        }
        assert asked.keys() == {contact.email for contact in wrong}
        for address, doubts in asked.items():
            assert f"did you mean {address.partition('@')[0]}{domain}?" in doubts
