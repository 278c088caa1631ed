"""The message to a partner, as a file that a mail program opens as a draft."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from licensetui.domain import portals
from licensetui.domain.portal_steps import steps
from licensetui.exchange.partner_draft import partner_draft
from licensetui.vendors.partner import partner_message
from tests.builders import HOSTILE, SETTINGS, TODAY, a_contact
from tests.domain.portal_cases import the_license, the_portfolio

LICENSE = the_license("C lea", "C anna", portals.PARTNER, name="Éditeur d'apps", site="héros.fr")
STEPS = steps(LICENSE, the_portfolio(LICENSE), TODAY, SETTINGS)
TO = (a_contact(email="samir@partner.example"), a_contact(email="Samir@Partner.example ", id=2))


def test_a_mail_program_reads_it_as_something_to_be_sent() -> None:
    raw = partner_draft(STEPS, TO, "anna@example.org")
    message = message_from_bytes(raw, policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "samir@partner.example"
    assert message["From"] == "anna@example.org"
    assert message["Date"] is None
    subject, text = partner_message(STEPS)
    assert message["Subject"] == subject
    assert message.get_content().replace("\r\n", "\n") == text
    assert "Éditeur d'apps" in text
    assert all(line.endswith(b"\r\n") and len(line) < 80 for line in raw.splitlines(keepends=True))


def test_addresses_that_take_no_mail_are_left_to_fill_in() -> None:
    broken = (
        a_contact(email="samir@partner..example"),
        a_contact(email="a@b.example\nBcc: c@d.fr"),
    )
    message = message_from_bytes(partner_draft(STEPS, broken), policy=policy.default)
    assert message.keys() == [
        "Subject",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    ]


@pytest.mark.parametrize("name", [*HOSTILE, "a\r\nBcc: eve@example.org\r\n\r\nb"])
def test_nothing_in_a_name_becomes_a_header(name: str) -> None:
    license = replace(LICENSE, name=name, partner=name)
    found = steps(license, the_portfolio(license), TODAY, SETTINGS)
    message = message_from_bytes(partner_draft(found, TO), policy=policy.default)
    assert message["Bcc"] is None
    assert message["Subject"] == "Contacts of a license"
    assert "\x1b" not in message.get_content()
