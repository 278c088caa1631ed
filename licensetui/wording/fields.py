"""Labels of the fields of records, by the names that the records have for them."""

from __future__ import annotations

from collections.abc import Mapping

LICENSE: Mapping[str, str] = {
    "name": "Name",
    "vendor": "Vendor",
    "product": "Product",
    "hosting": "Hosting",
    "type": "Type",
    "sen": "Number",
    "entitlement": "Entitlement",
    "organization": "Organization",
    "site": "Site",
    "seats": "Seats",
    "seats_in_use": "In use",
    "unit": "Unit",
    "server_id": "Server ID",
    "portal": "Portal",
    "partner": "Partner",
    "parent": "Belongs to",
    "owner": "Owner",
    "decision_lead_days": "Decide days",
    "order_lead_days": "Order days",
    "reminders": "Reminders",
    "documents": "Documents",
    "notes": "Notes",
}
"""Of a license, in its form."""
TERM: Mapping[str, str] = {
    "start": "Starts",
    "end": "Ends",
    "auto_renew": "Auto-renew",
    "notice_days": "Notice days",
    "notice_weeks": "Notice weeks",
    "notice_months": "Notice months",
    "notice_day": "Notice day",
    "notice_yearly": "Every year",
    "perpetual": "Perpetual",
    "ends": "What ends",
    "term_kind": "Term type",
    "cost": "Cost",
    "cost_basis": "Paid per",
    "per_seat": "Per seat",
    "seats": "Seats priced",
    "quote": "Quote",
    "order_number": "Order no.",
    "decision": "Decision",
    "progress": "Status",
    "snoozed_until": "Snooze until",
    "key_received": "Key received",
    "key_installed": "Key installed",
}
"""Of a term, in the forms that have one."""
CONTACT: Mapping[str, str] = {
    "name": "Full name",
    "email": "Email",
    "kind": "Kind",
    "organization": "Organization",
    "last_day": "Last day",
    "mailbox_closes": "Mailbox ends",
    "away": "Away",
    "deputy": "Deputy",
    "phone": "Phone",
    "confirmed_on": "Confirmed",
    "bounced_on": "Bounced",
    "notes": "Notes",
}
"""Of a contact, in the forms that have one."""
CHANGED_LICENSE: Mapping[str, str] = {
    **LICENSE,
    "seats_in_use": "Seats in use",
    "wanted": "Assigned",
    "on_portal": "On the portal",
    "looked_on": "Portal checked",
    "terms": "Term",
    "planned": "Planned",
    "key": "Key",
    "documents": "Document",
    "archived": "Archived",
}
"""Of a license, where a change of it is told."""
CHANGED_CONTACT: Mapping[str, str] = {
    **CONTACT,
    "members": "Read by",
    "sign_in_known_by": "Sign-in known by",
    "deputy": "Deputy",
    "vouched": "Accepted as typed",
    "archived": "Archived",
}
"""Of a contact, where a change of it is told."""
CHANGED_MAPPING: Mapping[str, str] = {"columns": "Columns", "said_on": "Saved on"}
"""Of a remembered mapping, where a change of it is told."""
CHANGED_PART: Mapping[str, str] = {
    "kind": "kind",
    "ends": "what ends",
    "perpetual": "perpetual",
    "cost": "cost",
    "auto_renew": "auto-renew",
    "notice_days": "notice days",
    "notice_weeks": "notice weeks",
    "notice_months": "notice months",
    "notice_day": "notice day",
    "notice_yearly": "every year",
    "cost_basis": "paid per",
    "per_seat": "per seat",
    "seats": "seats",
    "quote": "quote",
    "order_number": "order no.",
    "progress": "status",
    "snoozed_until": "snoozed until",
    "key_received": "key received",
    "key_installed": "key installed",
    "primary": "primary",
}
"""Of what stands inside a record, where a change of it is told: terms, contacts, absences."""
