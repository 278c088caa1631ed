"""JetBrains, and what is known of it."""

from __future__ import annotations

from licensetui.vendors import mail_facts
from licensetui.vendors.vendor import Vendor

JETBRAINS = Vendor("JetBrains", reminds=mail_facts.JETBRAINS.value)
"""Its licenses are changed where JetBrains shows them: no portal of it is described here."""
