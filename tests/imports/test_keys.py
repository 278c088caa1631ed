from __future__ import annotations

from licensetui.domain.portfolio import Portfolio
from licensetui.imports.guessing import guess_mapping
from licensetui.imports.planned import RowOutcome
from licensetui.tables.read import parse_table
from tests.imports.planned import plan_with

ATLASSIAN = "AAABmg0ODAoPeNqNUk1v2zAMvfNXCNhlO9iw42ZtAhhYlwVbhjQx0nSHYhda" * 3 + "X02ff"
PRODUCT = "ABCDE-12345-FGHIJ-67890-KLMNO"


def test_a_key_in_a_serial_column_is_not_stored_and_still_known_the_next_time() -> None:
    raw = f"Item name,serial number\nJira,{ATLASSIAN}\nOffice,{PRODUCT}\n".encode()
    table = parse_table(raw, "keys.csv")
    mapping = guess_mapping(table.headers, table.rows)

    first = plan_with(mapping, table)
    assert [row.outcome for row in first.rows] == [RowOutcome.NEW, RowOutcome.NEW]
    for secret in (ATLASSIAN, PRODUCT):
        assert secret not in str(first)
    licenses = tuple(edit.shown for edit in first.change.licenses)
    assert [license.key.last for license in licenses if license.key] == [
        ATLASSIAN[-6:],
        PRODUCT[-6:],
    ]

    again = plan_with(mapping, table, Portfolio(licenses))
    assert [row.outcome for row in again.rows] == [RowOutcome.SAME, RowOutcome.SAME]
