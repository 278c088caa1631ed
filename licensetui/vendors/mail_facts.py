"""What is known of the mails that vendors write: on which days, and to whom."""

from __future__ import annotations
