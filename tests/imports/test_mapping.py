"""Columns are found by their headers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.imports.fields import ImportField
from licensetui.imports.guessing import guess_mapping, known_headers


def columns(*headers: str) -> dict[ImportField, str]:
    """Return the header of each field that was found."""
    mapping = guess_mapping(headers)
    return {field: headers[column] for field, column in mapping.columns}


def test_every_field_has_known_headers() -> None:
    for field in ImportField:
        assert known_headers(field)
        assert all(known_headers(field))


@pytest.mark.parametrize("header", ["Échéance", "ECHEANCE", "échéance", "E\u0301che\u0301ance"])
def test_accents_case_and_punctuation_do_not_matter(header: str) -> None:
    assert columns(header) == {ImportField.END: header}


def test_brackets_and_currencies_do_not_matter() -> None:
    found = columns("Coût annuel (€)", "Préavis (jours)", "N° SEN")
    assert found == {
        ImportField.COST: "Coût annuel (€)",
        ImportField.NOTICE: "Préavis (jours)",
        ImportField.SEN: "N° SEN",
    }
    assert columns("Cost in USD") == {ImportField.COST: "Cost in USD"}


def test_a_product_alone_is_the_name() -> None:
    assert columns("Produit") == {ImportField.NAME: "Produit"}
    assert columns("Product", "Name") == {ImportField.NAME: "Name", ImportField.PRODUCT: "Product"}


def test_the_user_of_a_seat_is_not_the_contact_of_the_license() -> None:
    snipe_it = ("Name", "Email", "Username", "Item name", "Licensed to Email")
    mapping = guess_mapping(snipe_it)
    assert columns(*snipe_it) == {
        ImportField.NAME: "Item name",
        ImportField.TECHNICAL_ADDRESS: "Licensed to Email",
    }
    assert mapping.unused == (0, 1, 2)
    assert columns("Name", "Email") == {
        ImportField.NAME: "Name",
        ImportField.TECHNICAL_ADDRESS: "Email",
    }


def test_a_header_met_twice_counts_where_it_is_first() -> None:
    mapping = guess_mapping(("Name", "End", "End"))
    assert mapping.column(ImportField.END) == 1
    assert mapping.unused == (2,)


def test_a_marketplace_export_is_known_by_its_headers() -> None:
    assert guess_mapping(("addonName", "licenseId")).is_portal_export
    assert guess_mapping(("addonName", "licenseId")).vendor == "Atlassian"
    assert not guess_mapping(("Name", "SEN")).is_portal_export


@given(st.lists(st.text()))
def test_any_headers_have_a_mapping_in_which_each_column_serves_once(headers: list[str]) -> None:
    mapping = guess_mapping(headers)
    used = [column for _, column in mapping.columns]
    assert sorted([*used, *mapping.unused]) == list(range(len(headers)))
