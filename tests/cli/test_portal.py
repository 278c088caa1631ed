"""`licensetui portal`: what is still to be done on the portals."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from licensetui.domain import portals
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.store.file.filestore import FileStore
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.builders import TODAY, a_term
from tests.cli.program import a_file_of, fed, printed, records, refused, start
from tests.domain.portal_cases import CONTACTS, the_license

FAR = (a_term(100),)


def _since(license: License, days: int) -> License:
    day = TODAY - timedelta(days=days)
    return replace(license, wanted=tuple(replace(x, since=day) for x in license.wanted))


def _file(path: Path, *licenses: License) -> str:
    numbered = tuple(replace(x, id=number) for number, x in enumerate(licenses, 1))
    path.mkdir(exist_ok=True)
    return a_file_of(path / "licenses.json", Portfolio(numbered, CONTACTS))


def _some(path: Path) -> str:
    waiting = the_license("T anna, T* olga", "T* anna, T olga", name="Wiki", sen="SEN-2")
    held = (waiting.wanted[0], replace(waiting.wanted[1], waiting_since=TODAY - timedelta(days=9)))
    return _file(
        path,
        _since(the_license("T* lea", "T* anna", terms=FAR), 12),
        replace(_since(replace(waiting, wanted=held), 15), terms=FAR),
        the_license("A zoe", None, CLOUD_BILLING, name="Cloud", sen="", terms=()),
    )


def test_all_open_steps_the_oldest_first(tmp_path: Path) -> None:
    rows = [line.split() for line in printed("--file", _some(tmp_path), "portal").splitlines()]
    assert [" ".join(row) for row in rows] == [
        "step license number what address done by age before",
        "2-jhlv Wiki SEN-2 1 promote technical olga@partner.example waiting for olga since "
        "2026-11-13 15 d 2026-12-02 reminder",
        "1-wuzl Jira Software DC 500 SEN-1001 1 add technical lea@example.org anna 12 d "
        "2026-12-02 reminder",
        "1-czma Jira Software DC 500 SEN-1001 2 promote technical lea@example.org anna 12 d "
        "2026-12-02 reminder",
        "1-kr7q Jira Software DC 500 SEN-1001 3 remove technical anna@example.org anna 12 d "
        "2026-12-02 reminder",
        "3-wwpi Cloud look zoe",
        "",
        "4 steps on 2 licenses; 1 license whose portal was never checked.",
    ]


def test_json_says_all_of_a_step(tmp_path: Path) -> None:
    file = _some(tmp_path)
    found = records("--file", file, "portal")
    assert [(x["license"], x["step"], x["kind"], x["case"]) for x in found] == [
        ("Wiki", 1, "promote", "promote-self"),
        ("Jira Software DC 500", 1, "add", "add"),
        ("Jira Software DC 500", 2, "promote", "promote"),
        ("Jira Software DC 500", 3, "remove", "remove-yourself"),
        ("Cloud", 1, "look", "look"),
    ]
    assert found[0] == {
        "license": "Wiki",
        "license_id": 2,
        "number": "SEN-2",
        "portal": "my.atlassian.com",
        "code": "2-jhlv",
        "step": 1,
        "kind": "promote",
        "case": "promote-self",
        "role": "technical",
        "address": "olga@partner.example",
        "contact_id": 5,
        "actor": "olga",
        "actor_id": 5,
        "since": "2026-11-07",
        "days": 15,
        "waiting_since": "2026-11-13",
        "by": "2026-12-02",
        "by_why": "reminder",
    }
    assert {found[-1][name] for name in ("role", "address", "since", "days", "by")} == {None}


def test_by_person_puts_the_work_of_each_together(tmp_path: Path) -> None:
    found = records("--file", _some(tmp_path), "portal", "--by", "person")
    assert [x["actor"] for x in found] == ["anna", "anna", "anna", "olga", "zoe"]
    text = printed("--file", _some(tmp_path / "x"), "portal", "--by", "person", "--markdown")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## anna", "## olga", "## zoe"]
    assert "### Wiki SEN-2: 1. The new contact must sign in and become primary" in text


def test_markdown_tells_how_each_step_is_done(tmp_path: Path) -> None:
    text = printed("--file", _some(tmp_path), "portal", "--markdown")
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        "# Portal steps, 2026-11-22",
        "## Wiki SEN-2",
        "### 1. The new contact must sign in and become primary",
        "## Jira Software DC 500 SEN-1001",
        "### 1. Add a contact",
        "### 2. Make a contact primary",
        "### 3. Remove yourself, last",
        "## Cloud",
        "### 1. Check who the billing admins are",
    ]
    assert (
        "- [ ] add lea@example.org as technical contact; anna; open for 12 d; by 2026-12-02 "
        "(reminder)"
    ) in text
    assert "\n3. Paste lea@example.org into the field for a technical contact" in text
    assert text.count("\nSource: ") == 5


def test_nothing_to_do_is_said(tmp_path: Path) -> None:
    done = _file(tmp_path / "done", the_license("T* anna", "T* anna"))
    assert printed("--file", done, "portal") == (
        "Nothing to do: every portal that was checked matches the assigned contacts.\n"
    )
    assert printed("--file", done, "portal", "--markdown").endswith("\n\nNothing.\n")
    assert records("--file", done, "portal") == []
    assert printed("portal").startswith("No licenses yet")


def test_names_are_made_harmless(tmp_path: Path) -> None:
    hostile = the_license("T* lea", "T* anna", name="<b>a\x1b[31m*x*</b>", sen="")
    file = _file(tmp_path, hostile)
    for form in ((), ("--markdown",), ("--json",)):
        assert "\x1b" not in printed("--file", file, "portal", *form)
    assert "<b>" not in printed("--file", file, "portal", "--markdown")


def _of_partners(path: Path, *partners: str) -> str:
    asked = [
        the_license("C lea", "C anna", portals.PARTNER, name=f"App {number}", partner=partner)
        for number, partner in enumerate(partners, 1)
    ]
    return _file(path, *asked)


def test_a_draft_asks_a_partner_for_all_that_is_open(tmp_path: Path) -> None:
    file = _of_partners(tmp_path, "Example Partner", "example partner")
    draft = tmp_path / "partner.eml"
    assert printed("--file", file, "portal", "--draft", str(draft)) == (
        f"{draft}: 4 steps for Example Partner, to nobody yet; fill in the address.\n"
    )
    message = message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert message["Subject"] == "Contacts of 2 licenses"
    assert message["X-Unsent"] == "1"
    said = printed("--file", file, "portal", "--draft", "-")
    assert "App 1, SEN-1001\n  1. add lea@example.org as customer contact\n" in said
    note = printed("--file", file, "portal", "--markdown")
    assert (
        "## Message to Example Partner\n\nSubject: Contacts of 2 licenses\n\n    Hello,\n" in note
    )


def test_of_several_partners_one_is_chosen(tmp_path: Path) -> None:
    file = _of_partners(tmp_path, "Alpha", "", "Beta")
    draft = ("--file", file, "portal", "--draft")
    assert refused(2, *draft, "-") == (
        'there are several partners; choose one with --partner: Alpha; "" (not set); Beta'
    )
    assert "no partner 'Gamma' with open steps" in refused(2, *draft, "-", "--partner", "Gamma")
    assert "App 3" in printed(*draft, "-", "--partner", "beta")
    assert "App 2" in printed(*draft, "-", "--partner", "")


def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    file = _some(tmp_path)
    portal = ("--file", file, "portal")
    assert "there is nothing to ask for" in refused(2, *portal, "--draft", "-")
    assert "cannot be used together" in refused(2, *portal, "--json", "--markdown")
    assert "cannot be used together" in refused(2, *portal, "--json", "--draft", "-")
    assert "--partner needs --draft" in refused(2, *portal, "--partner", "x")
    own = _of_partners(tmp_path / "own", "Alpha")
    assert "is your data file" in refused(2, "--file", own, "portal", "--draft", own)
    gone = str(tmp_path / "none" / "x.eml")
    assert "there is no directory" in refused(74, "--file", own, "portal", "--draft", gone)


def test_it_is_quick_to_start_and_loads_no_screens() -> None:
    result = start("--demo", "portal", PYTHONPROFILEIMPORTTIME="1")
    assert result.returncode == 0
    assert b"textual" not in result.stderr
    assert b"icalendar" not in result.stderr


def test_at_one_public_provider_the_new_contact_must_do_it(tmp_path: Path) -> None:
    license = the_license("T fixed, T* gil", "T* fixed, T gil", terms=FAR)
    (step,) = records("--file", _file(tmp_path, license), "portal", "--json")
    assert (step["kind"], step["case"], step["actor"]) == ("promote", "promote-self", "gil")


# Looks


PAGE = b"""\
Technical Contacts
Anna  anna@example.org  Primary  Delete
new@gmial.com   Make Primary | Delete
"""


def _checked(path: Path) -> License:
    (license,) = FileStore.open(path / "licenses.json").portfolio.licenses
    return license


def test_a_page_of_the_portal_is_read_shown_against_what_is_assigned_and_saved(
    tmp_path: Path,
) -> None:
    file = _file(tmp_path, the_license("T* lea", None))
    asked = ("portal", "--file", file, "--seen", "SEN-1001", "-")
    result = fed(PAGE, *asked)
    assert result.stdout.decode().splitlines() == [
        "technical, primary: anna@example.org (anna)",
        "technical: new@gmial.com (no matching contact)",
        "  technical lea@example.org: assigned, not on the portal",
        "  technical anna@example.org: on the portal, not assigned",
        "  technical new@gmial.com: on the portal, no contact has it",
        "Nothing was written. To apply, add --apply.",
    ]
    assert _checked(tmp_path).looked_on is None
    assert fed(PAGE, *asked, "--apply").returncode == 0
    license = _checked(tmp_path)
    assert license.looked_on == TODAY
    assert [x.address for x in license.on_portal] == ["anna@example.org", "new@gmial.com"]
    assert b"That portal was already checked today." in fed(PAGE, *asked, "--apply").stdout
    page = tmp_path / "page.txt"
    page.write_bytes(PAGE)
    assert "anna@example.org" in printed("portal", "--file", file, "--seen", "1001", str(page))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (b"", "that page has no address"),
        (b"a@b.org", "no heading gives a role for a@b.org"),
        (b"SEN-77 Technical contact: a@b.org", "the page is for SEN-77, not for Jira"),
        (b"x" * 500_000, "more than 100,000 characters"),
        (b"a\0b", "a NUL byte"),
    ],
)
def test_a_page_that_does_not_say_enough_is_refused(tmp_path: Path, page: bytes, said: str) -> None:
    file = _file(tmp_path, the_license("T* lea", None))
    result = fed(page, "portal", "--file", file, "--seen", "SEN-1001", "-", "--apply")
    assert result.returncode == 65
    assert said in result.stderr.decode()
    assert _checked(tmp_path).looked_on is None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--apply",), "--apply needs --seen or --unsee"),
        (("--unsee", "--json"), "cannot be used together"),
        (("--unsee", "77"), "change 77 is not an import"),
        (("--seen", "nothing", "-"), "no license with the name, number, or id 'nothing'"),
    ],
)
def test_looks_that_cannot_be_meant_are_refused(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    file = _file(tmp_path, the_license("T* lea", None))
    result = fed(PAGE, "portal", "--file", file, *options)
    assert result.returncode == 2
    assert said in result.stderr.decode()
