"""Was one of the user's own domains or contacts meant? Where no published checker looks."""

from __future__ import annotations

from dataclasses import dataclass

from licensetui.addresses.domain_parts import parts
from licensetui.addresses.domains import FINE, DomainVerdict, is_known, judge
from licensetui.addresses.known import Knowledge
from licensetui.addresses.near import Near, tokens
from licensetui.addresses.slips import SHORT, is_slip, is_word
from licensetui.domain.counting import counted

SURE = 3
"""So many times as often as a domain of a single contact must another be used to be meant."""


@dataclass(frozen=True, slots=True)
class LocalVerdict:
    """A verdict on the part before the @."""

    meant: str = ""
    """The known address that was probably meant; empty if it may well be right."""
    reason: str = ""
    """Why, as a clause."""
    note: str = ""
    """What is too unsure to be offered, as a sentence."""


def judge_domain(domain: str, known: Knowledge, *, is_saved: bool) -> DomainVerdict:
    """Return whether another domain was meant; `is_saved` if a saved contact has this one."""
    if known.is_trusted(domain) or is_known(domain):
        return FINE
    own = known.meant(domain)
    if own is not None:
        return _own_domain(domain, own, known, is_saved=is_saved)
    return judge(domain)


def _own_domain(
    domain: str, own: DomainVerdict, known: Knowledge, *, is_saved: bool
) -> DomainVerdict:
    """Return the verdict, softened where another domain is used as little as this one."""
    if not own.meant:
        return own
    typed, meant = parts(domain), parts(own.meant)
    if typed.ending == meant.ending and typed.name != meant.name:
        pair = _one_word(typed.name, meant.name)
        if pair and min(map(len, pair)) <= SHORT:
            return FINE  # hu-berlin.de and fu-berlin.de, acme-fr.com and acme-de.com
    registered = parts(own.meant).registered
    has_rival = known.count(domain) > 0
    enough = 2 if is_saved else SURE
    if has_rival and known.count(registered) < enough:
        return DomainVerdict(note=f"{domain} is close to {own.meant}")
    return own


def judge_local(local: str, domain: str, known: Knowledge, own_uses: int | None) -> LocalVerdict:
    """Return whether another known address of the same domain was meant.

    `own_uses` is on how many licenses the address is wanted if it is a saved contact's, else None.
    """
    is_known_one = own_uses is None and known.uses(f"{local.casefold()}@{domain}") is not None
    if "+" in local or is_known_one:
        return LocalVerdict()
    notes = []
    for near in sorted(known.like(local, domain), key=lambda near: (-near.uses, near.address)):
        sure = is_slip(near, local)
        if sure is None:
            continue
        if sure and (own_uses is None or _is_better(near, own_uses)):
            return LocalVerdict(near.address, f"looks like {near.address}, {_used(near.uses)}")
        if own_uses is None or near.uses >= own_uses:
            notes.append(near)
    if notes:
        return LocalVerdict(note=f"Close to {notes[0].address}, {_used(notes[0].uses)}")
    return LocalVerdict()


def _is_better(near: Near, own_uses: int) -> bool:
    """Say whether the other of two saved contacts is rather the right one."""
    if near.typed and is_word(near.meant) != is_word(near.typed):
        return is_word(near.meant)
    return near.uses > own_uses


def _one_word(typed: str, meant: str) -> tuple[str, str] | None:
    """Return the words in which two names of as many words differ, if they differ in one."""
    if len(tokens(typed)) != len(tokens(meant)):
        return None
    pairs = zip(tokens(typed), tokens(meant), strict=True)
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    return differing[0] if len(differing) == 1 else None


def _used(uses: int) -> str:
    if not uses:
        return "a known contact"
    return f"used by {counted(uses, 'license')}"
