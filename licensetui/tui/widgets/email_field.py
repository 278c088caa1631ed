"""The field for an e-mail address, with what there is to say of it below, in three fixed lines."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from licensetui.addresses.syntax import check_syntax
from licensetui.domain.contact import Contact
from licensetui.tui.widgets.bars import Hint
from licensetui.tui.widgets.line import Line


class EmailField(Vertical):
    """An address being typed. Only broken syntax is wrong; nothing here blocks anything."""

    DEFAULT_CSS = """
    EmailField { height: 4; }
    EmailField Input { height: 1; }
    """

    def __init__(
        self, value: str, known: Callable[[str], Contact | None], *, id: str | None = None
    ) -> None:
        """Start with `value`; `known` finds another contact with the same address."""
        super().__init__()
        self._value = value
        self._known = known
        self._input_id = id

    def compose(self) -> ComposeResult:
        """Lay out the line and what is said of it."""
        yield Line(self._value, id=self._input_id)
        yield Hint()

    def on_mount(self) -> None:
        """Say what there is to say of the address as it was."""
        self._judge(is_typing=False)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._judge(is_typing=True)

    @on(Input.Blurred)
    def _left(self) -> None:
        self._judge(is_typing=False)

    def _judge(self, *, is_typing: bool) -> None:
        text = self.query_one(Input).value
        hint = self.query_one(Hint)
        if not text.strip():
            hint.say("* NONE     nobody can be written to")
            return
        if is_typing and not _is_whole(text):
            hint.say("           type on: name@domain.example")
            return
        syntax = check_syntax(text)
        lines = [". syntax   sound" if syntax.ok else f"x syntax   {syntax.problem}"]
        other = self._known(syntax.normalized or text)
        if other is not None:
            lines.append(f"* known    already the address of {other.label}")
        hint.say(*lines, is_error=not syntax.ok)


def _is_whole(text: str) -> bool:
    """Say whether a text could be a whole address: before that there is nothing to judge."""
    _local, at, domain = text.strip().partition("@")
    return bool(at) and "." in domain.strip(".")
