"""`licensetui members TEAM FILE`: who reads a team's address, from a list that somebody has."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any

from licensetui.cli.conflicts import add_take
from licensetui.cli.context import Context, Subcommand, UsageError, add_json
from licensetui.cli.exits import DONE
from licensetui.cli.people import ENTRY, print_left_out, print_people, who
from licensetui.cli.plans import add_apply, applying, conclude, store_for
from licensetui.cli.table import print_json
from licensetui.cli.typed import contact_meant
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counting import counted
from licensetui.domain.plain import cropped, plain
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.mail_groups import MemberListError, WhichListError
from licensetui.exchange.member_list import MOST_BYTES, MemberList, members_in_file
from licensetui.exchange.member_plan import MemberFate, MemberPlan, plan_members
from licensetui.tables.sources import bytes_of


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        "Supported formats: aliases(5), LDIF, a Google Groups export, the Google admin "
        "CSV, Exchange's Get-DistributionGroupMember as CSV, and any text with "
        "addresses in it."
    )
    parser.add_argument(
        "team", metavar="TEAM", help="team that the list belongs to: address, name, or id"
    )
    parser.add_argument("list", metavar="FILE", help="list of members; - is standard input")
    add_apply(parser)
    parser.add_argument(
        "--remove", action="store_true", help="remove members who are not in the list"
    )
    parser.add_argument(
        "--list",
        dest="called",
        metavar="NAME",
        default="",
        help="name of the list in the file, if it differs from the team's",
    )
    parser.add_argument(
        "--domain",
        metavar="DOMAIN",
        default="",
        help="domain for names without one in aliases(5) (default: the team's domain)",
    )
    add_take(parser)
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    store = store_for(arguments, context)
    team = _team(arguments.team, store.portfolio)
    found = _found(arguments, context, team)
    for remark in found.remarks:
        context.remark(plain(remark))
    plan = plan_members(team, found, store.portfolio, removes=arguments.remove)
    if arguments.json:
        for record in _records(found, plan):
            print_json(context, record)
    else:
        _print_plan(arguments, context, found, plan)
    again = applying(
        arguments,
        "members",
        arguments.team,
        arguments.list,
        list=arguments.called,
        domain=arguments.domain,
        remove=arguments.remove,
    )
    conclude(arguments, context, store, plan.change, again)
    return DONE


def _team(text: str, portfolio: Portfolio) -> Contact:
    team = contact_meant(text, portfolio)
    if team.kind is ContactKind.PERSON:
        raise UsageError(
            f"{plain(team.label)} is a person, and only teams have members: set "
            "kind=team, or name another contact"
        )
    return team


def _found(arguments: Namespace, context: Context, team: Contact) -> MemberList:
    source, raw = bytes_of(arguments.list, context.input, MOST_BYTES)
    try:
        return members_in_file(raw, source, team, arguments.called, arguments.domain)
    except WhichListError as error:
        raise MemberListError(f"{error}: choose one with --list NAME") from error


def _records(found: MemberList, plan: MemberPlan) -> Iterator[dict[str, Any]]:
    """Yield an object for each member of the list and of the team, and for what is left out."""
    for row in plan.rows:
        contact = row.contact
        yield {
            "record": "member",
            "state": row.fate.value,
            "contact": contact.id if contact.id > 0 else None,
            "name": contact.name,
            "address": contact.email,
            "kind": contact.kind.value,
        }
    for entry in found.left_out:
        yield {"record": "left out", "text": entry.text, "why": entry.why}


def _print_plan(
    arguments: Namespace, context: Context, found: MemberList, plan: MemberPlan
) -> None:
    """Print who joins, who stays and who is not in the list; last the counts, as of an import."""
    team = plan.team
    name = f", {plain(cropped(found.label, ENTRY))}" if found.label else ""
    context.say(f"Members of {who(team)} ({found.form}{name})")
    for fate, heading in (
        (MemberFate.NEW, "New contacts to add to the team:"),
        (MemberFate.JOINS, "Existing contacts to add to the team:"),
        (MemberFate.GONE, _gone(arguments)),
    ):
        print_people(context, heading, plan.of(fate))
    print_left_out(context, found.left_out)
    counts = plan.counts
    context.say(
        f"{len(found.members)} in the list: "
        f"{counted(counts[MemberFate.NEW], 'new contact')}, {counts[MemberFate.JOINS]} "
        f"existing, {counted(counts[MemberFate.STAYS], 'member')} already; "
        f"{counted(counts[MemberFate.GONE], 'member')} not in it"
    )
    if not plan.change.is_empty:
        is_new = " It becomes a team." if plan.becomes_team else ""
        readers = counted(len(team.members), "member")
        context.say(f"Result: {plain(team.label)} has {readers}.{is_new}")


def _gone(arguments: Namespace) -> str:
    if arguments.remove:
        return "Not in the list, to be removed:"
    return "Not in the list, kept (use --remove to remove them):"


MEMBERS = Subcommand(_add_arguments, _run)
