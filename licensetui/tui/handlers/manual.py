"""The manual: the page of the subject that the help is about."""

from __future__ import annotations

from collections.abc import Mapping

from licensetui.tui.commands import sections
from licensetui.tui.desk import Desk
from licensetui.tui.messages import ShowManual
from licensetui.tui.screens.manual import ManualScreen

PAGES: Mapping[str, str] = {
    sections.ANYWHERE: "start",
    sections.IN_LISTS: "start",
    sections.ON_DASHBOARD: "dates",
    sections.IN_DAYS: "dates",
    sections.IN_FINDINGS: "dates",
    sections.ON_LICENSES: "licenses",
    sections.ON_CONTACTS: "absences",
    sections.ON_PORTAL: "portals",
    sections.ON_HISTORY: "safety",
    sections.IN_FORMS: "forms",
    sections.IN_FIELDS: "forms",
    sections.IN_RENEWALS: "licenses",
    sections.IN_ONE_RENEWAL: "licenses",
    sections.IN_SEVERAL: "licenses",
    sections.IN_EMAIL: "forms",
    sections.IN_LICENSE_CONTACTS: "licenses",
    sections.IN_DOCUMENTS: "licenses",
    sections.IN_VENDOR: "forms",
    sections.IN_CONTACT: "absences",
    sections.IN_ABSENCE: "absences",
    sections.IN_MEMBERS: "absences",
    sections.IN_NEW_CONTACTS: "absences",
    sections.IN_CHECK: "portals",
    sections.IN_LICENSE_KEY: "licenses",
    sections.IN_HANDOVER: "leavers",
    sections.IN_IMPORT: "import",
    sections.IN_PLAN: "import",
    sections.IN_CONFLICT: "safety",
}
"""The page about each section of the help."""


def show_manual(desk: Desk, request: ShowManual) -> None:
    """Show the page about a section of the help."""
    desk.show(ManualScreen(PAGES[request.title]))
