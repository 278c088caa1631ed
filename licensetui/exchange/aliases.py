"""Groups in the form of aliases(5), as Postfix, Sendmail, Exim and OpenSMTPD read it.

`name: value, value`, goes on in lines that begin with white space. Commands, files of the mail
server and `:include:` are no people, and nothing of the kind is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from licensetui.exchange.mail_groups import (
    Entry,
    GroupLink,
    LeftOut,
    ListedMember,
    MailGroup,
    group_key,
)

_NAME = r'"[^"\n]{1,300}"|[^\s"#:,;<>|/\\()]{1,300}'
_LINE = re.compile(rf"({_NAME})[ \t]*:(?![:/])(.*)", re.DOTALL)
_NO_NAMES = frozenset(
    (
        *("mailto", "smtp", "http", "https", "to", "cc", "bcc", "from", "an", "von", "kopie"),
        *("de", "para", "email", "emails", "member", "members", "mitglieder", "membres"),
        "miembros",
    )
)
"""What stands before a colon in pasted texts and names no list: in English, French, German and
Spanish."""
_LOCAL = re.compile(r"[\w.+=~^$%&'*!?{}`-]{1,64}")
_VALUES = re.compile(r'(?:"[^"]*"|\([^()]*\)|<[^<>]*>|[^,"(<]|["(<])+')
_COMMENT = re.compile(r"(?:^|\s)#.*")
_BRACKETS = re.compile(r"([^<>]*)<([^<>]+)>\s*")
_COMMAND, _FILE = "a command, not a mailbox", "a file on the mail server"
_INCLUDE = "another file, not read: import it too"


def is_aliases(text: str) -> bool:
    """Say whether a text has the form: its first line that says anything begins a list."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            return _alias(line) is not None
    return False


def read_aliases(text: str, domain: str) -> tuple[MailGroup, ...]:
    """Return the groups of a text; a name without a domain is in `domain`, which may be empty."""
    found = (_alias(line) for line in _logical_lines(text))
    return tuple(_group(*alias, domain) for alias in found if alias)


def _alias(line: str) -> tuple[str, str] | None:
    """Return the name and the values of a line, or None if it is of another form."""
    match = _LINE.fullmatch(line.rstrip())
    name = match[1].strip('"') if match else ""
    return (name, match[2]) if match and group_key(name) not in _NO_NAMES else None


def _logical_lines(text: str) -> Iterator[str]:
    """Yield the lines, each with those that go on with it; comments are left out."""
    pieces: list[str] = []
    goes_on = False
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue  # also between the lines of one
        if pieces and not (goes_on or line[0].isspace()):
            yield " ".join(pieces)
            pieces = []
        goes_on = line.endswith("\\")
        pieces.append(line.removesuffix("\\").strip())
    if pieces:
        yield " ".join(pieces)


def _group(name: str, values: str, domain: str) -> MailGroup:
    pieces = (piece.strip() for piece in _VALUES.findall(_COMMENT.sub("", values)))
    entries = tuple(_entry(piece, domain) for piece in pieces if piece)
    keys = (group_key(name), group_key(f"{name}@{domain}"))
    return MailGroup(name, keys if domain and "@" not in name else keys[:1], entries)


def _entry(piece: str, domain: str) -> Entry:
    bare = piece.strip('"').strip()
    if bare.startswith("|"):
        return LeftOut(piece, _COMMAND)
    if bare.startswith("/"):
        return LeftOut(piece, _FILE)
    if bare.casefold().startswith(":include:"):
        return LeftOut(piece, _INCLUDE)
    if bare.startswith("\\"):  # a mailbox for which no alias counts
        return _mailbox(bare[1:], piece, domain)
    named = _BRACKETS.fullmatch(piece)
    if named:
        bare = named[2].strip()
    if "@" not in bare:
        return GroupLink((group_key(bare),), _mailbox(bare, piece, domain))
    local, _, where = bare.rpartition("@")
    keys = [group_key(bare)]
    if domain and where.casefold() == domain.casefold():
        keys.append(group_key(local))
    return GroupLink(tuple(keys), ListedMember(bare, named[1].strip(' "') if named else ""))


def _mailbox(name: str, piece: str, domain: str) -> ListedMember | LeftOut:
    if "@" in name:
        return ListedMember(name)
    if not _LOCAL.fullmatch(name):
        return LeftOut(piece, "no address")
    if not domain:
        return LeftOut(piece, "a local mailbox without a domain")
    return ListedMember(f"{name}@{domain}")
