"""Documents in lists: one a line, added to those that are known."""

from __future__ import annotations

import pytest

from licensetui.domain.license import Document
from licensetui.imports.planned import RowOutcome
from licensetui.store.exported import exported, read_export
from licensetui.tables.read import parse_table
from tests.builders import a_license, a_portfolio
from tests.imports.planned import a_table, plan_of


@pytest.mark.parametrize("header", ["Contract", "Document", "Vertrag", "Contrat", "Contratto"])
def test_a_column_brings_documents(header: str) -> None:
    table = parse_table(
        f'Name,SEN,{header}\nJira,SEN-1,"/srv/a b.pdf\nhttps://example.org/q"\n'.encode(), "x.csv"
    )
    [edit] = plan_of(table).change.licenses
    assert edit.after
    assert edit.after.documents == (Document("/srv/a b.pdf"), Document("https://example.org/q"))


def test_a_known_license_keeps_its_own() -> None:
    known = a_license(sen="SEN-1", documents=(Document("/srv/a.pdf", "contract"),))
    head, file = "Name,SEN,Contract", a_portfolio(known)
    plan = plan_of(a_table(head, f"{known.name},SEN-1,/srv/b.pdf"), file)
    [edit] = plan.change.licenses
    assert edit.after
    assert edit.after.documents == (*known.documents, Document("/srv/b.pdf"))
    assert "document + /srv/b.pdf" in str(plan.rows[0].details).replace('"', "")
    same = plan_of(a_table(head, f"{known.name},SEN-1,/srv/a.pdf"), file)
    assert not same.change.licenses


def test_an_address_with_a_password_is_refused_and_not_repeated() -> None:
    head = "Name,SEN,Contract"
    plan = plan_of(a_table(head, "Jira,SEN-1,https://anna:secret@example.org/"))
    [row] = plan.rows
    assert row.outcome is RowOutcome.REFUSED
    assert "documents contain a password" in row.reason
    assert "secret" not in f"{row.reason} {row.details}"


def test_an_export_of_an_earlier_release_brings_no_password() -> None:
    place = "https://anna:secret@example.org/"
    content = exported(a_portfolio(a_license(documents=(Document(place),))))
    old = content.replace(b"anna:***@", b"anna:secret@")
    assert old != content
    read, _ = read_export(old, "export.json")
    assert read.licenses[0].documents == (Document("https://anna:***@example.org/"),)
