"""A new field of a record fails here wherever it is still missing; CONTRIBUTING.md says where."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from licensetui.domain.contact import Contact
from licensetui.domain.license import Document, License
from licensetui.domain.term import Term
from licensetui.forms import contact_form, license_form
from licensetui.outlook.names import Names
from licensetui.wording.fields import CHANGED_CONTACT, CHANGED_LICENSE, TERM
from tests.builders import a_contact, a_license, a_portfolio, a_term
from tests.cli.program import a_file_of, records

IN_LICENSES = {"terms", "planned", "wanted", "on_portal", "looked_on", "documents"}
BELOW_THE_FIELDS = {*IN_LICENSES, "members", "sign_in_known_by"}
"""What a form shows as a list, or another form has."""
NOT_TYPED = {"id", "key", "archived", "vouched"}
NOTICES = {"notice_weeks", "notice_months", "notice_day", "notice_yearly"}
"""What is typed in the field of `notice_days`, and printed as `notice`."""
PRINTED = {"wanted": "contacts", "email": "address"}
"""What a field is called in JSON, where not as in the record."""
NOT_PRINTED = {"key", "vouched", *NOTICES}


def names(record: type[License | Contact | Term]) -> set[str]:
    return {field.name for field in fields(record)}


def test_each_has_words_where_a_change_of_it_is_told() -> None:
    assert names(License) - {"id"} <= CHANGED_LICENSE.keys()
    assert names(Contact) - {"id"} <= CHANGED_CONTACT.keys()
    assert names(Term) - {"id", "kind"} <= TERM.keys()


def test_each_can_be_typed_in_its_form() -> None:
    license = {field.name for field in license_form.all_fields("EUR")}
    contact = {field.name for field in contact_form.FIELDS}
    assert names(License) - BELOW_THE_FIELDS - NOT_TYPED <= license
    assert names(Contact) - BELOW_THE_FIELDS - NOT_TYPED <= contact
    assert names(Term) - NOT_TYPED - NOTICES - {"kind"} <= license


def test_each_is_printed_as_json(tmp_path: Path) -> None:
    known = a_portfolio(a_license(terms=(a_term(9),)), contacts=(a_contact(),))
    file = a_file_of(tmp_path / "licenses.json", known)
    (license,) = records("list", "--file", file)
    (contact,) = records("contacts", "--file", file)
    for record, printed in (
        (License, license),
        (Contact, contact),
        (Term, license["terms"][0]),
    ):
        wanted = {PRINTED.get(name, name) for name in names(record) - NOT_PRINTED}
        assert wanted - printed.keys() == set(), record.__name__


def test_a_license_is_found_by_its_texts() -> None:
    for name in {field.name for field in fields(License) if field.type == "str"} - {"server_id"}:
        license = a_license(**{name: "Xyzzy"})
        assert "xyzzy" in Names(a_portfolio(license)).license_texts([license])[0], name


def test_a_license_is_found_by_its_documents() -> None:
    license = a_license(documents=(Document("/srv/xyzzy.pdf", "Plugh"),))
    text = Names(a_portfolio(license)).license_texts([license])[0]
    assert "xyzzy" in text
    assert "plugh" in text
