"""What the rules find, kept by what they look at."""

from __future__ import annotations

