"""Entries of the history in words: what became of which field of which record.

The values come from a file and may have any shape; what is not known is shown as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from licensetui.domain.contact import ContactKind
from licensetui.domain.history import Entry, RecordChange, RecordKind
from licensetui.domain.labels import Labeled
from licensetui.domain.license import Hosting, LicenseType, Role, Unit
from licensetui.domain.months import day_and_month
from licensetui.domain.notice import YEARLY
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Decision, Ending, Progress, TermKind
from licensetui.domain.web_password import without_password
from licensetui.wording import fields

NONE = "none"
"""Stands for a field that was empty."""
_REFERENCES = ("wanted", "members", "sign_in_known_by", "deputy", "owner", "parent")
"""Fields that refer to other records."""
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
"""What became of a record; `CHANGED` of one that was there before and still is."""

_LABELS: Mapping[RecordKind, Mapping[str, str]] = {
    RecordKind.LICENSE: fields.CHANGED_LICENSE,
    RecordKind.CONTACT: fields.CHANGED_CONTACT,
    RecordKind.MAPPING: fields.CHANGED_MAPPING,
}

_CHOICES: Mapping[str, Iterable[Labeled]] = {
    "hosting": Hosting,
    "type": LicenseType,
    "unit": Unit,
    "role": Role,
    "kind": (*TermKind, *ContactKind),
    "ends": Ending,
    "decision": Decision,
    "progress": Progress,
}
_CHOSEN = {(name, x.value): x.label for name, choices in _CHOICES.items() for x in choices}
_CHOSEN["field", "-"] = "left out"
"""What to call the file's word in a field."""


@dataclass(frozen=True)
class FieldWords:
    """The change of one field, or of one thing in it."""

    label: str
    """Which field."""
    before: str | None
    """What it was; None if the thing was added."""
    after: str | None
    """What it became; None if the thing was removed."""
    place: str = ""
    """Which part of which thing in the field it is about: `until 2026-12-01: quote `."""

    @property
    def pair(self) -> str:
        """Both sides in a line: `until 2026-12-01: quote none -> Q-7`."""
        return f"{self.place}{self.before} -> {self.after}"


def outcome(change: RecordChange) -> str:
    """Return what became of a record, in a word."""
    if change.before is None:
        return ADDED
    return REMOVED if change.after is None else CHANGED


def field_words(change: RecordChange, portfolio: Portfolio) -> list[FieldWords]:
    """Return what became of each field of a record; `portfolio` knows the names behind ids."""
    labels = _LABELS[change.kind]
    found: list[FieldWords] = []
    before, after = change.before or {}, change.after or {}
    for name in change.fields:
        label = labels.get(name) or _label(name).capitalize()
        old, new = before.get(name), after.get(name)
        if change.before is None:
            found += _whole(label, name, new, portfolio, lambda x, text: FieldWords(x, None, text))
        elif change.after is None:
            found += _whole(label, name, old, portfolio, lambda x, text: FieldWords(x, text, None))
        elif name in _ITEMS and _is_list(old) and _is_list(new):
            found += _items(label, name, old or [], new or [], portfolio)
        else:
            found.append(_pair(label, name, old, new, portfolio))
    return found


def search_text(entry: Entry, portfolio: Portfolio) -> str:
    """Return the text in which an entry is found, not yet folded: all of its words.

    Made for a hundred thousand entries at the first letter that somebody types: of the values it
    has what Python writes of them.
    """
    parts = [entry.label, entry.by]
    for change in (*entry.records, *entry.overruled):
        labels = _LABELS[change.kind]
        parts.append(change.name)
        for values in (change.before, change.after):
            if values:
                parts.append(str(values).replace("\\\\", "\\").replace("\\'", "'"))
                for name in values:
                    parts.append(labels.get(name, ""))
                    if name in _REFERENCES:
                        parts += _names(name, values[name], portfolio)
    return "\n".join(parts)


