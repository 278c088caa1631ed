"""Outcomes for several licenses at once, and which of them cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from licensetui.domain.counting import and_more
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError
from licensetui.findings.objections import Objection, objections
from licensetui.forms.field import Field
from licensetui.tui.commands import forms

STOP, LEAVE_OUT = "nothing is saved", "skipped"
"""What is done if one of the licenses cannot be done."""
REFUSED_FIELD = Field(
    "refused",
    "If refused",
    f"{forms.LEAVE_OUT.key}: skip what cannot be renewed, and save the others",
    choices=(STOP, LEAVE_OUT),
)


LICENSES = "licenses"
"""In a draft: the ids of the licenses."""


def ids_text(licenses: Iterable[License]) -> dict[str, str]:
    """Return what a draft keeps of the licenses of a form about several."""
    ids = ",".join(str(license.id) for license in licenses)
    return {LICENSES: ids} if ids else {}


def drafted(draft: Draft, portfolio: Portfolio) -> tuple[License, ...]:
    """Return the licenses of a draft, those that are gone left out."""
    ids = [int(id) for id in draft.texts.get(LICENSES, "").split(",") if id.isdecimal()]
    found = (portfolio.license(id) for id in ids)
    return tuple(license for license in found if license is not None)


@dataclass(frozen=True)
class Outcome:
    """What becomes of one license."""

    license: License
    """The license as it is."""
    after: License | None
    """The license as it would be; None where that cannot even be said."""
    reason: str = ""
    """What speaks against it, as a sentence without a full stop; empty if nothing does."""
    is_refused: bool = False
    """Whether it must not be saved so."""


def leaves_out(texts: Mapping[str, str]) -> bool:
    """Say whether what is refused is to be left out."""
    return texts[REFUSED_FIELD.name] == LEAVE_OUT


def outcomes(
    licenses: Iterable[License],
    become: Callable[[License], License],
    portfolio: Portfolio,
    today: date,
) -> tuple[Outcome, ...]:
    """Return what becomes of licenses that are changed together.

    Each is judged beside the others as they would then be: what is refused stays as it is, which
    may stand in the way of what hangs on it. `become` may raise `StructureError`.
    """
    found = [_become(license, become) for license in licenses]
    while True:
        accepted = [x.after for x in found if x.after and not x.is_refused]
        beside = portfolio.with_licenses(accepted)
        judged = [x if x.is_refused else _judged(x, beside, today) for x in found]
        if [x.is_refused for x in judged] == [x.is_refused for x in found]:
            return tuple(judged)
        found = judged


def refused_words(found: Iterable[Outcome], verb: str) -> str:
    """Return how many cannot be done and why the first of them cannot; empty if all can.

    `verb` says what: `renewed`.
    """
    refused = [outcome for outcome in found if outcome.is_refused]
    if not refused:
        return ""
    first, more = refused[0], and_more(len(refused) - 1, ",")
    why = f"{first.license.name} cannot be {verb}: {first.reason}{more}"
    return f"{why}. {forms.LEAVE_OUT.key} skips them."


def _become(license: License, become: Callable[[License], License]) -> Outcome:
    if license.archived:
        return Outcome(license, None, "it is archived", is_refused=True)
    try:
        return Outcome(license, become(license))
    except StructureError as error:
        return Outcome(license, None, error.problem, is_refused=True)


def _judged(outcome: Outcome, portfolio: Portfolio, today: date) -> Outcome:
    if outcome.after is None:
        return outcome
    found: tuple[Objection, ...] = objections(outcome.license, outcome.after, portfolio, today)
    if not found:
        return replace(outcome, reason="", is_refused=False)
    return replace(outcome, reason=found[0].reason, is_refused=found[0].refuses)
