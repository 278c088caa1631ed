"""A field that comes from files is one row of one table."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from licensetui.domain.license import License
from licensetui.domain.term import Term
from licensetui.imports.fields import TAKING, ImportField
from tests.copied import copy_of_package, put_before, python

TARGETS = {
    "notes",
    "contacts",
    "look",
    "row",
    "term.notice",  # of which several fields are made
    *(f"license.{field.name}" for field in fields(License)),
    *(f"term.{field.name}" for field in fields(Term)),
}


@pytest.mark.parametrize("field", ImportField)
def test_each_goes_where_there_is_a_field(field: ImportField) -> None:
    assert set(field.to) <= TARGETS
    assert field in TAKING


def test_a_new_field_is_a_line_of_the_record_and_one_of_the_table(tmp_path: Path) -> None:
    package = copy_of_package(tmp_path)
    put_before(package / "domain" / "license.py", '    notes: str = ""', '    cloud: str = ""\n')
    table = package / "imports" / "fields.py"
    put_before(
        table, "    PARTNER = (", '    CLOUD = ("cloud", "license.cloud", text, "Cloud|Nuage")\n'
    )

    def imported(text: str) -> str:
        (tmp_path / "list.csv").write_text(text)
        command = ("-m", "licensetui", "import", "list.csv", "--apply", "--file", "licenses.json")
        return python(tmp_path, *command)

    def kept() -> object:
        return json.loads((tmp_path / "licenses.json").read_text())["licenses"]["1"]["cloud"]

    imported("Name,SEN,Cloud\nJira,SEN-1,north\n")
    assert kept() == "north"
    assert "cloud north -> south" in imported("Nom,SEN,Nuage\nJira,SEN-1,south\n")
    assert kept() == "south"
