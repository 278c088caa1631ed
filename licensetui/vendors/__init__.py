"""Vendors with ways of their own: a tuple of them, each with the rows of its portals."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from licensetui.domain.license import License
from licensetui.domain.portals import GENERAL, Portal
from licensetui.vendors.adobe import ADOBE
from licensetui.vendors.atlassian import ATLASSIAN
from licensetui.vendors.atlassian.marketplace import MARKETPLACE
from licensetui.vendors.generic import GENERIC
from licensetui.vendors.jetbrains import JETBRAINS
from licensetui.vendors.names import named, near
from licensetui.vendors.number_facts import is_atlassians
from licensetui.vendors.vendor import EndOfLife, Vendor

VENDORS: tuple[Vendor, ...] = (ATLASSIAN, MARKETPLACE, JETBRAINS, ADOBE)
"""The vendors whose ways are known; all others are `GENERIC`."""
PORTALS: Mapping[str, Portal] = {
    portal.key: portal
    for portal in (*(portal for vendor in VENDORS for portal in vendor.portals), *GENERAL)
}
"""All portals by their keys in the file, those of vendors first."""

__all__ = [
    "GENERIC",
    "PORTALS",
    "VENDORS",
    "EndOfLife",
    "Vendor",
    "meant",
    "usual_portal",
    "vendor_of",
]


def vendor_of(license: License) -> Vendor:
    """Return the vendor of a license, or the generic one.

    It is told by its name, in whatever legal form. Without one, a number of Atlassian's form says
    that it is Atlassian's.
    """
    vendor = _named(license.vendor)
    if vendor:
        return vendor
    if not license.vendor.strip() and is_atlassians(license.sen, license.entitlement):
        return ATLASSIAN
    return MARKETPLACE if MARKETPLACE.sells(license) else GENERIC


def usual_portal(license: License) -> Portal:
    """Return the portal of a license, where nobody says which it is."""
    return vendor_of(license).portal(license.hosting, license.partner)


def meant(license: License) -> str:
    """Return the vendor that is probably meant; empty for one that is known, or like none.

    That is the one whose name is nearly the same, or without any name the one whose number it has.
    """
    if not license.vendor.strip():
        vendor = vendor_of(license)
        return vendor.name if vendor is not GENERIC else ""
    return _near(license.vendor)


@lru_cache(maxsize=1_024)  # asked of every license, by several rules
def _named(name: str) -> Vendor | None:
    return named(name, VENDORS)


@lru_cache(maxsize=1_024)  # as above
def _near(name: str) -> str:
    return near(name, VENDORS)