def _names(field: str, value: Any, portfolio: Portfolio) -> Iterator[str]:
    """Yield the names of the records to which a field refers."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield _name("contact", item.get("contact"), portfolio)
        else:
            yield _name(field, item, portfolio)


def _pair(
    label: str, name: str, old: Any, new: Any, portfolio: Portfolio, place: str = ""
) -> FieldWords:
    if isinstance(old, bool) or isinstance(new, bool):  # what is false is left out of a document
        old, new = bool(old), bool(new)
    return FieldWords(label, _value(name, old, portfolio), _value(name, new, portfolio), place)


def _whole(
    label: str, name: str, value: Any, portfolio: Portfolio, words: Callable[[str, str], FieldWords]
) -> Iterator[FieldWords]:
    """Yield a field of a record that was added or removed as a whole."""
    for item in value if name in _ITEMS and isinstance(value, list) else [value]:
        yield words(label, _value(name, item, portfolio))


def _items(
    label: str, name: str, old: list[Any], new: list[Any], portfolio: Portfolio
) -> Iterator[FieldWords]:
    """Yield what was removed from, changed in and added to a list."""
    before, after = _by_key(name, old), _by_key(name, new)
    is_same = True
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        is_same = False
        if was is None or now is None:
            gone = None if was is None else _value(name, was, portfolio)
            come = None if now is None else _value(name, now, portfolio)
            yield FieldWords(label, gone, come)
        else:
            place = _ITEMS[name].place(now, portfolio)
            for part in dict.fromkeys((*was, *now)):
                if was.get(part) != now.get(part):
                    told = f"{place}: {_label(part)} "
                    yield _pair(label, part, was.get(part), now.get(part), portfolio, told)
    if is_same:
        yield FieldWords(label, None, "reordered")


def _by_key(name: str, items: list[Any]) -> dict[str, Any]:
    """Return the items by what they are known again by; one without stands for itself."""
    found: dict[str, Any] = {}
    for item in items:
        fields = _ITEMS[name].known_by
        is_known = fields and isinstance(item, dict) and all(field in item for field in fields)
        key = json.dumps([item[field] for field in fields] if is_known else item)
        found[key if key not in found else f"{key} {len(found)}"] = item
    return found


def _value(name: str, value: Any, portfolio: Portfolio) -> str:
    """Return a value of a field, or an item of it, in words."""
    if value is None or value in ("", [], {}):
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if known := _name(name, value, portfolio):
        return known
    if isinstance(value, list):
        return ", ".join(_value(name, item, portfolio) for item in value)
    if isinstance(value, dict):
        if name in _ITEMS:
            return _ITEMS[name].words(value, portfolio)
        if name == "planned":
            return _term(value, portfolio)
        if name == "cost" and value.keys() == {"amount", "currency"}:
            return f"{value['amount']} {value['currency']}"
        if name == "key" and "last" in value:
            return f"…{value['last']}"
        return json.dumps(value, ensure_ascii=False)
    return _CHOSEN.get((name, value)) or _text(name, str(value))


def _text(name: str, value: str) -> str:
    """Return a text as it stands, but a day of each year without its year."""
    if name == "notice_day" and value.startswith(f"{YEARLY}-"):
        with suppress(ValueError):
            return day_and_month(date.fromisoformat(value))
    return value


def _name(field: str, value: Any, portfolio: Portfolio) -> str:
    """Return the name of the record that a field refers to; nothing where it refers to none."""
    if not isinstance(value, int) or isinstance(value, bool):
        return ""
    if field in ("contact", "deputy", "owner", "members", "sign_in_known_by"):
        contact = portfolio.contact(value)
        return contact.label if contact else f"contact {value}"
    if field == "parent":
        license = portfolio.license(value)
        return license.name if license else f"license {value}"
    return ""


def _label(name: str) -> str:
    return fields.CHANGED_PART.get(name, name.replace("_", " "))


def _is_list(value: Any) -> bool:
    return value is None or isinstance(value, list)


@dataclass(frozen=True)
class _Items:
    """The key of the things in a list, and the words for them."""

    known_by: tuple[str, ...]
    words: Callable[[Mapping[str, Any], Portfolio], str]
    place: Callable[[Mapping[str, Any], Portfolio], str]


def _term(term: Mapping[str, Any], portfolio: Portfolio) -> str:
    left_out = ("id", "start", "end")
    untold = {
        "ends": "license",
        "cost_basis": "term",
        "decision": "undecided",
        "progress": "open",
    }
    parts = [f"{term.get('start') or 'unknown'} to {term.get('end') or 'no end'}"]
    for name, value in term.items():
        if name not in left_out and untold.get(name) != value:
            parts.append(_part(name, value, portfolio))
    return ", ".join(parts)


def _part(name: str, value: Any, portfolio: Portfolio) -> str:
    """Return a field of a term: by its value where that says enough, else with its label."""
    if value is True:
        return _label(name)
    text = _value(name, value, portfolio)
    return text if name in ("kind", "cost", "decision", "progress") else f"{_label(name)} {text}"


def _assignment(held: Mapping[str, Any], portfolio: Portfolio) -> str:
    who = _value("contact", held.get("contact"), portfolio)
    return ", ".join(_who(held.get("address") or who, held))


def _who(who: Any, held: Mapping[str, Any]) -> Iterable[str]:
    yield str(who)
    role = str(held.get("role") or "no role")
    yield _CHOSEN.get(("role", role), role)
    if held.get("primary"):
        yield "primary"


def _assignment_place(held: Mapping[str, Any], portfolio: Portfolio) -> str:
    return _assignment({**held, "primary": False}, portfolio)


def _absence(away: Mapping[str, Any], _portfolio: Portfolio) -> str:
    days = f"{away.get('start')}..{away.get('end')}"
    return f"{days}, {away['note']}" if away.get("note") else days


def _document(document: Mapping[str, Any], _portfolio: Portfolio) -> str:
    place, title = _document_place(document, _portfolio), document.get("title")
    return f"{title}, {place}" if title else place


def _document_place(document: Mapping[str, Any], _portfolio: Portfolio) -> str:
    return without_password(str(document.get("place")))


def _column(column: Mapping[str, Any], _portfolio: Portfolio) -> str:
    field = "left out" if column.get("field") == "-" else column.get("field") or "not known"
    number = ", a number" if column.get("number") else ""
    return f"{column.get('header') or 'no header'}: {field}{number}"


_IDS = _Items((), lambda _item, _portfolio: "", lambda _item, _portfolio: "")
_ITEMS: Mapping[str, _Items] = {
    "terms": _Items(("id",), _term, lambda term, _: f"until {term.get('end') or 'no end'}"),
    "wanted": _Items(("contact", "role"), _assignment, _assignment_place),
    "on_portal": _Items(("address", "role"), _assignment, _assignment_place),
    "away": _Items(("start",), _absence, lambda away, _: f"from {away.get('start')}"),
    "documents": _Items(("place",), _document, _document_place),
    "columns": _Items(("header",), _column, lambda column, _: str(column.get("header"))),
    "members": _IDS,
    "sign_in_known_by": _IDS,
}
"""The lists in a record, of which the things that changed are told one by one."""
