"""Another session: `python -m tests.bench.other_session FILE`, for what others do meanwhile.

It says `ready`; at each line on its input it saves another cost of the first license, and says so.
Each change has its own words: a program that shows the same sentence again draws nothing.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from licensetui.store.file.filestore import FileStore
from tests.bench.saves import cost


def main(path: Path) -> None:
    """Save when told to."""
    store = FileStore.open(path)
    print("ready", flush=True)
    for number, _ in enumerate(sys.stdin):
        store.refresh()
        change = cost(store.portfolio, 900 + number)
        store.commit(replace(change, what=f"{change.what}, change {number + 1}"))
        print("saved", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
