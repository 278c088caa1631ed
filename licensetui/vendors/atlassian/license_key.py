"""License keys of Atlassian read: what the vendor wrote into them on the day of the purchase.

Read only: no key is made, changed or kept here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from licensetui.domain.license import Hosting, LicenseKey, LicenseType, Seats
from licensetui.domain.secret import kept
from licensetui.vendors.atlassian.key_parts import DamagedKeyError as DamagedKeyError
from licensetui.vendors.atlassian.key_parts import encoded_part, key_in, properties_in
from licensetui.vendors.atlassian.key_parts import is_like_key as is_like_key

_TYPES = {
    "COMMERCIAL": LicenseType.COMMERCIAL,
    "ACADEMIC": LicenseType.ACADEMIC,
    "COMMUNITY": LicenseType.COMMUNITY,
    "NON_PROFIT": LicenseType.COMMUNITY,
    "OPEN_SOURCE": LicenseType.OPEN_SOURCE,
    "DEVELOPER": LicenseType.DEVELOPER,
    "STARTER": LicenseType.STARTER,
    "DEMONSTRATION": LicenseType.DEMONSTRATION,
    "PERSONAL": LicenseType.PERSONAL,
    "EVALUATION": LicenseType.EVALUATION,
}
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_DURATION = re.compile(r"P\d+[A-Z]")
_IN_BRACKETS = re.compile(r"\((Data Center|Server)\)", re.IGNORECASE)


@dataclass(frozen=True)
class IssuedKey:
    """A license key, read: what it says, and what may be kept of it."""

    trace: LicenseKey
    """The last six characters and the SHA-256: the key itself is nowhere in here."""
    description: str = ""
    """What the vendor calls it: `Jira Software (Data Center): Commercial License`."""
    organization: str = ""
    """Who it was issued to."""
    contact_name: str = ""
    """The contact of that day."""
    contact_address: str = ""
    """The contact's address on that day."""
    sen: str = ""
    """Support entitlement number."""
    server_id: str = ""
    """The server it is for; empty for any."""
    seats: Seats = None
    """Users, or unlimited."""
    type: LicenseType | None = None
    """What sort of license it is; None where that is not said, or in a word not known."""
    hosting: Hosting | None = None
    """Where it runs, if it says so."""
    ends: date | None = None
    """Last day of the license; None if it never ends, or as said in `lasts`."""
    lasts: str = ""
    """How long it lasts from the day on which it is installed, as it is written: `P3H`."""
    maintenance_ends: date | None = None
    """Last day of maintenance."""
    purchased: date | None = None
    """Day of the purchase."""
    issued: date | None = None
    """Day on which the key was made."""
    is_active: tuple[str, ...] = ()
    """The products it switches on: `jira`, `conf`."""

    @property
    def product(self) -> str:
        """The product in the description, without hosting and type; empty if there is none."""
        return re.split(r"[(:]", self.description)[0].strip()


def read_key(text: str) -> IssuedKey:
    """Return what a pasted key says, or raise `DamagedKeyError` with what is wrong with it."""
    key = key_in(text)
    said = _Properties(properties_in(encoded_part(key)))
    expiry = said.text("LicenseExpiryDate")
    evaluation = said.text("Evaluation").casefold() == "true"
    return IssuedKey(
        trace=kept(key),
        description=said.text("Description"),
        organization=said.text("Organisation"),
        contact_name=said.text("ContactName"),
        contact_address=said.text("ContactEMail"),
        sen=said.text("SEN"),
        server_id=said.text("ServerID"),
        seats=_seats(said.text("NumberOfUsers")),
        type=LicenseType.EVALUATION if evaluation else _TYPES.get(said.text("LicenseTypeName")),
        hosting=_hosting(said),
        ends=_day(expiry),
        lasts=expiry if _DURATION.fullmatch(expiry) else "",
        maintenance_ends=_day(said.text("MaintenanceExpiryDate")),
        purchased=_day(said.text("PurchaseDate")),
        issued=_day(said.text("CreationDate")),
        is_active=said.active,
    )


class _Properties:
    """The properties of a key: some stand there for each product alone, `conf.ContactEMail`."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said
        self.active = tuple(
            sorted(
                name.removesuffix(".active")
                for name, value in said.items()
                if name.endswith(".active") and value.strip().casefold() == "true"
            )
        )

    def text(self, name: str) -> str:
        """Return a value on one line; of several products' the one that all agree on, or none."""
        values = {self._said[name]} if self._said.get(name, "").strip() else self._of_products(name)
        return " ".join(values.pop().split()) if len(values) == 1 else ""

    def is_any(self, ending: str) -> bool:
        """Say whether something with that ending is true."""
        return any(
            value.strip().casefold() == "true"
            for name, value in self._said.items()
            if name == ending or name.endswith("." + ending)
        )

    def _of_products(self, name: str) -> set[str]:
        return {
            value.strip()
            for key, value in self._said.items()
            if key.endswith("." + name) and value.strip()
        }


def _hosting(said: _Properties) -> Hosting | None:
    if said.is_any("DataCenter"):
        return Hosting.DATA_CENTER
    found = _IN_BRACKETS.search(said.text("Description"))
    return Hosting(found[1].casefold()) if found else None


def _seats(text: str) -> Seats:
    if text == "-1":
        return "unlimited"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


def _day(text: str) -> date | None:
    """Return a day; None for an empty text, a word such as `unlimited`, and a duration."""
    found = _DATED.match(text)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
