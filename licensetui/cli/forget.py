"""`licensetui forget CONTACT`: a person's data leaves the file, its history and its backups."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter

from licensetui.cli.context import Context, Subcommand, UsageError, changing
from licensetui.cli.exits import DONE
from licensetui.cli.plans import applying
from licensetui.domain.counting import by_count, counted, listed
from licensetui.domain.plain import plain
from licensetui.store.contact_names import ContactNames, meant
from licensetui.store.keeper import Keeper, Survey, Traces

_ELSEWHERE = (
    "what is being typed right now, and other users' unsaved text",
    "exported or printed lists",
    "copies elsewhere: snapshots, other backups, emails",
    "the list that the contact was imported from",
    "your settings, if they contain the address",
    "the vendor's portal and the vendor's own files",
)
_KEYS_ELSEWHERE = (
    "what is being typed right now, and other users' unsaved text",
    "exported or printed lists, and lists that keys were imported from",
    "copies elsewhere: snapshots, other backups, emails",
)
NUMBER_FIELDS = ("sen", "entitlement", "server_id", "quote", "order_number", "site", "notes")
"""The fields of which the user may say that they hold numbers."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", nargs="?", help="name, address, or id")
    parser.add_argument(
        "--keys", action="store_true", help="erase everything that looks like a license key"
    )
    parser.add_argument(
        "--numbers",
        metavar="FIELD",
        action="append",
        choices=NUMBER_FIELDS,
        help="with --keys: a field that holds numbers and is kept: " + ", ".join(NUMBER_FIELDS),
    )
    parser.add_argument("--apply", action="store_true", help="erase it (default: preview only)")


def _run(arguments: Namespace, context: Context) -> int:
    if arguments.keys == (arguments.contact is not None):
        raise UsageError("name a contact, or use --keys")
    if arguments.numbers and not arguments.keys:
        raise UsageError("--numbers needs --keys")
    keeper = context.keeper_for("forget")
    if arguments.apply:
        changing(arguments, context, "--apply")
    if arguments.keys:
        return _run_keys(arguments, context, keeper)
    who = _only(meant(arguments.contact, keeper.people()), arguments.contact)
    found = keeper.forget(who, apply=arguments.apply)
    _print(context, who, found, done=arguments.apply)
    _propose(arguments, context, keeper, found, str(who.id))
    return DONE


def _run_keys(arguments: Namespace, context: Context, keeper: Keeper) -> int:
    numbers = arguments.numbers or []
    found = keeper.forget_keys(numbers, apply=arguments.apply)
    gone = "Erased" if arguments.apply else "To erase"
    if found.is_empty:
        context.say("Nothing looks like a license key.")
    else:
        context.say(
            f"{gone}: license keys, except for their last characters and one SHA-256 per license"
        )
    _print_places(context, found)
    _print_unreached(context, found)
    context.say("Cannot be erased from here:")
    for place in _KEYS_ELSEWHERE:
        context.say(f"  {place}")
    numbers = [word for field in numbers for word in ("--numbers", field)]
    _propose(arguments, context, keeper, found, "--keys", *numbers)
    return DONE


def _propose(
    arguments: Namespace, context: Context, keeper: Keeper, found: Traces, *words: str
) -> None:
    """Say which command does what was only shown."""
    if arguments.apply or found.is_empty:
        return
    if why := keeper.why_no_forgetting:
        context.say(f"Nothing was written. {plain(why)}")
        return
    context.say("Nothing was written. To erase it for good (undo cannot restore it):")
    context.say_whole(f"  {applying(arguments, 'forget', *words)}")


def _only(found: list[ContactNames], text: str) -> ContactNames:
    """Return the one who is meant, or raise `UsageError` that names all who may be."""
    if not found:
        raise UsageError(f"no current or former contact has the name, address, or id {text!r}")
    if len(found) > 1:
        shown = listed([_name(one) for one in found], 10, "; ")
        raise UsageError(f"{text!r} may be {shown}: give the id")
    return found[0]


def _name(who: ContactNames) -> str:
    """Return a person with the id and the latest address: `5 Bruno Durand <bruno@example.org>`."""
    address = f" <{who.addresses[0]}>" if who.addresses and who.names else ""
    return f"{who.id} {who.label}{address}"


def _print(context: Context, who: ContactNames, found: Survey, done: bool) -> None:
    """Print what went, or would go, and what stays."""
    gone = "Erased" if done else "To erase"
    context.say(f"{gone}: contact {plain(_name(who))}")
    words = (*found.person.names, *found.person.addresses)
    if words:
        context.say(f"  searched for: {plain(', '.join(words))}")
    for word in found.shared:
        context.say(
            f"  not searched for: {plain(word)}, because another contact or a license "
            "has it too; if it is the same person, erase that contact too"
        )
    if found.is_empty:
        context.say("  No trace of that contact.")
    _print_places(context, found)
    if found.is_in_sent:
        context.say(
            "  sent reminders: their record is erased, so remind may repeat what it sent there"
        )
    for clause in found.left:
        context.say(f"  kept: {clause}")
    _print_consequences(context, found, done)


def _print_places(context: Context, found: Traces) -> None:
    for clause, count in Counter(found.in_file).items():
        context.say(
            by_count(
                count, "  records: {clause}", "  records: {clause}, {count} times", clause=clause
            )
        )
    if found.lines:
        context.say(f"  history: {counted(found.lines, 'line')}")
    if found.drafts:
        context.say(f"  drafts: unsaved text in {counted(len(found.drafts), 'file')}")
    for backup in found.backups:
        context.say(f"  backup: {plain(backup.name)}")


def _print_unreached(context: Context, found: Traces) -> None:
    if found.unreached:
        context.say("Not erased:")
        for one in found.unreached:
            context.say(f"  {plain(one.place)}: {one.why}")


def _print_consequences(context: Context, found: Survey, done: bool) -> None:
    if found.alone:
        is_left = "Nobody reads the vendor's reminders anymore for"
        context.say(is_left if done else ("Nobody would read the vendor's reminders anymore for"))
        for license in found.alone:
            context.say(f"  {license.id} {plain(license.name)}")
    if found.on_portal:
        context.say("At the last check, the vendor's portal showed the address for")
        for license in found.on_portal:
            context.say(f"  {license.id} {plain(license.name)} {plain(license.number)}".rstrip())
    _print_unreached(context, found)
    context.say("Cannot be erased from here:")
    for place in _ELSEWHERE:
        context.say(f"  {place}")


FORGET = Subcommand(_add_arguments, _run)
