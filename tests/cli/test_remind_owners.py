"""Reminders to owners: each gets theirs, all else goes where it went, and nothing twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from licensetui.cli import main
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.license import License
from licensetui.domain.portfolio import difference
from licensetui.store.file.filestore import FileStore
from tests.builders import a_contact, a_license, a_portfolio
from tests.cli.program import a_file_of
from tests.exchange.mail_server import HOST, MailServer, mail_server

DAY = "2026-11-22T07:00"
IT, ANNA, LEA, ZOE = (f"{name}@example.org" for name in ("it", "anna", "lea", "zoe"))
HOLIDAY = (Away(date(2026, 11, 20), date(2026, 11, 24)),)

Remind = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def remind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Remind:
    """Run `remind --mail it@... --owners` on records; return who got a mail, and its text."""
    monkeypatch.setenv("LICENSETUI_TODAY", DAY)
    monkeypatch.setenv("LICENSETUI_SETTINGS", str(tmp_path / "settings.toml"))

    def run(
        contacts: tuple[Contact, ...],
        *arguments: str,
        licenses: tuple[License, ...] = (),
        own: tuple[str, ...] = ("example.org",),
        day: str = DAY,
    ) -> list[tuple[str, str]]:
        monkeypatch.setenv("LICENSETUI_TODAY", day)
        known = licenses or (a_license("Jira", owner=2), a_license("Crowd", id=2))
        file, now = str(tmp_path / "x.json"), a_portfolio(*known, contacts=contacts)
        if Path(file).exists():
            store = FileStore.open(Path(file))
            store.commit(difference(store.portfolio, now, "edit"))
        else:
            a_file_of(Path(file), now)
        with mail_server() as there:
            write(tmp_path, there, own)
            assert main(["remind", "--mail", IT, "--owners", "--file", file, *arguments]) == 0
        assert not capsys.readouterr().err
        assert all(len(one.recipients) == 1 for one in there.received)
        return [(one.recipients[0], one.message.get_content()) for one in there.received]

    return run


def write(directory: Path, there: MailServer, own: tuple[str, ...]) -> None:
    """Write the settings of a server on this machine."""
    said: dict[str, Any] = {
        "mail_from": "licensetui@mail.example.net",
        "smtp_host": HOST,
        "smtp_port": there.port,
        "smtp_security": "none",
        "own_domains": own,
    }
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in said.items())
    (directory / "settings.toml").write_text("".join(lines))


def people(**anna: Any) -> tuple[Contact, ...]:
    """A contact for the vendor's mails; Anna, who owns Jira; Léa and Zoé."""
    return (
        a_contact("Jira admins", email="admins@example.org"),
        a_contact("Anna Martin", **{"id": 2, "email": ANNA, **anna}),
        a_contact("Léa Petit", id=3, email=LEA),
        a_contact("Zoé Lefèvre", id=4, email=ZOE, away=HOLIDAY),
    )


def names(text: str) -> set[str]:
    """The licenses of which a mail tells."""
    return {name for name in ("Jira", "Crowd", "Bamboo") if f" {name}: ends" in text}


def owners(text: str) -> list[str]:
    """What a mail says of owners, each once."""
    lines = (line.strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line.startswith("owner: ")))


def test_each_owner_gets_only_theirs_and_what_is_nobodys_goes_on_as_before(remind: Remind) -> None:
    licenses = (
        a_license("Jira", owner=2),
        a_license("Bamboo", id=2, owner=3),
        a_license("Crowd", id=3),
    )
    to_it, to_anna, to_lea = sorted(
        remind(people(), licenses=licenses), key=lambda told: [IT, ANNA, LEA].index(told[0])
    )
    assert [x[0] for x in (to_it, to_anna, to_lea)] == [IT, ANNA, LEA]
    assert [names(x[1]) for x in (to_it, to_anna, to_lea)] == [{"Crowd"}, {"Jira"}, {"Bamboo"}]
    assert owners(to_it[1]) == ["owner: nobody"]
    assert owners(to_anna[1]) == ["owner: Anna Martin"]


def test_nothing_is_sent_twice(remind: Remind) -> None:
    assert len(remind(people())) == 2
    assert remind(people()) == []
    # She goes on holiday, and is back: her deputy is told, she herself knows already.
    assert [x[0] for x in remind(people(away=HOLIDAY, deputy=3))] == [LEA]
    assert remind(people(away=HOLIDAY, deputy=3)) == []
    assert remind(people()) == []
    assert remind(people(away=HOLIDAY, deputy=3)) == []


