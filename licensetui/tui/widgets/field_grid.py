"""Fields of a form in columns: the label of each, and what one types, chooses or picks it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from textual import events, on
from textual.containers import Container
from textual.widget import Widget

from licensetui.forms.field import Field
from licensetui.tui.widgets.choice import Choice, Pick
from licensetui.tui.widgets.field_look import FieldLabel
from licensetui.tui.widgets.line import Line


class FieldGrid(Container):
    """Label and entry of each field; an entry is found by the name of its field."""

    DEFAULT_CSS = """
    FieldGrid { layout: grid; grid-size: 4; grid-columns: 15 1fr 14 1fr;
        grid-rows: auto; height: auto; }
    FieldGrid .-wide { column-span: 3; }
    """

    def __init__(
        self,
        fields: Iterable[Field],
        start: Mapping[str, str],
        first: Mapping[str, str],
        today: Callable[[], date],
    ) -> None:
        """Lay out fields that hold `start`; days typed short count from `today`.

        `first` is what they hold as long as nobody types.
        """
        self._fields = {field.name: field for field in fields}
        self._today = today
        super().__init__(*self._rows(start, first))

    def _rows(self, start: Mapping[str, str], first: Mapping[str, str]) -> Iterator[Widget]:
        for name, field in self._fields.items():
            yield FieldLabel(field.label, name)
            entry = _entry(field, start[name], first[name])
            entry.set_class(field.wide, "-wide")
            yield entry

    @on(events.DescendantFocus)
    def _mark_label(self, event: events.DescendantFocus) -> None:
        """Mark the label of the field one is in."""
        for label in self.query(FieldLabel):
            label.set_class(label.field == event.widget.id, "-here")

    @on(events.DescendantBlur)
    def _write_out(self, event: events.DescendantBlur) -> None:
        """Show the days that were typed short as what they stand for, once one goes on.

        Who has only gone to another window may be in the middle of one.
        """
        for label in self.query(FieldLabel):
            label.remove_class("-here")
        line, field = event.widget, self._fields.get(event.widget.id or "")
        if self.app.app_focus and field and isinstance(line, Line):
            line.value = field.written_out(line.value, self._today())


def _entry(field: Field, text: str, first: str) -> Widget:
    """Return what one types, chooses or picks a field in."""
    if field.is_picked:
        pick = Pick(id=field.name)
        pick.value = text
        return pick
    if field.choices:
        # A draft of another release may have another word.
        return Choice(field.choices, text if text in field.choices else first, id=field.name)
    return Line(text, id=field.name, is_typed=text != first)
