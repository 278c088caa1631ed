"""License keys in documents, in lines of the history and of drafts, and all these without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

import msgspec

from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import LicenseKey
from licensetui.domain.plain import plain
from licensetui.domain.purposes import OF_FIELD, Holds
from licensetui.domain.secret import cleaned, mark_of
from licensetui.store.codec import LICENSES, Tables
from licensetui.store.errors import DamagedError
from licensetui.store.traces import PARTS, texts_of_lines

_SPARED = frozenset(
    ("sha256", "last", "email", "address", "vouched", "currency", "amount", "at", "check")
)
"""Fields in which no key can stand, though what does looks like one."""


@dataclass(frozen=True)
class Keys:
    """License keys as something that is taken out."""

    numbers: frozenset[str] = frozenset()
    """The fields of which the user says that they hold numbers."""
    label: str = "erase license keys"
    """What the history calls it."""
    what: str = "a license key"
    """What it is, for a sentence."""
    sound: set[object] = field(default_factory=set, compare=False, repr=False)
    """Documents and texts in which there is no key: backups have the same ones again and again."""

    def holds(self, field: str) -> Holds:
        """Return what a field is there for."""
        return Holds.SAID if field in self.numbers else OF_FIELD.get(field, Holds.TEXT)

    def tables_without(self, tables: Tables) -> tuple[Tables, tuple[str, ...]]:
        """Return tables without keys, and a clause for each. Raises `DamagedError`."""
        found: list[str] = []
        clean: dict[str, dict[str, msgspec.Raw]] = {}
        for name, table in tables.items():
            clean[name] = {}
            for id, raw in table.items():
                if bytes(raw) in self.sound:
                    clean[name][id] = raw
                    continue
                try:
                    document = msgspec.json.decode(raw)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                    raise DamagedError(f"{name} {id}: {error}") from error
                scrub = _Scrub(self)
                after = scrub.document(document)
                clean[name][id] = msgspec.Raw(msgspec.json.encode(after)) if scrub.traces else raw
                if not scrub.traces:
                    self.sound.add(bytes(raw))
                what = "license" if name == LICENSES else name.removesuffix("s")
                shown = after.get("name") if isinstance(after, dict) else ""
                called = f" ({plain(str(shown))})" if shown else ""
                found += [f"{trace} of {what} {id}{called}" for trace in scrub.traces]
        return clean, tuple(found)

    def line_without(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a line of the history without keys."""
        after = {**line, "what": cleaned(line["what"]).text}
        for part in PARTS:
            if part in line:
                after[part] = [self._change_without(change) for change in line[part]]
        return after

    def _change_without(self, change: Mapping[str, Any]) -> dict[str, Any]:
        sides = {
            side: change[side] and _Scrub(self, is_part=True).document(change[side])
            for side in ("before", "after")
        }
        return {**change, "name": cleaned(change["name"]).text, **sides}

    def is_in_draft(self, content: bytes) -> bool:
        """Say whether there is a key in the lines of a journal of drafts."""
        return any(
            cleaned(text, self.holds(field)).keys
            for field, text in texts_of_lines(content)
            if field not in _SPARED
        )


class _Scrub:
    """Takes keys out of a document, and remembers where they were."""

    def __init__(self, keys: Keys, *, is_part: bool = False) -> None:
        self.traces: list[str] = []
        # A clause for each, to stand before the name of the document.
        self._keys = keys
        self._is_part = is_part
        self._found: list[LicenseKey] = []

    def document(self, document: Any) -> Any:
        """Return a record, or some of its fields, without keys; what is kept goes to its `key`."""
        after = self._value("", document)
        is_license = isinstance(after, dict) and ("hosting" in after or "terms" in after)
        if self._found and is_license and not self._is_part and "key" not in after:
            after["key"] = {"last": self._found[0].last, "sha256": self._found[0].sha256}
        return after

    def _value(self, field: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(field, item) for item in value]
        if isinstance(value, dict):
            found = {name: self._value(name, item) for name, item in value.items()}
            if field == "key" and "text" in found:
                self.traces.append("the text of the key")
                del found["text"]
            # What is empty is left out, as the codec does.
            return {name: item for name, item in found.items() if item != "" or not value[name]}
        if not isinstance(value, str) or field in _SPARED:
            return value
        if (field, value) in self._keys.sound:
            return value
        clean = cleaned(value, self._keys.holds(field))
        if not clean.keys:
            self._keys.sound.add((field, value))
            return value
        self._found += clean.keys
        marks = ", ".join(mark_of(key) for key in clean.keys)
        self.traces.append(f"{marks} in the {field.replace('_', ' ')}")
        is_number = self._keys.holds(field) is not Holds.TEXT
        return "" if is_number and clean.is_all_key else clean.text
