"""A name server of our own on 127.0.0.1, by UDP and TCP, that answers well, badly or not at all."""

from __future__ import annotations

import re
import socket
import struct
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer, ThreadingUDPServer
from threading import Thread
from types import TracebackType
from typing import NamedTuple, Self

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

TTL = 300
"""Seconds for which answers hold, unless they say otherwise."""


class Asked(NamedTuple):
    """One question that came in."""

    name: str
    """In lower case, without a dot at the end."""
    kind: str
    """`MX`, `A` or `AAAA`."""
    by: str
    """`udp` or `tcp`."""


Reply = Callable[[dns.message.Message, str], bytes]
"""Makes the bytes of an answer to a question that came by `udp` or `tcp`; empty: none is sent."""


def records(*lines: str, ttl: int = TTL, soa: bool = True) -> Reply:
    """Answer with those of `lines` that fit: `MX 10 mx1.example.com.`, `A 192.0.2.1`.

    Where none fits the answer is empty, with the zone's SOA or without. A line can begin with the
    name to which it belongs: `other.example.com. A 192.0.2.1`; these follow a CNAME. Without the
    SOA, such an answer leaves it to whoever asked to follow one.
    """
    parsed = [_record(line) for line in lines]

    def reply(query: dns.message.Message, _by: str) -> bytes:
        response = _response(query)
        question = query.question[0]
        name = question.name
        texts: list[str] = []
        for _ in range(20):
            own = [(k, text) for owner, k, text in parsed if (owner or question.name) == name]
            cname = dns.rdatatype.CNAME
            kind = question.rdtype if all(k != cname for k, _ in own) else cname
            texts = [text for k, text in own if k == kind]
            if texts:
                response.answer.append(dns.rrset.from_text(name, ttl, "IN", kind, *texts))
            if kind != cname:
                break
            name = dns.name.from_text(texts[0])
        if soa and not texts:
            _add_soa(response, ttl)
        return response.to_wire()

    return reply


def _record(line: str) -> tuple[dns.name.Name | None, dns.rdatatype.RdataType, str]:
    first, rest = line.split(" ", 1)
    if not first.endswith("."):
        return None, dns.rdatatype.from_text(first), rest
    kind, text = rest.split(" ", 1)
    return dns.name.from_text(first), dns.rdatatype.from_text(kind), text


def code(name: str, ttl: int = TTL) -> Reply:
    """Answer with a code and nothing else: `NXDOMAIN`, `SERVFAIL`, `REFUSED`."""

    def reply(query: dns.message.Message, _by: str) -> bytes:
        response = _response(query)
        response.set_rcode(dns.rcode.from_text(name))
        if name == "NXDOMAIN":
            _add_soa(response, ttl)
        return response.to_wire()

    return reply


def referral(query: dns.message.Message, _by: str) -> bytes:
    """Answer only who may know."""
    response = _response(query)
    servers = dns.rrset.from_text("com.", TTL, "IN", "NS", "ns1.example.com.")
    response.authority.append(servers)
    return response.to_wire()


def dropped(_query: dns.message.Message, _by: str) -> bytes:
    """Say nothing."""
    return b""


def garbage(_query: dns.message.Message, _by: str) -> bytes:
    """Send what is no DNS."""
    return b"\xff\xfe[/red]\x1b[31m" * 9


def cut(query: dns.message.Message, _by: str) -> bytes:
    """Send the beginning of an answer that looks good."""
    return records("MX 10 mx1.example.com.")(query, _by)[:-7]


def late(seconds: float, then: Reply) -> Reply:
    """Answer after a while."""

    def reply(query: dns.message.Message, by: str) -> bytes:
        time.sleep(seconds)
        return then(query, by)

    return reply


def truncated(by_tcp: Reply) -> Reply:
    """Answer by UDP that it does not fit; `by_tcp` has the rest."""

    def reply(query: dns.message.Message, by: str) -> bytes:
        if by == "tcp":
            return by_tcp(query, by)
        response = _response(query)
        response.flags |= dns.flags.TC
        return response.to_wire()

    return reply


def wrong_id(then: Reply) -> Reply:
    """Answer a question that nobody asked, as a forger does who guesses."""

    def reply(query: dns.message.Message, by: str) -> bytes:
        wire = then(query, by)
        return struct.pack("!H", (query.id + 1) % 65536) + wire[2:]

    return reply


def wrong_question(then: Reply) -> Reply:
    """Answer for another name, with the right number."""

    def reply(query: dns.message.Message, by: str) -> bytes:
        kind = query.question[0].rdtype
        other = dns.message.make_query("other.example.com.", kind, id=query.id)
        return then(other, by)

    return reply


