"""Keys of Atlassian's form with random signatures: none opens anything anywhere."""

from __future__ import annotations

import base64
import hashlib
import zlib

PREFIX = bytes((13, 14, 12, 10, 15))
JIRA = {
    "Description": "Jira Software (Data Center)\\: Commercial License",
    "CreationDate": "2026-11-20",
    "PurchaseDate": "2026-11-20",
    "LicenseExpiryDate": "2027-12-01",
    "MaintenanceExpiryDate": "2027-12-01",
    "Organisation": "Acme GmbH",
    "ContactName": "Anna Keller",
    "ContactEMail": "anna.keller@acme.com",
    "SEN": "SEN-1001",
    "ServerID": "B8KN-XXXX-YYYY-ZZZZ",
    "NumberOfUsers": "500",
    "LicenseTypeName": "COMMERCIAL",
    "Evaluation": "false",
    "Subscription": "true",
    "jira.active": "true",
    "jira.DataCenter": "true",
}


def a_key(lines: int = 76, seed: int = 1, **said: str | None) -> str:
    """Return a key that says what `JIRA` does, but for `said` (dots as `__`; None leaves out)."""
    stated = {**JIRA, **{name.replace("__", "."): value for name, value in said.items()}}
    text = "".join(f"{name}={value}\n" for name, value in stated.items() if value is not None)
    return of_text(text.encode(), lines, seed)


def of_text(text: bytes, lines: int = 76, seed: int = 1) -> str:
    """Return a key around any text."""
    return of_packed(zlib.compress(b"#Fri Nov 20 09:00:00 CST 2026\n" + text), lines, seed)


def of_packed(packed: bytes, lines: int = 76, seed: int = 1) -> str:
    """Return a key around what is packed already, in lines of so many characters."""
    body = PREFIX + packed
    noise = hashlib.sha512(bytes([seed])).digest()
    numbers = b"".join(b"\x02\x14\x01" + noise[at : at + 19] for at in (0, 19))
    raw = len(body).to_bytes(4, "big") + body + b"\x30" + bytes([len(numbers)]) + numbers
    part = base64.b64encode(raw).decode()
    key = f"{part}X02{in_base_31(len(part))}"
    return "\n".join(key[at : at + lines] for at in range(0, len(key), lines))


def in_base_31(number: int) -> str:
    """Return a number in base 31."""
    digits = "0123456789abcdefghijklmnopqrstu"
    return (in_base_31(number // 31) if number >= 31 else "") + digits[number % 31]
