"""`licensetui check`: whether addresses are wise."""

from __future__ import annotations

import codecs
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from licensetui.addresses.advice import ANYWHERE, Place, advice
from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses, domain_of
from licensetui.addresses.mail_answers import MailAnswer, MailServer
from licensetui.addresses.missing import with_missing
from licensetui.addresses.syntax import check_syntax
from licensetui.cli.checked import STREAM_CELLS, WRONG, Checked, cells_of, summary
from licensetui.cli.context import NO_CONTACTS, NO_LICENSES, Context, Subcommand, add_json
from licensetui.cli.exits import DONE, FOUND, INTERRUPTED
from licensetui.cli.registry import ASK_ABOUT, UNASKED
from licensetui.cli.table import print_json
from licensetui.domain.contact import Contact, address_key
from licensetui.domain.counting import counted
from licensetui.domain.license import Assignment
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.door import load
from licensetui.findings.places import place, places
from licensetui.findings.teams import Teams
from licensetui.tables.sources import INPUT, opened

_MARKS = """\
Marks:
  x  invalid, or the domain does not accept mail
  !  probably a typo ("did you mean"), or unmonitored (no-reply, disposable)
  *  advice
  .  fine
"""


MOST = 8_192
"""Bytes of a line that are looked at: more is no address, whatever is in it."""


@dataclass(frozen=True)
class AddressLine:
    """One line that is not blank."""

    text: str
    """Without its end. What is no text is replaced, and what is too long is cut off."""
    problem: str
    """Why it is no text, as a sentence that names the line; empty if it is."""


def address_lines(source: BinaryIO) -> Iterator[AddressLine]:
    """Yield each line as soon as it is there. No line is ever held whole in memory."""
    number = 0
    while line := source.readline(MOST + 1):
        number += 1
        is_cut = len(line) > MOST and not line.endswith(b"\n")
        rest = line if is_cut else b""
        while rest and not rest.endswith(b"\n"):
            rest = source.readline(1_000_000)
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if is_cut or line.strip():
            yield _address_line(line.rstrip(b"\r\n"), number, is_cut)


def _address_line(line: bytes, number: int, is_cut: bool) -> AddressLine:
    try:
        return AddressLine(line.decode(), "")
    except UnicodeDecodeError as error:
        text = line.decode(errors="replace")
        if is_cut and error.end == len(line) and error.reason == "unexpected end of data":
            return AddressLine(text, "")  # cut off in the middle of a letter
        problem = f"Line {number} is not UTF-8 text (at byte {error.start + 1})."
        return AddressLine(text, problem)


@dataclass(frozen=True)
class _Given:
    """An address that is to be checked."""

    text: str
    """As it is given."""
    contact: Contact | None = None
    """Whose it is, if the file knows that."""
    places: tuple[Place, ...] = ()
    """Where it is used; empty: perhaps anywhere."""
    problem: str = ""
    """Why it could not even be read, as a sentence; else empty."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = f"{_MARKS}\nAddresses are printed as they came, in the same order."
    parser.add_argument(
        "addresses",
        nargs="*",
        metavar="ADDRESS",
        help="an address, or - for standard input, one per line (default: all "
        "contacts that are not archived); compared with your contacts and their domains",
    )
    parser.add_argument(
        "--dns",
        action="store_true",
        help="check in DNS whether the domains accept mail, once all input is read "
        "(only domain names are sent)",
    )
    parser.add_argument(
        "--exit-code", action="store_true", help="exit with 1 if any address is marked x or !"
    )
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    portfolio = context.read()
    known = KnownAddresses.of(portfolio, context.settings.own_domains)
    is_stream = INPUT in arguments.addresses
    teams = Teams(portfolio, lambda contact: check(contact.email, known, contact=contact))
    given: Iterable[_Given] = _given(arguments.addresses, context, portfolio, teams)
    if not is_stream:
        given = list(given)
        if not given and not arguments.json:
            context.say(_why_none(portfolio))
    size = cells_of(one.text for one in given) if isinstance(given, list) else STREAM_CELLS
    checked: Iterable[Checked] = (_checked(one, known) for one in given)
    is_whole, with_dns = True, arguments.dns and _may_ask(context)
    if with_dns:
        checked, is_whole = _asked(list(checked), known, context)
    marks: Counter[str] = Counter()
    for one in checked:
        marks[one.mark] += 1
        if arguments.json:
            print_json(context, one.record)
        else:
            for line in one.lines(size, with_dns):
                context.say(line)
        if is_stream:
            context.out.flush()
    if marks and not arguments.json:
        context.say(summary(marks))
    if not is_whole:
        return INTERRUPTED
    return FOUND if arguments.exit_code and any(marks[mark] for mark in WRONG) else DONE


def _given(
    words: Iterable[str], context: Context, portfolio: Portfolio, teams: Teams
) -> Iterator[_Given]:
    """Yield what is to be checked, in order; standard input as it comes."""
    if not words:
        yield from _of_file(portfolio, teams)
    for word in words:
        if word != INPUT:
            yield _given_text(word, portfolio, teams)
        else:
            for line in address_lines(opened(context.input)):
                yield _given_text(line.text, portfolio, teams, line.problem)


def _given_text(text: str, portfolio: Portfolio, teams: Teams, problem: str = "") -> _Given:
    """Return an address that somebody gives, which may be a contact's."""
    contact = portfolio.contact_at(check_syntax(text).normalized)
    return _Given(text, contact, _places(portfolio, contact, teams), problem)