def _response(query: dns.message.Message) -> dns.message.Message:
    response = dns.message.make_response(query, recursion_available=True)
    response.use_edns(-1)  # then a long answer is not cut off at what the question allows
    return response


def _add_soa(response: dns.message.Message, ttl: int) -> None:
    text = f"ns1.example.com. root.example.com. 1 3600 600 86400 {ttl}"
    response.authority.append(dns.rrset.from_text("com.", ttl, "IN", "SOA", text))


OUTSIDE: Mapping[str, Reply] = {
    "gmail.com": records("MX 5 mx1.example.com."),
    **{f"mx{number}.example.com": records("A 8.8.8.8") for number in range(100)},
}
"""What every name server on the internet can answer: of gmail.com, and of mail servers."""
_NOWHERE = re.compile(r"[0-9a-f]{24}\.com")


class DnsServer:
    """The server, from `with` to its end. Names it does not know do not exist."""

    def __init__(
        self,
        names: Mapping[str, Reply],
        otherwise: Reply | None = None,
        drips: float = 0.0,
        *,
        knows_outside: bool = True,
    ) -> None:
        """Listen on a free port of 127.0.0.1. `drips`: seconds before each byte by TCP.

        It answers of what is outside, unless told otherwise.
        """
        self.names = {**OUTSIDE, **names} if knows_outside else dict(names)
        """What it answers, by name without a dot at the end; may be changed at any time."""
        self.otherwise = otherwise or code("NXDOMAIN")
        """What it answers for all other names."""
        self.everything: list[Asked] = []
        """All that was asked, in order."""
        self.errors: list[Exception] = []
        """What went wrong in here, to be raised in the end."""
        self._drips = drips
        self._knows_outside = knows_outside
        self._udp, self._tcp = self._listening()
        self.port = self._udp.server_address[1]
        """Where it listens."""

    @property
    def asked(self) -> list[Asked]:
        """What was asked but for the canaries and the mail servers of others."""
        return [x for x in self.everything if x.name not in OUTSIDE and not is_nowhere(x.name)]

    def questions(self, name: str) -> list[Asked]:
        """Return what was asked for a name."""
        return [asked for asked in self.everything if asked.name == name]

    def __enter__(self) -> Self:
        for server in (self._udp, self._tcp):
            Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for server in (self._udp, self._tcp):
            server.shutdown()
            server.server_close()
        if self.errors:
            raise AssertionError(f"the tests' own name server failed: {self.errors}")

    def _listening(self) -> tuple[ThreadingUDPServer, ThreadingTCPServer]:
        """Open both sockets on the same port."""
        answer, drips = self._answer, self._drips

        class ByUdp(BaseRequestHandler):
            def handle(self) -> None:
                packet, sock = self.request
                if wire := answer(packet, "udp"):
                    with suppress(OSError):  # the server ended while this answer was late
                        sock.sendto(wire, self.client_address)

        class ByTcp(BaseRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):  # whoever asked is gone
                    length = struct.unpack("!H", self.request.recv(2, socket.MSG_WAITALL))[0]
                    packet = self.request.recv(length, socket.MSG_WAITALL)
                    if wire := answer(packet, "tcp"):
                        whole = struct.pack("!H", len(wire)) + wire
                        for part in [bytes([byte]) for byte in whole] if drips else [whole]:
                            time.sleep(drips)
                            self.request.sendall(part)

        for _ in range(20):
            udp = _Udp(("127.0.0.1", 0), ByUdp)
            try:
                return udp, _Tcp(udp.server_address, ByTcp)
            except OSError:  # somebody else has this port for TCP
                udp.server_close()
        raise OSError("no port is free for both UDP and TCP")

    def _answer(self, packet: bytes, by: str) -> bytes:
        try:
            query = dns.message.from_wire(packet)
            question = query.question[0]
            name = question.name.to_text(omit_final_dot=True).lower()
            self.everything.append(Asked(name, dns.rdatatype.to_text(question.rdtype), by))
            is_canary = self._knows_outside and is_nowhere(name)
            reply = code("NXDOMAIN") if is_canary else self.names.get(name, self.otherwise)
            return reply(query, by)
        except Exception as error:
            self.errors.append(error)
            return b""


def is_nowhere(name: str) -> bool:
    """Say whether a name is a random one, of which nobody can tell anything."""
    return bool(_NOWHERE.fullmatch(name))


class _Udp(ThreadingUDPServer):
    daemon_threads = True
    block_on_close = False
    max_packet_size = 65535


class _Tcp(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
