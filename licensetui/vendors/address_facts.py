"""Facts about mail and names, by which addresses are judged."""

from __future__ import annotations

from licensetui.vendors.fact import Fact

NULL_MX = Fact(
    "null-mx",
    "A domain whose only mail server is a dot accepts no mail.",
    True,
    "when name servers are asked about an address",
    "https://www.rfc-editor.org/rfc/rfc7505",
    "2015-06",
)
LOCAL_MX = Fact(
    "local-mx",
    "A domain whose only mail server is localhost accepts no mail: that is the sender's machine.",
    True,
    "when name servers are asked about an address",
    "https://www.rfc-editor.org/rfc/rfc6761, 6.3",
    "2013-02",
)
IMPLICIT_MX = Fact(
    "implicit-mx",
    "A domain without a mail server accepts mail at its own address, if it has one.",
    True,
    "when name servers are asked about an address",
    "https://www.rfc-editor.org/rfc/rfc5321, 5.1",
    "2008-10",
)
DOMAIN_NAME = Fact(
    "domain-name",
    "A domain name has at most 253 characters.",
    253,
    "no name server is asked about a longer one",
    "https://www.rfc-editor.org/rfc/rfc1035, 2.3.4",
    "1987-11",
)
INTERNAL_NAMES = Fact(
    "internal-names",
    "Names that end in local, localhost, onion, alt, internal or home.arpa are in no public DNS.",
    ("local", "localhost", "onion", "alt", "internal", "home.arpa"),
    "no name server is asked about them",
    "RFC 6761, 6762, 7686, 8375 and 9476; ICANN on .internal",
    "2013 to 2024",
)
