"""Groups in LDIF (RFC 2849), as directories and address books export them.

Members by `member`, `uniqueMember` and `memberUid` are found among the entries of the same file;
`rfc822MailMember` and its like are addresses already.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from licensetui.exchange.mail_groups import (
    Entry,
    GroupLink,
    LeftOut,
    ListedMember,
    MailGroup,
    group_key,
)

_BY_NAME = ("member", "uniquemember")
_BY_UID = ("memberuid",)
_BY_ADDRESS = ("rfc822mailmember", "mgrprfc822mailmember", "rfc822member")
_OF_GROUPS = (*_BY_NAME, *_BY_UID, *_BY_ADDRESS)
_IS_GROUP = re.compile(r"group|mailinglist|nismailalias", re.IGNORECASE)
_BEGINS = re.compile(r"(?:version:[^\n]*\n\s*)?dn:(?::\s*[\w+/]|\s*[\w.-]+\s*=)", re.IGNORECASE)
_COMMENTS = re.compile(r"^#.*\n(?: .*\n)*", re.MULTILINE)
_FOLD = re.compile(r"\r?\n ")
_PART = re.compile(r"(?:\\.|[^,+\\])+", re.DOTALL)
_ESCAPED = re.compile(r"((?:\\[0-9a-fA-F]{2})+)|\\(.)", re.DOTALL)
_Values = Mapping[str, list[str]]


def is_ldif(text: str) -> bool:
    """Say whether a text has the form: its first entry begins with its name."""
    return _BEGINS.match(_COMMENTS.sub("", text[:20_000]).lstrip()) is not None


def read_ldif(text: str) -> tuple[MailGroup, ...]:
    """Return the groups of a text; if it has none, its people as the only list."""
    records = list(_records(text))
    people: dict[str, ListedMember] = {}
    groups: list[_Values] = []
    for record in records:
        if any(name in record for name in _OF_GROUPS):
            groups.append(record)
        elif any(_IS_GROUP.search(value) for value in record.get("objectclass", ())):
            groups.append(record)  # one without a member
        elif person := _person(record):
            for key in (_dn_key(record["dn"][0]), *map(group_key, record.get("uid", ()))):
                people.setdefault(key, person)
    if not groups:
        return (MailGroup("", (), tuple({x.address: x for x in people.values()}.values())),)
    return tuple(_group(group, people) for group in groups)


def read_people(text: str) -> tuple[ListedMember, ...]:
    """Return all who have an address in a text, groups among them."""
    found: dict[str, ListedMember] = {}
    for record in _records(text):
        if person := _person(record):
            is_group = any(name in record for name in _OF_GROUPS) or any(
                _IS_GROUP.search(value) for value in record.get("objectclass", ())
            )
            found.setdefault(person.address, replace(person, is_team=is_group))
    return tuple(found.values())


def _records(text: str) -> Iterator[_Values]:
    """Yield the entries: the values of each attribute by its name in lower case."""
    values: dict[str, list[str]] = {}
    for line in [*_FOLD.sub("", _COMMENTS.sub("", text)).splitlines(), ""]:
        name, colon, rest = line.partition(":")
        if not line.strip():
            if values.get("dn"):
                yield values
            values = {}
        elif colon and (value := _value(rest)) is not None:
            values.setdefault(name.partition(";")[0].strip().lower(), []).append(value)


def _value(rest: str) -> str | None:
    """Return what stands behind the colon; None for another file, and for what is no text."""
    if rest.startswith("<"):
        return None
    if not rest.startswith(":"):
        return rest.strip()
    try:
        return base64.b64decode(rest[1:].strip(), validate=True).decode().strip()
    except (binascii.Error, ValueError):
        return None


def _person(record: _Values) -> ListedMember | None:
    address = next(iter(record.get("mail", ())), "") or _primary(record)
    name = next((record[x][0] for x in ("displayname", "cn", "name") if record.get(x)), "")
    return ListedMember(address, name) if address else None


def _primary(record: _Values) -> str:
    """Return the main address as Active Directory keeps it: `SMTP:` in capitals."""
    marked = (x for x in record.get("proxyaddresses", ()) if x.startswith("SMTP:"))
    return next(marked, "").removeprefix("SMTP:")


def _group(record: _Values, people: Mapping[str, ListedMember]) -> MailGroup:
    dn = record["dn"][0]
    names = record.get("cn", []) or [_parts(dn).get("cn", dn)]
    mails = record.get("mail", [])
    own = next(iter(mails), "") or _primary(record)
    entries: list[Entry] = []
    for attribute in _OF_GROUPS:
        for value in record.get(attribute, ()):
            if attribute in _BY_ADDRESS:
                entries.append(GroupLink((group_key(value),), ListedMember(value)))
            elif attribute in _BY_UID:
                unknown = LeftOut(
                    value, ("the file has no entry with this uid and an email address")
                )
                entries.append(people.get(group_key(value), unknown))
            else:
                entries.append(_named(value, people))
    keys = (_dn_key(dn), *map(group_key, (*mails, own, *names, *record.get("uid", ()))))
    return MailGroup(names[0], tuple(key for key in dict.fromkeys(keys) if key), tuple(entries))


def _named(dn: str, people: Mapping[str, ListedMember]) -> Entry:
    """Return the member of a name: an entry of the file, a group of it, or an address in it."""
    parts = _parts(dn)
    otherwise: ListedMember | LeftOut | None = people.get(_dn_key(dn))
    if otherwise is None and "@" in parts.get("mail", ""):  # as Thunderbird names its cards
        otherwise = ListedMember(parts["mail"], parts.get("cn", ""))
    if otherwise is None:
        what = parts.get("cn") or parts.get("uid") or dn
        otherwise = LeftOut(
            what, ("the file has no entry for it with an email address: export it too")
        )
    return GroupLink((_dn_key(dn),), otherwise)


def _dn_key(dn: str) -> str:
    return "dn:" + ",".join(f"{name}={value}" for name, value in _pairs(dn)).casefold()


def _parts(dn: str) -> Mapping[str, str]:
    """Return the first value of each attribute in a name."""
    found: dict[str, str] = {}
    for name, value in _pairs(dn):
        found.setdefault(name, value)
    return found


def _pairs(dn: str) -> Iterator[tuple[str, str]]:
    for part in _PART.findall(dn):
        name, _, value = part.partition("=")
        yield name.strip().lower(), " ".join(_ESCAPED.sub(_unescaped, value).split())


def _unescaped(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    return bytes.fromhex(found[1].replace("\\", "")).decode(errors="replace")
