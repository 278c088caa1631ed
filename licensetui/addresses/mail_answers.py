"""Answers of name servers about mail to a domain, as values. Nothing is asked here."""

from __future__ import annotations

from licensetui.domain.dataclass import dataclass
from licensetui.domain.labels import Labeled
from licensetui.domain.plain import plain

ITS_SERVER = "its mail server"
"""How a reason begins that is about the mail server which a domain names."""


class MailAnswer(Labeled):
    """Whether a domain takes mail. None of them proves that an address is right."""

    ACCEPTS = "accepts"
    """It names at least one mail server (MX)."""
    IMPLICIT = "implicit"
    """It names none, but has an address, which then counts as its mail server (RFC 5321, 5.1)."""
    REFUSES = "refuses"
    """It exists and says that it takes no mail (RFC 7505), or has nothing that could take any."""
    MISSING = "missing"
    """It does not exist."""
    UNKNOWN = "unknown"
    """Nobody was asked, or nobody said anything that can be relied upon. Never a warning."""


@dataclass(frozen=True)
class MailServer:
    """The answer about mail to one domain."""

    domain: str
    """The domain as it was asked for: in lower case, without a dot at the end."""
    answer: MailAnswer
    """What the name servers say."""
    is_asked: bool
    """Whether a name server was asked at all."""
    seconds: float
    """How long the question took; 0 if none was asked."""
    why: str
    """The reason, as a clause without a full stop: `null MX`; empty where none is needed."""

    @property
    def is_bad(self) -> bool:
        """Whether mail to this domain certainly does not arrive."""
        return self.answer in (MailAnswer.REFUSES, MailAnswer.MISSING)

    @property
    def is_doubtful(self) -> bool:
        """Whether there is something to say of it: the mail server that it names may be none."""
        return self.is_bad or self.why.startswith(ITS_SERVER)

    @property
    def sentence(self) -> str:
        """The answer as a sentence, safe for a terminal."""
        domain, why = plain(self.domain), f" ({plain(self.why)})" if self.why else ""
        if not self.is_asked:
            return f"DNS not asked{why}"
        if self.answer is MailAnswer.ACCEPTS:
            return f"{domain} has a mail server"
        if self.answer is MailAnswer.IMPLICIT:
            return f"{domain} has no MX record but may accept mail"
        if self.answer is MailAnswer.REFUSES:
            return f"{domain} does not accept mail{why}"
        if self.answer is MailAnswer.MISSING:
            return f"no such domain: {domain}{why}"
        if self.is_doubtful:
            return f"{domain}: {plain(self.why)}"  # all there is to know, on one line of a form
        return f"DNS could not confirm that {domain} accepts mail{why}"


@dataclass(frozen=True)
class MailOutcome:
    """The outcome of all questions about a domain."""

    answer: MailAnswer
    why: str = ""
    """The reason, as a clause; may be empty."""
    ttl: float | None = None
    """Seconds for which the servers say that it holds; None where they say nothing."""
    is_silence: bool = False
    """Whether no server said anything at all: it is probably dead."""
    is_host_missing: bool = False
    """Whether it is unknown only because its mail servers are missing, if that can be believed."""


def not_asked(domain: str, why: str) -> MailServer:
    """Return what is known of a domain of which no name server was asked."""
    return MailServer(domain, MailAnswer.UNKNOWN, False, 0.0, why)


def unknown(domain: str, seconds: float, why: str) -> MailServer:
    """Return what is known of a domain of which name servers said nothing in `seconds`."""
    return MailServer(domain, MailAnswer.UNKNOWN, True, seconds, why)
