"""The line of an e-mail address: of a paste it takes the lines that have one."""

from __future__ import annotations

import re

from textual import events
from textual.message import Message

from licensetui.addresses.in_text import addresses_in
from licensetui.tui.widgets.line import MOST, Line

_MORE = re.compile(r"[^\w.@+-]")
# What stands beside an address, not in one.


class EmailLine(Line):
    """A line in which an address with something around it is no beginning of one."""

    class Pasted(Message):
        """More than an address was pasted: nobody types on in it."""

    def on_paste(self, event: events.Paste) -> None:
        """Tell that it is no typing; the text is taken as by any line."""
        if _MORE.search(event.text.strip()[:MOST]):
            self.post_message(self.Pasted())

    def pasted_lines(self, text: str) -> list[str]:
        """Return all addresses of a text of several lines as one; then what else it says."""
        lines = super().pasted_lines(text)
        if len(lines) < 2:
            return lines
        found = addresses_in(text[:MOST])
        shown = (f"{x.name} <{x.address}>" if x.name else x.address for x in found.people)
        return [", ".join(shown), *found.rest] if found.people else lines
