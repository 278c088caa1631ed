"""The vendor of whom nothing particular is known, and the guides to portals without their own."""

from __future__ import annotations

from licensetui.vendors.vendor import Vendor

GENERIC = Vendor()
"""The only one there needs to be."""
