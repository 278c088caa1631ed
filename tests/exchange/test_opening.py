"""Which program opens a document."""

from __future__ import annotations

import pytest

from licensetui.exchange.opening import opener

WINDOWS = {"DISPLAY": ":0"}


def there(program: str) -> str | None:
    return None if program == "gone" else f"/usr/bin/{program}"


@pytest.mark.parametrize(
    ("environ", "command"),
    [
        ({}, None),
        (WINDOWS, ["xdg-open", "T"]),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ["xdg-open", "T"]),
        ({"BROWSER": "w3m"}, ["w3m", "T"]),
        ({"BROWSER": "w3m", **WINDOWS}, ["w3m", "T"]),
        ({"BROWSER": "gone:'my browser' --new:w3m"}, ["my browser", "--new", "T"]),
        ({"BROWSER": "firefox -url=%s --x"}, ["firefox", "-url=T", "--x"]),
        ({"BROWSER": "firefox %s &"}, ["firefox", "T"]),
        ({"BROWSER": "gone", **WINDOWS}, None),
        ({"BROWSER": "'unclosed", **WINDOWS}, None),
        ({"BROWSER": "&", **WINDOWS}, None),
    ],
)
def test_it_is_the_browser_that_is_named_else_that_of_the_desktop(
    environ: dict[str, str], command: list[str] | None
) -> None:
    found = opener(environ, there)
    assert (found.command("T") if found else None) == command


@pytest.mark.parametrize(
    ("environ", "needs_terminal"),
    [
        ({"BROWSER": "w3m", **WINDOWS}, True),
        ({"BROWSER": "/usr/bin/lynx", **WINDOWS}, True),
        ({"BROWSER": "firefox", **WINDOWS}, False),
        ({"BROWSER": "firefox"}, True),
        ({"BROWSER": "remote-browser &"}, False),
        (WINDOWS, False),
    ],
)
def test_the_screen_is_left_to_what_draws_in_it(
    environ: dict[str, str], needs_terminal: bool
) -> None:
    found = opener(environ, there)
    assert found
    assert found.needs_terminal is needs_terminal
