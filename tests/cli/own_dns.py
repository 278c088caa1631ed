"""The program with a name server of our own: `python -m tests.cli.own_dns PORT ARGUMENT ...`."""

from __future__ import annotations

import sys
from functools import partial

from licensetui.addresses.mail_servers import Limits, MailServers
from licensetui.cli import asking, main


def run(port: int, *arguments: str) -> int:
    """Run the program, which asks the name server on 127.0.0.1 at a port."""
    limits = Limits(try_seconds=0.3, question_seconds=0.6, longest_wait=5)
    ours = partial(MailServers, nameservers=["127.0.0.1"], port=port, limits=limits)
    vars(asking)["MailServers"] = ours
    return main(arguments)


if __name__ == "__main__":
    sys.exit(run(int(sys.argv[1]), *sys.argv[2:]))
