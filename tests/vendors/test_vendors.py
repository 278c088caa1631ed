from __future__ import annotations

from datetime import date

import pytest

from licensetui.domain.license import Hosting
from licensetui.vendors import GENERIC, vendor_of
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
