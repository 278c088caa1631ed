"""Is this address wise? So far: is it well formed at all."""

from __future__ import annotations

from licensetui.addresses.syntax import Syntax, check_syntax

__all__ = ["Syntax", "check_syntax"]
