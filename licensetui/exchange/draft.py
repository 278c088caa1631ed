"""What one row of a table says about a license, before anybody asks whether it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from licensetui.domain.license import Hosting, LicenseKey, LicenseType, Role, Seats, Unit
from licensetui.domain.money import Money
from licensetui.exchange.people import Person


@dataclass(frozen=True)
class Draft:
    """A row, read. What is empty or None the row does not say."""

    line: int
    """Line of the file."""
    name: str
    """Never empty."""
    vendor: str = ""
    """Who sells it."""
    product: str = ""
    """The vendor's product."""
    hosting: Hosting | None = None
    """Where it runs."""
    type: LicenseType | None = None
    """What sort of license it is."""
    sen: str = ""
    """Support entitlement number, or the vendor's own number."""
    key: LicenseKey | None = None
    """What is kept of a license key, wherever in the row it stood."""
    entitlement: str = ""
    """Cloud entitlement number."""
    organization: str = ""
    """The organization it was issued to."""
    site: str = ""
    """Host name of the site."""
    server_id: str = ""
    """Server id."""
    seats: Seats = None
    """Seats paid."""
    unit: Unit | None = None
    """What a seat is."""
    seats_in_use: int | None = None
    """Seats taken."""
    partner: str = ""
    """Reseller or solution partner."""
    start: date | None = None
    """First day of the term."""
    end: date | None = None
    """Last day of the term."""
    cost: Money | None = None
    """What the term costs."""
    is_currency_assumed: bool = False
    """Whether nobody said the currency of `cost`."""
    notice_days: int | None = None
    """Days before the end by which a cancellation must arrive."""
    auto_renew: bool | None = None
    """Whether the vendor renews by itself."""
    order_number: str = ""
    """Number of the purchase order."""
    technical: tuple[Person, ...] = ()
    """Technical contacts, the primary first."""
    billing: tuple[Person, ...] = ()
    """Billing contacts, the primary first."""
    erased: tuple[Role, ...] = ()
    """Roles whose contact was erased."""
    looked_on: date | None = None
    """Day on which the portal showed these contacts."""
    notes: str = ""
    """Free text."""
    numbers: tuple[str, ...] = ()
    """Numbers that have no field of their own, with their header: `Tenant ID: 550e8400-...`."""
    derived: frozenset[str] = frozenset()
    """Fields concluded from others: they fill gaps of a known license and change nothing else."""
    remarks: tuple[str, ...] = ()
    """What the user should know about how the row was read."""

    @property
    def number(self) -> str:
        """The SEN, else the entitlement number, else empty."""
        return self.sen or self.entitlement

    @property
    def label(self) -> str:
        """What to call it in a message: the name and the number."""
        return f"{self.name} {self.number}".strip()

    def people(self) -> Iterable[tuple[Role, tuple[Person, ...]]]:
        """Return the persons of each role."""
        return ((Role.TECHNICAL, self.technical), (Role.BILLING, self.billing))
