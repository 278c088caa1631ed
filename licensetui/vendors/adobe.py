"""Adobe, and what is known of it."""

from __future__ import annotations

from licensetui.vendors import mail_facts
from licensetui.vendors.vendor import Vendor

ADOBE = Vendor("Adobe", also=("Adobe Systems",), reminds=mail_facts.ADOBE.value)
"""Its licenses are changed where Adobe shows them: no portal of it is described here."""
