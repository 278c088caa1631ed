"""A sheet of fields: what one sees and types in a form, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from licensetui.domain.counting import by_count, counted
from licensetui.findings.objections import Objection
from licensetui.forms.field import Field
from licensetui.tui.bindings import acting
from licensetui.tui.commands import forms, sections
from licensetui.tui.forms.hints import PRICE, hints, was_words
from licensetui.tui.messages import ShowKeys
from licensetui.tui.widgets.bars import Hint, KeyBar
from licensetui.tui.widgets.choice import Choice, Pick
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.field_grid import FieldGrid
from licensetui.tui.widgets.field_look import FieldLabel
from licensetui.tui.widgets.form_rows import FormRows
from licensetui.tui.widgets.line import MOST, Line

Result = TypeVar("Result")


class FieldArea(VerticalScroll, can_focus=False):
    """The fields of a form; Up and Down go from one to the next, and scroll as needed.

    PgUp and PgDn go from one section to another.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        *acting({forms.NEXT_SECTION: "screen.next_section"}),
        *acting({forms.PREVIOUS_SECTION: "screen.previous_section"}),
    ]


class Sheet(ModalScreen[Result | None], Generic[Result]):
    """Heading, fields, a place for hints that never moves, and keys."""

    AUTO_FOCUS = None
    KEY_SECTIONS: ClassVar[tuple[str, ...]] = (sections.IN_FORMS,)
    """The sections of the help that hold its keys, its own first."""
    RESTING: ClassVar[str] = ""
    """What to say while the focus is in no field."""
    DEFAULT_CSS = """
    Sheet { background: transparent; align: left bottom; }
    Sheet > .sheet { background: $background; height: 100%; }
    Sheet .sheet > #heading { height: 1; }
    Sheet FieldArea { height: 1fr; scrollbar-size-vertical: 1; }
    Sheet .sheet > Hint { height: 3; padding: 0 1; }
    """

    def __init__(
        self,
        heading: str,
        fields: tuple[Field, ...],
        texts: Mapping[str, str],
        typed: Mapping[str, str],
        *,
        start_in: str = "",
        is_writable: bool = True,
    ) -> None:
        """Make a sheet whose `fields` hold `texts`, with the cursor in `start_in`.

        What is in `typed` counts as typed already.
        """
        super().__init__()
        self.heading = heading
        """Where one is: `Contacts > Bruno Durand`."""
        self.fields = fields
        """All fields, in order."""
        self.first = texts
        """What each field holds as long as nobody types."""
        self.start = {**texts, **{name: typed[name] for name in typed if name in texts}}
        """What each field shows at the start."""
        self.has_begun = False
        """Whether the fields are there; what is ended while it opens never has them."""
        self.start_in = start_in
        """Name of the field in which the cursor is at first; empty for the first one."""
        self._is_writable = is_writable
        self._refused: dict[str, str] = {}

    @property
    def today(self) -> date:
        """The day from which days that are typed short count."""
        raise NotImplementedError

    def counts_from(self, name: str) -> date:
        """Return the day from which days that are typed short count in a field."""
        return self.today

    def grid(self, fields: Iterable[Field | tuple[Field, ...]]) -> FieldGrid:
        """Return labels and entries of fields; several at once stand beside each other."""
        return FieldGrid(fields, self.start, self.first, self.counts_from)

    def body(self) -> Iterable[Widget]:
        """Return the widgets between the heading and the hints."""
        yield self.grid(self.fields)

    def above(self) -> Iterable[Widget]:
        """Return what stands above the fields, and is not scrolled with them."""
        return ()

    def below(self) -> Iterable[Widget]:
        """Return what stands between the fields and the hints, and is not scrolled with them."""
        return ()

    def compose(self) -> ComposeResult:
        """Lay out heading, fields, hints and keys."""
        with Vertical(classes="sheet"):
            yield Detail(id="heading")
            yield from self.above()
            with FieldArea():
                yield from self.body()
            yield from self.below()
            yield Hint(id="form-hint")
            yield KeyBar(writable=self._is_writable)

    def on_mount(self) -> None:
        """Begin, now that all is there; nothing is if the program ends at this very moment."""
        there = {widget.id for widget in self.walk_children()}
        if {"heading", *(field.name for field in self.fields)} <= there:
            self.has_begun = True
            self.begin()

    def begin(self) -> None:
        """Put the cursor where typing starts, and show what follows from the fields."""
        self.start_typing(self.start_in)
        self.follow()

    def start_typing(self, name: str) -> None:
        """Put the cursor in the field called `name`, or in the first one."""
        self.entry(name or self.fields[0].name).focus()

    def follow(self) -> None:
        """Show what follows from what stands in the fields: at first, and after each change."""

    def note_typing(self) -> None:
        """Take notice that something was typed or chosen."""
        raise NotImplementedError

    def objection(self) -> Objection | None:
        """Return what speaks against saving what stands in the fields, if anything does."""
        return None

    def price_words(self) -> str:
        """Return what the price in the fields comes to; empty where there is nothing to say."""
        return ""

    def entry(self, name: str) -> Input | Choice | Pick:
        """Return the entry of a field by its name."""
        found = self.query_one(f"#{name}")
        if not isinstance(found, Input | Choice | Pick):
            raise TypeError(f"{name} is not a field")  # a mistake in a form, not in what was typed
        return found

    def put(self, name: str, text: str) -> None:
        """Show a text in a field, as something that nobody has typed or chosen."""
        with self.prevent(Choice.Changed, Input.Changed):
            self.entry(name).value = text

    def texts(self) -> dict[str, str]:
        """Return what stands in each field now, its days written out."""
        return {
            field.name: field.written_out(
                self.entry(field.name).value, self.counts_from(field.name)
            )
            for field in self.fields
        }

    def changed(self) -> list[str]:
        """Return the labels of the fields that were changed."""
        now = self.texts()
        return [field.label for field in self.fields if now[field.name] != self.first[field.name]]

    def complain(self, sentence: str, field: str = "") -> None:
        """Say what is wrong, and go to the field if it is known."""
        if self._field(field):
            self._refused[field] = sentence  # the hint of the field it goes to shall not hide it
            self._mark_refused()
            self.entry(field).focus()
        self.query_one("#form-hint", Hint).say(sentence, is_error=True)

    def _mark_refused(self) -> None:
        """Mark the labels of the fields whose text was refused, wherever one is now."""
        for label in self.query(FieldLabel):
            label.mark_refused(any(name in self._refused for name in label.fields))

    def say(self, *sentences: str) -> None:
        """Show sentences where the hints stand, until there is a hint again."""
        self.query_one("#form-hint", Hint).say(*sentences)

    def say_hint(self) -> None:
        """Say what the field with the focus wants, or what is wrong with what it holds."""
        field = self._field(self.focused.id if self.focused else None)
        if field is None:
            self.say(self.RESTING)
        elif field.name in self._refused:
            self.complain(self._refused[field.name])
        else:
            shown, first = self.entry(field.name).value, self.first[field.name]
            told = replace(field, hint=self.hint_of(field))
            if (since := self.counts_from(field.name)) != self.today:
                shown = told.written_out(shown, since)
            lines, is_error = hints(told, shown, first, self.today, self.objection)
            if field.name in PRICE and not is_error and (words := self.price_words()):
                lines = (*lines, words)
            room = self.query_one("#form-hint").size.height
            if len(lines) < room and (was := was_words(field, shown, first)):
                lines = (*lines, was)
            self.query_one("#form-hint", Hint).say(*lines, is_error=is_error)

    def take_paste(self, text: str) -> bool:
        """Take a paste whole, whatever line it falls into, and say whether that was done."""
        return False

    def hint_of(self, field: Field) -> str:
        """Return what a field says while nothing is wrong; what the record is may count."""
        return field.hint

    def _field(self, name: str | None) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        self.say_hint()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self._refused.pop(event.input.id or "", None):
            self._mark_refused()
        self._changed()
        if event.input.has_focus:
            self.say_hint()

    @on(Choice.Changed)
    @on(Pick.Changed)
    @on(FormRows.Changed)
    def _changed(self) -> None:
        if self.has_begun:
            self.follow()
            if self.focused and self.focused.id in PRICE:
                self.say_hint()  # what it comes to
        self.note_typing()

    @on(Line.Shortened)
    def _shortened(self, event: Line.Shortened) -> None:
        """Say that not all of what was pasted is there."""
        event.stop()
        label = field.label if (field := self._field(event.line.id)) else "Pasted"
        sentence = by_count(
            event.count,
            "{label}: 1 more line was left out: there is room for one.",
            "{label}: {count} more lines were left out: there is room for one.",
            label=label,
        )
        if event.characters:
            left = counted(event.characters, "character")
            sentence = f"{label}: {left} left out at the end: there is room for {MOST}."
        self.query_one("#form-hint", Hint).say(sentence, is_error=True)

    @on(Choice.Submitted)
    @on(Input.Submitted)
    def _submitted(self, event: Choice.Submitted | Input.Submitted) -> None:
        event.stop()
        self.entered()

    def entered(self) -> None:
        """Do what Enter does in a field: go to the next one."""
        self.focus_next()

    def action_choose(self, name: str, word: str, typed_in: str) -> None:
        """Choose a word in a field, and go on to type in another one, if there is one."""
        self.entry(name).value = word
        if typed_in:
            entry = self.entry(typed_in)
            assert isinstance(entry, Input)  # noqa: S101  # days are typed
            entry.focus()
            entry.action_select_all()

    def action_form_help(self) -> None:
        """Show the keys of this form."""
        self.post_message(ShowKeys((*self.KEY_SECTIONS, sections.IN_FIELDS), only=True))

    def action_next_section(self) -> None:
        """Go to the first field of the next section."""
        self._go_sections(1)

    def action_previous_section(self) -> None:
        """Go to the first field of this section, or of the one before."""
        self._go_sections(-1)

    def _go_sections(self, by: int) -> None:
        chain = self.focus_chain
        if self.focused not in chain:
            return
        starts = [chain.index(widget) for widget in self._section_starts(chain)]
        here = chain.index(self.focused)
        ahead = [place for place in starts if place > here]
        behind = [place for place in starts if place < here]
        if found := (ahead[:1] if by > 0 else behind[-1:]):
            chain[found[0]].focus()

    def _section_starts(self, chain: list[Widget]) -> Iterator[Widget]:
        """Yield what comes first below each heading, and each list, which has its own."""
        is_below = True
        for part in self.query_one(FieldArea).children:
            is_below = is_below or isinstance(part, Detail)
            inside = [x for x in chain if part in (x, *x.ancestors)]
            for x in inside:
                if is_below or x is part or isinstance(x, FormRows):
                    yield x
                is_below = False
