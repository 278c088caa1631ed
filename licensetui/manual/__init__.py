"""The manual: a page in Markdown for each subject, for `licensetui help` and the `?` screens."""

from __future__ import annotations

from importlib import resources

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
    "safety",
    "settings",
    "ssh",
    "security",
    "vendors",
)
"""The pages in the order in which they are listed; each is the file of its name."""


def page(topic: str) -> str:
    """Return a page as Markdown."""
    return resources.files(__package__).joinpath(f"{topic}.md").read_text("utf-8")


def summary(topic: str) -> str:
    """Return what a page is about: its first sentence, below the title."""
    return page(topic).split("\n", 2)[2].partition(".")[0].replace("\n", " ")
