"""The screens and forms of the demo, and the keys that lead there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """A screen, and how to come to it and back."""

    keys: tuple[str, ...]
    """What to press, as Textual calls it."""
    back: tuple[str, ...] = ("escape", "escape", "escape", "escape")
    """What leads back to a view."""


def _to(keys: str, typed: str = "", *then: str) -> Stop:
    return Stop((*keys.split(), *(KEYS.get(letter, letter) for letter in typed), *then))


KEYS = {
    " ": "space",
    ".": "full_stop",
    "@": "at",
    "-": "minus",
    "/": "slash",
    "?": "question_mark",
    ":": "colon",
    "!": "exclamation_mark",
}
"""Names of keys for characters."""

WALK = {
    "dashboard": _to("1 g"),
    "dashboard-second": _to("1 tab"),
    "dashboard-third": _to("1 tab"),
    "costs": Stop(("1", "a"), ("a", "shift+tab", "shift+tab")),
    "licenses": _to("2 g j j"),
    "licenses-found": _to("2 slash", "jira", "enter"),
    "licenses-none": _to("2 slash", "zzzz"),
    "license-new": _to("2 n"),
    "license-form": _to("2 g j enter"),
    "license-form-typed": _to("2 g j enter", "x", *["tab"] * 6),
    "license-form-contacts": _to("2 g j enter", "", *["shift+tab"] * 3),
    "renew": _to("2 g j r"),
    "renew-several": _to("2 g j space j space r"),
    "co-term": _to("2 g j c"),
    "terms": _to("2 g j T"),
    "snooze": _to("2 g j z"),
    "decision": _to("2 g j d"),
    "technical": _to("2 g j t"),
    "checked": _to("2 g j v"),
    "who-sees": _to("2 g j i"),
    "license-key": _to("2 g j K"),
    "filter": _to("2 f"),
    "export": _to("2 E"),
    "contacts": _to("3 g j j"),
    "contact-form": _to("3 slash", "anna", "enter", "enter"),
    "contact-form-wrong": _to("3 slash", "karel", "enter", "enter"),
    "contact-new": _to("3 n"),
    "contact-typo": _to("3 n", "Zoe", "tab", *"zoe", "at", *"gmial", "full_stop", *"com"),
    "contact-refused": _to("3 n tab", "zoe", "at", "ctrl+s"),
    "absence": _to("3 g j A"),
    "team-form": _to("3 slash", "ops", "enter", "enter"),
    "contacts-pasted": _to("3 p"),
    "leaving": _to("3 g j L"),
    "handover": _to("3 slash", "anna", "enter", "H"),
    "handover-2": _to("3 slash", "anna", "enter", "H", *"+30", "enter", "enter"),
    "portal": _to("4 g"),
    "portal-ticked": _to("4 g space"),
    "history": _to("5"),
    "entry": _to("5 g enter"),
    "import": _to("I"),
    "commands": _to("colon"),
    "help": _to("1 question_mark"),
    "form-help": _to("2 g j enter ctrl+g"),
}
"""The stops by name, in an order in which none is in the way of the next."""
