"""The message to a partner as a mail draft: a file that a mail program opens, ready to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from email import policy
from email.message import EmailMessage

from licensetui.domain.contact import Contact
from licensetui.domain.mailbox import mailbox
from licensetui.domain.portal_step import PortalStep
from licensetui.vendors.partner import partner_message


def partner_draft(steps: Sequence[PortalStep], to: Iterable[Contact], sender: str = "") -> bytes:
    """Return a draft (`.eml`) that asks a partner for all these steps, at least one.

    Addresses to which no mail can be sent are left out: who opens the draft fills them in. It has
    no date and `X-Unsent: 1`, by which mail programs know that it is still to be sent.
    """
    each = {contact.address: contact.email for contact in reversed(tuple(to))}
    recipients = _mailboxes(reversed(each.values()))
    writers = _mailboxes([sender])
    is_ascii = all(address.isascii() for address in (*recipients, *writers))
    message = EmailMessage(policy=policy.SMTP if is_ascii else policy.SMTPUTF8)
    subject, text = partner_message(steps)
    if writers:
        message["From"] = writers[0]
    if recipients:
        message["To"] = ", ".join(recipients)
    message["Subject"] = subject
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()


def _mailboxes(addresses: Iterable[str]) -> list[str]:
    found = []
    for address in addresses:
        with suppress(ValueError):
            found.append(mailbox(address))
    return found
