"""What is to be done on a portal, case by case: written from what is known of the portals."""

from __future__ import annotations

from licensetui.domain import portals
from licensetui.domain.license import Portal
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN

MY, CLOUD, PARTNER, OTHER = MY_ATLASSIAN, CLOUD_BILLING, portals.PARTNER, portals.OTHER

CASES: tuple[tuple[str, Portal, str, str | None, str], ...] = (
    # Nothing to do.
    ("as wanted", MY, "T* anna, B* zoe", "T* anna, B* zoe", ""),
    ("case and spaces are no difference", MY, "T* anna", "T* ANNA@Example.ORG", ""),
    ("a team as wanted", MY, "T* team, T anna", "T* team, T anna", ""),
    ("nobody wanted: nobody is removed", MY, "", "T* anna, T lea", ""),
    ("nobody wanted who has an address", MY, "T* noaddr", "T* anna, T lea", ""),
    ("only somebody archived wanted", MY, "T* archie", "T* archie", ""),
    ("the primary stays while no other is wanted as primary", MY, "T lea", "T* anna, T lea", ""),
    ("a primary wanted as a secondary stays what it is", MY, "T anna", "T* anna", ""),
    ("Cloud billing knows no primaries", CLOUD, "A* anna, A zoe", "A anna, A* zoe", ""),
    ("other portals know no primaries", OTHER, "T* anna, B* zoe", "T anna, B zoe", ""),
    ("a partner knows no primaries", PARTNER, "C* anna", "C anna", ""),
    ("no reader wanted: none is removed", OTHER, "B zoe", "T anna, B zoe", ""),
    ("no reader wanted in Cloud billing", CLOUD, "B zoe", "A anna, B zoe", ""),
    (
        "no reader wanted: others still are",
        OTHER,
        "B zoe",
        "T anna, B lea",
        "anna: add B zoe, anna: remove B lea",
    ),
    # Looking.
    ("never looked at", MY, "T* anna", None, "anna: look"),
    ("never looked at, nobody wanted", MY, "", None, "nobody: look"),
    ("never looked at, who is wanted has left", MY, "T* left", None, "nobody: look"),
    ("never looked at, in Cloud billing", CLOUD, "A zoe", None, "zoe: look"),
    ("never looked at, of another vendor", OTHER, "T lea", None, "lea: look"),
    ("never looked at, by the partner", PARTNER, "C anna", None, "anna: look (ask-partner)"),
    ("looked at, and it shows nobody", OTHER, "T anna", "", "nobody: add (no-sign-in) T anna"),
    # Adding.
    ("one more secondary", MY, "T* anna, T lea", "T* anna", "anna: add T lea"),
    ("a secondary of another domain", MY, "T* anna, T olga", "T* anna", "anna: add T olga"),
    ("two contacts with one address", MY, "T* anna, T lea, T twin", "T* anna", "anna: add T lea"),
    ("who has no address cannot be added", MY, "T* anna, T noaddr", "T* anna", ""),
    ("who is archived is not added", MY, "T* anna, T archie", "T* anna", ""),
    ("the same person in another role", MY, "T* anna, B anna", "T* anna", "anna: add B anna"),
    ("a second person in Cloud billing", CLOUD, "A anna, A zoe", "A anna", "anna: add A zoe"),
    ("added by a partner", PARTNER, "C anna, C lea", "C anna", "anna: add (ask-partner) C lea"),
    (
        "technical before billing, primaries before others",
        OTHER,
        "B zoe, T lea, T* bruno, T anna",
        "T anna",
        "anna: add T bruno, anna: add T lea, anna: add B zoe",
    ),
    # Promoting.
    ("a secondary becomes primary", MY, "T anna, T* lea", "T* anna, T lea", "anna: promote T lea"),
    (
        "of another domain, who must do it",
        MY,
        "T anna, T* olga",
        "T* anna, T olga",
        "olga: promote (promote-self) T olga",
    ),
    (
        "of a public domain, who must do it",
        MY,
        "T anna, T* gil",
        "T* anna, T gil",
        "gil: promote (promote-self) T gil",
    ),
    (
        "both at one public provider: who must do it",
        MY,
        "T fixed, T* gil",
        "T* fixed, T gil",
        "gil: promote (promote-self) T gil",
    ),
    (
        "back from another domain to one's own",
        MY,
        "T* anna, T olga",
        "T* olga, T anna",
        "anna: promote (promote-self) T anna",
    ),
    ("no primary to compare with", MY, "T* anna, T lea", "T anna, T lea", "anna: promote T anna"),
    (
        "wanted as primary under two contacts with one address",
        MY,
        "T anna, T lea, T* twin",
        "T* anna, T lea",
        "anna: promote T lea",
    ),
    (
        "primary in one role, secondary in the other",
        MY,
        "T* anna, B* anna, B zoe",
        "T* anna, B* zoe, B anna",
        "anna: promote B anna",
    ),
    # Removing.
    ("one secondary too many", MY, "T* anna", "T* anna, T bruno", "anna: remove T bruno"),
    ("an address nobody has", MY, "T* anna", "T* anna, T who@else", "anna: remove T who@else"),
    ("an archived contact", MY, "T* anna, T archie", "T* anna, T archie", "anna: remove T archie"),
    ("somebody who left", MY, "T* anna", "T* anna, T left", "anna: remove T left"),
    (
        "a role that nobody is wanted in keeps its primary",
        MY,
        "T* anna",
        "T* anna, B* zoe, B bruno",
        "anna: remove B bruno",
    ),
    (
        "a role that the portal should not have",
        MY,
        "T* anna",
        "T* anna, A bruno, C lea",
        "anna: remove A bruno, anna: remove C lea",
    ),
    (
        "seen twice in a role",
        MY,
        "T* anna",
        "T* anna, T bruno, T BRUNO@example.org",
        "anna: remove T bruno",
    ),
    (
        "without primaries everybody else can go",
        CLOUD,
        "A anna",
        "A anna, A* zoe, T lea",
        "anna: remove T lea, anna: remove A zoe",
    ),
    # One for another.
    (
        "a leaver is followed",
        MY,
        "T* lea",
        "T* left, T anna",
        "anna: add T lea, anna: promote T lea, anna: remove T left, anna: remove (remove-yourself) "
        "T anna",
    ),
    (
        "yourself last",
        MY,
        "T* lea, B* zoe",
        "T* anna, B* anna, T bruno",
        "anna: add T lea, anna: add B zoe, anna: promote T lea, anna: promote B zoe, "
        "anna: remove T bruno, anna: remove (remove-yourself) T anna, anna: remove "
        "(remove-yourself) B anna",
    ),
    (
        "rather one who stays does it",
        MY,
        "T* lea, T bruno",
        "T* anna, T bruno",
        "bruno: add T lea, bruno: promote T lea, bruno: remove T anna",
    ),
    (
        "by somebody of another role",
        MY,
        "T* lea, B* zoe",
        "T* closed, B* zoe",
        "zoe: add T lea, zoe: promote T lea, zoe: remove T closed",
    ),
    (
        "from another domain: add, let them promote themselves, remove",
        MY,
        "T* olga",
        "T* anna",
        "anna: add T olga, olga: promote (promote-self) T olga, anna: remove (remove-yourself) "
        "T anna",
    ),
    (
        "an address corrected in the contact",
        MY,
        "T* fixed, T anna",
        "T* b.durand@gmial.com, T anna",
        "anna: add T fixed, fixed: promote (promote-self) T fixed, anna: remove T "
        "b.durand@gmial.com",
    ),
    (
        "yourself last in both roles",
        CLOUD,
        "A lea, A zoe",
        "T anna, A anna, A closed",
        "anna: add A lea, anna: add A zoe, anna: remove A closed, anna: remove (remove-yourself) "
        "T anna, anna: remove (remove-yourself) A anna",
    ),
    (
        "the partner is told all of it",
        PARTNER,
        "C lea",
        "C anna",
        "anna: add (ask-partner) C lea, anna: remove (ask-partner) C anna",
    ),
    # Who can sign in.
    ("of an unknown kind", MY, "T* unsure, T lea", "T* unsure", "unsure: add T lea"),
    ("on the last day", MY, "T* leaving, T lea", "T* leaving", "leaving: add T lea"),
    ("before the mailbox closes", MY, "T* closing, T lea", "T* closing", "closing: add T lea"),
    ("away, but nobody else", MY, "T* away, T lea", "T* away", "away: add T lea"),
    ("not who is away", MY, "T* away, T anna, T lea", "T* away, T anna", "anna: add T lea"),
    (
        "here, though to be removed, before away",
        MY,
        "T* away, T lea",
        "T* away, T anna",
        "anna: add T lea, anna: remove (remove-yourself) T anna",
    ),
    ("a team cannot", MY, "T* team, T lea", "T* team", "nobody: add (no-sign-in) T lea"),
    (
        "who has left cannot",
        MY,
        "T* lea",
        "T* left, T lea",
        "lea: promote T lea, lea: remove T left",
    ),
    (
        "nobody left",
        MY,
        "T* lea",
        "T* left, T closed, T archie, T team, T who@else",
        "nobody: add (no-sign-in) T lea, nobody: promote (no-sign-in) T lea, nobody: remove "
        "(no-sign-in) T left, nobody: remove (no-sign-in) T closed, nobody: remove (no-sign-in) "
        "T archie, nobody: remove (no-sign-in) T team, nobody: remove (no-sign-in) T who@else",
    ),
    (
        "nobody left in Cloud billing",
        CLOUD,
        "A lea",
        "A closed",
        "nobody: add (no-sign-in) A lea, nobody: remove (no-sign-in) A closed",
    ),
    (
        "nobody left, but the partner does it",
        PARTNER,
        "C lea",
        "C left",
        "nobody: add (ask-partner) C lea, nobody: remove (ask-partner) C left",
    ),
)
"""Name, portal, who is wanted, who was seen (None: nobody looked), and the steps in words."""
