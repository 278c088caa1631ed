"""Moments in words, in the local time zone."""

from __future__ import annotations

from datetime import date, datetime

from licensetui.domain.months import day_and_month


def moment(at: datetime) -> str:
    """Return a time in the local time zone: `2026-11-22 10:31`."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def brief_moment(at: datetime, today: date) -> str:
    """Return a time as briefly as today allows: `22 Nov 10:31`, in another year `2025-11-22`."""
    local = at.astimezone()
    if local.year != today.year:
        return str(local.date())
    return f"{day_and_month(local.date())} {local:%H:%M}"
