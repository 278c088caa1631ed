"""Health of the records themselves, wherever they are kept."""

from __future__ import annotations

from collections.abc import Iterator

from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.web_password import has_password
from licensetui.store import codec
from licensetui.store.check import Check, State, limited
from licensetui.store.codec import Tables
from licensetui.store.errors import DamagedError
from licensetui.store.keytraces import Keys
from licensetui.store.record_changes import TABLES


def record_checks(tables: Tables, portfolio: Portfolio) -> Iterator[Check]:
    """Yield what there is to say of records: keys and passwords, and wrong references."""
    _, traces = Keys().tables_without(tables)  # which names a key by its end alone
    remedy = "If it is one: licensetui forget --keys. If it is just a number, ignore this."
    yield from limited(
        [Check("license key", trace, State.DOUBTFUL, remedy) for trace in dict.fromkeys(traces)]
    )
    remedy = "Open that license, and enter the address without it: others can read it here."
    yield from limited(
        [Check("password", problem, State.DOUBTFUL, remedy) for problem in _passwords(portfolio)]
    )
    remedy = "Edit that record, and choose another one."
    yield from limited(
        [Check("reference", problem, State.DOUBTFUL, remedy) for problem in dangling(portfolio)]
    )


def _passwords(portfolio: Portfolio) -> tuple[str, ...]:
    """Return a clause for each address of a document that has a password."""
    return tuple(
        f"in a document of license {license.id} ({license.name}): {document.shown}"
        for license in portfolio.licenses
        for document in license.documents
        if has_password(document.place)
    )


def broken_records(tables: Tables) -> tuple[str, ...]:
    """Return a clause for each document that is no record: `licenses 7: end: ...`."""
    problems = []
    for name in TABLES.values():
        for id, raw in tables.get(name, {}).items():
            try:
                codec.portfolio({name: {id: raw}}, name)
            except DamagedError as error:
                problems.append(str(error).removeprefix(f"{name}: "))
    return tuple(problems)


def dangling(portfolio: Portfolio) -> tuple[str, ...]:
    """Return a clause for each reference to a record that is not there."""
    return (
        *(problem for license in portfolio.licenses for problem in _of_license(license, portfolio)),
        *(problem for contact in portfolio.contacts for problem in _of_contact(contact, portfolio)),
    )


def _of_license(license: License, portfolio: Portfolio) -> list[str]:
    missing = [
        f"licenses {license.id}: wanted: there is no contact {held.contact}"
        for held in license.wanted
        if portfolio.contact(held.contact) is None
    ]
    if license.owner is not None and portfolio.owner(license) is None:
        missing.append(f"licenses {license.id}: owner: there is no contact {license.owner}")
    if license.parent is not None and portfolio.license(license.parent) is None:
        missing.append(f"licenses {license.id}: parent: there is no license {license.parent}")
    return missing


def _of_contact(contact: Contact, portfolio: Portfolio) -> list[str]:
    named = [
        *(("members", id) for id in contact.members),
        *(("sign_in_known_by", id) for id in contact.sign_in_known_by),
    ]
    named += [] if contact.deputy is None else [("deputy", contact.deputy)]
    return [
        f"contacts {contact.id}: {field}: there is no contact {id}"
        for field, id in named
        if portfolio.contact(id) is None
    ]
