from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from licensetui.domain.license import Hosting, License
from licensetui.domain.portals import OTHER
from licensetui.vendors import GENERIC, meant, usual_portal, vendor_of
from licensetui.vendors.atlassian import ATLASSIAN, CLOUD_BILLING, MY_ATLASSIAN
from licensetui.vendors.atlassian.marketplace import MARKETPLACE
from tests.builders import a_license


@pytest.mark.parametrize("name", ["Atlassian", "atlassian", " ATLASSIAN "])
def test_atlassian_is_known_however_it_is_written(name: str) -> None:
    assert vendor_of(a_license(vendor=name)).name == "Atlassian"


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Atlassian Pty Ltd", "Atlassian"),
        ("ATLASSIAN, Inc.", "Atlassian"),
        ("Atlassian US, Inc.", "Atlassian"),
        ("Atlassian B.V.", "Atlassian"),
        ("JetBrains s.r.o.", "JetBrains"),
        ("Jet Brains", "JetBrains"),
        ("Adobe Systems Incorporated", "Adobe"),
        ("Tempo", "Atlassian Marketplace"),
        ("K15t GmbH", "Atlassian Marketplace"),
    ],
)
def test_a_vendor_is_known_in_each_legal_form(typed: str, known: str) -> None:
    assert vendor_of(License("x", vendor=typed)).name == known
    assert not meant(License("x", vendor=typed))


@pytest.mark.parametrize(
    "name", ["", "Slack", "Atlassian Partner GmbH", "Atlas", "Adobo Grill", "Ltd", "Inc."]
)
def test_other_vendors_have_no_ways_of_their_own(name: str) -> None:
    license = a_license(vendor=name, portal=OTHER, sen="")
    assert vendor_of(license) is GENERIC
    assert vendor_of(license).end_of_life(license) is None
    assert not meant(license)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Atlasian", "Atlassian"),
        ("atlassain", "Atlassian"),
        ("Altassian Pty Ltd", "Atlassian"),
        ("Atlasssian", "Atlassian"),
        ("Jetbrian", "JetBrains"),
        ("Adobbe", "Adobe"),
    ],
)
def test_a_slip_is_no_name_and_who_is_meant_is_told(typed: str, known: str) -> None:
    license = License("x", vendor=typed)
    assert vendor_of(license) is GENERIC
    assert meant(license) == known


@pytest.mark.parametrize(
    ("numbers", "is_known"),
    [
        ({"sen": "SEN-1234567"}, True),
        ({"sen": "sen 1234567"}, True),
        ({"sen": "SEN-L12345678"}, True),
        ({"entitlement": "E-ABC-DEF-GHI"}, True),
        ({"entitlement": "E-ABC-DEF-GHI-JKL"}, True),
        ({"sen": "1234567"}, False),
        ({"sen": "SENTRY-1"}, False),
        ({"entitlement": "E-1"}, False),
    ],
)
def test_without_a_vendor_a_number_of_atlassians_form_tells_it(
    numbers: dict[str, Any], is_known: bool
) -> None:
    license = License("x", **numbers)
    assert (vendor_of(license) is ATLASSIAN) is is_known
    assert meant(license) == ("Atlassian" if is_known else "")
    named = License("x", vendor="Microsoft", **numbers)
    assert vendor_of(named) is GENERIC  # a column of serial numbers is one for all vendors
    assert usual_portal(named) is OTHER


def test_apps_of_other_vendors_end_with_the_hosting_they_are_for() -> None:
    app = License(
        "ScriptRunner for Jira", vendor="Acme Apps", sen="SEN-5", hosting=Hosting.DATA_CENTER
    )
    assert vendor_of(app) is MARKETPLACE
    assert vendor_of(app).end_of_life(app) == ATLASSIAN.end_of_life(a_license())
    assert usual_portal(app) is MY_ATLASSIAN
    on_cloud = replace(app, hosting=Hosting.CLOUD, sen="", portal=CLOUD_BILLING)
    assert vendor_of(on_cloud) is MARKETPLACE
    assert vendor_of(replace(app, name="Planner")) is GENERIC


@pytest.mark.parametrize(
    ("name", "product", "hosting", "day"),
    [
        ("Jira Software DC 500", "Jira Software", Hosting.DATA_CENTER, date(2029, 3, 28)),
        ("Bitbucket DC 100", "Bitbucket", Hosting.DATA_CENTER, None),
        ("Our planning tool", "Jira Align", Hosting.DATA_CENTER, None),
        ("Jira Server", "Jira Software", Hosting.SERVER, date(2024, 2, 15)),
        ("Bitbucket Server", "Bitbucket", Hosting.SERVER, date(2024, 2, 15)),
        ("Fisheye", "Fisheye", Hosting.SERVER, None),
        ("Code reviews", "Crucible", Hosting.SERVER, None),
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
        ({"product": "Jira Software (Data Center)"}, "Jira"),
        ({"product": "ScriptRunner", "name": "ScriptRunner for Jira"}, ""),
        ({"product": "Jira Misc Workflow Extensions"}, ""),
        ({"product": "", "name": "Jira Misc Workflow Extensions", "parent": 9}, ""),
        ({"product": "", "name": "Jira Align"}, ""),
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
