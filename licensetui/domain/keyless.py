"""Texts without license keys: of a key only the end and a digest are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Away, Contact
from licensetui.domain.draft import Draft
from licensetui.domain.license import Document, License, LicenseKey
from licensetui.domain.purposes import OF_FIELD, Holds
from licensetui.domain.secret import Cleaned, cleaned
from licensetui.domain.term import Term

Record = TypeVar("Record", License, Contact)


def in_field(name: str, text: str) -> Cleaned:
    """Return a text of a field, by the field's name, without keys; empty if it was one.

    A text that was all key leaves a mark where anything may stand, and nothing in a number.
    """
    holds = OF_FIELD.get(name, Holds.TEXT)
    clean = cleaned(text, holds)
    if clean.is_all_key and holds is not Holds.TEXT:
        return replace(clean, text="")
    return clean


def change_without_keys(change: Change) -> tuple[Change, tuple[str, ...]]:
    """Return a change without the keys that it would write, and the field and the end of each.

    What stood in a record before and stays is left alone: `forget --keys` is for that.
    """
    said: list[str] = []
    licenses = tuple(_edit_without(edit, said) for edit in change.licenses)
    contacts = tuple(_edit_without(edit, said) for edit in change.contacts)
    if not said:
        return change, ()
    what = cleaned(change.what).text
    return replace(change, what=what, licenses=licenses, contacts=contacts), tuple(said)


def draft_without_keys(draft: Draft) -> Draft:
    """Return a draft for the disk: a number that is a key is not kept, in a text a mark stands."""
    texts: dict[str, str] = {}
    has_keys = False
    for name, text in draft.texts.items():
        clean = in_field(name, text)
        has_keys |= bool(clean.keys)
        if clean.text or not clean.keys:
            texts[name] = clean.text
    return replace(draft, texts=texts) if has_keys else draft


def _edit_without(edit: Edit[Record], said: list[str]) -> Edit[Record]:
    if edit.after is None:
        return edit
    found: list[tuple[str, LicenseKey]] = []
    after: Any = _without(edit.after, edit.before, found)
    if not found:
        return edit
    said += [f"{name.replace('_', ' ')} (...{key.last})" for name, key in found]
    if isinstance(after, License):
        alone = [key for name, key in found if OF_FIELD.get(name)]
        after = replace(after, key=alone[0] if alone else after.key or found[0][1])
    return replace(edit, after=after)


def _without(record: Any, before: Any, found: list[tuple[str, LicenseKey]]) -> Any:
    """Return a record whose texts, where they differ from those before, have no keys."""
    changed: dict[str, Any] = {}
    for field in fields(record):
        value, known = getattr(record, field.name), getattr(before, field.name, None)
        if field.name in ("key", "email", "vouched") or value == known:
            continue
        after = _value(field.name, value, known, found)
        if after != value:
            changed[field.name] = after
    return replace(record, **changed) if changed else record


def _value(name: str, value: Any, known: Any, found: list[tuple[str, LicenseKey]]) -> Any:
    if isinstance(value, str):
        clean = in_field(name, value)
        found += [(name, key) for key in clean.keys]
        return clean.text
    if isinstance(value, tuple):
        same = _by_id(known)
        return tuple(
            _value(name, one, known if isinstance(one, Document) else same.get(_id(one)), found)
            for one in value
        )
    if isinstance(value, Document) and isinstance(known, tuple) and value in known:
        return value
    if isinstance(value, Document | Term | Away):
        return _without(value, known, found)
    return value


def _id(one: Any) -> Any:
    return getattr(one, "id", None)


def _by_id(known: Any) -> Mapping[Any, Any]:
    return {one.id: one for one in known if hasattr(one, "id")} if isinstance(known, tuple) else {}
