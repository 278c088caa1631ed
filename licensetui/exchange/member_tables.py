"""Groups in CSV: Google's export and admin list, Exchange's `Get-DistributionGroupMember`.

Known by their headers, as they are met in published scripts and samples of 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from licensetui.exchange.mail_groups import LeftOut, ListedMember, MailGroup, group_key
from licensetui.reading.cells import content, folded, one_line
from licensetui.tables.delimited import table_in
from licensetui.tables.table import TableRow

ADDRESS = (
    *("memberemail", "primarysmtpaddress", "emailaddress", "email", "mail", "primaryemail"),
    *("windowsemailaddress", "externalemailaddress", "adressemail", "adresseemail", "courriel"),
    *("emailadresse", "mailadresse", "correo", "correoelectronico", "userprincipalname"),
)
"""Headers of addresses, the best first; of each only letters and digits count."""
NAME = ("membername", "displayname", "nickname", "fullname", "name", "nom", "nombre")
FIRST = ("firstname", "givenname", "vorname", "prenom", "voornaam", "primernombre")
LAST = ("lastname", "surname", "familyname", "sn", "nachname", "apellidos", "cognome", *NAME)
GROUP = ("groupemailrequired", "groupemail", "group", "groupname", "distributiongroup")
TYPE = ("membertype", "recipienttypedetails", "recipienttype", "type")
STATUS = ("groupstatus",)
PREFERENCE = ("emailpreference",)
_NOT_YET = frozenset(("invited", "pending", "banned", "notamember", "none"))
"""Statuses in Google's export of those who are no members, or not yet."""
_NO_MAIL = frozenset(("noemail", "none", "nomail", "disabled"))
"""Preferences of members to whom Google sends nothing."""
_PREAMBLE = re.compile(r"(?:\s*(?:#TYPE |Members for group )[^\n]*\n)*", re.IGNORECASE)
"""What Windows PowerShell and older exports of Google write above the headers."""
_SPLIT = re.compile(r"[,;\t|]")


def is_member_table(text: str) -> bool:
    """Say whether the headers of a text are those of a list with addresses."""
    return any(header in ADDRESS for header in _headers(text))


def form_of(text: str) -> str:
    """Return the name of the form that the headers of a text have."""
    headers = set(_headers(text))
    if "groupstatus" in headers:
        return "Google Groups export"
    if "memberemail" in headers:
        return "Google admin CSV"
    if "primarysmtpaddress" in headers:
        return "Exchange CSV"
    return "CSV"


def read_member_table(text: str, source: str) -> tuple[MailGroup, ...]:
    """Return the groups of a table, or its only list. Raises `TableError`."""
    start = _start(text)
    # The lines above stay, empty, so that the line numbers are those of the file.
    text = "\n" * text.count("\n", 0, start) + text[start:]
    table = table_in(text, source, lambda cell: folded(cell) in ADDRESS)
    columns: dict[str, int] = {}
    for place, header in enumerate(table.headers):
        columns.setdefault(folded(header), place)
    groups: dict[str, list[ListedMember | LeftOut]] = {}
    for row in table.rows:
        groups.setdefault(_cell(row, columns, GROUP), []).append(_member(row, columns))
    if not any(header in columns for header in GROUP):
        return tuple(MailGroup("", (), tuple(entries)) for entries in groups.values())
    return tuple(
        MailGroup(name, (group_key(name),), tuple(entries)) for name, entries in groups.items()
    )


def _start(text: str) -> int:
    found = _PREAMBLE.match(text)
    return found.end() if found else 0


def _headers(text: str) -> list[str]:
    start = _start(text)
    lines = text[start : start + 20_000].lstrip().splitlines()
    if lines and lines[0].casefold().startswith("sep="):
        lines = lines[1:]
    return [folded(cell) for cell in _SPLIT.split(lines[0])] if lines else []


def _cell(row: TableRow, columns: Mapping[str, int], headers: Iterable[str]) -> str:
    """Return the cell of a row below the first of some headers that there is."""
    column = next((columns[header] for header in headers if header in columns), None)
    return "" if column is None else one_line(content(row.cell(column)))


def _member(row: TableRow, columns: Mapping[str, int]) -> ListedMember | LeftOut:
    address, name = _address(row, columns), _cell(row, columns, NAME)
    if first := _cell(row, columns, FIRST):  # then the other is the surname alone
        last = _cell(row, columns, LAST)
        name = last if first in last else f"{first} {last}".rstrip()
    if not address:
        return LeftOut(name or f"line {row.line}", f"no address in line {row.line}")
    status = _cell(row, columns, STATUS)
    if folded(status) in _NOT_YET:
        return LeftOut(address, f"not a member: {status}")
    preference = _cell(row, columns, PREFERENCE)
    if folded(preference) in _NO_MAIL:
        return LeftOut(address, f"gets no group email: {preference}")
    kind = _cell(row, columns, TYPE).casefold()
    return ListedMember(address, name, "group" in kind)


def _address(row: TableRow, columns: Mapping[str, int]) -> str:
    """Return the best address of a row; Exchange marks those of outsiders by `SMTP:`."""
    cells = (_cell(row, columns, (header,)) for header in ADDRESS if header in columns)
    found = next((cell for cell in cells if "@" in cell), "")
    return re.sub("^smtp:", "", found, flags=re.IGNORECASE)
