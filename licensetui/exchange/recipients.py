"""Recipients of the program's own mail who would not read it. Pure; nothing is asked or sent."""

from __future__ import annotations

from licensetui.addresses.check import check
from licensetui.addresses.report import AddressKind
from licensetui.domain.missing import Why, why_missing
from licensetui.domain.next_mail import reason_words
from licensetui.outlook import Outlook


def why_unread(address: str, outlook: Outlook) -> str:
    """Return why nobody would read a mail to an address, as a clause; empty if somebody may.

    A name without a dot (`root@localhost`) is one of the mail server's own: nothing is known of it.
    Who is away comes back, and reads it then.
    """
    contact = outlook.portfolio.contact_at(address)
    gone = why_missing(contact, outlook.today) if contact else None
    if contact and gone and gone.why is not Why.AWAY:
        who = f"{contact.name.strip()}: " if contact.name.strip() else ""  # the address is said
        return f"{who}{reason_words(gone)}"
    report = check(address, outlook.reports.known, contact=contact)
    if "." not in report.domain:
        return ""
    if report.suggestion:
        return f"did you mean {report.suggestion.address}? {report.suggestion.reason}"
    if report.is_dead_end:
        return report.note or "email cannot arrive there"
    if report.kind is AddressKind.NO_REPLY:
        return "nobody reads a no-reply address"
    return ""
