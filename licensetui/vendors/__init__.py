"""Vendors with ways of their own: a tuple of them, each with the rows of its portals."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from licensetui.domain.license import Hosting, License
from licensetui.domain.portals import GENERAL, Portal
from licensetui.vendors.adobe import ADOBE
from licensetui.vendors.atlassian import ATLASSIAN
from licensetui.vendors.generic import GENERIC
from licensetui.vendors.jetbrains import JETBRAINS
from licensetui.vendors.vendor import EndOfLife, Vendor

VENDORS: tuple[Vendor, ...] = (ATLASSIAN, JETBRAINS, ADOBE)
"""The vendors whose ways are known; all others are `GENERIC`."""
PORTALS: Mapping[str, Portal] = {
    portal.key: portal
    for portal in (*(portal for vendor in VENDORS for portal in vendor.portals), *GENERAL)
}
"""All portals by their keys in the file, those of vendors first."""
_KEEPERS = {portal.key: vendor for vendor in VENDORS for portal in vendor.portals}

__all__ = [
    "GENERIC",
    "PORTALS",
    "VENDORS",
    "EndOfLife",
    "Vendor",
    "keeper_of",
    "portal_of",
    "vendor_of",
]


def vendor_of(license: License) -> Vendor:
    """Return the vendor of a license by its name, or the generic one."""
    return _named(license.vendor)


def keeper_of(license: License) -> Vendor:
    """Return the vendor whose portal a license is on, or else the one who sold it."""
    return _KEEPERS.get(license.portal.key) or vendor_of(license)


def portal_of(vendor: str, hosting: Hosting) -> Portal:
    """Return the portal of a license of a vendor, by its name, where nobody says which it is."""
    return _named(vendor).portal(hosting)


@lru_cache(maxsize=1_024)  # asked of every license, by several rules
def _named(name: str) -> Vendor:
    key = name.strip().casefold()
    return next((vendor for vendor in VENDORS if vendor.name.casefold() == key), GENERIC)
