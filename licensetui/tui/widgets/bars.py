"""The lines at the edges of the screen: where one is, what was saved, which keys work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from textual import events
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from licensetui.domain.counting import counted
from licensetui.domain.milestones import Urgency
from licensetui.domain.plain import plain
from licensetui.domain.settings import Settings
from licensetui.tui.bindings import key_shown
from licensetui.tui.commands.sections import all_commands, bar_order
from licensetui.tui.messages import ShowView
from licensetui.tui.unsaved import NOT_CONFIRMED, NOT_SAVED
from licensetui.tui.widgets.cells import fit
from licensetui.tui.widgets.placed import Placed

Name = TypeVar("Name")

_PATH = re.compile(r"(?<!\S)~?/\S*/(?=[^/\s])")
"""The directories of a path, which leave no room for what is wrong with the file."""


MARK_STYLES = {
    Urgency.OVERDUE: "$text-error bold",
    Urgency.URGENT: "$text-warning",
    Urgency.SOON: "$text-secondary",
    Urgency.LATER: "",
}
"""The colors of the marks where they are explained, as in the lists."""
OTHERS = ("m reminder", "a away", "e end of life")
"""What the marks of days mean on which nobody has to do anything, the most frequent first."""


class TopBar(Placed):
    """The views with their keys, the one shown turned round, the file and the date."""

    DEFAULT_CSS = "TopBar { height: 1; }"

    current: reactive[str] = reactive("")
    """Name of the view shown."""
    date: reactive[str] = reactive("")
    """Today, in words."""
    steps: reactive[int] = reactive(0)
    """How many steps are to be done on portals; they are counted after the first paint."""
    room: reactive[int] = reactive(0)
    """Cells kept free for that number, so that it moves nothing when it comes."""

    def __init__(self, views: Mapping[str, str], place: str) -> None:
        """Show `views` with their keys, and the file, or what stands for it."""
        super().__init__()
        self._views = views
        self._place = place
        self.set_reactive(TopBar.current, next(iter(views)))

    @property
    def _tabs(self) -> list[tuple[str, str]]:
        """The views, each with what stands in its tab; closer together where there is no room."""
        counts = {"Portal": self._count}
        tabs = [
            (name, f" {key} {name}{counts.get(name, '')} ") for name, key in self._views.items()
        ]
        if sum(len(text) for _, text in tabs) <= self.size.width:
            return tabs
        return [(name, text.rstrip()) for name, text in tabs]

    @property
    def _count(self) -> str:
        return f" {self.steps or '':<{self.room}}"

    def on_click(self, event: events.Click) -> None:
        """Show the view whose tab is clicked."""
        if name := _at(event.x, [(name, len(text)) for name, text in self._tabs]):
            self.post_message(ShowView(name.lower()))

    def render(self) -> Content:
        """Draw the line."""
        left = Content.assemble(
            *((text, "reverse bold" if name == self.current else "") for name, text in self._tabs)
        )
        room = self.size.width - left.cell_length - len(self.date) - 2
        if room < 0:
            return left
        place = plain(self._place)
        if len(place) > room - 2:
            place = "…" + place[-(room - 3) :] if room > 5 else ""
        return left + Content(place.center(room)) + Content(f" {self.date} ")


def _at(x: int, widths: Iterable[tuple[Name, int]]) -> Name | None:
    """Return what stands in a column, of things that stand in a row; None behind the last."""
    for name, width in widths:
        if x < width:
            return name
        x -= width
    return None


class StatusLine(Placed):
    """The meanings of the marks, and the last save; or a sentence, until the next one."""

    DEFAULT_CSS = "StatusLine { height: 1; }"

    sentence: reactive[str] = reactive("")
    """A sentence that is to be read; empty for none."""
    state: reactive[str] = reactive("")
    """What stands at the right: `saved 10:31`."""
    is_alarm: reactive[bool] = reactive(False)
    """Whether the state stays in sight whatever there is to say: something is not saved."""

    def __init__(self, settings: Settings) -> None:
        """Explain the marks with the limits of the settings."""
        super().__init__()
        near, soon = settings.urgent_days, settings.soon_days
        meaning = {
            Urgency.OVERDUE: "overdue",
            Urgency.URGENT: counted(near, "day"),
            Urgency.SOON: counted(soon, "day"),
            Urgency.LATER: "later",
        }
        self._legend = [(f"{x.mark} {text}", MARK_STYLES[x]) for x, text in meaning.items()]

    def render(self) -> Content:
        """Draw the line."""
        text, state = plain(self.sentence), plain(self.state)
        width = self.size.width
        if len(text) > width - 3:
            text = _PATH.sub("…/", text)
        if self.is_alarm and text.startswith((NOT_SAVED, NOT_CONFIRMED)):
            state = ""  # the sentence says it
        elif self.is_alarm:
            state = fit(state, min(len(state), width // 2))
        elif len(text) + len(state) + 3 > width:
            state = ""
        room = max(width - len(state) - 3, 0)
        said = Content(fit(text, room)) if text else self._marks(room)
        style = "bold" if self.is_alarm else ""
        return Content.assemble(" ", said, " ", (state, style), " ")

    def _marks(self, room: int) -> Content:
        """Return what the marks mean, as far as there is room, each in its color."""
        parts: list[tuple[str, str]] = []
        for text, style in (*self._legend, *((other, "") for other in OTHERS)):
            if sum(len(part) for part, _ in parts) + len(text) + 2 * bool(parts) <= room:
                parts += [("  ", "")] if parts else []
                parts += [(text[:1], style), (text[1:], "")]
        used = sum(len(part) for part, _ in parts)
        return Content.assemble(*parts, " " * (room - used))


class KeyBar(Placed):
    """The keys that work now, as far as they fit the width."""

    DEFAULT_CSS = "KeyBar { height: 1; text-style: none; }"

    keys: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Keys and their words."""
    writable: reactive[bool] = reactive(True)
    """Whether changes can be saved; else what edits is left out."""
    words: reactive[Mapping[str, str]] = reactive({})
    """What some commands do now, by their ids, where that is not what they do elsewhere."""

    def __init__(self, *, writable: bool = True) -> None:
        """Leave out what edits unless it can be saved."""
        super().__init__()
        self.set_reactive(KeyBar.writable, writable)

        self._bound: dict[str, ActiveBinding] = {}
        # What each word does.

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.collect())

    def watch_writable(self) -> None:
        """Show the keys that work now."""
        self.collect()

    def watch_words(self) -> None:
        """Say what the keys do now."""
        self.collect()

    def collect(self) -> None:
        """Find the keys that work now."""
        if not self.is_attached:
            return
        hidden = set() if self.writable else {c.id for c in all_commands() if c.edits}
        found: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            shown = binding.show and active.enabled and binding.id not in hidden
            if shown and binding.description:
                found.setdefault(self._word(binding), active)
        self._bound = found
        ranks = {command.id: place for place, command in reversed([*enumerate(bar_order())])}
        ordered = sorted(
            (active.binding for active in found.values()),
            key=lambda each: ranks.get(each.id or "", -1),
        )
        self.keys = tuple((key_shown(each), self._word(each)) for each in ordered)

    def _word(self, binding: Binding) -> str:
        return self.words.get(binding.id or "", binding.description)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key does whose word is clicked."""
        word = _at(event.x, [(word, _room(key, word)) for key, word in self._drawn()])
        if word and (active := self._bound.get(word)):
            await self.app.run_action(active.binding.action, active.node)

    def _drawn(self) -> list[tuple[str, str]]:
        """Return as many keys as there is room for, Help first and Quit last in any case."""
        ends = {word: (key, word) for key, word in self.keys if word in ("Help", "Quit")}
        between = [pair for pair in self.keys if pair[1] not in ends]
        width = self.size.width - sum(_room(*pair) for pair in ends.values())
        first = [ends["Help"]] if "Help" in ends else []
        last = [ends["Quit"]] if "Quit" in ends else []
        return [*first, *_fitting(between, width), *last]

    def render(self) -> Content:
        """Draw the keys."""
        return Content.assemble(
            *(
                part
                for key, word in self._drawn()
                for part in ((f" {key}", "bold"), (f" {word} ", ""))
            )
        )


def _room(key: str, word: str) -> int:
    """Return the cells that a key and its word take."""
    return len(key) + len(word) + 3


def _fitting(keys: Iterable[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """Return the keys that fit, those in front before those behind."""
    found: list[tuple[str, str]] = []
    used = 0
    for key, word in keys:
        if used + _room(key, word) <= width:
            used += _room(key, word)
            found.append((key, word))
    return found


class Hint(Widget):
    """Lines of a fixed height that say what a field wants, or what is wrong with it."""

    DEFAULT_CSS = "Hint { height: 3; text-style: dim; }"

    lines: reactive[tuple[str, ...]] = reactive(())
    """The lines."""

    def say(self, *lines: str, is_error: bool = False) -> None:
        """Show other lines."""
        self.set_class(is_error, "-error")
        self.lines = lines

    def render(self) -> Content:
        """Draw the lines; a long one is folded by the height there is."""
        return Content("\n".join(plain(line) for line in self.lines))
