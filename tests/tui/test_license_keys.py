"""License keys on the screens: pasted, received, installed; and nothing left of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from textual.events import Paste

from licensetui.domain.license import Hosting, License
from licensetui.domain.secret import kept
from licensetui.store.file.filestore import FileStore
from licensetui.vendors.atlassian import MY_ATLASSIAN
from tests.builders import TODAY, a_license, a_portfolio, a_term
from tests.tui.running import LARGE, Running, running
from tests.vendors.keys_made import a_key

KEY = a_key()
BARE = License(
    "Jira Software", id=1, vendor="Atlassian", product="Jira Software", portal=MY_ATLASSIAN
)
END = date(2027, 12, 1)


def the_license(program: Running, id: int = 1) -> License:
    license = program.store.portfolio.license(id)
    assert license is not None
    return license


async def paste(program: Running, text: str) -> None:
    program.app.post_message(Paste(text.replace("\n", "\r")))  # as terminals send it
    await program.settle()


async def test_a_pasted_key_fills_a_license_and_u_takes_it_back() -> None:
    async with running(a_portfolio(BARE), size=LARGE) as program:
        await program.press("2", "K")
        assert "Paste the license key here" in program.text()
        await paste(program, KEY)
        # Nothing here fits: the organization is not recorded, so that it asks.
        assert "Which license is key SEN-1001 for: no license here fits it" in program.text()
        await program.press("enter")
        assert "Anna Keller <anna.keller@acme.com>, who is not a contact here" in program.text()
        await program.press("ctrl+s")
        found = the_license(program)
        assert (found.sen, found.organization, found.seats) == ("SEN-1001", "Acme GmbH", 500)
        assert (found.server_id, found.hosting) == ("B8KN-XXXX-YYYY-ZZZZ", Hosting.DATA_CENTER)
        assert found.term is not None
        assert (found.term.end, found.term.key_received) == (END, TODAY)
        assert found.key == kept(KEY)
        assert "Saved: key " in program.text()
        await program.press("u")
        assert the_license(program) == BARE


async def test_what_is_recorded_otherwise_stays_until_it_is_taken() -> None:
    license = replace(a_license(seats=100, organization="Acme"), terms=(a_term(END),))
    async with running(a_portfolio(license), size=LARGE) as program:
        await program.press("2", "K")
        await paste(program, KEY)
        assert "2 differ: what is recorded stays" in program.text()
        await program.press("ctrl+s")
        first = the_license(program)
        assert (first.seats, first.organization) == (100, "Acme")
        assert first.server_id == "B8KN-XXXX-YYYY-ZZZZ"
        await program.press("K")
        await paste(program, KEY)
        await program.press("g", "down", "space")
        assert "1 differ: what is recorded stays" in program.text()
        await program.press("ctrl+s")
        assert (the_license(program).seats, the_license(program).organization) == (500, "Acme")
        await program.press("K")
        await paste(program, KEY)
        await program.press("a", "ctrl+s")
        assert the_license(program).organization == "Acme GmbH"


async def test_a_damaged_key_is_explained_and_another_ones_key_asks() -> None:
    licenses = (
        replace(BARE, sen="SEN-77"),
        a_license("Confluence", id=2, product="Confluence", sen="SEN-1001"),
    )
    async with running(a_portfolio(*licenses), size=LARGE) as program:
        await program.press("2", "g", "down", "K")
        await paste(program, KEY[:-1])
        assert "missing at the end" in program.text() or "too many" in program.text()
        await program.press("ctrl+s")
        assert "Paste the license key first" in program.text()
        await paste(program, KEY)
        assert "Which license is key SEN-1001 for: these fit" in program.text()
        await program.press(*"confl", "enter")
        assert "The key is for Jira Software: is Confluence the right license?" in program.text()
        await program.press("escape", "K")
        await paste(program, KEY)
        await program.press(*"new", "enter", "ctrl+s")
        assert the_license(program, 3).sen == "SEN-1001"


async def test_r_renews_with_two_keys_and_one_says_that_the_key_came_and_then_is_in_use() -> None:
    license = a_license(terms=(a_term(9),))
    async with running(a_portfolio(license), size=LARGE) as program:
        await program.press("2", "r", "enter")
        term = the_license(program).term
        assert term is not None
        assert (term.id, term.key_received, term.key_installed) == (2, None, None)
        assert "the license key for that term is not recorded as installed" in " ".join(
            program.text().split()
        )
        await program.press("R")
        assert "License key received 2026-11-22: Jira Software DC 500" in program.text()
        assert "R again once it is installed" in program.text()
        await program.press("R")
        assert "License key installed 2026-11-22: Jira Software DC 500" in program.text()
        term = the_license(program).term
        assert term is not None
        assert (term.key_received, term.key_installed) == (TODAY, TODAY)
        assert "not recorded as installed" not in program.text()
        assert "key installed 2026-11-22" in program.text()
        await program.press("R")
        assert "Already set" in program.text()
        await program.press("u")
        term = the_license(program).term
        assert term is not None
        assert (term.key_received, term.key_installed) == (TODAY, None)


async def test_a_key_pasted_into_a_field_of_the_form_fills_the_others() -> None:
    async with running(a_portfolio(replace(BARE, seats=10)), size=LARGE) as program:
        await program.press("2", "e")
        await paste(program, KEY)
        assert "AAA" not in program.text()
        assert "SEN-1001" in program.text()
        assert "Seats: 10 here, 500 in the key" in program.text()
        await program.press("ctrl+s")
        found = the_license(program)
        assert (found.name, found.sen, found.seats) == ("Jira Software", "SEN-1001", 10)
        assert found.key == kept(KEY)
        assert found.term is not None
        assert (found.term.end, found.term.key_received) == (END, TODAY)
        await program.press("n")
        await paste(program, KEY[:-1])
        assert "copy the key again" in program.text()
        await paste(program, a_key(SEN="SEN-9", NumberOfUsers="-1"))
        await program.press("ctrl+s")
        assert the_license(program, 2).seats == "unlimited"
        assert the_license(program, 2).product == "Jira Software"


async def test_esc_leaves_nothing_of_a_pasted_key_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    store = FileStore.open(path)
    async with running(store=store) as program:
        await program.press("2", "n", *"Jira", "ctrl+s", "K")
        await paste(program, KEY)
        await program.press("enter", "escape", "u", "ctrl+r", "e")
        await paste(program, KEY)
        await program.press("escape", "o", "ctrl+s")
        assert the_license(program).key == kept(KEY)
    everything = b"".join(x.read_bytes() for x in tmp_path.rglob("*") if x.is_file())
    for line in KEY.splitlines():
        assert line[:20].encode() not in everything
