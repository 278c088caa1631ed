"""The portfolio as seen today: every answer once, kept while it holds, and asked for by everybody.

    outlook = Outlook(portfolio, today, settings)
    later = outlook.after(portfolio.with_licenses([changed]), today)

What follows from one license is kept as long as that license and the contacts around it are the
same objects; what follows from one contact likewise. Nothing is worked out before somebody asks.
"""

from __future__ import annotations

from licensetui.outlook.outlook import Outlook

__all__ = ["Outlook"]
