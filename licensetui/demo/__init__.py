"""The demo portfolio: a made-up company with every state a license can be in."""

from __future__ import annotations

from datetime import date

from licensetui.demo.contacts import demo_contacts
from licensetui.demo.licenses import demo_licenses
from licensetui.domain.portfolio import Portfolio


def demo_portfolio(today: date) -> Portfolio:
    """Return licenses and contacts with positive ids; all days are relative to `today`."""
    return Portfolio(demo_licenses(today), demo_contacts(today))
