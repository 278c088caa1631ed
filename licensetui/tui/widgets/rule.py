"""A rule with a title, over the part of a form that it is about."""

from __future__ import annotations

from licensetui.tui.widgets.detail import Detail


class Rule(Detail):
    """A title in a rule."""

    DEFAULT_CSS = "Rule { height: 1; }"

    def __init__(self, title: str, *, id: str | None = None) -> None:
        """Say what stands below."""
        super().__init__(id=id)
        self.set_reactive(Rule.title, title)
