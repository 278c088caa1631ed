"""The contacts of the demo: persons and teams, some of them with something wrong."""

from __future__ import annotations

from datetime import date, timedelta

from licensetui.domain.contact import Away, Contact, ContactKind

ANNA, LEA, BRUNO, JIRA_ADMINS, ACCOUNTING = 1, 2, 3, 4, 5
ZOE, KAREL, PARTNER, MARC, OPS, INGRID, CODE_TEAM = 6, 7, 8, 9, 10, 11, 12
_PERSON, _TEAM = ContactKind.PERSON, ContactKind.TEAM


def demo_contacts(today: date) -> tuple[Contact, ...]:
    """Return the contacts, in the order of their ids."""
    return (
        Contact(
            "Anna Martin",
            "a.martin@example.org",
            id=ANNA,
            kind=_PERSON,
            away=(Away(_day(today, 18), _day(today, 36), "holiday"),),
            deputy=LEA,
            confirmed_on=_day(today, -40),
        ),
        Contact(
            "Léa Petit", "l.petit@example.org", id=LEA, kind=_PERSON, phone="+33 1 99 00 12 34"
        ),
        Contact("Bruno Durand", "b.durand@gmial.com", id=BRUNO, kind=_PERSON),
        Contact(
            "Jira admins",
            "jira-admins@example.org",
            id=JIRA_ADMINS,
            kind=_TEAM,
            members=(ANNA, LEA),
        ),
        Contact("Comptabilité", "compta@example.org", id=ACCOUNTING, kind=_TEAM, members=(ZOE,)),
        Contact("Zoé Lefèvre", "z.lefevre@example.org", id=ZOE, kind=_PERSON),
        Contact("Karel Novák", "karel.novak@example..org", id=KAREL, kind=_PERSON),
        Contact(
            "Samir Haddad",
            "s.haddad@example.com",
            id=PARTNER,
            kind=_PERSON,
            organization="Example Partner GmbH",
        ),
        Contact(
            "Marc Simon",
            "m.simon@example.org",
            id=MARC,
            kind=_PERSON,
            last_day=_day(today, -60),
            mailbox_closes=_day(today, -30),
            archived=True,
        ),
        Contact(email="ops@example.org", id=OPS),
        Contact(
            "Ingrid Sørensen",
            "i.sorensen@example.org",
            id=INGRID,
            kind=_PERSON,
            last_day=_day(today, 39),
            mailbox_closes=_day(today, 54),
        ),
        Contact(
            "Code team",
            "code-team@example.org",
            id=CODE_TEAM,
            kind=_TEAM,
            members=(ANNA, LEA),
            sign_in_known_by=(ANNA, LEA),
        ),
    )


def _day(today: date, days: int) -> date:
    return today + timedelta(days=days)
