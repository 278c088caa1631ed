"""`licensetui remind --mail TO`: one message with what is new since the last one.

With `--owners` there is one for each owner of licenses, and TO gets the rest.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage

from licensetui.cli.context import Context, Subcommand, UsageError, changing
from licensetui.cli.exits import DONE
from licensetui.cli.letters import Letter, Post, message_of
from licensetui.cli.mail_settings import login, require_mail, sender_of, server_of
from licensetui.cli.registry import BY_OWNER, DELIVER, TRIAL_MESSAGE, WHY_UNREAD
from licensetui.domain.contact import address_key
from licensetui.domain.counting import counted
from licensetui.domain.mailbox import mailbox
from licensetui.domain.plain import plain
from licensetui.door import load
from licensetui.exchange.delivery import Delivery, DeliveryError, Refusal, Server, UnreadError
from licensetui.exchange.notices import News, no_longer, notices
from licensetui.outlook import Outlook
from licensetui.store.errors import UnreadableError
from licensetui.store.keeper import Sent
from licensetui.store.told import Told

_NOBODY = "licensetui@localhost"
"""Who writes a message that is only shown, where the settings do not say."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        "New since a recipient's last message: deadlines that reached one of their "
        "reminder days, overdue deadlines, and findings. If nothing is new, nothing is "
        "sent or printed. The mail server comes from the settings (smtp_host and the "
        "ones after it). If an owner is away or gone, the message goes to the deputy, "
        "otherwise to TO, with a note."
    )
    parser.add_argument(
        "--mail",
        metavar="TO",
        action="append",
        required=True,
        type=_recipient,
        help="recipient's address; repeat for more",
    )
    parser.add_argument(
        "--owners",
        action="store_true",
        help="email each owner about their own licenses, and TO about the rest",
    )
    parser.add_argument(
        "--outside",
        action="store_true",
        help="with --owners: also email owners outside your domains (setting own_domains)",
    )
    parser.add_argument(
        "--anyway",
        action="store_true",
        help="send even if nobody seems to read an address",
    )
    parser.add_argument("--test", action="store_true", help="send TO a test message")
    parser.add_argument(
        "--dry-run", action="store_true", help="print the message, but do not send or record it"
    )
    parser.add_argument("--verbose", action="store_true", help="report what was sent, if anything")


