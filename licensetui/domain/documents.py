"""Places of documents: what somebody means who types or pastes one, and what may be opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from licensetui.domain.counting import and_more
from licensetui.domain.license import Document
from licensetui.domain.plain import plain

_QUOTES = {'"': '"', "'": "'", "`": "`", "<": ">", "“": "”", "„": "“", "«": "»"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LOCAL = ("", "localhost")


class NotOpenedError(ValueError):
    """A place that no program is given. Its text says why, as a clause."""


def place_of(text: str) -> str:
    """Return the place that a text means: without quotes around it, a path of what is `file://`.

    A file of another host, and what is damaged, stays as it stands.
    """
    text = text.strip()
    while len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    if text[:5].lower() != "file:":
        return text
    try:
        parts = urlsplit(text)
        path = unquote(text[5:].removeprefix(f"//{parts.netloc}"), errors="strict")
    except (ValueError, UnicodeDecodeError):
        return text
    is_ours = parts.netloc.lower() in _LOCAL and path.startswith("/") and plain(path) == path
    return path if is_ours else text


def documents_in(text: str) -> Iterator[Document]:
    """Yield a document for each line of a text that names one, each place once."""
    for place in dict.fromkeys(map(place_of, text.splitlines())):
        if place:
            yield Document(place)


def with_documents(known: Iterable[Document], added: Iterable[Document]) -> tuple[Document, ...]:
    """Return what is known, and what is added of which the place is not among it."""
    known = tuple(known)
    places = {document.place for document in known}
    return (*known, *(document for document in added if document.place not in places))


def target_of(place: str, home: str) -> str:
    """Return what a program is given to open: an address of the web, or a whole path.

    Raises `NotOpenedError` for all else: other schemes may run something, and what has invisible
    characters is not what it seems. It never begins with a dash.
    """
    place = place_of(place)
    if plain(place) != place:
        raise NotOpenedError("it has invisible characters")
    if scheme := _SCHEME.match(place):
        if scheme[1].lower() in ("http", "https"):
            if _is_web(place):
                return place
            raise NotOpenedError("the address has no host, or has a space in it")
        raise NotOpenedError("only paths and http or https addresses are opened")
    if place.startswith("~/") and home:
        return f"{home}{place[1:]}"
    if not place.startswith("/"):
        raise NotOpenedError("the path does not start with /")
    return place


def document_words(documents: tuple[Document, ...]) -> str:
    """Return what a license names in a few words: `contract 2026, /srv/quote.pdf, and 2 more`."""
    named = [document.title or document.shown for document in documents[:2]]
    return ", ".join(named) + and_more(len(documents) - 2, ",")


def _is_web(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname) and not re.search(r"\s", address)
    except ValueError:
        return False
