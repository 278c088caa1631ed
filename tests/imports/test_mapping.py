"""Columns are taken for fields: by a profile, by their headers, by their values, or as said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.plain import width
from licensetui.imports.columns import ListColumn, columns_of
from licensetui.imports.field_keys import (
    CHOICES,
    KEYS,
    UnknownFieldError,
    field_called,
    sentence,
)
from licensetui.imports.fields import ImportField
from licensetui.imports.guessing import guess_mapping, known_headers
from licensetui.imports.mapping import UNKNOWN, Mapping, UnknownColumnError
from licensetui.imports.mapping_notes import mapping_notes, mapping_warnings
from licensetui.imports.profiles import PROFILES, profile_of
from licensetui.tables.read import read_table
from licensetui.tables.table import Table, TableRow
from licensetui.vendors.list_facts import ListForm
from tests.cli.program import printed, records, refused, start
from tests.imports.planned import SAMPLES, a_table
from tests.secrets_made import keys

STABLE = """name documents end start vendor product sen entitlement key technical technical-address
    technical-phone second-technical billing billing-address billing-phone owner owner-address cost
    currency billing-cycle seats seats-in-use free-seats notice auto-renew type hosting partner
    organization site server-id purchase-order order-number decision-lead order-lead subscription
    tenant customer-id notes looked-on unit term-kind ending perpetual term-seats quote decision
    progress snoozed portal exported-license exported-term"""
"""The keys of fields, which stand in files and in scripts."""


def columns(*headers: str) -> dict[ImportField, str]:
    """Return the header of each field that was found."""
    mapping = guess_mapping(headers)
    return {field: headers[column] for field, column in mapping.columns}


def mapped(table: Table) -> dict[str, str]:
    """Return the key of the field that each column is taken for; `?` where nobody knows."""
    mapping = guess_mapping(table.headers, table.rows)
    return {header: _key(mapping, place) for place, header in enumerate(table.headers)}


def _key(mapping: Mapping, place: int) -> str:
    field = mapping.field(place)
    return field.key if field else "-" if mapping.is_left_out(place) else "?"


def sample(name: str) -> Table:
    """Return one of the lists beside this module."""
    return read_table(SAMPLES / f"{name}.csv")


def why(table: Table, header: str) -> str:
    """Return why a column is taken for what it is."""
    mapping = guess_mapping(table.headers, table.rows)
    return mapping.why(table.headers.index(header))


def shown(table: Table, mapping: Mapping | None = None) -> dict[str, ListColumn]:
    """Return the columns as they are shown, in that order, by their headers."""
    found = columns_of(table, mapping or guess_mapping(table.headers, table.rows))
    return {column.header: column for column in found}


# By their headers


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


def test_a_header_met_twice_counts_where_it_is_first() -> None:
    mapping = guess_mapping(("Name", "End", "End"))
    assert mapping.column(ImportField.END) == 1
    assert mapping.unused == (2,)


@pytest.mark.parametrize(
    ("headers", "keys"),
    [
        (
            "Software Name|Next renewal date|Auto renews (Y/N)|Number of Licenses|Cancel by",
            "name|end|auto-renew|seats|notice",
        ),
        (
            "Logiciel|Éditeur|Date de fin de contrat|Nombre de licences|Montant HT"
            "|Reconduction tacite|Délai de préavis|E-mail du contact technique",
            "name|vendor|end|seats|cost|auto-renew|notice|technical-address",
        ),
        (
            "Produktname|Hersteller|Vertragsende|Anzahl Lizenzen|Kosten pro Jahr|Kündigungsfrist"
            "|Automatische Verlängerung|Verantwortlicher|Lieferant",
            "name|vendor|end|seats|cost|notice|auto-renew|owner|partner",
        ),
        (
            "Nombre del Software|Fabricante|Fecha de Renovación|Número de licencias|Monto|Moneda"
            "|Renovación automática|Plazo de preaviso",
            "name|vendor|end|seats|cost|currency|auto-renew|notice",
        ),
        (
            "Nome del software|Produttore|Data di scadenza|Numero di licenze|Costo annuale"
            "|Rinnovo automatico|Termine di disdetta|Fornitore",
            "name|vendor|end|seats|cost|auto-renew|notice|partner",
        ),
        (
            "Naam van de software|Leverancier|Vervaldatum|Aantal licenties|Jaarlijkse kosten"
            "|Automatische verlenging|Opzegtermijn|Beheerder",
            "name|partner|end|seats|cost|auto-renew|notice|owner",
        ),
        (
            "Bezeichnung|Laufzeit von|Laufzeit bis|Kontakt Name",
            "name|start|end|technical",
        ),
        ("Désignation|Référent technique|Date d'échéance", "name|technical|end"),
        ("Software|Costo annuo|Canone|Scadenza", "name|cost|?|end"),
        (
            "Name|Publisher|Version|Language|EffectiveQuantity|PONumber|ResellerName"
            "|DateOfPurchase|SupportPurchased|SupportExpirationDate|Comments",
            "name|vendor|?|?|seats|purchase-order|partner|start|?|end|notes",
        ),
    ],
)
def test_headers_of_six_languages_and_public_formats_are_known(headers: str, keys: str) -> None:
    table = a_table(headers.replace("|", ";"))
    assert "|".join(mapped(table).values()) == keys


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("a", "name partner end seats owner-address"),
        ("b", "name end seats cost"),
        ("c", "name end seats cost auto-renew"),
        ("d", "name end seats cost"),
        ("e", "name end cost currency"),
    ],
)
def test_the_headers_of_trackers_are_known(name: str, keys: str) -> None:
    assert " ".join(mapped(sample(f"tracker-{name}")).values()) == keys


def test_the_dates_of_a_tracker_of_subscriptions_are_not_lost(tmp_path: Path) -> None:
    assert list(mapped(sample("saas-tracker")).values()) == (
        ["name", "seats", "seats-in-use", "end", "notice", "auto-renew", "owner-address"]
    )
    file = str(tmp_path / "licenses.json")
    text = printed("import", str(SAMPLES / "saas-tracker.csv"), "--file", file, "--apply")
    assert "columns not used" not in text
    (license,) = records("list", "--file", file)
    assert license["terms"][0]["end"] == "2027-02-14"


def test_headers_that_decide_about_words_of_the_field() -> None:
    assert columns("Name", "License type")[ImportField.TYPE] == "License type"
    assert columns("Name", "Expiration date", "Notice period")[ImportField.NOTICE] == (
        "Notice period"
    )


@given(st.lists(st.text()), st.lists(st.lists(st.text())))
def test_any_table_has_a_mapping_in_which_each_column_serves_once(
    headers: list[str], rows: list[list[str]]
) -> None:
    table = Table(tuple(headers), tuple(TableRow(n, tuple(row)) for n, row in enumerate(rows, 2)))
    mapping = guess_mapping(table.headers, table.rows)
    used = [column for _, column in mapping.columns]
    assert sorted([*used, *mapping.unused]) == list(range(len(headers)))
    assert len(columns_of(table, mapping)) == len(headers)
    mapping_warnings(table, mapping)


# By their values


def test_a_column_without_a_date_is_never_taken_for_the_end() -> None:
    table = a_table("Name,Renewal", "Figma,Automatic", "Sketch,Manual")
    assert mapped(table)["Renewal"] != "end"
    assert mapped(a_table("Name,Renewal", "Figma,2027-01-31"))["Renewal"] == "end"
    assert mapped(a_table("Name,Ends", "Figma,perpetual"))["Ends"] != "start"
    assert mapped(a_table("Name,End", "Figma,perpetual"))["End"] == "end"


def test_a_date_that_cannot_be_stays_the_end_and_its_row_is_refused() -> None:
    assert mapped(a_table("Name,End", "Figma,2027-02-30"))["End"] == "end"


def test_renewal_is_a_yes_or_no_beside_a_date_of_its_own() -> None:
    table = a_table("Name,Renewal date,Renewal", "Figma,2027-01-31,yes")
    assert mapped(table) == {"Name": "name", "Renewal date": "end", "Renewal": "auto-renew"}


def test_a_word_of_the_header_and_the_values_agree() -> None:
    table = a_table("Name;Stichtag Ende Wartung;Mail Ansprechpartner IT", "Jira;31.01.2027;a@b.de")
    assert mapped(table) == {
        "Name": "name",
        "Stichtag Ende Wartung": "end",
        "Mail Ansprechpartner IT": "technical-address",
    }
    assert why(table, "Stichtag Ende Wartung") == "header and values"
    note = "guessed from its values: "
    assert any(note in one for one in mapping_notes(guess_mapping(table.headers, table.rows)))


@pytest.mark.parametrize(
    "values", ["Ende gut", "31.01.2027|Ende gut", ""], ids=["never", "once", "empty"]
)
def test_a_word_of_the_header_alone_says_nothing(values: str) -> None:
    table = a_table("Name;Stichtag Ende Wartung", *(f"Jira;{x}" for x in values.split("|")))
    assert mapped(table)["Stichtag Ende Wartung"] == "?"


def test_of_two_such_columns_neither_is_taken() -> None:
    table = a_table("Name;Ende Wartung A;Ende Wartung B", "Jira;31.01.2027;31.01.2028")
    assert set(mapped(table).values()) == {"name", "?"}


def test_a_number_that_can_be_nothing_else_is_known_by_itself() -> None:
    table = a_table("Name,Kennung,Wolke", "Jira,SEN-1234567,E-1AB-2CD-3EF")
    assert mapped(table) == {"Name": "name", "Kennung": "sen", "Wolke": "entitlement"}
    assert why(table, "Kennung") == "values"
    mixed = a_table("Name,Kennung", "Jira,SEN-1234567", "Crowd,4711")
    assert mapped(mixed)["Kennung"] == "?"


def test_an_amount_with_a_currency_and_seats_with_their_unit_are_known_by_themselves() -> None:
    table = a_table("Name;Was;Wie viel", "Jira;1.200,00 €;500 users", "Crowd;90 EUR;25 users")
    assert mapped(table) == {"Name": "name", "Was": "cost", "Wie viel": "seats"}


@pytest.mark.parametrize("value", ["2027-01-31", "yes", "12", "a@b.org", "Anna", "12.50"])
def test_a_value_that_may_be_anything_is_no_guess(value: str) -> None:
    table = a_table("Name,Xyz", f"Jira,{value}", f"Crowd,{value}")
    assert mapped(table)["Xyz"] == "?"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Renewal reminder on", "2027-01-31"),
        ("Expiry notice sent", "2027-01-31"),
        ("Last renewal date", "2026-01-31"),
        ("Letzte Verlängerung", "31.01.2026"),
        ("End user since", "2020-01-31"),
        ("Licenses we use now", "12"),
        ("Min users", "3"),
        ("License IDs of licenses", "1001"),
        ("Cost center", "4711"),
        ("Kostenstelle IT", "4711,00"),
        ("Weekly cost of it", "12.50"),
    ],
)
def test_a_word_that_means_something_else_beside_it_is_no_guess(header: str, value: str) -> None:
    assert mapped(a_table(f"Name;{header}", f"Jira;{value}"))[header] == "?"


def test_a_list_of_perpetual_licenses_needs_no_ends() -> None:
    table = a_table("Name,License type", "Office LTSC,Perpetual", "Acrobat,Perpétuelle")
    assert mapping_warnings(table, guess_mapping(table.headers, table.rows)) == ()
    table = a_table("Name,License type", "Office LTSC,Perpetual", "Jira,Commercial")
    assert mapping_warnings(table, guess_mapping(table.headers, table.rows))


# By profiles


def test_wallos_has_the_date_under_next_payment() -> None:
    keys = mapped(sample("wallos"))
    assert keys["Next Payment"] == "end"
    assert keys["Renewal"] == "auto-renew"
    assert keys["Payment Cycle"] == "billing-cycle"
    assert keys["Paid By"] == keys["URL"] == "-"
    assert why(sample("wallos"), "Next Payment") == "profile Wallos"


def test_a_list_of_wallos_comes_in_whole(tmp_path: Path) -> None:
    file = str(tmp_path / "licenses.json")
    printed("import", str(SAMPLES / "wallos.csv"), "--file", file, "--apply")
    (license,) = records("list", "--file", file)
    term = license["terms"][0]
    assert (license["name"], term["end"], term["auto_renew"]) == ("GitHub Team", "2027-02-28", True)
    assert (term["cost"], term["currency"], term["cost_basis"]) == ("480.00", "USD", "year")


@pytest.mark.parametrize("name", ["snipe-it-list", "snipe-it-list-with-cost"])
def test_snipe_its_total_is_seats_and_its_product_key_a_key(name: str, tmp_path: Path) -> None:
    file = str(tmp_path / "licenses.json")
    text = printed("import", str(SAMPLES / f"{name}.csv"), "--file", file, "--apply")
    assert "AAAA-BBBB-CCCC" not in text
    license = records("list", "--file", file)[0]
    assert (license["name"], license["seats"], license["seats_in_use"]) == ("Figma Pro", 40, 31)
    kept = json.loads(Path(file).read_text("utf-8"))["licenses"]["1"]
    assert kept["key"]["last"] == "B-CCCC"
    cost = kept["terms"][0].get("cost")
    assert cost == (None if name == "snipe-it-list" else {"amount": "1250.00", "currency": "EUR"})


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


def test_a_marketplace_export_is_known_by_its_headers() -> None:
    assert guess_mapping(("addonName", "licenseId")).is_portal_export
    assert guess_mapping(("addonName", "licenseId")).vendor == "Atlassian"
    assert not guess_mapping(("Name", "SEN")).is_portal_export


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_a_profile_finds_its_list_and_names_fields_that_there_are(profile: ListForm) -> None:
    headers = tuple(profile.columns)
    assert profile_of(headers) == profile
    assert set(profile.known_by) <= set(headers)
    assert set(profile.columns.values()) <= {*KEYS, "-"}
    mapping = guess_mapping(headers)
    assert mapping.column(ImportField.NAME) is not None
    assert mapping.vendor == profile.vendor
    for place, header in enumerate(headers):
        wanted = profile.columns[header]
        field = mapping.field(place)
        is_twice = list(profile.columns.values()).index(wanted) != place
        assert (field.key if field else "-") == wanted or is_twice


def test_a_number_that_looks_like_a_key_is_none_where_a_profile_knows_it(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    head = "subscriptionId,offerId,currentQuantity,usedQuantity,renewalDate"
    number = "43b889db7b4e7aa2d42b54b9813eebNA"
    source.write_text(f"{head}\n{number},65322651CA01A12,10,4,2027-10-23\n")
    file = str(tmp_path / "x.json")
    printed("import", str(source), "--file", file, "--apply")
    kept = json.loads(Path(file).read_text("utf-8"))["licenses"]["1"]
    assert number in kept["notes"]
    assert (kept["vendor"], kept["seats"], kept["seats_in_use"]) == ("Adobe", 10, 4)
    assert "key" not in kept


def test_a_list_of_ones_own_has_no_profile() -> None:
    assert profile_of(("Name", "Total", "Expiration date", "Product Key")) is None
    assert mapped(a_table("Name,Total", "Jira,1200.00"))["Total"] == "cost"


# Addresses


def test_an_address_under_technical_contact_is_one_whatever_its_neighbor_is_called(
    tmp_path: Path,
) -> None:
    file = str(tmp_path / "licenses.json")
    for head in ("Technical contact,Email", "Technical contact,Licensed to Name", "Contact,Mail"):
        (tmp_path / "list.csv").write_text(f"Name,{head}\nJira,it@acme.example,\n")
        text = printed("import", str(tmp_path / "list.csv"), "--file", file, "--apply")
        assert "1 row: " in text
    assert [x["address"] for x in records("contacts", "--file", file)] == ["it@acme.example"]


def test_a_file_without_ends_says_so_above_the_counts_and_ends_with_one(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("Name,Xyz\nJira,a@b.org\n")
    file = str(tmp_path / "licenses.json")
    result = start("import", str(source), "--file", file, "--exit-code")
    text = result.stdout.decode()
    no_end = text.index("no column with end dates")
    no_address = text.index('"Xyz" holds addresses such as "a@b.org" and is not used')
    assert max(no_end, no_address) < text.index("1 row: 1 new")
    assert result.returncode == 1
    assert start("import", str(source), "--file", file).returncode == 0
    said = ("--map", "Xyz=-")
    source.write_text("Name,Xyz,End\nJira,a@b.org,2027-01-31\n")
    assert start("import", str(source), "--file", file, "--exit-code").returncode == 1
    result = start("import", str(source), "--file", file, "--exit-code", *said)
    assert result.returncode == 0


# As the user says


def test_what_had_a_field_before_is_not_known_then() -> None:
    mapping = guess_mapping(("Name", "End", "Foo"))
    after = mapping.with_field(2, ImportField.END)
    assert after.column(ImportField.END) == 2
    assert (after.field(1), after.why(1), after.why(2)) == (None, UNKNOWN, "your choice")
    assert after.is_said
    out = after.with_field(0, None)
    assert out.field(0) is None
    assert out.is_left_out(0)
    assert out.why(0) == "skipped"


def test_to_say_what_is_known_already_is_nothing_to_remember() -> None:
    mapping = guess_mapping(("Name", "End"))
    assert mapping.with_field(1, ImportField.END) is mapping
    assert not mapping.is_said


@given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.sampled_from(CHOICES)), max_size=12))
def test_a_field_and_a_column_occur_once_whatever_is_said(said: list[Any]) -> None:
    mapping = guess_mapping(("Name", "End", "Foo", "", "Cost", "End"))
    for column, field in said:
        mapping = mapping.with_field(column, field)
        assert mapping.field(column) is field
    fields = [field for field, _ in mapping.columns]
    places = [place for _, place in mapping.columns]
    assert len(set(fields)) == len(fields)
    assert len(set(places)) == len(places)
    assert all(not mapping.is_left_out(place) for place in places)


def test_a_column_is_named_by_its_header_or_by_its_place() -> None:
    mapping = guess_mapping(("Name", "", "End", "End"))
    assert mapping.places("name") == (0,)
    assert mapping.places("column 2") == (1,)
    assert mapping.places("Column 3") == (2,)
    assert mapping.places("END") == (2, 3)
    with pytest.raises(UnknownColumnError) as caught:
        mapping.places("Nmae")
    near = 'did you mean "Name"? Columns: "Name", "column 2", "End", "End"'
    assert str(caught.value) == f'no column "Nmae": {near}'


def test_of_several_files_each_has_what_is_said_of_its_columns(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("Tool,Wann,Nr\nFigma,2027-01-31,A\n")
    other.write_text("Tool,Bis wann\nSketch,2028-01-31\n")
    files = (str(one), str(other), "--file", str(tmp_path / "x.json"))
    said = ("--map", "Wann=end", "--map", "Bis wann=end", "--numbers", "Nr")
    shown = records("import", *files, *said, "--show-mapping")
    assert [(x["file"], x["header"]) for x in shown if x["field"] == "end"] == [
        ("one.csv", "Wann"),
        ("other.csv", "Bis wann"),
    ]
    text = refused(2, "import", *files, "--map", "Wan=end")
    assert text.startswith('no column "Wan": did you mean "Wann"?')
    printed("import", *files, *said, "--apply")
    kept = json.loads((tmp_path / "x.json").read_text("utf-8"))["mappings"]
    assert [[x["header"] for x in one["columns"]] for one in kept.values()] == [
        ["Tool", "Wann", "Nr"],
        ["Tool", "Bis wann"],
    ]


def test_fields_have_short_keys_that_stay() -> None:
    assert sorted(KEYS) == sorted(STABLE.split())
    assert len(CHOICES) == len(ImportField)
    assert all(sentence(field) and not sentence(field).endswith(".") for field in CHOICES)


def test_an_unknown_field_is_one_line_that_names_the_nearest() -> None:
    assert field_called("Technical contact's address") is ImportField.TECHNICAL_ADDRESS
    assert field_called(" - ") is None
    with pytest.raises(UnknownFieldError, match='unknown field "seat": did you mean seats'):
        field_called("seat")
    text = refused(2, "import", "list.csv", "--map", "Name=nmae")
    assert 'unknown field "nmae": did you mean name?' in text
    assert "is not COLUMN=FIELD" in refused(2, "import", "list.csv", "--map", "Name")


# As it is shown


def test_unknown_columns_come_first_and_unused_ones_last() -> None:
    table = a_table("Name,Foo,Bar,Empty", "Jira,1,2,", "Crowd,1,3,")
    mapping = guess_mapping(table.headers, table.rows).with_field(2, None)
    found = columns_of(table, mapping)
    assert [column.header for column in found] == ["Foo", "Name", "Bar", "Empty"]
    assert [column.is_open for column in found] == [True, False, False, False]
    assert found[0].samples == ("1",)
    assert found[1].samples == ("Jira", "Crowd")


def test_three_samples_that_differ_are_shown() -> None:
    table = a_table("Name,Foo", *(f"Jira,{n // 2}" for n in range(12)))
    assert shown(table)["Foo"].samples == ("0", "1", "2")


def test_samples_and_headers_are_harmless() -> None:
    table = a_table("Name,\x1b[2JFoo", "Jira,\x1b]0;x\x07\u202eabc")
    column = columns_of(table, guess_mapping(table.headers, table.rows))[0]
    assert "\x1b" not in column.header + "".join(column.samples)
    assert "\u202e" not in "".join(column.samples)


@pytest.mark.parametrize("header", ["License key", "Serial", "Whatever", "Product Key"])
def test_no_key_is_in_any_sample(header: str) -> None:
    made = [key for _, key in keys(60)]
    table = a_table(f"Name,{header}", *(f"Jira,{key}" for key in made))
    for mapping in (guess_mapping(table.headers, table.rows), guess_mapping(table.headers)):
        (column,) = (column for column in columns_of(table, mapping) if column.place == 1)
        assert column.samples
        assert not [key for key in made for text in column.samples if key in text]


def test_a_column_of_keys_is_known_by_its_values() -> None:
    made = [key for kind, key in keys(40) if "-" in key and len(key) > 24]
    table = a_table("Name,Whatever", *(f"Jira,{key}" for key in made))
    assert mapped(table)["Whatever"] == "key"


def test_the_mapping_is_printed_and_nothing_imported(tmp_path: Path) -> None:
    source, file = str(SAMPLES / "saas-tracker.csv"), str(tmp_path / "licenses.json")
    said = ("--map", "Owner email=billing-address", "--map", "Seats used=-", "--show-mapping")
    text = printed("import", source, "--file", file, *said)
    lines = text.splitlines()
    assert any(x.split() == ["Owner", "email", "billing-address", "your", "choice"] for x in lines)
    assert any(x.split() == ["Seats", "used", "-", "skipped"] for x in lines)
    assert "      2027-02-14" in lines
    assert max(map(len, lines)) <= 80
    assert not Path(file).exists()
    rows = records("import", source, "--file", file, "--show-mapping")
    assert rows[3] == {
        "file": "saas-tracker.csv",
        "column": 4,
        "header": "Next renewal date",
        "samples": ["2027-02-14"],
        "field": "end",
        "why": "header",
        "left_out": False,
        "number": False,
    }


def test_a_shown_mapping_fits_80_columns_whatever_its_headers_and_reasons(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    heads = [
        "subscriptionId",
        "offerId",
        "currentQuantity",
        "renewalDate",
        "Größe " * 20,
        "宽" * 60,
    ]
    source.write_text(",".join(heads) + "\n" + ",".join(f"{n}" * 90 for n in range(6)) + "\n")
    file = str(tmp_path / "x.json")
    text = printed("import", str(source), "--file", file, "--show-mapping", "--map", "offerId=key")
    assert max(map(width, text.splitlines())) <= 80


def test_the_fields_are_listed_without_a_file() -> None:
    lines = printed("import", "--fields").splitlines()
    assert len(lines) == len(CHOICES)
    assert lines[0].startswith("name ")
    assert max(map(len, lines)) <= 80


def test_the_command_to_save_repeats_what_was_said(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("Tool,When\nFigma,2027-01-31\n")
    text = printed(
        "import", str(source), "--map", "When=end", "--file", str(tmp_path / "licenses.json")
    )
    assert "--map When=end" in text.splitlines()[-1]


def test_a_list_without_headers_is_said_before_its_first_license_is_lost() -> None:
    table = a_table("Acrobat", "Visio", "Jira")
    first, *_ = mapping_warnings(table, guess_mapping(table.headers, table.rows))
    assert first == (
        'no known headers: if "Acrobat" is not a header but a row of the list, add a '
        "header row above it"
    )
    table = a_table("Name;Acrobat", "Visio;Jira")
    assert not any("none of" in x for x in mapping_warnings(table, guess_mapping(table.headers)))
