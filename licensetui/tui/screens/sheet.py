"""A sheet of fields: what one sees and types in a form, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from licensetui.domain.counting import by_count, counted
from licensetui.domain.keyless import in_field
from licensetui.domain.milestones import in_days
from licensetui.domain.months import long_date
from licensetui.findings.objections import Objection
from licensetui.tui.forms import typed
from licensetui.tui.forms.field import Field
from licensetui.tui.forms.short_days import EXAMPLES
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.widgets.bars import Hint, KeyBar
from licensetui.tui.widgets.choice import Choice, Pick
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.line import MOST, Line

Result = TypeVar("Result")

KEY = "That looks like a license key: only its end and its SHA-256 will be kept."
"""What a field says of a key that is typed in it."""
SHORT = f"Short: {EXAMPLES}"
"""What a field for days says of the ways to write one."""


class Fields(VerticalScroll, can_focus=False):
    """The fields of a form; Up and Down go from one to the next, and scroll as needed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]


class Sheet(ModalScreen[Result | None], Generic[Result]):
    """Heading, fields, a place for hints that never moves, and keys."""

    AUTO_FOCUS = None
    KEY_SECTIONS: ClassVar[tuple[str, ...]] = ("Forms",)
    """The sections of the help that hold its keys, its own first."""
    RESTING: ClassVar[str] = ""
    """What to say while the focus is in no field."""
    DEFAULT_CSS = """
    Sheet { background: transparent; align: left bottom; }
    Sheet > .sheet { background: $background; height: 100%; }
    Sheet .sheet > Detail { height: 1; }
    Sheet .fields { layout: grid; grid-size: 4; grid-columns: 15 1fr 14 1fr;
        grid-rows: auto; height: auto; }
    Sheet .fields > Static { height: 1; padding: 0 1; text-wrap: nowrap; }
    Sheet .fields Input { height: 1; width: 1fr; }
    Sheet .-wide { column-span: 3; }
    Sheet Fields { height: 1fr; scrollbar-size-vertical: 1; }
    Sheet .sheet > Hint { height: 3; padding: 0 1; }
    Sheet Input.-wrong { text-style: bold; color: $text-error; }
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        typed: Mapping[str, str],
        *,
        start_in: str = "",
        is_writable: bool = True,
    ) -> None:
        """Make a sheet whose fields hold `texts`, with the cursor in `start_in`.

        What is in `typed` counts as typed already.
        """
        super().__init__()
        self.first = texts
        """What each field holds as long as nobody types."""
        self.start = {**texts, **{name: typed[name] for name in typed if name in texts}}
        """What each field shows at the start."""
        self.has_begun = False
        """Whether the fields are there; what is ended while it opens never has them."""
        self._start_in = start_in
        self._is_writable = is_writable
        self._refused: dict[str, str] = {}

    def heading(self) -> str:
        """Return where one is: `Contacts > Bruno Durand`."""
        raise NotImplementedError

    @property
    def today(self) -> date:
        """The day from which days that are typed short count."""
        raise NotImplementedError

    def fields(self) -> tuple[Field, ...]:
        """Return all fields, in order."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """Return the widgets between the heading and the hints."""
        raise NotImplementedError

    def below(self) -> Iterable[Widget]:
        """Return what stands between the fields and the hints, and is not scrolled with them."""
        return ()

    def note_typing(self) -> None:
        """Take notice that something was typed or chosen."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out heading, fields, hints and keys."""
        with Vertical(classes="sheet"):
            yield Detail(id="heading")
            with Fields():
                yield from self.body()
            yield from self.below()
            yield Hint(id="form-hint")
            yield KeyBar(writable=self._is_writable)

    def on_mount(self) -> None:
        """Begin, now that all is there; nothing is if the program ends at this very moment."""
        if self.query("#heading"):
            self.has_begun = True
            self.begin()

    def begin(self) -> None:
        """Put the cursor where typing starts."""
        self.start_typing(self._start_in)

    def start_typing(self, name: str) -> None:
        """Put the cursor in the field called `name`, or in the first one."""
        self.entry(name or self.fields()[0].name).focus()

    def objection(self) -> Objection | None:
        """Return what speaks against saving what stands in the fields, if anything does."""
        return None

    def rows(self, fields: Iterable[Field]) -> Iterable[Widget]:
        """Return label and entry of each field, for a container of the class `fields`."""
        for field in fields:
            yield Static(field.label, markup=False)
            entry = self.make_entry(field)
            entry.set_class(field.wide, "-wide")
            yield entry

    def make_entry(self, field: Field) -> Widget:
        """Return what one types or chooses a field in."""
        text = self.start[field.name]
        if field.choices:
            is_known = text in field.choices  # a draft of another release may have another word
            return Choice(
                field.choices, text if is_known else self.first[field.name], id=field.name
            )
        return Line(text, id=field.name, is_replaced=field.parse is typed.day)

    def entry(self, name: str) -> Input | Choice | Pick:
        """Return the entry of a field by its name."""
        found = self.query_one(f"#{name}")
        if not isinstance(found, Input | Choice | Pick):
            raise TypeError(f"{name} is no field")  # a mistake in a form, not in what was typed
        return found

    def texts(self) -> dict[str, str]:
        """Return what stands in each field now, its days written out."""
        return {field.name: self._text(field) for field in self.fields()}

    def _text(self, field: Field) -> str:
        return field.written_out(self.entry(field.name).value, self.today)

    def changed(self) -> list[str]:
        """Return the labels of the fields that were changed."""
        now = self.texts()
        return [field.label for field in self.fields() if now[field.name] != self.first[field.name]]

    def complain(self, sentence: str, field: str = "") -> None:
        """Say what is wrong, and go to the field if it is known."""
        names = [known.name for known in self.fields()]
        if field in names:
            self._refused[field] = sentence  # the hint of the field it goes to shall not hide it
            self.entry(field).focus()
        self.query_one("#form-hint", Hint).say(sentence, is_error=True)

    def say(self, sentence: str) -> None:
        """Show a sentence where the hints stand, until there is a hint again."""
        self.query_one("#form-hint", Hint).say(sentence)

    def _field(self, name: str | None) -> Field | None:
        return next((field for field in self.fields() if field.name == name), None)

    def _say(self, name: str | None) -> None:
        """Say what the field wants, or what is wrong with what it holds."""
        field = self._field(name)
        if field is None:
            self.query_one("#form-hint", Hint).say(self.RESTING)
            return
        if field.name in self._refused:
            self.complain(self._refused[field.name])
            return
        try:
            if field.name != "email":
                field.parse(self._text(field))
        except TypedError as error:
            self.complain(f"{field.label}: {error}")
        else:
            objection = self.objection()
            reasons = [objection.reason] if objection else []
            days = self._days(field)
            if not days and field.takes_days and not reasons:
                days = SHORT
            is_typed = not field.choices and self._text(field) != self.first[field.name]
            has_key = is_typed and bool(in_field(field.name, self._text(field)).keys)
            self.query_one("#form-hint", Hint).say(
                f"{field.label}: {field.hint}",
                *reasons,
                *([days] if days else []),
                *([KEY] if has_key else []),
                is_error=bool(reasons),
            )

    def _days(self, field: Field) -> str:
        """Return which days stand in a field: `2026-12-31: Thu 31 Dec 2026, in 39 d`."""
        text = self._text(field)
        if field.parse is typed.day and (day := typed.day(text)):
            return f"{day}: {long_date(day)}, {in_days(day, self.today)}"
        return text if text != self.entry(field.name).value else ""

    @on(events.DescendantBlur)
    def _write_out(self, event: events.DescendantBlur) -> None:
        """Show the days that were typed short as what they stand for, once one goes on.

        Who has only gone to another window may be in the middle of one.
        """
        if not self.app.app_focus:
            return
        line, field = event.widget, self._field(event.widget.id)
        if field and isinstance(line, Line):
            line.value = field.written_out(line.value, self.today)

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        self._say(event.widget.id)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._refused.pop(event.input.id or "", None)
        if event.input.has_focus:
            self._say(event.input.id)
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

    @on(Choice.Changed)
    @on(Pick.Changed)
    def _chosen(self) -> None:
        self.note_typing()

    @on(Choice.Submitted)
    def _chose(self, event: Choice.Submitted) -> None:
        event.stop()
        self.entered()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.entered()

    def entered(self) -> None:
        """Do what Enter does in a field: go to the next one."""
        self.focus_next()

    def action_form_help(self) -> None:
        """Show the keys of this form."""
        from licensetui.tui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(*self.KEY_SECTIONS, only=True))
