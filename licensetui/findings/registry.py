"""The checks of addresses, as `module:name` for the door: what prints dates only needs none.

And the one question about a rule that a screen asks before any rule has been.
"""

VERDICT_ON = "licensetui.addresses.verdict:verdict_on"
REPORT_OF = "licensetui.addresses.check:report_of"
KIND_OF = "licensetui.addresses.check:kind_of"
KNOWN = "licensetui.addresses.known:KnownAddresses"
ASKED = "licensetui.addresses.known:Asked"
ADVICE = "licensetui.addresses.advice:advice"
RULE_OF = "licensetui.findings.rules:rule_of"
ADDRESS_FLAW = "licensetui.findings.addresses:address_flaw"
