"""A question to name servers, sent again while no answer comes; one to any of them counts."""

from __future__ import annotations

import asyncio
import copy
import time

import dns.asyncresolver
import dns.name
import dns.rdatatype
import dns.resolver

TRIES = 3
"""Times that a question is sent, to each name server in turn."""


class MailTries:
    """Sends questions to the name servers of one resolver."""

    def __init__(self, resolver: dns.asyncresolver.Resolver, try_seconds: float) -> None:
        """Send again after so many seconds; the resolver itself waits for as long as it is told."""
        self._try_seconds = try_seconds
        self._resolvers = []
        servers = list(resolver.nameservers)
        for number in range(len(servers)):  # each begins with another server
            turned = copy.copy(resolver)
            turned.nameservers = servers[number:] + servers[:number]
            self._resolvers.append(turned)

    def without_extensions(self) -> bool:
        """Ask without extensions from now on (RFC 6891, 7); say whether that is anything new."""
        is_new = self._resolvers[0].edns >= 0
        for resolver in self._resolvers:
            resolver.use_edns(False)
        return is_new

    async def first(
        self, name: dns.name.Name, kind: dns.rdatatype.RdataType, end: float
    ) -> dns.resolver.Answer:
        """Return the first answer until `end`, to whichever try. Raises as dnspython does.

        Who sends again does not forget what was sent before: many answer slower than that.
        """
        tries: list[asyncio.Task[dns.resolver.Answer]] = []
        try:
            for number in range(TRIES):
                left = max(end - time.monotonic(), 0)
                resolver = self._resolvers[number % len(self._resolvers)]
                asked = resolver.resolve(
                    name, kind, search=False, raise_on_no_answer=False, lifetime=left
                )
                tries.append(asyncio.create_task(asked))
                patience = left if number == TRIES - 1 else min(left, self._try_seconds)
                done, _ = await asyncio.wait(
                    tries, timeout=patience, return_when=asyncio.FIRST_COMPLETED
                )
                if done:
                    return done.pop().result()
            raise TimeoutError
        finally:
            for attempt in tries:
                attempt.cancel()
            await asyncio.gather(*tries, return_exceptions=True)