def test_the_next_reminder_day_is_told_to_the_owner_again(remind: Remind) -> None:
    remind(people())
    again = remind(people(), day="2026-12-02T07:00")
    assert [x[0] for x in again] == [IT, ANNA]


GONE = {"last_day": date(2026, 11, 1)}
BOUNCED = {"bounced_on": date(2026, 11, 1)}


@pytest.mark.parametrize(
    ("anna", "goes_to", "said"),
    [
        ({}, ANNA, "Anna Martin"),
        (
            {"away": HOLIDAY, "deputy": 3},
            LEA,
            "Anna Martin, away until 2026-11-24; the deputy is Léa Petit",
        ),
        ({"away": HOLIDAY}, IT, "Anna Martin, away until 2026-11-24, without a deputy"),
        (
            {"away": HOLIDAY, "deputy": 4},
            IT,
            "Anna Martin, away until 2026-11-24; the deputy Zoé Lefèvre: away until 2026-11-24",
        ),
        ({**GONE, "deputy": 3}, LEA, "Anna Martin, left 2026-11-01; the deputy is Léa Petit"),
        (GONE, IT, "Anna Martin, left 2026-11-01, without a deputy"),
        (BOUNCED, IT, "Anna Martin, bounced 2026-11-01, without a deputy"),
        ({"email": ""}, IT, "Anna Martin, without a working address"),
        (
            {"email": "anna@example..org"},
            IT,
            "Anna Martin, without a working address",
        ),
        (
            {"email": "anna@example.net"},
            IT,
            (
                "Anna Martin, at another organization: anna@example.net is emailed only with "
                "--outside"
            ),
        ),
        (
            {"email": "noreply@example.org", "kind": ContactKind.UNKNOWN},
            IT,
            "Anna Martin, not emailed (noreply@example.org: nobody reads a no-reply address)",
        ),
        ({"email": "anna@ops.example.org"}, "anna@ops.example.org", "Anna Martin"),
    ],
)
def test_who_gets_it_and_what_the_mail_says_of_the_owner(
    remind: Remind, anna: dict[str, Any], goes_to: str, said: str
) -> None:
    (told,) = [x for x in remind(people(**anna)) if "Jira" in names(x[1])]
    assert told[0] == goes_to
    assert f"owner: {said}" in owners(told[1])


def test_outside_goes_to_owners_anywhere(remind: Remind) -> None:
    told = remind(people(email="anna@example.net"), "--outside")
    assert [x[0] for x in told] == [IT, "anna@example.net"]


@pytest.mark.parametrize(
    ("addresses", "goes_to"),
    [
        ((ANNA, LEA), ANNA),  # as the recipient of the rest
        (("anna@example.com", "b@example.com", "c@example.com"), "anna@example.com"),  # as most
        (("anna@example.com", "b@example.com", "c@acme.com", "d@beta.com"), IT),
        (("anna@gmail.com", "b@gmail.com", "c@gmail.com", "d@gmail.com"), IT),
    ],
)
def test_without_own_domains_it_is_the_domain_of_most_but_never_a_public_one(
    remind: Remind, addresses: tuple[str, ...], goes_to: str
) -> None:
    contacts = tuple(
        a_contact(f"Contact {id}", id=id, email=address) for id, address in enumerate(addresses, 2)
    )
    portfolio = (a_contact("Nobody", email=""), *contacts)
    (told,) = [x for x in remind(portfolio, own=()) if "Jira" in names(x[1])]
    assert told[0] == goes_to


def test_one_who_is_owner_and_gets_the_rest_has_one_mail(remind: Remind) -> None:
    (told,) = remind(people(email="IT@example.org"))
    assert names(told[1]) == {"Jira", "Crowd"}


def test_what_is_wrong_with_a_contact_is_no_owners(remind: Remind) -> None:
    contacts = (a_contact("Jira admins", email="admins@example..org"), *people()[1:])
    (to_it, _) = remind(contacts)
    assert to_it[0] == IT
    assert "admins@example..org" in to_it[1]


def test_outside_alone_says_what_it_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = a_file_of(tmp_path / "x.json", a_portfolio())
    assert main(["remind", "--mail", IT, "--outside", "--file", file]) == 2
    assert "--outside needs --owners" in capsys.readouterr().err
