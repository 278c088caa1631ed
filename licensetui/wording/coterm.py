"""Costs of a common end in words."""

from __future__ import annotations

from licensetui.domain.coterm import CoTermPlan
from licensetui.domain.settings import Settings
from licensetui.domain.totals import sums_in_order


def cost_words(plan: CoTermPlan, settings: Settings) -> str:
    """Return what all short terms cost together, each currency by itself."""
    return ", ".join(map(str, sums_in_order(plan.amounts, settings))) or "no known cost"


def unpriced_words(count: int) -> str:
    """Return of how many short terms nobody knows the cost."""
    return f"{count} of unknown cost"
