"""The columns of `licensetui import`: `--map`, `--show-mapping`, `--fields`."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from typing import Any, NoReturn

from licensetui.cli.context import Context, UsageError
from licensetui.cli.table import print_json
from licensetui.domain.plain import cropped, padded
from licensetui.imports.columns import ListColumn, columns_of
from licensetui.imports.field_keys import CHOICES, UnknownFieldError, field_called, sentence
from licensetui.imports.fields import ImportField
from licensetui.imports.mapping import Mapping, UnknownColumnError
from licensetui.tables.table import Table

Said = tuple[str, ImportField | None]
"""A column and the field that it holds; None to leave it out."""

_WIDTH = 80
_HEADER, _KEY = 28, 18
# Cells for a header and for the key of a field.
_HOW = (
    'To set a column: --map "COLUMN=FIELD". To skip a column: --map "COLUMN=-".\n'
    "For the fields: licensetui import --fields"
)


class _Fields(Action):
    """Prints the fields and ends, as `--help` does."""

    def __call__(self, *_: Any) -> NoReturn:
        lines = (f"{field.key:{_KEY}}{sentence(field)}\n" for field in CHOICES)
        sys.stdout.write("".join(lines))
        raise SystemExit(0)


def add_mapping(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--map",
        metavar="COLUMN=FIELD",
        action="append",
        type=_said,
        help="the field that a column holds, as in --map 'Software Name=name'; --map "
        "'X=-' skips a column. Overrides the guess from headers and values, and "
        "is remembered for files with the same headers. Repeat for each column",
    )
    parser.add_argument(
        "--show-mapping",
        action="store_true",
        help="show which field each column is read as, and why; import nothing",
    )
    parser.add_argument("--fields", nargs=0, action=_Fields, help="list the fields for --map")


def said_mappings(arguments: Namespace, guessed: Sequence[Mapping]) -> list[Mapping]:
    """Return the mappings of some files with what `--map` and `--numbers` say.

    Raises `UsageError` for a column that is in none of them.
    """
    mappings = list(guessed)
    for name, field in arguments.map or ():
        for file, places in _places(name, mappings).items():
            for place in places if field is None else places[:1]:
                mappings[file] = mappings[file].with_field(place, field)
    for name in arguments.numbers or ():
        for file, places in _places(name, mappings).items():
            mappings[file] = mappings[file].with_numbers(places)
    return mappings


def _places(name: str, mappings: Sequence[Mapping]) -> dict[int, tuple[int, ...]]:
    """Return the columns with a name, by the files that have one."""
    found: dict[int, tuple[int, ...]] = {}
    problem = ""
    for file, mapping in enumerate(mappings):
        try:
            found[file] = mapping.places(name)
        except UnknownColumnError as error:
            problem = problem or str(error)
    if not found:
        raise UsageError(problem)
    return found


def mapping_words(arguments: Namespace) -> list[str]:
    """Return what columns were said to hold, as it was given."""
    return [f"{name}={field.key if field else '-'}" for name, field in arguments.map or ()]


def show_mapping(
    context: Context, files: Sequence[tuple[Table, Mapping]], *, is_json: bool
) -> None:
    """Print the columns of each file: the unknown ones first."""
    for table, mapping in files:
        if len(files) > 1 and not is_json:
            context.say(f"{table.source}:")
        for column in columns_of(table, mapping):
            if is_json:
                print_json(context, {"file": table.source, **_record(column)})
            else:
                _print(context, column)
    if not is_json:
        context.say(_HOW)


def _said(text: str) -> Said:
    name, sign, key = text.rpartition("=")
    if not sign or not name.strip():
        raise ArgumentTypeError(f"{text!r} is not COLUMN=FIELD")
    try:
        return name, field_called(key)
    except UnknownFieldError as error:
        raise ArgumentTypeError(str(error)) from error


def _print(context: Context, column: ListColumn) -> None:
    header = padded(cropped(column.header, _HEADER), _HEADER, False)
    mark = "?" if column.is_open else " "
    context.say(f"{mark} {header} {padded(_key(column), _KEY, False)} {column.why}".rstrip())
    if column.samples:
        context.say(cropped(f"      {' | '.join(column.samples)}", _WIDTH))


def _key(column: ListColumn) -> str:
    if column.field:
        return column.field.key
    return "(a number)" if column.is_number else "-"


def _record(column: ListColumn) -> dict[str, Any]:
    return {
        "column": column.place + 1,
        "header": column.header,
        "samples": list(column.samples),
        "field": column.field.key if column.field else None,
        "why": column.why,
        "left_out": column.is_left_out,
        "number": column.is_number,
    }
