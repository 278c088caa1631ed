"""What a vendor does in its own way: a protocol, and a tuple of vendors."""

from __future__ import annotations

from functools import lru_cache

from licensetui.domain.license import License
from licensetui.vendors.atlassian import ATLASSIAN
from licensetui.vendors.generic import GENERIC
from licensetui.vendors.vendor import EndOfLife, Vendor

VENDORS: tuple[Vendor, ...] = (ATLASSIAN,)
"""The vendors whose ways are known; all others are `GENERIC`."""

__all__ = ["GENERIC", "VENDORS", "EndOfLife", "Vendor", "vendor_of"]


def vendor_of(license: License) -> Vendor:
    """Return the vendor of a license by its name, or the generic one."""
    return _named(license.vendor)


@lru_cache(maxsize=1_024)  # asked of every license, by several rules
def _named(name: str) -> Vendor:
    key = name.strip().casefold()
    return next((vendor for vendor in VENDORS if vendor.name.casefold() == key), GENERIC)
