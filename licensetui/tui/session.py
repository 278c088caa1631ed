"""One run of the program: the store, today, and the outlook that follows from both."""

from __future__ import annotations

from collections.abc import Callable

from licensetui.clock import Clock
from licensetui.domain.change import Change
from licensetui.domain.settings import Settings
from licensetui.store.errors import NotDurableError, StoreError
from licensetui.store.store import Saved, Store
from licensetui.tui.outlook import Outlook


class Session:
    """The only way for screens to read and change the portfolio."""

    def __init__(self, store: Store, settings: Settings, clock: Clock, *, demo: bool) -> None:
        """Open a session on a store."""
        self._store = store
        self._clock = clock
        self._listeners: list[Callable[[Outlook], None]] = []
        self.settings = settings
        """The user's settings."""
        self.is_demo = demo
        """Whether nothing will be kept."""
        self.saved_at = ""
        """Time of the last confirmed change, `10:31`; empty before the first."""
        self.trouble = ""
        """Why the last change may not last although it is in the file; empty if it will."""
        self.outlook = Outlook(store.portfolio, clock.today(), settings)
        """The portfolio as seen today."""

    @property
    def title(self) -> str:
        """What to call the file on screen."""
        return self._store.title

    @property
    def is_writable(self) -> bool:
        """Whether changes can be saved at all."""
        return self._store.is_writable

    @property
    def why_read_only(self) -> str:
        """Why nothing can be saved, as a clause; empty if it can."""
        return self._store.why_read_only

    def listen(self, listener: Callable[[Outlook], None]) -> None:
        """Tell `listener` of every new outlook."""
        self._listeners.append(listener)

    def save(self, change: Change) -> Saved:
        """Save a change; it is on the disk when this returns, or a `StoreError` says why not."""
        try:
            saved = self._store.commit(change)
        except StoreError as error:
            self.trouble = str(error) if isinstance(error, NotDurableError) else ""
            self._look_at_store()  # a conflict has shown what another session saved
            raise
        self.trouble = ""
        self.saved_at = f"{self._clock.now():%H:%M}"
        self._look_at_store()
        return saved

    def _look_at_store(self) -> None:
        if self._store.portfolio is not self.outlook.portfolio:
            self._tell(Outlook(self._store.portfolio, self._clock.today(), self.settings))

    def look_at_clock(self) -> None:
        """Make a new outlook if the day has changed."""
        if self._clock.today() != self.outlook.today:
            self._tell(Outlook(self.outlook.portfolio, self._clock.today(), self.settings))

    def _tell(self, outlook: Outlook) -> None:
        self.outlook = outlook
        for listener in self._listeners:
            listener(outlook)
