"""Answers of programs about licenses (JSON) under headers that an import knows.

An application's own license, as its REST resource returns it, and what `list --json` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from licensetui.domain.counting import counted

_APP = frozenset({"maximumNumberOfUsers", "maintenanceExpiryDate", "supportEntitlementNumber"})
_APP_HEADERS = {
    "pluginKey": "Name",
    "supportEntitlementNumber": "Support entitlement number",
    "rawLicense": "License key",
    "organizationName": "Organization",
    "contactEmail": "Contact email",
    "maximumNumberOfUsers": "Users",
    "licenseType": "License type",
    "autoRenewal": "Auto-renew",
}
_OWN = frozenset({"id", "name", "contacts", "terms", "next_mail", "on_portal"})
_OWN_HEADERS = {
    "name": "Name",
    "vendor": "Vendor",
    "product": "Product",
    "hosting": "Hosting",
    "type": "License type",
    "sen": "SEN",
    "entitlement": "Entitlement number",
    "organization": "Organization",
    "site": "Site",
    "server_id": "Server ID",
    "seats_in_use": "Seats in use",
    "partner": "Partner",
    "notes": "Notes",
}
_TERM_HEADERS = {
    "start": "Start date",
    "end": "End date",
    "currency": "Currency",
    "notice": "Notice",
    "order_number": "Order number",
}


def is_app_license(item: Any) -> bool:
    """Say whether an object is the license of an application as that one tells it."""
    return isinstance(item, dict) and (
        len(_APP & item.keys()) > 1 or ("rawLicense" in item and "licenseType" in item)
    )


def app_license(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return it under known headers. What is said in two ways is told in one."""
    found = {header: item[key] for key, header in _APP_HEADERS.items() if key in item}
    found["End date"] = item.get("maintenanceExpiryDate") or item.get("expiryDate")
    if item.get("dataCenter") is True:
        found["Hosting"] = "Data Center"
    if item.get("evaluation") is True:
        found["License type"] = "Evaluation"
    if str(item.get("maximumNumberOfUsers")) == "-1":
        found["Users"] = "Unlimited"
    return found


def is_own(item: Any) -> bool:
    """Say whether an object is a license as `list --json` prints it."""
    return isinstance(item, dict) and item.keys() >= _OWN


def own_license(items: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return licenses under known headers, and what is not taken over: all but the last terms."""
    found, past = [], 0
    for item in items:
        record = {header: item.get(key) for key, header in _OWN_HEADERS.items()}
        record["Seats"] = " ".join(str(item[key]) for key in ("seats", "unit") if item.get(key))
        terms = _objects(item.get("terms"))
        term: Mapping[str, Any] = next((x for x in terms if x.get("current")), {})
        past += max(0, len(terms) - 1)
        record |= {header: term.get(key) for key, header in _TERM_HEADERS.items()}
        if term.get("perpetual"):
            record["End date"] = record["End date"] or "perpetual"
        record["Cost"] = term.get("cost")
        seat = " per seat" if term.get("per_seat") else ""
        record["Billing cycle"] = f"{term.get('cost_basis')}{seat}" if term.get("cost") else ""
        record["Auto-renew"] = term.get("auto_renew")
        record |= _people(item)
        found.append(record)
    said = f"{counted(past, 'earlier term')} not read: only the current one of each license is"
    return found, ((said,) if past else ())


def _people(item: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, list[str]] = {"Technical contact": [], "Billing contact": []}
    for one in sorted(_objects(item.get("contacts")), key=lambda x: not x.get("primary")):
        header = "Billing contact" if "billing" in str(one.get("role")) else "Technical contact"
        name, address = str(one.get("name") or ""), str(one.get("address") or "")
        found[header].append(f"{name} <{address}>" if name and address else name or address)
    owner = item.get("owner")
    if isinstance(owner, dict):
        found["Owner"] = [str(owner.get("address") or owner.get("name") or "")]
    return {header: ", ".join(people) for header, people in found.items()}


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
