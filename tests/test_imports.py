"""What a run loads: names of modules, and no times. Each that stands here was once a wait.

A module that is not wanted says by whom it is imported: `python -X importtime -m licensetui ...`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import a_license, a_portfolio, a_term
from tests.cli.program import a_file_of
from tests.house import ROOT

_LOADED = "import json, sys; print(json.dumps(sorted(sys.modules)))"
_COMMAND = f"""
from licensetui.cli import main
main()
{_LOADED}
"""
_SCREEN = """
import asyncio, json, sys
from pathlib import Path
from licensetui.clock import Clock
from licensetui.domain.settings import Settings
from licensetui.store.file.keeper import FileKeeper
from licensetui.tui.app import LicenseTui
from licensetui.tui.session import Session
from licensetui.tui.screens.main import MainScreen

clock = Clock()
store = FileKeeper(Path(sys.argv[1]), clock.now).open(readonly=False)
app = LicenseTui(Session(store, Settings(), clock, demo=False))
found = set()

def painted(screen):
    found.update(sys.modules)  # Textual takes what is printed meanwhile
    app.exit()

# The first thing that is done once the screen is painted.
MainScreen._find_the_rest = painted

async def run():
    async with app.run_test(size=(80, 24)):
        while not found:
            await asyncio.sleep(0.01)

asyncio.run(run())
print(json.dumps(sorted(found)))
"""
EVERYTHING_ELSE = (
    "textual",
    "rich",
    "asyncio",
    "tinydb",
    "dns",
    "icalendar",
    "email_validator",
    "psycopg",
)
ALWAYS_LATE = (
    *("argparse", "difflib", "traceback", "shutil", "textwrap", "tomllib", "msgspec", "decimal"),
    "dataclasses",
)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return a_file_of(tmp_path / "x.json", a_portfolio(a_license(terms=(a_term(9),))))


def loaded(tmp_path: Path, program: str, *arguments: str) -> set[str]:
    """Return the modules that a run has loaded."""
    environ = {
        **os.environ,
        **{f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "STATE", "DATA", "CACHE")},
    }
    result = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        timeout=60,
        check=True,
    )
    return set(json.loads(result.stdout.decode().splitlines()[-1]))


def among(modules: set[str], *unwanted: str) -> list[str]:
    """Return those of some modules that are unwanted, or stand below one that is."""
    return sorted(x for x in modules if any(x == y or x.startswith(f"{y}.") for y in unwanted))


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_version_and_the_help_load_no_command(tmp_path: Path, option: str) -> None:
    modules = loaded(tmp_path, _COMMAND, option)
    own = {name for name in modules if name.startswith("licensetui")}
    assert own == {
        "licensetui",
        "licensetui.cli",
        *(
            f"licensetui.cli.{name}"
            for name in ("arguments", "entry", "exits", "registry", "results", "usage")
        ),
        "licensetui.door",
    }
    late = [name for name in ALWAYS_LATE if name != "argparse"]
    if option == "--help":  # which is fitted to the columns
        late.remove("textwrap")
    assert among(modules, *EVERYTHING_ELSE, *late) == []


def test_due_loads_what_prints_it(tmp_path: Path, path: str) -> None:
    modules = loaded(tmp_path, _COMMAND, "--no-dns", "--file", path, "due", "--within", "30")
    assert "licensetui.cli.agenda" in modules
    commands = {name for name in modules if name.startswith("licensetui.cli.")}
    assert commands == {
        f"licensetui.cli.{name}"
        for name in (
            *("agenda", "arguments", "context", "entry", "exits", "fitting", "places"),
            *("registry", "results", "run", "table", "usage"),
        )
    }
    assert (
        among(
            modules,
            *(*EVERYTHING_ELSE, "traceback"),
            *("licensetui.tui", "licensetui.forms", "licensetui.imports", "licensetui.exchange"),
            *("licensetui.tables", "licensetui.demo"),
            *("licensetui.findings.rules", "licensetui.outlook.findings"),
            *("licensetui.addresses.mail_servers", "licensetui.addresses.advice"),
            *("licensetui.addresses.check", "licensetui.addresses.kinds"),
            *("licensetui.addresses.slips", "licensetui.findings.rule"),
            *("licensetui.domain.coverage", "licensetui.domain.portal_steps"),
            *("licensetui.domain.risk", "licensetui.domain.totals", "licensetui.domain.secret"),
            *("licensetui.reading", "licensetui.store.file.drafts", "importlib.resources"),
        )
        == []
    )


def test_the_first_screen_loads_nothing_that_it_does_not_show(tmp_path: Path, path: str) -> None:
    modules = loaded(tmp_path, _SCREEN, path)
    assert "licensetui.tui.views.dashboard" in modules
    shown = {name for name in modules if name.startswith("licensetui.tui.screens.")}
    assert shown == {"licensetui.tui.screens.main"}
    views = {
        name.rpartition(".")[2] for name in modules if name.startswith("licensetui.tui.views.")
    }
    assert views == {
        *("agenda", "agenda_lines", "dashboard", "dashboard_plan", "findings", "license_keys"),
        "view",
    }
    assert (
        among(
            modules,
            *("dns", "email_validator", "icalendar", "openpyxl", "tinydb", "psycopg"),
            *("markdown_it", "textual.widgets._text_area", "textual.widgets._data_table"),
            *("licensetui.tui.dialogs", "licensetui.tui.handlers", "licensetui.tui.forms"),
            *("licensetui.forms", "licensetui.imports", "licensetui.exchange", "licensetui.tables"),
            *("licensetui.demo", "licensetui.findings.rules", "licensetui.outlook.findings"),
            *("licensetui.addresses.check", "licensetui.addresses.known"),
            *("licensetui.addresses.mail_servers", "licensetui.tui.widgets.line"),
            *("licensetui.domain.keyless", "licensetui.domain.secret"),
        )
        == []
    )
