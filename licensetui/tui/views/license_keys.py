"""The keys that act on licenses, their terms and contacts, wherever licenses are listed."""

from __future__ import annotations

from textual.widget import Widget

from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.tui.bindings import requests
from licensetui.tui.commands import sections
from licensetui.tui.commands.everywhere import SHOW_CONTACTS
from licensetui.tui.messages import Tell, request_named


class LicenseKeys(Widget):
    """Asks for what the keys mean; to be mixed into a list, or into what has one.

    It comes after the list among the bases: Textual takes styles from the first.
    """

    BINDINGS = requests(*sections.LICENSE)

    def chosen_licenses(self) -> tuple[License, ...]:
        """Return the licenses to act on: the marked ones, else the one under the cursor."""
        raise NotImplementedError

    def shown_license(self) -> License | None:
        """Return the license under the cursor."""
        raise NotImplementedError

    def shown_record(self) -> License | Contact | None:
        """Return whom or what the line under the cursor is about."""
        return self.shown_license()

    def shown_contacts(self) -> tuple[Contact, ...]:
        """Return the contact that the line under the cursor is about, if it is about one."""
        record = self.shown_record()
        return (record,) if isinstance(record, Contact) else ()

    def action_ask(self, of: str, name: str, *about: str) -> None:
        """Make the request that a command names, unless there is nothing of which to ask."""
        whom = {
            "chosen": self.chosen_licenses,
            "shown license": self.shown_license,
            "shown": self.shown_record,
            "chosen contacts": self.shown_contacts,
        }[of]()
        if whom:
            self.post_message(request_named(name, whom, *about))
        elif of == "chosen contacts":
            key = SHOW_CONTACTS.key
            self.post_message(
                Tell(f"This finding is about no contact; press {key} for the contacts.")
            )
