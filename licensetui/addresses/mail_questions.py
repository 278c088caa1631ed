"""Asks name servers whether a domain takes mail: the one module that speaks DNS.

It loads dnspython, which takes a tenth of a second: import it in a thread, as `mail_servers` does.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from ipaddress import IPv6Address, ip_address
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.message
import dns.name
import dns.rdatatype
import dns.resolver

from licensetui.addresses.mail_answers import ITS_SERVER, MailAnswer, MailOutcome
from licensetui.addresses.mail_names import why_never
from licensetui.addresses.mail_tries import MailTries
from licensetui.domain.dataclass import dataclass

LONGEST_CHAIN = 8
"""Other names that a name may stand for, one after another, where each has to be asked."""
HOSTS = 3
"""Mail servers of a domain that are looked for, the preferred first, until one is found."""
PAYLOAD = 1232
"""Bytes that an answer by UDP may have: what arrives unbroken everywhere (DNS flag day 2020)."""


class NoNameServerError(Exception):
    """Nothing names a name server: the machine is offline, or is set up without DNS."""


class UnaskableError(Exception):
    """A name that cannot be asked. Its text is the reason."""


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
        late_seconds: float,
    ) -> None:
        """Read `resolv_conf` if `nameservers` is None. Raises `NoNameServerError`.

        A question is sent again after `try_seconds`. It shall take `question_seconds` at most; an
        answer is heard for so many `late_seconds` more.
        """
        try:
            resolver = dns.asyncresolver.Resolver(resolv_conf, configure=nameservers is None)
            if nameservers is not None:
                resolver.nameservers = list(nameservers)
        except (dns.exception.DNSException, OSError, ValueError) as error:
            raise NoNameServerError from error
        if not resolver.nameservers:
            raise NoNameServerError
        resolver.port = port
        resolver.timeout = question_seconds + late_seconds  # sent again here, and heard all along
        resolver.use_edns(0, 0, PAYLOAD)
        self._tries = MailTries(resolver, try_seconds)
        self._try_seconds = try_seconds
        self._question_seconds = question_seconds
        self._late_seconds = late_seconds

    async def mail(self, domain: str, *, is_heard_late: bool = True) -> MailOutcome:
        """Find out whether a domain takes mail. Raises `UnaskableError`.

        Of the mail servers that it names only the first few are looked for, and only until one is
        found: more questions tell more people more.
        """
        name = _absolute(domain)
        soon = time.monotonic() + self._question_seconds
        end = soon + self._late_seconds * is_heard_late
        try:
            servers = await self._records(name, dns.rdatatype.MX, end)
            if not servers.records:
                return await self._implicit(name, end, servers.ttl)
        except _MissingError as missing:
            return MailOutcome(MailAnswer.MISSING, str(missing), missing.ttl)
        except _UnansweredError as error:
            return MailOutcome(MailAnswer.UNKNOWN, str(error), is_silence=error.is_silence)
        records = sorted(servers.records, key=lambda record: record.preference)
        hosts = [x.exchange for x in records if x.exchange != dns.name.root]
        if not hosts:
            return MailOutcome(MailAnswer.REFUSES, "null MX", servers.ttl)
        texts = {host: host.to_text(omit_final_dot=True).lower() for host in hosts}
        if all(text == "localhost" or text.endswith(".localhost") for text in texts.values()):
            return MailOutcome(MailAnswer.REFUSES, f"{ITS_SERVER} is localhost", servers.ttl)
        hosts = [host for host, text in texts.items() if not why_never(text)]
        if not hosts:
            text = next(iter(texts.values()))
            why = f"{ITS_SERVER} is {text}: {why_never(text)}"
            return MailOutcome(MailAnswer.UNKNOWN, why, servers.ttl)
        if await self._are_gone(hosts, min(soon, time.monotonic() + self._try_seconds)):
            why = f"{ITS_SERVER} {texts[hosts[0]]} has no address"
            return MailOutcome(MailAnswer.UNKNOWN, why, servers.ttl, is_host_missing=True)
        return MailOutcome(MailAnswer.ACCEPTS, ttl=servers.ttl)

    async def knows(self, domain: str) -> bool | None:
        """Say whether the servers know of mail servers of a domain; None if they do not say."""
        end = time.monotonic() + self._question_seconds
        try:
            return bool((await self._records(_absolute(domain), dns.rdatatype.MX, end)).records)
        except _MissingError:
            return False
        except _UnansweredError:
            return None

    async def _are_gone(self, hosts: Sequence[dns.name.Name], end: float) -> bool:
        """Say whether no mail server of a domain has an address; not where nobody says it."""
        for host in hosts[:HOSTS]:
            async with aclosing(self._addresses(host, end)) as answers:
                async for answer in answers:
                    if isinstance(answer, _UnansweredError):
                        return False
                    if isinstance(answer, _Records) and answer.records:
                        return False
        return len(hosts) <= HOSTS

    async def _implicit(self, name: dns.name.Name, end: float, ttl: float) -> MailOutcome:
        """Find out about a domain without MX: its addresses count (RFC 5321, 5.1)."""
        unanswered, has_private = None, False
        async with aclosing(self._addresses(name, end)) as answers:
            async for answer in answers:
                # Some servers know only MX records, and call a name missing that they just knew.
                if isinstance(answer, _UnansweredError):
                    unanswered = answer
                elif isinstance(answer, _Records):
                    ttl = min(ttl, answer.ttl)
                    if any(_is_public(record.address) for record in answer.records):
                        return MailOutcome(MailAnswer.IMPLICIT, ttl=ttl)
                    has_private |= bool(answer.records)
        if unanswered:
            raise unanswered
        if has_private:  # the inside of a network whose outside may take mail, or a blocked name
            return MailOutcome(MailAnswer.UNKNOWN, "it has only private addresses")
        return MailOutcome(MailAnswer.REFUSES, "no mail server and no address", ttl)

    async def _addresses(
        self, name: dns.name.Name, end: float
    ) -> AsyncGenerator[_Records | _MissingError | _UnansweredError, None]:
        """Yield what is said of the addresses of a name, of both kinds, as it comes."""
        kinds = (dns.rdatatype.A, dns.rdatatype.AAAA)
        asked = [asyncio.create_task(self._records(name, kind, end)) for kind in kinds]
        try:
            for coming in asyncio.as_completed(asked):
                try:
                    yield await coming
                except (_MissingError, _UnansweredError) as error:
                    yield error
        finally:
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)

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
                raise _UnansweredError("the name server returned only a referral")
            if answer.canonical_name == name or _is_final(answer.response):
                return _Records((), ttl)
            name = answer.canonical_name
        raise _UnansweredError("its CNAME records form a loop")

    async def _answer(
        self, name: dns.name.Name, kind: dns.rdatatype.RdataType, end: float
    ) -> dns.resolver.Answer:
        try:
            return await self._tries.first(name, kind, end)
        except dns.resolver.NXDOMAIN as missing:
            raise _missing(missing, name) from missing
        except (dns.resolver.LifetimeTimeout, TimeoutError) as late:
            raise _UnansweredError("no answer in time", is_silence=True) from late
        except dns.resolver.NoNameservers as error:
            if "FORMERR" in _codes(error) and self._tries.without_extensions():
                return await self._answer(name, kind, end)
            raise _unanswered(error) from error
        except dns.exception.DNSException as error:
            raise _UnansweredError("the answer is invalid") from error


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
    why = "" if chain.canonical_name == name else f"it is an alias of {other}, which does not exist"
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
    return _UnansweredError("the answer is invalid")


def _is_public(text: str) -> bool:
    """Return whether an address can be reached from everywhere."""
    address = ip_address(text)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_global and not address.is_multicast
