"""Judgments on an address that is typed in a form, by what the portfolio knows now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from licensetui.addresses.advice import TEAM_NAMED, Place, advice
from licensetui.addresses.check import CHOSEN, check
from licensetui.addresses.in_text import addresses_in
from licensetui.addresses.missing import with_missing
from licensetui.addresses.odd import MOST as LONGEST_PASTE
from licensetui.addresses.odd import SEVERAL
from licensetui.addresses.report import AddressKind, Cause, DomainKind, Report, Suggestion
from licensetui.addresses.said import Remark, remarks
from licensetui.addresses.syntax import check_syntax
from licensetui.addresses.while_typing import check_typing
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import Assignment, License
from licensetui.domain.portfolio import Portfolio
from licensetui.findings.places import Uses, places
from licensetui.findings.teams import Teams
from licensetui.outlook import Outlook
from licensetui.tui.commands.browsing import NEW
from licensetui.tui.commands.forms import HAND_OVER_HERE, TAKE_SUGGESTION

_WHOSE = {AddressKind.TEAM: "a team's address", AddressKind.PERSON: "a person's address"}
_WHERE = {DomainKind.OWN: "at your own domain", DomainKind.FREE: "at a public provider"}


@dataclass(frozen=True)
class Offer:
    """A team that can be taken in the place of one person."""

    team: Contact
    """The team, which is in the file."""
    uses: tuple[tuple[License, Assignment], ...]
    """Where it would be assigned, and as what the person is or was to be."""


class AddressJudge:
    """Judges the addresses typed for one contact."""

    def __init__(
        self, outlook: Callable[[], Outlook], contact: Contact | None, coming: Uses = ()
    ) -> None:
        """Judge for a saved contact, or for a new one; `outlook` returns the present one.

        In `coming` places it is assigned once it is saved.
        """
        self._outlook = outlook
        self._contact = contact
        self._coming = tuple(coming)
        self._known_teams: tuple[Portfolio, Teams] | None = None
        self._known_places: dict[str, tuple[Place, ...]] = {}
        # Kind and refusals are what the form says now, not what was saved.
        self._witness = replace(contact, kind=ContactKind.UNKNOWN, vouched="") if contact else None

    def report(self, text: str) -> Report:
        """Return the full report, whose kind is by the words of the address."""
        report = check(text, self._outlook().reports.known, contact=self._witness)
        return with_first(report) if report.problem == SEVERAL else report

    def typing_report(self, text: str, *, paused: bool = False) -> Report | None:
        """Return the report of a text still being typed; None if it is too early for one."""
        known = self._outlook().reports.known
        return check_typing(text, known, contact=self._witness, paused=paused)

    def meant(self, text: str) -> str:
        """Return the address that was probably meant by one that is typed; empty if that one.

        It is offered below what is typed, and calls nothing wrong: so it is not waited for.
        """
        report = self.typing_report(text, paused=True)
        return report.suggestion.address if report and report.suggestion else ""

    def remarks(self, report: Report, kind: ContactKind) -> tuple[Remark, ...]:
        """Return all there is to say of an address where the contact is used, if it is of a `kind`.

        What is rather wrong than unwise there is marked so.
        """
        report = with_choice(report, kind)
        used = self._places(report)
        is_lost = report.kind is AddressKind.NO_REPLY or report.domain_kind is DomainKind.DISPOSABLE
        is_refused = report.kind is AddressKind.TEAM and any(
            not place.policy.takes_teams for place in used
        )
        advised = advice(report, used)
        found = []
        for remark in remarks(report, advised):
            if remark.word == "advice" and remark.text.endswith(TEAM_NAMED):
                remark = replace(remark, text=f"{remark.text}{self._key(report, kind)}")
            elif remark.text == next(iter(advised), "") and (is_lost or is_refused):
                remark = replace(remark, mark="!")
            found.append(remark)
        return tuple(found)

    def _key(self, report: Report, kind: ContactKind) -> str:
        """Return which key takes the team that is named, after a blank; empty if none does."""
        if self.offer(report, kind):
            return f" {TAKE_SUGGESTION.keys_shown}"
        return f" {HAND_OVER_HERE.keys_shown} hands over" if self._contact else ""

    def offer(self, report: Report, kind: ContactKind) -> Offer | None:
        """Return the team that can be taken in the contact's place; None if none can.

        On the licenses for which the form was opened, else on the only one where it is assigned.
        """
        report = with_choice(report, kind)
        is_person = report.kind in (AddressKind.PERSON, AddressKind.UNSURE)
        if report.suggestion or not (report.is_valid and is_person):
            return None
        uses = self._coming or self._only_use
        uses = tuple((x, held) for x, held in uses if held.role in x.portal.readers)
        fit = [self._teams().instead(report.domain, *use) for use in uses]
        team = fit[0] if fit else None
        return Offer(team.contact, uses) if team and all(x == team for x in fit) else None

    @property
    def _only_use(self) -> tuple[tuple[License, Assignment], ...]:
        """As what the contact is assigned, if that is on one current license alone."""
        if self._contact is None:
            return ()
        portfolio, id = self._outlook().portfolio, self._contact.id
        licenses = (x for x in map(portfolio.license, portfolio.wanting(id)) if x)
        first = tuple(islice((x for x in licenses if not x.archived), 2))
        if len(first) != 1:
            return ()
        return tuple((first[0], held) for held in first[0].wanted if held.contact == id)

    def with_missing(self, report: Report) -> Report:
        """Return a report on an address whose domain DNS does not know."""
        return with_missing(report, self._outlook().reports.known)

    def _places(self, report: Report) -> tuple[Place, ...]:
        teams = self._teams()
        known = self._known_places
        if report.domain not in known:
            portfolio = self._outlook().portfolio
            known[report.domain] = places(
                portfolio, self._contact, self._coming, teams, report.domain
            )
        return known[report.domain]

    def _teams(self) -> Teams:
        """Return the teams of the present portfolio; with another one, the places are forgotten."""
        outlook = self._outlook()
        if self._known_teams is None or self._known_teams[0] is not outlook.portfolio:
            self._known_teams = (outlook.portfolio, Teams(outlook.portfolio, outlook.reports.of))
            self._known_places = {}
        return self._known_teams[1]

    @property
    def known_words(self) -> str:
        """What to say of another contact that has the address."""
        does = "takes it" if self._coming else "opens it"
        return f"exists already: Enter {does}"

    def other(self, address: str) -> Contact | None:
        """Return another contact that has the same address, if there is one."""
        found = self._outlook().portfolio.contact_at(address)
        own = self._contact.id if self._contact else 0
        return found if found and found.id != own else None


def with_first(report: Report) -> Report:
    """Return a report on several addresses in which the first can be taken, if it is one."""
    people = addresses_in(report.text[:LONGEST_PASTE]).people
    first = check_syntax(people[0].address) if len(people) > 1 else None
    if first is None or not first.ok:
        return report
    count, rest = ("Two", "the other") if len(people) == 2 else (len(people), "the others")
    take, new = TAKE_SUGGESTION.keys_shown, NEW.keys_shown
    return replace(
        report,
        problem=f"{count} addresses: {take} keeps the first, {new} adds {rest}.",
        suggestion=Suggestion(first.normalized, "the first of them", Cause.PUNCTUATION),
    )


def with_choice(report: Report, kind: ContactKind) -> Report:
    """Return a report in which the user's word about the kind counts, if there is one."""
    return replace(report, kind=CHOSEN[kind]) if kind in CHOSEN else report


def sound_words(report: Report, kind: ContactKind) -> str:
    """Return what an address without fault seems to be: `a team's address, at your own domain`."""
    whose = _WHOSE.get(report.kind, "")
    guessed = "probably " if whose and kind is ContactKind.UNKNOWN else ""
    return ", ".join(filter(None, (guessed + whose, _WHERE.get(report.domain_kind, "")))) or "yes"
