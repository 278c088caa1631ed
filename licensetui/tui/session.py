"""One run of the program: the store, today, and the outlook that follows from both."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

from licensetui.clock import Clock
from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.domain.history import Entry, History
from licensetui.domain.license import License
from licensetui.domain.settings import Settings
from licensetui.door import load
from licensetui.outlook import Outlook
from licensetui.store.errors import (
    ConflictError,
    NotDurableError,
    NotSavedError,
    StoreError,
    UnconfirmedError,
)
from licensetui.store.store import Drafts, Saved, Store
from licensetui.tui.aside_words import news, put_back
from licensetui.tui.commands.everywhere import SAVE_AGAIN
from licensetui.tui.lookout import BACK, Lookout
from licensetui.tui.registry import CHANGE_WITHOUT_KEYS, MAIL_SERVERS
from licensetui.tui.taking_back import TakingBack
from licensetui.tui.unsaved import NOT_CONFIRMED, NOT_SAVED, with_changes
from licensetui.tui.waiting import WaitingChanges, nothing

if TYPE_CHECKING:
    from licensetui.addresses.mail_servers import MailServers

News = Callable[[str, bool], None]
"""Takes a sentence for the user, and whether it tells of an error."""

NO_ANSWER = "the answer of the server was lost"
"""Said when nobody knows whether a change is saved."""


class Session:
    """The only way for screens to read and change the portfolio."""

    def __init__(self, store: Store, settings: Settings, clock: Clock, *, demo: bool) -> None:
        """Open a session on a store."""
        self._store = store
        self._clock = clock
        self._listeners: list[Callable[[Outlook], None]] = []
        self.tell_news: News = lambda _sentence, _is_error: None
        """Takes what others did, and what is wrong with the file."""
        self.settings = settings
        """The user's settings."""
        self.theme = settings.theme
        """The theme that is shown: that of the settings, or one chosen on the screens."""
        self.is_demo = demo
        """Whether nothing will be kept."""
        self.saved_at = ""
        """Time of the last confirmed change, `10:31`; empty before the first."""
        self.trouble = ""
        """What is wrong although the last change is in the file; empty if nothing is."""
        self.keys: tuple[str, ...] = ()
        """Where in the last change that was saved license keys were, each with its end."""
        self.left: Draft | None = None
        """The form that was closed without saving last, until it is open again."""
        self.dropped: Draft | None = None
        """The draft that was dropped, if that was the last thing done."""
        self.outlook = Outlook(store.portfolio, clock.today(), settings)
        """The portfolio as seen today."""
        self.own: Callable[[Path], str] = lambda _path: ""
        """Says what a path is to the place where the portfolio is kept, as a clause."""
        self.meanwhile: Callable[[], AbstractContextManager[object]] = nullcontext
        """Makes what surrounds each try to save, which may take long."""
        self.waiting = WaitingChanges(store.title)
        """What could not be saved yet; the outlook shows it."""
        self._lookout = Lookout(store)
        self.taking_back = TakingBack(store, self.waiting, self.look_at_store)
        """Undo and redo."""

    @property
    def title(self) -> str:
        """The name of the file on screen."""
        return self._store.title

    @property
    def author(self) -> str:
        """Under what name changes of this session stand in the history."""
        return self._store.author

    @property
    def is_writable(self) -> bool:
        """Whether changes can be saved at all."""
        return self._store.is_writable

    @property
    def why_read_only(self) -> str:
        """The reason why nothing can be saved, as a clause; empty if it can."""
        return self._store.why_read_only

    @property
    def drafts(self) -> Drafts:
        """The drafts: typed and not saved."""
        return self._store.drafts

    @cached_property
    def mail_servers(self) -> MailServers:
        """Asks whether domains take mail; nobody is asked in the demo, or if the user says so."""
        is_on = self.settings.ask_dns and not self.is_demo
        servers: MailServers = load(MAIL_SERVERS)(is_on=is_on)
        return servers

    def close(self) -> None:
        """End what goes on in the background."""
        if "mail_servers" in self.__dict__:
            self.mail_servers.close()

    def listen(self, listener: Callable[[Outlook], None]) -> None:
        """Tell `listener` of every new outlook, and of everything saved or not saved."""
        self._listeners.append(listener)

    def unlisten(self, listener: Callable[[Outlook], None]) -> None:
        """Tell `listener` no more."""
        self._listeners.remove(listener)

    def now(self) -> datetime:
        """Return the time, aware."""
        return self._clock.now()

    @overload
    def current(self, record: License) -> License | None: ...
    @overload
    def current(self, record: Contact) -> Contact | None: ...
    def current(self, record: License | Contact) -> License | Contact | None:
        """Return a record as it is now, or None if it has been removed."""
        portfolio = self.outlook.portfolio
        if isinstance(record, License):
            return portfolio.license(record.id)
        return portfolio.contact(record.id)

    @property
    def doubt_words(self) -> str:
        """News of a change of which nobody knows whether it is saved, and what to press."""
        return f"{NOT_CONFIRMED}: {NO_ANSWER}. {SAVE_AGAIN.key} asks again"

    @property
    def key_words(self) -> str:
        """News of license keys in the last change; empty if there were none."""
        if not self.keys:
            return ""
        return f"   License key in {', '.join(self.keys)}: only its end and a SHA-256 are kept."

    def prepare_saving(self) -> None:
        """Load and index what the first save would wait for; another thread may do it."""
        load(CHANGE_WITHOUT_KEYS)
        self.outlook.portfolio.index()

    def expect_save(self) -> object:
        """Make ready what a save waits for, while what is returned is kept; as `expect_commit`."""
        return self._store.expect_commit()

    def save(self, change: Change, over: Callable[[], None] = nothing) -> Saved:
        """Save a change; it is on the disk when this returns, or a `StoreError` says why not.

        What waits to be saved goes first; if it still cannot be, this change is not saved either.
        After `UnconfirmedError` this change waits itself, and must not be kept or saved again;
        `over` is called once it waits no longer.
        """
        try:
            self._save_before()
            try:
                return self._commit(change)
            except UnconfirmedError as error:
                self.waiting.doubt(change, error, over)
                self.tell_news(self.doubt_words, True)
                raise
        finally:
            self._tell()  # also after a conflict, which has shown what another session saved

    def _save_before(self) -> None:
        """Save what waits. Raises what keeps that from being saved."""
        try:
            with suppress(ConflictError):  # the disk works; to settle it is the user's choice
                self.waiting.save_all(self._commit)
        except UnconfirmedError as error:
            raise NotSavedError(f"{NOT_SAVED}: the change before it is not confirmed") from error

    def keep(self, change: Change, error: StoreError) -> None:
        """Keep a change that could not be saved because of `error`, and show it nevertheless."""
        self.waiting.add(change, error)
        self._tell()

    def save_pending(self) -> tuple[Change, ...]:
        """Try again to save what waits; return what has been saved now.

        Raises the `StoreError` of the first that cannot be saved; those before it are.
        """
        try:
            return self.waiting.save_all(self._commit)
        finally:
            self._tell()

    def withdraw(self) -> Change:
        """Give up the last change that waits, of which there must be one, and return it.

        Raises `NotRevertibleError` if it may be saved already.
        """
        last = self.waiting.withdraw()
        self._tell()
        return last

    def history(self) -> History:
        """Return all confirmed changes. Raises a `StoreError` if they cannot be read."""
        return self._store.history()

    @property
    def set_aside(self) -> tuple[Entry, ...]:
        """Changes that are in the history and not in the file, of which nobody has decided yet."""
        return self._lookout.set_aside

    def look_aside(self) -> tuple[Entry, ...]:
        """Look which changes are set aside, and return those of which that was not known yet."""
        return self._lookout.look_aside()

    def look_at_store(self) -> None:
        """Look whether another session has saved, and tell; asked once a second."""
        was_writable = self.is_writable
        look = self._lookout.look()
        if look.complaint:
            self.tell_news(look.complaint, True)
        settled = self._settled() if look.is_back or look.has_changed else ""
        found = [BACK] if look.is_back else []
        if look.has_changed:
            new = self.look_aside()
            self._tell()
            if was_writable and not self.is_writable:
                self.tell_news(f"Now read-only: {self.why_read_only}", True)
                return
            if self._store.went_back:
                self._lookout.heard = 0
                self.tell_news(put_back(new), True)
                return
            found.append(self._lookout.others(silent=bool(settled)))
        if sentence := " ".join(filter(None, (*found, settled))):
            self.tell_news(sentence, False)

    def _settled(self) -> str:
        """Ask what became of a change that is not confirmed; return that it is saved, if it is."""
        change = self.waiting.unconfirmed
        if change is None:
            return ""
        try:
            self.waiting.save_first(self._commit)
        except StoreError:  # it waits on, and the status line says why
            return ""
        finally:
            self._tell()
        return f"Saved: {change.label}."

    def tell_found(self) -> None:
        """Tell what was found of the outlook meanwhile, if that is anything else than before."""
        if self.outlook.has_news:
            self.outlook = self.outlook.with_news()
            self._tell_listeners()

    def look_at_clock(self) -> None:
        """Make a new outlook if the day has changed."""
        if self._clock.today() != self.outlook.today:
            self._tell()

    def _commit(self, change: Change) -> Saved:
        self.trouble = ""
        self.keys = ()
        if change.reverts is None:  # what is taken back was there before
            change, self.keys = load(CHANGE_WITHOUT_KEYS)(change)
        try:
            with self.meanwhile():
                saved = self._store.commit(change)
        except NotDurableError as error:
            self.trouble = str(error)
            self.dropped = None
            with suppress(StoreError):  # else the next look takes it for another session's
                self._store.refresh()
            self.tell_news(self.trouble, True)
            raise
        self.dropped = None
        self.trouble = saved.warning
        if new := self.look_aside():  # put back, or nearly saved, since the last look
            self.trouble = self.trouble or news(new)
        if saved.number is not None:
            self._lookout.heard = saved.number
            self.saved_at = f"{self._clock.now():%H:%M}"
        return saved

    def _tell(self) -> None:
        """Make a new outlook if anything has changed, and tell what is there now."""
        portfolio = with_changes(self._store.portfolio, self.waiting.changes)
        today = self._clock.today()
        if portfolio is not self.outlook.portfolio or today != self.outlook.today:
            self.outlook = self.outlook.after(portfolio, today, self.settings)
        self._tell_listeners()

    def _tell_listeners(self) -> None:
        for listener in tuple(self._listeners):
            listener(self.outlook)
