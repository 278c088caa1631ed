"""`licensetui forget CONTACT`: a person's data leaves the file, its history and its backups."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections import Counter

from licensetui.cli.context import Context, Subcommand, UsageError, changing
from licensetui.cli.exits import DONE
from licensetui.domain.counting import by_count, counted, listed
from licensetui.domain.plain import plain
from licensetui.store.contact_names import ContactNames, meant
from licensetui.store.keeper import Keeper, Survey, Traces

_ELSEWHERE = (
    "what is typed at this moment, and what other users have typed and not saved",
    "lists that were exported or printed",
    "copies of the file made elsewhere: snapshots, other backups, mails",
    "the list from which the contact was imported",
    "your settings, if they name the address",
    "the vendor's portal and the vendor's own files",
)
_KEYS_ELSEWHERE = (
    "what is typed at this moment, and what other users have typed and not saved",
    "lists that were exported or printed, and those from which keys were imported",
    "copies of the file made elsewhere: snapshots, other backups, mails",
)
NUMBER_FIELDS = ("sen", "entitlement", "server_id", "quote", "order_number", "site", "notes")
"""The fields of which the user may say that they hold numbers."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", nargs="?", help="name, address or id")
    parser.add_argument(
        "--keys", action="store_true", help="no contact, but all that looks like a license key"
    )
    parser.add_argument(
        "--numbers",
        metavar="FIELD",
        action="append",
        choices=NUMBER_FIELDS,
        help="with --keys: that field holds numbers, so leave it: " + ", ".join(NUMBER_FIELDS),
    )
    parser.add_argument("--apply", action="store_true", help="do it; without, only show it")


def _run(arguments: Namespace, context: Context) -> int:
    if arguments.keys == (arguments.contact is not None):
        raise UsageError("forget takes a contact, or --keys")
    if arguments.numbers and not arguments.keys:
        raise UsageError("--numbers goes with --keys")
    keeper = context.keeper_for("forget")
    if arguments.apply:
        changing(arguments, context, "--apply")
    if arguments.keys:
        return _run_keys(arguments, context, keeper)
    who = _only(meant(arguments.contact, keeper.people()), arguments.contact)
    found = keeper.forget(who, apply=arguments.apply)
    _print(context, who, found, done=arguments.apply)
    _propose(arguments, context, found, str(who.id))
    return DONE


def _run_keys(arguments: Namespace, context: Context, keeper: Keeper) -> int:
    numbers = arguments.numbers or []
    found = keeper.forget_keys(numbers, apply=arguments.apply)
    gone = "Forgotten" if arguments.apply else "To forget"
    if found.is_empty:
        context.say("Nothing looks like a license key.")
    else:
        context.say(f"{gone}: license keys, but for their ends, and one SHA-256 for each license")
    _print_places(context, found)
    _print_unreached(context, found)
    context.say("Out of reach in any case:")
    for place in _KEYS_ELSEWHERE:
        context.say(f"  {place}")
    numbers = [word for field in numbers for word in ("--numbers", field)]
    _propose(arguments, context, found, "--keys", *numbers)
    return DONE


def _propose(arguments: Namespace, context: Context, found: Traces, *words: str) -> None:
    """Say which command does what was only shown."""
    if arguments.apply or found.is_empty:
        return
    named = ["--file", arguments.file] if arguments.file else []
    context.say("Nothing was written. To do it, and nothing takes it back, not even undo:")
    context.say_whole(f"  {plain(shlex.join(['licensetui', 'forget', *words, *named, '--apply']))}")


def _only(found: list[ContactNames], text: str) -> ContactNames:
    """Return the one who is meant, or raise `UsageError` that names all who may be."""
    if not found:
        raise UsageError(f"no contact is, or was, called {text!r}, and none has that address or id")
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
    gone = "Forgotten" if done else "To forget"
    context.say(f"{gone}: contact {plain(_name(who))}")
    words = (*found.person.names, *found.person.addresses)
    if words:
        context.say(f"  looked for: {plain(', '.join(words))}")
    for word in found.shared:
        context.say(
            f"  not looked for: {plain(word)}, because another contact has it too, or a license; "
            "forget that contact as well if it is the same person"
        )
    if found.is_empty:
        context.say("  There is no trace of that contact.")
    _print_places(context, found)
    if found.is_in_sent:
        context.say("  what was mailed: notes of it; who still mails there tells all of it again")
    for clause in found.left:
        context.say(f"  stays: {clause}")
    _print_consequences(context, found, done)


def _print_places(context: Context, found: Traces) -> None:
    for clause, count in Counter(found.in_file).items():
        context.say(
            by_count(count, "  file: {clause}", "  file: {clause}, {count} times", clause=clause)
        )
    if found.lines:
        context.say(f"  history: {counted(found.lines, 'line')}")
    if found.drafts:
        context.say(
            f"  drafts: what was typed and not saved, in {counted(len(found.drafts), 'file')}"
        )
    for backup in found.backups:
        context.say(f"  backup: {plain(backup.name)}")


def _print_unreached(context: Context, found: Traces) -> None:
    if found.unreached:
        context.say("Not reached:")
        for one in found.unreached:
            context.say(f"  {plain(one.place)}: {one.why}")


def _print_consequences(context: Context, found: Survey, done: bool) -> None:
    if found.alone:
        is_left = "Nobody is left who reads the vendor's mails about"
        context.say(is_left if done else "Nobody would be left who reads the vendor's mails about")
        for license in found.alone:
            context.say(f"  {license.id} {plain(license.name)}")
    if found.on_portal:
        context.say("The vendor's portal was last seen to show the address for")
        for license in found.on_portal:
            context.say(f"  {license.id} {plain(license.name)} {plain(license.number)}".rstrip())
    _print_unreached(context, found)
    context.say("Out of reach in any case:")
    for place in _ELSEWHERE:
        context.say(f"  {place}")


FORGET = Subcommand(_add_arguments, _run)