def _places(portfolio: Portfolio, contact: Contact | None, teams: Teams) -> tuple[Place, ...]:
    domain = domain_of(contact.email) if contact else ""
    return places(portfolio, contact, teams=teams, domain=domain)


def _of_file(portfolio: Portfolio, teams: Teams) -> Iterator[_Given]:
    """Yield the contacts' addresses, then those that only a portal has; none that is archived."""
    current = portfolio.current()
    for contact in current.contacts:
        if contact.email.strip():
            yield _Given(contact.email, contact, _places(portfolio, contact, teams))
    elsewhere: dict[str, tuple[str, list[Place]]] = {}
    for license in current.licenses:
        for seen in license.on_portal:
            if seen.address.strip() and not portfolio.contact_at(seen.address):
                nobody = Assignment(0, seen.role, seen.primary)
                _text, found = elsewhere.setdefault(address_key(seen.address), (seen.address, []))
                found.append(place(portfolio, license, nobody))
    for text, found in elsewhere.values():
        yield _Given(text, None, tuple(found))


def _why_none(portfolio: Portfolio) -> str:
    if portfolio.contacts:
        return "No contact has an address, or all contacts are archived."
    if portfolio.licenses:
        return NO_CONTACTS
    return NO_LICENSES


def _checked(given: _Given, known: KnownAddresses) -> Checked:
    report = check(given.text, known, contact=given.contact)
    if given.problem:
        report = replace(report, problem=given.problem, suggestion=None, note="", oddity="")
    is_kept = given.contact is not None and given.contact.is_vouched
    return Checked(report, advice(report, given.places or ANYWHERE), is_kept)


def _may_ask(context: Context) -> bool:
    """Say whether name servers may be asked; if not, remark why."""
    if context.settings.ask_dns:
        return True
    why = (
        "--no-dns" if context.no_dns else f"ask_dns is false in {plain(str(context.settings_file))}"
    )
    context.remark(f"DNS was not queried: {why}")
    return False


def _asked(
    checked: list[Checked], known: KnownAddresses, context: Context
) -> tuple[list[Checked], bool]:
    """Return the same with what name servers say, and whether nobody interrupted the asking."""
    answers = load(ASK_ABOUT)((one.domain for one in checked if one.domain), context.err)
    for sentence in load(UNASKED)(answers):
        context.remark(plain(sentence))
    if not answers.is_whole:
        done = counted(len(answers.servers), "domain")
        context.remark(f"interrupted after {done}; the rest was not checked")
    return [_with_server(one, answers.of(one.domain), known) for one in checked], answers.is_whole


def _with_server(one: Checked, server: MailServer | None, known: KnownAddresses) -> Checked:
    """Return what is said of an address with what name servers say, and what was meant then."""
    is_missing = server is not None and server.answer is MailAnswer.MISSING and not one.is_kept
    report = with_missing(one.report, known) if is_missing else one.report
    return replace(one, report=report, server=server)


CHECK = Subcommand(_add_arguments, _run)
