"""Facts about the form of Atlassian's license keys."""

from __future__ import annotations

from licensetui.vendors.fact import Fact, Sureness

_DECODERS = "public decoders of keys and their descriptions (Version2LicenseDecoder)"
_LOOKED_UP = "undated, looked up on 2026-11-27"

VERSIONS = Fact(
    "key-end",
    "Atlassian's license keys are base64, X02 (once X01) and a length; line breaks mean nothing.",
    ("01", "02"),
    "when a key is pasted: what is cut, doubled or changed is said",
    "https://developer.atlassian.com/platform/marketplace/license-import-api-for-server-apps",
    _LOOKED_UP,
    Sureness.REPORTED,
)
LENGTH_BASE = Fact(
    "key-length",
    "The length at the end of a license key counts the base64 characters, in base 31.",
    31,
    "when a key is pasted: how many characters are missing",
    _DECODERS,
    _LOOKED_UP,
    Sureness.REPORTED,
)
TEXT_PREFIX = Fact(
    "key-text",
    "A license key holds a length, the bytes 13 14 12 10 15, packed properties and a signature.",
    (13, 14, 12, 10, 15),
    "when a key is pasted: its dates, seats, numbers and contact are read",
    _DECODERS,
    _LOOKED_UP,
    Sureness.REPORTED,
)
RENEWED_KEYS = Fact(
    "key-renewed",
    "Whoever renews a Data Center or Server license gets a new key, on my.atlassian.com, and has "
    "to install it.",
    ("data center", "server"),
    "in findings: a renewal whose key is not installed, shortly before the old term ends",
    "https://confluence.atlassian.com/jira/updating-your-jira-license-details-62980546.html",
    _LOOKED_UP,
    Sureness.REPORTED,
)
