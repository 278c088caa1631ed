"""The numbers by which a vendor knows a license."""

from __future__ import annotations

import re

from licensetui.reading.cells import one_line
from licensetui.vendors.number_facts import ENTITLEMENT, SEN, SEN_TRIAL


def read_sen(text: str) -> str:
    """Return a support entitlement number as Atlassian writes it; anything else as it stands.

    Forms: `SEN-1234567`, and `SEN-L12345678` for a trial.
    """
    written = one_line(text)
    found = SEN.value.fullmatch(written)
    return f"SEN-{found[1].upper()}{found[2]}" if found else written


def read_entitlement(text: str) -> str:
    """Return a Cloud number, `E-XXX-XXX-XXX` of three or four groups; else the text."""
    written = one_line(text)
    if not ENTITLEMENT.value.fullmatch(written):
        return written
    return re.sub("[\N{EN DASH} ]", "-", written).upper()


def is_entitlement(text: str) -> bool:
    """Say whether a text is written as a Cloud entitlement number."""
    return bool(ENTITLEMENT.value.fullmatch(one_line(text)))


def is_trial(sen: str) -> bool:
    """Say whether a SEN is that of an evaluation license."""
    return read_sen(sen).startswith(SEN_TRIAL.value)


def sen_key(text: str) -> str:
    """Return a SEN in the form in which two are compared."""
    return read_sen(text).casefold()


def entitlement_key(text: str) -> str:
    """Return an entitlement number in the form in which two are compared."""
    return read_entitlement(text).casefold()
