"""License keys of twelve kinds and vendors' numbers of six, made up from a seed."""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable

LARGE = string.ascii_uppercase + string.digits
BASE31 = "0123456789abcdefghijklmnopqrstu"


def _of(r: random.Random, signs: str, count: int) -> str:
    return "".join(r.choice(signs) for _ in range(count))


def _base64(r: random.Random, count: int) -> str:
    return base64.b64encode(r.randbytes(count)).decode()


def _url64(r: random.Random, count: int) -> str:
    return base64.urlsafe_b64encode(r.randbytes(count)).decode().rstrip("=")


def _activation_code(r: random.Random) -> str:
    facts = json.dumps({"licenseId": _of(r, LARGE, 10), "products": _of(r, LARGE, 90)})
    head = base64.b64encode(facts.encode()).decode()
    return "-".join((_of(r, LARGE, 10), head, _base64(r, 128), _base64(r, 300)))


def _pem(r: random.Random) -> str:
    body = "\n".join(_base64(r, 48) for _ in range(r.randrange(2, 6)))
    return f"-----BEGIN LICENSE KEY-----\n{body}\n{_base64(r, 30)}\n-----END LICENSE KEY-----"


def _uuid(r: random.Random) -> str:
    return "-".join(r.randbytes(count).hex() for count in (4, 2, 2, 2, 6))


KEYS: dict[str, Callable[[random.Random], str]] = {
    "Atlassian": lambda r: f"AAAB{_base64(r, 300).rstrip('=')}X02{_of(r, BASE31, 2)}",
    "JetBrains activation code": _activation_code,
    "JetBrains license id": lambda r: _of(r, LARGE, 10),
    "PEM": _pem,
    "JWT": lambda r: f"eyJhbGciOiJIUzI1NiJ9.{_url64(r, 60)}.{_url64(r, 32)}",
    "32 hex": lambda r: r.randbytes(16).hex(),
    "40 hex": lambda r: r.randbytes(20).hex().upper(),
    "64 hex": lambda r: r.randbytes(32).hex(),
    "UUID": _uuid,
    "24 digits": lambda r: _of(r, string.digits, 24),
    "five by five": lambda r: "-".join(_of(r, "BCDFGHJKMPQRTVWXY2346789", 5) for _ in range(5)),
    "short base64": lambda r: _base64(r, r.choice((12, 16, 18, 24))),
    "token": lambda r: (
        r.choice(("ghp_", "npm_", "glpat-")) + _of(r, string.ascii_letters + string.digits, 36)
    ),
}
NUMBERS: dict[str, Callable[[random.Random], str]] = {
    "SEN": lambda r: f"SEN-{r.choice(('', 'L'))}{r.randrange(10**6, 10**8)}",
    "Entitlement number": lambda r: "E-" + "-".join(_of(r, LARGE, 3) for _ in range(3)),
    "Subscription ID": _uuid,
    "Order number": lambda r: r.choice(("", "PO-")) + _of(r, string.digits, r.randrange(8, 24)),
    "Customer ID": lambda r: r.choice(("C", "CUST-", "")) + _of(r, string.digits, 9),
    "Server ID": lambda r: f"B{_of(r, LARGE, 3)}-" + "-".join(_of(r, LARGE, 4) for _ in range(3)),
}
"""By the header under which they stand."""


def keys(count: int, seed: int = 15) -> list[tuple[str, str]]:
    """Return keys of all kinds in turn, each with its kind."""
    r = random.Random(seed)  # noqa: S311  # the same each time
    kinds = list(KEYS.items())
    return [(kind, make(r)) for kind, make in (kinds[n % len(kinds)] for n in range(count))]


def numbers(count: int, seed: int = 15) -> list[tuple[str, str]]:
    """Return numbers of all kinds in turn, each with its header."""
    r = random.Random(seed)  # noqa: S311  # the same each time
    kinds = list(NUMBERS.items())
    return [(kind, make(r)) for kind, make in (kinds[n % len(kinds)] for n in range(count))]
