from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from licensetui.domain.license import Hosting
from licensetui.vendors import GENERIC, vendor_of
from licensetui.vendors.atlassian import ATLASSIAN
from tests.builders import a_license


@pytest.mark.parametrize("name", ["Atlassian", "atlassian", " ATLASSIAN "])
def test_atlassian_is_known_however_it_is_written(name: str) -> None:
    assert vendor_of(a_license(vendor=name)).name == "Atlassian"


@pytest.mark.parametrize("name", ["", "JetBrains", "Atlassian Partner GmbH"])
def test_other_vendors_have_no_ways_of_their_own(name: str) -> None:
    license = a_license(vendor=name)
    assert vendor_of(license) is GENERIC
    assert vendor_of(license).end_of_life(license) is None


@pytest.mark.parametrize(
    ("name", "product", "hosting", "day"),
    [
        ("Jira Software DC 500", "Jira Software", Hosting.DATA_CENTER, date(2029, 3, 28)),
        ("Bitbucket DC 100", "Bitbucket", Hosting.DATA_CENTER, None),
        ("Our planning tool", "Jira Align", Hosting.DATA_CENTER, None),
        ("Jira Server", "Jira Software", Hosting.SERVER, date(2024, 2, 15)),
        ("Bitbucket Server", "Bitbucket", Hosting.SERVER, date(2024, 2, 15)),
        ("Jira Cloud", "Jira", Hosting.CLOUD, None),
        ("Jira", "Jira", Hosting.OTHER, None),
    ],
)
def test_ends_of_life_of_atlassian(
    name: str, product: str, hosting: Hosting, day: date | None
) -> None:
    license = a_license(name, product=product, hosting=hosting)
    limit = vendor_of(license).end_of_life(license)
    assert (limit.day if limit else None) == day


@pytest.mark.parametrize(
    ("fields", "product"),
    [
        ({"product": "Jira Software"}, "Jira"),
        ({"product": "Jira Service Management"}, "Jira"),
        ({"product": "", "name": "JIRA DC 500"}, "Jira"),
        ({"product": "Jira Align"}, ""),
        ({"product": "Confluence"}, "Confluence"),
        ({"product": "ScriptRunner", "name": "ScriptRunner for Jira"}, ""),
        ({"product": "Jira", "hosting": Hosting.CLOUD}, ""),
        ({"product": "Jira", "vendor": "JetBrains"}, ""),
        ({"product": "Jira", "hosting": Hosting.SERVER}, ""),
    ],
)
def test_which_product_runs_an_instance_and_which_instance_stops(
    fields: dict[str, Any], product: str
) -> None:
    license = a_license(**fields)
    assert vendor_of(license).host_product(license) == product
    assert bool(vendor_of(license).instance_stop(license)) is (product == "Jira")


def test_the_days_of_data_center_hold_for_it_alone() -> None:
    for license in (a_license(hosting=Hosting.CLOUD), a_license(product="Bitbucket")):
        vendor = vendor_of(license)
        assert vendor.last_purchase(license) is vendor.closed_to_new(license) is None
    last, closed = ATLASSIAN.last_purchase(a_license()), ATLASSIAN.closed_to_new(a_license())
    assert last is not None
    assert closed is not None
    assert (last.day, closed.day) == (date(2028, 3, 30), date(2026, 3, 30))


def test_never_is_a_due_date_too() -> None:
    cloud = a_license(hosting=Hosting.CLOUD)
    assert "9999-12-31" in ATLASSIAN.consequence(cloud, date.max)
