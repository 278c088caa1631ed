"""The checks of addresses, as `module:name` for the door: what prints dates only needs none.

The rules are no part of it: `rules` has them all.
"""

CHECK = "licensetui.addresses.check:check"
KIND_OF = "licensetui.addresses.check:kind_of"
KNOWN = "licensetui.addresses.known:KnownAddresses"
ASKED = "licensetui.addresses.known:Asked"
ADVICE = "licensetui.addresses.advice:advice"