def _once(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return addresses without those that stand there twice, in other letters perhaps."""
    found: dict[str, str] = {}
    for address in addresses:
        found.setdefault(address_key(address), address)
    return tuple(found.values())


def _recipient(text: str) -> str:
    try:
        return mailbox(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{plain(text)!r} {error}") from error


def _check(arguments: Namespace) -> None:
    """Raise `UsageError` for options that do not go together."""
    if arguments.outside and not arguments.owners:
        raise UsageError("--outside needs --owners")
    if arguments.test and (arguments.owners or arguments.dry_run):
        raise UsageError("--test cannot be used with --owners or --dry-run")


def _run(arguments: Namespace, context: Context) -> int:
    _check(arguments)
    keeper = context.keeper
    if keeper and not keeper.is_there:
        raise UnreadableError(f"{context.place.missing}, so there is nothing to send")
    sent = keeper.sent if keeper else None
    if arguments.dry_run:
        return _dry_run(arguments, context, sent.read() if sent else Told())
    if sent is None:
        raise UsageError("remind sends no email about sample data: add --dry-run")
    changing(arguments, context, "remind")
    require_mail(context)
    if not arguments.anyway:
        _refuse_unread(_once(arguments.mail), context.outlook())
    sender, server = sender_of(context), server_of(context)
    if arguments.test:
        return _test(context, sender, _once(arguments.mail), server)
    with sent.locked():
        outlook, told = context.outlook(), sent.read()
        known = _all(outlook)
        to_tell = _to_tell(arguments, outlook, known)
        letters, recipients = _letters(to_tell, told), tuple(to_tell)
        _note_what_is_over(context, sent, recipients, known, told)
        if letters:
            _warn_of_repeats(context, recipients, told)
            post = Post(context, sent, sender, server, login(context))
            _send_all(post, letters, arguments.verbose)
        elif arguments.verbose:
            context.say(f"Nothing is new for {', '.join(recipients)}.")
    return DONE


def _dry_run(arguments: Namespace, context: Context, told: Told) -> int:
    """Print what would be sent; and as when it is sent, say if nobody would read it."""
    outlook = context.outlook()
    _show(context, _letters(_to_tell(arguments, outlook, _all(outlook)), told))
    if not arguments.anyway:
        _refuse_unread(_once(arguments.mail), outlook)
    return DONE


def _refuse_unread(recipients: Iterable[str], outlook: Outlook) -> None:
    """Raise `UnreadError` if nobody would read the mail of one of them: nothing is sent then."""
    found = {address: load(WHY_UNREAD)(address, outlook) for address in recipients}
    problems = [f"{plain(address)}: {plain(why)}" for address, why in found.items() if why]
    if problems:
        raise UnreadError(f"Nothing was sent. {'; '.join(problems)}. To send it: --anyway")


def _test(context: Context, sender: str, recipients: tuple[str, ...], server: Server) -> int:
    """Send a message that says only that mail arrives, and note it nowhere."""
    message: EmailMessage = load(TRIAL_MESSAGE)(
        sender, recipients, context.clock.now(), os.uname().nodename
    )
    delivery: Delivery = load(DELIVER)(message, sender, recipients, server, login(context))
    if delivery.accepted:
        context.say(f"{server.label} accepted a test message for {', '.join(delivery.accepted)}.")
    if delivery.refused:
        said = "; ".join(f"{x.address}: {x.code} {x.reason}".rstrip() for x in delivery.refused)
        raise DeliveryError(f"{server.label} rejected the test message for {said}")
    return DONE


def _all(outlook: Outlook) -> tuple[News, ...]:
    """Return all that is to be told as of today, new or not."""
    return notices(outlook, outlook.findings)


def _to_tell(
    arguments: Namespace, outlook: Outlook, known: tuple[News, ...]
) -> Mapping[str, tuple[News, ...]]:
    """Return what there is to be told to whom, new or not, by their addresses."""
    recipients = _once(arguments.mail)
    if not arguments.owners:
        return dict.fromkeys(recipients, known)
    found: Mapping[str, tuple[News, ...]] = load(BY_OWNER)(
        known, outlook, recipients, outside=arguments.outside
    )
    return found


def _letters(to_tell: Mapping[str, Sequence[News]], told: Told) -> tuple[Letter, ...]:
    """Return one letter for all for whom the same is new; none for whom nothing is."""
    found: dict[tuple[News, ...], list[str]] = {}
    for recipient, known in to_tell.items():
        new = tuple(notice for notice in known if notice.is_new(told.to(recipient)))
        if new:
            found.setdefault(new, []).append(recipient)
    return tuple(Letter(tuple(who), new) for new, who in found.items())


def _note_what_is_over(
    context: Context, sent: Sent, recipients: Iterable[str], known: Sequence[News], told: Told
) -> None:
    for recipient in recipients:
        over = no_longer(known, told.to(recipient))
        if over:
            sent.over(recipient, over, context.clock.now())


def _show(context: Context, letters: Sequence[Letter]) -> None:
    """Print the messages as people read them."""
    if not letters:
        context.say("Nothing is new: no email would be sent.")
    is_set = context.settings.mail_from or context.settings.me
    sender = sender_of(context) if is_set else _NOBODY
    for letter in letters:
        message = message_of(context, letter, sender)
        for name, value in message.items():
            if not name.startswith(("Content-", "MIME-")):
                context.say_whole(f"{name}: {value}")
        context.say()
        context.say_whole(message.get_content())


def _warn_of_repeats(context: Context, recipients: Iterable[str], told: Told) -> None:
    for recipient in recipients:
        if since := told.unsure_since(recipient):
            context.remark(
                f"a run on {since:%Y-%m-%d %H:%M} was interrupted while sending to "
                f"{recipient}: if that message arrived, this one repeats it"
            )


def _send_all(post: Post, letters: Iterable[Letter], verbose: bool) -> None:
    """Send the letters one by one; who was refused is told at the end, by an exception."""
    refused: list[Refusal] = []
    for letter in letters:
        delivery = post.send(letter)
        refused += delivery.refused
        if verbose and delivery.accepted:
            what = counted(len(letter.notices), "new item")
            post.context.say(f"Sent to {', '.join(delivery.accepted)}: {what}.")
    if refused:
        raise post.refusal(refused)


REMIND = Subcommand(_add_arguments, _run)
