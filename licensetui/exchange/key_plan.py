"""Plan of what a pasted license key does: to which license it belongs, and what it says of it.

Of the key itself nothing is here: `IssuedKey` has what may be kept of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.key_fields import (
    KeyField,
    fields_of,
    is_of_other_term,
    is_of_term,
    key_end,
    same_sen,
)
from licensetui.reading.cells import text_key
from licensetui.vendors.atlassian import ATLASSIAN, MY_ATLASSIAN
from licensetui.vendors.atlassian.license_key import IssuedKey


@dataclass(frozen=True)
class KeyPlan:
    """A key beside the license to which it belongs; nothing is changed yet."""

    key: IssuedKey
    """What the key says."""
    before: License | None
    """The license as it is; None for a new one."""
    filled: tuple[KeyField, ...]
    """What nobody has recorded: it is filled."""
    different: tuple[KeyField, ...]
    """What is recorded otherwise: it stays, unless somebody takes what the key says."""
    remarks: tuple[str, ...]
    """What else there is to know: contacts, another term, another product."""
    today: date
    """The day on which the key was pasted."""

    def after(self, taken: Collection[str] = ()) -> License:
        """Return the license with what was empty, and with those differences that are `taken`.

        A key of the present term leaves its trace, and has been received: today, unless that was
        said before.
        """
        license = self.before or new_license(self.key)
        for field in (*self.filled, *(x for x in self.different if x.name in taken)):
            license = field.put(license, self.key)
        if not is_of_term(license, key_end(self.key)):
            return license
        if (term := license.term) and term.key_received is None:
            known = self.before and self.before.key == self.key.trace
            day = None if known else self.today
            license = license.with_term(replace(term, key_received=day))
        return replace(license, key=self.key.trace)

    def kept_words(self, taken: Collection[str] = ()) -> str:
        """Return what is kept of the key, as a sentence."""
        after, before = self.after(taken), self.before
        received = after.term.key_received if after.term else None
        is_new = received and not (before and before.term and before.term.key_received)
        if before and after.key == before.key:
            if is_of_term(after, key_end(self.key)):
                return "Its last characters and SHA-256 are already stored."
            return (
                "Its last characters and SHA-256 are not stored: it is not the key for the "
                "current term."
            )
        instead = f", replacing {before.key}" if before and before.key else ""
        day = f" Received {received}." if is_new else ""
        return f"Only {self.key.trace} and the SHA-256 of the key are stored{instead}.{day}"

    def change(self, taken: Collection[str] = ()) -> Change:
        """Return what is to be saved; an empty change where nothing would differ."""
        after = self.after(taken)
        what = f"license key of {after.name}" if self.before else f"add license {after.name}"
        edits = () if after == self.before else (Edit(self.before, after),)
        return Change(what, licenses=edits)


def new_license(key: IssuedKey) -> License:
    """Return a license that a key makes, without what `fields_of` says of it."""
    name = key.product or key.sen or f"License with key {key.trace}"
    return License(name, vendor=ATLASSIAN.name, product=key.product, portal=MY_ATLASSIAN)


def plan_key(key: IssuedKey, license: License | None, portfolio: Portfolio, today: date) -> KeyPlan:
    """Return what a key would do to a license, or to a new one where it is None."""
    shown = license or new_license(key)
    found = fields_of(shown, key)
    filled = tuple(x for x in found if x.is_empty or license is None)
    different = tuple(x for x in found if x not in filled)
    remarks = tuple(_remarks(key, license, portfolio))
    return KeyPlan(key, license, filled, different, remarks, today)


def fitting(key: IssuedKey, portfolio: Portfolio) -> tuple[License, ...]:
    """Return the licenses to which a key may belong, archived ones only where no other does.

    The SEN decides; else the server id together with the product; else product and organization.
    A license with another SEN, or another server id, is another license.
    """
    for licenses in (portfolio.current().licenses, portfolio.licenses):
        by_sen = tuple(x for x in licenses if same_sen(key.sen, x.sen))
        if by_sen:
            return by_sen
        near = [x for x in licenses if _has_product(x, key) and not (x.sen and key.sen)]
        if key.server_id and (on := [x for x in near if _is(x.server_id, key.server_id)]):
            return tuple(on)
        near = [x for x in near if _is(x.organization, key.organization)]
        if found := tuple(x for x in near if not (x.server_id and key.server_id)):
            return found
    return ()


def _remarks(key: IssuedKey, license: License | None, portfolio: Portfolio) -> Iterator[str]:
    if license and is_of_other_term(license, key_end(key)):
        yield _other_term(key_end(key), license.end)
    if license and key.product and not _has_product(license, key):
        yield f"The key is for {key.product}: is {license.name} the right license?"
    if key.lasts:
        yield f"It is valid for {key.lasts} from installation, so its end is not known yet."
    if contact := _contact_words(key, license, portfolio):
        yield contact


def _other_term(end: date | None, here: date | None) -> str:
    ends = f"the current one ends on {here}" if here else "the current one starts later"
    if end and here and end > here:
        return (
            f"The key is for a later term, until {end}, and {ends}. Record the renewal "
            "first, then paste the key again to mark it as received."
        )
    return f"The key is for an earlier term, until {end}; {ends}."


def _contact_words(key: IssuedKey, license: License | None, portfolio: Portfolio) -> str:
    """Return who the contact in a key is here. Contacts change later: it is no error."""
    if not (key.contact_address or key.contact_name):
        return ""
    name, address = key.contact_name, key.contact_address
    said = f"{name} <{address}>" if name and address else name or address
    known = portfolio.contact_at(address) if address else None
    return f"It was issued to {said}, {_standing(known, license)}."


def _standing(known: Contact | None, license: License | None) -> str:
    if known is None:
        return "who is not a contact here"
    roles = [x.role.words for x in license.wanted if x.contact == known.id] if license else []
    if roles:
        return f"here {' and '.join(roles)}"
    return f"here {known.label}, not assigned to this license" if license else ("a contact here")


def _has_product(license: License, key: IssuedKey) -> bool:
    """Say whether a license is of the product of a key, as far as the words tell."""
    product = folded(key.product.strip())
    if not product:
        return False
    name = folded(license.name)
    return folded(license.product.strip()) == product or f"{name} ".startswith(f"{product} ")


def _is(one: str, other: str) -> bool:
    return bool(one.strip()) and text_key(one) == text_key(other)
