"""Fields of a form in columns: the label of each, and what one types, chooses or picks it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from textual import events, on
from textual.containers import Container, Horizontal
from textual.widget import Widget

from licensetui.forms.field import Field
from licensetui.tui.widgets.choice import Choice, Pick
from licensetui.tui.widgets.field_look import FieldLabel
from licensetui.tui.widgets.line import Line

NARROW = 72
"""Cells below which fields stand in one column."""


class FieldGrid(Container):
    """Label and entry of each field; an entry is found by the name of its field."""

    DEFAULT_CSS = """
    FieldGrid { max-width: 120; layout: grid; grid-size: 4; grid-columns: 15 1fr 14 1fr;
        grid-rows: auto; height: auto; }
    FieldGrid .-wide { column-span: 3; }
    FieldGrid > .beside { width: 1fr; height: 1; }
    FieldGrid > .beside > .-second { margin-left: 1; }
    FieldGrid.-narrow { grid-size: 2; grid-columns: 15 1fr; }
    FieldGrid.-narrow .-wide { column-span: 1; }
    """

    def __init__(
        self,
        fields: Iterable[Field | tuple[Field, ...]],
        start: Mapping[str, str],
        first: Mapping[str, str],
        counts_from: Callable[[str], date],
    ) -> None:
        """Lay out fields that hold `start`; days typed short count from a day, by the field.

        `first` is what they hold as long as nobody types. Several at once stand beside each other,
        behind the label of the first.
        """
        places = [x if isinstance(x, tuple) else (x,) for x in fields]
        self._fields = {field.name: field for place in places for field in place}
        self._counts_from = counts_from
        super().__init__(*self._rows(places, start, first))

    def on_resize(self, event: events.Resize) -> None:
        """Put the fields below each other where two beside each other have no room."""
        self.set_class(event.size.width < NARROW, "-narrow")

    def _rows(
        self,
        places: Iterable[tuple[Field, ...]],
        start: Mapping[str, str],
        first: Mapping[str, str],
    ) -> Iterator[Widget]:
        for place in places:
            yield FieldLabel(place[0].label, *(field.name for field in place))
            entries = [_entry(field, start[field.name], first[field.name]) for field in place]
            for other in entries[1:]:
                other.add_class("-second")
            entry = entries[0] if len(place) == 1 else Horizontal(*entries, classes="beside")
            entry.set_class(place[0].wide, "-wide")
            yield entry

    @on(events.DescendantFocus)
    def _mark_label(self, event: events.DescendantFocus) -> None:
        """Mark the label of the field one is in."""
        for label in self.query(FieldLabel):
            label.set_class(event.widget.id in label.fields, "-here")

    @on(events.DescendantBlur)
    def _write_out(self, event: events.DescendantBlur) -> None:
        """Show the days that were typed short as what they stand for, once one goes on.

        Who has only gone to another window may be in the middle of one.
        """
        for label in self.query(FieldLabel):
            label.remove_class("-here")
        line, field = event.widget, self._fields.get(event.widget.id or "")
        if self.app.app_focus and field and isinstance(line, Line):
            line.value = field.written_out(line.value, self._counts_from(field.name))


def _entry(field: Field, text: str, first: str) -> Widget:
    """Return what one types, chooses or picks a field in."""
    if field.is_picked:
        pick = Pick(id=field.name)
        pick.value = text
        return pick
    if field.choices:
        # A draft of another release may have another word.
        choice = Choice(field.choices, text if text in field.choices else first, id=field.name)
        choice.set_reactive(Choice.names, dict(zip(field.choices, field.shown_as, strict=False)))
        return choice
    return Line(text, id=field.name, is_typed=text != first)
