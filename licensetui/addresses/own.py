"""Was one of the user's own domains or contacts meant? Where no published checker looks."""

from __future__ import annotations

from dataclasses import dataclass

from licensetui.addresses.distance import DOUBLED, NEIGHBOR, SWAPPED, VOWELS, distance
from licensetui.addresses.domains import FINE, DomainVerdict, digits, is_known, judge
from licensetui.addresses.kinds import is_name, is_role, kind_of_local
from licensetui.addresses.known import Knowledge
from licensetui.addresses.near import Near
from licensetui.addresses.report import AddressKind
from licensetui.domain.counting import counted

SHORT = 2
"""Letters up to which a word says too little: `fr` and `de`, `a` and `b`."""


@dataclass(frozen=True, slots=True)
class LocalVerdict:
    """A verdict on the part before the @."""

    meant: str = ""
    """The known address that was probably meant; empty if it may well be right."""
    reason: str = ""
    """Why, as a clause."""
    note: str = ""
    """What is too unsure to be offered, as a sentence."""
    maybe: str = ""
    """The address that the note names; empty if it names none."""


def judge_domain(domain: str, known: Knowledge) -> DomainVerdict:
    """Return whether another domain was meant."""
    if known.is_trusted(domain) or is_known(domain):
        return FINE
    return known.meant(domain) or judge(domain)


def judge_local(local: str, domain: str, known: Knowledge, own_uses: int | None) -> LocalVerdict:
    """Return whether another known address of the same domain was meant.

    `own_uses` is on how many licenses the address is wanted if it is a saved contact's, else None.
    """
    is_known_one = own_uses is None and known.uses(f"{local.casefold()}@{domain}") is not None
    if "+" in local or is_known_one:
        return LocalVerdict()
    notes = []
    for near in sorted(known.like(local, domain), key=lambda near: (-near.uses, near.address)):
        sure = _is_slip(near)
        if sure is None:
            continue
        if sure and (own_uses is None or _is_better(near, own_uses)):
            return LocalVerdict(near.address, f"looks like {near.address}, {_used(near.uses)}")
        if own_uses is None or near.uses >= own_uses:
            notes.append(near)
    if notes:
        near = notes[0]
        return LocalVerdict(note=f"Close to {near.address}, {_used(near.uses)}", maybe=near.address)
    return LocalVerdict()


def _is_better(near: Near, own_uses: int) -> bool:
    """Say whether the other of two saved contacts is rather the right one."""
    if near.typed and _is_word(near.meant) != _is_word(near.typed):
        return _is_word(near.meant)
    return near.uses > own_uses


def _is_slip(near: Near) -> bool | None:
    """Say whether the typed word is a slip: surely, perhaps (False), or certainly not (None)."""
    typed, meant = near.typed, near.meant
    if typed == meant:
        return True  # nothing but dots and hyphens differ
    if digits(typed) != digits(meant) or min(len(typed), len(meant)) <= SHORT:
        return None
    local = near.address.rpartition("@")[0]
    is_team = kind_of_local(local) is AddressKind.TEAM
    if typed[0] != meant[0] and not (is_team and is_role(meant)):
        return None
    if _is_word(typed) or _is_form(typed, meant):
        return False
    cost = distance(typed, meant)
    if is_role(meant):
        return cost <= (1.1 if len(meant) > 3 else SWAPPED)
    if is_team:
        return _is_clumsy(typed, meant, cost)
    return _is_clumsy(typed, meant, cost) and not _is_variant(typed, meant)


def _is_word(word: str) -> bool:
    return is_role(word) or is_name(word)


def _is_form(typed: str, meant: str) -> bool:
    """Say whether two words differ in their last letter only: plural, gender, another language."""
    short, long = sorted((typed, meant), key=len)
    if len(short) < len(long):
        return long.startswith(short)
    return typed[:-1] == meant[:-1]


def _is_clumsy(typed: str, meant: str, cost: float) -> bool:
    """Say whether fingers slip so: a letter swapped, left out, doubled, or beside its key."""
    if cost in (SWAPPED, DOUBLED):
        return True
    if len(typed) != len(meant):
        return len(meant) > 4
    return cost <= NEIGHBOR and len(meant) > 5


def _is_variant(typed: str, meant: str) -> bool:
    """Say whether both names may be right: they differ in a vowel, an h, a doubled letter."""
    start = next((at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), 0)
    differing = {typed[start : start + 1], meant[start : start + 1]}
    if len(typed) == len(meant):
        is_swap = typed[start : start + 2] == meant[start : start + 2][::-1]
        return not is_swap and not differing.isdisjoint(VOWELS | set("hckstdzfvw"))
    longer = max(typed, meant, key=len)
    sign = longer[start]
    is_doubled = longer[start - 1] == sign or longer[start + 1 : start + 2] == sign
    return sign in VOWELS | {"h"} or (is_doubled and sign not in VOWELS)


def _used(uses: int) -> str:
    if not uses:
        return "a known contact"
    return f"used by {counted(uses, 'license')}"
