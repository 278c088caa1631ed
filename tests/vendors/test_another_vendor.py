"""A vendor with a portal of its own costs its module, its guides and its line in the registry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.copied import copy_of_package, put_before, python

ACME = '''
"""Acme's ways."""

from dataclasses import dataclass

from licensetui.domain.portals import ContactPolicy
from licensetui.domain.portals import Portal, Role, SignIn
from licensetui.vendors.vendor import Vendor

STORE = Portal(
    "acme",
    label="Acme Store",
    page="https://store.acme.example/",
    readers=(Role.TECHNICAL, Role.CUSTOMER),
    billing=Role.CUSTOMER,
    has_primaries=True,
    sign_in=SignIn.CONTACTS,
    policy=ContactPolicy("the Acme Store", takes_teams=False),
    guides="store-",
)


@dataclass(frozen=True)
class Acme(Vendor):
    """Acme."""

    name: str = "Acme"
    portals: tuple[Portal, ...] = (STORE,)
    package: str = __package__


ACME = Acme()
'''
GUIDE = """title: {case} in the store
source: the store's help
date: 2026-11-01

1. Sign in to the store as {{actor}}, and find {{number}}.
"""
LIST = """\
Name,Vendor,License number,Start date,End date,Technical contact email,Technical contact 2
Planner,acme,A-1,2026-01-01,2027-01-01,anna@example.org,bea@example.org
"""
FORM = """
from licensetui.forms.license_form import LICENSE_FIELDS, license_from, term_fields, texts_of
field = next(field for field in LICENSE_FIELDS if field.name == "portal")
first = texts_of(None)
now = {**first, "name": "Planner", "vendor": "Acme", "portal": "Acme Store"}
license = license_from(None, first, now, (), "EUR")
print(field.choices, license.portal.key, texts_of(license)["portal"], sep="|")
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package that has such a vendor."""
    vendors = copy_of_package(tmp_path) / "vendors"
    guides = vendors / "acme" / "guides"
    guides.mkdir(parents=True)
    (vendors / "acme" / "__init__.py").write_text(ACME)
    for case in ("look", "add", "promote", "promote-self", "remove-yourself"):
        (guides / f"store-{case}.txt").write_text(GUIDE.format(case=case))
    registry = vendors / "__init__.py"
    put_before(
        registry, "from licensetui.vendors.adobe", "from licensetui.vendors.acme import ACME\n"
    )
    put_before(registry, ')\n"""The vendors whose ways', ", ACME")
    (tmp_path / "list.csv").write_text(LIST)
    return tmp_path


def test_a_vendor_with_a_portal_of_its_own_is_one_module_and_its_guides(package: Path) -> None:
    def program(*arguments: str) -> str:
        return python(package, "-m", "licensetui", *arguments, "--file", "licenses.json")

    program("import", "list.csv", "--seen", "2026-11-01", "--apply")
    assert json.loads(program("list", "--json"))["portal"] == "acme"
    file = package / "licenses.json"
    written = file.read_text()
    assert '"portal":"acme"' in written

    # It has primaries, and somebody saw another one there.
    seen = '"on_portal":[{"address":"'
    file.write_text(written.replace(f"{seen}anna@", f"{seen}old@"))
    steps = [json.loads(line) for line in program("portal", "--json").splitlines()]
    assert [(step["portal"], step["case"]) for step in steps] == [
        ("acme", "add"),
        ("acme", "promote"),
        ("acme", "remove"),
    ]
    assert "Sign in to the store as bea@example.org, and find A-1." in program(
        "portal", "--markdown"
    )
    assert "what vendors have in common" in program("portal", "--markdown")
    assert "only bea@example.org can sign in" in program("coverage")
    assert "old@example.org" in program("findings")
    assert "https://store.acme.example/" in program("export", "ics").replace("\n ", "")


def test_its_portal_can_be_chosen_and_its_ways_are_known(package: Path) -> None:
    choices, key, label = python(package, "-c", FORM).strip().split("|")
    assert "Acme Store" in choices
    assert (key, label) == ("acme", "Acme Store")
