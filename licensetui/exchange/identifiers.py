"""The numbers by which a vendor knows a license."""

from __future__ import annotations

import hashlib
import re

from licensetui.domain.license import LicenseKey
from licensetui.exchange.cells import one_line

_SEN = re.compile(r"SEN[-\N{EN DASH}:#. ]*(L?)[- ]?([0-9]+)", re.IGNORECASE)
_ENTITLEMENT = re.compile(r"E(?:[-\N{EN DASH} ][A-Z0-9]{3}){3,4}", re.IGNORECASE)

_KEY = re.compile(r"[A-Za-z0-9+/=]{60,}|[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4,}")
"""An Atlassian key is base64 of some hundred characters; a product key has groups of five."""
KEPT = 6
"""How many characters of a key are kept."""


def read_key(text: str) -> LicenseKey | None:
    """Return what may be kept of a license key, None for a text that is no key.

    Columns called serial number hold keys as often as numbers. A key is a secret: only its end
    and its SHA-256 go into the file.
    """
    key = "".join(text.split())
    if not _KEY.fullmatch(key):
        return None
    return LicenseKey(key[-KEPT:], hashlib.sha256(key.encode()).hexdigest())


def read_sen(text: str) -> str:
    """Return a support entitlement number as Atlassian writes it; anything else as it stands.

    Forms: `SEN-1234567`, and `SEN-L12345678` for a trial.
    """
    written = one_line(text)
    found = _SEN.fullmatch(written)
    return f"SEN-{found[1].upper()}{found[2]}" if found else written


def read_entitlement(text: str) -> str:
    """Return a Cloud entitlement number as Atlassian writes it; anything else as it stands.

    Forms: `E-XXX-XXX-XXX`, with three or four groups.
    """
    written = one_line(text)
    if not _ENTITLEMENT.fullmatch(written):
        return written
    return re.sub("[\N{EN DASH} ]", "-", written).upper()


def is_trial(sen: str) -> bool:
    """Say whether a SEN is that of an evaluation license."""
    return read_sen(sen).startswith("SEN-L")


def sen_key(text: str) -> str:
    """Return a SEN in the form in which two are compared."""
    return read_sen(text).casefold()


def entitlement_key(text: str) -> str:
    """Return an entitlement number in the form in which two are compared."""
    return read_entitlement(text).casefold()
