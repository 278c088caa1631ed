"""Checks of what reminders need: the sender's address, the server, the command for its password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.cli.context import Context
from licensetui.cli.mail_settings import login, sender_of, server_of
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import SettingsError
from licensetui.exchange.delivery import DeliveryError, LoginError
from licensetui.exchange.smtp import meet
from licensetui.store.check import Check, State

_PATIENCE = 10.0
"""Seconds that the server may take: somebody waits for the answer."""
_SEND = "To send a test message: licensetui remind --test --mail TO"


def mail_checks(context: Context) -> Iterator[Check]:
    """Yield what stands against sending reminders. Nothing is sent; the server is greeted."""
    try:
        sender = sender_of(context)
        server = replace(server_of(context), patience=_PATIENCE)
    except SettingsError as error:
        yield Check(
            "reminders", str(error), State.UNSET, ("Fix that setting, and run doctor again.")
        )
        return
    report = check(sender, KnownAddresses.of(Portfolio(), context.settings.own_domains))
    if report.suggestion:
        meant = f"did you mean {report.suggestion.address}?"
        remedy = "Correct mail_from (or me) in the settings."
        yield Check("sender", f"{sender}: {meant}", State.DOUBTFUL, remedy)
    else:
        yield Check("sender", sender)
    try:
        known = login(context)
        if known:
            yield Check("password", "from smtp_password_command")
        meet(server, known)
    except LoginError as error:
        yield Check(
            "password", str(error), State.UNSET, ("No reminder emails are sent until then.")
        )
    except DeliveryError as error:
        yield Check(
            "mail server", str(error), State.FAILED, ("No reminder emails are sent until then.")
        )
    else:
        yield Check("mail server", f"{server.label} accepts mail. {_SEND}")
