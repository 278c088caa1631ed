"""Adobe, and what is known of it."""

from __future__ import annotations

from licensetui.vendors.vendor import Vendor

ADOBE = Vendor("Adobe", also=("Adobe Systems",))
"""Its licenses are changed where Adobe shows them: no portal of it is described here."""
