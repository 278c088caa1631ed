"""A save whose answer was lost: said as that, settled before all else, and never there twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensetui.domain.change import Change
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import NotSavedError, UnconfirmedError, UnreachableError
from licensetui.store.file.drafts import FileDrafts
from licensetui.store.file.filestore import FileStore
from licensetui.store.memory import MemoryStore
from licensetui.store.store import Saved
from licensetui.tui.screens.license_editor import LicenseEditor
from licensetui.tui.widgets.role_rows import Holders
from tests.builders import a_contact, a_license
from tests.store.changes import a_file
from tests.tui.running import Running, running

TWO = Portfolio((a_license("Alpha"), a_license("Beta", id=2)), (a_contact(),))
LOST = UnconfirmedError("NOT CONFIRMED: no answer from db1. It may be saved, or not")
GONE = UnreachableError("db1 cannot be reached: connection refused")


class Lossy(MemoryStore):
    """A store on a server that answers no more: what is sent to it is saved, or gets lost."""

    is_gone = False
    is_noticed = False
    """Whether looks find that out, too."""
    gets_through = True
    """Whether what is sent while it is gone is saved nevertheless."""

    def __init__(self, portfolio: Portfolio) -> None:
        super().__init__(portfolio)
        self._server = portfolio
        self._doubtful: list[tuple[Change, Saved | None]] = []
        self.commits: list[str] = []

    def commit(self, change: Change) -> Saved:
        self.commits.append(change.what)
        known = [saved for other, saved in self._doubtful if other == change]
        if not self.is_gone:
            self.portfolio = self._server
            saved = known[0] if known and known[0] else super().commit(change)
            self._server = self.portfolio
            self._doubtful = [pair for pair in self._doubtful if pair[0] != change]
            return saved
        if not known:
            before, self.portfolio = self.portfolio, self._server
            self._doubtful.append((change, super().commit(change) if self.gets_through else None))
            self._server, self.portfolio = self.portfolio, before
        raise LOST

    def refresh(self) -> bool:
        if self.is_gone:
            if self.is_noticed:
                raise GONE
            return False
        has_changed = self.portfolio is not self._server
        self.portfolio = self._server
        return has_changed

    @property
    def names(self) -> list[str]:
        """The names of the licenses that are on the server."""
        return [license.name for license in self._server.licenses]


def status(program: Running) -> str:
    """Return the status line."""
    return program.text().splitlines()[-2]


async def look(program: Running) -> None:
    """Let the program look at the store, as it does each second."""
    program.app.session.look_at_store()
    await program.settle()


async def add(program: Running, name: str) -> None:
    """Add a license in its form."""
    await program.press("2", "n")
    await program.type(name)
    await program.press("ctrl+s")


@pytest.mark.parametrize("gets_through", [True, False])
async def test_a_new_record_is_there_once_whatever_became_of_the_first_try(
    gets_through: bool,
) -> None:
    store = Lossy(TWO)
    store.is_gone, store.gets_through = True, gets_through
    async with running(store=store) as program:
        await add(program, "Gamma")
        assert "NOT CONFIRMED: the answer of the server was lost. Ctrl+S asks again" in status(
            program
        )
        assert "New license" not in program.text()
        await program.press("down")
        assert status(program).rstrip().endswith("NOT CONFIRMED: add license Gamma")
        assert "NOT SAVED" not in program.text()
        await program.press("ctrl+s")
        assert status(program).startswith(" NOT CONFIRMED")
        store.is_gone = False
        await program.press("ctrl+s")
        assert "Saved: add license Gamma" in status(program)
        assert store.names == ["Alpha", "Beta", "Gamma"]
        assert "NOT CONFIRMED" not in program.text()
        assert program.app.session.waiting.changes == ()


@pytest.mark.parametrize("gets_through", [True, False])
async def test_what_is_saved_next_is_saved_after_it(gets_through: bool) -> None:
    store = Lossy(TWO)
    store.is_gone, store.gets_through = True, gets_through
    async with running(store=store) as program:
        await add(program, "Gamma")
        await add(program, "Delta")
        assert "NOT SAVED: the change before it is not confirmed" in program.text()
        assert "Ctrl+S tries again" in program.text()
        assert store.commits == ["add license Gamma", "add license Gamma"]
        store.is_gone = False
        await program.press("ctrl+s")
        assert store.names == ["Alpha", "Beta", "Gamma", "Delta"]
        assert [entry.label for entry in store.history().entries] == [
            "add license Gamma",
            "add license Delta",
        ]


async def test_a_contact_made_on_the_way_to_a_license_is_told_of_there() -> None:
    store = Lossy(TWO)
    store.is_gone = True
    async with running(store=store) as program:
        await program.press("2", "e")
        program.app.screen.query_one(Holders).enter()
        await program.press("n", *"zoe", "enter", "ctrl+s")
        assert isinstance(program.app.screen, LicenseEditor)
        assert "NOT CONFIRMED: the answer of the server was lost" in program.text()


async def test_an_action_after_it_waits_as_one_that_is_not_saved() -> None:
    store = Lossy(TWO)
    store.is_gone = True
    async with running(store=store) as program:
        await program.press("2", "D")
        assert "NOT CONFIRMED" in status(program)
        await program.press("D")
        assert "Licenses: 0" in program.text()
        assert len(program.app.session.waiting.changes) == 2
        await program.press("q")
        assert (
            "NOT CONFIRMED: archive Alpha; NOT SAVED: archive Beta. Ctrl+S retries, "
            in program.text()
        )
        store.is_gone = False
        await program.press("ctrl+s")
        assert "Saved: 2 changes" in status(program)
        assert [entry.label for entry in store.history().entries] == [
            "archive Alpha",
            "archive Beta",
        ]


async def test_undo_does_not_drop_what_may_be_saved() -> None:
    store = Lossy(TWO)
    store.is_gone = True
    async with running(store=store) as program:
        await program.press("2", "D", "u")
        assert "NOT CONFIRMED: archive Alpha may be saved, so it cannot be undone" in status(
            program
        )
        assert len(program.app.session.waiting.changes) == 1
        await program.press("down", "D", "u")
        assert "Undone: archive Beta" in status(program)
        store.is_gone = False
        await program.press("ctrl+s", "u")
        assert "Undone: archive Alpha" in status(program)
        assert [license.archived for license in store.portfolio.licenses] == [False, False]


async def test_gone_and_back_are_said_once_each_and_what_was_in_doubt_settles_itself() -> None:
    store = Lossy(TWO)
    store.is_noticed = True
    async with running(store=store) as program:
        store.is_gone = True
        await look(program)
        assert status(program).startswith(" db1 cannot be reached: connection refused")
        await add(program, "Gamma")
        await program.press("down")
        await look(program)
        assert "cannot be reached" not in status(program)
        store.is_gone = False
        await look(program)
        assert status(program).startswith(" The server is back. Saved: add license Gamma.")
        assert store.commits == ["add license Gamma", "add license Gamma"]
        assert store.names == ["Alpha", "Beta", "Gamma"]
        await program.press("down")
        await look(program)
        assert "back" not in status(program)
        assert [license.name for license in program.app.session.outlook.portfolio.licenses] == [
            "Alpha",
            "Beta",
            "Gamma",
        ]


async def test_a_try_that_is_known_to_have_failed_is_not_saved_and_may_be_undone() -> None:
    class Full(Lossy):
        def commit(self, change: Change) -> Saved:
            if not self.is_gone:
                raise NotSavedError("NOT SAVED: disk full")
            return super().commit(change)

    store = Full(TWO)
    store.is_gone, store.gets_through = True, False
    async with running(store=store) as program:
        await program.press("2", "D")
        store.is_gone = False
        await program.press("ctrl+s")
        assert status(program).startswith(" NOT SAVED: disk full")
        await program.press("u")
        assert "Undone: archive Alpha. It had not been saved." in status(program)


async def test_the_draft_of_its_form_is_kept_until_it_is_settled(tmp_path: Path) -> None:
    """A program that is killed before offers it at the next start, and says what it is."""
    file = FileStore.open(a_file(tmp_path, "Other"))
    store = Lossy(TWO)
    assert isinstance(file.drafts, FileDrafts)
    store.drafts = file.drafts  # type: ignore[assignment]  # as a database keeps them: on this machine
    store.is_gone = True
    async with running(store=store) as program:
        await add(program, "Gamma")
        kept = Path(file.drafts.kept_in)
        assert "maybe saved: Licenses > new" in kept.read_text()
        assert "o reopens" not in program.text()
        store.is_gone = False
        await program.press("ctrl+s")
        assert file.drafts.kept_in == ""
        assert "draft" not in status(program)


async def test_the_next_start_says_first_that_a_draft_is_maybe_saved(tmp_path: Path) -> None:
    """Saved once more without a look it would be there twice."""
    file = a_file(tmp_path, "Other")
    for typed in ("Gamma", "", ""):
        there = FileStore.open(file)
        store = Lossy(TWO)
        store.drafts = there.drafts  # type: ignore[assignment]  # as a database keeps them
        store.is_gone = True
        async with running(store=store) as program:
            if typed:
                await add(program, typed)
            else:
                assert ": maybe saved: Licens…. o reopens it" in status(program)
                await program.press("o")
                heading = program.text().splitlines()[0]
                assert "Licenses > new" in heading
                assert "maybe saved" in heading
                assert "not saved" not in heading
        there.drafts.close()
