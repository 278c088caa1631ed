"""Textual's key bindings, made from the commands."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from licensetui.tui.command import Command


def bindings(*commands: type[Command], namespace: str = "") -> list[BindingType]:
    """Return one binding per command; its action is looked up where the bindings stand.

    With a `namespace` (`app`, `screen`) the action is looked up there instead.
    """
    return [_binding(command, namespace) for command in commands]


def _binding(command: type[Command], namespace: str) -> Binding:
    action = f"{namespace}.{command.action()}" if namespace else command.action()
    return Binding(
        command.keys,
        action,
        command.word,
        show=command.shown,
        key_display=command.key_names()[0],
        tooltip=command.help_text(),
        id=command.id(),
    )
