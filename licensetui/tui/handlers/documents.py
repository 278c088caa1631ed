"""Documents of a license: opened by the user's own program, and copied; never read."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Callable

from textual.app import App, SuspendNotSupported

from licensetui.domain.documents import NotOpenedError, target_of
from licensetui.domain.license import Document
from licensetui.domain.plain import plain
from licensetui.exchange.opening import Opener, opener
from licensetui.tui.commands.browsing import EDIT
from licensetui.tui.desk import Desk
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.messages import OpenDocument, OpenDocuments

Say = Callable[[str], None]


def open_documents(desk: Desk, request: OpenDocuments) -> None:
    """Open the document of a license; of several, the one that is chosen."""
    documents = request.license.documents
    if not documents:
        desk.say(f"No document is recorded here. Add one: {EDIT.key}.")
    elif len(documents) == 1:
        _open(desk.app, documents[0], desk.say)
    else:
        options = [Option(x.title or "-", x, x.shown) for x in documents]
        desk.ask(Chooser("Open which document", options), lambda x: _open(desk.app, x, desk.say))


def open_document(desk: Desk, request: OpenDocument) -> None:
    """Open a document from a form."""
    _open(desk.app, request.document, request.say)


def _open(app: App[None], document: Document, say: Say) -> None:
    """Copy the path of a document, and open it if there is a program for that."""
    place = plain(document.shown)
    app.copy_to_clipboard(place)
    try:
        target = target_of(document.place, os.environ.get("HOME", ""))
    except NotOpenedError as error:
        say(f"Copied, not opened: {error}: {place}")
        return
    program = opener(os.environ)
    if program is None:
        say(f"Copied: {place}")
    elif program.needs_terminal:
        _draw(app, program, target, place, say)
    else:
        say(f"Opened with {plain(program.name)}. Copied: {place}")
        app.run_worker(_start(program, target, say), exit_on_error=False)


def _draw(app: App[None], program: Opener, target: str, place: str, say: Say) -> None:
    """Leave the terminal to a program until it ends."""
    try:
        with app.suspend():
            code = subprocess.run(program.command(target), check=False).returncode  # noqa: S603
    except SuspendNotSupported:  # in memory, for tests and pictures
        say(f"Copied: {place}")
    except (OSError, ValueError) as error:
        say(_failed(program, str(error)))
    else:
        say(_failed(program, f"it ended with {code}") if code else f"Copied: {place}")


async def _start(program: Opener, target: str, say: Say) -> None:
    """Start a program with a window of its own; say so if it fails."""
    try:
        process = await asyncio.create_subprocess_exec(
            *program.command(target),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        code = await process.wait()
    except (OSError, ValueError) as error:
        say(_failed(program, str(error)))
    else:
        if code:
            say(_failed(program, f"it ended with {code}"))


def _failed(program: Opener, why: str) -> str:
    return plain(f"{program.name} did not open it: {why}. Its path is copied.")
