"""Every string of the registries names what exists, and no layer names what it may not import."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest

from licensetui.domain.portfolio import Portfolio
from licensetui.door import load
from licensetui.outlook import Outlook
from licensetui.tui import messages, registry
from licensetui.tui.command import Command
from licensetui.tui.commands.sections import all_commands
from licensetui.tui.desk import Desk
from licensetui.tui.messages import Request, request_named
from licensetui.tui.screens.form import Form
from licensetui.tui.views.view import View
from tests import house
from tests.builders import SETTINGS, TODAY

NAME = re.compile(r"[a-z_.]+:\w+")
"""`module:name`."""
REGISTRIES = (
    "licensetui.addresses.registry",
    "licensetui.cli.registry",
    "licensetui.findings.registry",
    "licensetui.outlook.registry",
    "licensetui.store.file.registry",
    "licensetui.store.postgres.registry",
    "licensetui.tui.registry",
)
"""The only modules that name others as strings."""
ALLOWED = {
    ("licensetui.cli.registry", "licensetui.store.file.keeper:FileKeeper"),
    ("licensetui.cli.registry", "licensetui.store.postgres.keeper:PostgresKeeper"),
    ("licensetui.cli.registry", "licensetui.tui.app:run_app"),
    ("licensetui.cli.registry", "licensetui.tui.app:ProgramFailedError"),
    ("licensetui.cli.registry", "licensetui.tui.keymap:take_keys"),
}
"""The one line where it is chosen in what a store is kept, and where the screens are opened."""
CONTRACTS = tomllib.loads(Path(house.ROOT, "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]["contracts"]


def entries() -> Iterator[tuple[str, str]]:
    """Yield each registry with each string of it that names something."""
    for name in REGISTRIES:
        for node in ast.walk(house.module(name)):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and NAME.fullmatch(value):
                yield name, value


@pytest.mark.parametrize(("registry_name", "where"), sorted(set(entries())))
def test_every_entry_names_what_exists(registry_name: str, where: str) -> None:
    assert load(where) is not None


def test_nothing_but_the_registries_names_modules_as_strings() -> None:
    found = {
        name
        for name, tree in house.modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and NAME.fullmatch(node.value)
        and node.value.startswith(house.PACKAGE)
    }
    assert found == set(REGISTRIES)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["name"][:40])
def test_what_a_registry_names_keeps_the_contracts_on_imports(contract: dict[str, object]) -> None:
    for name, where in set(entries()) - ALLOWED:
        assert is_allowed(contract, name, where.partition(":")[0]), f"{name} names {where}"


def is_allowed(contract: dict[str, object], source: str, target: str) -> bool:
    """Say whether a contract lets one module import another."""
    if contract["type"] == "forbidden":
        sources, targets = contract["source_modules"], contract["forbidden_modules"]
        assert isinstance(sources, list)
        assert isinstance(targets, list)
        return not (_is_in(source, sources) and _is_in(target, targets))
    layers, containers = contract["layers"], contract["containers"]
    assert isinstance(layers, list)
    assert isinstance(containers, list)
    ranks = {
        f"{containers[0]}.{name}": rank
        for rank, layer in enumerate(layers)
        for name in re.split(r" [|:] ", layer)
    }
    above = next((x for x in ranks if _is_in(source, [x])), None)
    below = next((x for x in ranks if _is_in(target, [x])), None)
    return above is None or below is None or above == below or ranks[above] < ranks[below]


def _is_in(module: str, packages: list[str]) -> bool:
    return any(module == x or module.startswith(f"{x}.") for x in packages)


def test_a_contract_forbids_what_it_shall() -> None:
    by_name = {contract["name"]: contract for contract in CONTRACTS}
    layers = by_name["Imports point down, and siblings do not know each other"]
    keepers = by_name[
        "All above the store ask it, or its keeper, and do not know that it is a file"
    ]
    textual = by_name["Only the screens know Textual"]
    assert not is_allowed(layers, "licensetui.tui.registry", "licensetui.cli.keys")
    assert not is_allowed(layers, "licensetui.findings.registry", "licensetui.store.codec")
    assert is_allowed(layers, "licensetui.tui.registry", "licensetui.store.codec")
    assert not is_allowed(keepers, "licensetui.cli.registry", "licensetui.store.file.keeper")
    assert not is_allowed(textual, "licensetui.cli.registry", "textual.app")


def test_every_request_has_a_handler_that_takes_it() -> None:
    requests = {
        name: each
        for name, each in vars(messages).items()
        if isinstance(each, type) and issubclass(each, Request) and not each.__subclasses__()
    }
    assert registry.HANDLERS.keys() == requests.keys()
    for name, where in registry.HANDLERS.items():
        desk, request = inspect.signature(load(where)).parameters
        hints = get_type_hints(load(where))
        assert (hints[desk], hints[request]) == (Desk, requests[name])


def test_every_command_that_names_a_request_names_one_that_can_be_made() -> None:
    commands: list[Command] = [x for x in all_commands() if x.request]
    assert commands
    for command in commands:
        name, *about = command.request
        assert command.of in ("", "chosen", "chosen contacts", "shown", "shown license")
        of = ((),) if command.of else ()
        assert isinstance(request_named(name, *of, *about), Request)


def test_views_and_forms_are_what_they_are_listed_as() -> None:
    for name, where in registry.VIEWS.items():
        assert issubclass(load(where), View)
        assert load(where)(Outlook(Portfolio(), TODAY, SETTINGS)).id == name
    for kind, where in registry.FORMS.items():
        assert issubclass(load(where), Form)
        assert kind == load(where).KIND
