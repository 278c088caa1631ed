"""The manual: a page in Markdown for each subject, for `licensetui help` and the `?` screens."""

from __future__ import annotations

from licensetui.packaged import packaged_text

TOPICS = (
    "start",
    "dates",
    "licenses",
    "keys",
    "forms",
    "commands",
    "import",
    "reminders",
    "calendar",
    "report",
    "absences",
    "leavers",
    "portals",
    "data",
    "team",
    "safety",
    "settings",
    "ssh",
    "security",
    "vendors",
)
"""The pages in the order in which they are listed; each is the file of its name."""


def page(topic: str) -> str:
    """Return a page as Markdown."""
    return packaged_text(__package__, f"{topic}.md")


def title(topic: str) -> str:
    """Return the title of a page."""
    return page(topic).partition("\n")[0].removeprefix("# ")
