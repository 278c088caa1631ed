"""Reminders on their way: each sent once, and noted before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from licensetui.cli.context import Context
from licensetui.cli.registry import DELIVER, REMINDER
from licensetui.door import load
from licensetui.exchange.delivery import (
    Delivery,
    DeliveryError,
    Login,
    Refusal,
    Server,
    TryLaterError,
    UnsureError,
)
from licensetui.exchange.notices import News
from licensetui.store.errors import NotSavedError, StoreError
from licensetui.store.keeper import Sent


@dataclass(frozen=True)
class Letter:
    """A message for those for whom the same is new."""

    recipients: tuple[str, ...]
    """Their addresses."""
    notices: tuple[News, ...]
    """What is new for each of them."""

    @property
    def told(self) -> Mapping[str, int]:
        """The stages that whoever gets it has been told, by key."""
        return {key: stage for notice in self.notices for key, stage in notice.stages}


@dataclass(frozen=True)
class Post:
    """The way by which letters go out, and where that is noted."""

    context: Context
    sent: Sent
    """What was sent, locked."""
    sender: str
    """The address from which to write."""
    server: Server
    """Who takes the letters."""
    login: Login | None
    """By what that server knows us."""

    def send(self, letter: Letter) -> Delivery:
        """Send one letter, noted before and after. Raises `DeliveryError` or `StoreError`."""
        message = message_of(self.context, letter, self.sender)
        id, now = str(message["Message-ID"]), self.context.clock.now
        self.sent.about_to_send(id, letter.recipients, now())
        try:
            delivery: Delivery = load(DELIVER)(
                message, self.sender, letter.recipients, self.server, self.login
            )
        except UnsureError as error:
            with suppress(StoreError):  # then the next run wonders about the refused ones too
                self.sent.unsure(id, error.recipients, now())
            raise UnsureError(
                f"{error}. The next run of licensetui remind retries it if it is still new",
                error.recipients,
            ) from error
        except DeliveryError:
            with suppress(StoreError):  # the failure is what to tell; the next run will only wonder
                self.sent.failed(id, now())
            raise
        try:
            if delivery.accepted:
                self.sent.accepted(id, delivery.accepted, letter.told, now())
            if delivery.refused:
                self.sent.failed(id, now())
        except StoreError as error:
            raise NotSavedError(
                f"the message to {', '.join(delivery.accepted)} was sent, but that "
                f"could not be recorded, so the next run sends it again: {error}"
            ) from error
        return delivery

    def refusal(self, refused: Sequence[Refusal]) -> Exception:
        """Return the error that tells who was refused."""
        said = "; ".join(f"{one.address}: {one.code} {one.reason}".rstrip() for one in refused)
        kind = DeliveryError if any(one.is_lasting for one in refused) else TryLaterError
        return kind(
            f"{self.server.label} rejected the message for {said}. All other recipients "
            "have it; the next run tries again"
        )


def message_of(context: Context, letter: Letter, sender: str) -> EmailMessage:
    """Return a letter as it is sent, with the place that it is about."""
    message: EmailMessage = load(REMINDER)(
        letter.notices,
        context.settings,
        sender,
        letter.recipients,
        context.clock.now(),
        context.place.title,
    )
    return message
