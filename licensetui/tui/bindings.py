"""Textual's key bindings, made from the commands."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from licensetui.tui.command import Command, key_cap, keys_in_use


def bindings(*commands: Command) -> list[BindingType]:
    """Return one binding per command; its action is looked up where the bindings stand."""
    return [_binding(command, command.action) for command in commands]


def requests(*commands: Command) -> list[BindingType]:
    """Return one binding per command, which makes the request that the command names.

    Those of something are made by the widget in which they stand, by its `action_ask`.
    """
    return [_binding(command, _asking(command)) for command in commands]


def acting(actions: Mapping[Command, str]) -> list[BindingType]:
    """Return one binding per command, with what it does where they stand: `go_days(-7)`."""
    return [_binding(command, action) for command, action in actions.items()]


def choosing(choices: Mapping[Command, tuple[str, str, str]]) -> list[BindingType]:
    """Return one binding per command, for a form with fields in which it chooses something."""
    return acting({command: f"choose{choice}" for command, choice in choices.items()})


def key_shown(binding: Binding) -> str:
    """Return what stands on the first key of a binding, whoever has given it."""
    own = keys_in_use().get(binding.id or "", binding.key)
    return binding.key_display or key_cap(own.split(",")[0])


def _asking(command: Command) -> str:
    if not command.request:
        return command.action
    if command.of:
        return f"ask{(command.of, *command.request)}"
    return f"app.request({', '.join(map(repr, command.request))})"


def _binding(command: Command, action: str) -> Binding:
    return Binding(
        command.usual_keys,  # Textual puts those of the settings in their place
        action,
        command.word,
        show=command.shown,
        key_display=key_cap(command.usual_keys.split(",")[0]),
        tooltip=command.help,
        id=command.id,
    )
