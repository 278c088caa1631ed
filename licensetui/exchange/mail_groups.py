"""Groups of mail addresses as files list them, and who is in one: groups within groups, loops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from licensetui.domain.counting import listed
from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import plain
from licensetui.reading.cells import quoted
from licensetui.tables.table import TableError

MOST_MEMBERS = 2_000
"""More who read one address cannot be meant."""
_NAMED = 6
"""So many groups are named at most."""


class MemberListError(TableError):
    """A list from which no members can be read. Its text is a sentence that names the file."""


class WhichListError(MemberListError):
    """A file of several lists, none of which is called like the team: somebody has to say which."""


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A member as a list has it."""

    address: str
    """As written."""
    name: str = ""
    """May be empty."""
    is_team: bool = False
    """Whether it is a list of its own, whose members are not told."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry of a list that is no member."""

    text: str
    """The entry."""
    why: str
    """Why it is none, a few words."""


@dataclass(frozen=True, slots=True)
class GroupLink:
    """An entry that names another group, if the file has it."""

    keys: tuple[str, ...]
    """What the group may be called, as `group_key`, in the order in which they are tried."""
    otherwise: ListedMember | LeftOut
    """What it is if the file has no such group, or if a group names itself."""


Entry = ListedMember | LeftOut | GroupLink
"""What stands in a group."""


@dataclass(frozen=True, slots=True)
class MailGroup:
    """A group with all that it is called by."""

    label: str
    """What to call it; empty for the only list of a file, which has no name."""
    keys: tuple[str, ...]
    """All that it is called by, as `group_key`."""
    entries: tuple[Entry, ...]
    """In the order of the file."""


def group_key(text: str) -> str:
    """Return the name of a group in the form in which two are compared."""
    return text.strip().casefold()


def chosen(
    groups: Sequence[MailGroup], called: Sequence[str], wanted: str, source: str
) -> MailGroup:
    """Return the group that is `wanted`; if nothing is, that of a team, by what it is `called`.

    The only list of a file that has no name is meant in any case. Groups of one name are one.
    Raises `WhichListError` that names those there are.
    """
    if not wanted and len(groups) == 1 and not groups[0].label:
        return groups[0]
    for name in [wanted] if wanted else called:
        found = [group for group in groups if name.strip() and group_key(name) in group.keys]
        if found:
            entries = tuple(entry for group in found for entry in group.entries)
            return MailGroup(found[0].label, found[0].keys, entries)
    looked_for = quoted(wanted or next(iter(called), ""))
    names = list(dict.fromkeys(plain(group.label) for group in groups if group.label))
    if not names:
        raise MemberListError(f"{source} is a single list without a name: omit --list")
    raise WhichListError(f"{source} has no list {looked_for}; it has {listed(names, _NAMED)}")


def expanded(groups: Iterable[MailGroup], start: MailGroup) -> Iterator[ListedMember | LeftOut]:
    """Yield all who are in a group, those of the groups in it at their places, each group once."""
    known: dict[str, list[MailGroup]] = {}
    for group in groups:
        for key in group.keys:
            known.setdefault(key, []).append(group)
    around, seen = set(start.keys), set(start.keys)
    # Iterators on a stack, not calls: a file may nest as deep as it is long.
    stack = [(frozenset(start.keys), iter(start.entries))]
    while stack:
        keys, entries = stack[-1]
        entry = next(entries, None)
        if entry is None:
            stack.pop()
            around -= keys
        elif not isinstance(entry, GroupLink):
            yield entry
        else:
            key = next((key for key in entry.keys if key in known), "")
            if not key or (key in keys and len(stack) > 1):
                yield entry.otherwise  # `anna: anna, archive`: she gets it in her own mailbox
            elif key in around:
                yield LeftOut(known[key][0].label, "refers back to itself: a loop")
            elif key not in seen:
                inner = frozenset(name for group in known[key] for name in group.keys)
                around |= inner
                seen |= inner
                stack.append((inner, chain.from_iterable(x.entries for x in known[key])))
