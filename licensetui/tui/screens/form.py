"""What all forms have in common: fields, one place for hints, saving, and leaving safely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from licensetui.store.errors import ConflictError, NotDurableError, StoreError
from licensetui.tui import commands
from licensetui.tui.bindings import bindings
from licensetui.tui.dialogs.leave import LeaveQuestion, Leaving
from licensetui.tui.forms.field import Field
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.session import Session
from licensetui.tui.widgets.bars import Hint, KeyBar
from licensetui.tui.widgets.choice import Choice, Pick
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.line import Line

Result = TypeVar("Result")


class Fields(VerticalScroll, can_focus=False):
    """The fields of a form; Up and Down go from one to the next, and scroll as needed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]


class Form(ModalScreen[Result | None], Generic[Result]):
    """Ends with what was saved, or None. Nothing has changed until the store has said so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*commands.FORM),
        Binding("ctrl+q", "leave", show=False),
    ]
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    Form { background: transparent; align: left bottom; }
    Form > .sheet { background: $background; height: 100%; }
    Form .sheet > Detail { height: 1; }
    Form .fields { layout: grid; grid-size: 4; grid-columns: 15 1fr 14 1fr;
        grid-rows: auto; height: auto; }
    Form .fields > Static { height: 1; padding: 0 1; text-wrap: nowrap; }
    Form .fields Input { height: 1; width: 1fr; }
    Form .-wide { column-span: 3; }
    Form Fields { height: 1fr; scrollbar-size-vertical: 1; }
    Form .sheet > Hint { height: 3; padding: 0 1; }
    Form Input.-wrong { text-style: bold; color: $text-error; }
    """

    def __init__(
        self,
        session: Session,
        texts: dict[str, str],
        *,
        start_in: str = "",
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """Make a form on a session whose fields hold `texts`, with the cursor in `start_in`.

        What is in `typed` counts as typed already.
        """
        super().__init__()
        self.session = session
        """Reads and saves."""
        self.first = texts
        """What each field holds as long as nobody types."""
        self.start = {**texts, **(typed or {})}
        """What each field shows at the start."""
        self._start_in = start_in
        self._refused: dict[str, str] = {}

    def heading(self) -> str:
        """Return where one is: `Contacts > Bruno Durand`."""
        raise NotImplementedError

    def fields(self) -> tuple[Field, ...]:
        """Return all fields, in order."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """Return the widgets between the heading and the hints."""
        raise NotImplementedError

    def save(self) -> Result | None:
        """Save what was typed and return it, None if nothing differs.

        Raises `TypedError` or `StoreError`.
        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out heading, fields, hints and keys."""
        with Vertical(classes="sheet"):
            yield Detail(id="heading")
            with Fields():
                yield from self.body()
            yield Hint(id="form-hint")
            yield KeyBar(writable=self.session.is_writable)

    def on_mount(self) -> None:
        """Show the heading, and start."""
        self.start_typing(self._start_in)
        self._show_heading()

    def start_typing(self, name: str) -> None:
        """Put the cursor in the field called `name`, or in the first one."""
        self.entry(name or self.fields()[0].name).focus()

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
            return Choice(field.choices, text, id=field.name)
        return Line(text, id=field.name)

    def entry(self, name: str) -> Input | Choice | Pick:
        """Return the entry of a field by its name."""
        found = self.query_one(f"#{name}")
        if not isinstance(found, Input | Choice | Pick):
            raise TypeError(f"{name} is no field")  # a mistake in a form, not in what was typed
        return found

    def texts(self) -> dict[str, str]:
        """Return what each field shows now."""
        return {field.name: self.entry(field.name).value for field in self.fields()}

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

    def _show_heading(self) -> None:
        state = "not saved yet" if self.changed() else ""
        self.query_one("#heading", Detail).title = "   ".join(
            part for part in (self.heading(), state) if part
        )

    def _field(self, name: str | None) -> Field | None:
        return next((field for field in self.fields() if field.name == name), None)

    def _say(self, name: str | None) -> None:
        """Say what the field wants, or what is wrong with what it holds."""
        field = self._field(name)
        if field is None:
            self.query_one("#form-hint", Hint).say()
            return
        if field.name in self._refused:
            self.complain(self._refused[field.name])
            return
        try:
            if field.name != "email":
                field.parse(self.entry(field.name).value)
        except TypedError as error:
            self.complain(f"{field.label}: {error}")
        else:
            self.query_one("#form-hint", Hint).say(f"{field.label}: {field.hint}")

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        self._say(event.widget.id)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._refused.pop(event.input.id or "", None)
        if event.input.has_focus:
            self._say(event.input.id)
        self._show_heading()

    @on(Choice.Changed)
    def _chosen(self) -> None:
        self._show_heading()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.entered()

    def entered(self) -> None:
        """Do what Enter does in a field: go to the next one."""
        self.focus_next()

    def action_save(self) -> None:
        """Save what was typed, and close; what cannot be saved stays on screen."""
        if not self.session.is_writable:
            self.complain(f"NOT SAVED: {self.session.why_read_only}")
            return
        try:
            result = self.save()
        except TypedError as error:
            self.complain(str(error), error.field)
        except NotDurableError:
            self.dismiss(None)  # it is in the file; the main screen shows the session's trouble
        except ConflictError as error:
            self.complain(f"{error}: Esc, then d.")
        except StoreError as error:
            self.complain(f"{error}   What you typed is still here: Ctrl+S tries again.")
        else:
            self.dismiss(result)

    def action_leave(self) -> None:
        """Close; ask first if something typed is not saved."""
        changed = self.changed()
        if not changed:
            self.dismiss(None)
            return

        def leave(answer: Leaving | None) -> None:
            if answer is Leaving.SAVE:
                self.action_save()
            elif answer is Leaving.DISCARD:
                self.dismiss(None)

        self.app.push_screen(LeaveQuestion(changed), leave)

    def action_form_help(self) -> None:
        """Show the keys of forms."""
        from licensetui.tui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen("Forms"))
