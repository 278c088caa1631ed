"""Ask a real name server: `python -m tests.nsd` runs Debian's `nsd` on a free port of 127.0.0.1.

It is the judge of the answers that our own server of the tests imitates: zones made for the purpose
say that mail is taken or not, one has no file (SERVFAIL), one is not there at all (REFUSED).
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from licensetui.addresses.mail_servers import MailAnswer, MailServers
from tests.ports import free_port

SOA = "@ 300 IN SOA ns1 root 1 3600 600 86400 300\n@ 300 IN NS ns1\nns1 300 IN A 192.0.2.53\n"

ZONES = {
    "gmail.com": "@ 300 IN MX 5 smtp\nsmtp 300 IN A 8.8.8.8\n",  # the canary
    "accepts.com": "@ 300 IN MX 10 mx1\n@ 300 IN MX 20 mx2.example.com.\n* 300 IN MX 10 mx1\n"
    "mx1 300 IN A 8.8.8.8\n",
    "many.com": "".join(f"@ 300 IN MX {n} a-mail-server-{n}.far{n}.com.\n" for n in range(100)),
    "implicit.com": "@ 300 IN A 8.8.8.8\n",
    "six.com": "@ 300 IN AAAA 2606:4700::1111\n",
    "inside.com": "@ 300 IN A 10.0.0.1\n",
    "null.com": "@ 300 IN MX 0 .\n@ 300 IN A 8.8.8.8\n",
    "nodata.com": "@ 300 IN TXT hello\nbelow.middle 300 IN TXT hello\n",
    "alias.com": "near 300 IN CNAME there\nthere 300 IN MX 10 mx\nmx 300 IN A 8.8.8.8\n"
    "far 300 IN CNAME null.com.\n"
    "dead 300 IN CNAME gone\naway 300 IN CNAME gone.nodata.com.\nthird 300 IN CNAME near\n",
    "parent.com": "child 300 IN NS ns.child\nns.child 300 IN A 192.0.2.54\n",
    "xn--bcher-kva.de": "@ 300 IN MX 10 mx\nmx 300 IN AAAA 2606:4700::1111\n",
    "local.com": "@ 300 IN MX 10 localhost.\n@ 300 IN A 8.8.8.8\n",
    "number.com": "@ 300 IN MX 10 8.8.8.8.\n",
    "dead.com": "@ 300 IN MX 10 gone\n@ 300 IN MX 20 nodata.com.\n",
    "half.com": "@ 300 IN MX 10 gone\n@ 300 IN MX 20 mx1.accepts.com.\n",
}
"""What the zones say, after their SOA."""
FILELESS = "lost.com"
"""A zone that is set up, but has no file."""


class Case(NamedTuple):
    """A domain and what is to be found out."""

    domain: str
    answer: MailAnswer
    why: str = ""


CASES = (
    Case("accepts.com", MailAnswer.ACCEPTS),
    Case("any.thing.accepts.com", MailAnswer.ACCEPTS),
    Case("many.com", MailAnswer.ACCEPTS),  # too long for UDP
    Case("bücher.de", MailAnswer.ACCEPTS),
    Case("near.alias.com", MailAnswer.ACCEPTS),
    Case("third.alias.com", MailAnswer.ACCEPTS),
    Case("implicit.com", MailAnswer.IMPLICIT),
    Case("six.com", MailAnswer.IMPLICIT),
    Case("null.com", MailAnswer.REFUSES, "null MX"),
    Case("far.alias.com", MailAnswer.REFUSES, "null MX"),
    Case("local.com", MailAnswer.REFUSES, "its mail server is localhost"),
    Case("number.com", MailAnswer.UNKNOWN, "its mail server is 8.8.8.8: a number"),
    Case("dead.com", MailAnswer.UNKNOWN, "its mail server gone.dead.com has no address"),
    Case("half.com", MailAnswer.ACCEPTS),
    Case("nodata.com", MailAnswer.REFUSES, "no mail server and no address"),
    Case("middle.nodata.com", MailAnswer.REFUSES, "no mail server and no address"),
    Case("gone.nodata.com", MailAnswer.MISSING),
    Case(
        "dead.alias.com", MailAnswer.MISSING, ("it is an alias of gone.alias.com, which does not")
    ),
    Case("away.alias.com", MailAnswer.MISSING),
    Case("inside.com", MailAnswer.UNKNOWN, "it has only private addresses"),
    Case("child.parent.com", MailAnswer.UNKNOWN, "the name server returned only a referral"),
    Case("elsewhere.com", MailAnswer.UNKNOWN, "the name server says REFUSED"),
    Case(FILELESS, MailAnswer.UNKNOWN, "the name server says SERVFAIL"),
)


def main() -> int:
    """Ask everything, print a line for each, and return the exit code."""
    program = shutil.which("nsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        print("nsd SKIPPED: there is no nsd (Debian: apt-get install nsd)")
        return 0
    with (
        tempfile.TemporaryDirectory(prefix="licensetui-nsd-") as place,
        _nsd(program, Path(place).resolve()) as port,
    ):
        wrong = asyncio.run(_ask_all(port))
    print(f"nsd: {len(CASES)} domains asked, {wrong} wrong")
    return 1 if wrong else 0


async def _ask_all(port: int) -> int:
    """Return how many answers are not as they should be."""
    servers = MailServers(nameservers=["127.0.0.1"], port=port)
    wrong = 0
    for case in CASES:
        found = await servers.ask(case.domain)
        is_right = found.is_asked and found.answer is case.answer and case.why in found.why
        wrong += not is_right
        print(
            f"{'' if is_right else 'WRONG '}{case.domain}: {found.answer.value}: {found.sentence}"
        )
    servers.close()
    return wrong


@contextmanager
def _nsd(program: str, place: Path) -> Iterator[int]:
    """Run the server with its files in a directory; the value is its port."""
    port = free_port()
    lines = [
        "server:",
        "  ip-address: 127.0.0.1",
        f"  port: {port}",
        "  server-count: 1",
        '  username: ""',
        f'  zonesdir: "{place}"',
        f'  pidfile: "{place}/nsd.pid"',
        f'  xfrdfile: "{place}/xfrd.state"',
        f'  zonelistfile: "{place}/zone.list"',
        f'  xfrdir: "{place}"',
        '  database: ""',
        "remote-control:",
        "  control-enable: no",
    ]
    for zone in (*ZONES, FILELESS):
        lines += ["zone:", f"  name: {zone}", f'  zonefile: "{zone}.zone"']
    for zone, text in ZONES.items():
        (place / f"{zone}.zone").write_text(f"$ORIGIN {zone}.\n{SOA}{text}")
    (place / "nsd.conf").write_text("\n".join(lines) + "\n")
    with (place / "nsd.log").open("wb") as log:
        process = subprocess.Popen(
            [program, "-d", "-c", place / "nsd.conf"], stdout=log, stderr=log
        )
    try:
        _wait_until_it_listens(process, port, place / "nsd.log")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"nsd does not start:\n{log.read_text(errors='replace')}")


if __name__ == "__main__":
    sys.exit(main())
