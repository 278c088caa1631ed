"""`licensetui portal --seen` and `--unsee`: looks at portals, noted and taken back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from licensetui.cli.conflicts import commit
from licensetui.cli.context import Context, UsageError
from licensetui.cli.exits import DONE
from licensetui.cli.plans import add_apply, store_for
from licensetui.cli.typed import license_meant
from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import counted
from licensetui.domain.license import License, SeenAssignment
from licensetui.domain.plain import plain
from licensetui.domain.portal_ticks import seen_as
from licensetui.exchange.portal_page import MOST, Page, PageError, read_page
from licensetui.exchange.unseen import imports, unseen
from licensetui.store.store import Store
from licensetui.tables.encodings import decoded
from licensetui.tables.sources import bytes_of
from licensetui.wording.looks import SAME, differences

ALL = 0
"""What stands for all imports."""
_MOST_BYTES = 4 * MOST + 4


def add_looks(parser: ArgumentParser) -> None:
    """Add the options that note looks at portals, or take them back."""
    parser.add_argument(
        "--seen",
        nargs=2,
        metavar=("LICENSE", "FILE"),
        help="record a license's portal page, copied as text; - is standard input",
    )
    parser.add_argument(
        "--unsee",
        nargs="?",
        type=int,
        const=ALL,
        metavar="NUMBER",
        help="undo the portal checks recorded by an import (its number in the history; "
        "default: all imports of lists that were not portal pages)",
    )
    add_apply(parser)


def note_look(arguments: Namespace, context: Context) -> int:
    """Show what a page says, and with `--apply` save it as seen today."""
    meant, source = arguments.seen
    store = store_for(arguments, context)
    license = license_meant(meant, store.portfolio)
    page = _page(context, source).of(license)
    for line in page.unread:
        context.remark(f"not read: {plain(line)}")
    seen = _seen(page, license)
    for shown in seen:
        contact = store.portfolio.contact_at(shown.address)
        mark = ", primary" if shown.primary else ""
        who = contact.label if contact else "no matching contact"
        context.say(f"{shown.role.label}{mark}: {plain(shown.address)} ({plain(who)})")
    after = seen_as(license, seen, context.today)
    for line in differences(after, store.portfolio) or (SAME,):
        context.say(f"  {plain(line)}")
    change = Change(f"portal of {license.name} checked", licenses=(Edit(license, after),))
    if after == license:
        change = Change(change.what)
    return _end(arguments, context, store, change, "That portal was already checked today.")


def take_back(arguments: Namespace, context: Context) -> int:
    """Show which looks were none, and with `--apply` take them back."""
    store = store_for(arguments, context)
    history = store.history()
    entries = imports(history)
    if arguments.unsee != ALL:
        entries = tuple(entry for entry in entries if entry.number == arguments.unsee)
        if not entries:
            raise UsageError(
                f"change {arguments.unsee} is not an import; for a list: licensetui history"
            )
    change = unseen(store.portfolio, entries, dated=arguments.unsee != ALL)
    for edit in change.licenses:
        then, license = edit.after.looked_on if edit.after else None, edit.shown
        label = f"{license.name} {license.number}".strip()
        before = edit.before.looked_on if edit.before else None
        context.say(f"{plain(label)}: checked {before or 'unknown'} -> {then or 'never'}")
    context.say(f"{counted(len(change.licenses), 'license')}: the import checked no portal.")
    return _end(arguments, context, store, change, "Nothing to undo.")


def _page(context: Context, source: str) -> Page:
    """Return the page in a file, or from standard input. Raises `TableError`."""
    name, raw = bytes_of(source, context.input, _MOST_BYTES)
    text = decoded(raw, plain(name), "copy the page as text")
    for remark in text.remarks:
        context.remark(f"{plain(name)}: {plain(remark)}")
    return read_page(text.text)


def _seen(page: Page, license: License) -> tuple[SeenAssignment, ...]:
    """Return what a page shows of a license; what a user must settle first is a `PageError`."""
    if page.numbers:
        numbers = ", ".join(page.numbers)
        raise PageError(f"the page is for {numbers}, not for {license.name} {license.number}")
    lost = [shown.address for shown in page.shown if shown.role is None]
    if lost:
        raise PageError(
            f"no heading gives a role for {', '.join(lost)}: add a line above, for "
            "example: Technical contacts"
        )
    if not page.shown:
        raise PageError("that page has no address")
    return tuple(SeenAssignment(x.address, x.role, x.primary) for x in page.shown if x.role)


def _end(arguments: Namespace, context: Context, store: Store, change: Change, nothing: str) -> int:
    if change.is_empty:
        context.say(nothing)
    elif arguments.apply:
        commit(context, store, change, None)
        context.say(f"Saved to {plain(store.title)}. To undo: licensetui undo")
    else:
        context.say("Nothing was written. To apply, add --apply.")
    return DONE
