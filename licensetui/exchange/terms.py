"""What a row says about the terms of a license."""

from __future__ import annotations

from dataclasses import replace

from licensetui.domain.license import Hosting, License
from licensetui.domain.money import Money
from licensetui.domain.term import Decision, Ending, Progress, Term, TermKind
from licensetui.exchange.draft import Draft
from licensetui.exchange.values import with_values

Terms = tuple[Term, ...]
"""The terms of one license, oldest first."""


def merge_terms(license: License, draft: Draft) -> tuple[Terms, tuple[str, ...], tuple[str, ...]]:
    """Return the terms of a license after an import, what changed, and remarks.

    The same days are the same term. A row that starts when the current term ends, or later, is a
    renewal; one that ended before the current term began is an old one and changes nothing.
    Otherwise the current term takes what the row says, and its days cannot contradict each other.
    """
    current = license.term
    if current is None:
        added = first_term(draft, license.hosting)
        terms: Terms = (added,) if added else ()
        return terms, tuple(f"new term {_days(term)}" for term in terms), ()
    same = _same_term(license.terms, draft)
    if same:
        merged, changes = _merged(same, draft)
        terms = tuple(merged if term.id == same.id else term for term in license.terms)
        return terms, changes, ()
    if draft.end and current.start and draft.end <= current.start:
        return license.terms, (), (f"the row's term ended {draft.end}: a later one is known",)
    if draft.start and current.end and draft.start >= current.end:
        added = _renewal(license, current, draft)
        return (*license.terms, added), (f"renewed: new term {_days(added)}",), ()
    merged, changes = _merged(current, draft)
    return (*license.terms[:-1], merged), changes, ()


def first_term(draft: Draft, hosting: Hosting) -> Term | None:
    """Return the first term of a license, or None if the row says nothing about one.

    A Server license is perpetual: only its maintenance ends.
    """
    is_server = hosting is Hosting.SERVER
    said = (draft.start, draft.end, draft.cost, draft.notice_days, draft.auto_renew)
    if not is_server and not draft.order_number and all(value is None for value in said):
        return None
    return Term(
        id=1,
        start=draft.start,
        end=draft.end,
        ends=Ending.MAINTENANCE if is_server else Ending.LICENSE,
        perpetual=is_server,
        auto_renew=bool(draft.auto_renew),
        notice_days=draft.notice_days,
        cost=draft.cost,
        order_number=draft.order_number,
    )


def _same_term(terms: Terms, draft: Draft) -> Term | None:
    """Return the newest term with the days of the row, as far as the row says them."""
    if not draft.start and not draft.end:
        return terms[-1]
    for term in reversed(terms):
        if draft.start in (None, term.start) and draft.end in (None, term.end):
            return term
    return None


def _renewal(license: License, current: Term, draft: Draft) -> Term:
    """Return the term that follows the current one: its conditions stay, its state does not."""
    empty = replace(
        current,
        id=license.next_term_id(),
        start=draft.start,
        end=draft.end,
        kind=TermKind.RENEWAL,
        cost=None,
        quote="",
        order_number="",
        decision=Decision.UNDECIDED,
        progress=Progress.OPEN,
        snoozed_until=None,
    )
    return _merged(empty, draft)[0]


def _merged(term: Term, draft: Draft) -> tuple[Term, tuple[str, ...]]:
    """Return a term with all that the row says, and what changed."""
    said = {
        "start": draft.start,
        "end": draft.end,
        "cost": _cost(term, draft),
        "notice_days": draft.notice_days,
        "auto_renew": draft.auto_renew,
        "order_number": draft.order_number or None,
    }
    return with_values(term, {field: value for field, value in said.items() if value is not None})


def _cost(term: Term, draft: Draft) -> Money | None:
    """Return the cost in the row; in the term's currency where the row does not name one."""
    if draft.cost and draft.is_currency_assumed and term.cost:
        return Money(draft.cost.amount, term.cost.currency)
    return draft.cost


def _days(term: Term) -> str:
    return f"{term.start or '?'} to {term.end or '?'}"
