"""Keys that fix a finding, and what Enter opens."""

from __future__ import annotations

from typing import NamedTuple

from textual.message import Message

from licensetui.domain.finding import Finding, Remedy
from licensetui.domain.portal_roles import has_former_roles
from licensetui.domain.portal_steps import StepKind
from licensetui.outlook import Outlook
from licensetui.tui.commands import everywhere, records
from licensetui.tui.messages import EditContact, EditLicense, GivePresentRoles, ListSteps, NoteSeen

_KEYS = {
    Remedy.RENEW: (records.RENEW, "renew"),
    Remedy.SETTLE: (records.HANDLE, "done"),
    Remedy.HAND_OVER: (records.HAND_OVER, "hand over"),
    Remedy.DO_STEPS: (everywhere.SHOW_PORTAL, "steps"),
    Remedy.INSTALL_KEY: (records.KEY_CAME, "key received"),
    Remedy.GIVE_READERS: (everywhere.SHOW_PORTAL, "steps"),
}
"""By remedy, the command that fixes it better than Enter, and what it does."""
_FIELDS = {
    "email": "the address",
    "wanted": "its contacts",
    "terms": "its term",
    "notice_days": "its notice",
    "sen": "its number",
    "seats": "its seats",
    "seats_in_use": "its seats",
    "vendor": "its vendor",
    "members": "its members",
    "sign_in_known_by": "who can sign in",
    "away": "the absence",
    "deputy": "the deputy",
    "key_installed": "its license key",
}
"""What the fields of records are called in a sentence."""


class Mending(NamedTuple):
    """The keys to press on a finding."""

    enter: str
    """What Enter opens, in words; empty if the record is gone."""
    key: str
    """Another key that fixes it better, or empty."""
    word: str
    """What that key does."""

    @property
    def brief(self) -> str:
        """The other key with its word, for the end of a row: `r renew`."""
        return f"{self.key} {self.word}".strip()

    @property
    def words(self) -> str:
        """All there is to press: `Enter: its term, r: renew`."""
        parts = [f"Enter: {self.enter}"] if self.enter else []
        parts += [f"{self.key}: {self.word}"] if self.key else []
        return ", ".join(parts)


def mending(finding: Finding, outlook: Outlook) -> Mending:
    """Return what there is to press on a finding."""
    command, word = _KEYS.get(finding.remedy, (None, ""))
    key = command.key if command else ""
    match request(finding, outlook):
        case ListSteps():
            return Mending("its portal steps", key, word)
        case GivePresentRoles(licenses=licenses):
            return Mending(f"make them {licenses[0].portal.technical.label}s", "", "")
        case NoteSeen():
            return Mending("who the portal lists", "", "")
        case EditContact():
            return Mending(_FIELDS.get(finding.field, "the contact"), key, word)
        case EditLicense(license=license):
            key, word = ("", "") if command is everywhere.SHOW_PORTAL else (key, word)
            if (
                command is records.KEY_CAME
                and license
                and license.term
                and license.term.key_received
            ):
                word = "key installed"
            return Mending(_FIELDS.get(finding.field, "the license"), key, word)
    return Mending("", "", "")


def request(finding: Finding, outlook: Outlook) -> Message | None:
    """Return what to ask for so that a finding can be fixed; None if its record is gone."""
    contact = outlook.portfolio.contact(finding.contact)
    if contact is not None:
        return EditContact(contact, finding.field)
    license = outlook.portfolio.license(finding.license)
    if license is None:
        return None
    if finding.remedy is Remedy.GIVE_ROLE:
        licenses = tuple(filter(has_former_roles, outlook.current.licenses))
        return GivePresentRoles(licenses) if licenses else None
    if finding.remedy is Remedy.LOOK:
        return NoteSeen((license,))
    steps = [x for x in outlook.steps_of(license) if x.kind is not StepKind.LOOK]
    if finding.remedy is Remedy.GIVE_READERS and steps:  # who is wanted already may well read it
        return ListSteps(license)
    if finding.field != "on_portal":
        return EditLicense(license, finding.field)
    if outlook.steps_of(license):
        return ListSteps(license)
    return EditLicense(license, "wanted")
