"""A canary for name servers: whether they tell what exists from what does not."""

from __future__ import annotations

import secrets

from licensetui.addresses.mail_answers import MailAnswer
from licensetui.domain.dataclass import dataclass

EXISTS = "gmail.com"
"""A domain that has mail servers for certain."""


def nowhere() -> str:
    """Return a name that nobody has: each time another one, which no server can remember."""
    return f"{secrets.token_hex(12)}.com"


@dataclass(frozen=True)
class Trust:
    """Trust in the answers of some name servers."""

    doubted: frozenset[MailAnswer] = frozenset()
    """Answers that prove nothing there."""
    why: str = ""
    """Why not, as a clause; empty where all answers are believed."""
    is_final: bool = True
    """Whether that is known for the whole session; else it is asked again."""


def trust(is_known: bool | None, of_nowhere: MailAnswer) -> Trust:
    """Return how far to trust servers that say this of the two canaries.

    `is_known` is whether they know mail servers of `EXISTS`, None if they do not say.
    """
    if of_nowhere not in (MailAnswer.MISSING, MailAnswer.UNKNOWN):
        doubted = frozenset((MailAnswer.MISSING, of_nowhere))
        return Trust(doubted, "the name server answers for names that do not exist")
    missing = frozenset((MailAnswer.MISSING,))
    if is_known is None:
        why = f"the name server could not look up {EXISTS}, which exists"
        return Trust(missing, why, is_final=False)
    return Trust() if is_known else Trust(missing, "the name server resolves no external names")
