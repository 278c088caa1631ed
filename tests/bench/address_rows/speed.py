"""How fast one check is, the slowest key, a hostile text, and the first check of a process."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.while_typing import check_typing
from tests.bench.figures import Figure

CHECKS_A_SECOND, KEY, HOSTILE = 4_000, 1.0, 50.0
"""Checks at least with 5,000 contacts, and the most milliseconds of a key and a hostile text."""
MEGABYTE = 1_000_000
HOSTILES = (
    *("a@" * (MEGABYTE // 2), "@" * MEGABYTE, "a." * (MEGABYTE // 2) + "@x.com", "." * MEGABYTE),
    *(
        "x@" + "a-" * (MEGABYTE // 2),
        "<" * MEGABYTE,
        "xn--" * (MEGABYTE // 4) + "@xn--",
        " @ " * 99,
    ),
    *("é" * MEGABYTE, "\u202e" * MEGABYTE, "a@b.c " * (MEGABYTE // 6), "(at)" * (MEGABYTE // 4)),
)
FIRST = """
import time
began = time.process_time()
from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
check("anna.martin@gmial.com", KnownAddresses())
print((time.process_time() - began) * 1000)
"""
TURNS = 5


def figures(texts: list[str], known: KnownAddresses) -> Iterator[Figure]:
    """Yield the times of whole addresses typed into a file of 5,000 contacts, and of their keys."""
    warm, new = texts[: len(texts) // 4], texts[len(texts) // 4 :]
    for text in warm:
        check(text, known)  # what is loaded by the first ones is counted below
    began = time.process_time()
    for text in new:
        check(text, known)
    each = (time.process_time() - began) / len(new)
    yield Figure("a check (4,000 a second)", each * 1e6, 1e6 / CHECKS_A_SECOND, unit="us")
    chosen = random.Random(5).sample(texts, min(len(texts), 60))  # noqa: S311  # nothing secret
    keys = [text[:end] for text in chosen for end in range(1, len(text) + 1)]
    check_typing(keys[-1], known)
    for paused, what in ((False, "a key"), (True, "a pause")):
        worst = max(keys, key=lambda text: _best(text, known, paused=paused))
        yield Figure(f"{what} at worst ({worst})"[:56], _best(worst, known, paused=paused), KEY)
    slowest = max(_best(text, known) for text in HOSTILES)
    yield Figure("a hostile text of 1 MB at worst", slowest, HOSTILE)
    yield Figure(
        "the first check of a process, imports included", min(_first() for _ in range(TURNS))
    )


def _best(text: str, known: KnownAddresses, *, paused: bool = True) -> float:
    """Return the milliseconds that a text takes, the best of a few turns."""
    times = []
    for _ in range(TURNS):
        began = time.perf_counter()
        check_typing(text, known, paused=paused)
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def _first() -> float:
    done = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True)
    return float(done.stdout)
