"""A license key pasted into the form of a license: what it fills there, and what stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from licensetui.domain.counting import listed
from licensetui.domain.dataclass import dataclass
from licensetui.domain.draft import Json
from licensetui.domain.license import License, LicenseKey
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Ending, Term
from licensetui.exchange.key_fields import is_of_term, key_end
from licensetui.exchange.key_plan import new_license, plan_key
from licensetui.forms.field import text_of
from licensetui.vendors.atlassian.license_key import read_key

_OTHERS = 2
KEY = "key"
"""In a draft: the trace of a license key, if one was pasted."""


@dataclass(frozen=True)
class FormTrace:
    """The trace of a key that was pasted into a form, a draft of it included."""

    trace: LicenseKey
    """What is kept of it."""
    end: date | None
    """The end of its term."""

    def traced(self, license: License) -> License:
        """Return a license as typed with the trace, if the key is that of its term."""
        return replace(license, key=self.trace) if is_of_term(license, self.end) else license

    @property
    def json(self) -> Json:
        """What a draft keeps."""
        end = str(self.end) if self.end else None
        return {"last": self.trace.last, "sha256": self.trace.sha256, "end": end}


def trace_from(value: Json) -> FormTrace | None:
    """Return what `FormTrace.json` wrote; None for anything else in a draft."""
    try:
        found: Any = value
        end = found["end"]
        trace = LicenseKey(found["last"], found["sha256"])
        return FormTrace(trace, date.fromisoformat(end) if end else None)
    except (KeyError, TypeError, ValueError, StructureError):
        return None


@dataclass(frozen=True)
class FormKey:
    """A key that was pasted into a form."""

    kept: FormTrace
    """What is kept of it."""
    texts: Mapping[str, str]
    """What it fills, by the names of the fields."""
    words: tuple[str, ...]
    """What came of it, as sentences."""


def pasted_key(
    text: str, license: License, typed: Mapping[str, str], portfolio: Portfolio, today: date
) -> FormKey:
    """Return what a key fills in a form that holds a license as `typed` so far.

    Raises `DamagedKeyError`.
    """
    key = read_key(text)
    plan = plan_key(key, license, portfolio, today)
    after, made = plan.after(), new_license(key)
    term = after.term or Term(1)
    texts = {
        "name": made.name,
        "vendor": made.vendor,
        "product": made.product,
        "key_received": text_of(term.key_received),
    }
    texts = {name: text for name, text in texts.items() if text and not typed[name].strip()}
    texts |= {x.name: text_of(x.value) for x in plan.filled}
    if "end" in texts:
        texts["ends"] = Ending.MAINTENANCE.value if term.perpetual else term.ends.value
    stays = [f"{x.label}: {x.here} here, {x.there} in the key" for x in plan.different]
    kept = f"Only {key.trace} and the SHA-256 of the key are saved."
    words = [kept if is_of_term(after, key_end(key)) else ""]
    words += [f"{listed(stays, _OTHERS, '; ')}."] if stays else []
    words += plan.remarks
    return FormKey(FormTrace(key.trace, key_end(key)), texts, tuple(filter(None, words)))
