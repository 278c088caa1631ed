"""A rule with a title, over the part of a form that it is about."""

from __future__ import annotations

from licensetui.tui.widgets.detail import Detail


class SectionRule(Detail):
    """A title in a rule."""

    DEFAULT_CSS = "SectionRule { height: 1; }"

    def __init__(self, title: str, *, id: str | None = None) -> None:
        """Say what stands below."""
        super().__init__(id=id)
        self.set_reactive(SectionRule.title, title)
