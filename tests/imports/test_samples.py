"""The three files people have: read whole, imported, and imported again."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from licensetui.domain import portals
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Ending, TermKind
from licensetui.imports.planned import RowOutcome
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.builders import TODAY
from tests.imports.planned import (
    EMPTY,
    FRENCH,
    MARKETPLACE,
    SNIPE_IT,
    applied,
    plan_of_file,
)

ALL = (FRENCH, SNIPE_IT, MARKETPLACE)


def imported(*paths: Path) -> Portfolio:
    """Return a portfolio into which files were imported, one after the other."""
    portfolio = EMPTY
    for path in paths:
        portfolio = applied(portfolio, plan_of_file(path, portfolio).change)
    return portfolio


def license_of(portfolio: Portfolio, number: str) -> License:
    """Return the license with a number."""
    (found,) = (license for license in portfolio.licenses if license.number == number)
    return found


OWN_LIST = "its contacts are assigned; no portal was checked (if one was: --seen DAY)"
CHECKED = 32
"""Of 60 rows: the others have a day in the future, or no address."""


@pytest.mark.parametrize(
    ("path", "licenses", "contacts", "checked"),
    [(FRENCH, 20, 20, 0), (SNIPE_IT, 20, 13, 0), (MARKETPLACE, 60, 23, CHECKED)],
)
def test_every_row_of_the_samples_is_a_license(
    path: Path, licenses: int, contacts: int, checked: int
) -> None:
    plan = plan_of_file(path)
    assert plan.counts == {
        RowOutcome.NEW: licenses,
        RowOutcome.CHANGED: 0,
        RowOutcome.TERM: 0,
        RowOutcome.SAME: 0,
        RowOutcome.REFUSED: 0,
    }
    assert len(plan.contacts) == contacts
    portfolio = applied(EMPTY, plan.change)
    assert (len(portfolio.licenses), len(portfolio.contacts)) == (licenses, contacts)
    assert all(license.wanted for license in portfolio.licenses)
    looks = [license for license in portfolio.licenses if license.on_portal]
    assert looks == [license for license in portfolio.licenses if license.looked_on]
    assert len(looks) == checked


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize("later", [0, 1, 400])
def test_the_same_file_again_changes_nothing(path: Path, later: int) -> None:
    portfolio = imported(path)
    day = TODAY + timedelta(days=later)
    plan = plan_of_file(path, portfolio, day)
    if path == MARKETPLACE and later == 400:
        # By then the dates of some looks are no longer in the future.
        details = [detail for row in plan.rows for detail in row.details]
        assert details
        assert all(
            detail.startswith(("portal checked", "technical", "billing")) for detail in details
        )
        return
    assert {row.outcome for row in plan.rows} == {RowOutcome.SAME}
    assert plan.change.is_empty


def test_the_files_one_after_the_other_are_100_licenses() -> None:
    portfolio = imported(*ALL)
    assert (len(portfolio.licenses), len(portfolio.contacts)) == (100, 44)
    for path in ALL:
        assert plan_of_file(path, portfolio).change.is_empty


def test_the_french_file() -> None:
    plan = plan_of_file(FRENCH)
    assert plan.notes == (
        "read as Windows-1252, semicolon between cells",
        'dates such as "06/09/2026" are read day first: "18/10/2025" is unambiguous',
        'amounts under "Coût annuel (€)" are read as the price per year',
        OWN_LIST,
    )
    spelled = [row for row in plan.rows if row.notes]
    assert [row.line for row in spelled] == [11, 13, 19, 20]
    assert spelled[0].notes == ('SEN "sen 3772040" is read as SEN-3772040',)
    portfolio = applied(EMPTY, plan.change)
    license = license_of(portfolio, "SEN-6725378")
    assert (license.name, license.seats, license.vendor) == (
        "Scroll PDF Exporter",
        10_000,
        "Atlassian",
    )
    assert license.notes == "à renouveler ?"
    assert license.term is not None
    assert (license.term.start, license.term.end) == (date(2024, 12, 24), None)
    assert license.term.cost == Money(Decimal("6845.37"), "EUR")
    assert license.term.notice_days == 90
    technical, billing = (portfolio.contact(held.contact) for held in license.wanted)
    assert technical is not None
    assert billing is not None
    assert (technical.name, technical.email) == ("Nadia García", "NADIA.GARCIA@harrowpike.co.uk")
    assert (billing.name, billing.email) == ("", "compta@harrowpike.co.uk")
    assert license.looked_on is None
    first = portfolio.licenses[0].term
    assert first is not None
    assert (first.start, first.end) == (date(2026, 9, 6), date(2027, 9, 6))


def test_forms_of_the_french_file() -> None:
    by_number = {license.sen: license for license in imported(FRENCH).licenses}
    terms = {number: license.term for number, license in by_number.items() if license.term}
    assert terms["SEN-7234919"].start == date(2026, 3, 17)
    assert terms["SEN-7234919"].cost == Money(Decimal("18702.18"), "EUR")
    assert terms["SEN-4844438"].start == date(2025, 7, 29)
    assert terms["SEN-1103479"].end == date(2027, 12, 11)
    assert terms["SEN-2927660"].cost == Money(Decimal("1250.00"), "EUR")
    assert by_number["SEN-2927660"].seats == "unlimited"
    assert by_number["SEN-2927660"].notes == "voir avec la DSI; urgent"


def test_a_broken_address_is_imported_as_it_is() -> None:
    french, snipe_it = imported(FRENCH), imported(SNIPE_IT)
    assert french.contact_at("ines.durand@hrarowpike.co.uk")
    assert snipe_it.contact_at("dieter.nguyen@hotmial.com")


def test_server_licenses_end_only_their_maintenance() -> None:
    for path in ALL:
        for license in imported(path).licenses:
            assert license.term is not None
            is_server = license.hosting is Hosting.SERVER
            assert license.term.perpetual is is_server
            assert (license.term.ends is Ending.MAINTENANCE) is is_server


def test_the_snipe_it_file() -> None:
    plan = plan_of_file(SNIPE_IT)
    assert plan.notes == (
        "read as UTF-8, comma between cells",
        "columns are read by the profile Snipe-IT import (--show-mapping shows it)",
        "amounts without a currency are read as EUR; --currency changes that",
        OWN_LIST,
        "columns not used: Name, Email, Username, maintained, reassignable",
    )
    portfolio = applied(EMPTY, plan.change)
    license = license_of(portfolio, "SEN-8394770")
    assert (license.name, license.product) == ("Confluence (Data Center)", "Confluence")
    assert license.hosting is Hosting.DATA_CENTER
    assert license.portal is MY_ATLASSIAN
    assert license.organization == "Fonderie Lambert"
    assert license.partner == "Northlight Consulting"
    assert license.seats == 10
    assert license.notes == "=SUM(A1:A9)"
    assert license.term is not None
    assert (license.term.start, license.term.end) == (date(2025, 12, 6), date(2026, 12, 5))
    assert license.term.cost == Money(Decimal("42731.62"), "EUR")
    assert license.term.order_number == "PO-152"
    assert license.term.kind is TermKind.NEW
    (contact,) = portfolio.readers(license)
    assert (contact.name, contact.email) == ("", "atlassian-admins@fonderie-lambert.fr")
    assert {license.portal for license in portfolio.licenses if license.vendor != "Atlassian"} == {
        portals.OTHER
    }
    assert not portfolio.contact_at("mateo.oneill@harrowpike.co.uk"), "a seat's user"


def test_the_currency_the_user_says_is_no_assumption() -> None:
    plan = plan_of_file(SNIPE_IT, currency="CHF")
    assert not any("currency" in note for note in plan.notes)
    assert {
        edit.shown.term.cost.currency
        for edit in plan.change.licenses
        if edit.shown.term and edit.shown.term.cost
    } == {"CHF"}


def test_the_marketplace_file() -> None:
    plan = plan_of_file(MARKETPLACE)
    assert plan.notes == (
        "read as UTF-8, comma between cells",
        "columns are read by the profile Marketplace (--show-mapping shows it)",
        "its contacts are the ones on the portal, on the date in each row",
        "columns not used: addonLicenseId, hostLicenseId, addonKey, status, country, region,"
        " partnerType, 16 empty",
    )
    portfolio = applied(EMPTY, plan.change)
    cloud = license_of(portfolio, "E-TDD-9DG-LY5")
    assert (cloud.name, cloud.product, cloud.vendor) == (
        "Xray Test Management",
        "Xray Test Management",
        "Atlassian",
    )
    assert (cloud.hosting, cloud.portal) == (Hosting.CLOUD, CLOUD_BILLING)
    assert (cloud.type, cloud.seats) == (LicenseType.COMMERCIAL, 2000)
    assert cloud.site == "fonderie-lambert.atlassian.net"
    assert (cloud.on_portal, cloud.looked_on) == ((), None), "its own date lies in the future"
    trial = license_of(portfolio, "SEN-L44749079")
    assert (trial.type, trial.seats) == (LicenseType.EVALUATION, "unlimited")
    assert (trial.hosting, trial.portal) == (Hosting.DATA_CENTER, MY_ATLASSIAN)
    assert trial.partner == "Northlight Consulting"
    assert license_of(portfolio, "SEN-66800931").looked_on == date(2026, 6, 24)
    assert license_of(portfolio, "SEN-53274479").seats is None, "tier Evaluation"
