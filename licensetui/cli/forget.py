"""`licensetui forget CONTACT`: a person's data leaves the file, its history and its backups."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections import Counter
from typing import TYPE_CHECKING

from licensetui.cli.context import Context, Subcommand, UsageError, changing
from licensetui.cli.exits import DONE
from licensetui.domain.counting import counted, listed
from licensetui.domain.plain import plain

if TYPE_CHECKING:
    from licensetui.store.forget import Survey
    from licensetui.store.people import Known

_ELSEWHERE = (
    "what is typed at this moment, and what other users have typed and not saved",
    "lists that were exported or printed",
    "copies of the file made elsewhere: snapshots, other backups, mails",
    "the list from which the contact was imported",
    "the vendor's portal and the vendor's own files",
)


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="name, address or id")
    parser.add_argument("--apply", action="store_true", help="do it; without, only show it")


def _run(arguments: Namespace, context: Context) -> int:
    from licensetui.store.author import author
    from licensetui.store.forget import forget, known_people, survey
    from licensetui.store.people import meant
    from licensetui.store.tablefile import TableFile

    file = TableFile(context.kept_file("forget"))
    if arguments.apply:
        changing(arguments, context, "--apply")
    who = _only(meant(arguments.contact, known_people(file)), arguments.contact)
    if arguments.apply:
        found = forget(file, who, context.clock.now(), author())
    else:
        found = survey(file, who)
    _print(context, who, found, done=arguments.apply)
    if not arguments.apply and not found.is_empty:
        words = ["licensetui", "forget", str(who.id)]
        words += ["--file", arguments.file] if arguments.file else []
        context.say("Nothing was written. To do it, and nothing takes it back, not even undo:")
        context.say(f"  {plain(shlex.join([*words, '--apply']))}")
    return DONE


def _only(found: list[Known], text: str) -> Known:
    """Return the one who is meant, or raise `UsageError` that names all who may be."""
    if not found:
        raise UsageError(f"no contact is, or was, called {text!r}, and none has that address or id")
    if len(found) > 1:
        shown = listed([_name(one) for one in found], 10, "; ")
        raise UsageError(f"{text!r} may be {shown}: give the id")
    return found[0]


def _name(who: Known) -> str:
    """Return a person with the id and the latest address: `5 Bruno Durand <bruno@example.org>`."""
    address = f" <{who.addresses[0]}>" if who.addresses and who.names else ""
    return f"{who.id} {who.label}{address}"


def _print(context: Context, who: Known, found: Survey, done: bool) -> None:
    """Print what went, or would go, and what stays."""
    gone = "Forgotten" if done else "To forget"
    context.say(f"{gone}: contact {plain(_name(who))}")
    words = (*found.person.names, *found.person.addresses)
    if words:
        context.say(f"  looked for: {plain(', '.join(words))}")
    for word in found.shared:
        context.say(
            f"  not looked for: {plain(word)}, because another contact has it too; "
            "forget that one as well if it is the same person"
        )
    if found.is_empty:
        context.say("  There is no trace of that contact.")
    for clause, count in Counter(found.in_file).items():
        context.say(f"  file: {clause}" + (f", {count} times" if count > 1 else ""))
    if found.lines:
        context.say(f"  history: {counted(found.lines, 'line')}")
    if found.drafts:
        context.say(
            f"  drafts: what was typed and not saved, in {counted(len(found.drafts), 'file')}"
        )
    for backup in found.backups:
        context.say(f"  backup: {plain(backup.name)}")
    _print_consequences(context, found, done)


def _print_consequences(context: Context, found: Survey, done: bool) -> None:
    if found.alone:
        verb = "is" if done else "would be"
        context.say(f"Nobody {verb} left who reads the vendor's mails about")
        for license in found.alone:
            context.say(f"  {license.id} {plain(license.name)}")
    if found.on_portal:
        context.say("The vendor's portal was last seen to show the address for")
        for license in found.on_portal:
            context.say(f"  {license.id} {plain(license.name)} {plain(license.number)}".rstrip())
    if found.unreached:
        context.say("Not reached:")
        for one in found.unreached:
            context.say(f"  {plain(str(one.path))}: {one.why}")
    context.say("Out of reach in any case:")
    for place in _ELSEWHERE:
        context.say(f"  {place}")


FORGET = Subcommand(
    "forget", "remove a person's data, also from history and backups", _add_arguments, _run
)
"""The subcommand."""
