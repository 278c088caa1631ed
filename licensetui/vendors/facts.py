"""The table of facts: all that the program says of vendors without having been told."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from licensetui.vendors import (
    address_facts,
    adobe,
    calendar_facts,
    jetbrains,
    list_facts,
    mail_facts,
    number_facts,
    renewal_facts,
)
from licensetui.vendors.atlassian import app_facts, key_facts, portal_facts
from licensetui.vendors.atlassian import facts as atlassian_facts
from licensetui.vendors.atlassian import mail_facts as atlassian_mails
from licensetui.vendors.fact import Fact

MODULES: Mapping[str, ModuleType] = {
    "Atlassian": atlassian_facts,
    "Atlassian's portals": portal_facts,
    "Marketplace apps": app_facts,
    "JetBrains": jetbrains,
    "Adobe": adobe,
    "Atlassian's emails": atlassian_mails,
    "Emails": mail_facts,
    "Renewals": renewal_facts,
    "License keys": key_facts,
    "Numbers": number_facts,
    "Addresses": address_facts,
    "Exported lists": list_facts,
    "Calendars": calendar_facts,
}
"""The modules that hold facts, by what these are about."""
FACTS: Mapping[str, tuple[Fact[Any], ...]] = {
    about: tuple(fact for fact in vars(module).values() if isinstance(fact, Fact))
    for about, module in MODULES.items()
}
"""The facts by what they are about. A fact of one of these modules is in the table by itself."""
