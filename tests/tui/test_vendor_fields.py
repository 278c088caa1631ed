"""The vendor of a license in its form: none until one is typed, and the portal follows."""

from __future__ import annotations

from licensetui.domain.license import Hosting, License
from licensetui.domain.portals import OTHER
from licensetui.domain.portfolio import Portfolio
from licensetui.tui.widgets.choice import Choice
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.builders import a_license, a_portfolio
from tests.tui.running import Running, running


def texts(program: Running) -> tuple[str, str]:
    """What stands in the fields of vendor and portal."""
    screen = program.app.screen
    return screen.query_one("#vendor").value, screen.query_one("#portal").value  # type: ignore[attr-defined]


async def typed(program: Running, field: str, text: str) -> None:
    program.app.screen.query_one(f"#{field}").focus()
    await program.press("end", "ctrl+u")
    await program.type(text)


def saved(program: Running) -> License:
    return program.store.portfolio.licenses[-1]


async def test_a_new_license_has_no_vendor_until_one_is_typed_and_no_portal_of_one() -> None:
    async with running(Portfolio()) as program:
        await program.press("2", "n", *"Editor", "ctrl+s")
        assert (saved(program).vendor, saved(program).portal) == ("", OTHER)
        assert saved(program).hosting is Hosting.OTHER


async def test_the_portal_follows_the_vendor_and_the_hosting() -> None:
    async with running(Portfolio()) as program:
        await program.press("2", "n", *"Jira")
        assert texts(program) == ("", "other")
        await typed(program, "vendor", "Atlassian Pty Ltd")
        assert texts(program)[1] == "my.atlassian.com"
        program.app.screen.query_one("#hosting").focus()
        await program.press("c")
        assert texts(program)[1] == "Atlassian Cloud billing"
        await typed(program, "vendor", "JetBrains")
        assert texts(program)[1] == "other"
        await typed(program, "vendor", "atlassian")
        await program.press("ctrl+s")
        assert saved(program).portal is CLOUD_BILLING


async def test_a_portal_that_was_chosen_stays() -> None:
    async with running(Portfolio()) as program:
        await program.press("2", "n", *"Jira")
        program.app.screen.query_one("#portal", Choice).value = "partner-managed"
        await typed(program, "vendor", "Atlassian")
        assert texts(program)[1] == "partner-managed"


async def test_a_slip_is_offered_to_be_mended_and_one_key_does_it() -> None:
    async with running(Portfolio()) as program:
        await program.press("2", "n", *"Jira")
        assert "Yes, fix" not in program.text()
        await typed(program, "vendor", "Atlasian")
        assert texts(program)[1] == "other"
        assert "The vendor is Atlasian. Did you mean Atlassian? Ctrl+Y takes it" in program.text()
        assert "Yes, fix" in program.text()
        await program.press("ctrl+y")
        assert texts(program) == ("Atlassian", "my.atlassian.com")
        assert "meant?" not in program.text()
        await program.press("ctrl+s")
        assert (saved(program).vendor, saved(program).portal) == ("Atlassian", MY_ATLASSIAN)


async def test_who_keeps_a_slip_may_and_hears_of_it_in_the_findings() -> None:
    async with running(a_portfolio(a_license(vendor=""))) as program:
        await program.press("2", "e")
        await typed(program, "vendor", "Jetbrian")
        await program.press("ctrl+s")
        assert saved(program).vendor == "Jetbrian"
        await program.press("1", "exclamation_mark")
        assert "the vendor is Jetbrian. Did you mean JetBrains?" in program.text()


async def test_a_number_of_atlassian_without_a_vendor_offers_it() -> None:
    async with running(Portfolio()) as program:
        await program.press("2", "n", *"Jira")
        await typed(program, "sen", "SEN-1234567")
        assert (
            "No vendor, but SEN-1234567 looks like Atlassian's. Did you mean Atlassian?"
            in program.text()
        )
        assert texts(program) == ("", "my.atlassian.com")
        await program.press("ctrl+y")
        assert texts(program) == ("Atlassian", "my.atlassian.com")
