"""JetBrains, and what is known of it."""

from __future__ import annotations

from licensetui.vendors.vendor import Vendor

JETBRAINS = Vendor("JetBrains")
"""Its licenses are changed where JetBrains shows them: no portal of it is described here."""
