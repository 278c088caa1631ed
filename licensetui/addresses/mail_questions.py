"""Asks name servers whether a domain takes mail: the one module that speaks DNS.

It loads dnspython, which takes a tenth of a second: import it in a thread, as `mail_servers` does.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.message
import dns.name
import dns.rdatatype
import dns.resolver

from licensetui.addresses.mail_answers import MailAnswer
from licensetui.addresses.mail_names import why_never

LONGEST_CHAIN = 8
"""Other names that a name may stand for, one after another, where each has to be asked."""
PAYLOAD = 1232
"""Bytes that an answer by UDP may have: what arrives unbroken everywhere (DNS flag day 2020)."""


class NoNameServerError(Exception):
    """Nothing names a name server: the machine is offline, or is set up without DNS."""


class UnaskableError(Exception):
    """A name that cannot be asked. Its text is the reason."""


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


class _MissingError(Exception):
    """There is no such name. Its text is the reason, if there is more to say."""

    def __init__(self, why: str, ttl: float) -> None:
        super().__init__(why)
        self.ttl = ttl


class _UnansweredError(Exception):
    """The servers gave no usable answer. Its text is the reason."""

    def __init__(self, why: str, *, is_silence: bool = False) -> None:
        super().__init__(why)
        self.is_silence = is_silence


@dataclass(frozen=True)
class _Records:
    """The records of one type of a name."""

    records: tuple[Any, ...]
    """As dnspython reads them; empty if the name exists without any."""
    ttl: float
    """Seconds for which this holds."""


class Questions:
    """Questions to one set of name servers. For one event loop."""

    def __init__(
        self,
        nameservers: Sequence[str] | None,
        port: int,
        resolv_conf: str,
        try_seconds: float,
        question_seconds: float,
    ) -> None:
        """Read `resolv_conf` if `nameservers` is None. Raises `NoNameServerError`."""
        try:
            resolver = dns.asyncresolver.Resolver(resolv_conf, configure=nameservers is None)
            if nameservers is not None:
                resolver.nameservers = list(nameservers)
        except (dns.exception.DNSException, OSError, ValueError) as error:
            raise NoNameServerError from error
        if not resolver.nameservers:
            raise NoNameServerError
        resolver.port = port
        resolver.timeout = try_seconds
        resolver.use_edns(0, 0, PAYLOAD)
        self._resolver = resolver
        self._question_seconds = question_seconds

    async def mail(self, domain: str) -> MailOutcome:
        """Find out whether a domain takes mail, with all questions in `question_seconds`.

        Mail servers that a domain names are not asked for: that it names them is what it says of
        itself, and more questions tell more people more. Raises `UnaskableError`.
        """
        name = _absolute(domain)
        end = time.monotonic() + self._question_seconds
        try:
            servers = await self._records(name, dns.rdatatype.MX, end)
            if not servers.records:
                return await self._implicit(name, end, servers.ttl)
        except _MissingError as missing:
            return MailOutcome(MailAnswer.MISSING, str(missing), missing.ttl)
        except _UnansweredError as error:
            return MailOutcome(MailAnswer.UNKNOWN, str(error), is_silence=error.is_silence)
        if all(record.exchange == dns.name.root for record in servers.records):
            return MailOutcome(MailAnswer.REFUSES, "null MX", servers.ttl)
        return MailOutcome(MailAnswer.ACCEPTS, ttl=servers.ttl)

    async def _implicit(self, name: dns.name.Name, end: float, ttl: float) -> MailOutcome:
        """Find out about a domain without MX: its addresses count (RFC 5321, 5.1)."""
        kinds = (dns.rdatatype.A, dns.rdatatype.AAAA)
        asked = (self._records(name, kind, end) for kind in kinds)
        answers = await asyncio.gather(*asked, return_exceptions=True)
        addresses = [answer for answer in answers if isinstance(answer, _Records)]
        ttl = min([ttl, *(answer.ttl for answer in addresses)])
        texts = [record.address for answer in addresses for record in answer.records]
        if any(_is_public(text) for text in texts):
            return MailOutcome(MailAnswer.IMPLICIT, ttl=ttl)
        for answer in answers:
            # Some servers know only MX records, and call a name missing that they have just known.
            if isinstance(answer, BaseException) and not isinstance(answer, _MissingError):
                raise answer
        if texts:  # the inside of a network whose outside may take mail, or a blocked name
            return MailOutcome(MailAnswer.UNKNOWN, "it has only addresses of a private network")
        return MailOutcome(MailAnswer.REFUSES, "no mail server and no address", ttl)

    async def _records(
        self, name: dns.name.Name, kind: dns.rdatatype.RdataType, end: float
    ) -> _Records:
        """Return the records of a name, or of the name for which it stands (CNAME)."""
        ttl = float("inf")
        for _ in range(LONGEST_CHAIN):
            answer = await self._answer(name, kind, end)
            ttl = min(ttl, answer.chaining_result.minimum_ttl)
            if answer.rrset is not None:
                return _Records(tuple(answer.rrset), ttl)
            if _is_referral(answer.response):
                raise _UnansweredError("the name server only knows whom else to ask")
            if answer.canonical_name == name or _is_final(answer.response):
                return _Records((), ttl)
            name = answer.canonical_name
        raise _UnansweredError("its names lead in circles")

    async def _answer(
        self, name: dns.name.Name, kind: dns.rdatatype.RdataType, end: float
    ) -> dns.resolver.Answer:
        lifetime = end - time.monotonic()
        try:
            async with asyncio.timeout(lifetime):  # dnspython's own end comes after a pause
                return await self._resolver.resolve(
                    name, kind, search=False, raise_on_no_answer=False, lifetime=lifetime
                )
        except dns.resolver.NXDOMAIN as missing:
            raise _missing(missing, name) from missing
        except (dns.resolver.LifetimeTimeout, TimeoutError) as late:
            raise _UnansweredError("no answer in time", is_silence=True) from late
        except dns.resolver.NoNameservers as error:
            if self._resolver.edns >= 0 and "FORMERR" in _codes(error):
                self._resolver.use_edns(False)  # the server is older than that (RFC 6891, 7)
                return await self._answer(name, kind, end)
            raise _unanswered(error) from error
        except dns.exception.DNSException as error:
            raise _UnansweredError("the answer makes no sense") from error


def _absolute(domain: str) -> dns.name.Name:
    """Return the name to ask for, which no search list is added to. Raises `UnaskableError`."""
    try:
        name = dns.name.from_text(domain, dns.name.root, dns.name.IDNA_2008_Practical)
    except dns.exception.DNSException as error:
        raise UnaskableError("no name that DNS can know") from error
    why = why_never(name.to_text(omit_final_dot=True).lower())
    if why:  # characters that stand for others can hide one
        raise UnaskableError(why)
    return name


def _is_referral(response: dns.message.Message) -> bool:
    """Return whether an answer without records says nothing but who may know (RFC 2308, 2.2)."""
    kinds = {rrset.rdtype for rrset in response.authority}
    return dns.rdatatype.NS in kinds and dns.rdatatype.SOA not in kinds


def _is_final(response: dns.message.Message) -> bool:
    """Return whether an answer without records speaks of the last name of a chain (RFC 2308)."""
    return any(rrset.rdtype == dns.rdatatype.SOA for rrset in response.authority)


def _missing(error: dns.resolver.NXDOMAIN, name: dns.name.Name) -> _MissingError:
    """Say what is missing: the name, or another for which it stands (RFC 6604)."""
    chain = error.kwargs["responses"][name].resolve_chaining()
    other = chain.canonical_name.to_text(omit_final_dot=True)
    why = "" if chain.canonical_name == name else f"it stands for {other}, which does not exist"
    return _MissingError(why, chain.minimum_ttl)


def _codes(error: dns.resolver.NoNameservers) -> list[str]:
    """Return what the servers said; dnspython lists each with a code, or with an exception."""
    return [entry[3] for entry in error.kwargs["errors"] if isinstance(entry[3], str)]


def _unanswered(error: dns.resolver.NoNameservers) -> _UnansweredError:
    """Say why no server answered."""
    reasons = [entry[3] for entry in error.kwargs["errors"]]
    if codes := _codes(error):
        return _UnansweredError(f"the name server says {codes[-1]}")
    if all(isinstance(reason, OSError) for reason in reasons):
        return _UnansweredError("the name server cannot be reached", is_silence=True)
    if any(isinstance(reason, dns.message.Truncated) for reason in reasons):
        return _UnansweredError("the answer was cut short")
    return _UnansweredError("the answer makes no sense")


def _is_public(text: str) -> bool:
    """Return whether an address can be reached from everywhere."""
    address = ip_address(text)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_global and not address.is_multicast
